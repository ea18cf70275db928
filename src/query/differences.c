#include "query/differences.h"

#include <string.h>

#include "base/text.h"
#include "model/inline.h"
#include "query/fold.h"

enum { MOST_WORDS = 255 };

/* Range of a word in its text, and of its folded letters. */
typedef struct {
  size_t from, to, folded_from, folded_to;
} word;

typedef struct {
  word *words;
  size_t count;
  buffer folded;
} words;

static bool is_punctuation(char c) { return !(c & 0x80) && !text_is_alnum(c); }

static void add_word(words *w, card_str text, size_t from, size_t to) {
  while (from < to && is_punctuation(text.at[from])) from++;
  while (from < to && is_punctuation(text.at[to - 1])) to--;
  if (from == to || w->count > MOST_WORDS) return;
  size_t folded_from = w->folded.len;
  fold_text(&w->folded, text_slice(text, from, to));
  w->words[w->count++] = (word){from, to, folded_from, w->folded.len};
}

static bool split(arena *memory, card_str text, words *w) {
  w->words = arena_take(memory, MOST_WORDS + 1, sizeof *w->words);
  if (!w->words) return false;
  for (size_t from = 0, i = 0; i <= text.len; i++) {
    if (i < text.len && !text_is_space(text.at[i])) continue;
    add_word(w, text, from, i);
    from = i + 1;
  }
  return !w->folded.failed;
}

static card_str letters(const words *w, size_t i) {
  return text_slice(buffer_text(&w->folded), w->words[i].folded_from, w->words[i].folded_to);
}

/* Fills the table of the longest common subsequence: lengths for the words from i of `a` and from k of `b`. */
static void measure(const words *a, const words *b, unsigned char *lengths) {
  size_t row = b->count + 1;
  for (size_t i = a->count; i-- > 0;)
    for (size_t k = b->count; k-- > 0;) {
      unsigned char *here = lengths + i * row + k, down = here[row], right = here[1];
      *here = text_equal(letters(a, i), letters(b, k)) ? (unsigned char)(here[row + 1] + 1)
              : down > right                           ? down
                                                       : right;
    }
}

static void mark_word(char *marks, const word *w) { memset(marks + w->from, 1, w->to - w->from); }

static void mark_rest(const words *a, const words *b, const unsigned char *lengths, char *marks[2]) {
  size_t i = 0, k = 0, row = b->count + 1;
  while (i < a->count || k < b->count) {
    const unsigned char *here = lengths + i * row + k;
    if (i < a->count && k < b->count && text_equal(letters(a, i), letters(b, k))) {
      i++;
      k++;
    } else if (k == b->count || (i < a->count && here[row] >= here[1])) {
      mark_word(marks[0], &a->words[i++]);
    } else {
      mark_word(marks[1], &b->words[k++]);
    }
  }
}

/* With less than a third in common, the texts are unrelated; with all in common, they are the same. */
static bool is_helpful(size_t a, size_t b, size_t common) { return common * 6 > a + b && common * 2 < a + b; }

static bool compare(arena *memory, const words *a, const words *b, card_str texts[2], char *marks[2]) {
  if (a->count > MOST_WORDS || b->count > MOST_WORDS) return true;
  unsigned char *lengths = arena_take(memory, a->count + 1, b->count + 1);
  if (!lengths) return false;
  measure(a, b, lengths);
  if (!is_helpful(a->count, b->count, lengths[0])) return true;
  for (size_t i = 0; i < 2; i++) marks[i] = arena_take(memory, texts[i].len, 1);
  if (!marks[0] || !marks[1]) return false;
  mark_rest(a, b, lengths, marks);
  return true;
}

bool differences_mark(arena *memory, const card_value *a, const card_value *b, char *marks[2]) {
  inline_run runs[2];
  words first = {0}, second = {0};
  if (a->kind != VALUE_TEXT || b->kind != VALUE_TEXT || a->manner == SAID_NOTHING || b->manner == SAID_NOTHING)
    return true;
  bool good = inline_read(memory, a->text, &runs[0]) && inline_read(memory, b->text, &runs[1]) &&
              split(memory, runs[0].text, &first) && split(memory, runs[1].text, &second) &&
              compare(memory, &first, &second, (card_str[]){runs[0].text, runs[1].text}, marks);
  buffer_free(&first.folded);
  buffer_free(&second.folded);
  return good;
}
