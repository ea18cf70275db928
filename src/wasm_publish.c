/* The export that publishers' engines have besides those of wasm.c. */
#include "wasm.h"

/* What card_publish writes; `what` is a card_publication. NULL on an error. */
EXPORT("publish") const char *wasm_publish(card *c, size_t view_len, unsigned what) {
  card_str text;
  card_code code = card_publish(c, taken_input(view_len), (card_publication)what, &text);
  return result(code, text);
}
