/* Functions shared by the files with exports. */
#ifndef CARD_EXPORTS_H
#define CARD_EXPORTS_H

#include "card.h"

#define EXPORT(name) __attribute__((export_name(name)))

/* Returns the address of a text and sets its length for `length`; NULL if `code` is an error. */
const char *wasm_result(card_code code, card_str text);

card_str wasm_taken_input(size_t len);

/* Makes a new card the owner of the input that it was opened from, and returns it. NULL is allowed. */
card *wasm_give_input(card *);

#endif
