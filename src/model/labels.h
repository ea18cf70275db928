/* Texts of the interface. */
#ifndef CARD_LABELS_H
#define CARD_LABELS_H

#include "model/model.h"

/* Returns a label: the card's own, otherwise that of its language, otherwise the English one. */
card_str model_label(const card_model *, card_label);

/* Returns the label with this name. */
card_label model_label_named(card_str name);

/* Returns true if a label is the English one though the card has another language. */
bool model_borrows(const card_model *, card_label);

/* Returns the plural form of a label for `count`: "{count} rows" of "one={count} row|{count} rows". */
card_str model_plural(const card_model *, card_label, size_t count);

#endif
