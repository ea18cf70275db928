/* Opens any bytes as JSON of a card. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  card_str json = {(const char *)data, size};
  fuzz_use(card_open(json), CARD_STR("q=a+e&sort=name"));
  return 0;
}
