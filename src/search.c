#include "search.h"

#include "fold.h"
#include "plain.h"
#include "text.h"

/* Folding turns control characters into spaces, so the borders are put afterwards. */
static void fold_part(out *o, card_str text) {
  fold_text(o, text);
  out_byte(o, FOLD_BORDER);
}

/* Folds what `plain` holds as one part, or as several where a border stands in it; empties it. */
static void fold_parts(out *o, out *plain) {
  card_str rest = out_text(plain);
  while (rest.len) {
    size_t end = text_find(rest, S("\x1F"), 0);
    fold_part(o, text_slice(rest, 0, end));
    rest = text_slice(rest, end + (end < rest.len), rest.len);
  }
  o->failed = o->failed || plain->failed;
  plain->len = 0;
}

static void fold_columns(card *c) {
  static const char *const names[] = {"name", "group", "definition"};
  for (size_t i = 0; i < 3 + c->model.subjects.count; i++) {
    const card_subject *subject = i > 2 ? &c->model.subjects.at[i - 3] : NULL;
    fold_part(&c->folded, subject ? subject->name : text_from(names[i]));
    if (i != 1)
      fold_part(&c->folded, subject ? subject->id : model_label(&c->model, i ? LABEL_DEFINITION : LABEL_ATTRIBUTE));
    out_byte(&c->folded, FOLD_FIELD);
  }
}

static bool fold_row(card *c, arena *scratch, out *plain, const card_attribute *row) {
  out *o = &c->folded;
  fold_part(o, row->name);
  out_byte(o, FOLD_FIELD);
  fold_part(o, row->group);
  out_byte(o, FOLD_FIELD);
  bool good = plain_markup(plain, scratch, row->definition);
  for (size_t i = 0; i < c->model.subjects.count && good; i++) {
    fold_parts(o, plain);
    out_byte(o, FOLD_FIELD);
    good = plain_value(plain, scratch, &c->model, &row->values[i], row->unit, S("\x1F"));
  }
  fold_parts(o, plain);
  out_byte(o, FOLD_FIELD);
  for (size_t i = 0; i < c->model.subjects.count && good; i++) {
    if (row->values[i].extra) good = plain_markup(plain, scratch, row->values[i].extra->note);
    fold_parts(o, plain);
  }
  return good && !o->failed;
}

static bool fold_rows(card *c) {
  out plain = {0};
  bool good = true;
  fold_columns(c);
  c->row_ends[0] = c->folded.len;
  for (size_t i = 0; i < c->model.attributes.count && good; i++) {
    arena scratch = {0};
    good = fold_row(c, &scratch, &plain, &c->model.attributes.at[i]);
    arena_free(&scratch);
    c->row_ends[i + 1] = c->folded.len;
  }
  out_free(&plain);
  return good;
}

bool search_index(card *c) {
  if (c->row_ends) return true;
  c->folded.len = 0;
  c->row_ends = arena_take(&c->memory, c->model.attributes.count + 1, sizeof *c->row_ends);
  if (c->row_ends && fold_rows(c)) return true;
  out_free(&c->folded);
  c->row_ends = NULL;
  return false;
}

card_str search_columns(const card *c) { return text_slice(out_text(&c->folded), 0, c->row_ends[0]); }

card_str search_row(const card *c, size_t row) {
  return text_slice(out_text(&c->folded), c->row_ends[row], c->row_ends[row + 1]);
}
