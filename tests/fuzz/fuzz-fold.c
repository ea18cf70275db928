/* Folds any bytes: must equal folding code point by code point, wherever ASCII runs begin and end. */
#include "base/text.h"
#include "fuzz.h"
#include "query/fold.h"

/* Folds one code point at a time. */
static void fold_slowly(buffer *folded, card_str text) {
  uint32_t point;
  for (size_t at = 0; at < text.len;) {
    at += text_next(text_slice(text, at, text.len), &point);
    if (point < ' ' || point == 0x7F)
      buffer_byte(folded, ' ');
    else if (point < 0x80)
      buffer_byte(folded, text_lower((char)point));
    else
      fold_point(folded, point);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  card_str text = {(const char *)data, size};
  buffer folded = {0}, slowly = {0};
  fold_text(&folded, text);
  fold_slowly(&slowly, text);
  if (!text_equal(buffer_text(&folded), buffer_text(&slowly))) fuzz_fail("folded otherwise than by the rule", text);
  buffer_free(&folded);
  buffer_free(&slowly);
  return 0;
}
