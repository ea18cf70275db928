/* The only loop over a card's whole text, and the filters that avoid it. Order of the file: matching a term in a text,
 * in a row, in all rows; queries that extend others; the cache. */
#include "query/match.h"

#include <string.h>

#include "base/find.h"
#include "query/fold.h"
#include "query/index.h"
#include "query/ngrams.h"
#include "values/units.h"

/* ---- a term in a text ---- */

/* Returns true if a letter or digit is at position `at`. Beyond ASCII, all characters count as letters except the
 * punctuation of Latin-1, General Punctuation, East Asian punctuation and the Arabic comma. */
static bool is_letter_at(card_str s, size_t at) {
  card_str rest = text_slice(s, at, s.len);
  if (!rest.len || !(rest.at[0] & 0x80)) return rest.len && text_is_alnum(rest.at[0]);
  return !text_starts(rest, S("\xC2")) && !text_starts(rest, S("\xE2\x80")) && !text_starts(rest, S("\xE3\x80")) &&
         !text_starts(rest, S("\xD8\x8C"));
}

static bool is_letter_before(card_str s, size_t at) {
  if (!at) return false;
  while ((s.at[--at] & 0xC0) == 0x80) continue;
  return is_letter_at(s, at);
}

bool match_starts_word(card_str folded, size_t at) { return !is_letter_before(folded, at); }

static bool is_part_of_word(const query_term *t, card_str s, size_t at) {
  return t->whole && (is_letter_before(s, at) || is_letter_at(s, at + t->text.len));
}

INLINED size_t find_term(const query_term *t, card_str s, size_t readable, size_t from) {
  for (;; from++) {
    from = find_vector(s.at, s.len, readable, t->text, from);
    if (from == s.len || !is_part_of_word(t, s, from)) return from;
  }
}

/* Out-of-line copy of find_term for callers that are not hot. */
static __attribute__((noinline)) size_t find_again(const query_term *t, card_str s, size_t readable, size_t from) {
  return find_term(t, s, readable, from);
}

size_t match_text(const query_term *t, card_str folded, size_t from) { return find_again(t, folded, folded.len, from); }

/* ---- a term in a row ---- */

/* Returns true if a term matches in the folded text from `start` to `end`. */
static inline bool stands_in(const card *c, const query_term *t, size_t start, size_t end) {
  card_str before = {c->query->folded.at, end};
  return find_again(t, before, c->query->folded.room, start) < end;
}

/* Compares a date or a time: a year or a month is equal to all its days. */
static int order_of_date(const query_term *t, const card_value *value) {
  bool is_date = t->date.unit == value->unit || !value->unit,
       is_year = !is_date && value->unit == UNIT_DATE && t->number >= 1000;
  double from = is_date ? t->date.number : t->number, span = is_date ? t->date.span : is_year;
  double to = from + span - 1e-9; /* of the last second */
  return value->number < from ? COMPARE_LESS : value->number > (span > 0 ? to : from) ? COMPARE_MORE : COMPARE_EQUAL;
}

/* Returns how a number compares with that of a term: a COMPARE_ bit; 0 if they measure different things. */
static int order_of(const card *c, const query_term *t, const card_heading *row, size_t subject) {
  const card_value *value = &row->values[subject];
  bool is_date = value->unit == UNIT_DATE || value->unit == UNIT_HOUR;
  if (is_date || (!value->unit && t->date.unit == UNIT_DATE)) return order_of_date(t, value); /* 2021 is a year */
  double asked = t->number * t->factor;
  if (value->unit || t->unit) {
    uint8_t scale = unit_of_number(&c->model, row, subject), unit = t->unit ? t->unit : value->unit;
    if (unit_measure_of(scale) && unit_measure_of(unit) != unit_measure_of(scale)) return 0;
    if (unit_measure_of(scale)) asked = unit_convert(t->number, unit, scale);
  }
  return value->number < asked ? COMPARE_LESS : value->number > asked ? COMPARE_MORE : COMPARE_EQUAL;
}

static bool compares(const card *c, const query_term *t, size_t row) {
  const card_heading *attribute = &c->model.rows.at[row];
  const card_value *values = attribute->values;
  if (t->text.len &&
      !stands_in(c, &(query_term){.text = t->text}, search_start(c, row, FIELD_NAME), search_end(c, row, FIELD_NAME)))
    return false;
  for (size_t i = 0; i < c->model.columns.count; i++) {
    if (!values[i].numeric || (t->field != FIELD_ANY && t->field != FIELD_VALUES + (int)i)) continue;
    if (order_of(c, t, attribute, i) & t->compare) return true;
  }
  return false;
}

/* Returns true if a row fulfils a term. */
static bool holds(const card *c, const query_term *t, size_t row) {
  bool there = t->compare              ? compares(c, t, row)
               : t->field == FIELD_ANY ? stands_in(c, t, search_start(c, row, 0), search_row_end(c, row))
                                       : stands_in(c, t, search_start(c, row, t->field), search_end(c, row, t->field));
  return there != t->without;
}

/* ---- queries ---- */

/* Returns true for a term that may match anywhere in a row: one pass over the whole text finds these rows. */
static bool stands_anywhere(const query_term *t) { return !t->compare && !t->without && t->field == FIELD_ANY; }

/* Writes the rows that match such a term in ascending order and returns their number: one pass over the whole text. */
static size_t scan(const card *c, const query_term *t, uint32_t *rows) {
  const query_term term = *t; /* a copy that no write below can change */
  const size_t fields = search_fields(c), readable = c->query->folded.room;
  const card_str all = buffer_text(&c->query->folded);
  const uint32_t *end = c->query->field_ends; /* of the row before `next` */
  size_t count = 0;
  uint32_t next = 0;
  for (size_t at; (at = find_term(&term, all, readable, *end + 1)) < all.len;) {
    do end += fields, next++;
    while (*end < at);
    rows[count++] = next - 1;
  }
  return count;
}

/* Each filter writes the rows it keeps of `count` rows to `filtered`, which may be `rows`, and returns their number. */

/* Keeps rows that fulfil a term. */
static size_t filter_holding(const card *c, const query_term *t, const uint32_t *rows, size_t count,
                             uint32_t *filtered) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    filtered[n] = rows[i];
    n += holds(c, t, rows[i]);
  }
  return n;
}

/* Keeps rows that may contain a text by the n-gram index. */
static size_t filter_allowed(const ngram_set *ngrams, const uint32_t *rows, size_t count, uint32_t *filtered) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    filtered[n] = rows[i];
    n += ngrams_allow(ngrams, rows[i]);
  }
  return n;
}

/* Keeps rows that match a term that may match anywhere. */
static size_t filter_standing(const card *c, const query_term *t, const uint32_t *rows, size_t count,
                              uint32_t *filtered) {
  const ngram_set ngrams = ngrams_of(c, t->text);
  count = filter_allowed(&ngrams, rows, count, filtered);
  return filter_holding(c, t, filtered, count, filtered);
}

/* Returns the index of the term to start with: the longest that may match anywhere, usually the rarest; of equal ones,
 * the last typed. Returns q->count if there is none. */
static size_t first_term(const query *q) {
  size_t best = q->count;
  for (size_t i = 0; i < q->count; i++) {
    bool better = best == q->count || q->terms[i].text.len >= q->terms[best].text.len;
    if (better && stands_anywhere(&q->terms[i])) best = i;
  }
  return best;
}

/* Writes the rows that match the first term. The n-gram index may give them exactly, or leave few to check one by one. */
static size_t match_first(const card *c, const query *q, size_t first, uint32_t *filtered) {
  const query_term *t = &q->terms[first];
  ngram_set ngrams = ngrams_of(c, t->text);
  size_t rows = c->model.rows.count, count = ngrams.count ? ngrams_rows(c, &ngrams, filtered) : rows;
  if (ngrams.exact && !t->whole) return count;
  return count > rows / 3 ? scan(c, t, filtered) : filter_holding(c, t, filtered, count, filtered);
}

static size_t match_all(const card *c, const query *q, uint32_t *filtered) {
  size_t first = first_term(q), count = c->model.rows.count;
  if (first < q->count)
    count = match_first(c, q, first, filtered);
  else
    for (size_t i = 0; i < count; i++) filtered[i] = (uint32_t)i;
  for (size_t i = 0; i < q->count; i++)
    if (i != first) count = filter_holding(c, &q->terms[i], filtered, count, filtered);
  return count;
}

/* ---- queries that extend others ---- */

/* Returns true if every row that fulfils `t` fulfils `other`. */
static bool implies(const query_term *t, const query_term *other) {
  bool alike = t->field == other->field && t->without == other->without && t->whole == other->whole &&
               t->compare == other->compare && memcmp(&t->number, &other->number, sizeof t->number) == 0 &&
               t->unit == other->unit && memcmp(&t->factor, &other->factor, sizeof t->factor) == 0 &&
               t->date.unit == other->date.unit &&
               memcmp(&t->date.number, &other->date.number, sizeof t->number) == 0 &&
               memcmp(&t->date.span, &other->date.span, sizeof t->number) == 0;
  return alike && (text_equal(t->text, other->text) ||
                   (!t->without && !t->whole && !t->compare && text_find(t->text, other->text, 0) < t->text.len));
}

/* Returns true if a query matches only rows that `last` matched: "goal rev" after "goal re". */
static bool goes_on_from(const query *q, const query *last) {
  bool good = q->count >= last->count;
  for (size_t i = 0; i < last->count && good; i++) good = implies(&q->terms[i], &last->terms[i]);
  return good;
}

static const query *last_query(const struct query_cache *f) { return &f->queries[f->depth - 1].query; }

/* Filters the cached rows by the terms that the last query did not have. */
static size_t match_further(const card *c, const query *q, uint32_t *filtered) {
  struct query_cache *f = c->query->cache;
  const query *last = last_query(f);
  const uint32_t *rows = f->rows;
  size_t count = f->count;
  for (size_t i = 0; i < q->count; i++) {
    const query_term *t = &q->terms[i];
    if (i < last->count && implies(&last->terms[i], t)) continue;
    count = (stands_anywhere(t) ? filter_standing : filter_holding)(c, t, rows, count, filtered);
    rows = filtered;
  }
  return count;
}

/* ---- the cache ---- */

/* Drops the last query: merges the rows that it dropped with those it kept. */
static void take_back(const card *c) {
  struct query_cache *f = c->query->cache;
  size_t count = f->queries[--f->depth - 1].count, i = 0, k = f->count;
  uint32_t *merged = c->query->matches;
  for (size_t n = 0; n < count; n++) {
    bool first = k == count || (i < f->count && f->rows[i] < f->rows[k]);
    merged[n] = f->rows[first ? i : k];
    i += first;
    k += !first;
  }
  memcpy(f->rows, merged, count * sizeof *merged);
  f->count = count;
}

/* Stable partition: filtered rows first. */
static void put_first(struct query_cache *f, const uint32_t *filtered, size_t count) {
  size_t dropped = 0;
  for (size_t i = 0, k = 0; i < f->count; i++) {
    bool keeps = k < count && filtered[k] == f->rows[i];
    f->rows[dropped] = f->rows[i];
    k += keeps;
    dropped += !keeps;
  }
  memmove(f->rows + count, f->rows, dropped * sizeof *filtered);
  memcpy(f->rows, filtered, count * sizeof *filtered);
  f->count = count;
}

/* Caches the last query. Drops all earlier queries if there are too many or one is too long. */
static void remember(struct query_cache *f, const query *q) {
  if (f->depth == CACHED_QUERIES) f->depth = 0;
  struct cached_query *last = &f->queries[f->depth++];
  last->query = *q;
  last->count = f->count;
  for (size_t i = 0, len = 0; i < q->count; i++) {
    card_str *text = &last->query.terms[i].text;
    if (text->len > CACHED_TEXT - len) {
      f->depth = 0;
      return;
    }
    if (text->len) memcpy(last->text + len, text->at, text->len);
    text->at = last->text + len;
    len += text->len;
  }
}

bool match_prepare(card *c) {
  if (c->query->cache) return true;
  struct query_cache *f = arena_take(&c->memory, 1, sizeof *f);
  if (f) f->rows = arena_raw(&c->memory, c->model.rows.count * sizeof *f->rows);
  if (!f || !f->rows) return false;
  c->query->cache = f;
  return true;
}

bool match_rows(card *c, const query *q) {
  if (!match_prepare(c)) return false;
  struct query_cache *f = c->query->cache;
  size_t depth = f->depth;
  while (depth && !goes_on_from(q, &f->queries[depth - 1].query)) depth--;
  if (!depth) f->depth = 0;
  while (f->depth > depth) take_back(c);
  if (depth && goes_on_from(last_query(f), q)) return true;
  uint32_t *filtered = c->query->matches;
  bool few = f->count <= c->model.rows.count / 4; /* otherwise one pass over the whole text is faster */
  size_t count = depth && few ? match_further(c, q, filtered) : match_all(c, q, filtered);
  if (!depth) f->count = 0;
  put_first(f, filtered, count);
  remember(f, q);
  return true;
}
