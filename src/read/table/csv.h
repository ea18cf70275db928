/* Parses tables of text: CSV and TSV (RFC 4180, and the dialects that programs write). Texts are slices of the source if
 * possible. */
#ifndef CARD_CSV_H
#define CARD_CSV_H

#include "read/table/grid.h"

/* Reads all records of the source, a UTF-8 text. Returns false if memory ran out or the card failed. */
bool csv_read(grid *);

/* Returns the start of a cell in the record that starts at `row`; the end of the record if it is shorter. */
const char *csv_cell(card_str text, const char *row, char delimiter, size_t index);

/* Computes line and column of a position in the text, from 1. */
void csv_line(card_str text, const char *path, uint32_t *line, uint32_t *column);

#endif
