/* Characters beyond ASCII: white space, digits of other scripts, signs of currencies, letters. */
#ifndef CARD_CHARACTERS_H
#define CARD_CHARACTERS_H

#include "base/text.h"

/* Returns the length of the white space character at the start of the text; 0 if there is none. */
size_t space_length(card_str);

/* Removes white space at both ends, including that of Unicode. */
card_str trim_wide(card_str);

/* Returns true for a currency sign (Unicode, Sc). */
bool is_currency(uint32_t);

/* Returns true for a letter. Beyond ASCII, all characters are letters except signs, marks, digits and white space. */
bool is_wide_letter(uint32_t);

/* Returns the value of a decimal digit of any living script; -1 for other characters. */
int digit_of(uint32_t);

enum { LATIN_ROOM = 96 };

/* Returns the text with digits and signs of ASCII, written to `into`, which holds LATIN_ROOM bytes. Returns the text itself
 * if it has no others or is longer. `decimal` is the sign to write for the decimal sign of Arabic. */
card_str latin_digits(card_str text, char decimal, char *into);

#endif
