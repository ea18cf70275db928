/* Order of the file: texts, samples of columns, headings, names, pairs, rows, the table. */
#include "read/table/shape.h"

#include "base/text.h"
#include "read/cells.h"
#include "read/table/report.h"

/* ---- texts ---- */

/* Removes characters of markup and brackets at the start of a text. */
static card_str skip_marks(card_str text) {
  while (text.len && text_has(S("*_~[(`\\"), *text.at)) text = text_slice(text, 1, text.len);
  return text;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Returns true if a text looks like a quantity: a number with perhaps a currency and a short unit. */
static bool looks_like_number(card_str text) {
  enum { MOST_BEHIND = 14 }; /* bytes */
  enum { MOST_BEFORE = 6 };  /* bytes */
  text = skip_marks(text);
  size_t end = 0;
  while (end < text.len && end < MOST_BEFORE && !is_digit(text.at[end]) && !text_is_letter(text.at[end])) end++;
  if (end == text.len || !is_digit(text.at[end])) return false;
  while (end < text.len && (is_digit(text.at[end]) || text_has(S(".,'/: \xC2\xA0"), text.at[end]))) end++;
  return text.len - end <= MOST_BEHIND;
}

/* Returns true for a number without currency and unit. */
static bool is_bare_number(card_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!is_digit(text.at[i]) && !text_has(S(".,-+' "), text.at[i])) return false;
  return text.len && looks_like_number(text);
}

/* Returns true for a year, which may be a heading. */
static bool is_year(card_str text) {
  text = skip_marks(text);
  if (text.len < 4 || !text_has(S("12"), *text.at)) return false;
  for (size_t i = 1; i < 4; i++)
    if (!is_digit(text.at[i])) return false;
  return text.len == 4 || !is_digit(text.at[4]);
}

/* Returns true if the last word of a heading is one of some words. */
static bool ends_in(card_str heading, const char *words) {
  size_t from = heading.len;
  while (from && !text_has(S(" _"), heading.at[from - 1])) from--;
  return text_among(heading, words) || text_among(text_slice(heading, from, heading.len), words);
}

static bool is_id_heading(card_str heading) {
  return text_starts(heading, S("id_")) ||
         ends_in(heading, "#\0no\0no.\0nr\0nr.\0nº\0n°\0№\0id\0index\0rank\0pos\0pos.\0position\0rang\0platz\0code\0"
                          "rownames\0puesto\0posto\0место\0順位\0排名\0");
}

static bool is_name_heading(card_str heading) {
  return ends_in(heading, "name\0title\0model\0product\0item\0nom\0nombre\0nome\0modell\0modelo\0modello\0modèle\0"
                          "produkt\0producto\0produit\0prodotto\0bezeichnung\0название\0модель\0имя\0名称\0名前\0"
                          "商品\0製品\0型号\0नाम\0nama\0الاسم\0");
}

bool shape_is_definition(card_str heading) {
  return text_among(heading, "definition\0definición\0définition\0परिभाषा\0definisi\0definizione\0定義\0definição\0"
                             "определение\0Определение\0定义\0التعريف\0") > 0;
}

bool shape_footnote(card_str text, card_str *mark, card_str *note) {
  size_t end = text_find(text, S("]"), 0);
  if (!text_starts(text, S("[^")) || end < 3 || !text_starts(text_slice(text, end + 1, text.len), S(":"))) return false;
  *mark = text_slice(text, 0, end + 1);
  *note = cell_trim(text_slice(text, end + 2, text.len));
  return note->len && !text_has(*mark, ' ');
}

static bool same_text(const grid_cell *a, const grid_cell *b) { return text_equal(a->text, b->text); }

/* ---- samples of columns ---- */

enum { SAMPLE = 100, REACH = 400 }; /* rows of a sample, and rows among which they are looked for */

typedef struct {
  size_t rows, filled, numbers, pictures, bold, heads, spanned, characters;
} column_sample;

/* Counts the kinds of cells of a column in the rows from `first` on that have several cells. */
static column_sample sample_column(const grid *g, size_t first, size_t column) {
  column_sample s = {0};
  size_t end = g->row_count < first + REACH ? g->row_count : first + REACH;
  for (size_t row = first; row < end && s.rows < SAMPLE; row++) {
    const grid_cell *cell = grid_cell_at(g, row, column);
    if (grid_is_lone(g, row)) continue;
    s.rows++;
    if (cell_is_blank(cell)) continue;
    s.filled++;
    s.numbers += looks_like_number(cell->text);
    s.pictures += (cell->flags & (CELL_PICTURE | CELL_MUTE)) > 0;
    s.bold += (cell->flags & CELL_BOLD) > 0;
    s.heads += (cell->flags & CELL_HEADING) > 0;
    s.spanned += (cell->flags & CELL_FROM_ABOVE) > 0;
    s.characters += cell->text.len;
  }
  return s;
}

static bool is_numeric(column_sample s) { return s.filled && s.numbers * 2 > s.filled; }

/* Counts the different texts of a column in a sample. */
static size_t count_distinct(const grid *g, size_t first, size_t column) {
  size_t count = 0;
  size_t end = g->row_count < first + SAMPLE ? g->row_count : first + SAMPLE;
  for (size_t row = first; row < end; row++) {
    const grid_cell *cell = grid_cell_at(g, row, column);
    size_t other = first;
    while (other < row && !same_text(cell, grid_cell_at(g, other, column))) other++;
    count += other == row && !cell_is_blank(cell);
  }
  return count;
}

/* Returns true if a column counts the rows from 0 or 1 on. */
static bool is_running(const grid *g, size_t first, size_t column) {
  size_t expected = 0, seen = 0;
  for (size_t row = first; row < g->row_count && seen < SAMPLE; row++) {
    card_str text = grid_cell_at(g, row, column)->text;
    if (!text.len) continue;
    size_t value = 0, i = 0;
    while (i < text.len && i < 9 && is_digit(text.at[i])) value = value * 10 + (size_t)(text.at[i++] - '0');
    if (i < text.len && !(i + 1 == text.len && text.at[i] == '.' && i)) return false;
    if (!seen) expected = value;
    if (value != expected || (!seen && value > 1)) return false;
    seen++;
    expected++;
  }
  return seen > 1;
}

/* ---- headings ---- */

/* Returns the number of filled cells that at least a third of the rows of several cells have. */
static size_t usual_width(const grid *g) {
  size_t usual = 0, end = g->row_count < REACH ? g->row_count : REACH, rows = 0;
  for (size_t row = 0; row < end; row++) rows += !grid_is_lone(g, row);
  for (size_t width = 2, count = rows; width <= g->width && count * 3 >= rows; width++) {
    usual = width - 1;
    count = 0;
    for (size_t row = 0; row < end; row++) count += !grid_is_lone(g, row) && grid_row_at(g, row)->filled >= width;
  }
  return usual;
}

/* Returns the only column beside the first one that has cells in rows of several cells; GRID_NO_COLUMN if there are more. */
static size_t only_column(const grid *g) {
  size_t found = 0;
  for (size_t row = 0; row < g->row_count; row++) {
    for (size_t i = 1; !grid_is_lone(g, row) && i < grid_row_at(g, row)->count; i++) {
      if (i == found || cell_is_blank(grid_cell_at(g, row, i))) continue;
      if (found) return GRID_NO_COLUMN;
      found = i;
    }
  }
  return found ? found : GRID_NO_COLUMN;
}

/* Returns true if the only cell of a row is the heading of the only column. */
static bool is_only_heading(const grid *g, size_t row, size_t column) {
  return column != GRID_NO_COLUMN && grid_row_at(g, row)->count == column + 1 &&
         !(grid_cell_at(g, row, column)->flags & CELL_FROM_LEFT);
}

/* Counts the rows before the headings: titles, units, notes. */
static size_t count_preface(const grid *g) {
  enum { WIDE = 6 }; /* cells of a row beside which one with two is no row */
  size_t usual = usual_width(g), only = only_column(g), row = 0;
  while (row < g->row_count && grid_row_at(g, row)->number <= g->options->skip) row++;
  size_t skipped = row;
  for (; row < g->row_count; row++) {
    const grid_row *r = grid_row_at(g, row);
    bool lone = grid_is_lone(g, row);
    bool sparse = usual >= WIDE && r->filled * 3 <= usual && r->section != SECTION_HEAD &&
                  !(grid_first_cell(g, row)->flags & CELL_HEADING);
    if (!(lone || sparse) || (lone && is_only_heading(g, row, only))) break;
  }
  return row < g->row_count ? row : skipped;
}

static bool all_cells(const grid *g, size_t row, uint32_t flag) {
  bool any = false;
  for (size_t i = 0; i < grid_row_at(g, row)->count; i++) {
    const grid_cell *cell = grid_cell_at(g, row, i);
    if (cell_is_blank(cell)) continue;
    any = true;
    if (!(cell->flags & flag)) return false;
  }
  return any;
}

/* What the first row says against the rows below it. */
typedef struct {
  size_t headings; /* columns where it has a text above numbers */
  size_t data;     /* columns where it has a number above numbers */
} head_evidence;

/* Returns true if three numbers or more of a row grow from left to right, as headings may: 10, 20, 30. */
static bool is_scale(const grid *g, size_t row) {
  size_t count = 0, before = 0;
  for (size_t column = 1; column < g->width; column++) {
    card_str text = grid_cell_at(g, row, column)->text;
    size_t value = 0;
    if (!is_bare_number(text)) continue;
    for (size_t i = 0; i < text.len && i < 9; i++)
      if (is_digit(text.at[i])) value = value * 10 + (size_t)(text.at[i] - '0');
    if (count++ && value <= before) return false;
    before = value;
  }
  return count > 2;
}

/* In a table of several columns, a number with a unit may be a heading: "128 GB". */
static head_evidence compare_heads(const grid *g, size_t head) {
  head_evidence e = {0};
  bool scale = is_scale(g, head);
  for (size_t column = 0; column < g->width; column++) {
    const grid_cell *cell = grid_cell_at(g, head, column);
    if (cell_is_blank(cell) || !is_numeric(sample_column(g, head + 1, column))) continue;
    bool number = g->width == 2 ? looks_like_number(cell->text) : is_bare_number(cell->text) && !scale;
    e.data += number && !is_year(cell->text);
    e.headings += !looks_like_number(cell->text);
  }
  return e;
}

/* Returns true if a row continues the headings above it: it has no name, and texts above numbers. */
static bool continues_heads(const grid *g, size_t row) {
  if (row + 1 >= g->row_count || grid_is_lone(g, row) || !cell_is_blank(grid_cell_at(g, row, 0))) return false;
  head_evidence e = compare_heads(g, row);
  return e.headings > 0 && e.data == 0;
}

/* Returns true if a row has cells only where the rows from `head` on have none. */
static bool completes_heads(const grid *g, size_t head, size_t row) {
  if (row + 1 >= g->row_count) return false;
  for (size_t column = 0; column < g->width; column++) {
    const grid_cell *cell = grid_cell_at(g, row, column);
    if (cell_is_blank(cell)) continue;
    if (looks_like_number(cell->text)) return false;
    for (size_t above = head; above < row; above++)
      if (!cell_is_blank(grid_cell_at(g, above, column))) return false;
  }
  return true;
}

/* Returns true if a row has a name and the title of the table, such as "Model | Alpha" on the sheet Alpha: a row of data. */
static bool names_the_title(const grid *g, size_t row) {
  card_str title = g->options->sheet;
  if (!title.len || grid_row_at(g, row)->filled != 2) return false;
  return text_equal(grid_cell_at(g, row, grid_row_at(g, row)->count - 1)->text, title);
}

/* Counts the heading rows of a table that does not mark them. */
static size_t guess_heads(const grid *g, size_t head) {
  head_evidence e = compare_heads(g, head);
  enum { MOST = 6 }; /* heading rows */
  size_t row = head + 1;
  if ((e.data && !e.headings) || names_the_title(g, head)) return 0;
  while (row < head + MOST && continues_heads(g, row)) row++;
  if (row > head + 1 && completes_heads(g, head, row)) row++;
  if (g->marked && !g->is_sheet && !e.headings)
    grid_report(g, CARD_READ_AS, head, GRID_NO_COLUMN,
                S("The first row is taken for the headings: nothing marks it as such."));
  return row - head;
}

/* Counts the leading rows of which `is_head` says so, if others follow. */
static size_t count_leading(const grid *g, size_t from, bool (*is_head)(const grid *, size_t)) {
  size_t row = from;
  while (row < g->row_count && is_head(g, row)) row++;
  return row < g->row_count ? row - from : 0;
}

static bool is_in_head(const grid *g, size_t row) { return grid_row_at(g, row)->section == SECTION_HEAD; }
static bool has_headings(const grid *g, size_t row) {
  return all_cells(g, row, CELL_HEADING) && !grid_is_banner(g, row);
}

/* Returns true if the first cell of each row from `first` on is marked as a heading. */
static bool has_row_heads(const grid *g, size_t first) {
  column_sample s = sample_column(g, first, 0);
  return s.filled && s.heads == s.filled;
}

/* Returns true if a row of headings has the word for a definition behind that of the names. */
static bool is_spelled(const grid *g, size_t row) {
  return !g->options->names && shape_is_definition(grid_cell_at(g, row, 1)->text);
}

static size_t count_heads(const grid *g, size_t preface) {
  switch (g->options->header) {
  case HEADER_FIRST_ROW: return 1;
  case HEADER_FIRST_COLUMN:
  case HEADER_NONE: return 0;
  default: break;
  }
  size_t heads = count_leading(g, preface, is_in_head);
  if (!heads && is_spelled(g, preface)) return 1;
  if (!heads) heads = count_leading(g, preface, has_headings);
  if (heads) return heads;
  if (all_cells(g, preface, CELL_HEADING | CELL_BOLD)) return 1;
  if (has_row_heads(g, preface)) return g->width > 2 && compare_heads(g, preface).headings > 0;
  return guess_heads(g, preface);
}

/* Returns true if most rows leave the first cell blank and have a name in the second: each group is named once. */
static bool has_open_groups(const grid *g, size_t first) {
  column_sample one = sample_column(g, first, 0), two = sample_column(g, first, 1);
  return g->width > 2 && one.filled && one.rows > 3 && one.filled * 2 <= one.rows && two.filled * 10 >= two.rows * 9 &&
         !is_numeric(two) && !cell_is_blank(grid_cell_at(g, first, 0));
}

/* Returns true if the meaning of a table without headings is plain: names and values, headings of rows, or the author says so. */
static bool may_lack_headings(const grid *g, size_t first) {
  return g->options->header == HEADER_NONE || g->options->header == HEADER_FIRST_COLUMN || g->width == 2 ||
         has_row_heads(g, first) || has_open_groups(g, first) || names_the_title(g, first);
}

/* ---- names ---- */

/* Returns the text of a column's last heading. */
static card_str last_heading(const grid *g, const table_shape *shape, size_t column) {
  for (size_t row = shape->first; row > shape->preface; row--) {
    const grid_cell *cell = grid_cell_at(g, row - 1, column);
    if (cell->text.len) return cell->text;
  }
  return (card_str){0};
}

static bool repeats(const grid *g, size_t first, size_t column, size_t filled) {
  size_t seen = g->row_count - first < SAMPLE ? filled : SAMPLE;
  return count_distinct(g, first, column) * 10 < seen * 7;
}

/* Returns true if a column can name the rows: different texts. */
static bool can_name(const grid *g, const table_shape *shape, size_t column) {
  enum { LONGEST = 60 }; /* bytes of a name, on average */
  column_sample s = sample_column(g, shape->first, column);
  return s.filled * 10 >= s.rows * 9 && !is_numeric(s) && s.pictures * 2 < s.filled &&
         s.characters < s.filled * LONGEST && !repeats(g, shape->first, column, s.filled);
}

/* Returns the first column that is not almost blank. */
static size_t first_column(const grid *g, const table_shape *shape) {
  size_t column = 0;
  for (; column + 2 < g->width; column++) {
    column_sample s = sample_column(g, shape->first, column);
    if (s.filled * 5 >= s.rows) break;
  }
  return column;
}

/* Returns the column of names: the first one, or a later one if the first shows pictures, counts, repeats, or is an id shorter than
 * the names. */
static size_t find_later_names(const grid *g, const table_shape *shape) {
  enum { NEAR = 6 }; /* columns */
  size_t first = first_column(g, shape), found = first;
  column_sample s = sample_column(g, shape->first, first);
  bool counts = s.pictures * 2 > s.filled || is_running(g, shape->first, first);
  bool beside = counts || is_id_heading(last_heading(g, shape, first));
  if (!beside && !repeats(g, shape->first, first, s.filled)) return first;
  for (size_t column = first + 1; column + 1 < g->width && column < first + NEAR; column++) {
    column_sample other = sample_column(g, shape->first, column);
    bool longer = other.characters * s.filled > s.characters * other.filled;
    if (!can_name(g, shape, column) || (beside && !counts && !longer)) continue;
    if (is_name_heading(last_heading(g, shape, column))) return column;
    if (found == first) found = column;
  }
  return beside ? found : first;
}

/* Returns true if the first two columns are group and name: both are headings, or the first spans rows. */
static bool has_groups(const grid *g, size_t first) {
  column_sample one = sample_column(g, first, 0), two = sample_column(g, first, 1);
  if (g->width < 3 || !one.filled || !two.filled) return false;
  if (one.heads == one.filled && two.heads == two.filled) return true;
  return !one.heads && one.spanned && !two.spanned;
}

/* ---- pairs: two subjects without names of rows ---- */

/* Returns true if a text has a word, ignoring the case of ASCII letters. */
static bool mentions(card_str text, card_str word) {
  if (word.len < 2) return false;
  for (size_t i = 0; i + word.len <= text.len; i++)
    if (text_equal_ascii_case(text_slice(text, i, i + word.len), word)) return true;
  return false;
}

/* Returns true if two headings are words for and against. */
static bool are_opposites(card_str one, card_str other) {
  static const char words[] = "pros\0cons\0advantages\0disadvantages\0vorteile\0nachteile\0avantages\0inconvénients\0"
                              "ventajas\0desventajas\0vantaggi\0svantaggi\0vantagens\0desvantagens\0плюсы\0минусы\0"
                              "メリット\0デメリット\0优点\0缺点\0優點\0缺點\0kelebihan\0kekurangan\0फायदे\0नुकसान\0"
                              "المزايا\0العيوب\0"; /* in pairs */
  int i = text_among(one, words), k = text_among(other, words);
  return i && k && i != k && (i + 1) / 2 == (k + 1) / 2;
}

bool shape_is_icons(const grid *g, const table_shape *shape, size_t column) {
  column_sample s = sample_column(g, shape->first, column);
  return s.filled && s.pictures == s.filled && shape->first > shape->preface && column + 1 < g->width &&
         grid_cell_at(g, shape->preface, column + 1)->flags & CELL_FROM_LEFT;
}

/* Finds the columns that show something below the headings, at most `most`. Returns their number. */
static size_t columns_with_values(const grid *g, const table_shape *shape, size_t into[], size_t most) {
  size_t count = 0;
  for (size_t column = 0; column < g->width && count < most; column++)
    if (sample_column(g, shape->first, column).filled && !shape_is_icons(g, shape, column)) into[count++] = column;
  return count;
}

static bool is_pair(const grid *g, const table_shape *shape) {
  size_t at[3];
  if (shape->first == shape->preface || columns_with_values(g, shape, at, 3) != 2) return false;
  column_sample one = sample_column(g, shape->first, at[0]), two = sample_column(g, shape->first, at[1]);
  card_str left = last_heading(g, shape, at[0]), right = last_heading(g, shape, at[1]);
  left = skip_marks(left), right = skip_marks(right);
  while (left.len && text_has(S("*_"), left.at[left.len - 1])) left.len--;
  while (right.len && text_has(S("*_"), right.at[right.len - 1])) right.len--;
  if (are_opposites(left, right)) return true;
  if (one.heads || (one.bold && one.bold == one.filled) || is_numeric(one) || is_numeric(two)) return false;
  card_str titles[] = {g->options->caption, g->caption, g->options->heading};
  for (size_t i = 0; i < 3; i++)
    if (mentions(titles[i], left) && mentions(titles[i], right)) return true;
  return false;
}

/* Finds the columns of names and groups. */
static void find_names(const grid *g, table_shape *shape) {
  size_t asked = g->options->names;
  shape->group = GRID_NO_COLUMN;
  if (asked)
    shape->names = asked - 1;
  else if (shape->spelled)
    shape->names = 0;
  else if (is_pair(g, shape))
    shape->names = GRID_NO_COLUMN;
  else if (has_groups(g, shape->first))
    shape->group = 0, shape->names = 1;
  else if (has_open_groups(g, shape->first))
    shape->group = 0, shape->names = 1, shape->group_continues = true;
  else
    shape->names = find_later_names(g, shape);
}

/* ---- rows ---- */

/* Returns true if a cell before the names says nothing but which row it is: a number, a picture. */
static bool is_count(const table_shape *shape, size_t column, const grid_cell *cell) {
  return column < shape->names && column != shape->group &&
         (looks_like_number(cell->text) || cell->flags & (CELL_PICTURE | CELL_MUTE));
}

bool shape_is_count(const grid *g, const table_shape *shape, size_t column) {
  if (shape->names == GRID_NO_COLUMN || column >= shape->names) return false;
  for (size_t row = shape->first; row < g->row_count; row++) {
    const grid_cell *cell = grid_cell_at(g, row, column);
    if (shape->rows[row] == ROW_VALUES && !cell_is_blank(cell) && !is_count(shape, column, cell)) return false;
  }
  return column != shape->group;
}

/* Returns true if a row has no values beside its name. */
static bool has_no_values(const grid *g, const table_shape *shape, size_t row) {
  if (grid_is_banner(g, row)) return true;
  if (shape->names == GRID_NO_COLUMN) return false;
  bool named = !cell_is_blank(grid_cell_at(g, row, shape->names));
  for (size_t i = 0; i < grid_row_at(g, row)->count; i++) {
    const grid_cell *cell = grid_cell_at(g, row, i);
    if (cell_is_blank(cell) || i == shape->names || is_count(shape, i, cell)) continue;
    if (named || i > shape->names || !grid_is_lone(g, row)) return false;
  }
  return named || grid_is_lone(g, row);
}

/* Returns true if a row without values looks like the heading of a section: it spans all columns, or only its name is
 * bold or a heading. */
static bool stands_out(const grid *g, size_t row, bool plain_names) {
  const grid_cell *cell = grid_first_cell(g, row);
  return (g->marked && grid_is_banner(g, row) && g->width > 1 && grid_row_at(g, row)->count > 1) ||
         (plain_names && cell->flags & (CELL_BOLD | CELL_HEADING));
}

/* Returns true if a row repeats the headings of the values. */
static bool repeats_heads(const grid *g, const table_shape *shape, size_t row) {
  size_t head = shape->first - 1, equal = 0;
  if (shape->first == shape->preface) return false;
  for (size_t i = 0; i < g->width; i++) {
    const grid_cell *cell = grid_cell_at(g, row, i), *heading = grid_cell_at(g, head, i);
    if (i == shape->names || (cell_is_blank(cell) && cell_is_blank(heading))) continue;
    if (!same_text(cell, heading) || cell->flags & CELL_FROM_ABOVE) return false;
    equal++;
  }
  return equal > 0;
}

/* Returns true if a text reads as a note: a sentence, or what a source starts with. */
static bool reads_as_note(card_str text) {
  enum { LONG = 60 };
  if (text_starts(text, S("* ")) || text_starts(text, S("\\*"))) return true;
  text = skip_marks(text);
  return text.len >= LONG || (text.len && text_has(S(".*"), text.at[text.len - 1])) || text_has(text, ':');
}

/* Returns true if a row has nothing but cells before the names, such as a running number. */
static bool is_blank_beside(const grid *g, const table_shape *shape, size_t row) {
  if (shape->group != GRID_NO_COLUMN || grid_is_banner(g, row)) return false;
  for (size_t i = 0; i < grid_row_at(g, row)->count; i++) {
    const grid_cell *cell = grid_cell_at(g, row, i);
    if (!cell_is_blank(cell) && !is_count(shape, i, cell)) return false;
  }
  return true;
}

static bool is_footnote(const grid *g, size_t row) {
  card_str mark, note;
  return grid_is_lone(g, row) && shape_footnote(grid_first_cell(g, row)->text, &mark, &note);
}

/* Rows with values and without. */
typedef struct {
  size_t valued, lone;
  size_t opening;   /* rows without values before a row without a name */
  size_t last;      /* the last row with values */
  bool is_adjacent; /* two rows without values are neighbours */
} row_counts;

static row_counts count_rows(const grid *g, const table_shape *shape) {
  row_counts n = {.last = shape->first};
  bool was_lone = false;
  for (size_t row = shape->first; row < g->row_count; row++) {
    if (is_footnote(g, row)) continue;
    bool lone = has_no_values(g, shape, row);
    n.opening +=
        was_lone && !lone && shape->names != GRID_NO_COLUMN && cell_is_blank(grid_cell_at(g, row, shape->names));
    n.is_adjacent = n.is_adjacent || (lone && was_lone);
    was_lone = lone;
    n.lone += lone;
    n.valued += !lone;
    if (!lone) n.last = row;
  }
  return n;
}

/* Returns true if rows without values are likely to name groups: there are several, the first row is one, and they are few or each comes before
 * others. */
static bool are_groups(const grid *g, const table_shape *shape, row_counts n) {
  if (shape->group != GRID_NO_COLUMN) return false;
  if (n.lone > 1 && n.opening * 2 >= n.lone) return true;
  return n.lone > 1 && has_no_values(g, shape, shape->first) &&
         (n.lone * 2 <= n.valued || (n.lone <= n.valued && !n.is_adjacent));
}

static row_meaning meaning_of(const grid *g, const table_shape *shape, size_t row, size_t last, bool likely,
                              bool plain_names) {
  if (is_footnote(g, row)) return ROW_FOOTNOTE;
  if (repeats_heads(g, shape, row)) return ROW_REPEATED;
  if (!has_no_values(g, shape, row)) return ROW_VALUES;
  if (shape->names != GRID_NO_COLUMN && shape->names && is_blank_beside(g, shape, row)) return ROW_BLANK;
  bool out = stands_out(g, row, plain_names);
  if (shape->has_groups && !out) return ROW_VALUES;
  if (row > last) return out || reads_as_note(grid_first_cell(g, row)->text) ? ROW_NOTE : ROW_VALUES;
  return out || likely ? ROW_GROUP : ROW_VALUES;
}

static void find_rows(const grid *g, table_shape *shape) {
  column_sample names =
      shape->names == GRID_NO_COLUMN ? (column_sample){0} : sample_column(g, shape->first, shape->names);
  bool plain_names = (names.bold + names.heads) * 2 <= names.filled;
  row_counts counts = count_rows(g, shape);
  bool likely = are_groups(g, shape, counts);
  for (size_t row = shape->first; row < g->row_count; row++) {
    row_meaning meaning = meaning_of(g, shape, row, counts.last, likely, plain_names);
    shape->rows[row] = (unsigned char)meaning;
    if (meaning == ROW_REPEATED && shape->names != GRID_NO_COLUMN &&
        !same_text(grid_cell_at(g, row, shape->names), grid_cell_at(g, shape->first - 1, shape->names)))
      shape->grouped_by_heads = true;
  }
}

/* Returns true if all cells of at least two columns start with their heading. */
static bool find_labelled(const grid *g, const table_shape *shape) {
  size_t columns = 0;
  for (size_t column = 0; column < g->width; column++) {
    card_str heading = last_heading(g, shape, column);
    size_t cells = 0;
    for (size_t row = shape->first; row < g->row_count && heading.len; row++) {
      card_str text = grid_cell_at(g, row, column)->text;
      if (!text.len) continue;
      if (!text_starts(text, heading) || text.len == heading.len) {
        cells = 0;
        break;
      }
      cells++;
    }
    columns += cells > 1;
  }
  return columns > 1;
}

/* Returns true if most names are followed by a description on lines of their own. */
static bool find_described(const grid *g, const table_shape *shape) {
  enum { LONG = 20 }; /* bytes of a description */
  size_t described = 0, named = 0, end = g->row_count < shape->first + REACH ? g->row_count : shape->first + REACH;
  for (size_t row = shape->first; row < end && shape->names != GRID_NO_COLUMN; row++) {
    card_str text = grid_cell_at(g, row, shape->names)->text;
    if (!text.len || shape->rows[row] != ROW_VALUES) continue;
    card_str rest = text;
    card_str line = cell_line(&rest);
    named++;
    described += rest.len >= LONG && line.len < rest.len;
  }
  return described > 1 && described * 2 > named;
}

/* ---- the table ---- */

bool shape_find(const grid *g, table_shape *shape) {
  *shape = (table_shape){.preface = count_preface(g)};
  if (g->width < 2 || (g->marked && g->row_count < 2))
    return grid_report(g, CARD_MISSING, 0, GRID_NO_COLUMN, S("A table needs two rows and two columns to be compared."));
  shape->first = shape->preface + count_heads(g, shape->preface);
  if (shape->first == shape->preface && !may_lack_headings(g, shape->preface))
    return grid_report(
        g, CARD_MISSING, shape->preface, GRID_NO_COLUMN,
        S("This table has no headings that name its columns: add a row of them, or say header=\"none\"."));
  shape->spelled = shape->first > shape->preface && is_spelled(g, shape->first - 1);
  for (size_t i = 1; i < g->width && shape->first > shape->preface; i++)
    shape->has_groups = shape->has_groups || column_part_of(last_heading(g, shape, i)) == COLUMN_GROUP;
  find_names(g, shape);
  shape->rows = grid_take(g, g->row_count + 1, 1);
  if (!shape->rows) return false;
  find_rows(g, shape);
  shape->described = find_described(g, shape);
  shape->labelled = !shape->spelled && shape->first > shape->preface && g->marked && find_labelled(g, shape);
  return true;
}
