/* Which words two texts do not share. */
#ifndef CARD_DIFFERENCES_H
#define CARD_DIFFERENCES_H

#include "base/platform.h"
#include "model/model.h"

/* Marks the words of two values that are not part of their longest common subsequence of words (whatever their case,
 * accents and the punctuation around them): one byte for each byte of the visible texts, 1 where a word differs. Both
 * are NULL where marks would not help: the values are not both texts, are the same, share almost nothing, or are longer
 * than 255 words. False when memory gave out. */
bool differences_mark(arena *, const card_value *, const card_value *, char *marks[2]);

#endif
