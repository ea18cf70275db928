/* The exports for tables: in a page, an engine of their own, since most cards are JSON. */
#include "wasm/exports.h"

/* Opens a card from a table of `len` bytes, followed in the input by its options and the card around it; `kind` is a
 * card_table_kind. */
EXPORT("table") card *wasm_table(size_t len, size_t options_len, size_t around_len, unsigned kind) {
  const char *at = wasm_taken_input(0).at;
  return wasm_give_input(card_open_table(wasm_taken_input(len), (card_table_kind)kind,
                                         (card_str){at + len, options_len},
                                         (card_str){at + len + options_len, around_len}));
}

/* Returns the card as JSON (CARD_DOCUMENT); NULL on an error. */
EXPORT("document") const char *wasm_document(card *c) {
  card_str text;
  card_code code = card_document(c, &text);
  return wasm_result(code, text);
}

/* Returns the result of card_marks; NULL on an error. */
EXPORT("marks") const char *wasm_marks(card *c) {
  card_str text;
  card_code code = card_marks(c, &text);
  return wasm_result(code, text);
}
