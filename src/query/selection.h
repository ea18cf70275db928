/* The selection of a view: which subjects and rows are shown, and in which order. */
#ifndef CARD_SELECTION_H
#define CARD_SELECTION_H

#include "base/platform.h"
#include "query/query.h"
#include "query/view.h"

enum { MORE_ROWS = 50 }; /* rows shown at first, and added by each "Show more" */

typedef enum { ONLY_ALL, ONLY_DIFFERENCES, ONLY_SIMILARITIES } selection_only;

typedef struct {
  card_view view;
  query query;
  selection_only only;
  int sort; /* the field that sorts the rows; FIELD_ANY for the card's own order */
  bool descending, pinned;
  uint8_t columns[CARD_MAX_COLUMNS]; /* indices of the shown columns; a pinned one comes first */
  size_t column_count;
  size_t row_limit;
  const uint32_t *rows; /* the matching rows in order */
  size_t row_count;
  size_t counted; /* of these rows, those that are no totals */
} selection;

/* Returns the id of a row for links; its name if it has none. */
card_str row_key(const card_heading *);

/* Reads a view. The texts of the query and the rows live until the next call, the rest as long as the arena. Returns
 * false if memory ran out. */
bool selection_read(card *, arena *, card_str view, selection *);

/* Returns the number of rows selected by the last view, without totals. */
size_t selection_row_count(const card *);

/* Selects all rows, as before the first view. */
void selection_reset(card *);

#endif
