#include "builtin_card.h" /* made by the build from data/sales-vs-marketing.json */
#include "card.h"

card_str card_builtin(void) { return CARD_STR(BUILTIN_CARD); }
