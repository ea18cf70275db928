/* Problems at the cells of a table. */
#ifndef CARD_TABLE_REPORT_H
#define CARD_TABLE_REPORT_H

#include "read/table/grid.h"

/* Reports a problem at a cell: its line and column in a text, "row 3, column 2" in a marked table. Column GRID_NO_COLUMN
 * is the whole row. Always returns false. */
bool grid_report(const grid *, card_code, size_t row, size_t column, card_str message);

/* The same with `message` in three parts. */
bool grid_report_about(const grid *, card_code, size_t row, size_t column, card_str before, card_str about,
                       card_str after);

#endif
