#include "read/compact.h"

#include "read/attributes.h"
#include "read/subjects.h"

static void read_column(parser *r, const path *p, void *target) {
  table_column *c = target;
  read_plain(r, p, &c->heading);
  c->part = p->index ? column_part_of(c->heading) : COLUMN_NAME;
}

static void subjects_from_columns(parser *r, const path *p) {
  card_model *model = r->model;
  size_t count = 0, subject = 0;
  for (size_t i = 0; i < r->table_columns.count; i++) count += r->table_columns.at[i].part == COLUMN_VALUES;
  if (too_many_subjects(r, p, count)) return;
  model->columns.at = take_array(r, count, sizeof(card_heading));
  if (!model->columns.at) return;
  model->columns.count = count;
  for (size_t i = 0; i < r->table_columns.count; i++) {
    if (r->table_columns.at[i].part != COLUMN_VALUES) continue;
    model->columns.at[subject].id = model->columns.at[subject].name = r->table_columns.at[i].heading;
    subject++;
  }
  if (r->table_columns.count && !model->labels[LABEL_ATTRIBUTE].len)
    model->labels[LABEL_ATTRIBUTE] = r->table_columns.at[0].heading;
  check_subjects(r, p);
}

static void read_cell(parser *r, const path *p, column_part part, card_heading *attribute, card_value *value) {
  if (part == COLUMN_VALUES)
    read_value(r, p, value);
  else if (is(p, cJSON_NULL) || (is(p, cJSON_String) && text_is_blank(borrowed(p))))
    return; /* spreadsheets leave cells empty */
  else if (part == COLUMN_DEFINITION)
    read_inline(r, p, &attribute->definition);
  else if (part == COLUMN_BETTER)
    read_better(r, p, &attribute->better);
  else if (part == COLUMN_NAME)
    read_name(r, p, attribute);
  else
    read_plain(r, p, part == COLUMN_GROUP ? &attribute->group : &attribute->unit);
}

void read_row(parser *r, const path *p, void *target) {
  card_heading *attribute = target;
  size_t subject = 0;
  if (!is_list(r, p) || !new_values(r, attribute)) return;
  EACH_CHILD(at, p) {
    if (at.index == r->table_columns.count) {
      report(r, &at, CARD_TOO_MANY, "There are more cells here than columns.");
      return;
    }
    column_part part = r->table_columns.at[at.index].part;
    read_cell(r, &at, part, attribute, &attribute->values[subject]);
    subject += part == COLUMN_VALUES;
  }
}

bool read_columns(parser *r, const path *p) {
  READ_LIST(r, p, read_column, &r->table_columns);
  if (is(p, cJSON_Array)) subjects_from_columns(r, p);
  return r->card->failed == CARD_OK;
}
