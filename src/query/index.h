/* The search index: the folded text of all rows in one buffer, built on first use or earlier in steps. The text of a
 * row is its fields, each ended by FOLD_FIELD: name, group, definition, one value per subject, notes. Parts of a field
 * end with FOLD_BORDER. Other forms of its parts, as readers may type them, follow FOLD_FORM. */
#ifndef CARD_INDEX_H
#define CARD_INDEX_H

#include "base/text.h"
#include "model/model.h"
#include "query/query.h"

/* Indexes `rows` more rows; SIZE_MAX indexes all. Returns false if memory ran out; the index must then be rebuilt. */
bool search_prepare(card *, size_t rows);

/* Returns the number of rows not yet indexed. */
size_t index_rows_left(const card *);

/* Returns the folded field names that a query may use, before the rows. Needs the index, as do all functions below. */
card_str search_columns(const card *);

/* The number of fields of a row, including the notes. */
static inline size_t search_fields(const card *c) { return FIELD_VALUES + c->model.columns.count + 1; }

/* Start and end of a field in c->query->folded. */
static inline size_t search_start(const card *c, size_t row, int field) {
  return c->query->field_ends[row * search_fields(c) + (size_t)field] + 1;
}
static inline size_t search_end(const card *c, size_t row, int field) {
  return c->query->field_ends[row * search_fields(c) + (size_t)field + 1];
}

static inline size_t search_row_end(const card *c, size_t row) {
  return c->query->field_ends[(row + 1) * search_fields(c)];
}

/* Returns the folded text of a field; of the whole row if FIELD_ANY. */
static inline card_str search_text(const card *c, size_t row, int field) {
  return text_slice(buffer_text(&c->query->folded), search_start(c, row, field < 0 ? 0 : field),
                    field < 0 ? search_row_end(c, row) : search_end(c, row, field));
}

#endif
