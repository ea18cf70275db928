/* Reading the compact form of a card: {"columns": […], "rows": [[…], …]}, what a spreadsheet gives. */
#ifndef CARD_COMPACT_H
#define CARD_COMPACT_H

#include "read/record.h"

/* "columns", into the model's subjects. False where no row can be read then. */
bool read_columns(reader *, const place *);

/* An item of "rows", into a card_attribute. */
void read_row(reader *, const place *, void *);

#endif
