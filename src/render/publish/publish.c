/* Implements card_publish, card_set_id and card_locate of card.h. */
#include "base/platform.h"
#include "base/text.h"
#include "model/model.h"
#include "read/table/card_table.h"
#include "render/publish/article.h"
#include "render/publish/card_json.h"
#include "render/publish/linked.h"
#include "render/render.h"

card_code card_publish(card *c, card_str view, card_publication what, card_str *text) {
  void (*const writers[])(writer *) = {write_article, write_linked_data, write_plain_table};
  if (what == CARD_DOCUMENT) return card_document(c, text);
  *text = (card_str){0};
  return c->failed ? c->failed : finish(c, render(c, view, CARD_HTML, writers[what]), text);
}

card_code card_locate(card *c, card_str path, card_str *json) {
  c->html.len = 0;
  table_put_place(&c->html, c, path);
  return finish(c, true, json);
}
