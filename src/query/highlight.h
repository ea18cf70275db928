/* Highlighting of query hits. */
#ifndef CARD_HIGHLIGHT_H
#define CARD_HIGHLIGHT_H

#include "query/query.h"

/* Returns one byte per byte of `text`, 1 where a term of the query matches in this field. Highlights whole letters:
 * with their combining marks, and "ﬁ" if only "f" matches. NULL if nothing matches or memory ran out. The result lives
 * in the arena. */
char *highlight_hits(card *, const query *, arena *, card_str text, int field);

/* Returns the same for a text that is also searched in another form, such as 1250.5 for 1.250,5: hits there are
 * carried over digit by digit, or if the digits differ, to the whole text. `other` may be empty. */
char *highlight_forms(card *, const query *, arena *, card_str text, card_str other, int field);

#endif
