/* The grammar of JSON (RFC 8259), checked before cJSON reads the text: cJSON is lenient about numbers, white
 * space, control characters and escapes, takes NUL escapes for the end of a string, lets bad UTF-8 through,
 * and says only where it stopped. What passes here cJSON reads without an error, memory permitting. */
#ifndef CARD_JSON_H
#define CARD_JSON_H

#include "base/platform.h"
#include "card.h"

typedef struct {
  card_code code;
  const char *message; /* a constant */
  const char *at;      /* where in the text */
} json_fault;

/* The list "attributes" or "rows" of a card, whichever comes first: what stands between its brackets. The rest of a card
 * is small. */
typedef struct {
  card_str items; /* `at` is NULL where there is no such list */
  size_t count;
} json_rows;

/* Whether the text is one JSON value within CARD_MAX_DEPTH; otherwise says what is wrong first. */
bool json_check(card_str json, json_fault *fault, json_rows *rows);

/* Where the value number `nth` starts, counting every value of a valid text in the order they stand, from 0:
 * the outermost is 0, names of fields do not count. */
const char *json_locate(card_str json, size_t nth);

/* Line and column of a place in a text, from 1; columns count code points. */
void json_line(card_str json, const char *path, uint32_t *line, uint32_t *column);

/* The double nearest to a valid JSON number. */
double json_number(card_str number);

#endif
