/* Reads the compact form of a card, as made from spreadsheets: {"columns": […], "rows": [[…], …]}. */
#ifndef CARD_COMPACT_H
#define CARD_COMPACT_H

#include "read/record.h"

/* Reads "columns" into the model's subjects. Returns false if the rows cannot be read. */
bool read_columns(parser *, const path *);

/* Reads an item of "rows" into a card_heading. */
void read_row(parser *, const path *, void *);

#endif
