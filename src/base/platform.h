/* Functions that the engine needs from its platform. src/wasm/ implements them for browsers and Node,
 * tests/engine/platform.c natively. */
#ifndef CARD_PLATFORM_H
#define CARD_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns memory for `bytes`, at least 1: aligned for any type, not zeroed. NULL if memory ran out. */
void *platform_alloc(size_t bytes);

/* Frees memory from platform_alloc. NULL is allowed. */
void platform_free(void *);

#define CARD_FOLD_MAX 64 /* bytes; the longest compatibility decomposition, U+FDFA, folds to 33 */

/* Writes the folded form of a code point beyond ASCII as UTF-8 to `into`, which holds CARD_FOLD_MAX bytes. Returns its
 * length in bytes; 0 if comparisons ignore the code point. Code points fold alike if Intl.Collator('und', {sensitivity:
 * 'base'}) calls them equal. web/engine/fold.js is the reference. */
size_t platform_fold(uint32_t code_point, char *into);

/* Returns the double nearest to the JSON number in the `len` bytes at `at`. Called only for digits that the engine
 * cannot convert exactly. */
double platform_number(const char *at, size_t len);

#define CARD_NUMBER_MAX 32 /* bytes; the longest are like "-1.2345678901234567e-300" and "0.0000012345678901234567" */

/* Writes a finite number to `into`, which holds CARD_NUMBER_MAX bytes, like ECMAScript's Number::toString: the shortest
 * digits that give the same double. Returns its length in bytes. */
size_t platform_number_text(double number, char *into);

enum { CARD_LETTERS = 128 + 192 }; /* U+0000 to U+007F, and accented letters U+00C0 to U+017F */

/* Writes the primary collation weight (UTS #10) of each of these characters in the card's language: 1 to 127, or 0 if
 * it depends on neighbouring characters. Characters that differ only in case or accent may share a weight. If a space
 * has a weight, it is 1. If digits have weights, these are above the space and below all letters. */
void platform_letters(unsigned char places[CARD_LETTERS]);

/* Ranks `count` NUL-terminated texts, which fill the `len` bytes of `texts`, in the order of the card's language:
 * ranks[i] < ranks[j] if text i sorts before text j, and equal if neither does. The texts are almost sorted.
 * Intl.Collator of the language with {numeric: true} is the reference. */
void platform_rank(const char *texts, size_t len, size_t count, uint32_t *ranks);

/* Returns the CLDR plural category of `count` in the language of the interface: 0 zero, 1 one, 2 two, 3 few, 4 many, 5
 * other. Intl.PluralRules is the reference. */
unsigned platform_plural(size_t count);

#define CARD_FOREIGN_MONTH 16u

/* Returns the month that a word names, also by its first letters: 1 to 12; 0 for other words. In the language of the table
 * being opened and in English; for other languages that the card speaks, CARD_FOREIGN_MONTH more. Intl.DateTimeFormat is the
 * reference. */
unsigned platform_month(const char *at, size_t len);

/* Returns true if dates in numbers have the day before the month in the language of the table being opened.
 * Intl.DateTimeFormat is the reference. */
bool platform_day_first(void);

/* Returns the decimal sign of the language of the table being opened: '.' or ','. Intl.NumberFormat is the reference. */
char platform_decimal(void);

#define CARD_SAMPLE_MAX 64 /* bytes */

/* Writes 12345678.5 as the card's language writes it, in ASCII digits, to `into`, which holds CARD_SAMPLE_MAX bytes.
 * Returns its length in bytes; 0 if the language is not known. Intl.NumberFormat is the reference. */
size_t platform_number_sample(char *into);

/* Returns true if the card's language is English or not stated. */
bool platform_is_english(void);

#define CARD_DATE_MAX 128 /* bytes */

/* Writes the ISO date in the 10 bytes at `date` as the card's language writes it to `into`, which holds CARD_DATE_MAX
 * bytes. Returns its length in bytes. Intl.DateTimeFormat is the reference. */
size_t platform_date(const char *date, char *into);

#endif
