/* Order of the file: the state, before the digits, digits, behind the digits, ranges, numbers. */
#include "values/numbers.h"

#include <math.h>
#include <string.h>

#include "base/inlined.h"

enum {
  MAX_UNIT = 24,  /* characters */
  MAX_BEFORE = 16 /* characters before the first digit: "approximately", sign and currency */
};

/* ---- the state ---- */

INLINED bool is_digit(char c) { return c >= '0' && c <= '9'; }

static __attribute__((noinline)) card_str rest(const number *n) { return text_slice(n->text, n->at, n->text.len); }

INLINED char peek(const number *n) { return n->at < n->text.len ? n->text.at[n->at] : '\0'; }

static __attribute__((noinline)) bool take(number *n, card_str sign) {
  bool there = peek(n) == *sign.at && text_starts(rest(n), sign);
  if (there) n->at += sign.len;
  return there;
}

static __attribute__((noinline)) void put(number *n, char c) {
  if (n->count < NUMBER_DIGITS)
    n->digits[n->count++] = c;
  else
    n->failed = true;
}

static void take_space(number *n) { n->at += space_length(rest(n)); }

static uint32_t point_of(card_str s) {
  uint32_t c = 0;
  text_next(s, &c);
  return c;
}

/* Returns true if a text starts with a word, in any case of ASCII letters. */
static bool starts_with(card_str s, card_str word) {
  return s.len >= word.len && text_equal_ascii_case(text_slice(s, 0, word.len), word);
}

/* Returns true if the text goes on with a letter. */
static bool goes_on(card_str s) {
  uint32_t c = point_of(s);
  return s.len && (c < 0x80 ? text_is_letter((char)c) : is_wide_letter(c));
}

/* Skips the first of `words`, which end with a NUL each and the list with two, that no letter follows. Returns its length. */
static size_t take_word(number *n, const char *words) {
  card_str left = rest(n);
  const char first = left.len ? text_lower(*left.at) : '\0';
  for (const char *at = words; *at; at++) {
    card_str word = text_lower(*at) == first ? text_from(at) : (card_str){0};
    bool is_sign = !text_is_letter(*at) && !(*at & 0x80);
    if (word.len && starts_with(left, word) && (is_sign || !goes_on(text_slice(left, word.len, left.len)))) {
      n->at += word.len;
      return word.len;
    }
    while (*at) at++;
  }
  return 0;
}

/* ---- before the digits ---- */

static bool take_minus(number *n) { return take(n, S("-")) || take(n, S("−")); }

/* Skips words and signs such as "about", "up to" and "≥". */
static void take_manner(number *n) {
  static const char words[] =
      "~\0<=\0>=\0<\0>\0≈\0≤\0≥\0c.\0ca.\0ca\0circa\0approx.\0approximately\0about\0around\0up to\0over\0under\0"
      "more than\0less than\0at least\0at most\0from\0max.\0max\0min.\0min\0etwa\0rund\0bis zu\0bis\0über\0unter\0ab\0"
      "env.\0environ\0jusqu’à\0dès\0hasta\0desde\0aprox.\0más de\0menos de\0fino a\0da\0até\0cerca de\0a partir de\0"
      "около\0до\0от\0约\0約\0लगभग\0hingga\0sekitar\0mulai\0حوالي\0حتى\0من\0";
  const char c = peek(n);
  if (c == '$' || c == '-' || c == '+' || c == '.' || c == '\0') return; /* the common cases */
  if (!take_word(n, words)) return;
  n->manner = SAID_ROUGHLY;
  take_space(n);
}

/* Returns the text before the first digit. */
static card_str before_digits(card_str s) {
  size_t len = 0;
  while (len < s.len && !is_digit(s.at[len])) len++;
  return text_slice(s, 0, len);
}

/* Returns true for the code of a currency (ISO 4217). */
static bool is_currency_code(card_str code) {
  static const char codes[] =
      "AED ARS AUD BDT BRL BTC CAD CHF CLP CNY COP CZK DKK EGP ETH EUR GBP HKD HUF IDR ILS INR JPY KES KRW MAD MXN MYR "
      "NGN NOK NZD PEN PHP PKR PLN QAR RMB RON RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR ";
  for (const char *at = codes; *at && code.len == 3; at += 4)
    if (memcmp(at, code.at, 3) == 0) return true;
  return false;
}

/* Skips "$", "US$", "EUR" or "Rs." and returns it; empty if there is none. */
static card_str take_currency(number *n) {
  card_str left = rest(n);
  size_t letters = 0, len = 0;
  uint32_t sign = 0;
  if (is_digit(peek(n))) return (card_str){0};
  while (letters < 3 && letters < left.len && left.at[letters] >= 'A' && left.at[letters] <= 'Z') letters++;
  card_str behind = text_slice(left, letters, left.len);
  len = text_decode(behind, &sign);
  len = len && is_currency(sign)                                             ? letters + len
        : !goes_on(behind) && is_currency_code(text_slice(left, 0, letters)) ? 3
                                                                             : 0;
  n->at += len;
  if (!len) len = take_word(n, "Rs.\0Rs\0Rp\0RM\0kr.\0kr\0Fr.\0Kč\0zł\0руб.\0");
  return text_slice(left, 0, len);
}

/* ---- digits ---- */

/* Copies digits and returns their number. */
static size_t take_digits(number *n) {
  size_t from = n->at;
  for (; is_digit(peek(n)); n->at++) put(n, peek(n));
  return n->at - from;
}

/* Spaces and apostrophes: separate groups of digits with any decimal sign. */
static bool is_group_space(uint32_t c) {
  return c == ' ' || c == '\'' || c == 0xA0 || c == 0x2009 || c == 0x2019 || c == 0x202F;
}

/* Returns the length of the group separator at the current position; 0 if there is none or no digit follows. `sign` is
 * the separator; NUL allows a space or an apostrophe. */
static size_t group_length(const number *n, char sign) {
  card_str left = rest(n);
  uint32_t c = 0;
  size_t len = sign ? peek(n) == sign : text_next(left, &c);
  if (!sign && !is_group_space(c)) return 0;
  return len && len < left.len && is_digit(left.at[len]) ? len : 0;
}

/* Skips groups of three digits and returns their number. In India, only the last has three: 1,20,000. */
static size_t take_groups(number *n, char sign) {
  size_t pairs = 0, triples = 0;
  for (size_t len; (len = group_length(n, sign));) {
    n->at += len;
    size_t digits = take_digits(n);
    if (digits == 2 && sign == ',' && !triples)
      pairs++;
    else if (digits == 3)
      triples++;
    else
      n->failed = true;
  }
  if (pairs && triples != 1) n->failed = true;
  return pairs + triples;
}

/* Returns the length of the hyphen or dash at the start of a text; 0 if there is none. */
static size_t dash_length(card_str s) {
  uint32_t c = 0;
  size_t len = text_next(s, &c);
  return c == '-' || (c >= 0x2010 && c <= 0x2015) ? len : 0;
}

/* Skips ".–" or ",-": no decimals follow. Returns true if this shows which sign is the decimal one. */
static bool take_dash(number *n, bool has_decimals) {
  char sign = peek(n);
  size_t dash = sign == '.' || sign == ',' ? dash_length(text_slice(n->text, n->at + 1, n->text.len)) : 0;
  if (!dash) return false;
  n->at += 1 + dash;
  if (has_decimals || is_digit(peek(n))) n->failed = true;
  return sign == n->decimal;
}

/* Reads digits such as "1,234.5". "007" is a name. */
static void take_number(number *n) {
  bool zero = peek(n) == '0';
  size_t whole = take_digits(n), decimals = 0;
  size_t groups = take_groups(n, n->decimal == '.' ? ',' : '.'), spaced = groups ? 0 : take_groups(n, '\0');
  bool grouped = groups || spaced;
  if ((zero && (whole > 1 || grouped)) || (grouped && (whole > 3 || !whole))) n->failed = true;
  if (!whole) put(n, '0');
  if (peek(n) == n->decimal && n->at + 1 < n->text.len && is_digit(n->text.at[n->at + 1])) {
    n->at++;
    put(n, '.');
    decimals = take_digits(n);
  }
  bool dashed = take_dash(n, decimals);
  n->certain = groups > 1 || (grouped && decimals) || (decimals && (zero || !whole || decimals != 3)) || dashed;
  if (!whole && !decimals) n->failed = true;
}

/* Returns the value of a character such as ½; 0 for others. */
static double fraction_of(uint32_t c) {
  static const char parts[] = "132315253545165618385878"; /* of U+2153 and the next: ⅓ ⅔ ⅕ … */
  if (c >= 0xBC && c <= 0xBE) return (c - 0xBB) * 0.25;
  if (c < 0x2153 || c > 0x215E) return 0;
  const char *at = parts + 2 * (c - 0x2153);
  return (double)(at[0] - '0') / (at[1] - '0');
}

/* Skips ½ and the like, also after a space; returns its value. */
static double take_fraction(number *n) {
  if (n->at < n->text.len && !(peek(n) & 0x80) && peek(n) != ' ') return 0; /* the common case */
  size_t space = space_length(rest(n));
  uint32_t c = 0;
  size_t len = text_next(text_slice(n->text, n->at + space, n->text.len), &c);
  double part = fraction_of(c);
  if (part > 0) n->at += space + len;
  return part;
}

/* Returns the value of a raised digit; -1 for other characters. */
static int raised_digit(uint32_t c) {
  return c == 0xB9                                     ? 1
         : c == 0xB2 || c == 0xB3                      ? (int)c - 0xB0
         : c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ? (int)c - 0x2070
                                                       : -1;
}

/* Skips the digits of an exponent, raised ones or after a "^", and appends them. */
static bool take_exponent(number *n, bool raised) {
  size_t count = n->count;
  if (raised ? take(n, S("⁻")) : take_minus(n)) put(n, '-');
  size_t digits = 0;
  for (; digits < 4; digits++) {
    uint32_t c = 0;
    size_t len = text_next(rest(n), &c);
    int digit = raised ? raised_digit(c) : len && is_digit((char)c) && c < 0x80 ? (int)c - '0' : -1;
    if (digit < 0) break;
    put(n, (char)('0' + digit));
    n->at += len;
  }
  if (!digits) n->count = count;
  return digits && digits < 4;
}

/* Returns true if the text goes on with a raised exponent. */
static bool is_raised(const number *n) { return raised_digit(point_of(rest(n))) >= 0 || text_starts(rest(n), S("⁻")); }

/* Skips "e" or "×10". */
static bool take_base(number *n) {
  if (take(n, S("e")) || take(n, S("E"))) {
    take(n, S("+"));
    return true;
  }
  take_space(n);
  if (!take(n, S("×")) && !take(n, S("x")) && !take(n, S("·")) && !take(n, S("⋅")) && !take(n, S("*"))) return false;
  take_space(n);
  return take(n, S("10")) && (take(n, S("^")) || is_raised(n));
}

/* Skips "e6" or "×10⁶". */
static void take_power(number *n) {
  size_t at = n->at, count = n->count;
  bool good = take_base(n);
  if (good) put(n, 'e');
  if (good && take_exponent(n, is_raised(n)) && !goes_on(rest(n))) return;
  n->at = at;
  n->count = count;
}

static double value_of(const number *n) { return text_number((card_str){n->digits, n->count}); }

/* ---- behind the digits ---- */

/* Returns the length of the mark of a note at the start of the text: "*", "†", "¹", "[1]"; 0 if there is none. */
static size_t mark_length(card_str s) {
  enum { LONGEST = 12 };
  uint32_t c = 0;
  size_t len = text_next(s, &c);
  if (c == '*' || text_is_within(c, S("††‡‡§§¶¶")) || raised_digit(c) >= 0) return len;
  size_t end = c == '[' ? text_find(s, S("]"), 1) : s.len;
  return end > 1 && end < s.len && end < LONGEST ? end + 1 : 0;
}

/* Skips marks of notes. "10⁶" is a power. */
static void take_marks(number *n) {
  bool is_ten = n->count == 2 && memcmp(n->digits, "10", 2) == 0;
  if (is_ten && is_raised(n)) n->failed = true;
  for (size_t len; (len = mark_length(rest(n)));) n->at += len;
}

/* Returns the last code point of a text; 0 if it is empty. */
static uint32_t last_point(card_str s) {
  size_t from = s.len;
  while (from && (s.at[--from] & 0xC0) == 0x80) continue;
  return point_of(text_slice(s, from, s.len));
}

static bool ends_with_ten(card_str s) {
  return s.len >= 2 && text_starts(text_slice(s, s.len - 2, s.len), S("10")) &&
         (s.len == 2 || !is_digit(s.at[s.len - 3]));
}

/* Returns true if a raised digit belongs to what is before it: m², s⁻¹, 10⁶. */
static bool is_power(card_str before, uint32_t digit) {
  uint32_t last = last_point(before);
  bool is_letter = last < 0x80 ? text_is_letter((char)last) : is_wide_letter(last);
  return last == 0x207B || raised_digit(last) >= 0 || ends_with_ten(before) ||
         (is_letter && (digit == 0xB2 || digit == 0xB3));
}

/* Removes a mark at the end of the text; returns the text itself if it has none. */
static card_str without_mark(card_str s) {
  char end = s.len ? s.at[s.len - 1] : '\0';
  if (end != '*' && end != ']' && !(end & 0x80)) return s; /* the common case */
  size_t from = s.len ? s.len - 1 : 0;
  if (s.len && s.at[from] == ']')
    while (from && s.at[from] != '[') from--;
  while (from && (s.at[from] & 0xC0) == 0x80) from--;
  card_str mark = text_slice(s, from, s.len), before = text_slice(s, 0, from);
  if (!from || mark_length(mark) != mark.len) return s;
  uint32_t c = point_of(mark);
  return raised_digit(c) >= 0 && is_power(before, c) ? s : trim_wide(before);
}

/* Returns the length of the letters at the start of a text. */
static size_t letters_length(card_str s) {
  size_t len = 0;
  while (len < s.len && text_is_letter(s.at[len])) len++;
  return len;
}

/* Returns the words of about this length which multiply a number, each behind its exponent: ':' is 10, and so on. "300 K"
 * are kelvins, "5 m" metres and "5 B" bytes, if they are no money. */
static const char *scales_of(size_t letters, bool is_money, bool spaced) {
  if (letters == 0)
    return "6млн\0009млрд\0003тыс.\0004万\0004萬\0004만\0008億\0008亿\0008억\0<兆\0003ألف\0006مليون\0009مليار\0005लाख\0"
           "7करोड़\0";
  if (letters == 1)
    return is_money ? "3k\0003K\0006M\0006m\0009B\0009b\0<T\0<t\0" : spaced ? "6M\0" : "6M\0003k\0003K\0";
  if (letters == 2) return "6MM\0006mn\0009bn\0009Bn\0<tn\0";
  if (letters == 3) return "6mln\0006Mio.\0006Mio\0009Mrd.\0009Mrd\0009mld\0003Tsd.\0";
  return "9milliard\0009Milliard\0009miliar\0006millio\0006Million\0006millon\0006milion\0006milh\0<"
         "Billion\0009billion\0<trillion\0"
         "3thousand\0005lakh\0007crore\0006juta\0003ribu\0";
}

/* Skips "million", "M" and the like, and appends it to the digits as an exponent. */
static void take_scale(number *n, bool is_money) {
  card_str left = rest(n);
  size_t space = space_length(left);
  left = text_slice(left, space, left.len);
  size_t letters = letters_length(left);
  if (!letters && !(left.len && *left.at & 0x80)) return;
  for (const char *at = scales_of(letters, is_money, space); *at; at += text_from(at).len + 1) {
    card_str word = text_from(at + 1);
    if (*left.at != *word.at || !text_starts(left, word)) continue;
    if (letters < 4 && goes_on(text_slice(left, word.len, left.len)) && !(point_of(left) > 0x2E80)) return;
    size_t end = letters < 4 ? word.len : letters;
    while (letters > 3 && goes_on(text_slice(left, end, left.len))) end++; /* millón */
    int exponent = *at - '0';
    n->at += space + end;
    put(n, 'e');
    if (exponent > 9) put(n, '1');
    put(n, (char)('0' + exponent % 10));
    return;
  }
}

/* Skips the rest if it is a unit, and returns it. */
static card_str take_unit(number *n) {
  take_space(n);
  card_str behind = rest(n);
  size_t characters = 0;
  for (uint32_t c = 0; n->at < n->text.len; characters++) {
    n->at += text_next(rest(n), &c);
    bool starts = c < 0x80 ? text_is_letter((char)c) || text_has(S("$%/'\""), (char)c)
                           : is_wide_letter(c) || is_currency(c) || text_is_within(c, S("°°××‰‰′″"));
    if (characters ? c == '\n' || (c >= '0' && c <= '9') || characters == MAX_UNIT : !starts) n->failed = true;
    if (n->failed) break;
  }
  return behind;
}

/* ---- ranges ---- */

/* Skips the dash or word between the two numbers of a range, and returns true if there is one. */
static bool take_between(number *n) {
  size_t space = space_length(rest(n));
  n->at += space;
  bool hyphen = peek(n) == '-';
  size_t dash = dash_length(rest(n));
  n->at += dash;
  bool between = dash || take_word(n, "to\0bis\0à\0a\0до\0~\0\uFF5E\0\u301C\0至\0到\0");
  size_t behind = space_length(rest(n));
  n->at += behind;
  /* "555-1234" is a telephone number. */
  return between && (!hyphen || (space && behind) || (!space && !behind && value_of(n) < 1000));
}

/* Skips the upper end of a range: the number is the lower one. */
static void take_range(number *n) {
  size_t at = n->at, count = n->count;
  char digits[NUMBER_DIGITS];
  if (!take_between(n)) {
    n->at = at;
    return;
  }
  double lower = value_of(n);
  bool certain = n->certain, failed = n->failed, hyphen = n->text.at[n->at - 1] == '-';
  memcpy(digits, n->digits, count);
  n->count = 0;
  take_currency(n);
  take_number(n);
  bool good = !n->failed && value_of(n) > lower && !(hyphen && value_of(n) >= 1000);
  memcpy(n->digits, digits, count);
  n->count = count;
  n->failed = failed;
  n->certain = n->certain || certain;
  if (good)
    n->manner = SAID_AS_RANGE;
  else
    n->at = at;
}

/* ---- numbers ---- */

bool number_is_likely(card_str text) {
  size_t characters = 0;
  for (size_t i = 0; i < text.len && characters <= MAX_BEFORE; characters++) {
    uint32_t c = 0;
    if (!(text.at[i] & 0x80)) {
      if (is_digit(text.at[i++])) return true;
      continue;
    }
    i += text_next(text_slice(text, i, text.len), &c);
    if (digit_of(c) >= 0 || fraction_of(c) > 0) return true;
  }
  return false;
}

/* Returns true for "-12.5" and the like with few digits: no other text gives the same number. */
static bool is_canonical(const number *n, bool negative) {
  enum { EXACT = 15, MIN_LENGTH = 8 /* "0.000001" is the smallest without an exponent */ };
  card_str bare = text_slice(n->text, negative, n->text.len), digits = {n->digits, n->count};
  bool decimals = text_has(digits, '.');
  if (!text_equal(bare, digits) || n->count - decimals > EXACT) return false;
  if (decimals) return n->digits[n->count - 1] != '0' && (n->count <= MIN_LENGTH || *n->digits != '0');
  return !negative || *n->digits != '0';
}

/* Prepares for reading a text: sets aside marks of notes, and the brackets around a negative amount. Returns true if
 * there were any brackets. */
static bool prepare(number *n, card_str text, char decimal) {
  n->decimal = decimal;
  n->text = latin_digits(text, decimal, n->latin);
  for (card_str last = {0}; last.len != n->text.len;) {
    last = n->text;
    n->text = without_mark(last);
  }
  bool brackets = text_starts(n->text, S("(")) && n->text.at[n->text.len - 1] == ')';
  if (brackets) n->text = text_slice(n->text, 1, n->text.len - 1);
  n->at = n->count = 0;
  n->failed = false;
  n->manner = SAID_EXACTLY;
  n->before = (card_str){0};
  return brackets;
}

/* Returns true if the digits are followed by a unit of letters, and nothing else that a number can have. */
static bool is_followed_by_unit(const number *n) {
  char c = peek(n), next = c == ' ' && n->at + 1 < n->text.len ? n->text.at[n->at + 1] : c;
  return c == '%' || (text_is_letter(next) && !text_has(S("abetxABETX"), next));
}

bool number_read(card_str text, char decimal, number *n) {
  static uint64_t no_number; /* the hash of what last stood before digits that are none: a column repeats it */
  bool brackets = prepare(n, text, decimal), minus = false, sign = false, inner = false;
  bool has_words = n->text.len && text_is_letter(*n->text.at);
  uint64_t words = has_words ? text_hash(before_digits(n->text)) : 0;
  if (has_words && words == no_number) return false;
  if (!is_digit(peek(n))) {
    take_manner(n);
    minus = take_minus(n);
    sign = minus || take(n, S("+"));
    n->before = take_currency(n);
    take_space(n);
    inner = take_minus(n);
  }
  bool is_number = is_digit(peek(n)) || !has_words || n->manner || n->before.len;
  if (!is_number) no_number = words;
  if (!is_number) return false;
  size_t start = n->at;
  double part = take_fraction(n);
  if (part > 0)
    put(n, '0');
  else
    take_number(n);
  if (n->failed) return false;
  bool plain = n->at == n->text.len; /* nothing but digits */
  if (!plain && !(part > 0) && !is_followed_by_unit(n)) {
    part = take_fraction(n);
    take_power(n);
    take_marks(n);
    if (peek(n) == '+') n->manner = SAID_ROUGHLY;
    take(n, S("+"));
    take_range(n);
  }
  if (n->failed || (sign && inner) || (brackets && (sign || inner)) || n->at == start) return false;
  bool behind = text_equal(rest(n), S("-")) || text_equal(rest(n), S("−")); /* 5- as accountants write */
  if (behind) n->text.len = n->at;
  size_t amount = n->at;
  if (n->at < n->text.len) take_scale(n, n->before.len || is_currency(last_point(n->text)));
  n->unit = take_unit(n);
  n->has_unit = n->before.len || amount < n->text.len;
  n->canonical = plain && !n->has_unit && n->text.at == text.at && n->text.len == text.len &&
                 is_canonical(n, minus && *text.at == '-');
  if (n->failed || (behind && (sign || inner || brackets))) return false;
  if (!n->unit.len) n->unit = n->before, n->before = (card_str){0};
  n->value = value_of(n) + part;
  if (minus || inner || behind || brackets) n->value = -n->value;
  return isfinite(n->value);
}
