/* Case and accent folding: letters that Intl.Collator calls equal at base sensitivity become the same bytes. Folds one
 * code point at a time, so that positions in folded text map back to the original. */
#ifndef CARD_FOLD_H
#define CARD_FOLD_H

#include "base/buffer.h"

/* Separators of parts and fields; never produced by folding, so no match spans them. */
#define FOLD_BORDER '\x1F'
#define FOLD_FIELD '\x1E'

/* Follows the parts of a field, before other forms of these: "groesse" of "Größe". */
#define FOLD_FORM '\x1D'

/* Appends the folded text. Control characters become spaces, invalid bytes U+FFFD. Returns true if fold_respelled gives
 * another text. */
bool fold_text(buffer *, card_str);

/* Appends the folded text as it is typed where a keyboard lacks letters: ae for ä, oe for ö and ø, ue for ü, aa for å. */
bool fold_respelled(buffer *, card_str);

/* Folds the ASCII prefix of `text` into `to`, which has room for all of `text`. Returns its length, which folding does
 * not change. */
size_t fold_ascii(card_str text, char *to);

void fold_point(buffer *, uint32_t code_point);

/* Returns the letter that follows the folded letter in its other spelling: e for ö, a for å; otherwise 0. */
char fold_second_letter(uint32_t code_point);

#endif
