/* Implements card_document and card_marks of card.h. */
#include "base/platform.h"
#include "model/marks.h"
#include "model/model.h"
#include "render/publish/card_json.h"
#include "render/render.h"

card_code card_document(card *c, card_str *json) {
  *json = (card_str){0};
  if (c->failed) return c->failed;
  c->html.len = 0;
  put_document(&c->html, &c->model);
  return finish(c, true, json);
}

card_code card_marks(card *c, card_str *marks) {
  *marks = (card_str){0};
  if (c->failed) return c->failed;
  c->html.len = 0;
  put_marks(&c->html, &c->model);
  return finish(c, true, marks);
}
