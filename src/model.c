/* JSON in. cJSON builds its tree in an arena of its own; what the card needs is copied into the card's arena,
 * and the tree is dropped before model_read returns. Ordered bottom-up: the parts of a card, the card, cJSON.
 */
#include "model.h"

#include <math.h>
#include <string.h>

#include "json.h"
#include "read.h"

/* ---- subjects, links and other small parts ---- */

static void read_direction(reader *r, const place *p, void *target) {
  card_model *model = target;
  if (!is_string(r, p)) return;
  model->rtl = text_equal(borrowed(p), S("rtl"));
  model->ltr = text_equal(borrowed(p), S("ltr"));
  if (!model->rtl && !model->ltr) note(r, p, CARD_BAD_VALUE, "A direction is \"ltr\" or \"rtl\".");
}

static better_kind better_from(card_str s) {
  return text_equal_ascii_case(s, S("higher"))  ? BETTER_HIGHER
         : text_equal_ascii_case(s, S("lower")) ? BETTER_LOWER
                                                : BETTER_NONE;
}

static void read_better(reader *r, const place *p, void *target) {
  if (!is_string(r, p)) return;
  uint32_t better = better_from(borrowed(p));
  *(uint32_t *)target = better;
  if (!better) note(r, p, CARD_BAD_VALUE, "What is better is \"higher\" or \"lower\".");
}

static void read_labels(reader *r, const place *p, void *target) {
  static const field fields[] = {
#define X(label, name, text) {name, read_plain, LABEL_##label * sizeof(card_str)},
      CARD_LABELS(X)
#undef X
  };
  READ_RECORD(r, p, fields, target);
}

static const field link_fields[] = {
    {"title", read_plain, offsetof(card_link, title)},
    {"href", read_href, offsetof(card_link, href)},
};

/* A link, or its short form, a string. */
static void read_link(reader *r, const place *p, void *target) {
  card_link *link = target;
  if (!is(p, cJSON_String)) {
    READ_RECORD(r, p, link_fields, link);
    return;
  }
  card_str text = borrowed(p);
  bool address = text_starts(text, S("https://")) || text_starts(text, S("http://"));
  (address ? read_href : read_plain)(r, p, address ? &link->href : &link->title);
}

static void read_see_also_link(reader *r, const place *p, void *target) {
  card_link *link = target;
  READ_RECORD(r, p, link_fields, link);
  require_field(r, p, "href", "A link to another comparison needs an \"href\".");
  if (is(p, cJSON_Object)) require(r, p, link->title, "A link to another comparison needs a \"title\".");
}

static void read_source(reader *r, const place *p, void *target) {
  card_link *link = target;
  size_t before = r->card->problem_count;
  read_link(r, p, link);
  if (!link->title.len && !link->href.len && r->card->problem_count == before)
    note(r, p, CARD_MISSING, "A source needs a \"title\" or an \"href\".");
}

static void read_section(reader *r, const place *p, void *target) {
  static const field fields[] = {
      {"heading", read_plain, offsetof(card_section, heading)},
      {"body", read_inline, offsetof(card_section, body)},
  };
  card_section *section = target;
  READ_RECORD(r, p, fields, section);
  if (!is(p, cJSON_Object)) return;
  require(r, p, section->heading, "A section needs a \"heading\".");
  require(r, p, section->body, "A section needs a \"body\".");
}

static void read_image(reader *r, const place *p, void *target) {
  static const field fields[] = {
      {"src", read_src, offsetof(card_image, src)},
      {"alt", read_plain, offsetof(card_image, alt)},
      {"width", read_pixels, offsetof(card_image, width)},
      {"height", read_pixels, offsetof(card_image, height)},
  };
  READ_RECORD(r, p, fields, target);
  require_field(r, p, "src", "An image needs a \"src\": its address.");
  require_field(r, p, "alt", "An image needs an \"alt\" text; \"\" for one that says nothing new.");
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
  if (is(p, cJSON_Object) || is(p, cJSON_String)) require(r, p, subject->name, "A subject needs a \"name\".");
  if (!subject->id.len) subject->id = subject->name;
}

static size_t find_subject(const card_model *model, card_str id, size_t from) {
  while (from < model->subjects.count && !text_equal(model->subjects.at[from].id, id)) from++;
  return from;
}

static void check_id(reader *r, const place *p, size_t subject) {
  const card_model *model = r->model;
  card_str id = model->subjects.at[subject].id;
  if (id.len && find_subject(model, id, subject + 1) < model->subjects.count)
    note(r, p, CARD_DUPLICATE_ID, "Another subject has this id or name too: give each its own.");
}

static void require_subjects(reader *r, const place *p) {
  if (r->model->subjects.count == 0)
    note(r, p, CARD_MISSING, "A card needs at least one subject to compare.");
}

static bool too_many_subjects(reader *r, const place *p, size_t count) {
  if (count > CARD_MAX_SUBJECTS) note(r, p, CARD_TOO_MANY, "A card compares 50 subjects at most.");
  return count > CARD_MAX_SUBJECTS;
}

static void read_subjects(reader *r, const place *p, void *target) {
  card_model *model = target;
  if (is(p, cJSON_Array) && too_many_subjects(r, p, child_count(p))) return;
  READ_LIST(r, p, read_subject, &model->subjects);
  if (!is(p, cJSON_Array)) return;
  require_subjects(r, p);
  size_t i = 0;
  const cJSON *child;
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, NULL, i, child};
    if (i < model->subjects.count) check_id(r, &at, i++);
  }
}

static void read_number(reader *r, const place *p, card_value *value) {
  value->number = p->node->valuedouble;
  value->numeric = isfinite(value->number);
  if (!value->numeric) note(r, p, CARD_BAD_VALUE, "This number is too large: 1e308 is about the largest.");
}

/* One item of a list; a number becomes its text. */
static void read_item(reader *r, const place *p, void *target) {
  if (is(p, cJSON_String)) {
    read_inline(r, p, target);
    return;
  }
  card_value number = {0};
  if (is(p, cJSON_Number)) {
    out text = {0};
    read_number(r, p, &number);
    if (number.numeric) out_number(&text, number.number);
    *(card_str *)target = keep(r, out_text(&text));
    out_free(&text);
  } else {
    note(r, p, CARD_WRONG_TYPE, "A list holds texts and numbers only.");
  }
}

/* "value" beside "text": what sorting and `better` go by. */
static void read_sort_value(reader *r, const place *p, void *target) {
  card_value *value = target;
  if (is(p, cJSON_Number))
    read_number(r, p, value);
  else if (is_string(r, p) && !value->text.len)
    read_inline(r, p, &value->text);
}

static void read_value_text(reader *r, const place *p, void *target) {
  read_inline(r, p, &((card_value *)target)->text);
}

static value_extra *extra_of(reader *r, card_value *value) {
  if (!value->extra) value->extra = keep_array(r, 1, sizeof(value_extra));
  return (value_extra *)(uintptr_t)value->extra;
}

static void read_value_href(reader *r, const place *p, void *target) {
  value_extra *extra = extra_of(r, target);
  if (extra) read_href(r, p, &extra->href);
}

static void read_value_note(reader *r, const place *p, void *target) {
  value_extra *extra = extra_of(r, target);
  if (extra) read_inline(r, p, &extra->note);
}

static void read_value_source(reader *r, const place *p, void *target) {
  value_extra *extra = extra_of(r, target);
  if (extra) read_source(r, p, &extra->source);
}

static void read_value_object(reader *r, const place *p, card_value *value) {
  static const field fields[] = {
      {"text", read_value_text, 0}, {"value", read_sort_value, 0},    {"href", read_value_href, 0},
      {"note", read_value_note, 0}, {"source", read_value_source, 0},
  };
  READ_RECORD(r, p, fields, value);
  value->kind = value->text.len ? VALUE_TEXT : value->numeric ? VALUE_NUMBER : VALUE_NOT_STATED;
  if (value->kind == VALUE_NOT_STATED) note(r, p, CARD_MISSING, "A value needs a \"text\" or a \"value\".");
}

static void read_value(reader *r, const place *p, void *target) {
  card_value *value = target;
  switch (p->node->type & 0xFF) {
  case cJSON_String:
    read_inline(r, p, &value->text);
    value->kind = text_trim(value->text).len ? VALUE_TEXT : VALUE_NOT_STATED;
    break;
  case cJSON_Number:
    read_number(r, p, value);
    value->kind = VALUE_NUMBER;
    break;
  case cJSON_True: value->kind = VALUE_YES; break;
  case cJSON_False: value->kind = VALUE_NO; break;
  case cJSON_Array: {
    size_t count;
    value->items = read_list(r, p, read_item, sizeof(card_str), &count);
    value->item_count = (uint32_t)count;
    value->kind = count ? VALUE_LIST : VALUE_NOT_STATED;
    break;
  }
  case cJSON_Object: read_value_object(r, p, value); break;
  default: break;
  }
}

static bool new_values(reader *r, card_attribute *attribute) {
  attribute->values = keep_array(r, r->model->subjects.count, sizeof(card_value));
  return attribute->values;
}

static void read_values_by_id(reader *r, const place *p, card_attribute *attribute) {
  const cJSON *child;
  uint64_t seen = 0;
  _Static_assert(CARD_MAX_SUBJECTS <= 64, "`seen` holds a bit for each subject");
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, child->string, 0, child};
    size_t i = find_subject(r->model, text_from(child->string), 0);
    if (i == r->model->subjects.count)
      note(r, &at, CARD_UNKNOWN_ID, "No subject has this id: check its spelling.");
    else if (seen >> i & 1)
      duplicate_key(r, &at);
    else
      read_value(r, &at, &attribute->values[i]);
    if (i < r->model->subjects.count) seen |= 1ull << i;
  }
}

static void read_values_in_order(reader *r, const place *p, card_attribute *attribute) {
  const cJSON *child;
  size_t i = 0;
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, NULL, i, child};
    if (i == r->model->subjects.count) {
      note(r, &at, CARD_TOO_MANY, "There are more values here than subjects.");
      return;
    }
    read_value(r, &at, &attribute->values[i++]);
  }
}

static void read_values(reader *r, const place *p, void *target) {
  card_attribute *attribute = target;
  if (!attribute->values) return;
  if (is(p, cJSON_Object))
    read_values_by_id(r, p, attribute);
  else if (is(p, cJSON_Array))
    read_values_in_order(r, p, attribute);
  else
    note(r, p, CARD_WRONG_TYPE,
         "Values are an object by subject id, or a list in the order of the subjects.");
}

static void read_attribute(reader *r, const place *p, void *target) {
  static const field fields[] = {
      {"id", read_id, offsetof(card_attribute, id)},
      {"name", read_plain, offsetof(card_attribute, name)},
      {"definition", read_inline, offsetof(card_attribute, definition)},
      {"group", read_plain, offsetof(card_attribute, group)},
      {"unit", read_plain, offsetof(card_attribute, unit)},
      {"better", read_better, offsetof(card_attribute, better)},
      {"values", read_values, 0},
  };
  card_attribute *attribute = target;
  if (!new_values(r, attribute)) return;
  READ_RECORD(r, p, fields, attribute);
  if (is(p, cJSON_Object)) require(r, p, attribute->name, "An attribute needs a \"name\".");
}

/* ---- the compact form: {"columns": […], "rows": [[…], …]} ---- */

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
  if (columns->count && !model->labels[LABEL_ATTRIBUTE].len)
    model->labels[LABEL_ATTRIBUTE] = columns->at[0].heading;
}

static void check_columns(reader *r, const place *p, const column_list *columns) {
  size_t i = 0, subject = 0;
  const cJSON *child;
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, NULL, i, child};
    if (i < columns->count && columns->at[i++].part == COLUMN_SUBJECT && subject < r->model->subjects.count)
      check_id(r, &at, subject++);
  }
}

static void read_cell(reader *r, const place *p, int part, card_attribute *attribute, card_value *value) {
  if (part == COLUMN_SUBJECT)
    read_value(r, p, value);
  else if (is(p, cJSON_NULL))
    return;
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
  require(r, p, attribute->name, "The first cell of a row names what is compared: it is empty here.");
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

/* ---- the card ---- */

static void read_nothing(reader *r, const place *p, void *target) { (void)r, (void)p, (void)target; }

static void read_compact(reader *r, const place *root) {
  place columns_at = {root, "columns", 0, r->columns}, rows_at = {root, "rows", 0, r->rows};
  column_list columns = {0};
  READ_LIST(r, &columns_at, read_column, &columns);
  if (!is(&columns_at, cJSON_Array)) return;
  subjects_from_columns(r, &columns_at, &columns);
  require_subjects(r, &columns_at);
  check_columns(r, &columns_at, &columns);
  if (r->card->failed == CARD_OK) read_rows(r, &rows_at, &columns);
}

static void read_full(reader *r, const place *root) {
  place at = {root, "attributes", 0, r->attributes};
  if (r->attributes && r->model->subjects.count) READ_LIST(r, &at, read_attribute, &r->model->attributes);
}

static void check_form(reader *r, const place *root, const cJSON *subjects) {
  if ((r->columns || r->rows) && (subjects || r->attributes))
    note(r, root, CARD_BAD_VALUE,
         "A card has \"subjects\" and \"attributes\", or \"columns\" and \"rows\"; not both.");
  else if (r->columns && !r->rows)
    note(r, root, CARD_MISSING, "Beside \"columns\" a card needs \"rows\".");
  else if (r->rows && !r->columns)
    note(r, root, CARD_MISSING, "Beside \"rows\" a card needs \"columns\".");
  else if (!r->columns && !subjects)
    note(r, root, CARD_MISSING, "A card needs \"subjects\": a list of what it compares.");
  else if (!r->columns && !r->attributes)
    note(r, root, CARD_MISSING, "A card needs \"attributes\": a list of what the subjects are compared on.");
}

#define MODEL(name) offsetof(card_model, name)

static void read_sections(reader *r, const place *p, void *target) {
  READ_LIST(r, p, read_section, &((card_model *)target)->sections);
}

static void read_see_also(reader *r, const place *p, void *target) {
  READ_LIST(r, p, read_see_also_link, &((card_model *)target)->see_also);
}

static void read_sources(reader *r, const place *p, void *target) {
  READ_LIST(r, p, read_source, &((card_model *)target)->sources);
}

/* Fields whose reader takes the whole model have the offset 0. */
static const field card_fields[] = {
    {"$schema", read_nothing, 0},
    {"id", read_id, MODEL(id)},
    {"title", read_plain, MODEL(title)},
    {"lang", read_language, MODEL(lang)},
    {"dir", read_direction, 0},
    {"answer", read_inline, MODEL(answer)},
    {"introduction", read_inline, MODEL(introduction)},
    {"subjects", read_subjects, 0},
    {"attributes", read_nothing, 0},
    {"columns", read_nothing, 0},
    {"rows", read_nothing, 0},
    {"relationship", read_inline, MODEL(relationship)},
    {"sections", read_sections, 0},
    {"summary", read_inline, MODEL(summary)},
    {"seeAlso", read_see_also, 0},
    {"sources", read_sources, 0},
    {"updated", read_date, MODEL(updated)},
    {"labels", read_labels, MODEL(labels)},
};

static void read_card(reader *r, const cJSON *node) {
  place root = {.node = node};
  if (!is(&root, cJSON_Object)) {
    note(r, &root, CARD_WRONG_TYPE, "A card is an object: { \"title\": …, … }.");
    return;
  }
  const cJSON *subjects = cJSON_GetObjectItemCaseSensitive(node, "subjects");
  r->attributes = cJSON_GetObjectItemCaseSensitive(node, "attributes");
  r->columns = cJSON_GetObjectItemCaseSensitive(node, "columns");
  r->rows = cJSON_GetObjectItemCaseSensitive(node, "rows");
  READ_RECORD(r, &root, card_fields, r->model);
  require(r, &root, r->model->title, "A card needs a \"title\".");
  check_form(r, &root, subjects);
  if (r->columns && r->rows && !subjects && !r->attributes)
    read_compact(r, &root);
  else
    read_full(r, &root);
}

/* ---- cJSON ---- */

static arena tree_memory; /* of the tree being built: cJSON's hooks take no argument */

static void *tree_alloc(size_t bytes) { return arena_raw(&tree_memory, bytes); }
static void tree_free(void *p) { (void)p; }

double card_cjson_strtod(const char *text, char **end);

double card_cjson_strtod(const char *text, char **end) {
  card_str number = text_from(text);
  *end = (char *)(uintptr_t)text + number.len;
  return json_number(number);
}

static void refuse(card *c, card_str json, const json_fault *fault) {
  card_problem problem = {.code = fault->code, .message = text_from(fault->message)};
  json_line(json, fault->offset, &problem.line, &problem.column);
  if (c->problem_count == CARD_MAX_PROBLEMS) c->problem_count--;
  c->problems[c->problem_count++] = problem;
  c->failed = fault->code;
}

static card_str without_bom(card_str json) {
  return text_starts(json, S("\xEF\xBB\xBF")) ? text_slice(json, 3, json.len) : json;
}

void model_read(card *c, card_str json) {
  json_fault fault = {CARD_TOO_LARGE, "This card is larger than 256 MB: split it.", 0};
  json = without_bom(json);
  if (json.len > CARD_MAX_BYTES || !json_check(json, &fault)) {
    refuse(c, json, &fault);
    return;
  }
  cJSON_InitHooks(&(cJSON_Hooks){tree_alloc, tree_free});
  cJSON *tree = cJSON_ParseWithLength(json.at, json.len);
  if (tree) {
    reader r = {.card = c, .model = &c->model};
    read_card(&r, tree);
    locate_problems(&r, tree, json);
  }
  arena_free(&tree_memory);
  if (!tree || c->failed == CARD_OUT_OF_MEMORY)
    refuse(c, json, &(json_fault){CARD_OUT_OF_MEMORY, "There is not enough memory for this card.", 0});
}

card_str model_label(const card_model *model, card_label label) {
  static const card_str english[] = {
#define X(label, name, text) {text, sizeof(text) - 1},
      CARD_LABELS(X)
#undef X
  };
  return model->labels[label].len ? model->labels[label] : english[label];
}
