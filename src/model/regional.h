/* Numbers and dates as the language of a card writes them. */
#ifndef CARD_REGIONAL_H
#define CARD_REGIONAL_H

#include "model/model.h"

/* Asks the platform once how the card's language writes numbers, and whether it is English. Call before writing or searching values. */
void regional_read(card_model *);

/* Returns true if the card's language writes this text, as a whole, in another way: it is an ISO date such as
 * 2026-11-30. */
bool regional_is_date(const card_model *, card_str text);

/* Appends such a date as the language writes it. */
void regional_date(buffer *, card_str date);

#endif
