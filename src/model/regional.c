#include "model/regional.h"

#include <string.h>

#include "base/platform.h"
#include "base/text.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Returns the length of the digits, or of the other characters, at the start of a text. */
static size_t run(card_str s, bool digits) {
  size_t i = 0;
  while (i < s.len && is_digit(s.at[i]) == digits) i++;
  return i;
}

/* Copies a sign. Any space becomes a narrow one, which does not break a line and which the search ignores. */
static void copy_sign(char to[SIGN_MAX], card_str sign) {
  bool space = text_equal(sign, S("\u00A0")) || text_equal(sign, S("\u2009")) || text_equal(sign, S(" "));
  if (space) sign = S("\u202F");
  if (sign.len < SIGN_MAX) memcpy(to, sign.at, sign.len);
}

/* Reads a style from its sample, from the end: a decimal, its sign, and groups such as 1,23,45,678 or 12.345.678. */
static void read_style(card_str sample, number_style *style) {
  card_str sign = {0};
  size_t lengths[2] = {0}, groups = 0; /* of the last two groups of digits */
  for (card_str rest = text_slice(sample, 0, sample.len - 1); rest.len;) {
    size_t digits = run(rest, true), other = run(text_slice(rest, digits, rest.len), false);
    lengths[0] = lengths[1];
    lengths[1] = digits;
    rest = text_slice(rest, digits, rest.len);
    if (rest.len > other && other) {
      sign = text_slice(rest, 0, other);
      groups++;
    } else {
      copy_sign(style->decimal, rest);
    }
    rest = text_slice(rest, other, rest.len);
  }
  if (groups) copy_sign(style->group, sign);
  style->last = (unsigned char)(groups ? lengths[1] : 0);
  style->others = (unsigned char)(groups > 1 ? lengths[0] : lengths[1]);
}

void regional_read(card_model *model) {
  char sample[CARD_SAMPLE_MAX];
  if (model->numbers.decimal[0]) return;
  model->foreign = !platform_is_english();
  size_t len = platform_number_sample(sample);
  model->regional = len > 2;
  if (model->regional) read_style((card_str){sample, len}, &model->numbers);
  if (!model->numbers.decimal[0]) model->numbers = plain_numbers;
}

static unsigned number_at(card_str s, size_t from, size_t count) {
  unsigned number = 0;
  for (size_t i = from; i < from + count; i++) number = number * 10 + (unsigned)(s.at[i] - '0');
  return number;
}

/* Returns true for a day of the calendar, YYYY-MM-DD. */
static bool is_iso_date(card_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (i == 4 || i == 7 ? s.at[i] != '-' : !is_digit(s.at[i])) return false;
  if (s.len != 10) return false;
  unsigned year = number_at(s, 0, 4), month = number_at(s, 5, 2), day = number_at(s, 8, 2);
  bool leap = year % 4 == 0 && (year % 100 || year % 400 == 0);
  unsigned days = month == 2 ? 28u + leap : 30 + (month + month / 8) % 2;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

bool regional_is_date(const card_model *model, card_str text) { return model->regional && is_iso_date(text); }

void regional_date(buffer *o, card_str date) {
  char *to = buffer_room(o, CARD_DATE_MAX);
  if (to) o->len += platform_date(date.at, to);
}
