/* Reading the compact form of a card: {"columns": […], "rows": [[…], …]}, what a spreadsheet gives. */
#ifndef CARD_COMPACT_H
#define CARD_COMPACT_H

#include "read.h"

/* Reads r->columns and r->rows, fields of the object at `root`, into the model. */
void read_compact(reader *, const place *root);

#endif
