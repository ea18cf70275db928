/* The JSON of a card opened from a table. */
#ifndef CARD_CARD_JSON_H
#define CARD_CARD_JSON_H

#include "model/model.h"

/* Writes the card in the format of data/comparison.schema.json, with all rows. */
void put_document(buffer *, const card_model *);

#endif
