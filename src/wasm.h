/* What the files of exports share: how text goes in and out. */
#ifndef CARD_WASM_H
#define CARD_WASM_H

#include "card.h"

#define EXPORT(name) __attribute__((export_name(name)))

/* What was written to the input buffer. */
card_str taken_input(size_t len);

/* The address of a text, whose length is kept for `length`; NULL on an error. */
const char *result(card_code, card_str text);

#endif
