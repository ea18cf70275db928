/* The table: its head, its rows, and the values in them. */
#ifndef CARD_TABLE_H
#define CARD_TABLE_H

#include "render/template.h"

/* The start of the table up to its rows, and its end after them. */
void write_table_start(writer *);
void write_table_end(writer *);

/* The rows of the view, or what is nearest where there are none. */
void write_rows(writer *);

/* In an update, notes the row that stands from `from` on in card.rows. Where w->reuses, and the row stood there before, a GS,
 * its number and another GS take its place; those before it are not looked at again, so that rows that stay never change
 * places. */
void end_row(writer *, size_t from);

/* The values of a row, each in its cell. */
void write_cells(writer *, const card_attribute *);

/* How many columns there are in all. */
size_t column_count(const writer *);

/* The button that shows more rows, if there are more. */
void write_more(writer *);

#endif
