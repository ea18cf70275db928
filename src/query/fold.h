/* Case and accent folding: letters that Intl.Collator calls equal at base sensitivity become the same bytes. Folds one
 * code point at a time, so that positions in folded text map back to the original. */
#ifndef CARD_FOLD_H
#define CARD_FOLD_H

#include "base/buffer.h"

/* Separators of parts and fields; never produced by folding, so no match spans them. */
#define FOLD_BORDER '\x1F'
#define FOLD_FIELD '\x1E'

/* Appends the folded text. Control characters become spaces, invalid bytes U+FFFD. */
void fold_text(buffer *, card_str);

/* Folds the ASCII prefix of `text` into `to`, which has room for all of `text`. Returns its length, which folding does
 * not change. */
size_t fold_ascii(card_str text, char *to);

void fold_point(buffer *, uint32_t code_point);

#endif
