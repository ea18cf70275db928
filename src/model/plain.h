/* Texts without markup, for searching, sorting, comparing and copying. Each function that writes returns false if
 * memory ran out. */
#ifndef CARD_PLAIN_H
#define CARD_PLAIN_H

#include "model/model.h"

/* Returns true if the text has no character of markup. */
bool plain_is_bare(card_str);

/* Writes the visible text of inline markup. */
bool plain_markup(buffer *, arena *scratch, card_str markup);

/* Writes it without what is struck out, which does not count as a value. */
bool plain_valid(buffer *, arena *scratch, card_str markup);

/* Sets the name of a row from inline markup. */
bool set_name(card *, card_heading *, card_str markup);
/* Writes a unit, if any, after a number, with the space between them. */
void plain_unit(buffer *, card_str unit);

/* Writes a number and its unit, if any: "12 kg". */
void plain_number(buffer *, double number, const number_style *, card_str unit);

/* Writes the visible text of a value, with `between` between items of a list. Writes nothing if it is not stated. */
bool plain_value(buffer *, arena *scratch, const card_model *, const card_value *, card_str unit, card_str between);

#endif
