/* The card around its table, one short function for each part. */
#include "render.h"

#include "search.h"
#include "table.h"
#include "view.h"

static void write_size(writer *w, card_str name, uint32_t pixels) {
  out digits = {0};
  if (pixels) out_count(&digits, pixels);
  html_attribute(w->html, name, out_text(&digits));
  out_free(&digits);
}

static void write_image(writer *w, const card_image *image) {
  if (image->src.len == 0) return;
  emit(w, "<img part=\"image\" loading=\"lazy\" decoding=\"async\" alt=\"%t\"", &image->alt);
  html_url(w->html, S("src"), image->src);
  write_size(w, S("width"), image->width);
  write_size(w, S("height"), image->height);
  emit(w, ">");
}

static void write_read_more(writer *w, const card_subject *subject) {
  if (subject->href.len == 0) return;
  emit(w, "<p>");
  bool linked = open_link(w, subject->href);
  write_label(w, LABEL_READ_MORE, S("{subject}"), subject->name);
  close_link(w, linked);
  emit(w, "</p>");
}

static void write_subject(writer *w, const card_subject *s) {
  if (!s->definition.len && !s->details.len && !s->href.len && !s->image.src.len) return;
  emit(w, "<section part=\"subject\">");
  write_image(w, &s->image);
  emit(w, "<h3 part=\"heading\">");
  write_label(w, LABEL_WHAT_IS, S("{subject}"), s->name);
  emit(w, "</h3>%p%p", &s->definition, &s->details);
  write_read_more(w, s);
  emit(w, "</section>");
}

static void write_subjects(writer *w) {
  for (size_t i = 0; i < w->model->subjects.count; i++) write_subject(w, &w->model->subjects.at[i]);
}

static void write_section(writer *w, card_str heading, const card_str *body) {
  if (!text_is_blank(*body))
    emit(w, "<section part=\"section\"><h3 part=\"heading\">%t</h3>%p</section>", &heading, body);
}

static void write_sections(writer *w) {
  const card_model *m = w->model;
  write_section(w, model_label(m, LABEL_RELATIONSHIP), &m->relationship);
  for (size_t i = 0; i < m->sections.count; i++) write_section(w, m->sections.at[i].heading, &m->sections.at[i].body);
  write_section(w, model_label(m, LABEL_SUMMARY), &m->summary);
}

static void write_links(writer *w, const card_str *part, card_label title, const card_link *links, size_t count) {
  if (count == 0) return;
  emit(w, "<section part=\"%t\"><h3 part=\"heading\">%l</h3><ul>", part, title);
  for (size_t i = 0; i < count; i++) {
    emit(w, "<li>");
    write_link(w, &links[i]);
    emit(w, "</li>");
  }
  emit(w, "</ul></section>");
}

static void write_updated(writer *w) {
  card_str pattern = model_label(w->model, LABEL_UPDATED), date = S("{date}");
  size_t at = text_find(pattern, date, 0), after = at < pattern.len ? at + date.len : at;
  if (w->model->updated.len == 0) return;
  emit(w, "<p part=\"updated\">%t<time datetime=\"%t\">%t</time>%t</p>", &(card_str){pattern.at, at},
       &w->model->updated, &w->model->updated, &(card_str){pattern.at + after, pattern.len - after});
}

/* Languages written from right to left (of those with a code of two letters, and Central Kurdish). */
static bool is_rtl_language(card_str lang) {
  card_str codes = S(" ar ckb dv fa he ps sd ug ur yi ");
  size_t len = text_find(lang, S("-"), 0);
  char padded[5] = " ";
  if (len == 0 || len > 3) return false;
  for (size_t i = 0; i < len; i++) padded[i + 1] = text_lower(lang.at[i]);
  padded[len + 1] = ' ';
  return text_find(codes, (card_str){padded, len + 2}, 0) < codes.len;
}

/* The direction a card asks for or its language has; none for a card with neither. */
static card_str direction(const card_model *m) {
  if (m->rtl || (!m->ltr && is_rtl_language(m->lang))) return S("rtl");
  return m->ltr || m->lang.len ? S("ltr") : S("");
}

static void write_card(writer *w) {
  const card_model *m = w->model;
  emit(w, "<article part=\"card\"");
  html_attribute(w->html, S("lang"), m->lang);
  html_attribute(w->html, S("dir"), direction(m));
  emit(w, "><header part=\"header\"><h2 part=\"title\">%t</h2>", &m->title);
  emit_text(w, "<p part=\"answer\">%m</p>", &m->answer);
  emit(w, "</header>");
  emit_text(w, "<div part=\"introduction\">%p</div>", &m->introduction);
  emit(w, "<div part=\"subjects\">%f</div>%f<div part=\"sections\">%f</div>", write_subjects, write_comparison,
       write_sections);
  write_links(w, &S("see-also"), LABEL_SEE_ALSO, m->see_also.at, m->see_also.count);
  write_links(w, &S("sources"), LABEL_SOURCES, m->sources.at, m->sources.count);
  write_updated(w);
  emit(w, "</article>");
}

/* ---- the two ways to render ---- */

static bool read_view(writer *w, card_str text, out *folded) {
  card_view view;
  if (!view_read(w->scratch, text, &view) || !query_read(view.query, folded, &w->query)) return false;
  w->query_text = view.query;
  w->card->match_count = w->model->attributes.count;
  return w->query.count == 0 || search_run(w->card, &w->query);
}

static bool render(card *c, card_str view, void (*write)(writer *)) {
  arena scratch = {0};
  out folded = {0}; /* holds the words of the query */
  writer w = {.card = c, .model = &c->model, .html = &c->html, .scratch = &scratch};
  c->html.len = 0;
  bool good = read_view(&w, view, &folded);
  if (good) write(&w);
  out_free(&folded);
  arena_free(&scratch);
  return good && !w.failed;
}

bool render_card(card *c, card_str view) { return render(c, view, write_card); }
bool render_regions(card *c, card_str view) { return render(c, view, write_changed_regions); }
