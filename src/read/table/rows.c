/* The rows of a card. Order of the file: values, a row, groups, all rows. */
#include "read/table/table_parts.h"

#include "base/text.h"
#include "model/plain.h"
#include "model/problems.h"
#include "read/cells.h"
#include "read/table/marked.h"
#include "read/table/report.h"
#include "values/dates.h"

static card_str with_links(const table *t, size_t row, size_t column, card_str text) {
  for (size_t i = unsafe_links(t->card, text); i; i--)
    grid_report(&t->grid, CARD_UNSAFE_LINK, row, column,
                S("A link is left out: it must be https, http, mailto or relative."));
  return text;
}

static void take_better(const table *t, size_t row, size_t column, card_heading *to) {
  card_str text = table_value_text(t, row, column);
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
  return table_join(t, table_join(t, S("["), S(""), (card_str){label, len}), S("]("),
                    table_join(t, text, S(""), S(")")));
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
    notes = table_join(t, note, S(" · "), notes);
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
  card_str text = table_value_text(t, row, column), below = take_footnotes(t, &text);
  card_str note = table_join(t, marked_more(&t->grid, cell, 'n'), S(" · "), below);
  value->text = with_links(t, row, column, linked(t, text));
  value->kind = value->text.len ? VALUE_TEXT : VALUE_NOT_STATED;
  value_extra *extra = note.len ? grid_take(&t->grid, 1, sizeof *extra) : NULL;
  if (extra) extra->note = with_links(t, row, column, note);
  value->extra = extra;
  take_date(t, cell, value);
}

/* Splits a name from its description. */
static void take_description(const table *t, size_t row, size_t column, card_str *text, card_heading *to) {
  card_str rest = *text;
  *text = cell_line(&rest);
  if (to->definition.len || text_is_blank(rest)) return;
  to->definition = with_links(t, row, column, table_line(t, cell_trim(rest)));
  t->card->model.has_definitions = true;
}

static void take_cell(const table *t, size_t row, size_t column, column_part part, card_heading *to,
                      card_value *value) {
  card_str text = table_value_text(t, row, column);
  switch (part) {
  case COLUMN_VALUES: take_value(t, row, column, value); break;
  case COLUMN_GROUP: to->group = table_join(t, to->group, S(" – "), table_plain(t, text)); break;
  case COLUMN_UNIT: to->unit = table_plain(t, text); break;
  case COLUMN_BETTER: take_better(t, row, column, to); break;
  case COLUMN_DEFINITION:
    to->definition = with_links(t, row, column, table_line(t, text));
    t->card->model.has_definitions = true;
    break;
  case COLUMN_NAME:
    if (t->shape.described) take_description(t, row, column, &text, to);
    text = with_links(t, row, column, table_name(t, text));
    if (!set_name(t->card, to, text)) t->card->failed = CARD_OUT_OF_MEMORY;
  }
}

static void take_row(const table *t, size_t row, card_str group, card_heading *to) {
  size_t subject = 0;
  to->group = group;
  for (size_t i = 0; i < t->column_count; i++) {
    used_column used = t->columns[i];
    if (used.index != GRID_NO_COLUMN && grid_cell_at(&t->grid, row, used.index)->text.len)
      take_cell(t, row, used.index, used.part, to, to->values + subject);
    subject += used.part == COLUMN_VALUES;
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
  heading h = t->shape.rows[row] == ROW_GROUP ? table_heading(t, group_cell(t, row)->text)
              : t->shape.grouped_by_heads     ? table_heading(t, grid_cell_at(&t->grid, row, t->shape.names)->text)
                                              : (heading){.text = group};
  if (h.href.len)
    grid_report(&t->grid, CARD_LEFT_OUT, row, GRID_NO_COLUMN, S("The link in this group's name is left out."));
  return follows ? table_join(t, group, S(" – "), h.text) : h.text;
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
                    S("Images or icons without a text are left out, "), table_count_text(t, count),
                    S(" in all: give each a text, such as an alt."));
}

static void report_no_name(const table *t, size_t row, const card_heading *to, bool *reported) {
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

bool table_check_lengths(const table *t) {
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
  card_str group;     /* named by the last group row */
  card_str continued; /* named by the last cell of a column of groups */
  card_str whole;     /* the name of the last row without a bullet in the group */
  card_str parts;     /* the group of the parts of that row */
  bool in_parts;
} grouping;

static void start_group(grouping *g, card_str name) { *g = (grouping){.group = name, .continued = name}; }

/* Returns true for a row with a bullet, unless a column names the groups. */
static bool is_part(const table *t, size_t row) {
  for (size_t i = 0; i < t->column_count; i++)
    if (t->columns[i].part == COLUMN_GROUP) return false;
  return t->shape.names != GRID_NO_COLUMN && cell_bullet(grid_cell_at(&t->grid, row, t->shape.names)->text);
}

/* Returns the group of a row. A group row with parts ends where they do. */
static card_str group_of_row(const table *t, size_t row, grouping *g) {
  bool part = is_part(t, row);
  if (!part && g->in_parts && !g->whole.len) start_group(g, (card_str){0});
  if (part && !g->in_parts) g->parts = g->whole.len ? table_join(t, g->group, S(" – "), g->whole) : g->group;
  g->in_parts = part;
  return part ? g->parts : g->group;
}

/* Notes the group and name of a row that was taken. */
static void note_row(const table *t, size_t row, card_heading *to, grouping *g) {
  if (t->shape.group_continues && !cell_is_blank(grid_cell_at(&t->grid, row, 0))) g->continued = to->group;
  if (t->shape.group_continues) to->group = g->continued;
  if (!g->in_parts) g->whole = to->name;
}

bool table_take_rows(table *t) {
  card_model *model = &t->card->model;
  enum { MOST_REPEATED = 5000000 }; /* bytes of groups' names, once for each row */
  size_t count = count_rows(t), last_group = 0, repeated = 0;
  bool reported = false;
  card_heading *rows = grid_take(&t->grid, count, sizeof *rows);
  card_value *values = grid_take(&t->grid, count * model->columns.count, sizeof *values);
  grouping g;
  start_group(&g, first_group(t));
  if (!rows || !values || !keep_source(t, count) || !find_footnotes(t)) return false;
  model->rows.at = rows;
  for (size_t row = t->shape.first; row < t->grid.row_count && t->card->failed != CARD_OUT_OF_MEMORY; row++) {
    row_meaning meaning = (row_meaning)t->shape.rows[row];
    repeated += g.in_parts ? g.parts.len : g.group.len;
    if (repeated > MOST_REPEATED)
      return grid_report(
          &t->grid, CARD_TOO_LARGE, row, GRID_NO_COLUMN,
          S("A group's name is repeated for each of its rows, and here makes more than 5 MB: shorten it."));
    if (meaning == ROW_NOTE) table_add_introduction(t, table_row_text(t, row, 0));
    if (meaning == ROW_GROUP || meaning == ROW_REPEATED) {
      start_group(&g, take_group(t, row, g.group, last_group && last_group + 1 == row && meaning == ROW_GROUP));
      last_group = row;
    }
    if (meaning != ROW_VALUES) continue;
    size_t i = model->rows.count++;
    rows[i].values = values + i * model->columns.count;
    take_row(t, row, group_of_row(t, row, &g), &rows[i]);
    note_row(t, row, &rows[i], &g);
    report_no_name(t, row, &rows[i], &reported);
    t->card->table->rows[i] = grid_row_at(&t->grid, row)->at;
    t->card->table->numbers[i] = grid_row_at(&t->grid, row)->number;
  }
  report_mute(t);
  return t->card->failed != CARD_OUT_OF_MEMORY;
}
