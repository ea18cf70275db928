/* A table on the way to its card, for the parts of the reader (card_table.c). */
#ifndef CARD_TABLE_PARTS_H
#define CARD_TABLE_PARTS_H

#include "read/table/shape.h"

/* A column of the card in the grid. */
typedef struct {
  size_t index; /* GRID_NO_COLUMN for names that the grid does not have */
  column_part part;
} used_column;

enum { MAX_COLUMNS = 2 * CARD_MAX_SUBJECTS };

typedef struct {
  card *card;
  grid grid;
  table_shape shape;
  used_column columns[MAX_COLUMNS]; /* names first, then as in the grid */
  size_t column_count;
  bool *filled;                /* per column of the grid: it has values */
  CARD_LIST(size_t) footnotes; /* their rows */
} table;

/* For finding positions after the card is open. */
struct table_source {
  card_str text;
  char delimiter;
  bool marked;
  const char *head;
  uint32_t head_number;
  const char **rows; /* the start of each row of the card */
  uint32_t *numbers; /* of these rows in the source */
  size_t columns[MAX_COLUMNS];
};

/* A heading without markup, and its only link. */
typedef struct {
  card_str text, href;
  bool loses_links; /* it has several */
} heading;

/* Returns a text that lives as long as the card; empty if memory ran out. */
card_str table_copy(const table *t, card_str text);

/* Joins the lines of a text with spaces. */
card_str table_line(const table *t, card_str text);

/* Returns the markup of a name or heading, on one line: without reference marks and bullet. */
card_str table_name(const table *t, card_str markup);

/* Reads a heading: its text without markup, and the link of the whole. */
heading table_heading(const table *t, card_str markup);

/* Returns the text of a name or heading without markup. */
card_str table_plain(const table *t, card_str markup);

/* Appends a text to another one, with `between`. */
card_str table_join(const table *t, card_str one, card_str between, card_str other);

/* Joins the filled cells of a row but the first `skipped`. */
card_str table_row_text(const table *t, size_t row, size_t skipped);

/* Returns the first of the texts that is not blank; empty if there is none. */
card_str table_first_of(const card_str *texts, size_t count);

/* Returns the text of a cell without the heading before it, if the table repeats headings for narrow screens. */
card_str table_value_text(const table *t, size_t row, size_t column);

/* Returns the digits of a number, for messages and names. */
card_str table_count_text(const table *t, size_t number);

/* Adds a paragraph to the introduction of the card. */
void table_add_introduction(const table *t, card_str text);

/* Makes the subjects and columns of the card. Returns false if the table was refused, or memory ran out. */
bool table_take_columns(table *t);

/* Refuses a text with a row longer than its headings: a delimiter inside a cell makes two of it. */
bool table_check_lengths(const table *t);

/* Makes the rows of the card. Returns false if the table was refused, or memory ran out. */
bool table_take_rows(table *t);

#endif
