#include "query/query.h"

#include "base/text.h"
#include "query/fold.h"
#include "values/units.h"

static card_str after(card_str s, size_t from) { return text_slice(s, from, s.len); }

/* Removes a quoted text or a word from the query. An unclosed quotation mark ends with the query: it may still be
 * typed. */
static card_str take_text(card_str *rest) {
  bool quoted = text_starts(*rest, S("\""));
  size_t end = text_find(*rest, quoted ? S("\"") : S(" "), quoted);
  card_str text = text_slice(*rest, quoted, end);
  *rest = after(*rest, end + (end < rest->len));
  return text;
}

/* Returns the field with this name, otherwise the first whose name starts with it; FIELD_ANY if none. */
static int field_named(card_str columns, card_str name) {
  int field = 0, found = FIELD_ANY;
  bool starts = name.len > 0;
  for (size_t i = 0; i < columns.len; i++) {
    if (starts && text_starts(after(columns, i), name)) {
      if (columns.at[i + name.len] == FOLD_BORDER) return field;
      if (found == FIELD_ANY) found = field;
    }
    starts = name.len && (unsigned char)columns.at[i] < ' ';
    if (columns.at[i] == FOLD_FIELD) field++;
  }
  return found;
}

static size_t digits(card_str s, size_t from, double *number) {
  for (; from < s.len && s.at[from] >= '0' && s.at[from] <= '9'; from++) *number = *number * 10 + (s.at[from] - '0');
  return from;
}

/* Reads groups of digits after a whole number: 1,000 or 1,00,000. The last has three digits. */
static size_t groups(card_str s, size_t from, char sign, double *number) {
  double whole = *number;
  for (size_t at = from; at < s.len && (s.at[at] == sign || s.at[at] == '\'');) {
    size_t end = digits(s, at + 1, &whole), count = end - at - 1;
    if (count != 2 && count != 3) break;
    at = end;
    if (count == 2) continue;
    from = end;
    *number = whole;
  }
  return from;
}

/* Returns what a letter or word behind a number multiplies it by. */
static double factor_of(card_str word) {
  int found = text_among(word, "k\0m\0mio\0mn\0b\0bn\0mrd\0t\0");
  return found == 0 ? 1 : found == 1 ? 1e3 : found < 5 ? 1e6 : found < 8 ? 1e9 : 1e12;
}

/* Reads a decimal number at the start of a text, and its unit. */
static bool read_number(card_str s, const number_style *style, query_term *t) {
  double *number = &t->number;
  size_t sign = text_starts(s, S("-")), point = digits(s, sign, number);
  bool found = point > sign;
  if (found) point = groups(s, point, *style->decimal == ',' ? '.' : ',', number);
  if (point < s.len && (s.at[point] == '.' || s.at[point] == ',')) {
    double fraction = 0, scale = 1;
    size_t end = digits(s, point + 1, &fraction);
    found = found || end > point + 1;
    for (size_t i = end; i-- > point + 1;) scale *= 10;
    *number += fraction / scale;
    point = end;
  }
  if (sign) *number = -*number;
  card_str unit = text_trim(after(s, point));
  t->unit = unit_named(unit, true);
  t->factor = factor_of(unit);
  return found;
}

static int compare_sign(char c) {
  return c == '<' ? COMPARE_LESS : c == '>' ? COMPARE_MORE : c == '=' ? COMPARE_EQUAL : 0;
}

/* Reads a comparison, price<500; `at` is the position of the sign. */
static bool read_comparison(card_str text, size_t at, card_str columns, const number_style *style, query_term *t) {
  card_str name = text_slice(text, 0, at);
  int compare = 0;
  while (at < text.len && compare_sign(text.at[at])) compare |= compare_sign(text.at[at++]);
  if (!name.len || !read_number(after(text, at), style, t)) return false;
  date_read(after(text, at), platform_day_first() ? ORDER_DAY : ORDER_MONTH, &t->date);
  t->compare = compare;
  t->field = field_named(columns, name);
  if (t->field < FIELD_VALUES) t->field = FIELD_ANY;
  t->text = t->field == FIELD_ANY && !text_equal(name, S("value")) ? name : S("");
  return true;
}

/* Removes `sign` from the start of `rest` if text follows it; returns whether it did. */
static bool take_sign(card_str *rest, char sign) {
  bool there = rest->len > 1 && rest->at[0] == sign && rest->at[1] != ' ';
  *rest = after(*rest, there);
  return there;
}

static void take_term(card_str *rest, card_str columns, const number_style *style, query_term *t) {
  *t = (query_term){.field = FIELD_ANY, .without = take_sign(rest, '-')};
  size_t end = 0;
  card_str signs = S(" :<>=\"");
  while (end < rest->len && text_find(signs, text_slice(*rest, end, end + 1), 0) == signs.len) end++;
  if (end < rest->len && rest->at[end] == ':') {
    t->field = field_named(columns, text_slice(*rest, 0, end));
    if (t->field != FIELD_ANY) {
      *rest = after(*rest, end + 1);
      end = rest->len;
    }
  }
  t->whole = take_sign(rest, '=');
  bool compares = end < rest->len && !t->whole && compare_sign(rest->at[end]);
  t->text = take_text(rest);
  if (compares) read_comparison(t->text, end, columns, style, t);
}

bool query_is_quote(uint32_t point) { return text_is_within(point, S("\"\"««»»“‟‹›「』《》〝〟＂＂｢｣")); }

/* The folded form of dashes at the start of a word, until the terms are known: only the hyphen means "without". */
#define LEADING_DASH '\x02'

/* Folds a query; any quotation mark becomes a straight one. */
static void fold_query(buffer *folded, card_str text) {
  for (size_t i = 0; i < text.len;) {
    uint32_t point;
    size_t from = folded->len;
    i += text_next(text_slice(text, i, text.len), &point);
    fold_point(folded, query_is_quote(point) ? '"' : point);
    bool dash = point > 0x7F && folded->len == from + 1 && folded->at[from] == '-';
    if (dash && (!from || text_has(S(" \""), folded->at[from - 1]))) folded->at[from] = LEADING_DASH;
  }
}

bool query_read(card_str text, card_str columns, const number_style *style, buffer *folded, query *q) {
  *q = (query){0};
  folded->len = 0;
  fold_query(folded, text);
  card_str rest = text_trim(buffer_text(folded));
  while (rest.len && q->count < CARD_MAX_WORDS) {
    query_term *t = &q->terms[q->count];
    take_term(&rest, columns, style, t);
    q->count += t->text.len || t->compare; /* "sales:" alone matches everything */
    rest = text_trim(rest);
  }
  for (size_t i = 0; i < folded->len; i++)
    if (folded->at[i] == LEADING_DASH) folded->at[i] = '-';
  return !folded->failed;
}
