/* Finds out what the rows and columns of a grid mean. */
#ifndef CARD_SHAPE_H
#define CARD_SHAPE_H

#include "read/table/grid.h"

typedef enum {
  ROW_VALUES,
  ROW_GROUP,    /* names the group of the rows below */
  ROW_REPEATED, /* repeats the headings */
  ROW_NOTE,     /* a text below the last row */
  ROW_FOOTNOTE, /* a footnote: "[^1]: text" */
  ROW_BLANK     /* has at most a running number */
} row_meaning;

typedef struct {
  size_t preface;      /* number of rows before the headings */
  size_t first;        /* the first row after the headings */
  size_t names, group; /* columns; GRID_NO_COLUMN if there is none */
  bool spelled; /* a column of definitions follows the names, as in exports: the first row says what each column is */
  bool has_groups;       /* a column is headed "Group": no row names one */
  bool group_continues;  /* a blank cell of the group column repeats the one above */
  bool described;        /* the names have descriptions below them, in their cells */
  bool labelled;         /* each cell starts with its heading, for narrow screens */
  bool grouped_by_heads; /* headings that repeat differ in the first cell, which is a group */
  unsigned char *rows;   /* row_meaning of each row */
} table_shape;

/* Finds the shape of a grid with at least two rows and two columns. Reports what it cannot understand. Returns false if memory ran
 * out or the card failed. */
bool shape_find(const grid *, table_shape *);

/* Returns true if a heading is the word for a definition, in a language that the card has words for. */
bool shape_is_definition(card_str heading);

/* Splits a footnote, "[^1]: text", into its mark, "[^1]", and its text. Returns false if it is none. */
bool shape_footnote(card_str text, card_str *mark, card_str *note);

/* Returns true if a column only shows pictures beside the texts of the next one, below one heading. */
bool shape_is_icons(const grid *, const table_shape *, size_t column);

/* Returns true if a column before the names holds nothing but numbers and pictures. */
bool shape_is_count(const grid *, const table_shape *, size_t column);

#endif
