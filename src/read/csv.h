/* Parses tables of text: CSV and TSV (RFC 4180, and the dialects that programs write). The card's texts are slices of
 * the source if possible. */
#ifndef CARD_CSV_H
#define CARD_CSV_H

#include "model/model.h"

/* Parses a UTF-8 table into `c->model` and `c->problems`; sets `c->failed` on an error. */
void csv_read(card *c, card_str text, const card_table_options *);

/* Finds the line and column in the source of the cell in `row` and `column`, an index of c->model.columns. `row`
 * SIZE_MAX is the heading. */
void csv_locate(const card *, size_t row, size_t column, uint32_t *line, uint32_t *position);

#endif
