#include "order.h"

#include "host.h"
#include "plain.h"
#include "query.h"
#include "text.h"

typedef enum { KEY_NUMBER, KEY_TEXT, KEY_NONE } key_kind;

typedef struct {
  double number; /* or the rank of the text */
  key_kind kind;
  uint32_t row, run;
} sort_key;

/* Whether a row stands in another group than the one before it. */
static bool starts_run(const card *c, size_t i) {
  const card_attribute *rows = c->model.attributes.at;
  return i && !text_equal(rows[c->matches[i]].group, rows[c->matches[i - 1]].group);
}

/* Writes the text that a row is sorted by, or sets the key's number. */
static bool read_key(const card_model *m, arena *scratch, int field, out *texts, sort_key *key) {
  const card_attribute *row = &m->attributes.at[key->row];
  size_t from = texts->len;
  bool good = true;
  if (field < FIELD_VALUES) {
    good = plain_markup(texts, scratch, field == FIELD_NAME ? row->name : row->definition);
  } else {
    const card_value *value = &row->values[field - FIELD_VALUES];
    key->number = value->number;
    if (value->numeric) return true;
    good = plain_value(texts, scratch, m, value, row->unit, S(", "));
  }
  key->kind = texts->len > from ? KEY_TEXT : KEY_NONE;
  return good;
}

static bool rank_texts(arena *scratch, const out *texts, const uint32_t *ends, sort_key *keys, size_t count) {
  uint32_t *ranks = arena_take(scratch, count, sizeof *ranks);
  if (!ranks) return false;
  card_host_rank(texts->at, ends, count, ranks);
  for (size_t i = 0; i < count; i++)
    if (keys[i].kind == KEY_TEXT) keys[i].number = ranks[i];
  return true;
}

static bool read_keys(card *c, arena *scratch, int field, sort_key *keys) {
  out texts = {0};
  uint32_t *ends = arena_take(scratch, c->match_count, sizeof *ends), run = 0;
  bool good = ends;
  for (size_t i = 0; i < c->match_count && good; i++) {
    run += starts_run(c, i);
    keys[i] = (sort_key){.row = c->matches[i], .run = run};
    good = read_key(&c->model, scratch, field, &texts, &keys[i]);
    ends[i] = (uint32_t)texts.len;
  }
  good = good && !texts.failed && rank_texts(scratch, &texts, ends, keys, c->match_count);
  out_free(&texts);
  return good;
}

/* Whether `b` belongs before `a`, which stands before it now. */
static bool is_before(const sort_key *b, const sort_key *a, bool descending) {
  if (a->run != b->run) return b->run < a->run;
  if (a->kind != b->kind) return a->kind == KEY_NONE || (b->kind != KEY_NONE && (b->kind < a->kind) != descending);
  return descending ? b->number > a->number : b->number < a->number;
}

/* Merges runs of `width` keys in pairs. */
static void merge(const sort_key *from, sort_key *to, size_t count, size_t width, bool descending) {
  for (size_t start = 0; start < count; start += 2 * width) {
    size_t a = start, middle = start + width < count ? start + width : count, b = middle;
    size_t end = middle + width < count ? middle + width : count;
    for (size_t i = start; i < end; i++) {
      bool take_b = a == middle || (b < end && is_before(&from[b], &from[a], descending));
      to[i] = from[take_b ? b++ : a++];
    }
  }
}

bool order_rows(card *c, int field, bool descending) {
  arena scratch = {0};
  size_t count = c->match_count;
  sort_key *keys = arena_take(&scratch, count, sizeof *keys), *merged = arena_take(&scratch, count, sizeof *keys);
  bool good = keys && merged && read_keys(c, &scratch, field, keys);
  for (size_t width = 1; width < count && good; width *= 2) {
    merge(keys, merged, count, width, descending);
    sort_key *other = keys;
    keys = merged;
    merged = other;
  }
  for (size_t i = 0; i < count && good; i++) c->matches[i] = keys[i].row;
  arena_free(&scratch);
  return good;
}
