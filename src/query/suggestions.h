/* Suggestions for a query without matches. */
#ifndef CARD_SUGGESTIONS_H
#define CARD_SUGGESTIONS_H

#include "query/query.h"

enum { NEAREST_ROWS = 3 };

/* Writes the rows with words nearest to the query's by edit distance (Levenshtein, in bytes of folded text), nearest
 * first, and returns their number. Omits distant rows. Needs the index. */
size_t nearest_rows(const card *, const query *, uint32_t rows[NEAREST_ROWS]);

#endif
