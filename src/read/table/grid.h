/* The cells of a table from any source, row by row. Blank rows are left out but counted. */
#ifndef CARD_GRID_H
#define CARD_GRID_H

#include "model/model.h"
#include "read/table/options.h"

typedef enum {
  CELL_HEADING = 1,    /* the source marks it as a heading, as <th> does */
  CELL_BOLD = 2,       /* all of its text is bold */
  CELL_MUTE = 4,       /* shows something that has no text, such as an image without a description */
  CELL_PICTURE = 8,    /* its text only describes images */
  CELL_FROM_LEFT = 16, /* is part of the cell to its left, with the same text */
  CELL_FROM_ABOVE = 32 /* is part of the cell above it, with the same text */
} cell_flag;

typedef struct {
  card_str text; /* trimmed; inline markup, line by line */
  uint32_t flags;
} grid_cell;

typedef enum { SECTION_BODY, SECTION_HEAD, SECTION_FOOT, SECTION_CAPTION } row_section;

typedef struct {
  const char *at;   /* its start in the source */
  uint32_t number;  /* in the source, from 1; counts blank rows */
  uint32_t first;   /* index of its first cell */
  uint32_t count;   /* of cells, without blank ones at the end */
  uint32_t written; /* of cells in the source */
  uint32_t filled;  /* number of cells that are not blank; a cell over several columns is one */
  row_section section;
} grid_row;

typedef struct {
  card *card;
  const table_options *options;
  card_str source;
  char delimiter; /* of cells in the source */
  bool marked;    /* the source says which cells are headings and which span */
  bool is_sheet;  /* it is one that marks no headings, but spans */
  buffer rows, cells;
  card_str caption;        /* of a marked table: inline markup */
  size_t row_count, width; /* width: of the longest row, except those of a first cell alone */
  uint32_t number;         /* of the last row added */
} grid;

/* Adds an empty row that starts at `at`. Cells are added to it until the next one. */
void grid_add_row(grid *, const char *at, row_section);
void grid_add_cell(grid *, card_str text, uint32_t flags);

/* Ends a row. Removes it if it is blank. */
void grid_end_row(grid *);

const grid_row *grid_row_at(const grid *, size_t row);

/* Returns the cell of a row in a column; a blank one if the row is shorter. */
const grid_cell *grid_cell_at(const grid *, size_t row, size_t column);

/* Returns true if the cell shows nothing. */
bool cell_is_blank(const grid_cell *);

/* Returns true if one cell of the row shows something. */
bool grid_is_lone(const grid *, size_t row);

/* Returns true if that cell spans all columns. */
bool grid_is_banner(const grid *, size_t row);

/* Returns the first cell of a row that shows something. */
const grid_cell *grid_first_cell(const grid *, size_t row);

void grid_free(grid *);

/* No column: the whole row. */
#define GRID_NO_COLUMN SIZE_MAX

/* Returns memory that lives as long as the card; NULL, with the card failed, if it ran out. */
void *grid_take(const grid *, size_t count, size_t size);

#endif
