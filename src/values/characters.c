#include "values/characters.h"

/* White space beyond ASCII (ECMA-262, WhiteSpace and LineTerminator). */
static bool is_wide_space(uint32_t c) {
  return text_is_within(
      c, S("\u00A0\u00A0\u1680\u1680\u2000\u200A\u2028\u2029\u202F\u202F\u205F\u205F\u3000\u3000\uFEFF\uFEFF"));
}

bool is_currency(uint32_t c) {
  return c == '$' ||
         (c > 0x7F && text_is_within(c, S("\u00A2\u00A5\u058F\u058F\u060B\u060B\u09F2\u09F3\u09FB\u09FB\u0AF1\u0AF1"
                                          "\u0BF9\u0BF9\u0E3F\u0E3F\u17DB\u17DB\u20A0\u20CF\uA838\uA838\uFDFC\uFDFC"
                                          "\uFE69\uFE69\uFF04\uFF04\uFFE0\uFFE1\uFFE5\uFFE6")));
}

bool is_wide_letter(uint32_t c) {
  return !text_is_within(
      c, S("\u00A0\u00A9\u00AB\u00B4\u00B6\u00B9\u00BB\u00BF\u00D7\u00D7\u00F7\u00F7\u0300\u036F\u0660\u0669"
           "\u06F0\u06F9\u0966\u096F\u1680\u1680\u2000\u20FF\u2150\u218F\u2190\u2BFF\u2E00\u3004\u3008\u3020"
           "\uE000\uF8FF\uFE00\uFE0F\uFEFF\uFEFF\uFF01\uFF20\uFFFC\uFFFD\U0001F000\U0001FAFF"));
}

size_t space_length(card_str s) {
  uint32_t c;
  if (s.len && !(*s.at & 0x80)) return text_is_space(*s.at);
  size_t len = text_decode(s, &c);
  return len && is_wide_space(c) ? len : 0;
}

/* Returns the length of the white space character at the end of the text; 0 if there is none. */
static size_t last_space_length(card_str s) {
  size_t from = s.len;
  while (from && s.len - from < 3 && (s.at[from - 1] & 0xC0) == 0x80) from--;
  size_t len = from ? s.len - from + 1 : 0;
  return len && space_length(text_slice(s, s.len - len, s.len)) == len ? len : 0;
}

card_str trim_wide(card_str s) {
  if (s.len && s.at[0] > ' ' && s.at[s.len - 1] > ' ') return s; /* the common case */
  for (size_t len; (len = space_length(s));) s = text_slice(s, len, s.len);
  for (size_t len; (len = last_space_length(s));) s.len -= len;
  return s;
}

int digit_of(uint32_t c) {
  /* The noughts of Arabic, Persian, N'Ko, Indian scripts, Thai, Lao, Tibetan, Burmese, Khmer, and full-width digits. */
  static const uint16_t noughts[] = {0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6,  0xB66,  0xBE6, 0xC66,
                                     0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0xFF10};
  if (c < 0x660) return c >= '0' && c <= '9' ? (int)c - '0' : -1;
  for (size_t i = 0; i < sizeof noughts / sizeof *noughts; i++)
    if (c - noughts[i] < 10) return (int)(c - noughts[i]);
  return -1;
}

/* Returns the ASCII sign for a full-width or Arabic one; NUL for other characters. Marks of direction become '\x7F'. */
static char latin_sign(uint32_t c, char decimal) {
  if (c == 0x66B) return decimal;                    /* ٫ */
  if (c == 0x66C) return decimal == '.' ? ',' : '.'; /* ٬ */
  if (c == 0x66A) return '%';
  if (c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x2066 && c <= 0x2069)) return '\x7F';
  return c > 0xFF00 && c <= 0xFF5E ? (char)(c - 0xFEE0) : '\0';
}

card_str latin_digits(card_str text, char decimal, char *into) {
  size_t len = 0, at = 0;
  bool changed = false;
  while (at < text.len && !(text.at[at] & 0x80)) at++;
  if (at == text.len || text.len > LATIN_ROOM) return text; /* the common case */
  for (at = 0; at < text.len;) {
    uint32_t c;
    size_t bytes = text_next(text_slice(text, at, text.len), &c);
    int digit = digit_of(c);
    char sign = c < 0x80 ? (char)c : digit >= 0 ? (char)('0' + digit) : latin_sign(c, decimal);
    changed = changed || (sign && c >= 0x80);
    if (sign && sign != '\x7F') into[len++] = sign;
    for (size_t i = 0; i < bytes && !sign; i++) into[len++] = text.at[at + i];
    at += bytes;
  }
  return changed ? (card_str){into, len} : text;
}
