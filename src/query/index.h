/* The index: the folded text of all rows in one buffer, made when it is first needed or before that, piece by piece. A row's
 * text is its fields, each closed by FOLD_FIELD: name, group, definition, the value of each subject, and the notes. The
 * parts of a field are closed by FOLD_BORDER. */
#ifndef CARD_INDEX_H
#define CARD_INDEX_H

#include "base/text.h"
#include "model/model.h"
#include "query/query.h"

/* Makes the index for so many rows more; all of it for SIZE_MAX. False when memory gave out: it has to start anew then. */
bool search_prepare(card *, size_t rows);

/* Returns the number of rows that are not in the index yet. */
size_t index_rows_left(const card *);

/* The line of names before the rows: for each field what a query may call it. Needs the index, as does all that follows. */
card_str search_columns(const card *);

/* How many fields a row has, the notes among them. */
static inline size_t search_fields(const card *c) { return FIELD_VALUES + c->model.subjects.count + 1; }

/* Where fields start and end in c->query->folded. */
static inline size_t search_start(const card *c, size_t row, int field) {
  return c->query->field_ends[row * search_fields(c) + (size_t)field] + 1;
}
static inline size_t search_end(const card *c, size_t row, int field) {
  return c->query->field_ends[row * search_fields(c) + (size_t)field + 1];
}

static inline size_t search_row_end(const card *c, size_t row) {
  return c->query->field_ends[(row + 1) * search_fields(c)];
}

/* The folded text of a field; of the whole row for FIELD_ANY. */
static inline card_str search_text(const card *c, size_t row, int field) {
  return text_slice(buffer_text(&c->query->folded), search_start(c, row, field < 0 ? 0 : field),
                    field < 0 ? search_row_end(c, row) : search_end(c, row, field));
}

#endif
