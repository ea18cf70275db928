/* The exports for all kinds of cards: card.h for callers that pass bytes. Functions take and return numbers; a card is its address. Write text
 * to the address that `input` returns. Results are an address; `length` returns their length:
 *
 *   at = input(n);  write n bytes at `at`;  c = open(n);  at = input(m);  write the view;  at = render(c, m);
 *   read length() bytes at `at`
 *
 * Copy results before the next call. web/engine/engine.js is the caller. */
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
IMPORT("sample") size_t imported_sample(char *into);
IMPORT("english") bool imported_english(void);
IMPORT("date") size_t imported_date(const char *date, char *into);
IMPORT("month") unsigned imported_month(const char *at, size_t len);
IMPORT("dayFirst") unsigned imported_day_first(void);

size_t platform_fold(uint32_t code_point, char *into) { return imported_fold(code_point, into); }
double platform_number(const char *at, size_t len) { return imported_number(at, len); }
size_t platform_number_text(double number, char *into) { return imported_text(number, into); }

void platform_letters(unsigned char places[CARD_LETTERS]) { imported_letters(places); }
void platform_rank(const char *texts, size_t len, size_t count, uint32_t *ranks) {
  imported_rank(texts, len, count, ranks);
}
unsigned platform_plural(size_t count) { return imported_plural(count); }
size_t platform_number_sample(char *into) { return imported_sample(into); }
bool platform_is_english(void) { return imported_english(); }
size_t platform_date(const char *date, char *into) { return imported_date(date, into); }

char platform_decimal(void) {
  char sample[CARD_SAMPLE_MAX];
  size_t len = imported_sample(sample);
  return len > 2 && sample[len - 2] == ',' ? ',' : '.'; /* before the last digit */
}

unsigned platform_month(const char *at, size_t len) { return imported_month(at, len); }
bool platform_day_first(void) { return imported_day_first(); }

static buffer input_buffer;
static size_t output_length;

const char *wasm_result(card_code code, card_str text) {
  output_length = text.len;
  if (code != CARD_OK) return NULL;
  return text.at ? text.at : ""; /* an empty text may have no address */
}

card_str wasm_taken_input(size_t len) { return (card_str){input_buffer.at, len}; }

/* Returns memory for `bytes` of input; NULL if memory ran out. */
EXPORT("input") char *wasm_input(size_t bytes) {
  input_buffer.failed = false;
  return buffer_room(&input_buffer, bytes);
}

card *wasm_give_input(card *c) {
  if (!c) return NULL;
  c->json = input_buffer;
  input_buffer = (buffer){0};
  return c;
}

EXPORT("close") void wasm_close(card *c) { card_close(c); }
EXPORT("ok") bool wasm_ok(const card *c) { return card_ok(c); }

/* The functions below return NULL on an error: memory ran out, or the card is not ok. */
EXPORT("problems") const char *wasm_problems(card *c) {
  card_str text;
  card_code code = card_problems_json(c, &text);
  return wasm_result(code, text);
}

EXPORT("language") const char *wasm_language(const card *c) { return wasm_result(CARD_OK, card_language(c)); }
EXPORT("set_labels") void wasm_set_labels(card *c, size_t len) { card_set_labels(c, wasm_taken_input(len)); }

/* Returns the length in bytes of the last result. */
EXPORT("length") size_t wasm_length(void) { return output_length; }
