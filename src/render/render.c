/* The card around the table: one short function per part. */
#include "render/render.h"

#include "base/platform.h"
#include "base/text.h"
#include "model/labels.h"
#include "model/regional.h"
#include "render/export.h"
#include "render/patch.h"

#define LINKS(label) "<h3 part=\"heading\">%w{" label "}</h3><ul>"

static void write_links(writer *w, const char *heading, const card_link *links, size_t count) {
  if (count == 0) return;
  emit(w, heading, NULL);
  for (size_t i = 0; i < count; i++) {
    emit(w, "<li>", NULL);
    write_link(w, &links[i]);
    emit(w, "</li>", NULL);
  }
  emit(w, "</ul></section>", NULL);
}

static void write_updated(writer *w) {
  char date[CARD_DATE_MAX];
  card_str parts[4] = {[2] = w->model->updated, [3] = w->model->updated};
  if (!parts[2].len) return;
  split_pattern(model_label(w->model, LABEL_UPDATED), S("{date}"), parts);
  if (regional_is_date(w->model, parts[2])) parts[3] = (card_str){date, platform_date(parts[2].at, date)};
  emit(w, "<p part=\"updated\"><bdi%l{updated}>%t0<time dir=\"auto\" datetime=\"%t2\"", parts);
  if (model_borrows(w->model, LABEL_UPDATED)) html_attribute(w->html, S("lang"), w->model->lang);
  emit(w, ">%t3</time>%t1</bdi></p>", parts);
}

/* Returns true for right-to-left languages with a two-letter code, and Central Kurdish. */
static bool is_rtl_language(card_str lang) {
  card_str codes = S(" ar ckb dv fa he ps sd ug ur yi ");
  size_t len = text_find(lang, S("-"), 0);
  char padded[5] = " ";
  if (len == 0 || len > 3) return false;
  for (size_t i = 0; i < len; i++) padded[i + 1] = text_lower(lang.at[i]);
  padded[len + 1] = ' ';
  return text_find(codes, (card_str){padded, len + 2}, 0) < codes.len;
}

/* Returns the card's own direction, otherwise that of its language; empty if it has neither. */
static card_str direction(const card_model *m) {
  if (m->rtl || (!m->ltr && is_rtl_language(m->lang))) return S("rtl");
  return m->ltr || m->lang.len ? S("ltr") : S("");
}

void open_article(writer *w) {
  const card_model *m = w->model;
  emit(w, "<article part=\"card\" id=\"" NAME_PREFIX "%t0\"", m);
  html_attribute(w->html, S("lang"), m->lang);
  html_attribute(w->html, S("dir"), w->direction);
}

void close_article(writer *w) {
  const card_model *m = w->model;
  write_links(w, "<section part=\"see-also\">" LINKS("seeAlso"), m->see_also.at, m->see_also.count);
  write_links(w, "<section part=\"sources\">" LINKS("sources"), m->sources.at, m->sources.count);
  write_updated(w);
  emit(w, "</article>", NULL);
}

static void write_card(writer *w) {
  if (w->selection.query.count) count_hits(w);
  open_article(w);
  emit(w, "><header part=\"header\"><h2 part=\"title\">%t1</h2>", w->model);
  write_region(w, REGION_LEAD);
  emit(w, "</header>", NULL);
  write_region(w, REGION_SUBJECTS);
  write_comparison(w);
  write_region(w, REGION_SECTIONS);
  close_article(w);
}

/* ---- entry points ---- */

bool render(card *c, card_str view, card_format format, void (*write)(writer *)) {
  writer w = {.card = c,
              .model = &c->model,
              .html = &c->html,
              .scratch = &c->scratch,
              .direction = direction(&c->model),
              .field = FIELD_ANY,
              .format = format};
  c->html.len = 0;
  regional_read(&c->model);
  bool good = selection_read(c, &c->scratch, view, &w.selection);
  if (good) write(&w);
  arena_reset(&c->scratch);
  return good && !w.failed;
}

bool render_card(card *c, card_str view) { return render(c, view, CARD_HTML, write_card); }
bool render_regions(card *c, card_str view) { return render(c, view, CARD_HTML, write_changed_regions); }
bool render_export(card *c, card_str view, card_format format) { return render(c, view, format, write_export); }
