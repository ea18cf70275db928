/* What a query that finds nothing may have meant. */
#ifndef CARD_SUGGESTIONS_H
#define CARD_SUGGESTIONS_H

#include "query/query.h"

enum { NEAREST_ROWS = 3 };

/* The rows that have words nearest to those of the query by edit distance (Levenshtein, in bytes of folded text), the
 * nearest first, and how many; none that are far. Needs the index. */
size_t nearest_rows(const card *, const query *, uint32_t rows[NEAREST_ROWS]);

#endif
