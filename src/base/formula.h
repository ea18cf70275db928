/* Cells that spreadsheets would run. */
#ifndef CARD_FORMULA_H
#define CARD_FORMULA_H

#include "card.h"

/* Whether spreadsheets run a cell as a formula. They skip what is invisible before it. */
bool formula_starts(card_str cell);

#endif
