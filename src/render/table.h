/* The table: head, rows and values. */
#ifndef CARD_TABLE_H
#define CARD_TABLE_H

#include "render/template.h"

/* Write the table before and after its rows. */
void write_table_start(writer *);
void write_table_end(writer *);

/* Writes the rows of the view, or suggestions if there are none. */
void write_rows(writer *);

/* Ends the row that starts at `from`. In an update, records its hash in c->render->rows. If w->reuses and a previous
 * row has the same hash, replaces it by GS, that row's index, GS. Searches only after the last reused row, so unchanged
 * rows keep their order. */
void end_row(writer *, size_t from);

/* Writes the values of a row as cells. */
void write_cells(writer *, const card_heading *);

/* Returns the number of columns of the table. */
size_t column_count(const writer *);

/* Writes the "Show more" button if rows are left. */
void write_more(writer *);

#endif
