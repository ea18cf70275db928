#include "base/buffer.h"

#include <string.h>

#include "base/platform.h"
#include "base/text.h"

char *buffer_room(buffer *o, size_t bytes) {
  if (o->failed) return NULL;
  if (o->at && o->room - o->len >= bytes) return o->at + o->len;
  size_t room = o->room ? o->room * 2 : 1024;
  if (room < o->len + bytes) room = o->len + bytes;
  char *grown = bytes > SIZE_MAX / 4 ? NULL : platform_alloc(room);
  o->failed = !grown;
  if (!grown) return NULL;
  if (o->len) memcpy(grown, o->at, o->len);
  platform_free(o->at);
  o->at = grown;
  o->room = room;
  return grown + o->len;
}

void buffer_put(buffer *o, card_str s) {
  if (s.len == 0) return;
  char *to = buffer_room(o, s.len);
  if (!to) return;
  memcpy(to, s.at, s.len);
  o->len += s.len;
}

void buffer_byte(buffer *o, char byte) { buffer_put(o, (card_str){&byte, 1}); }

card_str count_text(uint64_t n, char into[CARD_COUNT_MAX]) {
  size_t from = CARD_COUNT_MAX;
  do into[--from] = (char)('0' + n % 10);
  while (n /= 10);
  return (card_str){into + from, CARD_COUNT_MAX - from};
}

void buffer_count(buffer *o, size_t n) { buffer_put(o, count_text(n, (char[CARD_COUNT_MAX]){0})); }

size_t short_number_text(double n, char *into) {
  double size = n < 0 ? -n : n, scale = 1;
  size_t decimals = 0, len = 0;
  uint64_t digits = 0;
  if (!(size < 1e9)) return 0;
  while (digits = (uint64_t)(size * scale + 0.5), (double)digits / scale != size) {
    if (decimals++ == 6) return 0;
    scale *= 10;
  }
  char padded[CARD_COUNT_MAX];
  memset(padded, '0', sizeof padded);
  size_t count = count_text(digits, padded).len;
  if (count <= decimals) count = decimals + 1;
  if (n < 0) into[len++] = '-';
  for (; count; count--) {
    if (count == decimals) into[len++] = '.';
    into[len++] = padded[CARD_COUNT_MAX - count];
  }
  return len;
}

size_t number_text(double n, char into[CARD_NUMBER_MAX]) {
  size_t len = short_number_text(n, into);
  return len ? len : platform_number_text(n, into);
}

const number_style plain_numbers = {".", "\u202F", 3, 3};
const number_style bare_numbers = {".", "", 0, 0};

/* Returns true if a group starts where `left` digits of the integer part are left. */
static bool starts_group(const number_style *style, size_t left) {
  return style->last && left >= style->last && (left - style->last) % style->others == 0;
}

void buffer_number(buffer *o, double n, const number_style *style) {
  char text[CARD_NUMBER_MAX];
  size_t len = number_text(n, text), sign = text[0] == '-', whole = sign;
  while (whole < len && text[whole] >= '0' && text[whole] <= '9') whole++;
  bool grouped = whole - sign > 4;
  for (size_t i = 0; i < len; i++) {
    if (grouped && i > sign && i < whole && starts_group(style, whole - i)) buffer_put(o, text_from(style->group));
    if (text[i] == '.')
      buffer_put(o, text_from(style->decimal));
    else
      buffer_byte(o, text[i]);
  }
}

void buffer_quoted(buffer *o, card_str s) {
  buffer_byte(o, '"');
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.at[i];
    if (c < ' ') {
      buffer_put(o, S("\\u00"));
      buffer_byte(o, c < 16 ? '0' : '1');
      buffer_byte(o, "0123456789abcdef"[c & 15]);
      continue;
    }
    if (c == '"' || c == '\\') buffer_byte(o, '\\');
    buffer_byte(o, (char)c);
  }
  buffer_byte(o, '"');
}

void buffer_field(buffer *o, card_str before, card_str text) {
  if (!text.len) return;
  buffer_put(o, before);
  buffer_quoted(o, text);
}

card_str buffer_text(const buffer *o) { return (card_str){o->at, o->len}; }

void buffer_free(buffer *o) {
  platform_free(o->at);
  *o = (buffer){0};
}
