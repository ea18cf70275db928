#include "search.h"

#include "fold.h"
#include "inline.h"
#include "text.h"

static const card_str border = {(const char[]){FOLD_BORDER}, 1};

void search_number_text(out *o, double number, card_str unit) {
  out_number(o, number);
  if (unit.len == 0) return;
  if (!text_starts(unit, S("%")) && !text_equal(unit, S("°"))) out_put(o, S("\u00A0"));
  out_put(o, unit);
}

/* Folds the visible text of inline markup. */
static bool fold_inline(out *o, arena *scratch, card_str text) {
  inline_run run;
  if (!inline_read(scratch, text, &run)) return false;
  fold_text(o, run.text);
  out_put(o, border);
  return true;
}

static void fold_plain(out *o, card_str text) {
  fold_text(o, text);
  out_put(o, border);
}

static void fold_number(out *o, double number, card_str unit) {
  out text = {0};
  search_number_text(&text, number, unit);
  fold_plain(o, out_text(&text));
  o->failed = o->failed || text.failed;
  out_free(&text);
}

static bool fold_value(card *c, arena *scratch, const card_value *value, card_str unit) {
  out *o = &c->folded;
  bool good = true;
  switch (value->kind) {
  case VALUE_TEXT: good = fold_inline(o, scratch, value->text); break;
  case VALUE_NUMBER: fold_number(o, value->number, unit); break;
  case VALUE_YES: fold_plain(o, model_label(&c->model, LABEL_YES)); break;
  case VALUE_NO: fold_plain(o, model_label(&c->model, LABEL_NO)); break;
  case VALUE_LIST:
    for (size_t i = 0; i < value->item_count && good; i++) good = fold_inline(o, scratch, value->items[i]);
    break;
  default: break;
  }
  return good && (!value->extra || fold_inline(o, scratch, value->extra->note));
}

static bool fold_row(card *c, arena *scratch, const card_attribute *row) {
  fold_plain(&c->folded, row->name);
  fold_plain(&c->folded, row->group);
  if (!fold_inline(&c->folded, scratch, row->definition)) return false;
  for (size_t i = 0; i < c->model.subjects.count; i++)
    if (!fold_value(c, scratch, &row->values[i], row->unit)) return false;
  return !c->folded.failed;
}

static bool build_index(card *c) {
  size_t count = c->model.attributes.count;
  size_t *ends = arena_take(&c->memory, count, sizeof *ends);
  c->matches = arena_take(&c->memory, count, sizeof *c->matches);
  if (!ends || !c->matches) return false;
  c->folded.len = 0;
  for (size_t i = 0; i < count; i++) {
    arena scratch = {0};
    bool good = fold_row(c, &scratch, &c->model.attributes.at[i]);
    arena_free(&scratch);
    if (!good) {
      out_free(&c->folded);
      return false;
    }
    ends[i] = c->folded.len;
  }
  c->row_ends = ends;
  return true;
}

bool search_run(card *c, const query *q) {
  size_t count = c->model.attributes.count, matched = 0, from = 0;
  if (!c->row_ends && !build_index(c)) return false;
  for (size_t i = 0; i < count; i++) {
    if (query_matches(q, text_slice(out_text(&c->folded), from, c->row_ends[i]))) c->matches[matched++] = (uint32_t)i;
    from = c->row_ends[i];
  }
  c->match_count = matched;
  return true;
}
