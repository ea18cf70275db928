/* Ranks each field once: every row gets its position among all rows. Sorting a view is then a radix sort of ranks.
 * Order of the file: sorting by numbers, sorting by texts, ranks, the order. */
#include "query/sort.h"

#include <string.h>

#include "base/platform.h"
#include "model/plain.h"
#include "query/index.h"
#include "values/words.h"

/* Items to sort. Sorting is stable. */
typedef struct {
  uint64_t key;
  uint32_t row;
  uint32_t text; /* for a text: the index of its collation key, of which `key` is one word */
} sort_key;

/* ---- by numbers ---- */

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* Sorts by one digit of the keys; returns false if all are the same. */
static bool sort_by_digit(const sort_key *from, sort_key *to, size_t count, unsigned shift) {
  uint32_t starts[DIGITS + 1] = {0};
  for (size_t i = 0; i < count; i++) starts[(from[i].key >> shift) % DIGITS + 1]++;
  if (starts[(from->key >> shift) % DIGITS + 1] == count) return false;
  for (size_t i = 0; i < DIGITS; i++) starts[i + 1] += starts[i];
  for (size_t i = 0; i < count; i++) to[starts[(from[i].key >> shift) % DIGITS]++] = from[i];
  return true;
}

/* Sorts from the lowest digit up; returns `keys` or `other`, whichever has the result. */
static sort_key *sort_by_numbers(sort_key *keys, sort_key *other, size_t count) {
  for (unsigned shift = 0; shift < 64 && count; shift += DIGIT_BITS) {
    if (!sort_by_digit(keys, other, count, shift)) continue;
    sort_key *sorted = other;
    other = keys;
    keys = sorted;
  }
  return keys;
}

/* Maps a double to an integer with the same order. */
static uint64_t number_key(double number) {
  uint64_t bits;
  number += 0.0; /* turns -0 into 0 */
  memcpy(&bits, &number, sizeof bits);
  return bits >> 63 ? ~bits : bits | 1ull << 63;
}

/* ---- by texts ---- */

enum {
  KEY_WORDS = 4,
  KEY_BYTES = 8 * KEY_WORDS,
  KEY_LAST = KEY_BYTES - 1,
  NUMBER_CLASS = 0x40,
  LETTER_CLASS = 0x50,
  MOST_DIGITS = 15
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Appends the digit count and digits of the number at `i`; returns the end index. */
static size_t write_number(card_str text, size_t i, unsigned char *key, size_t *len) {
  size_t end = i + 1;
  while (end < text.len && is_digit(text.at[end])) end++;
  while (i + 1 < end && text.at[i] == '0') i++;
  key[(*len)++] = (unsigned char)(NUMBER_CLASS + (end - i < MOST_DIGITS ? end - i : MOST_DIGITS));
  while (i < end && *len < KEY_LAST) key[(*len)++] = (unsigned char)text.at[i++];
  return end;
}

/* Returns the index of a character for platform_letters; CARD_LETTERS for characters beyond it. */
static size_t letter_at(card_str text, size_t i) {
  unsigned char c = (unsigned char)text.at[i];
  if (c < 0x80) return c;
  if (c < 0xC3 || c > 0xC5) return CARD_LETTERS;
  return 0x80 + (size_t)((c - 0xC3) << 6 | (text.at[i + 1] & 0x3F));
}

/* Returns the key byte of a character that is no digit: spaces lowest, most signs below numbers. */
static unsigned char class_of(unsigned char c, unsigned char place) {
  if (place > 1) return (unsigned char)(LETTER_CLASS + place);
  if (c & 0x80) return c;
  if (c & 0x40) return (unsigned char)(LETTER_CLASS + (c & 0x1F));
  return place ? 1 : c & 0x1F;
}

/* Builds an approximate collation key: spaces and signs, numbers by value, then letters, padded with zeros. The last
 * byte is the length of the reliable prefix: texts that differ within it in both keys are in the collator's order. The
 * last letter is not reliable, since an accent may follow. */
static void write_key(card_str text, const unsigned char *places, unsigned char key[KEY_BYTES]) {
  size_t len = 0, i = 0, certain = 0;
  bool open = true;
  while (i < text.len && len < KEY_LAST) {
    size_t letter = letter_at(text, i);
    unsigned char place = places[letter];
    open = open && place;
    if (open) certain = len;
    if (is_digit(text.at[i])) {
      size_t at = len;
      i = write_number(text, i, key, &len);
      open = open && key[at] < NUMBER_CLASS + MOST_DIGITS;
      if (open && i < text.len && !(text.at[i] & 0x80))
        certain = len; /* digits of other scripts would continue the number */
    } else {
      key[len++] = class_of((unsigned char)text.at[i], place);
      i += letter > 0x7F && place ? 2 : 1;
    }
  }
  memset(key + len, 0, KEY_BYTES - len);
  key[KEY_LAST] = (unsigned char)(open && i == text.len ? KEY_LAST : certain);
}

/* Appends the key as integers with the same order. */
static bool put_key(buffer *o, card_str text, const unsigned char *places) {
  unsigned char key[KEY_BYTES];
  char *to = buffer_room(o, KEY_BYTES);
  if (!to) return false;
  write_key(text, places, key);
  for (size_t i = 0; i < KEY_BYTES; i += 8) {
    uint64_t word = 0;
    for (size_t k = 0; k < 8; k++) word = word << 8 | key[i + k];
    memcpy(to + i, &word, sizeof word);
  }
  o->len += KEY_BYTES;
  return true;
}

static size_t certain_in(const uint64_t *key) { return key[KEY_WORDS - 1] & 0xFF; }

/* Returns true if the first `bytes` bytes of two keys are equal. */
static bool begin_alike(const uint64_t *a, const uint64_t *b, size_t bytes) {
  size_t i = 0;
  while (i < bytes / 8 && a[i] == b[i]) i++;
  return i == bytes / 8 && (bytes % 8 == 0 || (a[i] ^ b[i]) >> (64 - 8 * (bytes % 8)) == 0);
}

/* Returns true if `b` sorts before `a`, given that their words before `word` are equal. */
static bool is_before(const sort_key *b, const sort_key *a, const uint64_t *words, size_t word) {
  const uint64_t *x = words + (size_t)a->text * KEY_WORDS, *y = words + (size_t)b->text * KEY_WORDS;
  while (word < KEY_WORDS && x[word] == y[word]) word++;
  return word < KEY_WORDS && y[word] < x[word];
}

static void insert_by_texts(sort_key *keys, size_t count, const uint64_t *words, size_t word) {
  for (size_t i = 1; i < count; i++) {
    sort_key key = keys[i];
    size_t at = i;
    for (; at && is_before(&key, &keys[at - 1], words, word); at--) keys[at] = keys[at - 1];
    keys[at] = key;
  }
}

/* Sorts by the key words from `word` on: by that word, then ties by the next. `other` has room for `count` keys. */
static void sort_by_texts(sort_key *keys, sort_key *other, size_t count, const uint64_t *words, size_t word) {
  enum { FEW = 40 };
  if (count < FEW) {
    insert_by_texts(keys, count, words, word);
    return;
  }
  for (size_t i = 0; i < count; i++) keys[i].key = words[(size_t)keys[i].text * KEY_WORDS + word];
  const sort_key *sorted = sort_by_numbers(keys, other, count);
  if (sorted != keys) memcpy(keys, sorted, count * sizeof *keys);
  for (size_t start = 0, end; start < count && word + 1 < KEY_WORDS; start = end) {
    for (end = start + 1; end < count && keys[end].key == keys[start].key;) end++;
    sort_by_texts(keys + start, other, end - start, words, word + 1);
  }
}

/* ---- ranks ---- */

/* The ranks of rows that are last in both directions. */
static const uint32_t RANK_NOTHING = UINT32_MAX - 1, RANK_TOTAL = UINT32_MAX;

/* The state of ranking: numbers before texts, then rows with neither, then totals. */
typedef struct {
  arena scratch;
  sort_key *numbers, *texts, *other;
  size_t number_count, text_count;
  word_list words;
  buffer keys, plain;                      /* collation keys of the texts; plain texts of one or several rows */
  unsigned char letters[CARD_LETTERS + 1]; /* the last, for all other characters, is 0 */
} ranking;

static const uint64_t *words_of(const ranking *r) { return (const uint64_t *)(const void *)r->keys.at; }

/* Marks neighbours whose reliable prefixes tie: the platform's collator decides. */
static void join(const ranking *r, bool *joined) {
  for (size_t back = 0; back < 2; back++) {
    const uint64_t *widest = NULL;
    for (size_t n = 0; n < r->text_count; n++) {
      size_t i = back ? r->text_count - 1 - n : n;
      const uint64_t *key = words_of(r) + (size_t)r->texts[i].text * KEY_WORDS;
      bool together = widest && begin_alike(widest, key, certain_in(widest));
      if (together) joined[i + back] = true;
      if (!together || certain_in(key) < certain_in(widest)) widest = key;
    }
  }
}

/* Writes the sort text of a row. */
static bool put_text(ranking *r, const card *c, size_t row, int field) {
  const card_heading *attribute = &c->model.rows.at[row];
  if (field < FIELD_VALUES)
    return plain_markup(&r->plain, &r->scratch, field == FIELD_NAME ? attribute->name : attribute->definition);
  return plain_value(&r->plain, &r->scratch, &c->model, &attribute->values[field - FIELD_VALUES], attribute->unit,
                     S(", "));
}

/* Reads what a row is sorted by. Rows with nothing to sort by keep the rank that they have. */
static bool read_key(ranking *r, const card *c, uint32_t row, int field) {
  const card_heading *attribute = &c->model.rows.at[row];
  const card_value *value = field < FIELD_VALUES ? NULL : &attribute->values[field - FIELD_VALUES];
  if (attribute->is_total || (value && value_is_nothing(&r->words, &c->model, value))) return true;
  if (value && value->numeric) {
    r->numbers[r->number_count++] = (sort_key){.key = number_key(value->number), .row = row};
    return true;
  }
  r->plain.len = 0;
  if (!put_text(r, c, row, field)) return false;
  if (r->plain.len) {
    if (!put_key(&r->keys, buffer_text(&r->plain), r->letters)) return false;
    r->texts[r->text_count] = (sort_key){.row = row, .text = (uint32_t)r->text_count};
    r->text_count++;
  }
  return true;
}

static void rank_numbers(const ranking *r, const sort_key *sorted, uint32_t *ranks) {
  uint32_t rank = 0;
  for (size_t i = 0; i < r->number_count; i++) {
    rank += i && sorted[i].key != sorted[i - 1].key;
    ranks[sorted[i].row] = rank;
  }
}

/* Writes the texts that the platform must compare in sorted order and returns their number. */
static size_t put_joined(ranking *r, const card *c, int field, const bool *joined) {
  size_t count = 0;
  r->plain.len = 0;
  for (size_t i = 0; i < r->text_count && !r->plain.failed; i++) {
    if (!joined[i] && !joined[i + 1]) continue;
    if (!put_text(r, c, r->texts[i].row, field)) r->plain.failed = true;
    buffer_byte(&r->plain, '\0');
    count++;
  }
  return count;
}

/* Ranks the sorted texts: joined texts by the platform's ranks in `places`. */
static void rank_joined(const ranking *r, const bool *joined, const uint32_t *places, uint32_t *ranks) {
  uint32_t rank = (uint32_t)r->number_count;
  for (size_t start = 0, end; start < r->text_count; start = end) {
    uint32_t least = UINT32_MAX, most = 0;
    for (end = start + 1; joined[end];) end++;
    size_t count = end - start > 1 ? end - start : 0;
    for (size_t i = 0; i < count; i++) {
      if (places[i] < least) least = places[i];
      if (places[i] > most) most = places[i];
    }
    for (size_t i = start; i < end; i++) ranks[r->texts[i].row] = rank + (count ? places[i - start] - least : 0);
    rank += count ? most - least + 1 : 1;
    places += count;
  }
}

static bool rank_texts(ranking *r, const card *c, int field, uint32_t *ranks) {
  bool *joined = arena_take(&r->scratch, r->text_count + 1, sizeof *joined);
  uint32_t *places = arena_take(&r->scratch, r->text_count, sizeof *places);
  if (!joined || !places) return false;
  sort_by_texts(r->texts, r->other, r->text_count, words_of(r), 0);
  join(r, joined);
  size_t count = put_joined(r, c, field, joined);
  if (r->plain.failed) return false;
  if (count) platform_rank(r->plain.at, r->plain.len, count, places);
  rank_joined(r, joined, places, ranks);
  return true;
}

static bool rank_all(ranking *r, card *c, int field) {
  size_t count = c->model.rows.count;
  sort_key *keys = arena_take(&r->scratch, 2 * count, sizeof *keys);
  r->other = arena_take(&r->scratch, count, sizeof *keys);
  if (!keys || !r->other) return false;
  r->numbers = keys;
  r->texts = keys + count;
  platform_letters(r->letters);
  words_open(&r->words);
  for (uint32_t row = 0; row < count; row++) {
    c->query->ranks[row] = c->model.rows.at[row].is_total ? RANK_TOTAL : RANK_NOTHING;
    if (!read_key(r, c, row, field)) return false;
  }
  rank_numbers(r, sort_by_numbers(r->numbers, r->other, r->number_count), c->query->ranks);
  return rank_texts(r, c, field, c->query->ranks);
}

/* Ranks all rows by a field if not cached. */
static bool rank_rows(card *c, int field) {
  if (c->query->ranks && c->query->ranked_field == field) return true;
  if (!c->query->ranks) c->query->ranks = arena_take(&c->memory, c->model.rows.count, sizeof *c->query->ranks);
  if (!c->query->ranks) return false;
  ranking r = {0};
  bool good = rank_all(&r, c, field);
  c->query->ranked_field = good ? field : FIELD_ANY;
  buffer_free(&r.keys);
  buffer_free(&r.plain);
  arena_free(&r.scratch);
  return good;
}

/* ---- the order ---- */

/* Returns true if the row at `i` starts a new group. */
static bool starts_run(const card *c, size_t i) {
  const card_heading *rows = c->model.rows.at;
  return i && !text_equal(rows[c->query->matches[i]].group, rows[c->query->matches[i - 1]].group);
}

bool order_rows(card *c, int field, bool descending) {
  arena scratch = {0};
  size_t count = c->query->match_count;
  uint64_t run = 0;
  sort_key *keys = arena_take(&scratch, count, sizeof *keys), *other = arena_take(&scratch, count, sizeof *keys);
  bool good = keys && other && rank_rows(c, field);
  for (size_t i = 0; i < count && good; i++) {
    uint32_t row = c->query->matches[i], rank = c->query->ranks[row];
    run += starts_run(c, i);
    keys[i] =
        (sort_key){.key = run << 32 | (descending && rank < RANK_NOTHING ? RANK_NOTHING - 1 - rank : rank), .row = row};
  }
  if (good) keys = sort_by_numbers(keys, other, count);
  for (size_t i = 0; i < count && good; i++) c->query->matches[i] = keys[i].row;
  arena_free(&scratch);
  return good;
}
