#include "base/formula.h"

#include "base/text.h"

/* Returns true for white space, controls and characters that are not displayed: Unicode's White_Space, Cc, Cf and
 * Default_Ignorable_Code_Point. */
static bool is_invisible(uint32_t c) {
  if (c < 0x7F) return c <= ' ';
  return text_is_within(
      c,
      S("\x7F\u00A0\u00AD\u00AD\u034F\u034F\u0600\u0605\u061C\u061C\u06DD\u06DD\u070F\u070F\u0890\u0891\u08E2\u08E2"
        "\u115F\u1160\u1680\u1680\u17B4\u17B5\u180B\u180F\u2000\u200F\u2028\u202F\u205F\u206F\u3000\u3000\u3164\u3164"
        "\uFE00\uFE0F\uFEFF\uFEFF\uFFA0\uFFA0\uFFF0\uFFFB\U000110BD\U000110BD\U000110CD\U000110CD\U00013430\U0001343F"
        "\U0001BCA0\U0001BCA3\U0001D173\U0001D17A\U000E0000\U000E0FFF"));
}

/* Returns true for a character that begins a formula (OWASP, CSV Injection). Japanese spreadsheets accept the
 * full-width forms too. */
static bool starts_formula(uint32_t c) {
  uint32_t narrow = c > 0xFF00 ? c - 0xFEE0 : c;
  return narrow < 0x80 && text_has(S("=+-@"), (char)narrow);
}

bool formula_starts(card_str s) {
  uint32_t c = 0;
  for (size_t at = 0; at < s.len && is_invisible(c); at += text_next(text_slice(s, at, s.len), &c)) continue;
  return starts_formula(c);
}

static bool is_digit_at(card_str s, size_t at) { return at < s.len && s.at[at] >= '0' && s.at[at] <= '9'; }

/* Returns the length of a decimal sign or a separator of thousands at `at`; 0 if there is none. */
static size_t separator_at(card_str s, size_t at) {
  static const char *const others[] = {"\u00A0", "\u2019", "\u202F"};
  if (at < s.len && text_has(S(".,' "), s.at[at])) return 1;
  for (size_t i = 0; i < 3; i++)
    if (text_starts(text_slice(s, at, s.len), text_from(others[i]))) return text_from(others[i]).len;
  return 0;
}

bool formula_is_number(card_str s) {
  size_t at = 1;
  if (!s.len || !text_has(S("+-"), *s.at)) return false;
  for (;;) {
    size_t between = is_digit_at(s, at) ? 0 : separator_at(s, at);
    if (!is_digit_at(s, at + between)) break;
    at += between + 1;
  }
  for (size_t unit = at; unit < s.len; unit++) {
    bool is_wide = s.at[unit] == '\xEF', is_other = s.at[unit] & 0x80; /* full-width signs start with EF */
    if (is_wide || (!is_other && !text_is_letter(s.at[unit]) && !text_has(S("%/$ "), s.at[unit]))) return false;
  }
  return at > 1;
}
