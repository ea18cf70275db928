/* Order of the file: the state, words, tokens, dates, ranges. */
#include "values/dates.h"

#include "base/platform.h"
#include "values/characters.h"
#include "values/units.h"

enum { MOST_NUMBERS = 3, LONGEST = 48 };

/* ---- the state ---- */

typedef struct {
  card_str left;
  unsigned numbers[MOST_NUMBERS]; /* that nothing has named yet */
  size_t digits[MOST_NUMBERS];    /* of each of them */
  char signs[MOST_NUMBERS];       /* between it and the number before: '-', '/', '.'; otherwise NUL */
  size_t count;
  unsigned year, month, day, quarter, era; /* 0 if not stated; `era`: the year before its first */
  bool has_word;                           /* the month is a word */
  bool foreign;                            /* it is not of the table's language: "set" is September in Italian */
  bool has_time;
  unsigned hours, minutes, seconds;
  bool failed;
} reading;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void skip(reading *r, size_t len) { r->left = text_slice(r->left, len, r->left.len); }

static __attribute__((noinline)) bool take(reading *r, card_str sign) {
  bool there = text_starts(r->left, sign);
  if (there) skip(r, sign.len);
  return there;
}

static unsigned take_digits(reading *r, size_t *digits) {
  unsigned number = 0;
  for (*digits = 0; *digits < r->left.len && is_digit(r->left.at[*digits]) && *digits < 5; ++*digits)
    number = number * 10 + (unsigned)(r->left.at[*digits] - '0');
  skip(r, *digits);
  return number;
}

/* ---- words ---- */

/* Returns the length of the letters at the start of a text, with the marks that belong to them. */
static size_t letters_length(card_str s) {
  size_t len = 0;
  for (uint32_t c; len < s.len;) {
    size_t next = text_next(text_slice(s, len, s.len), &c);
    bool is_mark = len && c >= 0x300 && c <= 0x36F;
    if (c < 0x80 ? !text_is_letter((char)c) : !is_wide_letter(c) && !is_mark) break;
    len += next;
  }
  return len;
}

/* Reads am or pm after a time. */
static bool take_half(reading *r) {
  card_str word = text_slice(r->left, 0, letters_length(r->left));
  int half = text_among(word, "am\0pm\0a\0p\0"); /* a.m. */
  if (half && !r->has_time && r->count == 1 && r->digits[0] < 3) {
    r->has_time = true;
    r->hours = r->numbers[--r->count];
  }
  if (!half || !r->has_time || r->hours > 12) return false;
  r->hours = r->hours % 12 + (half % 2 ? 0 : 12);
  skip(r, word.len);
  if (half > 2 && !take(r, S(".m.")) && !take(r, S(".M."))) r->failed = true;
  return true;
}

/* Reads "Q3". */
static bool take_quarter(reading *r) {
  bool there = r->left.len > 1 && text_lower(*r->left.at) == 'q' && r->left.at[1] >= '1' && r->left.at[1] <= '4';
  if (!there) return false;
  r->quarter = (unsigned)(r->left.at[1] - '0');
  skip(r, 2);
  return true;
}

/* Reads a Japanese era. Its first year is 元年. */
static bool take_era(reading *r) {
  r->era = take(r, S("令和")) ? 2018 : take(r, S("平成")) ? 1988 : take(r, S("昭和")) ? 1925 : 0;
  if (r->era && take(r, S("元年"))) r->year = r->era + 1;
  return r->era;
}

/* Reads the name of a month, or a word that says nothing. */
static void take_word(reading *r) {
  size_t len = letters_length(r->left);
  card_str word = text_slice(r->left, 0, len);
  if (take_half(r) || take_quarter(r) || take_era(r)) return;
  skip(r, len);
  take(r, S("."));
  if (text_among(word, "of\0the\0de\0del\0di\0d\0da\0г\0T\0Z\0Uhr\0")) return;
  unsigned month = len && !r->month ? platform_month(word.at, word.len) : 0;
  r->foreign = month & CARD_FOREIGN_MONTH;
  month &= ~CARD_FOREIGN_MONTH;
  r->month = month;
  r->has_word = true;
  if (!month || month > 12) r->failed = true;
}

/* ---- tokens ---- */

/* Reads what follows hours and a colon. */
static void take_time(reading *r, unsigned hours) {
  size_t digits;
  r->failed = r->failed || r->has_time;
  r->has_time = true;
  r->hours = hours;
  r->minutes = take_digits(r, &digits);
  if (digits != 2) r->failed = true;
  if (take(r, S(":"))) {
    r->seconds = take_digits(r, &digits);
    if (digits != 2) r->failed = true;
    if (take(r, S("."))) take_digits(r, &digits);
  }
  if (r->minutes > 59 || r->seconds > 59 || r->hours > 99) r->failed = true;
}

static bool take_mark(reading *r, card_str one, card_str other) { return take(r, one) || take(r, other); }

static void take_number(reading *r, char sign) {
  static const char endings[] = "st\0nd\0rd\0th\0er\0";
  size_t digits;
  unsigned number = take_digits(r, &digits);
  if (take(r, S(":"))) {
    take_time(r, number);
  } else if (take_mark(r, S("年"), S("년"))) {
    r->year = number + r->era;
  } else if (take_mark(r, S("月"), S("월"))) {
    r->month = number;
    r->has_word = true;
  } else if (take_mark(r, S("日"), S("일")) || take(r, S("号"))) {
    r->day = number;
  } else if (r->count == MOST_NUMBERS) {
    r->failed = true;
  } else {
    size_t len = letters_length(r->left);
    if (text_among(text_slice(r->left, 0, len), endings)) skip(r, len);
    r->numbers[r->count] = number;
    r->digits[r->count] = digits;
    r->signs[r->count++] = sign;
  }
}

/* Reads a number, a word or what is between them. */
static void take_token(reading *r, char *sign) {
  char c = *r->left.at;
  size_t space = space_length(r->left);
  if (is_digit(c)) {
    take_number(r, *sign);
    *sign = '\0';
  } else if (space || c == ',' || c == '\'') {
    skip(r, space ? space : 1);
  } else if (text_has(S("-/."), c)) {
    r->failed = r->failed || *sign || !r->count;
    *sign = c;
    skip(r, 1);
  } else if (letters_length(r->left)) {
    take_word(r);
    if (*sign && r->has_word) *sign = '\0'; /* 5-Jan-2022 */
  } else {
    r->failed = true;
  }
}

/* ---- dates ---- */

static bool is_year(const reading *r, size_t i) {
  return r->digits[i] == 4 && r->numbers[i] >= 1000 && r->numbers[i] < 3000;
}

/* Finds year and day beside a month, or the year beside a quarter. */
static void name_beside_word(reading *r) {
  for (size_t i = 0; i < r->count; i++) {
    unsigned *part = is_year(r, i) ? &r->year : r->digits[i] < 3 && !r->quarter ? &r->day : NULL;
    if (!part || *part) r->failed = true;
    if (part) *part = r->numbers[i];
  }
}

/* Finds the parts of a date of two or three numbers. */
static void name_numbers(reading *r, date_order order, date_reading *d) {
  size_t last = r->count - 1;
  bool first_year = is_year(r, 0), last_year = is_year(r, last), dotted = r->signs[1] == '.';
  for (size_t i = 1; i < r->count; i++) r->failed = r->failed || !r->signs[i] || r->signs[i] != r->signs[1];
  if (first_year == last_year || (r->count == 2 && dotted && first_year)) { /* 2022.01 is a number */
    r->failed = true;
  } else if (r->count == 2) {
    r->year = r->numbers[first_year ? 0 : 1];
    r->month = r->numbers[first_year ? 1 : 0];
    if (r->digits[first_year] != 2 && r->signs[1] == '-') r->failed = true;
  } else {
    unsigned one = r->numbers[first_year], other = r->numbers[first_year + 1];
    d->shows = first_year || dotted ? ORDER_UNKNOWN : one > 12 ? ORDER_DAY : other > 12 ? ORDER_MONTH : ORDER_UNKNOWN;
    bool day_first = !first_year && (dotted || d->shows == ORDER_DAY || (!d->shows && order == ORDER_DAY));
    if (!first_year && !dotted && !d->shows && !order && one != other) r->failed = true;
    r->year = r->numbers[first_year ? 0 : 2];
    r->month = day_first ? other : one;
    r->day = day_first ? one : other;
    if (!r->day) r->failed = true;
  }
  if (!r->month) r->failed = true;
}

static void put_pair(char *to, unsigned number) {
  to[0] = (char)('0' + number / 10 % 10);
  to[1] = (char)('0' + number % 10);
}

/* Writes YEAR.MMDDHHMMSS. Its digits give the double nearest to it. */
static double date_number(const reading *r) {
  char text[] = "2022.0000000000";
  put_pair(text, r->year / 100);
  put_pair(text + 2, r->year);
  put_pair(text + 5, r->month);
  put_pair(text + 7, r->day);
  put_pair(text + 9, r->hours);
  put_pair(text + 11, r->minutes);
  put_pair(text + 13, r->seconds);
  return text_number((card_str){text, r->has_time ? 15 : r->day ? 9 : r->month ? 7 : 4});
}

/* Returns true if the text may be a day without a year: a word and a number of one or two digits, or two such days. */
static bool may_be_day(card_str s) {
  size_t digits = 0, numbers = 0, letters = 0;
  for (size_t i = 0; i < s.len; i++) {
    bool digit = is_digit(s.at[i]), letter = text_is_letter(s.at[i]) || s.at[i] & 0x80;
    digits = digit ? digits + 1 : 0;
    numbers += digits == 1;
    letters += letter;
    if (digits > 2 || numbers > 2 || !(digit || letter || text_has(S(" .,-"), s.at[i]))) return false;
  }
  return numbers && letters > 2;
}

/* Returns true if the text may be a date or a time: it has a colon, four digits, or 年, it ends as "3 pm", or it may be a
 * day without a year. */
static bool is_likely(card_str s) {
  size_t digits = 0;
  if (text_has(S("mM."), s.len ? s.at[s.len - 1] : '-') || may_be_day(s)) return true;
  for (size_t i = 0; i < s.len; i++) {
    digits = is_digit(s.at[i]) ? digits + 1 : 0;
    if (digits == 4 || (s.at[i] == ':' && i && is_digit(s.at[i - 1]))) return true;
    if (s.at[i] & 0x80 && text_starts(text_slice(s, i, s.len), S("年"))) return true;
  }
  return false;
}

static bool finish(const reading *r, date_reading *d) {
  bool day_of_year = r->has_word && !r->foreign && r->month && r->day; /* 14 March, whichever year */
  if (r->failed || (!r->year && !r->has_time && !day_of_year)) return false;
  if (!r->year && !day_of_year) {
    *d = (date_reading){.number = r->hours + r->minutes / 60.0 + r->seconds / 3600.0, .unit = UNIT_HOUR};
    return !r->month && !r->day && !r->quarter;
  }
  if ((r->year && r->year < 1000) || r->year > 2999 || r->month > 12 || r->day > 31 || (r->has_time && !r->day))
    return false;
  d->number = date_number(r);
  d->unit = UNIT_DATE;
  d->span = r->has_time ? 0 : r->day ? 0.0001 : r->quarter ? 0.03 : r->month ? 0.01 : 1;
  return r->month;
}

/* Reads a text into its parts. Returns false if it cannot be a date. */
static bool read_parts(card_str text, date_order order, reading *r, date_reading *d) {
  char sign = '\0';
  *r = (reading){.left = text};
  while (r->left.len && !r->failed) take_token(r, &sign);
  if (r->failed || sign) return false;
  if (r->quarter || r->has_word || r->year)
    name_beside_word(r);
  else if (r->count > 1)
    name_numbers(r, order, d);
  if (r->quarter && r->month) return false;
  if (r->quarter) r->month = 3 * r->quarter - 2;
  return !r->failed;
}

/* Returns true if the parts are one number without a month: the 5 of "5–9 May 2022". */
static bool is_lone(const reading *r) { return r->count == 1 && !r->month && !r->year && !r->has_time; }

/* ---- ranges ---- */

/* Splits a text at the dash or word between two dates. Returns false if there is none. */
static bool split(card_str text, card_str *from, card_str *to) {
  static const char between[] = " to \0 bis \0 a \0 al \0 au \0 à \0 até \0 до \0 - \0–\0—\0~\0〜\0から\0至\0到\0-\0";
  for (const char *word = between; *word; word += text_from(word).len + 1) {
    size_t len = text_from(word).len, at = text_find(text, text_from(word), 0);
    if (!at || at + len >= text.len) continue;
    *from = trim_wide(text_slice(text, 0, at));
    *to = trim_wide(text_slice(text, at + len, text.len));
    return from->len && to->len;
  }
  return false;
}

/* Reads the first of two dates. It takes from the other what it does not say: the month, the year. */
static bool read_range(card_str text, date_order order, date_reading *d) {
  card_str from, to;
  reading first, last;
  date_reading end = {0};
  if (!split(text, &from, &to) || !read_parts(from, order, &first, d) || !read_parts(to, order, &last, &end))
    return false;
  if (is_lone(&last)) return first.has_word && first.day < last.numbers[0] && finish(&first, d); /* March 3–5 */
  if (!finish(&last, &end) || (first.has_time && !first.year && last.year)) return false;
  if (is_lone(&first) && last.has_word) {
    first.day = first.numbers[0];
    first.month = last.month;
    first.has_word = true;
    first.foreign = last.foreign;
  } else if (is_lone(&first)) {
    return false;
  }
  bool from_year_before = last.year && first.month > last.month; /* 28 Dec – 3 Jan 2022 */
  if (!first.year && !first.has_time) first.year = last.year - from_year_before;
  return finish(&first, d);
}

bool date_read(card_str text, date_order order, date_reading *d) {
  char latin[LATIN_ROOM];
  reading r;
  *d = (date_reading){0};
  text = latin_digits(text, '.', latin);
  if (text.len > LONGEST || !is_likely(text)) return false;
  if (read_parts(text, order, &r, d) && !is_lone(&r) && finish(&r, d)) return true;
  *d = (date_reading){0};
  return read_range(text, order, d);
}

bool date_names_month(card_str text) {
  for (size_t at = 0, len; text.len <= LONGEST && at < text.len; at += len) {
    card_str rest = text_slice(text, at, text.len);
    unsigned month = (len = letters_length(rest)) > 2 ? platform_month(rest.at, len) : 0;
    if (month && month < CARD_FOREIGN_MONTH) return true;
    if (!len) len = 1;
  }
  return false;
}
