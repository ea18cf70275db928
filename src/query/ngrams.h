/* Which rows have a letter, and which have two or three of them side by side: a bit for each row, so that the first letters
 * typed need no look at the texts. Only what many rows have is noted: what few have is soon found in the texts. */
#ifndef CARD_NGRAMS_H
#define CARD_NGRAMS_H

#include "base/text.h"

typedef struct card card;

/* Notes so many rows more, once all are in the index, and tells how many are left: until none is, queries do without. 0 also
 * for a small card, of which nothing is noted, and where there is no memory for it. */
size_t ngrams_index(card *, size_t rows);

/* Longer texts than about so many letters are known by their beginnings. So many rows share a word of bits. */
enum { NGRAMS_CHECKED = 16, NGRAMS_WORD = 32 };

/* What is noted of a text. */
typedef struct {
  const uint32_t *bits[NGRAMS_CHECKED]; /* of each of its ngrams of which something is */
  size_t count;
  bool exact; /* whether these tell the rows that have it; else they tell some that do not */
} ngram_set;

ngram_set ngrams_of(const card *, card_str text);

/* Whether a text may stand in a row. What was typed last is tried first: it is what rows were not asked for before. */
static inline bool ngrams_allow(const ngram_set *set, size_t row) {
  for (size_t i = set->count; i--;)
    if (!(set->bits[i][row / NGRAMS_WORD] >> row % NGRAMS_WORD & 1)) return false;
  return true;
}

/* Writes the rows in which a text may stand, of which something is noted, in rising order. Tells how many there are. */
size_t ngrams_rows(const card *, const ngram_set *, uint32_t *rows);

#endif
