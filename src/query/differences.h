/* Word differences between two texts. */
#ifndef CARD_DIFFERENCES_H
#define CARD_DIFFERENCES_H

#include "base/platform.h"
#include "model/model.h"

/* Marks the words of two values outside their longest common subsequence, ignoring case, accents and surrounding
 * punctuation: one byte per byte of the visible texts, 1 in a differing word. Both marks are NULL if they would not
 * help: the values are not both texts, are equal, share almost nothing, or exceed 255 words. Returns false if memory
 * ran out. */
bool differences_mark(arena *, const card_value *, const card_value *, char *marks[2]);

#endif
