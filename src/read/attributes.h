/* Reading attributes and their values, once the subjects are known. */
#ifndef CARD_ATTRIBUTES_H
#define CARD_ATTRIBUTES_H

#include "read/record.h"

/* An item of "attributes", into a card_attribute. */
void read_attribute(reader *, const place *, void *);

/* Makes room for a value for each subject; false when memory gave out. */
bool new_values(reader *, card_attribute *);

/* A value, into a card_value. */
void read_value(reader *, const place *, void *);

/* "better", into a uint32_t (better_kind). */
void read_better(reader *, const place *, void *);

#endif
