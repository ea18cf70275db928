/* Order of the file: values, rows of both forms, columns and subjects, the card. */
#include "render/publish/card_json.h"

#include "base/text.h"

/* ---- values ---- */

static void put_number(buffer *o, double number) {
  char text[CARD_NUMBER_MAX];
  buffer_put(o, (card_str){text, number_text(number, text)});
}

static void put_list(buffer *o, const card_value *value) {
  for (size_t i = 0; i < value->items.count; i++) {
    buffer_put(o, i ? S(",") : S("["));
    buffer_quoted(o, value->items.at[i]);
  }
  buffer_put(o, S("]"));
}

/* Writes the address and the note of a value. Values of tables have no sources. */
static void put_extra(buffer *o, const value_extra *extra) {
  if (!extra) return;
  buffer_field(o, S(",\"href\":"), extra->href);
  buffer_field(o, S(",\"note\":"), extra->note);
}

static void put_text(buffer *o, const card_value *value) {
  bool bare = !value->numeric && !value->extra;
  if (!bare) buffer_put(o, S("{\"text\":"));
  buffer_quoted(o, value->text);
  if (value->numeric) buffer_put(o, S(",\"value\":"));
  if (value->numeric) put_number(o, value->number);
  put_extra(o, value->extra);
  if (!bare) buffer_put(o, S("}"));
}

/* Writes a number, yes or no; with a note or an address, as an object. */
static void put_bare_value(buffer *o, const card_value *value) {
  if (value->extra) buffer_put(o, S("{\"value\":"));
  if (value->kind == VALUE_NUMBER)
    put_number(o, value->number);
  else
    buffer_put(o, value->kind == VALUE_YES ? S("true") : S("false"));
  put_extra(o, value->extra);
  if (value->extra) buffer_put(o, S("}"));
}

static void put_value(buffer *o, const card_value *value) {
  switch (value->kind) {
  case VALUE_NOT_STATED: buffer_put(o, S("null")); break;
  case VALUE_NUMBER:
  case VALUE_YES:
  case VALUE_NO: put_bare_value(o, value); break;
  case VALUE_LIST: put_list(o, value); break;
  default: put_text(o, value);
  }
}

/* ---- rows ---- */

static card_str better_name(uint32_t better) {
  return better == BETTER_HIGHER ? S("higher") : better == BETTER_LOWER ? S("lower") : S("");
}

static card_str name_markup(const card_heading *row) { return row->markup.len ? row->markup : row->name; }

static card_str part_of(const card_heading *row, column_part part) {
  switch (part) {
  case COLUMN_NAME: return name_markup(row);
  case COLUMN_DEFINITION: return row->definition;
  case COLUMN_GROUP: return row->group;
  case COLUMN_UNIT: return row->unit;
  default: return better_name(row->better);
  }
}

static void put_compact_row(buffer *o, const card_model *model, const card_heading *row) {
  const card_value *value = row->values;
  for (size_t i = 0; i < model->table_columns.count; i++) {
    column_part part = model->table_columns.at[i].part;
    buffer_put(o, i ? S(",") : S("["));
    if (part == COLUMN_VALUES)
      put_value(o, value++);
    else
      buffer_quoted(o, part_of(row, part));
  }
  buffer_put(o, S("]"));
}

static void put_full_row(buffer *o, const card_model *model, const card_heading *row) {
  buffer_put(o, S("{\"name\":"));
  buffer_quoted(o, name_markup(row));
  buffer_field(o, S(",\"group\":"), row->group);
  buffer_field(o, S(",\"definition\":"), row->definition);
  buffer_field(o, S(",\"unit\":"), row->unit);
  buffer_field(o, S(",\"better\":"), better_name(row->better));
  if (row->is_total) buffer_put(o, S(",\"total\":true"));
  for (size_t i = 0; i < model->columns.count; i++) {
    buffer_put(o, i ? S(",") : S(",\"values\":["));
    put_value(o, &row->values[i]);
  }
  buffer_put(o, S("]}"));
}

static void put_rows(buffer *o, const card_model *model,
                     void (*put)(buffer *, const card_model *, const card_heading *)) {
  for (size_t i = 0; i < model->rows.count; i++) {
    buffer_put(o, i ? S(",\n") : S("\n"));
    put(o, model, &model->rows.at[i]);
  }
  buffer_put(o, S("]}\n"));
}

/* ---- the head ---- */

static void put_columns(buffer *o, const card_model *model) {
  buffer_put(o, S(",\"columns\":["));
  for (size_t i = 0; i < model->table_columns.count; i++) {
    if (i) buffer_put(o, S(","));
    buffer_quoted(o, model->table_columns.at[i].heading);
  }
  buffer_put(o, S("]"));
}

static void put_size(buffer *o, card_str before, uint32_t pixels) {
  if (!pixels) return;
  buffer_put(o, before);
  buffer_count(o, pixels);
}

static void put_image(buffer *o, const card_image *image) {
  if (!image->src.len) return;
  buffer_put(o, S(",\"image\":{\"src\":"));
  buffer_quoted(o, image->src);
  buffer_put(o, S(",\"alt\":"));
  buffer_quoted(o, image->alt);
  put_size(o, S(",\"width\":"), image->width);
  put_size(o, S(",\"height\":"), image->height);
  buffer_put(o, S("}"));
}

static void put_subject(buffer *o, const card_heading *heading) {
  const card_subject *subject = heading->subject;
  bool named = text_equal(heading->id, heading->name);
  if (named && !subject && !heading->definition.len) {
    buffer_quoted(o, heading->name);
    return;
  }
  buffer_put(o, S("{\"name\":"));
  buffer_quoted(o, heading->name);
  if (!named) buffer_field(o, S(",\"id\":"), heading->id);
  buffer_field(o, S(",\"definition\":"), heading->definition);
  if (subject) {
    buffer_field(o, S(",\"details\":"), subject->details);
    buffer_field(o, S(",\"href\":"), subject->href);
    put_image(o, &subject->image);
  }
  buffer_put(o, S("}"));
}

static void put_subjects(buffer *o, const card_model *model) {
  buffer_put(o, S(",\"subjects\":["));
  for (size_t i = 0; i < model->columns.count; i++) {
    if (i) buffer_put(o, S(","));
    put_subject(o, &model->columns.at[i]);
  }
  buffer_put(o, S("]"));
}

/* Writes the labels that the card states. In the compact form the heading of the names is a column. */
static void put_labels(buffer *o, const card_model *model) {
#define X(label, name, text) name "\0"
  const char *name = CARD_LABELS(X);
#undef X
  bool any = false;
  for (size_t i = 0; i < LABEL_COUNT; i++, name += text_from(name).len + 1) {
    if (!model->labels[i].len || (i == LABEL_ATTRIBUTE && model->compact)) continue;
    buffer_put(o, any ? S(",") : S(",\"labels\":{"));
    buffer_quoted(o, text_from(name));
    buffer_byte(o, ':');
    buffer_quoted(o, model->labels[i]);
    any = true;
  }
  if (any) buffer_put(o, S("}"));
}

/* Writes a list of records with two texts, of which the first may be empty. */
static void put_pairs(buffer *o, card_str before, const void *list, size_t count, card_str one, card_str other) {
  const card_str *texts = list;
  if (!count) return;
  buffer_put(o, before);
  for (size_t i = 0; i < count; i++, texts += 2) {
    buffer_put(o, i ? S(",{") : S("[{"));
    buffer_put(o, one);
    buffer_quoted(o, texts[0]);
    buffer_field(o, other, texts[1]);
    buffer_put(o, S("}"));
  }
  buffer_put(o, S("]"));
}

/* Writes the texts around the table. */
static void put_texts(buffer *o, const card_model *model) {
  buffer_field(o, S(",\"relationship\":"), model->relationship);
  put_pairs(o, S(",\"sections\":"), model->sections.at, model->sections.count, S("\"body\":"), S(",\"heading\":"));
  buffer_field(o, S(",\"summary\":"), model->summary);
  put_pairs(o, S(",\"seeAlso\":"), model->see_also.at, model->see_also.count, S("\"title\":"), S(",\"href\":"));
  put_pairs(o, S(",\"sources\":"), model->sources.at, model->sources.count, S("\"title\":"), S(",\"href\":"));
  buffer_field(o, S(",\"updated\":"), model->updated);
}

/* ---- the card ---- */

void put_document(buffer *o, const card_model *model) {
  buffer_put(o, S("{\"title\":"));
  buffer_quoted(o, model->title);
  buffer_field(o, S(",\"lang\":"), model->lang);
  if (model->rtl || model->ltr) buffer_field(o, S(",\"dir\":"), model->rtl ? S("rtl") : S("ltr"));
  buffer_field(o, S(",\"answer\":"), model->answer);
  buffer_field(o, S(",\"introduction\":"), model->introduction);
  put_texts(o, model);
  put_labels(o, model);
  if (model->compact) {
    put_columns(o, model);
    buffer_put(o, S(",\"rows\":["));
    put_rows(o, model, put_compact_row);
  } else {
    put_subjects(o, model);
    buffer_put(o, S(",\"attributes\":["));
    put_rows(o, model, put_full_row);
  }
}
