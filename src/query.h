/* What the reader asks for: words, all of which must be in a row. */
#ifndef CARD_QUERY_H
#define CARD_QUERY_H

#include "arena.h"
#include "out.h"

typedef struct {
  card_str words[CARD_MAX_WORDS]; /* folded */
  size_t count;
} query;

/* Reads a query; its words are slices of what it writes to `folded`. False when memory gave out. */
bool query_read(card_str text, out *folded, query *);

/* Whether a folded text holds every word. */
bool query_matches(const query *, card_str folded);

/* One byte for each byte of `text`, 1 where a word of the query stands. A letter is hit as a whole: with the
 * marks that follow it, and also if only a part of what it folds to is hit, as "f" in "ﬁ". NULL when nothing
 * is hit or there is no memory for it. The result lives in the arena. */
const char *query_hits(const query *, arena *, card_str text);

#endif
