/* Ordered bottom-up: kinds of values, lists of values, the attribute. */
#include "attributes.h"

#include <math.h>

#include "links.h"
#include "subjects.h"

static better_kind better_from(card_str s) {
  return text_equal_ascii_case(s, S("higher"))  ? BETTER_HIGHER
         : text_equal_ascii_case(s, S("lower")) ? BETTER_LOWER
                                                : BETTER_NONE;
}

void read_better(reader *r, const place *p, void *target) {
  if (!is_string(r, p)) return;
  uint32_t better = better_from(borrowed(p));
  *(uint32_t *)target = better;
  if (!better) note(r, p, CARD_BAD_VALUE, "What is better is \"higher\" or \"lower\".");
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
  value->kind = !text_is_blank(value->text) ? VALUE_TEXT : value->numeric ? VALUE_NUMBER : VALUE_NOT_STATED;
  if (value->kind == VALUE_NOT_STATED) note(r, p, CARD_MISSING, "A value needs a \"text\" or a \"value\".");
}

void read_value(reader *r, const place *p, void *target) {
  card_value *value = target;
  switch (p->node->type & 0xFF) {
  case cJSON_String:
    read_inline(r, p, &value->text);
    value->kind = text_is_blank(value->text) ? VALUE_NOT_STATED : VALUE_TEXT;
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

bool new_values(reader *r, card_attribute *attribute) {
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
    note(r, p, CARD_WRONG_TYPE, "Values are an object by subject id, or a list in the order of the subjects.");
}

void read_attribute(reader *r, const place *p, void *target) {
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
  require_text(r, p, "name");
}
