/* card_publish of card.h. */
#include "article.h"
#include "linked.h"
#include "render.h"

card_code card_publish(card *c, card_str view, card_publication what, card_str *text) {
  void (*const writers[])(writer *) = {write_article, write_linked_data, write_plain_table};
  *text = (card_str){0};
  return c->failed ? c->failed : finish(c, render(c, view, CARD_HTML, writers[what]), text);
}
