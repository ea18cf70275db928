/* What the native host offers the programs that test through it. */
#ifndef TESTING_H
#define TESTING_H

#include <stddef.h>
#include <stdint.h>

/* From now on so many allocations succeed and all later ones fail; -1: none fails. */
void testing_fail_after(long long allocations);

/* How many allocations there were so far. */
size_t testing_allocations(void);

/* The decimal sign of the language; '.' until it is set. */
void testing_set_decimal(char sign);

/* Reads the folding table; ends the program if it cannot. */
void testing_load_folds(const char *path);

/* UTF-8 of a code point, written apart from the engine's own. */
size_t testing_encode(uint32_t code_point, char *into);

#endif
