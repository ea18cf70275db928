/* Order of the file: kinds of values, lists of values, attributes. */
#include "read/attributes.h"

#include <math.h>

#include "model/plain.h"
#include "read/links.h"
#include "read/subjects.h"

void read_better(parser *r, const path *p, void *target) {
  if (!is_string(r, p)) return;
  int better = text_among(borrowed(p), "higher\0lower\0"); /* in the order of better_kind */
  *(uint32_t *)target = (uint32_t)better;
  if (!better) report(r, p, CARD_BAD_VALUE, "This must be \"higher\" or \"lower\".");
}

static void read_number(parser *r, const path *p, card_value *value) {
  value->number = p->node->valuedouble;
  value->numeric = isfinite(value->number);
  if (!value->numeric) report(r, p, CARD_BAD_VALUE, "This number is too large: 1e308 is about the largest.");
}

/* Reads an item of a list; a number becomes its text. */
static void read_item(parser *r, const path *p, void *target) {
  if (is(p, cJSON_String)) {
    read_inline(r, p, target);
    return;
  }
  card_value number = {0};
  if (is(p, cJSON_Number)) {
    buffer text = {0};
    read_number(r, p, &number);
    if (number.numeric) buffer_number(&text, number.number, &plain_numbers);
    *(card_str *)target = copy_text(r, buffer_text(&text));
    buffer_free(&text);
  } else {
    report(r, p, CARD_WRONG_TYPE, "A list holds texts and numbers only.");
  }
}

/* A value written as an object. */
typedef struct {
  card_value value;
  value_extra extra;
  value_kind answer; /* VALUE_YES or VALUE_NO if "value" is true or false */
} full_value;

/* Reads "value" next to "text": the number for sorting and `better`. */
static void read_sort_value(parser *r, const path *p, void *target) {
  card_value *value = &((full_value *)target)->value;
  if (is(p, cJSON_Number))
    read_number(r, p, value);
  else if (is(p, cJSON_True) || is(p, cJSON_False))
    ((full_value *)target)->answer = is(p, cJSON_True) ? VALUE_YES : VALUE_NO;
  else if (is_string(r, p) && !value->text.len)
    read_inline(r, p, &value->text);
}

static void read_value_object(parser *r, const path *p, card_value *value) {
  static const field fields[] = {
      {.name = "text", .read = read_inline, .offset = offsetof(full_value, value.text)},
      {.name = "value", .read = read_sort_value},
      {.name = "href", .read = read_href, .offset = offsetof(full_value, extra.href)},
      {.name = "note", .read = read_inline, .offset = offsetof(full_value, extra.note)},
      {.name = "source", .read = read_source, .offset = offsetof(full_value, extra.source)},
  };
  full_value *full = take_array(r, 1, sizeof *full);
  if (!full) return;
  READ_RECORD(r, p, fields, full);
  *value = full->value;
  value->extra = &full->extra;
  value->kind = !text_is_blank(value->text) ? VALUE_TEXT : value->numeric ? VALUE_NUMBER : (uint8_t)full->answer;
  if (value->kind == VALUE_NOT_STATED) report(r, p, CARD_MISSING, "A value needs a \"text\" or a \"value\".");
}

void read_value(parser *r, const path *p, void *target) {
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
  case cJSON_Array:
    READ_LIST(r, p, read_item, &value->items);
    value->kind = value->items.count ? VALUE_LIST : VALUE_NOT_STATED;
    break;
  case cJSON_Object: read_value_object(r, p, value); break;
  default: break;
  }
}

bool new_values(parser *r, card_heading *attribute) {
  attribute->values = take_array(r, r->model->columns.count, sizeof(card_value));
  return attribute->values;
}

static void read_values_by_id(parser *r, const path *p, card_heading *attribute) {
  uint64_t seen = 0;
  _Static_assert(CARD_MAX_SUBJECTS <= 64, "`seen` holds a bit for each subject");
  EACH_CHILD(at, p) {
    size_t i = find_column(r->model, text_from(at.node->string), 0);
    if (i == r->model->columns.count)
      report(r, &at, CARD_UNKNOWN_ID, "No subject has this id: check its spelling.");
    else if (first_of_name(r, &at, &seen, i))
      read_value(r, &at, &attribute->values[i]);
  }
}

static void read_values_in_order(parser *r, const path *p, card_heading *attribute) {
  EACH_CHILD(at, p) {
    if (at.index == r->model->columns.count) {
      report(r, &at, CARD_TOO_MANY, "There are more values here than subjects.");
      return;
    }
    read_value(r, &at, &attribute->values[at.index]);
  }
}

static void read_values(parser *r, const path *p, void *target) {
  card_heading *attribute = target;
  if (!attribute->values) return;
  if (is(p, cJSON_Object))
    read_values_by_id(r, p, attribute);
  else if (is(p, cJSON_Array))
    read_values_in_order(r, p, attribute);
  else
    report(r, p, CARD_WRONG_TYPE, "Values are an object by subject id, or a list in the order of the subjects.");
}

void read_name(parser *r, const path *p, void *target) {
  card_heading *attribute = target;
  card_str markup = {0};
  read_inline(r, p, &markup);
  if (!set_name(r->card, attribute, markup)) r->card->failed = CARD_OUT_OF_MEMORY;
}

static void read_total(parser *r, const path *p, void *target) {
  bool yes = is(p, cJSON_True);
  *(bool *)target = yes;
  if (!yes && !is(p, cJSON_False)) report(r, p, CARD_WRONG_TYPE, "This must be true or false.");
}

void read_attribute(parser *r, const path *p, void *target) {
  static const field fields[] = {
      {.name = "id", .read = read_id, .offset = offsetof(card_heading, id)},
      {.name = "name", .read = read_name, .need = REQUIRED},
      {.name = "definition", .read = read_inline, .offset = offsetof(card_heading, definition)},
      {.name = "group", .read = read_plain, .offset = offsetof(card_heading, group)},
      {.name = "unit", .read = read_plain, .offset = offsetof(card_heading, unit)},
      {.name = "better", .read = read_better, .offset = offsetof(card_heading, better)},
      {.name = "total", .read = read_total, .offset = offsetof(card_heading, is_total)},
      {.name = "values", .read = read_values},
  };
  card_heading *attribute = target;
  if (!new_values(r, attribute)) return;
  READ_RECORD(r, p, fields, attribute);
  r->model->total_count += attribute->is_total;
}
