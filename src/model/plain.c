#include "model/plain.h"

#include "base/find.h"
#include "base/text.h"
#include "model/inline.h"
#include "model/labels.h"

bool plain_is_bare(card_str text) {
  size_t i = 0;
#if CARD_VECTORS
  for (; i + VECTOR <= text.len; i += VECTOR) {
    card_vector bytes = vector_load(text.at + i);
    card_vector special = vector_or(vector_equal(bytes, vector_of('*')), vector_equal(bytes, vector_of('`')));
    special = vector_or(special, vector_or(vector_equal(bytes, vector_of('[')), vector_equal(bytes, vector_of('\\'))));
    special = vector_or(special, vector_or(vector_equal(bytes, vector_of('_')), vector_equal(bytes, vector_of('~'))));
    if (vector_mask(special)) return false;
  }
#endif
  while (i < text.len && !text_has(S("*_~`[\\"), text.at[i])) i++;
  return i == text.len;
}

bool plain_markup(buffer *o, arena *scratch, card_str markup) {
  inline_run run = {.text = markup};
  if (!plain_is_bare(markup) && !inline_read(scratch, markup, &run)) return false;
  buffer_put(o, run.text);
  return true;
}

/* Writes a text, apart from what was written before. */
static void put_apart(buffer *o, card_str text) {
  bool touches = text.len && o->len && !text_is_space(*text.at) && !text_is_space(o->at[o->len - 1]);
  if (touches) buffer_byte(o, ' ');
  buffer_put(o, text);
}

bool plain_valid(buffer *o, arena *scratch, card_str markup) {
  inline_run run = {.text = markup};
  if (!plain_is_bare(markup) && !inline_read(scratch, markup, &run)) return false;
  size_t from = 0, depth = 0;
  for (size_t i = 0; i < run.count; i++) {
    const inline_tag *tag = &run.tags[i];
    if (tag->kind != INLINE_STRUCK) continue;
    if (!depth) put_apart(o, text_slice(run.text, from, tag->at));
    depth += tag->closes ? (size_t)-1 : 1;
    from = tag->at;
  }
  put_apart(o, text_slice(run.text, from, run.text.len));
  return true;
}

void plain_unit(buffer *o, card_str unit) {
  if (unit.len == 0) return;
  if (!text_starts(unit, S("%")) && !text_equal(unit, S("°"))) buffer_put(o, S("\u00A0"));
  buffer_put(o, unit);
}

void plain_number(buffer *o, double number, const number_style *style, card_str unit) {
  buffer_number(o, number, style);
  plain_unit(o, unit);
}

bool set_name(card *c, card_heading *row, card_str markup) {
  row->name = markup;
  if (plain_is_bare(markup)) return true;
  inline_run run;
  bool good = inline_read(&c->memory, markup, &run);
  if (good) row->name = run.text;
  if (good) row->markup = markup;
  return good;
}

bool plain_value(buffer *o, arena *scratch, const card_model *model, const card_value *value, card_str unit,
                 card_str between) {
  switch (value->kind) {
  case VALUE_TEXT: return plain_markup(o, scratch, value->text);
  case VALUE_NUMBER: plain_number(o, value->number, &model->numbers, unit); break;
  case VALUE_YES: buffer_put(o, model_label(model, LABEL_YES)); break;
  case VALUE_NO: buffer_put(o, model_label(model, LABEL_NO)); break;
  case VALUE_LIST:
    for (size_t i = 0; i < value->items.count; i++) {
      if (i) buffer_put(o, between);
      if (!plain_markup(o, scratch, value->items.at[i])) return false;
    }
    break;
  default: break;
  }
  return !o->failed;
}
