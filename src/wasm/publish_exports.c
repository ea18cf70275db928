/* The exports for publishers, not linked into the engine of a page. */
#include "wasm/exports.h"

/* Returns the result of card_publish; `what` is a card_publication. */
EXPORT("publish") const char *wasm_publish(card *c, size_t view_len, unsigned what) {
  card_str text;
  card_code code = card_publish(c, wasm_taken_input(view_len), (card_publication)what, &text);
  return wasm_result(code, text);
}

/* Returns the result of card_locate; NULL on an error. */
EXPORT("locate") const char *wasm_locate(card *c, size_t path_len) {
  card_str text;
  card_code code = card_locate(c, wasm_taken_input(path_len), &text);
  return wasm_result(code, text);
}
