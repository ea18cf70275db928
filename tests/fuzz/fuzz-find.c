/* Searches any text in another: vectors must find the same as single bytes, for any readable length. */
#include "base/find.h"
#include "base/text.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 4) return 0;
  size_t needle_len = 1 + data[0] % 40, from = data[1], behind = data[2] % 40;
  card_str all = {(const char *)data + 3, size - 3};
  if (needle_len > all.len) return 0;
  card_str needle = text_slice(all, 0, needle_len), hay = text_slice(all, needle_len, all.len);
  size_t end = behind < hay.len ? hay.len - behind : hay.len;
  if (from > end) from = end;
  size_t place = find_scalar(hay.at, end, needle, from);
  if (find_vector(hay.at, end, hay.len, needle, from) != place || find_vector(hay.at, end, end, needle, from) != place)
    fuzz_fail("found elsewhere by vectors", all);
  return 0;
}
