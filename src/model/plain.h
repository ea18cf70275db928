/* The texts of a card without their markup: what is searched, sorted, compared and copied. Each returns false when memory
 * gave out. */
#ifndef CARD_PLAIN_H
#define CARD_PLAIN_H

#include "model/model.h"

/* Whether a text is what it looks like: nothing in it could be markup. */
bool plain_is_bare(card_str);

/* The visible text of inline markup. */
bool plain_markup(buffer *, arena *scratch, card_str markup);

/* What a reader sees of a number: "12 kg". Without the unit where there is none. */
void plain_number(buffer *, double number, card_str unit);

/* What a reader sees of a value; nothing for one that is not stated. The items of a list stand with `between` between
 * them. */
bool plain_value(buffer *, arena *scratch, const card_model *, const card_value *, card_str unit, card_str between);

#endif
