#ifndef CARD_DOCUMENT_H
#define CARD_DOCUMENT_H

#include "model/model.h"

/* Parses JSON into `c->model` and `c->problems`; sets `c->failed` on an error. Only document.c calls cJSON. */
void model_read(card *c, card_str json);

#endif
