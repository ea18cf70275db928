/* Renders any bytes as a view, then updates to another. The first byte selects the card. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size) fuzz_use(card_open(fuzz_card(*data % FUZZ_CARDS)), (card_str){(const char *)data + 1, size - 1});
  return 0;
}
