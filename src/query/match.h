/* Finds the rows that match a query. */
#ifndef CARD_MATCH_H
#define CARD_MATCH_H

#include "query/query.h"

enum { CACHED_TEXT = 256, CACHED_QUERIES = 16 };

/* The query cache, for queries that extend one another while the reader types. The rows of each query precede those
 * that only the query before it matched. A longer query searches only the rows of the last one; a shorter one searches
 * none. */
struct query_cache {
  struct cached_query {
    query query;            /* its texts are slices of `text` */
    char text[CACHED_TEXT]; /* longer queries are not cached */
    size_t count;           /* of matching rows */
  } queries[CACHED_QUERIES];
  size_t depth;   /* number of cached queries */
  uint32_t *rows; /* rows of the last query, then those that it dropped from the query before, and so on */
  size_t count;   /* of rows of the last query */
};

/* Allocates the memory that queries need in advance. Returns false if memory ran out. */
bool match_prepare(card *);

/* Puts the rows that match every term into c->query->cache. Needs the index. Returns false if memory ran out. */
bool match_rows(card *, const query *);

/* Returns true if no letter or digit precedes position `at`. */
bool match_starts_word(card_str folded, size_t at);

/* Returns the next position of a term's text in `folded` at or after `from`; folded.len if not found. */
size_t match_text(const query_term *, card_str folded, size_t from);

#endif
