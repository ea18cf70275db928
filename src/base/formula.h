/* Detection of spreadsheet formulas. */
#ifndef CARD_FORMULA_H
#define CARD_FORMULA_H

#include "card.h"

/* Returns true if spreadsheets run the cell as a formula. Leading invisible characters are ignored. */
bool formula_starts(card_str cell);

#endif
