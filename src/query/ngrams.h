/* An n-gram index: one bit per row for each sequence of one to three letters, so that the first letters typed need no
 * text search. Only frequent n-grams are indexed; rare ones are found fast in the text. */
#ifndef CARD_NGRAMS_H
#define CARD_NGRAMS_H

#include "base/text.h"

typedef struct card card;

/* Indexes the n-grams of `rows` more rows, once the search index is complete. Returns the number of rows left; queries
 * skip the n-gram index until 0. Also returns 0 for small cards, which have no n-gram index, and if memory ran out. */
size_t ngrams_index(card *, size_t rows);

/* At most 16 n-grams of a search text are checked; rows per bitmap word. */
enum { NGRAMS_CHECKED = 16, NGRAMS_WORD = 32 };

/* The indexed n-grams of a search text. */
typedef struct {
  const uint32_t *bits[NGRAMS_CHECKED]; /* the bitmap of each indexed n-gram */
  size_t count;
  bool exact; /* the bitmaps give exactly the matching rows; otherwise also others */
} ngram_set;

ngram_set ngrams_of(const card *, card_str text);

/* Returns true if a row may contain the text. Tests the last n-gram first: earlier queries did not filter by it. */
static inline bool ngrams_allow(const ngram_set *set, size_t row) {
  for (size_t i = set->count; i--;)
    if (!(set->bits[i][row / NGRAMS_WORD] >> row % NGRAMS_WORD & 1)) return false;
  return true;
}

/* Writes the rows that may contain the text in ascending order and returns their number. The set must not be empty. */
size_t ngrams_rows(const card *, const ngram_set *, uint32_t *rows);

#endif
