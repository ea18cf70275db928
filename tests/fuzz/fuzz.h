/* Shared by the fuzzers: sample cards, and checks of all HTML that the engine writes. A failed check ends the program,
 * as do the sanitizers on memory errors. */
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

/* Ends the program with a message and the text concerned. */
_Noreturn void fuzz_fail(const char *message, card_str text);

/* Fails on tags that the renderer does not write, on attributes in another form than it writes, and on tags that do not
 * nest. */
void fuzz_check_html(card_str html);

/* Returns one of FUZZ_CARDS sample cards. It lives as long as the program. */
card_str fuzz_card(size_t which);
enum { FUZZ_CARDS = 3 };

/* Uses a card like a host, in a view, even if it did not open, and closes it. */
void fuzz_use(card *, card_str view);

#endif
