/* Order of the file: characters, parts of a number, numbers, lines, the decimal sign, rows, words of a language. */
#include "read/cells.h"

#include <math.h>
#include <string.h>

#include "base/inlined.h"
#include "base/text.h"
#include "model/plain.h"
#include "read/json.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- characters ---- */

INLINED bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* White space beyond ASCII (ECMA-262, WhiteSpace and LineTerminator). */
static bool is_wide_space(uint32_t c) {
  return text_is_within(
      c, S("\u00A0\u00A0\u1680\u1680\u2000\u200A\u2028\u2029\u202F\u202F\u205F\u205F\u3000\u3000\uFEFF\uFEFF"));
}

/* Currency signs (Unicode, Sc). */
static bool is_currency(uint32_t c) {
  return c == '$' ||
         (c > 0x7F && text_is_within(c, S("\u00A2\u00A5\u058F\u058F\u060B\u060B\u09F2\u09F3\u09FB\u09FB\u0AF1\u0AF1"
                                          "\u0BF9\u0BF9\u0E3F\u0E3F\u17DB\u17DB\u20A0\u20CF\uA838\uA838\uFDFC\uFDFC"
                                          "\uFE69\uFE69\uFF04\uFF04\uFFE0\uFFE1\uFFE5\uFFE6")));
}

/* Returns true for letters. Beyond ASCII, all characters are letters except signs, marks, digits and white space. */
static bool is_letter(uint32_t c) {
  return !text_is_within(
      c, S("\u00A0\u00A9\u00AB\u00B4\u00B6\u00B9\u00BB\u00BF\u00D7\u00D7\u00F7\u00F7\u0300\u036F\u0660\u0669"
           "\u06F0\u06F9\u0966\u096F\u1680\u1680\u2000\u20FF\u2150\u218F\u2190\u2BFF\u2E00\u3004\u3008\u3020"
           "\uE000\uF8FF\uFE00\uFE0F\uFEFF\uFEFF\uFF01\uFF20\uFFFC\uFFFD\U0001F000\U0001FAFF"));
}

/* Returns true if a unit can start with the character. */
static bool starts_unit(uint32_t c) {
  if (c < 0x80) return text_is_letter((char)c) || text_has(S("$%/'\""), (char)c);
  return is_letter(c) || is_currency(c) || text_is_within(c, S("°°××‰‰′″"));
}

/* Returns the length of the white space character at the start of the text; 0 if there is none. */
static size_t space_length(card_str s) {
  uint32_t c;
  if (s.len && !(*s.at & 0x80)) return text_is_space(*s.at);
  size_t len = text_decode(s, &c);
  return len && is_wide_space(c) ? len : 0;
}

/* Returns the length of the white space character at the end of the text; 0 if there is none. */
static size_t last_space_length(card_str s) {
  size_t from = s.len;
  while (from && s.len - from < 3 && (s.at[from - 1] & 0xC0) == 0x80) from--;
  size_t len = from ? s.len - from + 1 : 0;
  return len && space_length(text_slice(s, s.len - len, s.len)) == len ? len : 0;
}

card_str cell_trim(card_str s) {
  if (s.len && s.at[0] > ' ' && s.at[s.len - 1] > ' ') return s; /* the common case */
  for (size_t len; (len = space_length(s));) s = text_slice(s, len, s.len);
  for (size_t len; (len = last_space_length(s));) s.len -= len;
  return s;
}

/* ---- the parts of a number ---- */

enum {
  MAX_DIGITS = 320, /* of a number; the largest double has 309 */
  MAX_UNIT = 24,    /* characters */
  MAX_BEFORE = 9    /* characters before the first digit: sign and currency */
};

/* The state of parsing a number. */
typedef struct {
  card_str text;
  size_t at;
  char digits[MAX_DIGITS]; /* the number in JSON syntax */
  size_t count;
  bool failed; /* the text is no number */
} scan;

/* Unit and currency: "kg", "$". */
typedef struct {
  card_str before, behind; /* a single one is in `behind` */
} measure;

typedef struct {
  scan scan;
  bool negative;
  measure unit;
  bool certain;   /* the decimal sign is unambiguous */
  bool canonical; /* written as programs write numbers */
} number;

INLINED card_str rest(const scan *s) { return text_slice(s->text, s->at, s->text.len); }

INLINED char peek(const scan *s) { return s->at < s->text.len ? s->text.at[s->at] : '\0'; }

INLINED bool take(scan *s, card_str sign) {
  bool there = peek(s) == *sign.at && text_starts(rest(s), sign);
  if (there) s->at += sign.len;
  return there;
}

INLINED void put(scan *s, char c) {
  if (s->count < MAX_DIGITS)
    s->digits[s->count++] = c;
  else
    s->failed = true;
}

static bool take_minus(scan *s) { return take(s, S("-")) || take(s, S("−")); }

INLINED void take_space(scan *s) { s->at += space_length(rest(s)); }

/* Skips "$", "US$" or "EUR" and returns it; empty if there is none. */
static card_str take_currency(scan *s) {
  card_str left = rest(s);
  size_t letters = 0;
  uint32_t sign = 0;
  if (is_digit(peek(s))) return (card_str){0};
  while (letters < 3 && letters < left.len && left.at[letters] >= 'A' && left.at[letters] <= 'Z') letters++;
  size_t len = text_decode(text_slice(left, letters, left.len), &sign);
  if (len && is_currency(sign)) {
    len += letters;
  } else {
    card_str behind = text_slice(left, letters, left.len);
    behind = text_slice(behind, space_length(behind), behind.len);
    len = letters == 3 && behind.len && is_digit(*behind.at) ? letters : 0;
  }
  s->at += len;
  return text_slice(left, 0, len);
}

/* Copies digits and returns their number. */
static size_t take_digits(scan *s) {
  size_t from = s->at;
  for (; is_digit(peek(s)); s->at++) put(s, peek(s));
  return s->at - from;
}

/* Spaces and apostrophes: separate groups of digits with any decimal sign. */
static bool is_group_space(uint32_t c) {
  return c == ' ' || c == '\'' || c == 0xA0 || c == 0x2009 || c == 0x2019 || c == 0x202F;
}

/* Returns the length of the group separator at the current position; 0 if there is none or no digit follows. `sign` is
 * the separator; NUL allows a space or an apostrophe. */
static size_t group_length(const scan *s, char sign) {
  card_str left = rest(s);
  uint32_t c = 0;
  size_t len = sign ? peek(s) == sign : text_next(left, &c);
  if (!sign && !is_group_space(c)) return 0;
  return len && len < left.len && is_digit(left.at[len]) ? len : 0;
}

/* Skips groups of three digits and returns their number. */
static size_t take_groups(scan *s, char sign) {
  size_t groups = 0;
  for (size_t len; (len = group_length(s, sign)); groups++) {
    s->at += len;
    if (take_digits(s) != 3) s->failed = true;
  }
  return groups;
}

/* Reads digits such as "1,234.5" with `decimal` as decimal sign. "007" is a name. */
static void take_number(scan *s, char decimal, bool *certain) {
  bool zero = peek(s) == '0';
  size_t whole = take_digits(s), decimals = 0;
  size_t groups = take_groups(s, decimal == '.' ? ',' : '.'), spaced = groups ? 0 : take_groups(s, '\0');
  bool grouped = groups || spaced;
  if (!whole || (zero && (whole > 1 || grouped)) || (grouped && whole > 3)) s->failed = true;
  if (peek(s) == decimal) {
    s->at++;
    put(s, '.');
    decimals = take_digits(s);
    if (!decimals) s->failed = true;
  }
  *certain = groups > 1 || (grouped && decimals) || (decimals && (zero || decimals != 3));
}

/* Skips the rest if it is a unit, and returns it. */
static card_str take_unit(scan *s) {
  take_space(s);
  card_str behind = rest(s);
  size_t characters = 0;
  for (uint32_t c = 0; s->at < s->text.len; characters++) {
    s->at += text_next(rest(s), &c);
    if (characters ? c == '\n' || (c >= '0' && c <= '9') || characters == MAX_UNIT : !starts_unit(c)) s->failed = true;
    if (s->failed) break;
  }
  return behind;
}

/* ---- numbers ---- */

/* Returns true for "-12.5" and the like with few digits: no other text gives the same number. */
static bool is_canonical(const scan *s, bool negative) {
  enum { EXACT = 15, MIN_LENGTH = 8 /* "0.000001" is the smallest without an exponent */ };
  card_str bare = text_slice(s->text, negative, s->text.len), digits = {s->digits, s->count};
  bool decimals = text_has(digits, '.');
  if (!text_equal(bare, digits) || s->count - decimals > EXACT) return false;
  if (decimals) return s->digits[s->count - 1] != '0' && (s->count <= MIN_LENGTH || *s->digits != '0');
  return !negative || *s->digits != '0';
}

/* Parses a trimmed text as a number; returns false if it is none. */
static bool read_number(card_str text, char decimal, number *n) {
  scan *s = &n->scan; /* its digits need not be cleared */
  s->text = text;
  s->at = s->count = 0;
  s->failed = false;
  bool minus = false, sign = false, inner = false;
  n->unit.before = (card_str){0};
  if (!is_digit(peek(s))) {
    minus = take_minus(s);
    sign = minus || take(s, S("+"));
    n->unit.before = take_currency(s);
    take_space(s);
    inner = take_minus(s);
  }
  take_number(s, decimal, &n->certain);
  if (s->failed || (sign && inner)) return false;
  n->unit.behind = take_unit(s);
  if (s->failed) return false;
  if (!n->unit.behind.len) n->unit = (measure){.behind = n->unit.before};
  n->canonical = !n->unit.behind.len && is_canonical(s, minus && *text.at == '-');
  n->negative = minus || inner;
  return true;
}

static double value_of(const number *n) {
  double value = json_number((card_str){n->scan.digits, n->scan.count});
  return n->negative ? -value : value;
}

/* Returns true if the text may be a number from a program, such as "-12.5" and "1e+21". */
static bool may_be_programs(card_str text) {
  if (text.len >= CARD_NUMBER_MAX || !(is_digit(*text.at) || *text.at == '-')) return false;
  for (size_t i = 0; i < text.len; i++)
    if (!is_digit(text.at[i]) && !text_has(S("-+.e"), text.at[i])) return false;
  return true;
}

static bool is_text_of(double value, card_str text) {
  char again[CARD_NUMBER_MAX];
  return isfinite(value) && text_equal(text, (card_str){again, number_text(value, again)});
}

/* Returns true if the text may be a number: only sign and currency precede its first digit. */
static bool may_be_number(card_str text) {
  size_t characters = 0;
  if (text.len && *text.at >= 'a' && *text.at <= 'z') return false; /* the common case */
  for (size_t i = 0; i < text.len && characters <= MAX_BEFORE; i++) {
    if (is_digit(text.at[i])) return true;
    characters += (text.at[i] & 0xC0) != 0x80;
  }
  return false;
}

/* ---- lines ---- */

card_str cell_line(card_str *text) {
  card_str line = {0};
  while (text->len && !line.len) {
    size_t end = text_find_break(*text, '\n', 0);
    line = cell_trim(text_slice(*text, 0, end));
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

static bool is_one_line(card_str text) { return text_find_break(text, '\n', 0) == text.len; }

/* Counts the lines that are not blank, and the bullets among them. */
static size_t count_lines(card_str text, size_t *bullets) {
  size_t count = 0;
  for (card_str line; (line = cell_line(&text)).len; count++) *bullets += bullet_length(line) > 0;
  return count;
}

/* ---- values ---- */

typedef struct {
  card *card;
  char decimal;
  arena scratch;
  buffer plain; /* the text of a cell without markup */
} typing;

/* Returns the text of a cell without markup; valid until the next call. */
static card_str plain_of(typing *t, card_str text) {
  if (plain_is_bare(text)) return text;
  arena_reset(&t->scratch);
  t->plain.len = 0;
  if (!plain_markup(&t->plain, &t->scratch, text) || t->plain.failed) t->card->failed = CARD_OUT_OF_MEMORY;
  return cell_trim(buffer_text(&t->plain));
}

static void end_typing(typing *t) {
  arena_free(&t->scratch);
  buffer_free(&t->plain);
}

/* Returns true if the text may have a link: an answer would lose it. */
static bool has_link(card_str text) { return text_find(text, S("]("), 0) < text.len; }

/* Returns false if the first letter tells that the text is none of the answers below. Others may start with markup. */
static bool may_be_answer(card_str text) {
  enum { LONGEST = 15 }; /* bytes, with markup */
  return text.len && text.len <= LONGEST && (!text_is_letter(*text.at) || text_has(S("yntf"), text_lower(*text.at)));
}

/* Returns VALUE_YES or VALUE_NO for an answer; otherwise VALUE_TEXT. */
static value_kind answer_in(card_str plain) {
  card_str emoji = S("\uFE0F");
  size_t end = plain.len > emoji.len ? plain.len - emoji.len : 0;
  if (text_equal(text_slice(plain, end, plain.len), emoji)) plain.len = end;
  int word = text_among(plain, "yes\0no\0true\0false\0✓\0✗\0✔\0✘\0☑\0☒\0✅\0❌\0"); /* yes and no alternate */
  return !word ? VALUE_TEXT : word % 2 ? VALUE_YES : VALUE_NO;
}

/* Turns a text of several lines into a list. Removes bullets if each line has one. */
static void read_list(typing *t, card_value *value) {
  size_t bullets = 0, count = count_lines(value->text, &bullets), i = 0;
  card_str left = value->text, *items = arena_take(&t->card->memory, count, sizeof *items);
  if (!items) t->card->failed = CARD_OUT_OF_MEMORY;
  if (!items) return;
  for (card_str line; (line = cell_line(&left)).len; i++)
    items[i] = bullets == count ? cell_trim(text_slice(line, bullet_length(line), line.len)) : line;
  value->items.at = items;
  value->items.count = count;
  value->kind = VALUE_LIST;
}

/* Makes a value numeric. Keeps its text unless it is canonical. */
static void set_number(card_value *value, double to, bool bare) {
  value->number = to;
  value->numeric = true;
  if (!bare) return;
  value->text = (card_str){0};
  value->kind = VALUE_NUMBER;
}

/* Returns a hash to tell units apart after their texts are gone. */
static uint64_t hash_of(measure u) { return text_hash(u.behind) ^ (u.before.len ? ~text_hash(u.before) : 0); }

/* Types a value as a number if its text is one; returns the hash of its unit. `same`: the cell has no markup. */
static uint64_t type_number(card_value *value, bool same, card_str plain, char decimal) {
  number n;
  bool known = read_number(plain, decimal, &n), bare = same && known && n.canonical;
  double to = known ? value_of(&n) : 0;
  bool has_unit = known && n.unit.behind.len;
  if (same && !bare && !has_unit && may_be_programs(plain)) {
    if (!known) to = json_number(plain);
    bare = is_text_of(to, plain);
  }
  if ((known || bare) && isfinite(to)) set_number(value, to, bare);
  return has_unit && value->numeric ? hash_of(n.unit) : 0;
}

/* Types a value of one line; returns the hash of a number's unit. Among `codes`, "No" is no answer. */
static uint64_t type_line(typing *t, card_value *value, bool codes) {
  if (may_be_number(value->text)) {
    uint64_t unit = type_number(value, true, value->text, t->decimal);
    if (value->numeric || plain_is_bare(value->text)) return unit;
    return type_number(value, false, plain_of(t, value->text), t->decimal);
  }
  if (!may_be_answer(value->text) || has_link(value->text)) return 0;
  card_str plain = plain_of(t, value->text);
  if (!codes || !text_equal_ascii_case(plain, S("no"))) value->kind = (uint8_t)answer_in(plain);
  if (value->kind != VALUE_TEXT) value->text = (card_str){0};
  return 0;
}

/* Types a value; returns the hash of a number's unit. */
static uint64_t type_value(typing *t, card_value *value, bool codes) {
  if (value->kind != VALUE_TEXT) return 0;
  if (is_one_line(value->text)) return type_line(t, value, codes);
  read_list(t, value);
  return 0;
}

/* Returns true for a two-letter code of a country or language. "No" may be an answer. */
static bool is_code(const card_value *value) {
  card_str s = value->text;
  return value->kind == VALUE_TEXT && s.len == 2 && text_is_letter(s.at[0]) && text_is_letter(s.at[1]) &&
         !text_equal_ascii_case(s, S("no"));
}

/* ---- the table ---- */

/* Types the values of a row. Numbers with different units cannot be ranked: "500 MB" and "1 GB" stay texts. Next to
 * "SE" and "DK", "NO" is Norway. */
static void type_row(typing *t, card_value *values, size_t count) {
  bool codes = false, mixed = false;
  uint64_t first = 0;
  for (size_t i = 0; i < count; i++) codes = codes || is_code(&values[i]);
  for (size_t i = 0; i < count; i++) {
    uint64_t unit = type_value(t, &values[i], codes);
    mixed = mixed || (first && unit && unit != first);
    if (!first) first = unit;
  }
  for (size_t i = 0; mixed && i < count; i++)
    if (values[i].kind == VALUE_TEXT) values[i].numeric = false;
}

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
  return read_number(text, decimal, &n) && n.certain;
}

/* Records the decimal sign that a value has unambiguously. */
static void look_at(typing *t, const card_value *value, evidence *e) {
  if (value->kind != VALUE_TEXT || !may_be_number(value->text)) return;
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
  size_t count = model->subjects.count, cells = count * model->attributes.count;
  for (size_t i = 0; i < cells && !is_enough(&e); i++)
    look_at(t, &model->attributes.at[i / count].values[i % count], &e);
  if (!e.point != !e.comma) return e.point ? '.' : ',';
  return !e.asked ? '.' : usual ? usual : platform_decimal();
}

bool cells_type(card *c, char usual) {
  card_model *model = &c->model;
  typing t = {.card = c};
  model->from_cells = true;
  t.decimal = find_decimal(&t, usual);
  for (size_t row = 0; row < model->attributes.count; row++)
    type_row(&t, model->attributes.at[row].values, model->subjects.count);
  end_typing(&t);
  return c->failed != CARD_OUT_OF_MEMORY;
}

/* ---- words of a language ---- */

enum { LONGEST_WORD = 64 }; /* bytes of a cell, with markup */

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
  if (value->kind != VALUE_TEXT || value->numeric || value->text.len > LONGEST_WORD || has_link(value->text)) return;
  card_str plain = plain_of(t, value->text);
  bool is_yes = is_same_word(plain, yes);
  if (!is_yes && !is_same_word(plain, no)) return;
  value->kind = is_yes ? VALUE_YES : VALUE_NO;
  value->text = (card_str){0};
}

void cells_answer(card *c) {
  const card_model *model = &c->model;
  const card_str *words = model->language_labels;
  typing t = {.card = c};
  if (!model->from_cells || !words[LABEL_YES].len || !words[LABEL_NO].len) return;
  for (size_t row = 0; row < model->attributes.count; row++)
    for (size_t i = 0; i < model->subjects.count; i++)
      answer(&t, &model->attributes.at[row].values[i], words[LABEL_YES], words[LABEL_NO]);
  end_typing(&t);
}
