/* Reads any text as a value among others. The first byte selects the decimal sign. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  buffer json = {0};
  card_str text = {(const char *)data + (size > 0), size - (size > 0)};
  testing_set_decimal(size && *data & 1 ? ',' : '.');
  buffer_put(&json, CARD_STR("{\"title\":\"T\",\"subjects\":[\"A\",\"B\",\"C\"],\"attributes\":["
                             "{\"name\":\"a\",\"values\":[\"SE\",\"5 kg\","));
  buffer_quoted(&json, text);
  buffer_put(&json, CARD_STR("]}]}"));
  fuzz_use(card_open_cells(buffer_text(&json)), CARD_STR("sort=C&only=differences"));
  buffer_free(&json);
  return 0;
}
