/* What the fuzzers share: cards to try things on, and what must hold of all HTML that the engine writes. A fuzzer ends the
 * program where something does not hold; the sanitizers do where memory is misused. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../engine/testing.h"
#include "base/buffer.h"
#include "card.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Ends the program with a message, and with the text that it is about. */
_Noreturn void fuzz_fail(const char *message, card_str text);

/* Fails where HTML holds a tag that the renderer does not write, an attribute that is not as it writes them, or tags that
 * do not nest. */
void fuzz_check_html(card_str html);

/* One of the cards to try views on; there are FUZZ_CARDS. It lives as long as the program. */
card_str fuzz_card(size_t which);
enum { FUZZ_CARDS = 3 };

/* Does all that a host does with a card that may not have opened, in a view, and closes it. */
void fuzz_use(card *, card_str view);

#endif
