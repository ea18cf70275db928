/* Detection of spreadsheet formulas. */
#ifndef CARD_FORMULA_H
#define CARD_FORMULA_H

#include "card.h"

/* Returns true if spreadsheets run the cell as a formula. Leading invisible characters are ignored. */
bool formula_starts(card_str cell);

/* Returns true if the text is a number with a sign, and perhaps a unit: "-5", "+3 °C". Spreadsheets may run other texts
 * that start like formulas. */
bool formula_is_number(card_str);

#endif
