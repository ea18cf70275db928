#include "query/index.h"

#include "model/labels.h"
#include "model/plain.h"
#include "model/regional.h"
#include "query/fold.h"

/* Folds parts separated by borders. Appends borders after folding, since folding turns control characters into spaces.
 * Returns true if `fold` did for any part. */
static bool fold_each(buffer *o, card_str parts, bool (*fold)(buffer *, card_str)) {
  bool any = false;
  do {
    size_t end = text_find(parts, S("\x1F"), 0);
    any = fold(o, text_slice(parts, 0, end)) || any;
    buffer_byte(o, FOLD_BORDER);
    parts = text_slice(parts, end + (end < parts.len), parts.len);
  } while (parts.len);
  return any;
}

/* Folds parts, and again in their other spelling, if they have one. */
static void fold_part(buffer *o, card_str parts) {
  if (!fold_each(o, parts, fold_text)) return;
  buffer_byte(o, FOLD_FORM);
  fold_each(o, parts, fold_respelled);
}

/* Folds the contents of `plain`; empties it. */
static void fold_parts(buffer *o, buffer *plain) {
  if (plain->len) fold_part(o, buffer_text(plain));
  o->failed = o->failed || plain->failed;
  plain->len = 0;
}

/* The state of indexing. */
typedef struct {
  card *card;
  arena *scratch;
  buffer plain;
} folding;

static bool fold_markup(folding *f, card_str text) {
  if (plain_is_bare(text)) {
    if (text.len) fold_part(&f->card->query->folded, text);
    return true;
  }
  bool good = plain_markup(&f->plain, f->scratch, text);
  fold_parts(&f->card->query->folded, &f->plain);
  arena_reset(f->scratch);
  return good;
}

/* Folds a number or a date that the language writes in its own way, and as programs write it: readers may type either. */
static void fold_forms(folding *f, const card_value *value, card_str unit) {
  buffer *o = &f->card->query->folded, *plain = &f->plain;
  size_t from = o->len;
  fold_parts(o, plain);
  if (value->kind == VALUE_NUMBER)
    plain_number(plain, value->number, &bare_numbers, unit);
  else
    buffer_put(plain, value->text);
  size_t end = o->len;
  buffer_byte(o, FOLD_FORM);
  fold_parts(o, plain);
  card_str all = buffer_text(o);
  if (text_equal(text_slice(all, from, end), text_slice(all, end + 1, o->len))) o->len = end;
}

static bool fold_value(folding *f, const card_value *value, card_str unit) {
  const card_model *model = &f->card->model;
  bool is_date = value->kind == VALUE_TEXT && regional_is_date(model, value->text), good = true;
  if (value->kind == VALUE_TEXT && !is_date) return fold_markup(f, value->text);
  if (is_date)
    regional_date(&f->plain, value->text);
  else
    good = plain_value(&f->plain, f->scratch, model, value, unit, S("\x1F"));
  if (is_date || (model->regional && value->kind == VALUE_NUMBER))
    fold_forms(f, value, unit);
  else
    fold_parts(&f->card->query->folded, &f->plain);
  arena_reset(f->scratch);
  return good;
}

static void close_field(card *c, uint32_t **end) {
  *(*end)++ = (uint32_t)c->query->folded.len;
  buffer_byte(&c->query->folded, FOLD_FIELD);
}

static bool fold_row(folding *f, size_t number) {
  card *c = f->card;
  const card_heading *row = &c->model.rows.at[number];
  uint32_t *end = &c->query->field_ends[number * search_fields(c) + 1];
  fold_part(&c->query->folded, row->name);
  close_field(c, &end);
  fold_part(&c->query->folded, row->group);
  close_field(c, &end);
  bool good = fold_markup(f, row->definition);
  close_field(c, &end);
  for (size_t i = 0; i < c->model.columns.count && good; i++) {
    good = fold_value(f, &row->values[i], row->unit);
    close_field(c, &end);
  }
  for (size_t i = 0; i < c->model.columns.count && good; i++)
    if (row->values[i].extra) good = fold_markup(f, row->values[i].extra->note);
  close_field(c, &end);
  return good && !c->query->folded.failed;
}

static void fold_columns(card *c) {
  static const char names[3][11] = {"name", "group", "definition"};
  for (size_t i = 0; i < 3 + c->model.columns.count; i++) {
    const card_heading *subject = i > 2 ? &c->model.columns.at[i - 3] : NULL;
    fold_part(&c->query->folded, subject ? subject->name : text_from(names[i]));
    if (i != 1)
      fold_part(&c->query->folded,
                subject ? subject->id : model_label(&c->model, i ? LABEL_DEFINITION : LABEL_ATTRIBUTE));
    buffer_byte(&c->query->folded, FOLD_FIELD);
  }
}

/* Estimates the size of the folded rows: growing by doubling would briefly need three times as much. Texts need little
 * more than in JSON. */
static size_t estimate(const card_model *m) {
  enum { BORDERS = 2, NO_TEXT = 16 }; /* bytes after a text; bytes for any other value */
  size_t bytes = 0;
  for (size_t i = 0; i < m->rows.count; i++) {
    const card_heading *row = &m->rows.at[i];
    bytes += row->name.len + row->group.len + row->definition.len + 4 * BORDERS;
    for (size_t k = 0; k < m->columns.count; k++)
      bytes += BORDERS + (row->values[k].kind == VALUE_TEXT ? row->values[k].text.len : NO_TEXT);
  }
  return bytes + bytes / 64;
}

static bool begin(card *c) {
  c->query->folded.len = c->query->folded_rows = 0;
  c->query->folded.failed = false;
  bool good = buffer_room(&c->query->folded, estimate(&c->model)); /* first, while the memory of the JSON is free */
  c->query->field_ends =
      arena_raw(&c->memory, (c->model.rows.count * search_fields(c) + 1) * sizeof *c->query->field_ends);
  if (!good || !c->query->field_ends) return false;
  fold_columns(c);
  c->query->field_ends[0] = (uint32_t)c->query->folded.len - 1;
  return !c->query->folded.failed;
}

static bool fold_rows(card *c, size_t rows) {
  arena scratch = {0};
  folding f = {c, &scratch, {0}};
  bool good = true;
  for (; rows && c->query->folded_rows < c->model.rows.count && good; rows--)
    good = fold_row(&f, c->query->folded_rows++);
  buffer_free(&f.plain);
  arena_free(&scratch);
  return good;
}

bool search_prepare(card *c, size_t rows) {
  if ((c->query->field_ends || begin(c)) && fold_rows(c, rows)) return true;
  buffer_free(&c->query->folded);
  c->query->field_ends = NULL;
  return false;
}

card_str search_columns(const card *c) {
  return text_slice(buffer_text(&c->query->folded), 0, c->query->field_ends[0] + 1);
}

size_t index_rows_left(const card *c) { return c->model.rows.count - c->query->folded_rows; }
