/* Words of the interface. */
#ifndef CARD_LABELS_H
#define CARD_LABELS_H

#include "model/model.h"

/* The card's own word for a label, or that of its language, or the English one. */
card_str model_label(const card_model *, card_label);

/* The same by the name of the label. */
card_str model_word(const card_model *, card_str name);

/* The form of a label that goes with a count: "{count} rows" of "one={count} row|{count} rows". */
card_str model_plural(const card_model *, card_label, size_t count);

#endif
