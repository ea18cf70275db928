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

/* A subject while it is read. */
typedef struct {
  card_heading heading;
  card_subject own;
} full_subject;

static void read_subject(parser *r, const path *p, void *target) {
  static const field fields[] = {
      {.name = "id", .read = read_id, .offset = offsetof(full_subject, heading.id)},
      {.name = "name", .read = read_plain, .offset = offsetof(full_subject, heading.name), .need = REQUIRED_TEXT},
      {.name = "definition", .read = read_inline, .offset = offsetof(full_subject, heading.definition)},
      {.name = "details", .read = read_inline, .offset = offsetof(full_subject, own.details)},
      {.name = "href", .read = read_href, .offset = offsetof(full_subject, own.href)},
      {.name = "image", .read = read_image, .offset = offsetof(full_subject, own.image)},
  };
  full_subject full = {0};
  if (!is(p, cJSON_String)) {
    READ_RECORD(r, p, fields, &full);
  } else {
    read_plain(r, p, &full.heading.name);
    if (text_is_blank(full.heading.name)) report(r, p, CARD_MISSING, "A subject needs a name.");
  }
  if (!full.heading.id.len) full.heading.id = full.heading.name;
  if (!subject_add(r->card, &full.heading, &full.own)) r->card->failed = CARD_OUT_OF_MEMORY;
  *(card_heading *)target = full.heading;
}

bool too_many_subjects(parser *r, const path *p, size_t count) {
  if (count > CARD_MAX_SUBJECTS) report(r, p, CARD_TOO_MANY, TOO_MANY_SUBJECTS);
  return count > CARD_MAX_SUBJECTS;
}

void check_subjects(parser *r, const path *p) {
  const card_model *model = r->model;
  size_t subject = 0;
  if (model->columns.count == 0) report(r, p, CARD_MISSING, "A card needs at least one subject to compare.");
  EACH_CHILD(at, p) {
    if (at.index < r->table_columns.count && r->table_columns.at[at.index].part != COLUMN_VALUES) continue;
    if (subject == model->columns.count) return;
    card_str id = model->columns.at[subject++].id;
    if (id.len && find_column(model, id, subject) < model->columns.count)
      report(r, &at, CARD_DUPLICATE_ID, "Another subject has this id or name too: give each its own.");
  }
}

void read_subjects(parser *r, const path *p, void *target) {
  card_model *model = target;
  if (!is_list(r, p) || too_many_subjects(r, p, child_count(p))) return;
  READ_LIST(r, p, read_subject, &model->columns);
  check_subjects(r, p);
}
