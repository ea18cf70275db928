/* Implements card_publish, card_set_id and card_locate of card.h. */
#include "base/platform.h"
#include "base/text.h"
#include "model/model.h"
#include "read/csv.h"
#include "render/publish/article.h"
#include "render/publish/card_json.h"
#include "render/publish/linked.h"
#include "render/render.h"

card_code card_publish(card *c, card_str view, card_publication what, card_str *text) {
  void (*const writers[])(writer *) = {write_article, write_linked_data, write_plain_table, write_document};
  *text = (card_str){0};
  return c->failed ? c->failed : finish(c, render(c, view, CARD_HTML, writers[what]), text);
}

card_code card_locate(card *c, size_t row, size_t column, card_str *json) {
  const card_model *model = &c->model;
  uint32_t line, place;
  bool known = c->csv && column < model->columns.count && (row == SIZE_MAX || row < model->attributes.count);
  c->html.len = 0;
  buffer_put(&c->html, S("{"));
  if (known) {
    csv_locate(c, row, column, &line, &place);
    buffer_put(&c->html, S("\"line\":"));
    buffer_count(&c->html, line);
    buffer_put(&c->html, S(",\"column\":"));
    buffer_count(&c->html, place);
  }
  buffer_put(&c->html, S("}"));
  return finish(c, true, json);
}
