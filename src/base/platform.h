/* What the engine needs from its platform: src/wasm/ supplies it in a page, tests/engine/platform.c natively. */
#ifndef CARD_PLATFORM_H
#define CARD_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Memory, aligned for any type, not zeroed; NULL when there is none left. `bytes` is never 0. */
void *platform_alloc(size_t bytes);

/* Gives back what platform_alloc returned. NULL is allowed. */
void platform_free(void *);

#define CARD_FOLD_MAX 64 /* bytes; the longest compatibility decomposition, U+FDFA, folds to 33 */

/* Writes the folded form of one code point beyond ASCII to `into`, which holds CARD_FOLD_MAX bytes, as UTF-8,
 * and returns its length in bytes; 0 means that the code point is ignored when letters are compared. Two code
 * points fold to the same bytes if Intl.Collator('und', {sensitivity: 'base'}) calls them equal. web/engine/fold.js
 * is the reference. */
size_t platform_fold(uint32_t code_point, char *into);

/* The double nearest to a number of JSON's grammar, `len` bytes at `at`. Called for the few numbers whose
 * digits the engine cannot convert exactly by itself. */
double platform_number(const char *at, size_t len);

#define CARD_NUMBER_MAX 32 /* bytes; the longest are like "-1.2345678901234567e-300" and "0.0000012345678901234567" */

/* Writes a finite number to `into`, which holds CARD_NUMBER_MAX bytes, as ECMAScript's Number::toString does
 * (with the fewest digits that give the same double back), and returns its length in bytes. */
size_t platform_number_text(double number, char *into);

enum { CARD_LETTERS = 128 + 192 }; /* U+0000 to U+007F, and U+00C0 to U+017F: letters with accents */

/* How letters are ordered in the card's language: writes for each of those characters a number from 1 to 127 if texts that
 * differ in it are ordered by it whatever stands around, and 0 if not. Those that differ in case or accent alone have the same
 * number or not, as in the language. A space, if it has one, has 1; digits, if they have one, stand between it and all
 * letters. UTS #10: what differs at the primary level. */
void platform_letters(unsigned char places[CARD_LETTERS]);

/* Ranks `count` texts, each of which stands in the `len` bytes of `texts` with a NUL behind it, in the order of the card's
 * language: ranks[i] is less than ranks[j] where text i belongs before text j, and the same where neither does. They come
 * nearly in order. Intl.Collator of the language with {numeric: true} is the reference. */
void platform_rank(const char *texts, size_t len, size_t count, uint32_t *ranks);

/* The plural category of a count in the language of the interface's words, as CLDR numbers them: 0 zero, 1 one, 2 two,
 * 3 few, 4 many, 5 other. Intl.PluralRules is the reference. */
unsigned platform_plural(size_t count);

/* The decimal sign in the language of the table being opened: '.' or ','. Intl.NumberFormat is the reference. */
char platform_decimal(void);

#endif
