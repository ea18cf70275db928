/* What the engine needs from its host: src/wasm_*.c supplies it in a page, tests/engine/host.c natively. */
#ifndef CARD_HOST_H
#define CARD_HOST_H

#include <stddef.h>
#include <stdint.h>

/* Memory, aligned for any type, not zeroed; NULL when there is none left. `bytes` is never 0. */
void *card_host_alloc(size_t bytes);

/* Gives back what card_host_alloc returned. NULL is allowed. */
void card_host_free(void *);

#define CARD_FOLD_MAX 64 /* bytes; the longest compatibility decomposition, U+FDFA, folds to 33 */

/* Writes the folded form of one code point beyond ASCII to `into`, which holds CARD_FOLD_MAX bytes, as UTF-8,
 * and returns its length in bytes; 0 means that the code point is ignored when letters are compared. Two code
 * points fold to the same bytes if Intl.Collator('und', {sensitivity: 'base'}) calls them equal. web/fold.js
 * is the reference. */
size_t card_host_fold(uint32_t code_point, char *into);

/* The double nearest to a number of JSON's grammar, `len` bytes at `at`. Called for the few numbers whose
 * digits the engine cannot convert exactly by itself. */
double card_host_number(const char *at, size_t len);

#define CARD_NUMBER_MAX 32 /* bytes; the longest are like "-1.2345678901234567e-300" and "0.0000012345678901234567" */

/* Writes a finite number to `into`, which holds CARD_NUMBER_MAX bytes, as ECMAScript's Number::toString does
 * (with the fewest digits that give the same double back), and returns its length in bytes. */
size_t card_host_number_text(double number, char *into);

#endif
