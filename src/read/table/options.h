/* How to read a table: what its author says, and what surrounds it. */
#ifndef CARD_TABLE_OPTIONS_H
#define CARD_TABLE_OPTIONS_H

#include "model/model.h"

typedef enum { HEADER_FOUND, HEADER_FIRST_ROW, HEADER_FIRST_COLUMN, HEADER_NONE } table_header;

typedef struct {
  card_str caption;   /* the title; overrides the table's own */
  card_str heading;   /* the title of a table without one, such as the heading before it */
  card_str file;      /* the title of a table of many subjects without another */
  card_str sheet;     /* the name of the sheet that the table is on */
  card_str lang, dir; /* of the table */
  card_str delimiter; /* one ASCII character; empty finds it */
  card_str decimal;   /* "." or ","; empty finds it */
  uint32_t header;    /* table_header */
  uint32_t names;     /* the column of row names, from 1; 0 finds it */
  uint32_t skip;      /* number of rows before the table, counting blank ones */
  bool marked;        /* the text is in the format of marked.h */
} table_options;

/* Reads options from JSON (card_open_table of card.h). Reports problems with paths such as "header". Returns false if
 * memory ran out. */
bool table_options_read(card *, card_str json, table_options *);

#endif
