#include "query/highlight.h"

#include <string.h>

#include "base/text.h"
#include "query/fold.h"
#include "query/match.h"

/* A text and its folded form. `origins` gives for each folded byte the start of its letter in the text; NULL if
 * positions are equal. */
typedef struct {
  card_str text, folded;
  const size_t *origins;
} traced;

/* Folds a text, in its other spelling if `respelled`. */
static bool trace(arena *memory, card_str text, bool respelled, buffer *folded, traced *t) {
  size_t room = 0;
  size_t *origins = NULL;
  for (size_t i = 0; i < text.len;) {
    uint32_t point;
    size_t letter = i, from = folded->len;
    i += text_next(text_slice(text, i, text.len), &point);
    fold_point(folded, point);
    char second = respelled ? fold_second_letter(point) : '\0';
    if (second) buffer_byte(folded, second);
    if (folded->failed) return false;
    if (folded->len > room) {
      size_t *grown = arena_raw(memory, (room = folded->len + text.len) * sizeof(size_t));
      if (!grown) return false;
      if (from) memcpy(grown, origins, from * sizeof(size_t));
      origins = grown;
    }
    for (size_t k = from; k < folded->len; k++) origins[k] = letter;
  }
  *t = (traced){text, buffer_text(folded), origins};
  return true;
}

static size_t origin(const traced *t, size_t at) { return t->origins ? t->origins[at] : at; }

/* Highlights the letters that produced the folded bytes from `from` to `to`. */
static void mark(const traced *t, char *hits, size_t from, size_t to) {
  size_t last = origin(t, to - 1);
  while (to < t->folded.len && origin(t, to) == last) to++;
  size_t start = origin(t, from), end = to < t->folded.len ? origin(t, to) : t->text.len;
  memset(hits + start, 1, end - start);
}

/* Adds to `hits`, which is NULL if there are none yet. */
static char *hits_in(const query *q, arena *memory, const traced *t, int field, char *hits) {
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

char *highlight_hits(card *c, const query *q, arena *memory, card_str text, int field) {
  if (!q->count) return NULL;
  char *plain = arena_raw(memory, text.len), *hits = NULL;
  if (plain && fold_ascii(text, plain) == text.len)
    return hits_in(q, memory, &(traced){text, {plain, text.len}, NULL}, field, NULL);
  for (int respelled = 0; respelled < 2; respelled++) {
    buffer *folded = &c->query->traced;
    traced t;
    folded->len = 0;
    folded->failed = false;
    if (trace(memory, text, respelled, folded, &t)) hits = hits_in(q, memory, &t, field, hits);
  }
  return hits;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Carries hits in `other` to the same digits of `text`. Returns false if the digits differ. */
static bool carry_digits(card_str text, card_str other, const char *found, char *hits) {
  size_t k = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (!is_digit(text.at[i])) continue;
    while (k < other.len && !is_digit(other.at[k])) k++;
    if (k == other.len || other.at[k] != text.at[i]) return false;
    hits[i] |= found[k++];
  }
  return true;
}

/* Highlights signs between highlighted digits. */
static void join_digits(card_str text, char *hits) {
  for (size_t i = 0, last = text.len; i < text.len; i++) {
    if (!is_digit(text.at[i])) continue;
    if (last < i && hits[last] && hits[i]) memset(hits + last, 1, i - last);
    last = i;
  }
}

char *highlight_forms(card *c, const query *q, arena *memory, card_str text, card_str other, int field) {
  char *hits = highlight_hits(c, q, memory, text, field);
  const char *found = other.len ? highlight_hits(c, q, memory, other, field) : NULL;
  if (!found) return hits;
  if (!hits) hits = arena_take(memory, text.len, 1);
  if (!hits) return NULL;
  if (carry_digits(text, other, found, hits))
    join_digits(text, hits);
  else
    memset(hits, 1, text.len);
  return hits;
}
