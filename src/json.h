/* What cJSON lets pass: it skips over control characters, takes NUL escapes for the end of a string and bad
 * escapes for NUL, and lets bad UTF-8 through. This goes over the text before cJSON does, and finds the
 * places of values and errors afterwards. Together they accept exactly what RFC 8259 does, within
 * CARD_MAX_DEPTH. */
#ifndef CARD_JSON_H
#define CARD_JSON_H

#include "card.h"

typedef struct {
  card_code code;
  const char *message; /* a constant */
  size_t offset;       /* in bytes */
} json_fault;

/* Checks characters, strings and depth; otherwise says what is wrong first. What follows what is cJSON's to
 * check. */
bool json_check(card_str json, json_fault *fault);

/* What is wrong where cJSON stopped. */
void json_explain(card_str json, size_t offset, json_fault *fault);

/* Where the value number `nth` starts, counting every value of a valid text in the order they stand, from 0:
 * the outermost is 0, names of fields do not count. */
size_t json_locate(card_str json, size_t nth);

/* Line and column of an offset, from 1; columns count code points. */
void json_line(card_str json, size_t offset, uint32_t *line, uint32_t *column);

/* The double nearest to a number of JSON's grammar; false for other text. */
bool json_number(card_str text, double *number);

#endif
