/* The exports: card.h for a host that passes bytes. Every function takes and returns plain numbers; a card is
 * its address. Text goes in through `input` and comes out as an address whose length `length` tells:
 *
 *   at = input(n);  write n bytes at `at`;  c = open(n);  at = input(m);  write the view;  at = render(c, m);
 *   read length() bytes at `at`
 *
 * What is read is to be copied out before the next call. web/engine/engine.js is the other side. */
#include "wasm/exports.h"

#include "base/buffer.h"
#include "base/platform.h"
#include "model/model.h"

#define IMPORT(name) __attribute__((import_module("host"), import_name(name)))

IMPORT("fold") size_t imported_fold(uint32_t code_point, char *into);
IMPORT("number") double imported_number(const char *at, size_t len);
IMPORT("text") size_t imported_text(double number, char *into);

IMPORT("letters") void imported_letters(unsigned char *places);
IMPORT("rank") void imported_rank(const char *texts, size_t len, size_t count, uint32_t *ranks);
IMPORT("plural") unsigned imported_plural(size_t count);
IMPORT("decimal") unsigned imported_decimal(void);

size_t platform_fold(uint32_t code_point, char *into) { return imported_fold(code_point, into); }
double platform_number(const char *at, size_t len) { return imported_number(at, len); }
size_t platform_number_text(double number, char *into) { return imported_text(number, into); }

void platform_letters(unsigned char places[CARD_LETTERS]) { imported_letters(places); }
void platform_rank(const char *texts, size_t len, size_t count, uint32_t *ranks) {
  imported_rank(texts, len, count, ranks);
}
unsigned platform_plural(size_t count) { return imported_plural(count); }
char platform_decimal(void) { return (char)imported_decimal(); }

#define BUILTIN SIZE_MAX

static buffer input_buffer;
static size_t output_length;

const char *wasm_result(card_code code, card_str text) {
  output_length = text.len;
  return code == CARD_OK ? text.at : NULL;
}

card_str wasm_taken_input(size_t len) { return (card_str){input_buffer.at, len}; }

/* Room for `bytes` of input; NULL when there is no memory for them. */
EXPORT("input") char *wasm_input(size_t bytes) {
  input_buffer.failed = false;
  return buffer_room(&input_buffer, bytes);
}

/* Lets a new card, if there was memory for one, own the input that it was opened from. */
static card *give_input(card *c) {
  if (!c) return NULL;
  c->json = input_buffer;
  input_buffer = (buffer){0};
  return c;
}

/* Opens a card from `len` bytes of input; from the built-in card where `len` is BUILTIN. NULL when there is no memory. */
EXPORT("open") card *wasm_open(size_t len) {
  return give_input(card_open(len == BUILTIN ? card_builtin() : wasm_taken_input(len)));
}

/* Opens a card from a table of `len` bytes, behind which are its caption and the title of its file. */
EXPORT("table") card *wasm_table(size_t len, size_t caption_len, size_t file_len, unsigned delimiter) {
  const char *at = input_buffer.at;
  card_table_options options = {{at + len, caption_len}, {at + len + caption_len, file_len}, (char)delimiter};
  return give_input(card_open_table(wasm_taken_input(len), &options));
}

/* The same from `len` bytes of JSON, as card_open_cells. */
EXPORT("cells") card *wasm_cells(size_t len) { return give_input(card_open_cells(wasm_taken_input(len))); }

EXPORT("close") void wasm_close(card *c) { card_close(c); }
EXPORT("ok") bool wasm_ok(const card *c) { return card_ok(c); }
EXPORT("matches") size_t wasm_matches(const card *c) { return card_match_count(c); }

/* Each returns NULL on an error: out of memory, or a card that is not ok. */
EXPORT("problems") const char *wasm_problems(card *c) {
  card_str text;
  card_code code = card_problems_json(c, &text);
  return wasm_result(code, text);
}

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

/* What card_export writes; the format is a card_format. */
EXPORT("export") const char *wasm_export(card *c, size_t view_len, unsigned format) {
  card_str text;
  card_code code = card_export(c, wasm_taken_input(view_len), (card_format)format, &text);
  return wasm_result(code, text);
}

EXPORT("id") const char *wasm_id(const card *c) { return wasm_result(CARD_OK, card_id(c)); }
/* 0 when memory gave out. */
EXPORT("rename") unsigned wasm_rename(card *c, size_t len) { return card_set_id(c, wasm_taken_input(len)) == CARD_OK; }

EXPORT("language") const char *wasm_language(const card *c) { return wasm_result(CARD_OK, card_language(c)); }

EXPORT("set_labels") void wasm_set_labels(card *c, size_t len) { card_set_labels(c, wasm_taken_input(len)); }

/* The length in bytes of what the last of these returned. */
EXPORT("length") size_t wasm_length(void) { return output_length; }
