#include "compact.h"

#include "attributes.h"
#include "subjects.h"

enum { COLUMN_NAME, COLUMN_DEFINITION, COLUMN_GROUP, COLUMN_UNIT, COLUMN_BETTER, COLUMN_SUBJECT };

typedef struct {
  card_str heading;
  int part;
} column;

static void read_column(reader *r, const place *p, void *target) {
  static const card_str parts[] = {{"definition", 10}, {"group", 5}, {"unit", 4}, {"better", 6}};
  column *c = target;
  read_plain(r, p, &c->heading);
  c->part = p->index ? COLUMN_SUBJECT : COLUMN_NAME;
  for (size_t i = 0; p->index && i < COUNT(parts); i++)
    if (text_equal_ascii_case(text_trim(c->heading), parts[i])) c->part = COLUMN_DEFINITION + (int)i;
}

typedef CARD_LIST(column) column_list;

static void subjects_from_columns(reader *r, const place *p, const column_list *columns) {
  card_model *model = r->model;
  for (size_t i = 0; i < columns->count; i++) model->subjects.count += columns->at[i].part == COLUMN_SUBJECT;
  if (too_many_subjects(r, p, model->subjects.count)) model->subjects.count = 0;
  model->subjects.at = keep_array(r, model->subjects.count, sizeof(card_subject));
  if (!model->subjects.at) model->subjects.count = 0;
  for (size_t i = 0, subject = 0; i < columns->count && subject < model->subjects.count; i++) {
    if (columns->at[i].part != COLUMN_SUBJECT) continue;
    model->subjects.at[subject].id = model->subjects.at[subject].name = columns->at[i].heading;
    subject++;
  }
  if (columns->count && !model->labels[LABEL_ATTRIBUTE].len) model->labels[LABEL_ATTRIBUTE] = columns->at[0].heading;
}

static void check_columns(reader *r, const place *p, const column_list *columns) {
  size_t i = 0, subject = 0;
  const cJSON *child;
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, NULL, i, child};
    if (i < columns->count && columns->at[i++].part == COLUMN_SUBJECT && subject < r->model->subjects.count)
      check_subject_id(r, &at, subject++);
  }
}

static void read_cell(reader *r, const place *p, int part, card_attribute *attribute, card_value *value) {
  if (part == COLUMN_SUBJECT)
    read_value(r, p, value);
  else if (is(p, cJSON_NULL) || (is(p, cJSON_String) && text_is_blank(borrowed(p))))
    return; /* as spreadsheets leave cells */
  else if (part == COLUMN_DEFINITION)
    read_inline(r, p, &attribute->definition);
  else if (part == COLUMN_BETTER)
    read_better(r, p, &attribute->better);
  else
    read_plain(r, p,
               part == COLUMN_NAME    ? &attribute->name
               : part == COLUMN_GROUP ? &attribute->group
                                      : &attribute->unit);
}

static void read_row(reader *r, const place *p, const column_list *columns, card_attribute *attribute) {
  const cJSON *cell;
  size_t i = 0, subject = 0;
  if (!is_list(r, p) || !new_values(r, attribute)) return;
  cJSON_ArrayForEach(cell, p->node) {
    place at = {p, NULL, i, cell};
    if (i == columns->count) {
      note(r, &at, CARD_TOO_MANY, "There are more cells here than columns.");
      return;
    }
    int part = columns->at[i++].part;
    read_cell(r, &at, part, attribute, &attribute->values[subject]);
    subject += part == COLUMN_SUBJECT;
  }
  if (text_is_blank(attribute->name))
    note(r, p, CARD_MISSING, "The first cell of a row names what is compared: it is empty here.");
}

static void read_rows(reader *r, const place *p, const column_list *columns) {
  card_model *model = r->model;
  if (!is_list(r, p)) return;
  size_t count = child_count(p), i = 0;
  model->attributes.at = keep_array(r, count, sizeof(card_attribute));
  if (!model->attributes.at) return;
  const cJSON *child;
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, NULL, i, child};
    read_row(r, &at, columns, &model->attributes.at[i++]);
  }
  model->attributes.count = count;
}

void read_compact(reader *r, const place *root) {
  place columns_at = {root, "columns", 0, r->columns}, rows_at = {root, "rows", 0, r->rows};
  column_list columns = {0};
  READ_LIST(r, &columns_at, read_column, &columns);
  if (!is(&columns_at, cJSON_Array)) return;
  subjects_from_columns(r, &columns_at, &columns);
  require_subjects(r, &columns_at);
  check_columns(r, &columns_at, &columns);
  if (r->card->failed == CARD_OK) read_rows(r, &rows_at, &columns);
}
