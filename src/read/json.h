/* Checks the grammar of JSON (RFC 8259) before cJSON parses the text. cJSON is lenient about numbers, white space,
 * control characters and escapes, ends strings at NUL escapes, accepts invalid UTF-8, and reports only where it
 * stopped. Text that passes this check fails in cJSON only if memory runs out. */
#ifndef CARD_JSON_H
#define CARD_JSON_H

#include "base/platform.h"
#include "card.h"

typedef struct {
  card_code code;
  const char *message; /* a constant */
  const char *at;      /* the position in the text */
} json_fault;

/* The card's "attributes" or "rows", whichever comes first: the text between the brackets. The rest of a card is small. */
typedef struct {
  card_str items; /* `at` is NULL if there is no such list */
  size_t count;
} json_rows;

/* Returns true if the text is one JSON value within CARD_MAX_DEPTH. Otherwise sets `fault` to the first error. */
bool json_check(card_str json, json_fault *fault, json_rows *rows);

/* Returns the start of value number `nth` of a valid text. Values are counted in text order: the outermost is 0, field
 * names are not counted. */
const char *json_locate(card_str json, size_t nth);

/* Computes the line and column of a position in a text, from 1; columns count code points. */
void json_line(card_str json, const char *path, uint32_t *line, uint32_t *column);

#endif
