#include "query/index.h"

#include "model/labels.h"
#include "model/plain.h"
#include "query/fold.h"

/* Appends the border after folding, since folding turns control characters into spaces. */
static void fold_part(buffer *o, card_str text) {
  fold_text(o, text);
  buffer_byte(o, FOLD_BORDER);
}

/* Folds the contents of `plain` as parts separated by borders; empties it. */
static void fold_parts(buffer *o, buffer *plain) {
  card_str rest = buffer_text(plain);
  while (rest.len) {
    size_t end = text_find(rest, S("\x1F"), 0);
    fold_part(o, text_slice(rest, 0, end));
    rest = text_slice(rest, end + (end < rest.len), rest.len);
  }
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

static bool fold_value(folding *f, const card_value *value, card_str unit) {
  if (value->kind == VALUE_TEXT) return fold_markup(f, value->text);
  bool good = plain_value(&f->plain, f->scratch, &f->card->model, value, unit, S("\x1F"));
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
  const card_attribute *row = &c->model.attributes.at[number];
  uint32_t *end = &c->query->field_ends[number * search_fields(c) + 1];
  fold_part(&c->query->folded, row->name);
  close_field(c, &end);
  fold_part(&c->query->folded, row->group);
  close_field(c, &end);
  bool good = fold_markup(f, row->definition);
  close_field(c, &end);
  for (size_t i = 0; i < c->model.subjects.count && good; i++) {
    good = fold_value(f, &row->values[i], row->unit);
    close_field(c, &end);
  }
  for (size_t i = 0; i < c->model.subjects.count && good; i++)
    if (row->values[i].extra) good = fold_markup(f, row->values[i].extra->note);
  close_field(c, &end);
  return good && !c->query->folded.failed;
}

static void fold_columns(card *c) {
  static const char names[3][11] = {"name", "group", "definition"};
  for (size_t i = 0; i < 3 + c->model.subjects.count; i++) {
    const card_subject *subject = i > 2 ? &c->model.subjects.at[i - 3] : NULL;
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
  for (size_t i = 0; i < m->attributes.count; i++) {
    const card_attribute *row = &m->attributes.at[i];
    bytes += row->name.len + row->group.len + row->definition.len + 4 * BORDERS;
    for (size_t k = 0; k < m->subjects.count; k++)
      bytes += BORDERS + (row->values[k].kind == VALUE_TEXT ? row->values[k].text.len : NO_TEXT);
  }
  return bytes + bytes / 64;
}

static bool begin(card *c) {
  c->query->folded.len = c->query->folded_rows = 0;
  c->query->folded.failed = false;
  bool good = buffer_room(&c->query->folded, estimate(&c->model)); /* first, while the memory of the JSON is free */
  c->query->field_ends =
      arena_raw(&c->memory, (c->model.attributes.count * search_fields(c) + 1) * sizeof *c->query->field_ends);
  if (!good || !c->query->field_ends) return false;
  fold_columns(c);
  c->query->field_ends[0] = (uint32_t)c->query->folded.len - 1;
  return !c->query->folded.failed;
}

static bool fold_rows(card *c, size_t rows) {
  arena scratch = {0};
  folding f = {c, &scratch, {0}};
  bool good = true;
  for (; rows && c->query->folded_rows < c->model.attributes.count && good; rows--)
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

size_t index_rows_left(const card *c) { return c->model.attributes.count - c->query->folded_rows; }
