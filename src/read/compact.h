/* Reading the compact form of a card: {"columns": […], "rows": [[…], …]}, what a spreadsheet gives. */
#ifndef CARD_COMPACT_H
#define CARD_COMPACT_H

#include "read/record.h"

/* "columns", into the model's subjects. False where no row can be read then. */
bool read_columns(parser *, const path *);

/* An item of "rows", into a card_attribute. */
void read_row(parser *, const path *, void *);

#endif
