#include "render/texts.h"

#include "base/text.h"

void write_lead(writer *w) {
  emit_text(w, "<p part=\"answer\">%m0</p>", &w->model->answer);
  emit_text(w, "<div part=\"introduction\">%p0</div>", &w->model->introduction);
}

static void write_size(writer *w, const char *template, uint32_t pixels) {
  w->number = pixels;
  if (pixels) emit(w, template, NULL);
}

static void write_image(writer *w, const card_image *image) {
  if (image->src.len == 0) return;
  emit(w, "<img part=\"image\" loading=\"lazy\" decoding=\"async\" alt=\"%t1\"", image);
  html_url(w->html, S("src"), image->src);
  write_size(w, " width=\"%n\"", image->width);
  write_size(w, " height=\"%n\"", image->height);
  emit(w, ">", NULL);
}

static void write_subject(writer *w, const card_heading *heading) {
  const card_subject *s = heading->subject;
  if (!heading->definition.len && !s) return;
  emit(w, "<section part=\"subject\">", NULL);
  if (s) write_image(w, &s->image);
  emit(w, "<h3 part=\"heading\">%b1{whatIs}</h3>%p2", heading);
  if (s) emit(w, "%p0", s);
  if (s && s->href.len) emit(w, "<p>%a0%b1{readMore}%z</p>", (card_str[]){s->href, heading->name});
  emit(w, "</section>", NULL);
}

void write_subjects(writer *w) {
  for (size_t i = 0; i < w->model->columns.count; i++) write_subject(w, &w->model->columns.at[i]);
}

#define SECTION(heading) "<section part=\"section\"><h3 part=\"heading\">" heading "</h3>%p0</section>"

void write_sections(writer *w) {
  const card_model *m = w->model;
  emit_text(w, SECTION("%w{relationship}"), &m->relationship);
  for (size_t i = 0; i < m->sections.count; i++) emit_text(w, SECTION("%t1"), &m->sections.at[i]);
  emit_text(w, SECTION("%w{summary}"), &m->summary);
}
