/* Tables as text: CSV and TSV (RFC 4180, and what programs write in its place). The texts of the card are slices of the file
 * wherever they can be. */
#ifndef CARD_CSV_H
#define CARD_CSV_H

#include "model/model.h"

/* Reads a table in UTF-8 into `c->model` and `c->problems`; `c->failed` says how it went. */
void csv_read(card *c, card_str text, const card_table_options *);

/* Writes the line and the position in it of a cell of the table that a card was opened from: of a heading where `row` is SIZE_MAX,
 * otherwise of a row; `column` is one of c->model.columns. */
void csv_locate(const card *, size_t row, size_t column, uint32_t *line, uint32_t *position);

#endif
