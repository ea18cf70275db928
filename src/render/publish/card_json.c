/* Ordered bottom-up: values, rows of either form, columns and subjects, the card. */
#include "render/publish/card_json.h"

#include "base/text.h"

/* ---- values ---- */

static void put_number(out *o, double number) {
  char text[CARD_NUMBER_MAX];
  out_put(o, (card_str){text, number_text(number, text)});
}

static void put_list(out *o, const card_value *value) {
  for (size_t i = 0; i < value->items.count; i++) {
    out_put(o, i ? S(",") : S("["));
    out_quoted(o, value->items.at[i]);
  }
  out_put(o, S("]"));
}

static void put_text(out *o, const card_value *value) {
  if (value->numeric) out_put(o, S("{\"text\":"));
  out_quoted(o, value->text);
  if (!value->numeric) return;
  out_put(o, S(",\"value\":"));
  put_number(o, value->number);
  out_put(o, S("}"));
}

static void put_value(out *o, const card_value *value) {
  switch (value->kind) {
  case VALUE_NOT_STATED: out_put(o, S("null")); break;
  case VALUE_NUMBER: put_number(o, value->number); break;
  case VALUE_YES: out_put(o, S("true")); break;
  case VALUE_NO: out_put(o, S("false")); break;
  case VALUE_LIST: put_list(o, value); break;
  default: put_text(o, value);
  }
}

/* ---- rows ---- */

static card_str better_name(uint32_t better) {
  return better == BETTER_HIGHER ? S("higher") : better == BETTER_LOWER ? S("lower") : S("");
}

static card_str part_of(const card_attribute *row, column_part part) {
  switch (part) {
  case COLUMN_NAME: return row->name;
  case COLUMN_DEFINITION: return row->definition;
  case COLUMN_GROUP: return row->group;
  case COLUMN_UNIT: return row->unit;
  default: return better_name(row->better);
  }
}

static void put_compact_row(out *o, const card_model *model, const card_attribute *row) {
  const card_value *value = row->values;
  for (size_t i = 0; i < model->columns.count; i++) {
    column_part part = model->columns.at[i].part;
    out_put(o, i ? S(",") : S("["));
    if (part == COLUMN_SUBJECT)
      put_value(o, value++);
    else
      out_quoted(o, part_of(row, part));
  }
  out_put(o, S("]"));
}

static void put_full_row(out *o, const card_model *model, const card_attribute *row) {
  out_put(o, S("{\"name\":"));
  out_quoted(o, row->name);
  out_field(o, S(",\"group\":"), row->group);
  out_field(o, S(",\"definition\":"), row->definition);
  out_field(o, S(",\"unit\":"), row->unit);
  out_field(o, S(",\"better\":"), better_name(row->better));
  for (size_t i = 0; i < model->subjects.count; i++) {
    out_put(o, i ? S(",") : S(",\"values\":["));
    put_value(o, &row->values[i]);
  }
  out_put(o, S("]}"));
}

static void put_rows(out *o, const card_model *model, void (*put)(out *, const card_model *, const card_attribute *)) {
  for (size_t i = 0; i < model->attributes.count; i++) {
    out_put(o, i ? S(",\n") : S("\n"));
    put(o, model, &model->attributes.at[i]);
  }
  out_put(o, S("]}\n"));
}

/* ---- the head ---- */

static void put_columns(out *o, const card_model *model) {
  out_put(o, S(",\"columns\":["));
  for (size_t i = 0; i < model->columns.count; i++) {
    if (i) out_put(o, S(","));
    out_quoted(o, model->columns.at[i].heading);
  }
  out_put(o, S("]"));
}

static void put_size(out *o, card_str before, uint32_t pixels) {
  if (!pixels) return;
  out_put(o, before);
  out_count(o, pixels);
}

static void put_image(out *o, const card_image *image) {
  if (!image->src.len) return;
  out_put(o, S(",\"image\":{\"src\":"));
  out_quoted(o, image->src);
  out_put(o, S(",\"alt\":"));
  out_quoted(o, image->alt);
  put_size(o, S(",\"width\":"), image->width);
  put_size(o, S(",\"height\":"), image->height);
  out_put(o, S("}"));
}

static void put_subject(out *o, const card_subject *subject) {
  bool named = text_equal(subject->id, subject->name);
  if (named && !subject->href.len && !subject->image.src.len) {
    out_quoted(o, subject->name);
    return;
  }
  out_put(o, S("{\"name\":"));
  out_quoted(o, subject->name);
  if (!named) out_field(o, S(",\"id\":"), subject->id);
  out_field(o, S(",\"href\":"), subject->href);
  put_image(o, &subject->image);
  out_put(o, S("}"));
}

static void put_subjects(out *o, const card_model *model) {
  out_put(o, S(",\"subjects\":["));
  for (size_t i = 0; i < model->subjects.count; i++) {
    if (i) out_put(o, S(","));
    put_subject(o, &model->subjects.at[i]);
  }
  out_put(o, S("]"));
}

static void put_heading(out *o, const card_model *model) {
  if (!model->labels[LABEL_ATTRIBUTE].len) return;
  out_put(o, S(",\"labels\":{\"attribute\":"));
  out_quoted(o, model->labels[LABEL_ATTRIBUTE]);
  out_put(o, S("}"));
}

/* ---- the card ---- */

void write_document(writer *w) {
  out *o = w->html;
  const card_model *model = w->model;
  out_put(o, S("{\"title\":"));
  out_quoted(o, model->title);
  out_field(o, S(",\"lang\":"), model->lang);
  if (model->rtl || model->ltr) out_field(o, S(",\"dir\":"), model->rtl ? S("rtl") : S("ltr"));
  out_field(o, S(",\"introduction\":"), model->introduction);
  if (model->columns.count) {
    put_columns(o, model);
    out_put(o, S(",\"rows\":["));
    put_rows(o, model, put_compact_row);
  } else {
    put_heading(o, model);
    put_subjects(o, model);
    out_put(o, S(",\"attributes\":["));
    put_rows(o, model, put_full_row);
  }
}
