/* What the files of exports share. */
#ifndef CARD_EXPORTS_H
#define CARD_EXPORTS_H

#include "card.h"

#define EXPORT(name) __attribute__((export_name(name)))

/* Returns the address of a text, whose length `length` then tells; NULL where `code` is an error. */
const char *wasm_result(card_code code, card_str text);

/* Returns the first `len` bytes of input. */
card_str wasm_taken_input(size_t len);

#endif
