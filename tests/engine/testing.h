/* Extra functions of the native platform for tests. */
#ifndef TESTING_H
#define TESTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "card.h"

/* Makes all allocations fail after `allocations` more; -1 disables this. */
void testing_fail_after(long long allocations);

/* Returns the number of allocations so far. */
size_t testing_allocations(void);

/* Sets how the language writes 12345678.5; by default, no language is known. */
void testing_set_sample(card_str);

/* Sets whether the language is another than English; default false. */
void testing_set_foreign(bool);

/* Sets the decimal sign of the language: ',' as in German, '.' without a language. */
void testing_set_decimal(char sign);

/* Reads the folding table; ends the program if it cannot. */
void testing_load_folds(const char *path);

/* Encodes a code point as UTF-8, independently of the engine. */
size_t testing_encode(uint32_t code_point, char *into);

#endif
