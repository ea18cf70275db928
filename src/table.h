/* The table: its head, its rows, and the values in them. */
#ifndef CARD_TABLE_H
#define CARD_TABLE_H

#include "write.h"

/* The start of the table up to its rows, and its end after them. */
void write_table_start(writer *);
void write_table_end(writer *);

/* The rows of the view, or what is nearest where there are none. */
void write_rows(writer *);

/* The button that shows more rows, if there are more. */
void write_more(writer *);

#endif
