/* The subjects and other columns of a card, from the headings of a table. */
#include "base/text.h"
#include "base/url.h"
#include "model/problems.h"
#include "read/table/marked.h"
#include "read/table/report.h"
#include "read/table/table_parts.h"

/* Returns the headings of a column, joined. A cell that spans rows or equals the one above counts once. */
static card_str heading_markup(const table *t, size_t column) {
  card_str text = {0};
  for (size_t row = t->shape.preface; row < t->shape.first; row++) {
    const grid_cell *cell = grid_cell_at(&t->grid, row, column);
    bool banner = grid_is_banner(&t->grid, row) && t->grid.width > 1;
    if (!(cell->flags & CELL_FROM_ABOVE) && !banner) text = table_join(t, text, S(" – "), cell->text);
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

card_str table_count_text(const table *t, size_t number) {
  char digits[CARD_COUNT_MAX];
  return table_copy(t, count_text(number, digits));
}

/* Returns the name of a subject whose column has none. */
static card_str name_of_column(const table *t, size_t column, size_t subjects) {
  card_str names[] = {t->grid.options->caption, t->card->model.title, t->grid.options->heading, t->grid.options->sheet,
                      t->grid.options->file};
  if (t->shape.first > t->shape.preface) {
    card_str number = table_count_text(t, column + 1);
    grid_report_about(&t->grid, CARD_READ_AS, t->shape.preface, column, S("This column has no heading: it is called “"),
                      number, S("”."));
    return number;
  }
  card_str title = table_first_of(names, 5);
  return subjects == 1 && title.len ? title : table_count_text(t, t->card->model.columns.count + 1);
}

/* Makes the name of a subject different from those before it: "Price", "Price (2)". */
static card_str distinct_name(const table *t, card_str name, size_t column) {
  const card_model *model = &t->card->model;
  card_str result = name;
  for (size_t n = 2; find_column(model, result, 0) < model->columns.count; n++) {
    result =
        table_join(t, name, S(" "), table_join(t, table_join(t, S("("), S(""), table_count_text(t, n)), S(""), S(")")));
  }
  if (result.at != name.at)
    grid_report_about(&t->grid, CARD_READ_AS, t->shape.preface, column,
                      S("Another column has this heading too: this one is called “"), result, S("”."));
  return result;
}

static bool add_subject(table *t, size_t column, size_t subjects) {
  card_model *model = &t->card->model;
  size_t head = t->shape.preface;
  if (model->columns.count == CARD_MAX_SUBJECTS)
    return grid_report(&t->grid, CARD_TOO_MANY, head, column, S(TOO_MANY_SUBJECTS));
  heading h = table_heading(t, heading_markup(t, column));
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
  card_heading *to = &model->columns.at[model->columns.count];
  to->id = to->name = distinct_name(t, h.text, column);
  model->columns.count++;
  return subject_add(t->card, to, &subject);
}

static bool add_column(table *t, size_t index, column_part part, card_str text) {
  card_model *model = &t->card->model;
  if (t->column_count == MAX_COLUMNS)
    return grid_report(&t->grid, CARD_TOO_MANY, t->shape.preface, index, S(TOO_MANY_SUBJECTS));
  t->columns[t->column_count] = (used_column){index, part};
  model->table_columns.at[t->column_count++] = (table_column){text, part};
  model->table_columns.count = t->column_count;
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
  return part == COLUMN_BETTER && t->grid.marked && !has_better(t, column) ? COLUMN_VALUES : part;
}

/* Returns true if a column beside the names only counts the rows, without a heading. */
static bool is_only_count(const table *t, size_t column) {
  return shape_is_count(&t->grid, &t->shape, column) && !heading_markup(t, column).len &&
         t->shape.first > t->shape.preface;
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
  heading h = names == GRID_NO_COLUMN ? (heading){0} : table_heading(t, heading_markup(t, names));
  if (h.href.len)
    grid_report(&t->grid, CARD_LEFT_OUT, t->shape.preface, names, S("The link of this heading is left out."));
  if (!model->labels[LABEL_ATTRIBUTE].len) model->labels[LABEL_ATTRIBUTE] = h.text;
  return add_column(t, names, COLUMN_NAME, h.text);
}

bool table_take_columns(table *t) {
  card_model *model = &t->card->model;
  model->table_columns.at = grid_take(&t->grid, MAX_COLUMNS, sizeof *model->table_columns.at);
  model->columns.at = grid_take(&t->grid, CARD_MAX_SUBJECTS, sizeof *model->columns.at);
  model->columns.count = 0;
  if (!model->table_columns.at || !model->columns.at || !find_filled(t) || !take_names_column(t)) return false;
  size_t subjects = count_subjects(t);
  for (size_t column = 0; column < t->grid.width; column++) {
    if (column == t->shape.names || (column != t->shape.group && !is_used(t, column))) continue;
    if (is_only_count(t, column)) {
      grid_report(&t->grid, CARD_READ_AS, t->shape.preface, column,
                  S("This column before the names has no heading: it is left out."));
      continue;
    }
    card_str text = table_plain(t, heading_markup(t, column));
    column_part part = part_of_column(t, column, text);
    if (part == COLUMN_VALUES && !add_subject(t, column, subjects)) return false;
    if (part == COLUMN_DEFINITION) text = S("Definition");
    if (part == COLUMN_VALUES) text = model->columns.at[model->columns.count - 1].name;
    if (!add_column(t, column, part, text)) return false;
  }
  return true;
}
