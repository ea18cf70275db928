/* Order of the file: titles, the card. */
#include "read/table/card_table.h"

#include "base/text.h"
#include "model/problems.h"
#include "read/cells.h"
#include "read/table/csv.h"
#include "read/table/marked.h"
#include "read/table/report.h"
#include "read/table/table_parts.h"

/* ---- titles ---- */

void table_add_introduction(const table *t, card_str text) {
  t->card->model.introduction = table_join(t, t->card->model.introduction, S("\n\n"), text);
}

/* Returns the first line of a title, and makes the others part of the introduction. */
static card_str first_line(const table *t, card_str text) {
  card_str line = cell_line(&text);
  table_add_introduction(t, cell_trim(text));
  return table_plain(t, line);
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
      table_add_introduction(t, table_row_text(t, row, 0));
      continue;
    }
    title = first_line(t, grid_first_cell(&t->grid, row)->text);
    table_add_introduction(t, table_row_text(t, row, 1));
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
    if (used.part != COLUMN_VALUES) continue;
    card_str name = model->columns.at[subject++].name;
    bool before = t->shape.names != GRID_NO_COLUMN && used.index < t->shape.names && model->columns.count > 1;
    if (!before && count++ < MOST) title = table_join(t, title, S(" vs "), name);
  }
  if (count > MOST && t->grid.options->file.len) return t->grid.options->file;
  return count > MOST ? table_join(t, title, S(" "), S("…")) : title;
}

/* ---- the card ---- */

/* Completes a subject by what the card around the table says about it. */
static void complete_subject(const table *t, card_heading *to, const card_heading *said) {
  card_subject own = to->subject ? *to->subject : (card_subject){0};
  to->definition = said->definition;
  if (said->id.len) to->id = said->id;
  if (!said->subject) return;
  own.details = said->subject->details;
  if (said->subject->href.len) own.href = said->subject->href;
  if (said->subject->image.src.len) own.image = said->subject->image;
  if (!subject_add(t->card, to, &own)) t->card->failed = CARD_OUT_OF_MEMORY;
}

static void complete_subjects(const table *t, const card_heading *said, size_t count) {
  card_model *model = &t->card->model;
  for (size_t i = 0; i < count; i++) {
    size_t k = 0;
    while (k < model->columns.count && !text_equal(model->columns.at[k].name, said[i].name) &&
           !text_equal(model->columns.at[k].id, said[i].name))
      k++;
    if (k < model->columns.count)
      complete_subject(t, &model->columns.at[k], &said[i]);
    else
      grid_report_about(&t->grid, CARD_UNKNOWN_ID, t->shape.preface, GRID_NO_COLUMN, S("No column is called “"),
                        said[i].name, S("”: subjects beside a table have the names of its columns."));
  }
}

/* Returns the language whose labels head the names and definitions, as exports write them; empty for other tables.
 * Sets `comma` if numbers have a decimal comma in it. */
static card_str language_of_heads(const table *t, bool *comma) {
  static const char heads[] =
      "Merkmal\0de\0Característica\0es\0Critère\0fr\0Aspek\0id\0Caratteristica\0it\0Critério\0pt\0"
      "Характеристика\0ru\0項目\0ja\0比較項目\0zh-Hant\0对比项\0zh\0"
      "तुलना का आधार\0hi\0وجه المقارنة\0ar\0";
  enum { WITH_COMMA = 14 }; /* the first 14 texts are of languages with a decimal comma */
  size_t head = t->shape.first ? t->shape.first - 1 : 0;
  if (t->shape.first == t->shape.preface || !shape_is_definition(grid_cell_at(&t->grid, head, 1)->text))
    return (card_str){0};
  card_str name = grid_cell_at(&t->grid, head, 0)->text;
  size_t i = 1;
  for (const char *word = heads; *word; word += text_from(word).len + 1, i++) {
    if (i % 2 == 0 || !text_equal(text_from(word), name)) continue;
    *comma = *comma || i < WITH_COMMA;
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
    if (t->columns[i].part == COLUMN_GROUP)
      has_column = column_part_of(model->table_columns.at[i].heading) == COLUMN_GROUP;
  for (size_t i = 0; i < model->columns.count; i++) {
    const card_heading *s = &model->columns.at[i];
    if (!text_equal(s->id, s->name) || s->subject || s->definition.len) return false;
  }
  for (size_t i = 0; i < model->rows.count; i++)
    if (model->rows.at[i].group.len && !has_column) return false;
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
  const card_heading *said = model->columns.at;
  size_t said_count = model->columns.count;
  card_str said_title = model->title, said_introduction = model->introduction;
  model->introduction = (card_str){0};
  card_str own = take_preface(t);
  card_str above[] = {options->caption, said_title, own, options->heading};
  model->title = table_first_of(above, 4);
  take_language(model, options);
  if (!table_check_lengths(t) || !table_take_columns(t)) return false;
  if (!model->columns.count)
    return grid_report(&t->grid, CARD_MISSING, t->shape.preface, GRID_NO_COLUMN,
                       S("A table needs a column for each subject, beside the names of its rows."));
  complete_subjects(t, said, said_count);
  if (!table_take_rows(t)) return false;
  if (!model->rows.count && t->grid.marked)
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
