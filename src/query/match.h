/* The rows in which a query holds. */
#ifndef CARD_MATCH_H
#define CARD_MATCH_H

#include "query/query.h"

enum { CACHED_TEXT = 256, CACHED_QUERIES = 16 };

/* What queries found that go on from one another, as one does who types: the rows of each come before those that only the
 * query before it found. A letter more looks at the rows of the last query alone, a letter less at none. */
struct query_cache {
  struct cached_query {
    query query;            /* its texts are slices of `text` */
    char text[CACHED_TEXT]; /* longer queries are not remembered */
    size_t count;           /* of its rows */
  } queries[CACHED_QUERIES];
  size_t depth; /* how many there are; 0 where there is none to go on from */
  uint32_t
      *rows; /* of the last query first, in the card's order; then those that it dropped of the one before, and so on */
  size_t count; /* of the rows of the last query */
};

/* Takes what memory queries need, so that none of them has to ask for it. False when there is none. */
bool match_prepare(card *);

/* Puts the rows in which every term of a query holds into c->query->cache. Needs the index. False when memory gave out. */
bool match_rows(card *, const query *);

/* Whether no letter or digit stands before a place. */
bool match_starts_word(card_str folded, size_t at);

/* Where a term's text next stands in a folded text at or after `from`; its length if it does not. */
size_t match_text(const query_term *, card_str folded, size_t from);

#endif
