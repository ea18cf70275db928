/* Folding: text in which letters that Intl.Collator calls equal at base sensitivity are the same bytes. It
 * goes by code point, so that a place in the folded text can be traced back to the original. */
#ifndef CARD_FOLD_H
#define CARD_FOLD_H

#include "base/buffer.h"

/* Stand between the parts of folded text, and at the end of a field of parts: no folded part holds them, so that no
 * word matches across a border. */
#define FOLD_BORDER '\x1F'
#define FOLD_FIELD '\x1E'

/* Appends the folded form of a text. Control characters become spaces, bad bytes U+FFFD. */
void fold_text(buffer *, card_str);

/* Folds the ASCII at the start of a text and returns how much that is, which it is when folded too; `to` has room for all of the
 * text. */
size_t fold_ascii(card_str text, char *to);

/* Appends the folded form of one code point. */
void fold_point(buffer *, uint32_t code_point);

#endif
