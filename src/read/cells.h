/* Types the cells of a table from any source: numbers with sign, groups, currency and unit; yes and no; lists; texts. */
#ifndef CARD_CELLS_H
#define CARD_CELLS_H

#include "model/model.h"

/* Trims white space, including that of Unicode. */
card_str cell_trim(card_str);

/* Removes the first line that is not blank from `left` and returns it trimmed; empty if there is none. */
card_str cell_line(card_str *left);

/* Returns the length of the round bullet at the start of an item of a list, and the space after it; 0 for other texts. */
size_t cell_bullet(card_str);

/* Types all values of a card, each of which holds the trimmed text of its cell: inline markup, line by line. `usual` is
 * the decimal sign if the numbers do not show it; 0 is that of the table's language. Returns false if memory ran out. */
bool cells_type(card *, char usual);

/* Turns texts that are the words for yes or no of the card's language into answers. Does nothing for cards that are not
 * made of cells: there an author writes true. */
void cells_answer(card *);

#endif
