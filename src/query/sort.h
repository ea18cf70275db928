/* Sorts rows. */
#ifndef CARD_SORT_H
#define CARD_SORT_H

#include "model/model.h"

/* Stable sort of c->query->matches by a field (query.h) within each group: numbers by value, then texts in the
 * collation of the card's language. Rows without a value come last in both directions. Returns false if memory ran out. */
bool order_rows(card *, int field, bool descending);

#endif
