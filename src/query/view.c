#include "query/view.h"

#include "base/text.h"

/* Decodes %41 and +. A % without two hexadecimal digits is literal. */
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

/* Replaces invalid UTF-8 bytes by U+FFFD. */
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

/* Removes the text before the first `separator` and returns it. */
static card_str take_until(card_str *text, card_str separator) {
  size_t end = text_find(*text, separator, 0);
  card_str part = text_slice(*text, 0, end);
  *text = text_slice(*text, end < text->len ? end + 1 : end, text->len);
  return part;
}

static view_part part_named(card_str name) {
  static const char names[VIEW_PARTS][5] = {"q", "only", "sort", "show", "pin", "fold", "rows", "row"};
  view_part i = 0;
  while (i < VIEW_PARTS && !text_equal(name, text_from(names[i]))) i++;
  return i;
}

bool view_read(arena *memory, card_str text, card_view *view) {
  *view = (card_view){0};
  if (text_starts(text, S("?"))) text = text_slice(text, 1, text.len); /* like URLSearchParams */
  while (text.len) {
    card_str value = take_until(&text, S("&"));
    card_str encoded_name = take_until(&value, S("=")), name;
    if (!decode(memory, encoded_name, &name)) return false;
    view_part part = part_named(name);
    if (part == VIEW_PARTS || view->parts[part].at) continue;
    if (!decode(memory, value, &view->parts[part]) || !repair(memory, &view->parts[part])) return false;
  }
  return true;
}

bool view_take(card_str *list, card_str item) {
  bool whole = item.len == list->len;
  if (!item.len || !text_starts(*list, item) || (!whole && list->at[item.len] != ',')) return false;
  *list = text_slice(*list, item.len + !whole, list->len);
  return true;
}

void view_skip(card_str *list) { take_until(list, S(",")); }

bool view_has(card_str list, card_str item) {
  for (; list.len; view_skip(&list))
    if (view_take(&list, item)) return true;
  return false;
}

static void put_item(buffer *o, card_str item) {
  if (o->len) buffer_byte(o, ',');
  buffer_put(o, item);
}

void view_toggle(buffer *o, card_str list, card_str item) {
  bool among = view_has(list, item);
  while (list.len) {
    if (view_take(&list, item)) continue;
    card_str rest = list;
    view_skip(&list);
    put_item(o, text_slice(rest, 0, rest.len - list.len - (list.len > 0)));
  }
  if (!among) put_item(o, item);
}

void view_encode(buffer *o, card_str text) {
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.at[i];
    bool plain = text_is_alnum(text.at[i]) || c == '-' || c == '_';
    if (!plain) buffer_byte(o, '%');
    if (!plain) buffer_byte(o, "0123456789ABCDEF"[c >> 4]);
    buffer_byte(o, plain ? text.at[i] : "0123456789ABCDEF"[c & 15]);
  }
}

size_t view_number(card_str text) {
  size_t n = 0;
  for (size_t i = 0; i < text.len && text.at[i] >= '0' && text.at[i] <= '9' && n < 100000000; i++)
    n = n * 10 + (size_t)(text.at[i] - '0');
  return n;
}
