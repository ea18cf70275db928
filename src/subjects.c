#include "subjects.h"

static void read_image(reader *r, const place *p, void *target) {
  static const field fields[] = {
      {"src", read_src, offsetof(card_image, src)},
      {"alt", read_plain, offsetof(card_image, alt)},
      {"width", read_pixels, offsetof(card_image, width)},
      {"height", read_pixels, offsetof(card_image, height)},
  };
  READ_RECORD(r, p, fields, target);
  require_field(r, p, "src");
  require_field(r, p, "alt");
}

static void read_subject(reader *r, const place *p, void *target) {
  static const field fields[] = {
      {"id", read_id, offsetof(card_subject, id)},
      {"name", read_plain, offsetof(card_subject, name)},
      {"definition", read_inline, offsetof(card_subject, definition)},
      {"details", read_inline, offsetof(card_subject, details)},
      {"href", read_href, offsetof(card_subject, href)},
      {"image", read_image, offsetof(card_subject, image)},
  };
  card_subject *subject = target;
  if (is(p, cJSON_String))
    read_plain(r, p, &subject->name);
  else
    READ_RECORD(r, p, fields, subject);
  require_text(r, p, "name");
  if (is(p, cJSON_String) && text_is_blank(subject->name)) note(r, p, CARD_MISSING, "A subject needs a name.");
  if (!subject->id.len) subject->id = subject->name;
}

size_t find_subject(const card_model *model, card_str id, size_t from) {
  while (from < model->subjects.count && !text_equal(model->subjects.at[from].id, id)) from++;
  return from;
}

void check_subject_id(reader *r, const place *p, size_t subject) {
  const card_model *model = r->model;
  card_str id = model->subjects.at[subject].id;
  if (id.len && find_subject(model, id, subject + 1) < model->subjects.count)
    note(r, p, CARD_DUPLICATE_ID, "Another subject has this id or name too: give each its own.");
}

void require_subjects(reader *r, const place *p) {
  if (r->model->subjects.count == 0) note(r, p, CARD_MISSING, "A card needs at least one subject to compare.");
}

bool too_many_subjects(reader *r, const place *p, size_t count) {
  if (count > CARD_MAX_SUBJECTS) note(r, p, CARD_TOO_MANY, "A card compares 50 subjects at most.");
  return count > CARD_MAX_SUBJECTS;
}

void read_subjects(reader *r, const place *p, void *target) {
  card_model *model = target;
  if (is(p, cJSON_Array) && too_many_subjects(r, p, child_count(p))) return;
  READ_LIST(r, p, read_subject, &model->subjects);
  if (!is(p, cJSON_Array)) return;
  require_subjects(r, p);
  size_t i = 0;
  const cJSON *child;
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, NULL, i, child};
    if (i < model->subjects.count) check_subject_id(r, &at, i++);
  }
}
