/* Order of the file: lines, numbers, values, rows, answers, totals, the decimal sign, the table, words of a language. */
#include "read/cells.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "model/inline.h"
#include "model/plain.h"
#include "read/flags.h"
#include "values/characters.h"
#include "values/dates.h"
#include "values/numbers.h"
#include "values/units.h"
#include "values/words.h"

card_str cell_trim(card_str s) { return trim_wide(s); }

/* ---- lines ---- */

card_str cell_line(card_str *text) {
  card_str line = {0};
  while (text->len && !line.len) {
    size_t end = text_find_break(*text, '\n', 0);
    line = trim_wide(text_slice(*text, 0, end));
    *text = text_slice(*text, end + (end < text->len), text->len);
  }
  return line;
}

/* Returns the length of a bullet and the space after it; 0 if the line has none. */
static size_t bullet_length(card_str line) {
  uint32_t c;
  size_t len = text_next(line, &c);
  card_str behind = text_slice(line, len, line.len);
  return len && text_is_within(c, S("••◦◦‣‣––--")) ? space_length(behind) + len * (space_length(behind) > 0) : 0;
}

/* A dash does not make a list: many texts start with one. */
size_t cell_bullet(card_str line) { return text_starts(line, S("•")) ? bullet_length(line) : 0; }

static bool is_one_line(card_str text) { return text_find_break(text, '\n', 0) == text.len; }

/* Counts the lines that are not blank, and the bullets among them. */
static size_t count_lines(card_str text, size_t *bullets) {
  size_t count = 0;
  for (card_str line; (line = cell_line(&text)).len; count++) *bullets += bullet_length(line) > 0;
  return count;
}

/* ---- the state ---- */

/* What the values of a column are, to tell codes of countries from answers. */
typedef struct {
  size_t stated, codes;    /* of values; how many are codes */
  word_pairs yes, no, all; /* the pairs of its words; those to which all values of the column belong */
  uint64_t kinds;          /* what its numbers count: a bit for each measure, for none, and for hashes of other units */
  uint8_t unit;            /* the first of a measure */
} column;

typedef struct {
  card *card;
  char decimal;
  date_order order;
  bool order_known;
  arena scratch;
  buffer plain; /* the text of a cell without markup */
  word_list words;
  word_pairs yes, no; /* the pairs whose yes or no is in the table */
  bool any_word;
  size_t counting_rows, mixed_rows; /* with numbers that have units; of them, those that count different things */
  column columns[CARD_MAX_COLUMNS];
} typing;

/* Returns the text of a cell without markup and without what is struck out; valid until the next call. */
static card_str plain_of(typing *t, card_str text) {
  if (plain_is_bare(text)) return text;
  arena_reset(&t->scratch);
  t->plain.len = 0;
  if (!plain_valid(&t->plain, &t->scratch, text) || t->plain.failed) t->card->failed = CARD_OUT_OF_MEMORY;
  return trim_wide(buffer_text(&t->plain));
}

static void end_typing(typing *t) {
  arena_free(&t->scratch);
  buffer_free(&t->plain);
}

/* ---- dates ---- */

/* Returns the order of day and month in the dates of the table: the one that all those show that have a number above
 * 12. If none shows it, that of the language; if they differ, it is unknown. */
static date_order find_order(typing *t) {
  const card_model *model = &t->card->model;
  size_t count = model->columns.count, shown[ORDER_MONTH + 1] = {0};
  for (size_t i = 0; i < count * model->rows.count; i++) {
    const card_value *value = &model->rows.at[i / count].values[i % count];
    date_reading d = {0};
    if (value->kind == VALUE_TEXT && number_is_likely(value->text) &&
        date_read(plain_of(t, value->text), ORDER_DAY, &d))
      shown[d.shows]++;
  }
  if (!shown[ORDER_DAY] != !shown[ORDER_MONTH]) return shown[ORDER_DAY] ? ORDER_DAY : ORDER_MONTH;
  return shown[ORDER_DAY] ? ORDER_UNKNOWN : platform_day_first() ? ORDER_DAY : ORDER_MONTH;
}

/* Reads a date; the first that does not show its order asks the others of the table. */
static bool read_date(typing *t, const card_value *value, card_str plain, date_reading *d) {
  if (date_read(plain, t->order, d)) return true;
  if (t->order_known || !(text_has(plain, '/') || text_has(plain, '-')) || !date_read(plain, ORDER_DAY, d))
    return false;
  t->order = find_order(t);
  t->order_known = true;
  return date_read(plain_of(t, value->text), t->order, d);
}

/* ---- values ---- */

/* Returns true if the text may have a link. */
static bool has_link(card_str text) { return text_find(text, S("]("), 0) < text.len; }

/* Returns true if something in the text may be struck out. */
static bool has_struck(card_str text) { return text_find(text, S("~~"), 0) < text.len; }

/* Returns the address of a text that is nothing but a link and safe; empty for others. */
static card_str whole_link(typing *t, card_str text) {
  inline_run run;
  card_str href = {0};
  arena *memory = &t->card->memory;
  if (!inline_read(memory, text, &run)) t->card->failed = CARD_OUT_OF_MEMORY;
  if (t->card->failed) return href;
  for (size_t i = 0; i < run.count; i++) {
    const inline_tag *tag = &run.tags[i];
    if (tag->kind != INLINE_LINK) continue;
    if (tag->at != (tag->closes ? run.text.len : 0)) return (card_str){0};
    if (!tag->closes) href = tag->href;
  }
  return url_kind_of(href) == URL_UNSAFE ? (card_str){0} : href;
}

/* Copies what follows the sign of an answer, "8️⃣" of "✅8️⃣"; empty if nothing does. */
static card_str remark_of(typing *t, card_str text) {
  card_str rest = {0};
  if (!word_with_emoji(&t->words, plain_of(t, text), &rest)) return (card_str){0};
  char *to = arena_raw(&t->card->memory, rest.len);
  if (!to) t->card->failed = CARD_OUT_OF_MEMORY;
  if (to) memcpy(to, rest.at, rest.len);
  return (card_str){to, to ? rest.len : 0};
}

/* Makes an answer of a word. A link around it becomes the link of the value, emoji behind it the note. Other links are
 * part of a text, which stays. */
static void make_answer(typing *t, card_value *value, bool is_yes) {
  bool linked = has_link(value->text);
  card_str href = linked ? whole_link(t, value->text) : (card_str){0}, remark = remark_of(t, value->text);
  if ((linked && !href.len) || (remark.len && value->extra && value->extra->note.len)) return;
  value_extra *extra = href.len || remark.len ? arena_take(&t->card->memory, 1, sizeof *extra) : NULL;
  if ((href.len || remark.len) && !extra) t->card->failed = CARD_OUT_OF_MEMORY;
  if (t->card->failed) return;
  if (extra && value->extra) *extra = *value->extra;
  if (href.len) extra->href = href;
  if (remark.len) extra->note = remark;
  if (extra) value->extra = extra;
  value->kind = is_yes ? VALUE_YES : VALUE_NO;
  value->text = (card_str){0};
}

/* Turns a text of several lines into a list. Removes bullets if each line has one. */
static void read_list(typing *t, card_value *value) {
  size_t bullets = 0, count = count_lines(value->text, &bullets), i = 0;
  card_str left = value->text, *items = arena_take(&t->card->memory, count, sizeof *items);
  if (!items) t->card->failed = CARD_OUT_OF_MEMORY;
  if (!items) return;
  for (card_str line; (line = cell_line(&left)).len; i++)
    items[i] = bullets == count ? trim_wide(text_slice(line, bullet_length(line), line.len)) : line;
  value->items.at = items;
  value->items.count = count;
  value->kind = VALUE_LIST;
}

/* Returns true if the text may be a number from a program, such as "-12.5" and "1e+21". */
static bool may_be_programs(card_str text) {
  if (text.len >= CARD_NUMBER_MAX) return false;
  for (size_t i = 0; i < text.len; i++)
    if (!(text.at[i] >= '0' && text.at[i] <= '9') && !text_has(S("-+.e"), text.at[i])) return false;
  return true;
}

/* Returns true if the text is the one that programs write for the number, or has a zero behind three decimals, as exports
 * write it so that they are no thousands. */
static bool is_text_of(const number *n, card_str text) {
  char again[CARD_NUMBER_MAX];
  if (n->canonical) return true;
  if (!may_be_programs(text)) return false;
  card_str usual = {again, number_text(n->value, again)};
  size_t point = text_find(usual, S("."), 0);
  bool padded = text.len == usual.len + 1 && point + 4 == usual.len && text.at[text.len - 1] == '0';
  return text_equal(text, usual) || (padded && text_starts(text, usual));
}

/* Makes the text of a number end with the unit of its row. */
static void join_unit(typing *t, card_value *value, card_str unit) {
  buffer text = {0};
  buffer_put(&text, value->text);
  plain_unit(&text, unit);
  char *copy = text.failed ? NULL : arena_raw(&t->card->memory, text.len);
  if (copy)
    memcpy(copy, text.at, text.len);
  else
    t->card->failed = CARD_OUT_OF_MEMORY;
  if (copy) value->text = (card_str){copy, text.len};
  buffer_free(&text);
}

/* Returns what a number counts, to tell units apart: a measure, or the hash of an unknown unit; 0 if it has none. */
static uint64_t kind_of(const number *n, uint8_t unit) {
  if (unit) return unit_measure_of(unit);
  card_str last = n->unit;
  if (last.len && last.at[last.len - 1] == '.') last.len--; /* Rs. */
  return n->unit.len ? (text_hash(last) ^ (n->before.len ? ~text_hash(n->before) : 0)) | 1ull << 63 : 0;
}

/* Types a value as a number if its text is one; returns what it counts. `same`: the cell has no markup. */
static uint64_t type_number(typing *t, card_value *value, bool same, card_str plain, const card_heading *row) {
  number n;
  if (!number_read(plain, t->decimal, &n) || text_among(n.unit, "am\0pm\0a.m.\0p.m.\0")) return 0;
  bool bare = same && !n.has_unit && is_text_of(&n, plain);
  uint8_t unit = n.before.len ? UNIT_NONE : unit_named(n.unit, false);
  value->numeric = true;
  value->unit = unit;
  value->manner = n.manner;
  value->number = n.value;
  if (bare) {
    value->text = (card_str){0};
    value->kind = VALUE_NUMBER;
  } else if (!n.has_unit && row->unit.len) {
    join_unit(t, value, row->unit);
  }
  return kind_of(&n, unit);
}

/* Types a value as a date if its text is one; returns what its number counts. */
static uint64_t type_date(typing *t, card_value *value, card_str plain) {
  date_reading d;
  if (!read_date(t, value, plain, &d)) return 0;
  value->numeric = true;
  value->unit = d.unit;
  value->number = d.number;
  return unit_measure_of(d.unit);
}

/* Types a value of one line with digits; returns what its number counts. */
static uint64_t type_figure(typing *t, card_value *value, const card_heading *row) {
  card_str plain = plain_of(t, value->text);
  uint64_t kind = date_names_month(plain) ? type_date(t, value, plain) : 0;
  if (value->numeric) return kind;
  plain = plain_of(t, value->text);
  kind = type_number(t, value, plain.at == value->text.at, plain, row);
  return value->numeric ? kind : type_date(t, value, plain);
}

/* Looks a text up in the list of words. With something struck out beside it, it is no word. */
static void type_word(typing *t, card_value *value) {
  enum { LONGEST = LONGEST_WORD + 8 }; /* with markup, without the address of a link */
  if (text_find(value->text, S("]("), 0) > LONGEST || has_struck(value->text)) return;
  card_str plain = plain_of(t, value->text), rest;
  value->unit = word_of(&t->words, plain);
  if (!value->unit) value->unit = word_with_emoji(&t->words, plain, &rest);
  if (!value->unit) return;
  t->any_word = true;
  t->yes |= t->words.words[value->unit].yes;
  t->no |= t->words.words[value->unit].no;
}

/* Types a value; returns what its number counts. The unit of a text is its word until the answers are known. */
static uint64_t type_value(typing *t, card_value *value, const card_heading *row) {
  if (value->kind != VALUE_TEXT) return 0;
  if (value->numeric) return unit_measure_of(value->unit); /* the page gave its date */
  if (!is_one_line(value->text) || cell_bullet(value->text)) {
    read_list(t, value);
    return 0;
  }
  uint64_t kind = number_is_likely(value->text) ? type_figure(t, value, row) : 0;
  if (!value->numeric) type_word(t, value);
  return kind;
}

/* ---- rows ---- */

/* Notes what a column's numbers count. A nought without a unit may be any of it. */
static void note_kind(column *c, const card_value *value, uint64_t kind) {
  enum { BITS = 64 };
  bool is_nought = !kind && !(value->number < 0) && !(value->number > 0);
  if (!value->numeric || is_nought) return;
  c->kinds |= (uint64_t)1 << (kind < MEASURE_COUNT ? kind : MEASURE_COUNT + kind % (BITS - MEASURE_COUNT));
  if (!c->unit) c->unit = value->unit;
}

/* Types the values of a row, and finds out whether they count different things. */
static void type_row(typing *t, card_heading *row) {
  uint64_t first = 0;
  size_t count = t->card->model.columns.count;
  for (size_t i = 0; i < count; i++) {
    uint64_t kind = type_value(t, &row->values[i], row);
    note_kind(&t->columns[i], &row->values[i], kind);
    row->is_mixed = row->is_mixed || (first && kind && kind != first);
    if (!first) first = kind;
  }
  t->counting_rows += first != 0;
  t->mixed_rows += row->is_mixed;
}

/* ---- units ---- */

/* Makes a text with a unit no number: "5 kg" and "3 €" cannot be ranked. */
static void drop_number(card_value *value) {
  if (value->kind != VALUE_TEXT || !value->numeric) return;
  value->numeric = false;
  value->unit = UNIT_NONE;
  value->manner = SAID_EXACTLY;
}

/* Returns true if more than one of the bits is set. */
static bool are_several(uint64_t bits) { return bits & (bits - 1); }

/* Returns true if a column has several units. Numbers without any may have each of them. */
static bool has_units(const column *c) { return are_several(c->kinds & ~(uint64_t)1); }

/* Returns true for a list, in which each column counts one thing. Side by side, each row does. */
static bool is_list(const typing *t) {
  size_t columns = 0, sorts = 0;
  for (size_t i = 0; i < t->card->model.columns.count; i++) {
    columns += t->columns[i].kinds != 0;
    sorts += are_several(t->columns[i].kinds);
  }
  return t->counting_rows > 1 && sorts * t->counting_rows <= t->mixed_rows * columns;
}

/* Turns the numbers of a row with units of one measure into the same unit. Drops those that cannot be ranked. */
static void settle_row(const typing *t, const card_heading *row, bool list) {
  const card_model *model = &t->card->model;
  for (size_t i = 0; i < model->columns.count; i++) {
    card_value *value = &row->values[i];
    if (list ? has_units(&t->columns[i]) : row->is_mixed) drop_number(value);
  }
  for (size_t i = 0; i < model->columns.count; i++) {
    card_value *value = &row->values[i];
    if (value->kind == VALUE_TEXT && value->numeric && value->unit)
      value->number = unit_convert(value->number, value->unit, unit_of_number(model, row, i));
  }
}

static void settle_units(typing *t) {
  card_model *model = &t->card->model;
  bool list = is_list(t);
  for (size_t i = 0; list && i < model->columns.count; i++)
    model->scales[i] = has_units(&t->columns[i]) ? UNIT_NONE : t->columns[i].unit;
  for (size_t row = 0; t->counting_rows && row < model->rows.count; row++) settle_row(t, &model->rows.at[row], list);
}

/* ---- answers ---- */

/* Returns the pairs of a word; 0 for other values and for words that say nothing. */
static word_pairs pairs_of(const typing *t, const card_value *value) {
  if (value->kind != VALUE_TEXT || value->numeric) return 0;
  const known_word *word = &t->words.words[value->unit];
  return word->yes | word->no;
}

static bool says_nothing(const typing *t, const card_value *value) {
  return value->kind == VALUE_TEXT && !value->numeric && word_is_nothing(&t->words, value->unit);
}

/* Returns true for two letters, such as the code of a country or language: both large or both small. */
static bool is_code(const card_value *value) {
  card_str s = value->text;
  return value->kind == VALUE_TEXT && s.len == 2 && text_is_letter(s.at[0]) && text_is_letter(s.at[1]) &&
         (s.at[0] ^ s.at[1]) < 0x20;
}

/* Returns the pairs of a value for comparing all values of a row or column: signs go with all words. */
static word_pairs shared_pairs(const typing *t, const card_value *value) {
  word_pairs own = pairs_of(t, value);
  return own & PAIRS_OF_SIGNS ? ~(word_pairs)0 : own;
}

/* Counts what the values of each column are. */
static void look_at_columns(typing *t) {
  const card_model *model = &t->card->model;
  for (size_t i = 0; i < model->columns.count; i++) t->columns[i].all = ~(word_pairs)0;
  for (size_t row = 0; row < model->rows.count; row++) {
    const card_value *values = model->rows.at[row].values;
    for (size_t i = 0; i < model->columns.count; i++) {
      column *c = &t->columns[i];
      if (values[i].kind == VALUE_NOT_STATED || says_nothing(t, &values[i])) continue;
      word_pairs own = pairs_of(t, &values[i]);
      c->stated++;
      c->codes += !own && is_code(&values[i]);
      c->all &= shared_pairs(t, &values[i]);
      if (!own) continue;
      c->yes |= t->words.words[values[i].unit].yes;
      c->no |= t->words.words[values[i].unit].no;
    }
  }
}

/* What the values of a row are. */
typedef struct {
  word_pairs yes, no, all;
  size_t stated;
  const card_value *large, *small; /* codes in large and in small letters; NULL if there are none */
} row_words;

static row_words look_at_row(const typing *t, const card_value *values) {
  row_words r = {.all = ~(word_pairs)0};
  for (size_t i = 0; i < t->card->model.columns.count; i++) {
    const card_value *value = &values[i];
    if (value->kind == VALUE_NOT_STATED || says_nothing(t, value)) continue;
    word_pairs pairs = pairs_of(t, value);
    if (pairs) {
      r.yes |= t->words.words[value->unit].yes;
      r.no |= t->words.words[value->unit].no;
    } else if (is_code(value)) {
      *(*value->text.at & 0x20 ? &r.small : &r.large) = value;
    }
    r.all &= shared_pairs(t, value);
    r.stated++;
  }
  return r;
}

/* Returns true if two letters are the code of a country or language rather than a word: there are others in their row,
 * which has no such pair, or most of their column are codes. In a column of nothing but yes and no, they are a word. */
static bool is_among_codes(const card_value *value, const row_words *r, const column *c, bool paired) {
  enum { FEW = 3 };
  if (!is_code(value) || (c->all & c->yes & c->no && c->stated >= FEW)) return false;
  const card_value *other = *value->text.at & 0x20 ? r->small : r->large;
  return (other && !paired) || (c->codes > 1 && 2 * c->codes >= c->stated);
}

/* Turns a word into an answer if its partner is in the table, or if all values of its row or column are such words. */
static void settle_word(typing *t, card_value *value, const row_words *r, const column *c) {
  const known_word *word = &t->words.words[value->unit];
  bool nothing = word_is_nothing(&t->words, value->unit), is_letters = plain_is_bare(value->text);
  word_pairs pairs = (t->yes & t->no) | PAIRS_OF_SIGNS, shown = r->yes & r->no & (word->yes | word->no);
  if (r->stated > 1) pairs |= r->all & pairs_of_words;
  if (c->stated > 1) pairs |= c->all & pairs_of_words;
  value->unit = UNIT_NONE;
  if (is_letters && is_among_codes(value, r, c, shown)) return;
  if (nothing) value->manner = SAID_NOTHING;
  if (!((word->yes | word->no) & pairs)) return;
  if (shown & pairs) pairs = shown; /* ○ is yes beside ×, and no beside ● */
  make_answer(t, value, word->yes & pairs);
}

/* Settles what the words of the table mean: all at once, since one tells about others. */
static void settle_words(typing *t) {
  const card_model *model = &t->card->model;
  if (!t->any_word) return;
  look_at_columns(t);
  for (size_t row = 0; row < model->rows.count; row++) {
    card_value *values = model->rows.at[row].values;
    row_words r = {0};
    for (size_t i = 0; i < model->columns.count; i++) {
      if (values[i].kind != VALUE_TEXT || values[i].numeric || !values[i].unit) continue;
      if (!r.stated && !r.all) r = look_at_row(t, values);
      settle_word(t, &values[i], &r, &t->columns[i]);
    }
  }
}

/* ---- totals ---- */

/* Marks the last rows if they are named as sums or averages, except if there are no others. */
static void find_totals(card_model *model) {
  size_t first = model->rows.count;
  model->total_count = 0;
  while (first && word_is_total(model->rows.at[first - 1].name)) first--;
  for (size_t i = first; first && i < model->rows.count; i++) model->rows.at[i].is_total = true;
  for (size_t i = 0; i < model->rows.count; i++) model->total_count += model->rows.at[i].is_total;
}

/* ---- the decimal sign ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Evidence for the decimal sign of a table. */
typedef struct {
  bool asked;          /* a number may have a decimal sign */
  size_t point, comma; /* how many numbers have this sign unambiguously */
} evidence;

/* Returns true if the sign is settled: a hundred numbers have it, or some have another. */
static bool is_enough(const evidence *e) {
  enum { ENOUGH = 100 };
  return (e->point && e->comma) || e->point + e->comma == ENOUGH;
}

/* The signs "." and "," between two digits of a text. */
typedef struct {
  size_t points, commas;
  char last;
} signs;

static signs signs_in(card_str text) {
  signs found = {0};
  for (size_t i = 1; i + 1 < text.len; i++) {
    char c = text.at[i];
    if ((c != '.' && c != ',') || !is_digit(text.at[i - 1]) || !is_digit(text.at[i + 1])) continue;
    found.points += c == '.';
    found.commas += c == ',';
    found.last = c;
  }
  return found;
}

/* Returns true if a text with `own` and `other` signs may be a number whose decimal sign is unambiguous. */
static bool may_show(size_t own, bool is_last, size_t other) { return own ? own == 1 && is_last : other > 1; }

static bool is_certain(card_str text, char decimal) {
  number n;
  return number_read(text, decimal, &n) && n.certain;
}

/* Records the decimal sign that a value has unambiguously. */
static void look_at(typing *t, const card_value *value, evidence *e) {
  if (value->kind != VALUE_TEXT || !number_is_likely(value->text)) return;
  card_str plain = plain_of(t, value->text);
  signs found = signs_in(plain);
  e->asked = e->asked || found.last;
  if (may_show(found.points, found.last == '.', found.commas) && is_certain(plain, '.'))
    e->point++;
  else if (may_show(found.commas, found.last == ',', found.points) && is_certain(plain, ','))
    e->comma++;
}

/* Returns the decimal sign of a table: the one that its numbers have unambiguously, if it is one; otherwise `usual`.
 * Alone, "1,234" is a thousand in English and a fraction in German. "USB 3.1" is no number and no evidence. */
static char find_decimal(typing *t, char usual) {
  const card_model *model = &t->card->model;
  evidence e = {0};
  size_t count = model->columns.count, cells = count * model->rows.count;
  for (size_t i = 0; i < cells && !is_enough(&e); i++) look_at(t, &model->rows.at[i / count].values[i % count], &e);
  if (!e.point != !e.comma) return e.point ? '.' : ',';
  return !e.asked ? '.' : usual ? usual : platform_decimal();
}

/* ---- the table ---- */

bool cells_type(card *c, char usual) {
  card_model *model = &c->model;
  typing t = {.card = c};
  words_open(&t.words);
  model->from_cells = true;
  t.decimal = find_decimal(&t, usual);
  for (size_t row = 0; row < model->rows.count; row++) type_row(&t, &model->rows.at[row]);
  settle_units(&t);
  settle_words(&t);
  settle_flags(model);
  find_totals(model);
  end_typing(&t);
  return c->failed != CARD_OUT_OF_MEMORY;
}

/* ---- words of a language ---- */

enum { LONGEST_ANSWER = 64 }; /* bytes of a cell, with markup, without the address of a link */

/* Returns the length of the folded character at the start of the text, written to `into`. */
static size_t fold_first(card_str *left, char into[CARD_FOLD_MAX]) {
  uint32_t c = 0;
  *left = text_slice(*left, text_next(*left, &c), left->len);
  if (c >= 0x80) return platform_fold(c, into);
  *into = text_lower((char)c);
  return 1;
}

/* Compares two words, ignoring case and accents. */
static bool is_same_word(card_str a, card_str b) {
  char one[CARD_FOLD_MAX], other[CARD_FOLD_MAX];
  while (a.len && b.len)
    if (!text_equal((card_str){one, fold_first(&a, one)}, (card_str){other, fold_first(&b, other)})) return false;
  return a.len == b.len;
}

/* Turns a text that is one of the words into an answer. */
static void answer(typing *t, card_value *value, card_str yes, card_str no) {
  if (value->kind != VALUE_TEXT || value->numeric || is_code(value) || has_struck(value->text) ||
      text_find(value->text, S("]("), 0) > LONGEST_ANSWER)
    return;
  card_str plain = plain_of(t, value->text);
  bool is_yes = is_same_word(plain, yes);
  if (!is_yes && !is_same_word(plain, no)) return;
  make_answer(t, value, is_yes);
}

void cells_answer(card *c) {
  const card_model *model = &c->model;
  const card_str *words = model->language_labels;
  typing t = {.card = c};
  if (!model->from_cells || !words[LABEL_YES].len || !words[LABEL_NO].len) return;
  for (size_t row = 0; row < model->rows.count; row++)
    for (size_t i = 0; i < model->columns.count; i++)
      answer(&t, &model->rows.at[row].values[i], words[LABEL_YES], words[LABEL_NO]);
  end_typing(&t);
}
