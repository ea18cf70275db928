/* The card that a table made, as JSON. */
#ifndef CARD_CARD_JSON_H
#define CARD_CARD_JSON_H

#include "render/template.h"

/* Writes the card as data/comparison.schema.json describes it: what a table can say, all of its rows. */
void write_document(writer *);

#endif
