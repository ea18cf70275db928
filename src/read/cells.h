/* What the cells of a table say, whatever the table came from: numbers with sign, groups, currency and unit; yes and no;
 * lists; texts. */
#ifndef CARD_CELLS_H
#define CARD_CELLS_H

#include "model/model.h"

/* The cell without the white space around it, also that of Unicode. */
card_str cell_trim(card_str);

/* Takes the first line that holds something from the beginning of a cell, and trims it; an empty one if there is none. */
card_str cell_line(card_str *left);

/* Gives every value of a card its type. Until then each is the text of its cell, trimmed: inline markup, line by line.
 * `usual` is the decimal sign if the numbers of the table do not tell; 0 for that of the table's language. False when memory
 * gave out. */
bool cells_type(card *, char usual);

#endif
