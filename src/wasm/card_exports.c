/* The exports for cards in JSON and for readers. */
#include "wasm/exports.h"

#define BUILTIN SIZE_MAX

/* Opens a card from `len` bytes of input, or the built-in card if `len` is BUILTIN. Returns NULL if memory ran out. */
EXPORT("open") card *wasm_open(size_t len) {
  return wasm_give_input(card_open(len == BUILTIN ? card_builtin() : wasm_taken_input(len)));
}

/* Takes over what the document of a table cannot say (card_set_marks). */
EXPORT("set_marks") void wasm_set_marks(card *c, size_t len) { card_set_marks(c, wasm_taken_input(len)); }

EXPORT("matches") size_t wasm_matches(const card *c) { return card_match_count(c); }

EXPORT("render") const char *wasm_render(card *c, size_t view_len) {
  card_str text;
  card_code code = card_render(c, wasm_taken_input(view_len), &text);
  return wasm_result(code, text);
}

EXPORT("update") const char *wasm_update(card *c, size_t view_len) {
  card_str text;
  card_code code = card_update(c, wasm_taken_input(view_len), &text);
  return wasm_result(code, text);
}

EXPORT("prepare") size_t wasm_prepare(card *c, size_t rows) { return card_prepare(c, rows); }

/* Returns the export of a card; `format` is a card_format. */
EXPORT("export") const char *wasm_export(card *c, size_t view_len, unsigned format) {
  card_str text;
  card_code code = card_export(c, wasm_taken_input(view_len), (card_format)format, &text);
  return wasm_result(code, text);
}

EXPORT("id") const char *wasm_id(const card *c) { return wasm_result(CARD_OK, card_id(c)); }
/* Returns 0 if memory ran out. */
EXPORT("rename") unsigned wasm_rename(card *c, size_t len) { return card_set_id(c, wasm_taken_input(len)) == CARD_OK; }
