/* Reads tables whose source marks headings and spans: HTML, Markdown, workbooks. web/sources/marked.js writes them as
 * text. U+001E ends a row, U+001F a cell. A row starts with `h` in a head, `f` in a foot, `s` in a sheet, which
 * marks no headings, otherwise `b`; `c` starts
 * the caption, which is no row. A cell starts
 * with one character: 0x40 plus its flags (cell_flag); then comes its text in inline markup. U+001D starts more about a cell:
 * a letter and its text:
 *
 *   s  the address of its image     a  the description of the image
 *   w  its width in pixels          h  its height
 *   n  a note                       t  its date or time, as HTML writes it
 *
 * A cell that is part of another has no text. The text has no other control characters than line ends. */
#ifndef CARD_MARKED_H
#define CARD_MARKED_H

#include "read/table/grid.h"

/* Reads all rows of the source. Returns false if memory ran out. */
bool marked_read(grid *);

/* Returns more about a cell: the text after U+001D and the letter `what`; empty if there is none. */
card_str marked_more(const grid *, const grid_cell *, char what);

#endif
