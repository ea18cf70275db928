/* What a view selects of a card: the subjects shown, in their order, and the rows, in theirs. */
#ifndef CARD_SELECTION_H
#define CARD_SELECTION_H

#include "base/platform.h"
#include "query/query.h"
#include "query/view.h"

enum { MORE_ROWS = 50 }; /* rows shown at first, and each time the reader asks for more */

typedef enum { ONLY_ALL, ONLY_DIFFERENCES, ONLY_SIMILARITIES } selection_only;

typedef struct {
  card_view view;
  query query;
  selection_only only;
  int sort; /* the field the rows are sorted by; FIELD_ANY for the card's own order */
  bool descending, pinned;
  uint8_t subjects[CARD_MAX_SUBJECTS]; /* indices of those shown; a pinned one comes first */
  size_t subject_count;
  size_t row_limit;
  const uint32_t *rows; /* those that match, in their order */
  size_t row_count;
} selection;

/* What a link calls a row. */
card_str row_key(const card_attribute *);

/* Reads a view. The texts of the query and the rows live until the next call, the rest in the arena. False when memory gave out. */
bool selection_read(card *, arena *, card_str view, selection *);

/* Returns the number of rows that the last view selected. */
size_t selection_row_count(const card *);

/* Selects all rows, as before the first view. */
void selection_reset(card *);

#endif
