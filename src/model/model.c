#include "model/model.h"

#include "base/text.h"

column_part column_part_of(card_str heading) {
  return (column_part)text_among(text_trim(heading), "definition\0group\0unit\0better\0");
}

size_t find_column(const card_model *model, card_str id, size_t from) {
  while (from < model->columns.count && !text_equal(model->columns.at[from].id, id)) from++;
  return from;
}

bool subject_add(card *c, card_heading *heading, const card_subject *own) {
  if (!own->details.len && !own->href.len && !own->image.src.len) return true;
  card_subject *subject = arena_raw(&c->memory, sizeof *subject);
  heading->subject = subject;
  if (subject) *subject = *own;
  return subject;
}

bool model_name(card *c) {
  card_model *model = &c->model;
  size_t len = model->title.len;
  char *id = model->id.len ? NULL : arena_raw(&c->memory, len);
  if (model->id.len) return true;
  for (size_t i = 0; id && i < len; i++) {
    char letter = text_lower(model->title.at[i]);
    id[i] = letter & 0x80 || text_is_alnum(letter) ? letter : '-';
  }
  model->id = (card_str){id, id ? len : 0};
  return id;
}
