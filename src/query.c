#include "query.h"

#include <string.h>

#include "fold.h"
#include "text.h"

bool query_read(card_str text, out *folded, query *q) {
  *q = (query){0};
  folded->len = 0;
  fold_text(folded, text);
  card_str all = out_text(folded);
  for (size_t i = 0; i < all.len && q->count < CARD_MAX_WORDS; i++) {
    size_t from = i;
    while (i < all.len && all.at[i] != ' ') i++;
    if (i > from) q->words[q->count++] = text_slice(all, from, i);
  }
  return !folded->failed;
}

bool query_matches(const query *q, card_str folded) {
  for (size_t i = 0; i < q->count; i++)
    if (text_find(folded, q->words[i], 0) == folded.len) return false;
  return true;
}

/* A text beside its folded form; `origins` says for each byte of that where its letter starts in the text. */
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

/* Marks the letters that the folded bytes from `from` up to `to` come from. */
static void mark(const traced *t, char *hits, size_t from, size_t to) {
  size_t last = t->origins[to - 1];
  while (to < t->folded.len && t->origins[to] == last) to++;
  size_t start = t->origins[from], end = to < t->folded.len ? t->origins[to] : t->text.len;
  memset(hits + start, 1, end - start);
}

static const char *hits_in(const query *q, arena *memory, const traced *t) {
  char *hits = NULL;
  for (size_t i = 0; i < q->count; i++) {
    card_str word = q->words[i];
    for (size_t at = text_find(t->folded, word, 0); at < t->folded.len;
         at = text_find(t->folded, word, at + word.len)) {
      if (!hits) hits = arena_take(memory, t->text.len, 1);
      if (!hits) return NULL;
      mark(t, hits, at, at + word.len);
    }
  }
  return hits;
}

const char *query_hits(const query *q, arena *memory, card_str text) {
  out folded = {0};
  traced t;
  const char *hits = q->count && trace(memory, text, &folded, &t) ? hits_in(q, memory, &t) : NULL;
  out_free(&folded);
  return hits;
}
