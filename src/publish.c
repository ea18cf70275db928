/* The function of card.h for publishers, which engines of pages do without. */
#include "article.h"
#include "host.h"
#include "linked.h"
#include "render.h"

card_code card_publish(card *c, card_str view, card_publication what, card_str *text) {
  void (*const writers[])(writer *) = {write_article, write_linked_data, write_plain_table};
  *text = (card_str){0};
  if (!c->failed && !card_host_tools()) return CARD_NO_TOOLS;
  return c->failed ? c->failed : finish(c, render(c, view, CARD_HTML, writers[what]), text);
}
