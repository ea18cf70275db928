/* What a card made of a table knows about its values beyond its JSON: units of numbers, and how exactly they are meant. */
#ifndef CARD_MARKS_H
#define CARD_MARKS_H

#include "model/model.h"

/* Writes the marks of a card, as bytes: the scale of each subject; then for each row whether it is mixed, and for each value its unit
 * and manner. */
void put_marks(buffer *, const card_model *);

#endif
