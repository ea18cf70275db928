/* Reads attributes and their values; the subjects must be known. */
#ifndef CARD_ATTRIBUTES_H
#define CARD_ATTRIBUTES_H

#include "read/record.h"

/* Reads an item of "attributes" into a card_heading. */
void read_attribute(parser *, const path *, void *);

/* Allocates one value per subject; returns false if memory ran out. */
bool new_values(parser *, card_heading *);

/* Reads a value into a card_value. */
void read_value(parser *, const path *, void *);

/* Reads "better" into a uint32_t (better_kind). */
void read_better(parser *, const path *, void *);

/* Reads the name of a row, inline markup, into a card_heading. */
void read_name(parser *, const path *, void *);

#endif
