#include "base/text.h"
#include "read/table/card_table.h"
#include "read/table/csv.h"
#include "read/table/marked.h"
#include "read/table/table_parts.h"

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
  for (; column < model->table_columns.count; column++)
    if (model->table_columns.at[column].part == COLUMN_VALUES && !subject--) break;
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
  if (source && column < c->model.table_columns.count && (head || row < c->model.rows.count))
    put_position(o, source, head ? source->head : source->rows[row], head ? source->head_number : source->numbers[row],
                 source->columns[column]);
  buffer_byte(o, '}');
}
