#include "query/ngrams.h"

#include <string.h>

#include "base/find.h"
#include "query/index.h"

/* An n-gram is one to three adjacent letters a to z. Its number has five bits per letter, 1 to 26. */
enum { LETTERS = 26, BITS = 5, LETTER = (1 << BITS) - 1, PAIR = (1 << 2 * BITS) - 1, GRAMS = 1 << 3 * BITS };

/* Rows sampled to choose the n-grams to index; smaller cards have no index. */
enum { SAMPLE = 1024 };

/* Indexes n-grams in at least 1/8 of the sampled rows; raises this share until the bitmaps fit in 1/8 of the text. */
enum { WORTH = 8, PART = 8 };

/* One byte per row of a bitmap word; not 0 if the row has the n-gram. */
typedef uint8_t ngram_word[NGRAMS_WORD];

struct ngram_index {
  size_t words; /* of each n-gram's bitmap */
  size_t count; /* of indexed n-grams */
  size_t rows;  /* indexed so far */
  uint32_t *bits;
  ngram_word *seen;      /* of the rows of the current bitmap word */
  uint16_t slots[GRAMS]; /* bitmap number of each n-gram; 0 for n-grams not indexed, whose bits are never read */
};

/* Returns the n-gram of up to three letters that ends with `c` and continues `ngram`; shorter after another character,
 * and 0 if `c` is no letter. */
static inline unsigned next_gram(unsigned ngram, char c) {
  unsigned letter = (unsigned)(unsigned char)c - 'a';
  return letter < LETTERS ? ((ngram & PAIR) << BITS) + letter + 1 : 0;
}

/* Number of sampled rows with an n-gram, and the last of them, from 1. */
typedef struct {
  uint16_t rows, last;
} ngram_count;

static void count_gram(ngram_count *ngram, uint16_t row) {
  ngram->rows = (uint16_t)(ngram->rows + (ngram->last != row));
  ngram->last = row;
}

static void count_sample(const card *c, ngram_count *counts) {
  for (uint16_t row = 1; row <= SAMPLE; row++) {
    card_str text = search_text(c, row - 1u, FIELD_ANY);
    unsigned ngram = 0;
    for (size_t i = 0; i < text.len; i++) {
      ngram = next_gram(ngram, text.at[i]);
      for (unsigned mask = GRAMS - 1; mask; mask >>= BITS) count_gram(&counts[ngram & mask], row);
    }
  }
  counts[0].rows = 0; /* not a letter */
}

/* Counts the n-grams in at least `rows` rows of the sample. */
static size_t count_common(const ngram_count *counts, size_t rows) {
  size_t common = 0;
  for (size_t i = 0; i < GRAMS; i++) common += counts[i].rows >= rows;
  return common;
}

/* Chooses the n-grams to index. */
static struct ngram_index *choose(const card *c, arena *memory, ngram_count *counts) {
  struct ngram_index *index = arena_take(memory, 1, sizeof *index);
  if (!index) return NULL;
  index->words = (c->model.rows.count + NGRAMS_WORD - 1) / NGRAMS_WORD;
  const size_t most = c->query->folded.len / PART / (index->words * sizeof *index->bits);
  size_t rows = SAMPLE / WORTH;
  count_sample(c, counts);
  while (count_common(counts, rows) > most) rows += SAMPLE / 64;
  for (size_t i = 0; i < GRAMS; i++)
    if (counts[i].rows >= rows) index->slots[i] = (uint16_t)++index->count;
  index->bits = arena_raw(memory, (index->count + 1) * index->words * sizeof *index->bits);
  index->seen = arena_take(memory, index->count + 1, sizeof *index->seen);
  return index->bits && index->seen ? index : NULL;
}

static struct ngram_index *begin(card *c) {
  arena scratch = {0};
  ngram_count *counts = arena_take(&scratch, GRAMS, sizeof *counts);
  struct ngram_index *index = counts ? choose(c, &c->memory, counts) : NULL;
  arena_free(&scratch);
  return index;
}

static void index_row(const card *c, struct ngram_index *index) {
  const card_str text = search_text(c, index->rows, FIELD_ANY);
  ngram_word *seen = index->seen;
  const size_t place = index->rows % NGRAMS_WORD;
  unsigned ngram = 0;
  for (size_t i = 0; i < text.len; i++) {
    ngram = next_gram(ngram, text.at[i]);
    seen[index->slots[ngram & LETTER]][place] = seen[index->slots[ngram & PAIR]][place] = 0xFF;
    seen[index->slots[ngram]][place] = 0xFF;
  }
}

/* Returns one bit per byte. */
static inline uint32_t bits_of(const ngram_word seen) {
  uint32_t bits = 0;
#if CARD_VECTORS
  for (size_t i = NGRAMS_WORD; i;) bits = bits << VECTOR | vector_mask(vector_load((const char *)seen + (i -= VECTOR)));
#else
  for (size_t i = NGRAMS_WORD; i;) bits = bits << 1 | (seen[--i] & 1u);
#endif
  return bits;
}

/* Writes the current bitmap word of each n-gram. */
static void write_words(struct ngram_index *index) {
  size_t word = index->rows / NGRAMS_WORD;
  for (size_t slot = 1; slot <= index->count; slot++)
    index->bits[slot * index->words + word] = bits_of(index->seen[slot]);
  memset(index->seen, 0, (index->count + 1) * sizeof *index->seen);
}

size_t ngrams_index(card *c, size_t rows) {
  size_t all = c->model.rows.count;
  if (all < SAMPLE || (!c->query->ngrams && !(c->query->ngrams = begin(c)))) return 0;
  for (struct ngram_index *index = c->query->ngrams; rows && index->rows < all; rows--) {
    index_row(c, index);
    if (index->rows % NGRAMS_WORD == NGRAMS_WORD - 1 || index->rows == all - 1) write_words(index);
    index->rows++;
  }
  return all - c->query->ngrams->rows;
}

ngram_set ngrams_of(const card *c, card_str text) {
  const struct ngram_index *index = c->query->ngrams;
  ngram_set set = {.count = 0};
  unsigned ngram = 0;
  bool whole = false; /* the last n-gram is indexed at its full length */
  if (!index || index->rows < c->model.rows.count) return set;
  for (size_t i = 0; i < text.len && set.count < NGRAMS_CHECKED; i++) {
    size_t slot = 0;
    ngram = next_gram(ngram, text.at[i]);
    for (unsigned mask = GRAMS - 1; mask && !slot; mask >>= BITS) {
      slot = index->slots[ngram & mask];
      whole = slot && (ngram & mask) == ngram;
    }
    if (slot) set.bits[set.count++] = index->bits + slot * index->words;
  }
  set.exact = whole && text.len < 4 && ngram >> BITS * (text.len - 1); /* the n-gram covers the text */
  return set;
}

size_t ngrams_rows(const card *c, const ngram_set *set, uint32_t *rows) {
  size_t count = 0;
  for (size_t i = 0; i < c->query->ngrams->words; i++) {
    uint32_t word = set->bits[0][i];
    for (size_t k = 1; k < set->count; k++) word &= set->bits[k][i];
    for (; word; word &= word - 1) rows[count++] = (uint32_t)(i * NGRAMS_WORD) + (uint32_t)__builtin_ctz(word);
  }
  return count;
}
