/* The table: its head, its rows, and the values in them. */
#ifndef CARD_TABLE_H
#define CARD_TABLE_H

#include "write.h"

/* The start of the table up to its rows, and its end after them. */
void write_table_start(writer *);
void write_table_end(writer *);

/* The rows of the view, or what is nearest where there are none. */
void write_rows(writer *);

/* The values of a row, each in its cell. */
void write_cells(writer *, const card_attribute *);

/* Whether there is a column of definitions, and how many columns there are in all. */
bool has_definitions(const writer *);
size_t column_count(const writer *);

/* The button that shows more rows, if there are more. */
void write_more(writer *);

#endif
