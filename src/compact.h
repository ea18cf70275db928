/* Reading the compact form of a card: {"columns": […], "rows": [[…], …]}, what a spreadsheet gives. */
#ifndef CARD_COMPACT_H
#define CARD_COMPACT_H

#include "read.h"

/* Reads "columns" and "rows" into the model's subjects and attributes. */
void read_compact(reader *, const place *columns, const place *rows);

#endif
