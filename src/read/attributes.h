/* Reading attributes and their values, once the subjects are known. */
#ifndef CARD_ATTRIBUTES_H
#define CARD_ATTRIBUTES_H

#include "read/record.h"

/* An item of "attributes", into a card_attribute. */
void read_attribute(parser *, const path *, void *);

/* Makes room for a value for each subject; false when memory gave out. */
bool new_values(parser *, card_attribute *);

/* A value, into a card_value. */
void read_value(parser *, const path *, void *);

/* "better", into a uint32_t (better_kind). */
void read_better(parser *, const path *, void *);

#endif
