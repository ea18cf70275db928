/* The one loop that goes over all of a card's text, and what it need not go over. Ordered bottom-up: a term in a text, in a
 * row, in all rows; then queries that go on from the last one. */
#include "match.h"

#include <string.h>

#include "find.h"
#include "fold.h"
#include "search.h"

/* ---- a term in a text ---- */

/* Whether a letter or digit stands at a place. Beyond ASCII all counts as one but the punctuation of Latin-1, of general
 * use, of East Asia, and the Arabic comma. */
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

static inline __attribute__((always_inline)) size_t find_term(const query_term *t, card_str s, size_t readable,
                                                              size_t from) {
  for (;; from++) {
    from = find_vector(s.at, s.len, readable, t->text, from);
    if (from == s.len || !is_part_of_word(t, s, from)) return from;
  }
}

/* The same, for all but the scan: once is enough. */
static __attribute__((noinline)) size_t find_again(const query_term *t, card_str s, size_t readable, size_t from) {
  return find_term(t, s, readable, from);
}

size_t match_text(const query_term *t, card_str folded, size_t from) { return find_again(t, folded, folded.len, from); }

/* ---- a term in a row ---- */

/* Whether a term stands in the folded text from `start` to `end`. */
static inline bool stands_in(const card *c, const query_term *t, size_t start, size_t end) {
  card_str before = {c->folded.at, end};
  return find_again(t, before, c->folded.room, start) < end;
}

static bool compares(const card *c, const query_term *t, size_t row) {
  const card_value *values = c->model.attributes.at[row].values;
  if (t->text.len &&
      !stands_in(c, &(query_term){.text = t->text}, search_start(c, row, FIELD_NAME), search_end(c, row, FIELD_NAME)))
    return false;
  for (size_t i = 0; i < c->model.subjects.count; i++) {
    if (!values[i].numeric || (t->field != FIELD_ANY && t->field != FIELD_VALUES + (int)i)) continue;
    double number = values[i].number;
    int order = number < t->number ? COMPARE_LESS : number > t->number ? COMPARE_MORE : COMPARE_EQUAL;
    if (order & t->compare) return true;
  }
  return false;
}

/* Whether a term has what it asks for in a row. */
static bool holds(const card *c, const query_term *t, size_t row) {
  bool there = t->compare              ? compares(c, t, row)
               : t->field == FIELD_ANY ? stands_in(c, t, search_start(c, row, 0), search_row_end(c, row))
                                       : stands_in(c, t, search_start(c, row, t->field), search_end(c, row, t->field));
  return there != t->without;
}

/* ---- queries ---- */

static bool hold_but_one(const card *c, const query *q, size_t one, size_t row) {
  for (size_t i = 0; i < q->count; i++)
    if (i != one && !holds(c, &q->terms[i], row)) return false;
  return true;
}

/* Writes the rows in which all terms hold, in rising order, and returns how many there are: one pass over all the text finds
 * those of the first term, which stands anywhere. */
static size_t scan(const card *c, const query *q, size_t first, uint32_t *rows) {
  const query_term term = q->terms[first]; /* nothing that is written here can change it */
  const size_t fields = search_fields(c), readable = c->folded.room;
  const card_str all = out_text(&c->folded);
  const uint32_t *end = c->field_ends; /* of the row before the next */
  size_t count = 0;
  uint32_t next = 0;
  for (size_t at; (at = find_term(&term, all, readable, *end + 1)) < all.len;) {
    do end += fields, next++;
    while (*end < at);
    if (q->count == 1 || hold_but_one(c, q, first, next - 1)) rows[count++] = next - 1;
  }
  return count;
}

/* Keeps those of some rows in which a term holds. */
static size_t keep_holding(const card *c, const query_term *t, uint32_t *rows, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    rows[kept] = rows[i];
    kept += holds(c, t, rows[i]);
  }
  return kept;
}

/* Whether a row in which one term holds is one in which the other holds. */
static bool implies(const query_term *t, const query_term *other) {
  bool alike = t->field == other->field && t->without == other->without && t->whole == other->whole &&
               t->compare == other->compare && !(t->number < other->number) && !(t->number > other->number);
  return alike && (text_equal(t->text, other->text) ||
                   (!t->without && !t->whole && !t->compare && text_find(t->text, other->text, 0) < t->text.len));
}

/* Whether a query finds nothing but what another has found: "goal rev" after "goal re". */
static bool goes_on_from(const query *q, const query *last) {
  bool good = last->count && q->count >= last->count;
  for (size_t i = 0; i < last->count && good; i++) good = implies(&q->terms[i], &last->terms[i]);
  return good;
}

/* The term to start with: the longest that may stand anywhere, since it is the rarest as a rule; of two, the one typed last.
 * q->count where there is none. */
static size_t first_term(const query *q) {
  size_t best = q->count;
  for (size_t i = 0; i < q->count; i++) {
    const query_term *t = &q->terms[i];
    bool anywhere = !t->compare && !t->without && t->field == FIELD_ANY;
    if (anywhere && (best == q->count || t->text.len >= q->terms[best].text.len)) best = i;
  }
  return best;
}

static void match_all(const card *c, const query *q, struct found_rows *f) {
  size_t first = first_term(q);
  if (first < q->count) {
    f->count = scan(c, q, first, f->rows);
    return;
  }
  for (f->count = 0; f->count < c->model.attributes.count; f->count++) f->rows[f->count] = (uint32_t)f->count;
  for (size_t i = 0; i < q->count; i++) f->count = keep_holding(c, &q->terms[i], f->rows, f->count);
}

/* Goes on from what is found: the terms that have held before are not looked for again. */
static void match_further(const card *c, const query *q, struct found_rows *f) {
  for (size_t i = 0; i < q->count; i++)
    if (i >= f->query.count || !implies(&f->query.terms[i], &q->terms[i]))
      f->count = keep_holding(c, &q->terms[i], f->rows, f->count);
}

static void remember(struct found_rows *f, const query *q) {
  size_t len = 0;
  f->query = *q;
  for (size_t i = 0; i < q->count; i++) {
    card_str *text = &f->query.terms[i].text;
    if (text->len > FOUND_TEXT - len) {
      f->query.count = 0;
      return;
    }
    if (text->len) memcpy(f->text + len, text->at, text->len);
    text->at = f->text + len;
    len += text->len;
  }
}

static struct found_rows *make_room(card *c) {
  if (c->found) return c->found;
  struct found_rows *f = arena_take(&c->memory, 1, sizeof *f);
  if (f) f->rows = arena_take(&c->memory, c->model.attributes.count, sizeof *f->rows);
  if (f && f->rows) c->found = f;
  return c->found;
}

bool match_rows(card *c, const query *q) {
  struct found_rows *f = make_room(c);
  if (!f) return false;
  /* Where most rows are left, one pass over all is faster than to look at each. */
  if (goes_on_from(q, &f->query) && f->count <= c->model.attributes.count / 2)
    match_further(c, q, f);
  else
    match_all(c, q, f);
  remember(f, q);
  return true;
}
