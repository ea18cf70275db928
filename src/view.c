#include "view.h"

#include "text.h"

/* %41 and + decoded; a % without two digits stands for itself. */
static bool decode(arena *memory, card_str text, card_str *decoded) {
  char *to = arena_raw(memory, text.len);
  size_t len = 0;
  if (!to) return false;
  for (size_t i = 0; i < text.len; i++) {
    int high = text.at[i] == '%' && i + 2 < text.len ? text_hex_digit(text.at[i + 1]) : -1;
    int low = high >= 0 ? text_hex_digit(text.at[i + 2]) : -1;
    char plain = text.at[i] == '+' ? ' ' : text.at[i];
    if (low >= 0) i += 2;
    to[len++] = low >= 0 ? (char)(high * 16 + low) : plain;
  }
  *decoded = (card_str){to, len};
  return true;
}

/* The text with U+FFFD for every byte that is no UTF-8. */
static bool repair(arena *memory, card_str *text) {
  char *to = arena_raw(memory, text->len * 3);
  size_t len = 0;
  if (!to) return false;
  for (size_t i = 0; i < text->len;) {
    uint32_t point;
    i += text_next(text_slice(*text, i, text->len), &point);
    len += text_encode(point, to + len);
  }
  *text = (card_str){to, len};
  return true;
}

/* The part of `text` before the first `separator`, which is taken off it. */
static card_str take_until(card_str *text, card_str separator) {
  size_t end = text_find(*text, separator, 0);
  card_str part = text_slice(*text, 0, end);
  *text = text_slice(*text, end < text->len ? end + 1 : end, text->len);
  return part;
}

bool view_read(arena *memory, card_str text, card_view *view) {
  *view = (card_view){0};
  if (text_starts(text, S("?"))) text = text_slice(text, 1, text.len); /* as URLSearchParams does */
  while (text.len) {
    card_str value = take_until(&text, S("&"));
    card_str encoded_name = take_until(&value, S("=")), name;
    if (!decode(memory, encoded_name, &name)) return false;
    if (view->query.at || !text_equal(name, S("q"))) continue;
    if (!decode(memory, value, &view->query) || !repair(memory, &view->query)) return false;
  }
  return true;
}
