#include "query/suggestions.h"

#include "base/text.h"
#include "query/index.h"

enum {
  LONGEST = 32,         /* bytes of a word; longer words get no suggestions */
  WHOLE_ROWS = 1 << 20, /* bytes of an index up to which whole rows are compared; otherwise only names */
  MOST_ROWS = 20000,    /* maximum rows compared, since this runs at every letter typed */
};

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Returns the maximum edit distance for two words to be near. */
static unsigned reach(card_str word) { return 1 + (unsigned)word.len / 4; }

static unsigned distance(card_str a, card_str b) {
  unsigned char row[LONGEST + 1];
  for (unsigned k = 0; k <= b.len; k++) row[k] = (unsigned char)k;
  for (unsigned i = 1; i <= a.len; i++) {
    unsigned diagonal = i - 1;
    row[0] = (unsigned char)i;
    for (unsigned k = 1; k <= b.len; k++) {
      unsigned swapped = diagonal + (a.at[i - 1] != b.at[k - 1]);
      diagonal = row[k];
      row[k] = (unsigned char)least(swapped, 1 + least(diagonal, row[k - 1]));
    }
  }
  return row[b.len];
}

/* Returns a word's bytes as a set. Each byte missing in the other word takes an edit: a lower bound of the distance. */
static uint32_t letter_bit(char c) { return 1u << (c & 31); }

static uint32_t letters_of(card_str word) {
  uint32_t letters = 0;
  for (size_t i = 0; i < word.len; i++) letters |= letter_bit(word.at[i]);
  return letters;
}

static bool is_letter(char c) { return (c & 0x80) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/* Returns the distance from a word to the nearest word in a folded text; at most reach + 1. */
static unsigned distance_to_text(card_str word, card_str text) {
  unsigned nearest = reach(word) + 1;
  uint32_t wanted = letters_of(word), there = 0;
  for (size_t from = 0, i = 0; i <= text.len; i++) {
    if (i < text.len && is_letter(text.at[i])) {
      there |= letter_bit(text.at[i]);
      continue;
    }
    card_str other = text_slice(text, from, i);
    bool near = (unsigned)__builtin_popcount(wanted & ~there) < nearest && other.len + nearest > word.len &&
                word.len + nearest > other.len;
    if (near && other.len && other.len <= LONGEST) nearest = least(nearest, distance(word, other));
    from = i + 1;
    there = 0;
  }
  return nearest;
}

/* Returns the distance of a row from the query; UINT32_MAX if no word is near. */
static unsigned distance_to_row(const query *q, card_str text) {
  unsigned sum = 0;
  bool near = false;
  for (size_t i = 0; i < q->count; i++) {
    const query_term *t = &q->terms[i];
    if (t->without || t->compare || t->text.len > LONGEST) continue;
    unsigned d = distance_to_text(t->text, text);
    near = near || d <= reach(t->text);
    sum += d;
  }
  return near ? sum : UINT32_MAX;
}

size_t nearest_rows(const card *c, const query *q, uint32_t rows[NEAREST_ROWS]) {
  unsigned distances[NEAREST_ROWS];
  size_t count = 0;
  for (uint32_t i = 0; i < c->model.rows.count && i < MOST_ROWS; i++) {
    unsigned d = distance_to_row(q, search_text(c, i, c->query->folded.len > WHOLE_ROWS ? FIELD_NAME : FIELD_ANY));
    if (d == UINT32_MAX || (count == NEAREST_ROWS && d >= distances[count - 1])) continue;
    size_t at = count < NEAREST_ROWS ? count++ : count - 1;
    for (; at > 0 && distances[at - 1] > d; at--) {
      distances[at] = distances[at - 1];
      rows[at] = rows[at - 1];
    }
    distances[at] = d;
    rows[at] = i;
  }
  return count;
}
