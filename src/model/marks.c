#include "model/marks.h"

#include <string.h>

void put_marks(buffer *o, const card_model *model) {
  buffer_put(o, (card_str){(const char *)model->scales, model->columns.count});
  for (size_t row = 0; row < model->rows.count; row++) {
    const card_heading *attribute = &model->rows.at[row];
    buffer_byte(o, (char)attribute->is_mixed);
    for (size_t i = 0; i < model->columns.count; i++) {
      buffer_byte(o, (char)attribute->values[i].unit);
      buffer_byte(o, (char)attribute->values[i].manner);
    }
  }
}

void card_set_marks(card *c, card_str marks) {
  card_model *model = &c->model;
  size_t subjects = model->columns.count, rows = model->rows.count;
  if (c->failed || marks.len != subjects + rows * (1 + 2 * subjects)) return;
  const char *at = marks.at + subjects;
  model->from_cells = true;
  memcpy(model->scales, marks.at, subjects);
  for (size_t row = 0; row < rows; row++) {
    card_heading *attribute = &model->rows.at[row];
    attribute->is_mixed = *at++ != 0;
    for (size_t i = 0; i < subjects; i++) {
      attribute->values[i].unit = (uint8_t)*at++;
      attribute->values[i].manner = (uint8_t)*at++;
    }
  }
}
