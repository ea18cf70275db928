/* A field is ranked once: every row gets a number for its place among all rows. Putting the rows of a view in order is then
 * sorting numbers, digit by digit. Ordered bottom-up: sorting by numbers, sorting texts, ranks, the order. */
#include "order.h"

#include <string.h>

#include "host.h"
#include "plain.h"
#include "search.h"

/* What is sorted: equal keys stay in the order they come in. */
typedef struct {
  uint64_t key;
  uint32_t row;
  uint32_t text; /* where its whole key stands among those of the others; the first eight bytes are `key` */
} sort_key;

/* ---- by numbers ---- */

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* Sorts by one digit of the keys; false where all are the same. */
static bool sort_by_digit(const sort_key *from, sort_key *to, size_t count, unsigned shift) {
  uint32_t starts[DIGITS + 1] = {0};
  for (size_t i = 0; i < count; i++) starts[(from[i].key >> shift) % DIGITS + 1]++;
  if (starts[(from->key >> shift) % DIGITS + 1] == count) return false;
  for (size_t i = 0; i < DIGITS; i++) starts[i + 1] += starts[i];
  for (size_t i = 0; i < count; i++) to[starts[(from[i].key >> shift) % DIGITS]++] = from[i];
  return true;
}

/* Sorts from the lowest digit up, and returns where the result is: in `keys` or in `other`. */
static sort_key *sort_by_numbers(sort_key *keys, sort_key *other, size_t count) {
  for (unsigned shift = 0; shift < 64 && count; shift += DIGIT_BITS) {
    if (!sort_by_digit(keys, other, count, shift)) continue;
    sort_key *sorted = other;
    other = keys;
    keys = sorted;
  }
  return keys;
}

/* The bits of a double, so that greater numbers have greater keys. */
static uint64_t number_key(double number) {
  uint64_t bits;
  number += 0.0; /* there is one zero */
  memcpy(&bits, &number, sizeof bits);
  return bits >> 63 ? ~bits : bits | 1ull << 63;
}

/* ---- by texts ---- */

enum { KEY_WORDS = 8, KEY_BYTES = 8 * KEY_WORDS, NUMBER_CLASS = 0x40, LETTER_CLASS = 0x50 };

/* Texts are brought near to the order of languages, for a host whose collator then has little left to do: spaces and
 * signs, then numbers by their value, then letters. Zeros fill the key up. */
static void write_key(card_str folded, unsigned char key[KEY_BYTES]) {
  size_t len = 0;
  for (size_t i = 0; i < folded.len && len < KEY_BYTES; i++) {
    unsigned char c = (unsigned char)folded.at[i];
    if (c >= '0' && c <= '9') {
      size_t end = i + 1;
      while (end < folded.len && folded.at[end] >= '0' && folded.at[end] <= '9') end++;
      while (i + 1 < end && folded.at[i] == '0') i++;
      key[len++] = (unsigned char)(NUMBER_CLASS + (end - i < 15 ? end - i : 15));
      while (i < end && len < KEY_BYTES) key[len++] = (unsigned char)folded.at[i++];
      i = end - 1;
    } else {
      key[len++] = (unsigned char)(c >= 'a' && c <= 'z' ? LETTER_CLASS + (c - 'a') : c & 0x80 ? c : c & 0x1F);
    }
  }
  memset(key + len, 0, KEY_BYTES - len);
}

/* The same as numbers that compare as the bytes do. */
static bool put_key(out *o, card_str folded) {
  unsigned char key[KEY_BYTES];
  char *to = out_room(o, KEY_BYTES);
  if (!to) return false;
  write_key(folded, key);
  for (size_t i = 0; i < KEY_BYTES; i += 8) {
    uint64_t word = 0;
    for (size_t k = 0; k < 8; k++) word = word << 8 | key[i + k];
    memcpy(to + i, &word, sizeof word);
  }
  o->len += KEY_BYTES;
  return true;
}

static bool is_before(const sort_key *b, const sort_key *a, const uint64_t *words) {
  if (a->key != b->key) return b->key < a->key;
  const uint64_t *x = words + (size_t)a->text * KEY_WORDS, *y = words + (size_t)b->text * KEY_WORDS;
  size_t i = 1;
  while (i < KEY_WORDS && x[i] == y[i]) i++;
  return i < KEY_WORDS && y[i] < x[i];
}

/* Merges runs of `width` keys in pairs. */
static void merge(const sort_key *from, sort_key *to, size_t count, size_t width, const uint64_t *words) {
  for (size_t start = 0; start < count; start += 2 * width) {
    size_t a = start, middle = start + width < count ? start + width : count, b = middle;
    size_t end = middle + width < count ? middle + width : count;
    for (size_t i = start; i < end; i++) {
      bool take_b = a == middle || (b < end && is_before(&from[b], &from[a], words));
      to[i] = from[take_b ? b++ : a++];
    }
  }
}

static sort_key *sort_by_texts(sort_key *keys, sort_key *other, size_t count, const uint64_t *words) {
  for (size_t width = 1; width < count; width *= 2) {
    merge(keys, other, count, width, words);
    sort_key *merged = other;
    other = keys;
    keys = merged;
  }
  return keys;
}

/* ---- ranks ---- */

/* What is ranked: numbers come before texts, and rows without either last. */
typedef struct {
  arena scratch;
  sort_key *numbers, *texts, *other;
  size_t number_count, text_count;
  out keys, plain; /* the texts as they are sorted, and as they are */
} ranking;

/* Writes the text that a row is sorted by. */
static bool put_text(ranking *r, const card *c, size_t row, int field) {
  const card_attribute *attribute = &c->model.attributes.at[row];
  if (field < FIELD_VALUES)
    return plain_markup(&r->plain, &r->scratch, field == FIELD_NAME ? attribute->name : attribute->definition);
  return plain_value(&r->plain, &r->scratch, &c->model, &attribute->values[field - FIELD_VALUES], attribute->unit,
                     S(", "));
}

static void read_key(ranking *r, const card *c, uint32_t row, int field) {
  const card_value *value = field < FIELD_VALUES ? NULL : &c->model.attributes.at[row].values[field - FIELD_VALUES];
  if (value && value->numeric) {
    r->numbers[r->number_count++] = (sort_key){.key = number_key(value->number), .row = row};
    return;
  }
  card_str folded = search_text(c, row, field);
  if (!folded.len || !put_key(&r->keys, folded)) return;
  uint64_t first;
  memcpy(&first, r->keys.at + r->keys.len - KEY_BYTES, sizeof first);
  r->texts[r->text_count] = (sort_key){first, row, (uint32_t)r->text_count};
  r->text_count++;
}

static void rank_numbers(const ranking *r, const sort_key *sorted, uint32_t *ranks) {
  uint32_t rank = 0;
  for (size_t i = 0; i < r->number_count; i++) {
    rank += i && sorted[i].key != sorted[i - 1].key;
    ranks[sorted[i].row] = rank;
  }
}

static bool rank_texts(ranking *r, const card *c, int field, const sort_key *sorted, uint32_t *ranks) {
  size_t count = r->text_count;
  if (!count) return true;
  uint32_t *places = arena_take(&r->scratch, count, sizeof *places);
  bool good = places;
  for (size_t i = 0; i < count && good; i++) {
    good = put_text(r, c, sorted[i].row, field);
    out_byte(&r->plain, '\0');
  }
  if (!good || r->plain.failed) return false;
  card_host_rank(r->plain.at, r->plain.len, count, places);
  for (size_t i = 0; i < count; i++) ranks[sorted[i].row] = (uint32_t)r->number_count + places[i];
  return true;
}

static bool rank_all(ranking *r, card *c, int field) {
  size_t count = c->model.attributes.count;
  sort_key *keys = arena_take(&r->scratch, 2 * count, sizeof *keys);
  r->other = arena_take(&r->scratch, count, sizeof *keys);
  if (!keys || !r->other) return false;
  r->numbers = keys;
  r->texts = keys + count;
  for (uint32_t row = 0; row < count; row++) {
    c->ranks[row] = UINT32_MAX;
    read_key(r, c, row, field);
  }
  if (r->keys.failed) return false;
  rank_numbers(r, sort_by_numbers(r->numbers, r->other, r->number_count), c->ranks);
  return rank_texts(r, c, field,
                    sort_by_texts(r->texts, r->other, r->text_count, (const uint64_t *)(const void *)r->keys.at),
                    c->ranks);
}

/* Ranks all rows by a field, unless they are. */
static bool rank_rows(card *c, int field) {
  if (c->ranks && c->ranked_field == field) return true;
  if (!search_prepare(c, SIZE_MAX)) return false;
  if (!c->ranks) c->ranks = arena_take(&c->memory, c->model.attributes.count, sizeof *c->ranks);
  if (!c->ranks) return false;
  ranking r = {0};
  bool good = rank_all(&r, c, field);
  c->ranked_field = good ? field : FIELD_ANY;
  out_free(&r.keys);
  out_free(&r.plain);
  arena_free(&r.scratch);
  return good;
}

/* ---- the order ---- */

/* Whether a row stands in another group than the one before it. */
static bool starts_run(const card *c, size_t i) {
  const card_attribute *rows = c->model.attributes.at;
  return i && !text_equal(rows[c->matches[i]].group, rows[c->matches[i - 1]].group);
}

bool order_rows(card *c, int field, bool descending) {
  arena scratch = {0};
  size_t count = c->match_count;
  uint64_t run = 0;
  sort_key *keys = arena_take(&scratch, count, sizeof *keys), *other = arena_take(&scratch, count, sizeof *keys);
  bool good = keys && other && rank_rows(c, field);
  for (size_t i = 0; i < count && good; i++) {
    uint32_t row = c->matches[i], rank = c->ranks[row];
    run += starts_run(c, i);
    keys[i] =
        (sort_key){.key = run << 32 | (descending && rank < UINT32_MAX ? UINT32_MAX - 1 - rank : rank), .row = row};
  }
  if (good) keys = sort_by_numbers(keys, other, count);
  for (size_t i = 0; i < count && good; i++) c->matches[i] = keys[i].row;
  arena_free(&scratch);
  return good;
}
