#include "read/subjects.h"

#include "model/problems.h"

static void read_image(parser *r, const path *p, void *target) {
  static const field fields[] = {
      {.name = "src", .read = read_src, .offset = offsetof(card_image, src), .need = REQUIRED},
      {.name = "alt", .read = read_plain, .offset = offsetof(card_image, alt), .need = REQUIRED},
      {.name = "width", .read = read_pixels, .offset = offsetof(card_image, width)},
      {.name = "height", .read = read_pixels, .offset = offsetof(card_image, height)},
  };
  READ_RECORD(r, p, fields, target);
}

static void read_subject(parser *r, const path *p, void *target) {
  static const field fields[] = {
      {.name = "id", .read = read_id, .offset = offsetof(card_subject, id)},
      {.name = "name", .read = read_plain, .offset = offsetof(card_subject, name), .need = REQUIRED_TEXT},
      {.name = "definition", .read = read_inline, .offset = offsetof(card_subject, definition)},
      {.name = "details", .read = read_inline, .offset = offsetof(card_subject, details)},
      {.name = "href", .read = read_href, .offset = offsetof(card_subject, href)},
      {.name = "image", .read = read_image, .offset = offsetof(card_subject, image)},
  };
  card_subject *subject = target;
  if (!is(p, cJSON_String)) {
    READ_RECORD(r, p, fields, subject);
  } else {
    read_plain(r, p, &subject->name);
    if (text_is_blank(subject->name)) report(r, p, CARD_MISSING, "A subject needs a name.");
  }
  if (!subject->id.len) subject->id = subject->name;
}

bool too_many_subjects(parser *r, const path *p, size_t count) {
  if (count > CARD_MAX_SUBJECTS) report(r, p, CARD_TOO_MANY, TOO_MANY_SUBJECTS);
  return count > CARD_MAX_SUBJECTS;
}

void check_subjects(parser *r, const path *p) {
  const card_model *model = r->model;
  size_t subject = 0;
  if (model->subjects.count == 0) report(r, p, CARD_MISSING, "A card needs at least one subject to compare.");
  EACH_CHILD(at, p) {
    if (at.index < r->columns.count && r->columns.at[at.index].part != COLUMN_SUBJECT) continue;
    if (subject == model->subjects.count) return;
    card_str id = model->subjects.at[subject++].id;
    if (id.len && find_subject(model, id, subject) < model->subjects.count)
      report(r, &at, CARD_DUPLICATE_ID, "Another subject has this id or name too: give each its own.");
  }
}

void read_subjects(parser *r, const path *p, void *target) {
  card_model *model = target;
  if (!is_list(r, p) || too_many_subjects(r, p, child_count(p))) return;
  READ_LIST(r, p, read_subject, &model->subjects);
  check_subjects(r, p);
}
