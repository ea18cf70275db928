#ifndef CARD_DOCUMENT_H
#define CARD_DOCUMENT_H

#include "read/record.h"

/* Parses JSON into `c->model` and `c->problems`; sets `c->failed` on an error. Only document.c calls cJSON. */
void model_read(card *c, card_str json);

/* The same for a card whose rows come from a table: it has no rows, and perhaps no title. */
void model_read_around(card *c, card_str json);

/* Reads JSON into a record by its fields (record.h), with copies of its texts. Reports problems without lines. Returns false if
 * it is no JSON, or memory ran out. */
bool record_read(card *c, card_str json, read_function read, void *record);

#endif
