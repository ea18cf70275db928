#include "nearest.h"

#include "search.h"
#include "text.h"

enum {
  LONGEST = 32,         /* bytes of a word; longer ones are near to nothing */
  WHOLE_ROWS = 1 << 20, /* bytes of an index of which whole rows are read; of a larger one, the names alone */
};

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* How far apart two words may be to count as near. */
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

/* How far a word is from the nearest one in a text: at most one more than its reach. */
static unsigned distance_to_text(card_str word, card_str text) {
  unsigned nearest = reach(word) + 1;
  for (size_t from = 0, i = 0; i <= text.len; i++) {
    if (i < text.len && (text.at[i] & 0x80 || text_is_alnum(text.at[i]))) continue;
    card_str other = text_slice(text, from, i);
    from = i + 1;
    if (other.len && other.len <= LONGEST && other.len + nearest > word.len && word.len + nearest > other.len)
      nearest = least(nearest, distance(word, other));
  }
  return nearest;
}

/* How far a row is from the query: UINT32_MAX where no word is near. */
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
  for (uint32_t i = 0; i < c->model.attributes.count; i++) {
    card_str text = search_row(c, i);
    unsigned d = distance_to_row(q, c->folded.len > WHOLE_ROWS ? query_field(text, FIELD_NAME) : text);
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
