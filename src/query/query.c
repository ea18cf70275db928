/* Ordered bottom-up: reading a query, marking hits. */
#include "query/query.h"

#include <string.h>

#include "base/text.h"
#include "query/fold.h"
#include "query/match.h"

/* ---- reading ---- */

static card_str after(card_str s, size_t from) { return text_slice(s, from, s.len); }

/* A quoted text or a run without spaces, taken off the query. A quotation mark that nothing closes ends with the query:
 * it may still be typed. Folding has made curly ones straight. */
static card_str take_text(card_str *rest) {
  bool quoted = text_starts(*rest, S("\""));
  size_t end = text_find(*rest, quoted ? S("\"") : S(" "), quoted);
  card_str text = text_slice(*rest, quoted, end);
  *rest = after(*rest, end + (end < rest->len));
  return text;
}

/* The field of this name, or else the first whose name starts so; FIELD_ANY for none. */
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

/* Groups of three digits after a whole number: 1,000. */
static size_t thousands(card_str s, size_t from, double *number) {
  while (from < s.len && s.at[from] == ',') {
    double group = 0;
    size_t end = digits(s, from + 1, &group);
    if (end != from + 4) break;
    *number = *number * 1000 + group;
    from = end;
  }
  return from;
}

/* A decimal number at the start of a text; whatever follows is a unit. */
static bool read_number(card_str s, double *number) {
  size_t sign = text_starts(s, S("-")), point = digits(s, sign, number);
  bool found = point > sign;
  if (found) point = thousands(s, point, number);
  if (point < s.len && (s.at[point] == '.' || s.at[point] == ',')) {
    double fraction = 0, scale = 1;
    size_t end = digits(s, point + 1, &fraction);
    found = found || end > point + 1;
    while (end-- > point + 1) scale *= 10;
    *number += fraction / scale;
  }
  if (sign) *number = -*number;
  return found;
}

static int compare_sign(char c) {
  return c == '<' ? COMPARE_LESS : c == '>' ? COMPARE_MORE : c == '=' ? COMPARE_EQUAL : 0;
}

/* price<500: `at` is where the sign stands. */
static bool read_comparison(card_str text, size_t at, card_str columns, query_term *t) {
  card_str name = text_slice(text, 0, at);
  int compare = 0;
  while (at < text.len && compare_sign(text.at[at])) compare |= compare_sign(text.at[at++]);
  if (!name.len || !read_number(after(text, at), &t->number)) return false;
  t->compare = compare;
  t->field = field_named(columns, name);
  if (t->field < FIELD_VALUES) t->field = FIELD_ANY;
  t->text = t->field == FIELD_ANY && !text_equal(name, S("value")) ? name : S("");
  return true;
}

/* Whether a sign stands before something, which is taken off it then. */
static bool take_sign(card_str *rest, char sign) {
  bool there = rest->len > 1 && rest->at[0] == sign && rest->at[1] != ' ';
  *rest = after(*rest, there);
  return there;
}

static void take_term(card_str *rest, card_str columns, query_term *t) {
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
  if (compares) read_comparison(t->text, end, columns, t);
}

bool query_read(card_str text, card_str columns, out *folded, query *q) {
  *q = (query){0};
  folded->len = 0;
  fold_text(folded, text);
  card_str rest = text_trim(out_text(folded));
  while (rest.len && q->count < CARD_MAX_WORDS) {
    query_term *t = &q->terms[q->count];
    take_term(&rest, columns, t);
    q->count += t->text.len || t->compare; /* "sales:" asks for nothing yet */
    rest = text_trim(rest);
  }
  return !folded->failed;
}

/* ---- marking ---- */

/* A text beside its folded form; `origins` says for each byte of that where its letter starts in the text, and is NULL where
 * that is at the same place. */
typedef struct {
  card_str text, folded;
  const size_t *origins;
} traced;

static bool trace(arena *memory, card_str text, out *folded, traced *t) {
  size_t room = 0;
  size_t *origins = NULL;
  for (size_t i = 0; i < text.len;) {
    uint32_t point;
    size_t letter = i, from = folded->len;
    i += text_next(text_slice(text, i, text.len), &point);
    fold_point(folded, point);
    if (folded->failed) return false;
    if (folded->len > room) {
      size_t *grown = arena_raw(memory, (room = folded->len + text.len) * sizeof(size_t));
      if (!grown) return false;
      if (from) memcpy(grown, origins, from * sizeof(size_t));
      origins = grown;
    }
    for (size_t k = from; k < folded->len; k++) origins[k] = letter;
  }
  *t = (traced){text, out_text(folded), origins};
  return true;
}

static size_t origin(const traced *t, size_t at) { return t->origins ? t->origins[at] : at; }

/* Marks the letters that the folded bytes from `from` up to `to` come from. */
static void mark(const traced *t, char *hits, size_t from, size_t to) {
  size_t last = origin(t, to - 1);
  while (to < t->folded.len && origin(t, to) == last) to++;
  size_t start = origin(t, from), end = to < t->folded.len ? origin(t, to) : t->text.len;
  memset(hits + start, 1, end - start);
}

static char *hits_in(const query *q, arena *memory, const traced *t, int field) {
  char *hits = NULL;
  for (size_t i = 0; i < q->count; i++) {
    const query_term *term = &q->terms[i];
    bool starts = q->sparing && term->text.len == 1 && field != FIELD_ANY;
    if (term->without || term->compare || (term->field != FIELD_ANY && term->field != field)) continue;
    for (size_t at = match_text(term, t->folded, 0); at < t->folded.len;
         at = match_text(term, t->folded, at + term->text.len)) {
      if (starts && !match_starts_word(t->folded, at)) continue;
      if (!hits) hits = arena_take(memory, t->text.len, 1);
      if (!hits) return NULL;
      mark(t, hits, at, at + term->text.len);
    }
  }
  return hits;
}

char *query_hits(const query *q, arena *memory, out *folded, card_str text, int field) {
  if (!q->count) return NULL;
  char *plain = arena_raw(memory, text.len);
  if (plain && fold_ascii(text, plain) == text.len)
    return hits_in(q, memory, &(traced){text, {plain, text.len}, NULL}, field);
  traced t;
  folded->len = 0;
  folded->failed = false;
  return trace(memory, text, folded, &t) ? hits_in(q, memory, &t, field) : NULL;
}
