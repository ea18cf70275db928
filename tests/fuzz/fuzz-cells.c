/* Reads any text as a value among others. The first byte selects the decimal sign. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  buffer table = {0};
  card_str text = {(const char *)data + (size > 0), size - (size > 0)};
  testing_set_decimal(size && *data & 1 ? ',' : '.');
  buffer_put(&table, CARD_STR("h@\x1F"
                              "AA\x1F"
                              "AB\x1F"
                              "AC\x1E"
                              "bAa\x1F@SE\x1F@5 kg\x1F@"));
  buffer_put(&table, text);
  fuzz_use(card_open_table(buffer_text(&table), CARD_MARKED_TABLE, CARD_STR("{\"heading\":\"T\"}"), CARD_STR("")),
           CARD_STR("sort=C&only=differences"));
  buffer_free(&table);
  return 0;
}
