/* The order of rows. */
#ifndef CARD_SORT_H
#define CARD_SORT_H

#include "model/model.h"

/* Sorts c->query->matches by a field (query.h) within each group: numbers by value, then texts as the host's language orders
 * them; rows without a value come last either way, and equal rows stay in the card's order. False when memory gave out. */
bool order_rows(card *, int field, bool descending);

#endif
