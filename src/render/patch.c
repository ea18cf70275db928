#include "render/patch.h"

#include "base/text.h"
#include "model/labels.h"
#include "render/controls.h"
#include "render/hidden.h"
#include "render/table.h"
#include "render/texts.h"

static void write_status(writer *w) {
  size_t total = w->model->rows.count - w->model->total_count;
  char shown[CARD_COUNT_MAX], all[CARD_COUNT_MAX];
  card_str pattern = model_plural(w->model, LABEL_STATUS, total);
  bool isolated = open_label(w, LABEL_STATUS, pattern);
  write_filled(
      w, pattern,
      (filling[2]){{S("{shown}"), count_text(w->selection.counted, shown)}, {S("{total}"), count_text(total, all)}});
  close_isolate(w, isolated);
  if (hides_columns(w)) write_hidden(w);
  if (!w->elsewhere) return;
  emit(w, " · ", NULL);
  isolated = open_label(w, LABEL_ELSEWHERE, model_plural(w->model, LABEL_ELSEWHERE, w->elsewhere));
  write_counted(w, LABEL_ELSEWHERE, S("{count}"), w->elsewhere);
  close_isolate(w, isolated);
}

static const struct {
  card_str name;
  void (*write)(writer *);
} regions[REGION_COUNT] = {
#define NAME(literal)                                                                                                  \
  { literal, sizeof(literal) - 1 }
    [REGION_LEAD] = {NAME("lead"), write_lead},          [REGION_SUBJECTS] = {NAME("subjects"), write_subjects},
    [REGION_TABLE] = {NAME("table"), write_table_start}, [REGION_ROWS] = {NAME("rows"), write_rows},
    [REGION_MORE] = {NAME("more"), write_more},          [REGION_SECTIONS] = {NAME("sections"), write_sections},
    [REGION_STATUS] = {NAME("status"), write_status},
#undef NAME
};

void count_hits(writer *w) {
  size_t len = w->html->len;
  write_lead(w);
  write_subjects(w);
  write_sections(w);
  w->elsewhere = w->hits;
  w->html->len = len;
}

/* Writes a region; returns true if it changed. The hash of the table covers its start only: its rows are a region of
 * their own. */
static bool write_content(writer *w, size_t which) {
  w->hashed = w->html->len;
  w->field = FIELD_ANY;
  regions[which].write(w);
  uint64_t before = w->card->render->hashes[which],
           now = text_hash(text_slice(buffer_text(w->html), w->hashed, w->html->len));
  w->card->render->hashes[which] = now;
  if (which == REGION_TABLE && now != before) {
    w->card->render->rows.len = 0; /* the rows are replaced with the table */
    write_content(w, REGION_ROWS);
    write_table_end(w);
  }
  return now != before;
}

void write_region(writer *w, size_t which) {
  emit(w, "<div part=\"%t0\" data-region=\"%t0\">", &regions[which]);
  write_content(w, which);
  emit(w, "</div>", NULL);
}

/* Changed if any row hash differs; unchanged rows are sent as indices. */
static bool write_noted_rows(writer *w) {
  card *c = w->card;
  buffer before = c->render->rows;
  c->render->rows = c->render->rows_before;
  c->render->rows_before = before;
  c->render->rows.len = 0;
  w->reuses = before.len;
  bool differs = write_content(w, REGION_ROWS);
  if (!before.len) return differs;
  return c->render->rows.len != before.len ||
         text_hash(buffer_text(&c->render->rows)) != text_hash(buffer_text(&before));
}

void write_changed_regions(writer *w) {
  bool has_table = w->model->rows.count, table = false;
  w->updates = true;
  if (w->selection.query.count) count_hits(w);
  for (size_t i = 0; i < REGION_COUNT; i++) {
    size_t from = w->html->len;
    bool in_table = i == REGION_TABLE || i == REGION_ROWS || i == REGION_MORE || i == REGION_STATUS;
    if ((in_table && !has_table) || (i == REGION_ROWS && table)) continue;
    buffer_put(w->html, regions[i].name);
    buffer_byte(w->html, '\x1F');
    bool changed = i == REGION_ROWS ? write_noted_rows(w) : write_content(w, i);
    buffer_byte(w->html, '\x1E');
    if (!changed) w->html->len = from;
    table = table || (changed && i == REGION_TABLE);
  }
}

void write_comparison(writer *w) {
  if (w->model->rows.count == 0) return;
  emit(w, "<div part=\"comparison\">", NULL);
  write_controls(w);
  emit(w, "<p part=\"status\" role=\"status\" data-region=\"status\">", NULL);
  write_content(w, REGION_STATUS);
  emit(w,
       "</p><p part=\"toast\" role=\"status\" data-done=\"%t{copied}\"%l{copied}></p></form>"
       "<div part=\"scroll\" data-region=\"table\"",
       NULL);
  /* A wide table scrolls sideways, so the keyboard must reach it. */
  if (w->model->columns.count > 3) emit(w, " role=\"region\" tabindex=\"0\" aria-label=\"%t1\"", w->model);
  emit(w, ">", NULL);
  w->card->render->hashes[REGION_TABLE] = 0; /* forces the table, since a whole card always includes it */
  write_content(w, REGION_TABLE);
  emit(w, "</div>", NULL);
  write_region(w, REGION_MORE);
  emit(w, "</div>", NULL);
}
