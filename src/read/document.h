/* Reading a card from JSON. */
#ifndef CARD_DOCUMENT_H
#define CARD_DOCUMENT_H

#include "model/model.h"

/* Reads a JSON text into `c->model` and `c->problems`; `c->failed` says how it went. The only file that knows
 * cJSON. */
void model_read(card *c, card_str json);

#endif
