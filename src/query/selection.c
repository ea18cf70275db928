/* Order of the file: subjects, rows, the view. */
#include "query/selection.h"

#include <string.h>

#include "base/text.h"
#include "query/index.h"
#include "query/match.h"
#include "query/sort.h"
#include "values/words.h"

/* ---- subjects ---- */

/* Removes the subject at the start of a list and returns its index; the number of subjects if there is none. Of "tea"
 * and "tea, green" takes the longer. */
static size_t take_column(const card_model *m, card_str *list) {
  size_t found = m->columns.count;
  card_str left = *list;
  view_skip(&left);
  for (size_t i = 0; i < m->columns.count; i++) {
    card_str rest = *list;
    if (!view_take(&rest, m->columns.at[i].id) || rest.len > left.len) continue;
    found = i;
    left = rest;
  }
  *list = left;
  return found;
}

static void show_all_columns(const card_model *m, selection *s) {
  while (s->column_count < m->columns.count) {
    s->columns[s->column_count] = (uint8_t)s->column_count;
    s->column_count++;
  }
}

static void show_columns(const card_model *m, card_str list, selection *s) {
  uint64_t shown = 0;
  bool none = text_equal(list, S("-"));
  while (list.len) {
    size_t i = take_column(m, &list);
    if (i == m->columns.count || shown >> i & 1) continue;
    shown |= 1ull << i;
    s->columns[s->column_count++] = (uint8_t)i;
  }
  if (!shown && !none) show_all_columns(m, s);
}

/* Moves a subject to the front if it is shown. */
static void pin_column(size_t subject, selection *s) {
  for (size_t i = 0; i < s->column_count; i++) {
    if (s->columns[i] != subject) continue;
    memmove(s->columns + 1, s->columns, i);
    s->columns[0] = (uint8_t)subject;
    s->pinned = true;
  }
}

static void select_columns(const card_model *m, selection *s) {
  card_str pin = s->view.parts[VIEW_PIN];
  show_columns(m, s->view.parts[VIEW_SHOW], s);
  pin_column(take_column(m, &pin), s);
}

/* ---- rows ---- */

/* Returns the folded text of a value, without its other forms. */
static card_str value_text(const card *c, size_t row, size_t subject) {
  card_str text = search_text(c, row, FIELD_VALUES + (int)subject);
  return text_slice(text, 0, text_find(text, S("\x1D"), 0));
}

/* Returns true if two numbers are the same. A gigabyte may be a thousand megabytes and one rounding error. */
static bool are_same(double a, double b) {
  const double error = 1e-13;
  double difference = a < b ? b - a : a - b, size = a < 0 ? -a : a;
  return difference <= size * error;
}

/* Returns true if two subjects have the same number, the same folded text, or both nothing to say. "About 5" is not 5. */
static bool is_same_value(const card *c, const word_list *words, size_t row, size_t one, size_t other) {
  const card_value *values = c->model.rows.at[row].values, *a = &values[one], *b = &values[other];
  if (!c->model.rows.at[row].is_mixed && a->numeric && b->numeric && a->manner == b->manner &&
      a->manner != SAID_AS_RANGE)
    return are_same(a->number, b->number);
  bool nothing = value_is_nothing(words, &c->model, a);
  if (nothing || value_is_nothing(words, &c->model, b)) return nothing && value_is_nothing(words, &c->model, b);
  return text_equal(value_text(c, row, one), value_text(c, row, other));
}

/* Returns true if the shown subjects are the same. */
static bool is_similar(const card *c, const word_list *words, const selection *s, size_t row) {
  for (size_t i = 1; i < s->column_count; i++)
    if (!is_same_value(c, words, row, s->columns[0], s->columns[i])) return false;
  return true;
}

/* Compares the shown subjects in every row. Reuses the result for the same subjects. */
static bool compare_subjects(card *c, const selection *s) {
  size_t rows = c->model.rows.count;
  if (!c->query->similar) c->query->similar = arena_take(&c->memory, rows, 1);
  if (!c->query->similar) return false;
  if (c->query->similar_count == s->column_count && memcmp(c->query->similar_of, s->columns, s->column_count) == 0)
    return true;
  word_list words;
  words_open(&words);
  for (size_t i = 0; i < rows; i++) c->query->similar[i] = is_similar(c, &words, s, i);
  memcpy(c->query->similar_of, s->columns, s->column_count);
  c->query->similar_count = s->column_count;
  return true;
}

card_str row_key(const card_heading *row) { return row->id.len ? row->id : row->name; }

/* Shows enough rows to include the linked row. */
static void show_linked_row(const card *c, selection *s) {
  card_str key = s->view.parts[VIEW_ROW];
  for (size_t i = s->row_limit; i < c->query->match_count && key.len; i++)
    if (text_equal(row_key(&c->model.rows.at[c->query->matches[i]]), key)) s->row_limit = i + 1;
}

static bool make_room(card *c) {
  if (!c->query->matches) c->query->matches = arena_take(&c->memory, c->model.rows.count, sizeof *c->query->matches);
  c->query->match_count = 0;
  return c->query->matches;
}

static void take_all(card *c) {
  while (c->query->match_count < c->model.rows.count) {
    c->query->matches[c->query->match_count] = (uint32_t)c->query->match_count;
    c->query->match_count++;
  }
}

/* Selects the rows in which the subjects are the same if `similar`, otherwise the others. Totals are neither. */
static void take_compared(card *c, const uint32_t *rows, size_t count, bool similar) {
  for (size_t i = 0; i < count; i++) {
    c->query->matches[c->query->match_count] = rows[i];
    c->query->match_count += c->query->similar[rows[i]] == similar && !c->model.rows.at[rows[i]].is_total;
  }
}

static bool select_rows(card *c, selection *s) {
  bool asks = s->query.count;
  if (!make_room(c) || (asks && !match_rows(c, &s->query)) || (s->only && !compare_subjects(c, s))) return false;
  if (!asks) take_all(c);
  const uint32_t *rows = asks ? c->query->cache->rows : c->query->matches;
  size_t count = asks ? c->query->cache->count : c->query->match_count;
  c->query->match_count = 0;
  if (s->only) {
    take_compared(c, rows, count, s->only == ONLY_SIMILARITIES);
  } else {
    if (asks) memcpy(c->query->matches, rows, count * sizeof *rows);
    c->query->match_count = count;
  }
  if (s->sort != FIELD_ANY && !order_rows(c, s->sort, s->descending)) return false;
  show_linked_row(c, s);
  return true;
}

/* ---- the view ---- */

static int sort_field(const card_model *m, card_str key) {
  if (text_equal(key, S("name"))) return FIELD_NAME;
  if (text_equal(key, S("definition"))) return FIELD_DEFINITION;
  size_t subject = take_column(m, &key);
  return subject < m->columns.count ? FIELD_VALUES + (int)subject : FIELD_ANY;
}

static void read_choices(const card_model *m, selection *s) {
  card_str sort = s->view.parts[VIEW_SORT], only = s->view.parts[VIEW_ONLY], rows = s->view.parts[VIEW_ROWS];
  s->descending = text_starts(sort, S("-"));
  s->sort = sort_field(m, text_slice(sort, s->descending, sort.len));
  if (s->column_count > 1)
    s->only = text_equal(only, S("differences"))    ? ONLY_DIFFERENCES
              : text_equal(only, S("similarities")) ? ONLY_SIMILARITIES
                                                    : ONLY_ALL;
  s->row_limit = text_equal(rows, S("all")) ? SIZE_MAX : view_number(rows);
  if (!s->row_limit) s->row_limit = MORE_ROWS;
}

/* Maximum collapsed groups, since the button of each group contains the list, and maximum items of a list to look at. */
enum { MOST_FOLDED = 200, MOST_ITEMS = 2000 };

/* A set of texts that may say that it has one that it has not. */
typedef struct {
  uint64_t bits[1024];
} text_filter;

/* Returns the position in a filter of an item up to its first comma. */
static size_t filter_bit(const text_filter *filter, card_str item) {
  size_t end = 0;
  while (end < item.len && item.at[end] != ',') end++;
  return text_hash(text_slice(item, 0, end)) % (sizeof filter->bits * 8);
}

static bool filter_has(const text_filter *filter, card_str item) {
  size_t bit = filter_bit(filter, item);
  return filter->bits[bit / 64] >> bit % 64 & 1;
}

/* Fills a filter with the items of a list, and cuts the list off behind the last of them. */
static void filter_fill(text_filter *filter, card_str *list) {
  card_str rest = *list;
  for (size_t i = 0; i < MOST_ITEMS && rest.len; i++) {
    size_t bit = filter_bit(filter, rest);
    filter->bits[bit / 64] |= (uint64_t)1 << bit % 64;
    view_skip(&rest);
  }
  list->len -= rest.len;
  if (rest.len) list->len--; /* the comma before the rest */
}

/* Removes unknown groups from the list of collapsed groups, since the button of each group contains it. */
static bool keep_groups(const card_model *m, arena *memory, card_str *list) {
  text_filter filter = {0};
  if (!list->len) return true;
  char *kept = arena_raw(memory, list->len + 1);
  size_t len = 0, count = 0;
  card_str before = {0};
  if (!kept) return false;
  filter_fill(&filter, list);
  for (size_t i = 0; i < m->rows.count && list->len && count < MOST_FOLDED; i++) {
    card_str group = m->rows.at[i].group;
    bool known = text_equal(group, before) || !filter_has(&filter, group) || view_has((card_str){kept, len}, group) ||
                 !view_has(*list, group);
    before = group;
    if (known || len + group.len > list->len) continue;
    if (len) kept[len++] = ',';
    memcpy(kept + len, group.at, group.len);
    len += group.len;
    count++;
  }
  *list = (card_str){kept, len};
  return true;
}

bool selection_read(card *c, arena *memory, card_str view, selection *s) {
  *s = (selection){0};
  if (!view_read(memory, view, &s->view) || !keep_groups(&c->model, memory, &s->view.parts[VIEW_FOLD])) return false;
  select_columns(&c->model, s);
  read_choices(&c->model, s);
  card_str asked = s->view.parts[VIEW_Q];
  if ((s->only || !text_is_blank(asked)) && !search_prepare(c, SIZE_MAX)) return false;
  if (!text_is_blank(asked) && !query_read(asked, search_columns(c), &c->model.numbers, &c->query->asked, &s->query))
    return false;
  s->query.sparing = c->model.rows.count > MORE_ROWS;
  if (!select_rows(c, s)) return false;
  s->rows = c->query->matches;
  s->row_count = c->query->match_count;
  s->counted = selection_row_count(c);
  return true;
}

size_t selection_row_count(const card *c) {
  size_t totals = c->query->matches ? 0 : c->model.total_count;
  for (size_t i = 0; c->model.total_count && c->query->matches && i < c->query->match_count; i++)
    totals += c->model.rows.at[c->query->matches[i]].is_total;
  return c->query->match_count - totals;
}

void selection_reset(card *c) { c->query->match_count = c->model.rows.count; }
