/* Order of the file: texts, titles, columns, rows, positions, the card. */
#include "read/table/card_table.h"

#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "model/inline.h"
#include "model/plain.h"
#include "model/problems.h"
#include "read/cells.h"
#include "read/table/csv.h"
#include "read/table/marked.h"
#include "read/table/report.h"
#include "read/table/shape.h"
#include "values/dates.h"

/* A column of the card in the grid. */
typedef struct {
  size_t index; /* GRID_NO_COLUMN for names that the grid does not have */
  column_part part;
} used_column;

enum { MAX_COLUMNS = 2 * CARD_MAX_SUBJECTS };

typedef struct {
  card *card;
  grid grid;
  table_shape shape;
  used_column columns[MAX_COLUMNS]; /* names first, then as in the grid */
  size_t column_count;
  bool *filled;                /* per column of the grid: it has values */
  CARD_LIST(size_t) footnotes; /* their rows */
} table;

/* For finding positions after the card is open. */
struct table_source {
  card_str text;
  char delimiter;
  bool marked;
  const char *head;
  uint32_t head_number;
  const char **rows; /* the start of each row of the card */
  uint32_t *numbers; /* of these rows in the source */
  size_t columns[MAX_COLUMNS];
};

/* ---- texts ---- */

/* Returns a text that lives as long as the card; empty if memory ran out. */
static card_str copy(const table *t, card_str text) {
  char *to = grid_take(&t->grid, text.len, 1);
  if (to && text.len) memcpy(to, text.at, text.len);
  return (card_str){to, to ? text.len : 0};
}

/* Joins the lines of a text with spaces. */
static card_str line_of(const table *t, card_str text) {
  if (text_find_break(text, '\n', 0) == text.len) return text;
  char *to = grid_take(&t->grid, text.len, 1);
  size_t len = 0;
  if (!to) return text;
  for (card_str line; (line = cell_line(&text)).len;) {
    if (len) to[len++] = ' ';
    memcpy(to + len, line.at, line.len);
    len += line.len;
  }
  return (card_str){to, len};
}

/* Removes reference marks: links to this page such as [\[1\]](#note). */
static card_str without_references(const table *t, card_str text) {
  card_str opening = S("[\\["), middle = S("](#");
  size_t from = text_find(text, opening, 0), len = from;
  if (from == text.len) return text;
  char *to = grid_take(&t->grid, text.len, 1);
  if (!to) return text;
  memcpy(to, text.at, from);
  while (from < text.len) {
    size_t link = text_find(text, middle, from), end = text_find(text, S(")"), link);
    bool is_mark = text_starts(text_slice(text, from, text.len), opening) && end < text.len && link - from < 24;
    if (!is_mark) to[len++] = text.at[from++];
    while (is_mark && from <= end) from++;
  }
  return cell_trim((card_str){to, len});
}

/* Removes a raised digit behind a word: a footnote. "m²" stays. */
static card_str without_footnote(card_str text) {
  enum { SHORT = 3, DIGIT = 2 }; /* letters of a unit; bytes of ¹, ² and ³ */
  size_t end = text.len, letters = 0;
  while (end >= DIGIT && text_has(S("\xB9\xB2\xB3"), text.at[end - 1]) && text.at[end - 2] == '\xC2') end -= DIGIT;
  if (end == text.len) return text;
  while (letters < end && (text_is_letter(text.at[end - 1 - letters]) || text.at[end - 1 - letters] & 0x80)) letters++;
  return letters > SHORT ? text_slice(text, 0, end) : text;
}

/* Returns the markup of a name or heading, on one line: without reference marks and bullet. */
static card_str name_markup(const table *t, card_str markup) {
  markup = text_slice(markup, cell_bullet(markup), markup.len);
  return without_footnote(line_of(t, without_references(t, markup)));
}

/* A heading without markup, and its only link. */
typedef struct {
  card_str text, href;
  bool loses_links; /* it has several */
} heading;

static heading read_heading(const table *t, card_str markup) {
  heading h = {.text = name_markup(t, markup)};
  inline_run run;
  if (plain_is_bare(h.text)) return h;
  if (!inline_read(&t->card->memory, h.text, &run)) {
    t->card->failed = CARD_OUT_OF_MEMORY;
    return h;
  }
  for (size_t i = 0; i < run.count; i++) {
    if (run.tags[i].kind != INLINE_LINK || run.tags[i].closes) continue;
    h.loses_links = h.loses_links || (h.href.len && !text_equal(h.href, run.tags[i].href));
    if (!h.href.len) h.href = run.tags[i].href;
  }
  h.text = cell_trim(run.text);
  return h;
}

static card_str plain(const table *t, card_str markup) { return read_heading(t, markup).text; }

/* Appends a text to another one, with `between`. */
static card_str join(const table *t, card_str one, card_str between, card_str other) {
  if (!one.len || !other.len) return one.len ? one : other;
  char *to = grid_take(&t->grid, one.len + between.len + other.len, 1);
  if (!to) return one;
  memcpy(to, one.at, one.len);
  memcpy(to + one.len, between.at, between.len);
  memcpy(to + one.len + between.len, other.at, other.len);
  return (card_str){to, one.len + between.len + other.len};
}

/* Joins the filled cells of a row but the first `skipped`. */
static card_str text_of_row(const table *t, size_t row, size_t skipped) {
  card_str text = {0};
  for (size_t i = 0; i < grid_row_at(&t->grid, row)->count; i++) {
    const grid_cell *cell = grid_cell_at(&t->grid, row, i);
    if (!cell->text.len || cell->flags & CELL_FROM_LEFT) continue;
    if (skipped)
      skipped--;
    else
      text = join(t, text, S(" "), line_of(t, cell->text));
  }
  return text;
}

/* Returns the text of a cell without the heading before it, if the table repeats headings for narrow screens. */
static card_str value_text(const table *t, size_t row, size_t column) {
  card_str text = grid_cell_at(&t->grid, row, column)->text;
  if (!t->shape.labelled) return text;
  card_str label = grid_cell_at(&t->grid, t->shape.first - 1, column)->text;
  if (label.len && text_starts(text, label)) text = text_slice(text, label.len, text.len);
  if (text.len && *text.at == ':') text = text_slice(text, 1, text.len);
  return cell_trim(text);
}

/* ---- titles ---- */

static void add_introduction(const table *t, card_str text) {
  t->card->model.introduction = join(t, t->card->model.introduction, S("\n\n"), text);
}

/* Returns the first line of a title, and makes the others part of the introduction. */
static card_str first_line(const table *t, card_str text) {
  card_str line = cell_line(&text);
  add_introduction(t, cell_trim(text));
  return plain(t, line);
}

/* Returns the row before the headings that is the title: the first one, or on a page of text the last short one. */
static size_t find_title_row(const table *t) {
  enum { MANY = 8, SHORT = 80 }; /* rows of a page; bytes of a title */
  size_t row = t->shape.preface;
  while (t->shape.preface >= MANY && row--) {
    card_str text = grid_first_cell(&t->grid, row)->text;
    if (text.len <= SHORT && text.len && text.at[text.len - 1] != '.') return row;
  }
  return 0;
}

/* Returns the table's own title, and makes the other rows before the headings part of the introduction. */
static card_str take_preface(const table *t) {
  card_str title = first_line(t, t->grid.caption);
  size_t title_row = title.len ? SIZE_MAX : find_title_row(t);
  for (size_t row = 0; row < t->shape.preface; row++) {
    if (grid_row_at(&t->grid, row)->number <= t->grid.options->skip) {
      title_row += title_row == row;
      continue;
    }
    if (row != title_row) {
      add_introduction(t, text_of_row(t, row, 0));
      continue;
    }
    title = first_line(t, grid_first_cell(&t->grid, row)->text);
    add_introduction(t, text_of_row(t, row, 1));
    grid_report_about(&t->grid, CARD_READ_AS, row, GRID_NO_COLUMN, S("The title is this row above the headings: “"),
                      title, S("”."));
  }
  return title;
}

/* Returns a title of the subjects' names, "Tea vs Coffee", without columns before the names. With more than four, returns the file's title if
 * there is one. */
static card_str title_of_names(const table *t) {
  enum { MOST = 4 };
  const card_model *model = &t->card->model;
  card_str title = {0};
  size_t count = 0;
  for (size_t i = 0, subject = 0; i < t->column_count; i++) {
    used_column used = t->columns[i];
    if (used.part != COLUMN_SUBJECT) continue;
    card_str name = model->subjects.at[subject++].name;
    bool before = t->shape.names != GRID_NO_COLUMN && used.index < t->shape.names && model->subjects.count > 1;
    if (!before && count++ < MOST) title = join(t, title, S(" vs "), name);
  }
  if (count > MOST && t->grid.options->file.len) return t->grid.options->file;
  return count > MOST ? join(t, title, S(" "), S("…")) : title;
}

static card_str first_of(const card_str *texts, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!text_is_blank(texts[i])) return texts[i];
  return (card_str){0};
}

/* ---- columns ---- */

/* Returns the headings of a column, joined. A cell that spans rows or equals the one above counts once. */
static card_str heading_markup(const table *t, size_t column) {
  card_str text = {0};
  for (size_t row = t->shape.preface; row < t->shape.first; row++) {
    const grid_cell *cell = grid_cell_at(&t->grid, row, column);
    bool banner = grid_is_banner(&t->grid, row) && t->grid.width > 1;
    if (!(cell->flags & CELL_FROM_ABOVE) && !banner) text = join(t, text, S(" – "), cell->text);
  }
  return text;
}

/* Returns true if the heading of a column is that of the column to its left, too. */
static bool shares_heading(const table *t, size_t column) {
  for (size_t row = t->shape.preface; row < t->shape.first; row++)
    if (!(grid_cell_at(&t->grid, row, column)->flags & CELL_FROM_LEFT)) return false;
  return t->shape.first > t->shape.preface;
}

/* Returns true if a column has a heading that no column with values has. */
static bool has_own_heading(const table *t, size_t column) {
  if (!heading_markup(t, column).len || shares_heading(t, column)) return false;
  for (size_t next = column + 1; next < t->grid.width && shares_heading(t, next); next++)
    if (t->filled[next]) return false;
  return true;
}

/* Finds the columns of the grid with values. */
static bool find_filled(table *t) {
  t->filled = grid_take(&t->grid, t->grid.width, sizeof *t->filled);
  for (size_t row = t->shape.first; t->filled && row < t->grid.row_count; row++)
    for (size_t i = 0; t->shape.rows[row] == ROW_VALUES && i < grid_row_at(&t->grid, row)->count && i < t->grid.width;
         i++)
      t->filled[i] = t->filled[i] || !cell_is_blank(grid_cell_at(&t->grid, row, i));
  return t->filled;
}

/* Returns true if the card shows a column. Without values, it must have a heading that is not that of its neighbour. */
static bool is_used(const table *t, size_t column) {
  if (shape_is_icons(&t->grid, &t->shape, column)) {
    grid_report(&t->grid, CARD_LEFT_OUT, t->shape.first, column,
                S("This column has only pictures beside the texts of the next one: it is left out."));
    return false;
  }
  return t->filled[column] || has_own_heading(t, column);
}

static uint32_t pixels(card_str digits) {
  uint32_t n = 0;
  for (size_t i = 0; i < digits.len && i < 5; i++) n = n * 10 + (uint32_t)(digits.at[i] - '0');
  return n;
}

/* Reads the image over a column. */
static void take_image(const table *t, size_t column, card_subject *subject) {
  for (size_t row = t->shape.preface; row < t->shape.first && !subject->image.src.len; row++) {
    const grid_cell *cell = grid_cell_at(&t->grid, row, column);
    card_str src = marked_more(&t->grid, cell, 's');
    if (!src.len) continue;
    url_kind kind = url_kind_of(src);
    if (kind != URL_HERE && kind != URL_ELSEWHERE) {
      grid_report(&t->grid, CARD_UNSAFE_LINK, row, column,
                  S("This address is left out: an image's must be https or relative."));
      continue;
    }
    subject->image = (card_image){src, marked_more(&t->grid, cell, 'a'), pixels(marked_more(&t->grid, cell, 'w')),
                                  pixels(marked_more(&t->grid, cell, 'h'))};
  }
}

static card_str number_text_of(const table *t, size_t number) {
  char digits[CARD_COUNT_MAX];
  return copy(t, count_text(number, digits));
}

/* Returns the name of a subject whose column has none. */
static card_str name_of_column(const table *t, size_t column, size_t subjects) {
  card_str names[] = {t->grid.options->caption, t->card->model.title, t->grid.options->heading, t->grid.options->sheet,
                      t->grid.options->file};
  if (t->shape.first > t->shape.preface) {
    card_str number = number_text_of(t, column + 1);
    grid_report_about(&t->grid, CARD_READ_AS, t->shape.preface, column, S("This column has no heading: it is called “"),
                      number, S("”."));
    return number;
  }
  card_str title = first_of(names, 5);
  return subjects == 1 && title.len ? title : number_text_of(t, t->card->model.subjects.count + 1);
}

/* Makes the name of a subject different from those before it: "Price", "Price (2)". */
static card_str distinct_name(const table *t, card_str name, size_t column) {
  const card_model *model = &t->card->model;
  card_str result = name;
  for (size_t n = 2; find_subject(model, result, 0) < model->subjects.count; n++) {
    result = join(t, name, S(" "), join(t, join(t, S("("), S(""), number_text_of(t, n)), S(""), S(")")));
  }
  if (result.at != name.at)
    grid_report_about(&t->grid, CARD_READ_AS, t->shape.preface, column,
                      S("Another column has this heading too: this one is called “"), result, S("”."));
  return result;
}

static bool add_subject(table *t, size_t column, size_t subjects) {
  card_model *model = &t->card->model;
  size_t head = t->shape.preface;
  if (model->subjects.count == CARD_MAX_SUBJECTS)
    return grid_report(&t->grid, CARD_TOO_MANY, head, column, S(TOO_MANY_SUBJECTS));
  heading h = read_heading(t, heading_markup(t, column));
  card_subject subject = {.href = h.href};
  take_image(t, column, &subject);
  if (!h.text.len) h.text = subject.image.alt;
  if (!h.text.len) h.text = name_of_column(t, column, subjects);
  if (h.href.len && url_kind_of(h.href) == URL_UNSAFE) {
    grid_report(&t->grid, CARD_UNSAFE_LINK, head, column,
                S("A link is left out: it must be https, http, mailto or relative."));
    subject.href = (card_str){0};
  }
  if (h.loses_links)
    grid_report(&t->grid, CARD_LEFT_OUT, head, column, S("A heading keeps one link: the others here are left out."));
  subject.id = subject.name = distinct_name(t, h.text, column);
  model->subjects.at[model->subjects.count++] = subject;
  return true;
}

static bool add_column(table *t, size_t index, column_part part, card_str text) {
  card_model *model = &t->card->model;
  if (t->column_count == MAX_COLUMNS)
    return grid_report(&t->grid, CARD_TOO_MANY, t->shape.preface, index, S(TOO_MANY_SUBJECTS));
  t->columns[t->column_count] = (used_column){index, part};
  model->columns.at[t->column_count++] = (card_column){text, part};
  model->columns.count = t->column_count;
  return true;
}

/* Returns true if all values of a column are "higher" or "lower": a column called Better may be a subject. */
static bool has_better(const table *t, size_t column) {
  for (size_t row = t->shape.first; row < t->grid.row_count; row++) {
    const grid_cell *cell = grid_cell_at(&t->grid, row, column);
    if (t->shape.rows[row] == ROW_VALUES && cell->text.len && !text_among(cell->text, "higher\0lower\0")) return false;
  }
  return true;
}

static column_part part_of_column(const table *t, size_t column, card_str text) {
  if (column == t->shape.group) return COLUMN_GROUP;
  column_part part = shape_is_definition(text) ? COLUMN_DEFINITION : column_part_of(text);
  return part == COLUMN_BETTER && t->grid.marked && !has_better(t, column) ? COLUMN_SUBJECT : part;
}

/* Returns true if a column beside the names only counts the rows, without a heading. */
static bool is_only_count(const table *t, size_t column) {
  return column < t->shape.names && t->shape.names != GRID_NO_COLUMN && column != t->shape.group &&
         !heading_markup(t, column).len && t->shape.first > t->shape.preface;
}

/* Counts the columns that will be subjects, up to two. */
static size_t count_subjects(const table *t) {
  size_t count = 0;
  for (size_t column = 0; column < t->grid.width && count < 2; column++)
    count += column != t->shape.names && column != t->shape.group && t->filled[column];
  return count;
}

static bool take_names_column(table *t) {
  card_model *model = &t->card->model;
  size_t names = t->shape.names;
  heading h = names == GRID_NO_COLUMN ? (heading){0} : read_heading(t, heading_markup(t, names));
  if (h.href.len)
    grid_report(&t->grid, CARD_LEFT_OUT, t->shape.preface, names, S("The link of this heading is left out."));
  if (!model->labels[LABEL_ATTRIBUTE].len) model->labels[LABEL_ATTRIBUTE] = h.text;
  return add_column(t, names, COLUMN_NAME, h.text);
}

static bool take_columns(table *t) {
  card_model *model = &t->card->model;
  model->columns.at = grid_take(&t->grid, MAX_COLUMNS, sizeof *model->columns.at);
  model->subjects.at = grid_take(&t->grid, CARD_MAX_SUBJECTS, sizeof *model->subjects.at);
  model->subjects.count = 0;
  if (!model->columns.at || !model->subjects.at || !find_filled(t) || !take_names_column(t)) return false;
  size_t subjects = count_subjects(t);
  for (size_t column = 0; column < t->grid.width; column++) {
    if (column == t->shape.names || (column != t->shape.group && !is_used(t, column))) continue;
    if (is_only_count(t, column)) {
      grid_report(&t->grid, CARD_READ_AS, t->shape.preface, column,
                  S("This column before the names has no heading: it is left out."));
      continue;
    }
    card_str text = plain(t, heading_markup(t, column));
    column_part part = part_of_column(t, column, text);
    if (part == COLUMN_SUBJECT && !add_subject(t, column, subjects)) return false;
    if (part == COLUMN_DEFINITION) text = S("Definition");
    if (part == COLUMN_SUBJECT) text = model->subjects.at[model->subjects.count - 1].name;
    if (!add_column(t, column, part, text)) return false;
  }
  return true;
}

/* ---- rows ---- */

static card_str with_links(const table *t, size_t row, size_t column, card_str text) {
  for (size_t i = unsafe_links(t->card, text); i; i--)
    grid_report(&t->grid, CARD_UNSAFE_LINK, row, column,
                S("A link is left out: it must be https, http, mailto or relative."));
  return text;
}

static void take_better(const table *t, size_t row, size_t column, card_attribute *to) {
  card_str text = value_text(t, row, column);
  to->better = (uint32_t)text_among(text, "higher\0lower\0"); /* in the order of better_kind */
  if (!to->better) grid_report(&t->grid, CARD_BAD_VALUE, row, column, S("This cell must be \"higher\" or \"lower\"."));
}

/* Makes a text that is only an address a link to it. */
static card_str linked(const table *t, card_str text) {
  enum { LONGEST = 2000 };
  bool web = text_starts(text, S("https://")) || text_starts(text, S("http://"));
  for (size_t i = 0; web && i < text.len; i++) web = text.at[i] > ' ' && !text_has(S("()<>[]\\\"|"), text.at[i]);
  if (!web || text.len > LONGEST) return text;
  char *label = grid_take(&t->grid, 2 * text.len, 1);
  size_t len = 0;
  for (size_t i = 0; label && i < text.len; i++) {
    if (text_has(S("*_`~"), text.at[i])) label[len++] = '\\';
    label[len++] = text.at[i];
  }
  return join(t, join(t, S("["), S(""), (card_str){label, len}), S("]("), join(t, text, S(""), S(")")));
}

/* Returns the text of the footnote with this mark, "[^1]"; empty if there is none. Exports number them in their order. */
static card_str footnote_of(const table *t, card_str mark) {
  enum { MOST = 1000 }; /* of footnotes in another order, to look through */
  size_t number = 0, most = t->footnotes.count < MOST ? t->footnotes.count : MOST;
  card_str own, note;
  for (size_t i = 2; i < mark.len && i < 9 && mark.at[i] >= '0' && mark.at[i] <= '9'; i++)
    number = number * 10 + (size_t)(mark.at[i] - '0');
  for (size_t i = 0; i <= most; i++) {
    size_t at = i ? i - 1 : number - 1; /* its number first */
    if (at >= t->footnotes.count) continue;
    shape_footnote(grid_first_cell(&t->grid, t->footnotes.at[at])->text, &own, &note);
    if (text_equal(own, mark)) return note;
  }
  return (card_str){0};
}

/* Removes the marks of footnotes at the end of a text, and joins these. */
static card_str take_footnotes(const table *t, card_str *text) {
  enum { LONGEST = 60 }; /* bytes of a mark */
  card_str notes = {0};
  while (t->footnotes.count && text->len && text->at[text->len - 1] == ']') {
    size_t from = text->len;
    while (from && text->len - from < LONGEST && text->at[from - 1] != '[') from--;
    if (!from) break;
    card_str mark = text_slice(*text, from - 1, text->len), note = footnote_of(t, mark);
    if (!note.len) break;
    notes = join(t, note, S(" · "), notes);
    *text = cell_trim(text_slice(*text, 0, from - 1));
  }
  return notes;
}

static bool find_footnotes(table *t) {
  t->footnotes.at = grid_take(&t->grid, t->grid.row_count, sizeof *t->footnotes.at);
  for (size_t row = t->shape.first; t->footnotes.at && row < t->grid.row_count; row++)
    if (t->shape.rows[row] == ROW_FOOTNOTE) t->footnotes.at[t->footnotes.count++] = row;
  return t->footnotes.at;
}

/* Reads the date that a page gives for a text such as "last Monday". */
static void take_date(const table *t, const grid_cell *cell, card_value *value) {
  date_reading d;
  if (!value->text.len || !date_read(marked_more(&t->grid, cell, 't'), ORDER_UNKNOWN, &d)) return;
  value->numeric = true;
  value->unit = d.unit;
  value->number = d.number;
}

static void take_value(const table *t, size_t row, size_t column, card_value *value) {
  const grid_cell *cell = grid_cell_at(&t->grid, row, column);
  card_str text = value_text(t, row, column), below = take_footnotes(t, &text);
  card_str note = join(t, marked_more(&t->grid, cell, 'n'), S(" · "), below);
  value->text = with_links(t, row, column, linked(t, text));
  value->kind = value->text.len ? VALUE_TEXT : VALUE_NOT_STATED;
  value_extra *extra = note.len ? grid_take(&t->grid, 1, sizeof *extra) : NULL;
  if (extra) extra->note = with_links(t, row, column, note);
  value->extra = extra;
  take_date(t, cell, value);
}

/* Splits a name from its description. */
static void take_description(const table *t, size_t row, size_t column, card_str *text, card_attribute *to) {
  card_str rest = *text;
  *text = cell_line(&rest);
  if (to->definition.len || text_is_blank(rest)) return;
  to->definition = with_links(t, row, column, line_of(t, cell_trim(rest)));
  t->card->model.has_definitions = true;
}

static void take_cell(const table *t, size_t row, size_t column, column_part part, card_attribute *to,
                      card_value *value) {
  card_str text = value_text(t, row, column);
  switch (part) {
  case COLUMN_SUBJECT: take_value(t, row, column, value); break;
  case COLUMN_GROUP: to->group = join(t, to->group, S(" – "), plain(t, text)); break;
  case COLUMN_UNIT: to->unit = plain(t, text); break;
  case COLUMN_BETTER: take_better(t, row, column, to); break;
  case COLUMN_DEFINITION:
    to->definition = with_links(t, row, column, line_of(t, text));
    t->card->model.has_definitions = true;
    break;
  case COLUMN_NAME:
    if (t->shape.described) take_description(t, row, column, &text, to);
    text = with_links(t, row, column, name_markup(t, text));
    if (!name_attribute(t->card, to, text)) t->card->failed = CARD_OUT_OF_MEMORY;
  }
}

static void take_row(const table *t, size_t row, card_str group, card_attribute *to) {
  size_t subject = 0;
  to->group = group;
  for (size_t i = 0; i < t->column_count; i++) {
    used_column used = t->columns[i];
    if (used.index != GRID_NO_COLUMN && grid_cell_at(&t->grid, row, used.index)->text.len)
      take_cell(t, row, used.index, used.part, to, to->values + subject);
    subject += used.part == COLUMN_SUBJECT;
  }
}

/* Returns the group of the rows before the first group row: repeated headings name theirs in the first cell. */
static card_str first_group(const table *t) {
  return t->shape.grouped_by_heads ? t->card->model.labels[LABEL_ATTRIBUTE] : (card_str){0};
}

/* Returns the cell of a group row that names the group. */
static const grid_cell *group_cell(const table *t, size_t row) {
  const grid_cell *first = grid_first_cell(&t->grid, row);
  if (t->shape.names == GRID_NO_COLUMN) return first;
  const grid_cell *named = grid_cell_at(&t->grid, row, t->shape.names);
  return cell_is_blank(named) ? first : named;
}

/* Takes the group that a row names. Groups one below the other are joined. */
static card_str take_group(const table *t, size_t row, card_str group, bool follows) {
  heading h = t->shape.rows[row] == ROW_GROUP ? read_heading(t, group_cell(t, row)->text)
              : t->shape.grouped_by_heads     ? read_heading(t, grid_cell_at(&t->grid, row, t->shape.names)->text)
                                              : (heading){.text = group};
  if (h.href.len)
    grid_report(&t->grid, CARD_LEFT_OUT, row, GRID_NO_COLUMN, S("The link in this group's name is left out."));
  return follows ? join(t, group, S(" – "), h.text) : h.text;
}

/* Reports cells that show something without a text. */
static void report_mute(const table *t) {
  size_t count = 0, first_row = 0, first_column = 0;
  for (size_t row = t->grid.row_count; row-- > t->shape.first;)
    for (size_t i = grid_row_at(&t->grid, row)->count; i-- > 0;) {
      const grid_cell *cell = grid_cell_at(&t->grid, row, i);
      if (!(cell->flags & CELL_MUTE)) continue;
      count++;
      first_row = row;
      first_column = i;
    }
  if (!count) return;
  grid_report_about(&t->grid, CARD_LEFT_OUT, first_row, first_column,
                    S("Images or icons without a text are left out, "), number_text_of(t, count),
                    S(" in all: give each a text, such as an alt."));
}

static void report_no_name(const table *t, size_t row, const card_attribute *to, bool *reported) {
  if (to->name.len || *reported || t->shape.names == GRID_NO_COLUMN) return;
  *reported = true;
  grid_report(&t->grid, CARD_READ_AS, row, GRID_NO_COLUMN, S("This row has no name."));
}

static bool keep_source(table *t, size_t rows) {
  struct table_source *source = t->card->table = grid_take(&t->grid, 1, sizeof *source);
  if (!source) return false;
  *source = (struct table_source){.text = t->grid.source, .delimiter = t->grid.delimiter, .marked = t->grid.marked};
  size_t head = t->shape.first > t->shape.preface ? t->shape.first - 1 : t->shape.preface;
  source->head = grid_row_at(&t->grid, head)->at;
  source->head_number = grid_row_at(&t->grid, head)->number;
  source->rows = grid_take(&t->grid, rows, sizeof *source->rows);
  source->numbers = grid_take(&t->grid, rows, sizeof *source->numbers);
  for (size_t i = 0; i < t->column_count; i++) source->columns[i] = t->columns[i].index;
  return source->rows && source->numbers;
}

/* Refuses a text with a row longer than its headings: a delimiter inside a cell makes two of it. */
static bool check_lengths(const table *t) {
  size_t most = 0;
  for (size_t row = t->shape.preface; row < t->shape.first; row++)
    if (grid_row_at(&t->grid, row)->written > most) most = grid_row_at(&t->grid, row)->written;
  for (size_t row = t->shape.first; most && !t->grid.marked && row < t->grid.row_count; row++)
    if (grid_row_at(&t->grid, row)->count > most)
      return grid_report(&t->grid, CARD_TOO_MANY, row, most,
                         S("There are more cells in this line than headings: put texts with commas in \"…\"."));
  return true;
}

static size_t count_rows(const table *t) {
  size_t count = 0;
  for (size_t row = t->shape.first; row < t->grid.row_count; row++) count += t->shape.rows[row] == ROW_VALUES;
  return count;
}

/* What the rows so far say about the group of the next. Rows with a bullet before their names are parts of the row before
 * them, or of the group row. */
typedef struct {
  card_str group, continued; /* of group rows; of a column of groups */
  card_str whole;            /* the name of the last row without a bullet in the group */
  card_str parts;            /* the group of the parts of that row */
  bool in_parts;
} grouping;

static void start_group(grouping *g, card_str name) { *g = (grouping){.group = name, .continued = name}; }

static bool is_part(const table *t, size_t row) {
  return t->shape.names != GRID_NO_COLUMN && cell_bullet(grid_cell_at(&t->grid, row, t->shape.names)->text);
}

/* Returns the group of a row. A group row with parts ends where they do. */
static card_str group_of_row(const table *t, size_t row, grouping *g) {
  bool part = is_part(t, row);
  if (!part && g->in_parts && !g->whole.len) start_group(g, (card_str){0});
  if (part && !g->in_parts) g->parts = g->whole.len ? join(t, g->group, S(" – "), g->whole) : g->group;
  g->in_parts = part;
  return part ? g->parts : g->group;
}

/* Notes the group and name of a row that was taken. */
static void note_row(const table *t, size_t row, card_attribute *to, grouping *g) {
  if (t->shape.group_continues && !cell_is_blank(grid_cell_at(&t->grid, row, 0))) g->continued = to->group;
  if (t->shape.group_continues) to->group = g->continued;
  if (!g->in_parts) g->whole = to->name;
}

static bool take_rows(table *t) {
  card_model *model = &t->card->model;
  enum { MOST_REPEATED = 5000000 }; /* bytes of groups' names, once for each row */
  size_t count = count_rows(t), last_group = 0, repeated = 0;
  bool reported = false;
  card_attribute *rows = grid_take(&t->grid, count, sizeof *rows);
  card_value *values = grid_take(&t->grid, count * model->subjects.count, sizeof *values);
  grouping g;
  start_group(&g, first_group(t));
  if (!rows || !values || !keep_source(t, count) || !find_footnotes(t)) return false;
  model->attributes.at = rows;
  for (size_t row = t->shape.first; row < t->grid.row_count && t->card->failed != CARD_OUT_OF_MEMORY; row++) {
    row_meaning meaning = (row_meaning)t->shape.rows[row];
    repeated += g.in_parts ? g.parts.len : g.group.len;
    if (repeated > MOST_REPEATED)
      return grid_report(
          &t->grid, CARD_TOO_LARGE, row, GRID_NO_COLUMN,
          S("A group's name is repeated for each of its rows, and here makes more than 5 MB: shorten it."));
    if (meaning == ROW_NOTE) add_introduction(t, text_of_row(t, row, 0));
    if (meaning == ROW_GROUP || meaning == ROW_REPEATED) {
      start_group(&g, take_group(t, row, g.group, last_group && last_group + 1 == row && meaning == ROW_GROUP));
      last_group = row;
    }
    if (meaning != ROW_VALUES) continue;
    size_t i = model->attributes.count++;
    rows[i].values = values + i * model->subjects.count;
    take_row(t, row, group_of_row(t, row, &g), &rows[i]);
    note_row(t, row, &rows[i], &g);
    report_no_name(t, row, &rows[i], &reported);
    t->card->table->rows[i] = grid_row_at(&t->grid, row)->at;
    t->card->table->numbers[i] = grid_row_at(&t->grid, row)->number;
  }
  report_mute(t);
  return t->card->failed != CARD_OUT_OF_MEMORY;
}

/* ---- positions ---- */

/* Reads the number in brackets after a name at the start of a path. Returns false if it is not there. */
static bool take_index(card_str *path, card_str name, size_t *index) {
  if (!text_starts(*path, name) || path->len == name.len || path->at[name.len] != '[') return false;
  size_t i = name.len + 1;
  for (*index = 0; i < path->len && path->at[i] >= '0' && path->at[i] <= '9' && *index < 100000000; i++)
    *index = *index * 10 + (size_t)(path->at[i] - '0');
  *path = text_slice(*path, i + 1, path->len);
  return true;
}

/* Returns the column of the card that holds a subject. */
static size_t column_of_subject(const card_model *model, size_t subject) {
  size_t column = 0;
  for (; column < model->columns.count; column++)
    if (model->columns.at[column].part == COLUMN_SUBJECT && !subject--) break;
  return column;
}

static void put_position(buffer *o, const struct table_source *source, const char *row, uint32_t number, size_t index) {
  uint32_t line, place;
  if (source->marked) {
    buffer_put(o, S("\"path\":\"row "));
    buffer_count(o, number);
    if (index != GRID_NO_COLUMN) buffer_put(o, S(", column "));
    if (index != GRID_NO_COLUMN) buffer_count(o, index + 1);
    buffer_byte(o, '"');
    return;
  }
  csv_line(source->text, csv_cell(source->text, row, source->delimiter, index == GRID_NO_COLUMN ? 0 : index), &line,
           &place);
  buffer_put(o, S("\"line\":"));
  buffer_count(o, line);
  buffer_put(o, S(",\"column\":"));
  buffer_count(o, place);
}

void table_put_place(buffer *o, const card *c, card_str path) {
  const struct table_source *source = c->table;
  size_t row = SIZE_MAX, column = 0;
  buffer_byte(o, '{');
  if (take_index(&path, S("subjects"), &column))
    column = column_of_subject(&c->model, column);
  else if (take_index(&path, S("rows"), &row))
    take_index(&path, S(""), &column);
  else if (take_index(&path, S("attributes"), &row))
    column = take_index(&path, S(".values"), &column) ? column_of_subject(&c->model, column) : 0;
  else
    take_index(&path, S("columns"), &column); /* others, such as a missing answer, are at the head */
  bool head = row == SIZE_MAX;
  if (source && column < c->model.columns.count && (head || row < c->model.attributes.count))
    put_position(o, source, head ? source->head : source->rows[row], head ? source->head_number : source->numbers[row],
                 source->columns[column]);
  buffer_byte(o, '}');
}

/* ---- the card ---- */

/* Completes a subject by what the card around the table says about it. */
static void complete_subject(card_subject *subject, const card_subject *said) {
  subject->definition = said->definition;
  subject->details = said->details;
  if (said->id.len) subject->id = said->id;
  if (said->href.len) subject->href = said->href;
  if (said->image.src.len) subject->image = said->image;
}

static void complete_subjects(const table *t, const card_subject *said, size_t count) {
  card_model *model = &t->card->model;
  for (size_t i = 0; i < count; i++) {
    size_t k = 0;
    while (k < model->subjects.count && !text_equal(model->subjects.at[k].name, said[i].name) &&
           !text_equal(model->subjects.at[k].id, said[i].name))
      k++;
    if (k < model->subjects.count)
      complete_subject(&model->subjects.at[k], &said[i]);
    else
      grid_report_about(&t->grid, CARD_UNKNOWN_ID, t->shape.preface, GRID_NO_COLUMN, S("No column is called “"),
                        said[i].name, S("”: subjects beside a table have the names of its columns."));
  }
}

/* Returns the language whose labels head the names and definitions, as exports write them; empty for other tables.
 * `comma`: it has a decimal comma. */
static card_str language_of_heads(const table *t, bool *comma) {
  static const char heads[] =
      "Merkmal\0de\0Característica\0es\0Critère\0fr\0Aspek\0id\0Caratteristica\0it\0Critério\0pt\0"
      "Характеристика\0ru\0項目\0ja\0比較項目\0zh-Hant\0对比项\0zh\0"
      "तुलना का आधार\0hi\0وجه المقارنة\0ar\0";
  enum { WITH_COMMA = 14 }; /* the first texts */
  size_t head = t->shape.first ? t->shape.first - 1 : 0;
  if (t->shape.first == t->shape.preface || !shape_is_definition(grid_cell_at(&t->grid, head, 1)->text))
    return (card_str){0};
  card_str name = grid_cell_at(&t->grid, head, 0)->text;
  size_t i = 1;
  for (const char *word = heads; *word; word += text_from(word).len + 1, i++) {
    if (i % 2 == 0 || !text_equal(text_from(word), name)) continue;
    *comma = i < WITH_COMMA;
    return text_from(word + text_from(word).len + 1);
  }
  return (card_str){0};
}

/* Takes language and direction of the table, unless the card around it says others. */
static void take_language(card_model *model, const table_options *options) {
  if (!model->lang.len) model->lang = options->lang;
  if (model->rtl || model->ltr) return;
  model->rtl = text_equal(options->dir, S("rtl"));
  model->ltr = text_equal(options->dir, S("ltr"));
}

/* Returns true if the compact form can hold the card. */
static bool is_compact(const table *t) {
  const card_model *model = &t->card->model;
  bool has_column = false;
  for (size_t i = 0; i < t->column_count; i++)
    if (t->columns[i].part == COLUMN_GROUP) has_column = column_part_of(model->columns.at[i].heading) == COLUMN_GROUP;
  for (size_t i = 0; i < model->subjects.count; i++) {
    const card_subject *s = &model->subjects.at[i];
    if (!text_equal(s->id, s->name) || s->href.len || s->image.src.len || s->definition.len || s->details.len)
      return false;
  }
  for (size_t i = 0; i < model->attributes.count; i++)
    if (model->attributes.at[i].group.len && !has_column) return false;
  return (!t->grid.marked || t->grid.is_sheet) && t->shape.first > t->shape.preface && !model->total_count;
}

static bool read_grid(table *t) {
  grid *g = &t->grid;
  if (g->source.len > CARD_MAX_BYTES)
    return grid_report(g, CARD_TOO_LARGE, 0, 0, S("This card is larger than 256 MB: split it."));
  bool good = g->marked ? marked_read(g) : csv_read(g);
  if (!good && t->card->failed == CARD_OK) t->card->failed = CARD_OUT_OF_MEMORY;
  card_problem *nothing = NULL;
  if (good && !g->row_count)
    nothing =
        report_problem(t->card, CARD_MISSING, S("There is nothing here: a table starts with a line of headings."));
  if (nothing && !g->marked) nothing->line = nothing->column = 1;
  return good && g->row_count;
}

static bool read_table(table *t) {
  card_model *model = &t->card->model;
  const table_options *options = t->grid.options;
  if (!read_grid(t) || !shape_find(&t->grid, &t->shape)) return false;
  const card_subject *said = model->subjects.at;
  size_t said_count = model->subjects.count;
  card_str said_title = model->title, said_introduction = model->introduction;
  model->introduction = (card_str){0};
  card_str own = take_preface(t);
  card_str above[] = {options->caption, said_title, own, options->heading};
  model->title = first_of(above, 4);
  take_language(model, options);
  if (!check_lengths(t) || !take_columns(t)) return false;
  if (!model->subjects.count)
    return grid_report(&t->grid, CARD_MISSING, t->shape.preface, GRID_NO_COLUMN,
                       S("A table needs a column for each subject, beside the names of its rows."));
  complete_subjects(t, said, said_count);
  if (!take_rows(t)) return false;
  if (!model->attributes.count && t->grid.marked)
    return grid_report(&t->grid, CARD_MISSING, t->shape.preface, GRID_NO_COLUMN,
                       S("This table has headings, but no rows."));
  if (said_introduction.len) model->introduction = said_introduction;
  if (!model->title.len) model->title = title_of_names(t);
  if (!model_name(t->card)) t->card->failed = CARD_OUT_OF_MEMORY;
  bool comma = t->grid.delimiter == ';';
  card_str language = language_of_heads(t, &comma);
  if (!model->lang.len) model->lang = language;
  char usual = options->decimal.len ? *options->decimal.at : comma ? ',' : '\0';
  bool good = cells_type(t->card, usual);
  t->card->answer = cells_answer;
  model->compact = is_compact(t);
  return good;
}

void table_read(card *c, card_str text, const table_options *options) {
  if (text_starts(text, S("\xEF\xBB\xBF"))) text = text_slice(text, 3, text.len);
  table t = {.card = c, .grid = {.card = c, .options = options, .source = text, .marked = options->marked}};
  if (!read_table(&t) && c->failed == CARD_OK) c->failed = CARD_OUT_OF_MEMORY;
  grid_free(&t.grid);
  if (c->failed == CARD_OUT_OF_MEMORY) report_out_of_memory(c);
}
