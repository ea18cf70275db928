/* What the reader asks for. A query is a list of terms, each of which must hold in a row:
 *
 *   goal               the row has this text, also inside a word
 *   "close deals"      the same for a text with spaces; curly quotation marks do as well
 *   =active            the row has this as a whole word
 *   -goal  -"a b"      the row does not have it
 *   sales:goal         one subject's value has it; also name:, group: and definition:. The start of the name or id of a
 *                      subject is enough
 *   price<500          a number of the row compares so (< <= > >= =), where the name of the row has "price";
 *   sales>=10          ... a subject's number; value>=10 any number. Units are ignored
 *
 * Case and accents do not count. What is none of these is a plain text. */
#ifndef CARD_QUERY_H
#define CARD_QUERY_H

#include "base/arena.h"
#include "base/platform.h"
#include "query/query_state.h"

/* The fields of a row in its folded text (index.h); a subject's value is FIELD_VALUES and its number more. */
enum { FIELD_ANY = -1, FIELD_NAME, FIELD_GROUP, FIELD_DEFINITION, FIELD_VALUES };

/* How a number compares, as a set. */
enum { COMPARE_LESS = 1, COMPARE_EQUAL = 2, COMPARE_MORE = 4 };

typedef struct {
  card_str text; /* folded; of a comparison: what the row's name has */
  int field;
  bool without, whole;
  int compare; /* 0 for a text */
  double number;
} query_term;

typedef struct {
  query_term terms[CARD_MAX_WORDS];
  size_t count;
  bool
      sparing; /* in the rows a single letter is marked only where a word starts with it: of many rows it is in every word */
} query;

/* Reads a query; its texts are slices of what it writes to `folded`. `columns` is the folded line of names that
 * search_columns returns. False when memory gave out. */
bool query_read(card_str text, card_str columns, buffer *folded, query *);

#endif
