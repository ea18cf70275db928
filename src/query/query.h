/* Parses queries. A query is a list of terms; a row must match all:
 *
 *   goal               the row contains this text, also inside a word
 *   "close deals"      the same for a text with spaces; curly quotation marks work too, and those of other languages: «…» „…“ 「…」
 *   =active            the row contains this as a whole word
 *   -goal  -"a b"      the row does not contain this
 *   sales:goal         the value of one subject contains this; also name:, group: and definition:. The start of a
 *                      subject's name or id is enough
 *   price<500          a number of a row whose name contains "price" compares so (< <= > >= =)
 *   sales>=10          a number of one subject; value>=10 any number
 *   size<1GB           the same for a measure. Without a unit, the number as it is written counts; unknown units are ignored
 *   date<2021-05       a date or a time of day. A year or a month is all its days
 *
 * Case and accents are ignored. Anything else is searched as plain text. */
#ifndef CARD_QUERY_H
#define CARD_QUERY_H

#include "base/arena.h"
#include "base/platform.h"
#include "query/query_state.h"
#include "values/dates.h"

/* Fields of a row's folded text (index.h). The value of subject `i` is FIELD_VALUES + i. */
enum { FIELD_ANY = -1, FIELD_NAME, FIELD_GROUP, FIELD_DEFINITION, FIELD_VALUES };

/* Bits of a comparison. */
enum { COMPARE_LESS = 1, COMPARE_EQUAL = 2, COMPARE_MORE = 4 };

typedef struct {
  card_str text; /* folded; for a comparison, a part of the row's name */
  int field;
  bool without, whole;
  int compare; /* COMPARE_ bits; 0 for a text */
  double number;
  uint8_t unit;      /* of the number (values/units.h); UNIT_NONE if it has none */
  double factor;     /* of the number, if it is no measure: 1000 for "5k" */
  date_reading date; /* that the text is, too; its unit is UNIT_NONE if it is none */
} query_term;

typedef struct {
  query_term terms[CARD_MAX_WORDS];
  size_t count;
  bool sparing; /* highlights a single letter only at the start of words in rows: most words contain it */
} query;

/* Parses a query; its texts are slices of `folded`, to which it writes. `columns` is the result of search_columns.
 * Numbers may be in the given style. Returns false if memory ran out. */
bool query_read(card_str text, card_str columns, const number_style *, buffer *folded, query *);

/* Returns true for quotation marks of any language. */
bool query_is_quote(uint32_t code_point);

#endif
