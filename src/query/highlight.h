/* What a query hits in a text. */
#ifndef CARD_HIGHLIGHT_H
#define CARD_HIGHLIGHT_H

#include "query/query.h"

/* One byte for each byte of `text`, 1 where a text that the query looks for stands in this field. A letter is hit as a
 * whole: with the marks that follow it, and also if only a part of what it folds to is hit, as "f" in "ﬁ". NULL when
 * nothing is hit or there is no memory for it. The result lives in the arena. */
char *highlight_hits(card *, const query *, arena *, card_str text, int field);

#endif
