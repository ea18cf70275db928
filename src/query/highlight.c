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

static bool trace(arena *memory, card_str text, buffer *folded, traced *t) {
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

char *highlight_hits(card *c, const query *q, arena *memory, card_str text, int field) {
  if (!q->count) return NULL;
  char *plain = arena_raw(memory, text.len);
  if (plain && fold_ascii(text, plain) == text.len)
    return hits_in(q, memory, &(traced){text, {plain, text.len}, NULL}, field);
  buffer *folded = &c->query->traced;
  traced t;
  folded->len = 0;
  folded->failed = false;
  return trace(memory, text, folded, &t) ? hits_in(q, memory, &t, field) : NULL;
}
