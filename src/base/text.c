#include "base/text.h"

#include <string.h>

#include "base/find.h"

card_str text_from(const char *s) {
  card_str text = {s, 0};
  while (s[text.len]) text.len++; /* smaller than the C library's strlen */
  return text;
}

bool text_equal(card_str a, card_str b) { return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0); }

char text_lower(char a) { return a >= 'A' && a <= 'Z' ? (char)(a | 0x20) : a; }

bool text_equal_ascii_case(card_str a, card_str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (text_lower(a.at[i]) != text_lower(b.at[i])) return false;
  return true;
}

int text_among(card_str s, const char *words) {
  for (int i = 1; *words; i++) {
    card_str word = text_from(words);
    if (text_equal_ascii_case(s, word)) return i;
    words += word.len + 1;
  }
  return 0;
}

bool text_has(card_str set, char c) {
  for (size_t i = 0; i < set.len; i++)
    if (set.at[i] == c) return true;
  return false;
}

size_t text_find_break(card_str s, char other, size_t from) {
#if CARD_VECTORS
  card_vector others = vector_of(other), feeds = vector_of('\n'), returns = vector_of('\r');
  for (; from + VECTOR <= s.len; from += VECTOR) {
    card_vector bytes = vector_load(s.at + from);
    card_vector breaks = vector_or(vector_equal(bytes, feeds), vector_equal(bytes, returns));
    uint32_t found = vector_mask(vector_or(breaks, vector_equal(bytes, others)));
    if (found) return from + (size_t)__builtin_ctz(found);
  }
#endif
  while (from < s.len && s.at[from] != other && s.at[from] != '\n' && s.at[from] != '\r') from++;
  return from;
}

size_t text_find(card_str hay, card_str needle, size_t from) {
  return needle.len ? find_scalar(hay.at, hay.len, needle, from) : hay.len;
}

bool text_starts(card_str s, card_str prefix) {
  return s.len >= prefix.len && memcmp(s.at, prefix.at, prefix.len) == 0;
}

card_str text_slice(card_str s, size_t from, size_t to) {
  /* Uses an integer, since C forbids adding 0 to a null pointer. An empty slice may point anywhere. */
  return (card_str){(const char *)((uintptr_t)s.at + from), from < to ? to - from : 0};
}

size_t text_control(const char *at, const char *end) {
  unsigned char c = (unsigned char)*at;
  if (c == 0xC2) return end - at > 1 && (unsigned char)at[1] < 0xA0 ? 2 : 0;
  return c == 0x7F || (c < ' ' && !text_has(S("\t\n\r"), *at));
}

bool text_is_space(char a) { return a == ' ' || (a >= '\t' && a <= '\r'); }

card_str text_trim(card_str s) {
  while (s.len && text_is_space(s.at[s.len - 1])) s.len--;
  while (s.len && text_is_space(*s.at)) s = (card_str){s.at + 1, s.len - 1};
  return s;
}

bool text_is_blank(card_str s) { return text_trim(s).len == 0; }

bool text_is_letter(char a) { return text_lower(a) >= 'a' && text_lower(a) <= 'z'; }

bool text_is_alnum(char a) { return text_is_letter(a) || (a >= '0' && a <= '9'); }

int text_hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = text_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The smallest code points of 2, 3 and 4 bytes; smaller ones are overlong forms. */
static const uint32_t shortest[] = {0, 0, 0x80, 0x800, 0x10000};

size_t text_decode(card_str s, uint32_t *code_point) {
  if (s.len == 0) return 0;
  unsigned char lead = (unsigned char)s.at[0];
  size_t len = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (len == 0 || len > s.len) return 0;
  uint32_t point = len == 1 ? lead : lead & (0xFFu >> (len + 1));
  for (size_t i = 1; i < len; i++) {
    unsigned char next = (unsigned char)s.at[i];
    if ((next & 0xC0) != 0x80) return 0;
    point = point << 6 | (next & 0x3F);
  }
  if (point < shortest[len] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return 0;
  *code_point = point;
  return len;
}

size_t text_next(card_str s, uint32_t *code_point) {
  size_t len = text_decode(s, code_point);
  if (len || s.len == 0) return len;
  *code_point = 0xFFFD;
  return 1;
}

bool text_is_within(uint32_t c, card_str ranges) {
  for (size_t at = 0; at < ranges.len;) {
    uint32_t first, last;
    at += text_next(text_slice(ranges, at, ranges.len), &first);
    at += text_next(text_slice(ranges, at, ranges.len), &last);
    if (c >= first && c <= last) return true;
  }
  return false;
}

size_t text_encode(uint32_t code_point, char into[4]) {
  if (code_point < 0x80) {
    into[0] = (char)code_point;
    return 1;
  }
  size_t len = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  for (size_t i = len - 1; i > 0; i--) {
    into[i] = (char)(0x80 | (code_point & 0x3F));
    code_point >>= 6;
  }
  into[0] = (char)(0xF00u >> len | code_point);
  return len;
}

bool text_has_rtl(card_str s) {
  /* Hebrew to Arabic Extended-A, the presentation forms of both, and scripts beyond the Basic Multilingual Plane. */
  static const uint32_t blocks[][2] = {
      {0x590, 0x8FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};
  for (size_t i = 0; i < s.len;) {
    uint32_t c;
    i += text_next(text_slice(s, i, s.len), &c);
    for (size_t k = 0; c >= blocks[0][0] && k < sizeof blocks / sizeof *blocks; k++)
      if (c >= blocks[k][0] && c <= blocks[k][1]) return true;
  }
  return false;
}

uint64_t text_hash(card_str s) {
  uint64_t h = 0xCBF29CE484222325u;
  for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)s.at[i]) * 0x100000001B3u;
  return h;
}

double text_number(card_str number) {
  /* Exact if the digits fit in 53 bits and the power of ten in a double (Clinger 1990): the common case. */
  uint64_t digits = 0;
  unsigned decimals = 0;
  bool negative = number.len && number.at[0] == '-', point = false;
  for (size_t i = negative; i < number.len; i++) {
    char c = number.at[i];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || digits >= (1ull << 53) / 10 || decimals == 22)
      return platform_number(number.at, number.len);
    digits = digits * 10 + (uint64_t)(c - '0');
    decimals += point;
  }
  double scale = 1;
  while (decimals--) scale *= 10;
  return (negative ? -(double)digits : (double)digits) / scale;
}

static bool is_plain(char a) { return (signed char)a >= ' ' && a != '"' && a != '\\'; }

size_t text_plain_run(card_str s) {
  size_t i = 0;
#if CARD_VECTORS
  for (; i + VECTOR <= s.len; i += VECTOR) {
    card_vector bytes = vector_load(s.at + i);
    uint32_t stops =
        vector_mask(vector_or(vector_less(bytes, vector_of(' ')),
                              vector_or(vector_equal(bytes, vector_of('"')), vector_equal(bytes, vector_of('\\')))));
    if (stops) return i + (size_t)__builtin_ctz(stops);
  }
#endif
  while (i < s.len && is_plain(s.at[i])) i++;
  return i;
}
