/* Words and signs for yes, for no and for nothing, in many languages, and names of sums and averages. */
#ifndef CARD_WORDS_H
#define CARD_WORDS_H

#include "model/model.h"

enum { MOST_WORDS = 220, WORD_SLOTS = 1024, LONGEST_WORD = 40 /* bytes */ };

/* Sets of pairs of yes and no: bit i for the pair i. */
typedef uint64_t word_pairs;

typedef struct {
  const char *text;
  word_pairs yes, no; /* the pairs in which the word means yes, or no */
} known_word;

/* All words. */
typedef struct {
  known_word words[MOST_WORDS]; /* from 1 */
  size_t count;
  uint8_t slots[WORD_SLOTS]; /* the word at each hash; 0 if none */
  uint64_t lengths[256];     /* for each first byte, a bit for each length of a word */
} word_list;

void words_open(word_list *);

/* Returns the number of the word that a trimmed text is, in any case, also with a sign before it ("✅ Yes"); 0 for other
 * texts. */
uint8_t word_of(const word_list *, card_str text);

/* Returns the sign at the start of a text and writes what follows it to `rest`, if that is only emoji, and none of them an
 * answer: "✅8️⃣". Returns 0 for other texts. */
uint8_t word_with_emoji(const word_list *, card_str text, card_str *rest);

/* Pairs that need no partner: ✓ means yes alone. */
#define PAIRS_OF_SIGNS ((word_pairs)1)

/* Pairs of words, which a row of nothing but such words also shows. */
extern const word_pairs pairs_of_words;

/* Returns true if the word says that there is nothing to say: "n/a". */
bool word_is_nothing(const word_list *, uint8_t word);

/* Returns true if a value says that there is nothing to say: cells_type decided it for tables, their texts do for others. */
bool value_is_nothing(const word_list *, const card_model *, const card_value *);

/* Returns true if the text names a sum or an average. */
bool word_is_total(card_str name);

#endif
