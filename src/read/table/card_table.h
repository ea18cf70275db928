/* Makes a card of a table: CSV, TSV, or cells in the format of marked.h. */
#ifndef CARD_TABLE_SOURCE_H
#define CARD_TABLE_SOURCE_H

#include "read/table/options.h"

/* Reads a table into `c->model`, which may already hold a card without rows, and `c->problems`. Sets `c->failed` on an error. */
void table_read(card *c, card_str text, const table_options *);

/* Writes the position in the source of a path in the card that card_json.h writes, such as "rows[2][1]" or "attributes[0].values[1]", as
 * JSON. */
void table_put_place(buffer *, const card *, card_str path);

#endif
