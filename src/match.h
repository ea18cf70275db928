/* The rows in which a query holds. */
#ifndef CARD_MATCH_H
#define CARD_MATCH_H

#include "query.h"

enum { FOUND_TEXT = 256 };

/* What the last query found: one that asks for more of the same looks at these rows alone. */
struct found_rows {
  query query;           /* its texts are slices of `text`; count is 0 where there is nothing to go on from */
  char text[FOUND_TEXT]; /* longer queries are not remembered */
  uint32_t *rows;        /* in the card's order */
  size_t count;
};

/* Puts the rows in which every term of a query holds into c->found. Needs the index. False when memory gave out. */
bool match_rows(card *, const query *);

/* Whether no letter or digit stands before a place. */
bool match_starts_word(card_str folded, size_t at);

/* Where a term's text next stands in a folded text at or after `from`; its length if it does not. */
size_t match_text(const query_term *, card_str folded, size_t from);

#endif
