/* The JSON of a card opened from a table. */
#ifndef CARD_CARD_JSON_H
#define CARD_CARD_JSON_H

#include "render/template.h"

/* Writes the card in the format of data/comparison.schema.json, with all rows. */
void write_document(writer *);

#endif
