#include "read/links.h"

static const field link_fields[] = {
    {.name = "title", .read = read_plain, .offset = offsetof(card_link, title)},
    {.name = "href", .read = read_href, .offset = offsetof(card_link, href)},
};

/* Reads a link or its short form, a string. */
static void read_link(parser *r, const path *p, void *target) {
  card_link *link = target;
  if (!is(p, cJSON_String)) {
    READ_RECORD(r, p, link_fields, link);
    return;
  }
  card_str text = borrowed(p);
  if (text_starts(text, S("https://")) || text_starts(text, S("http://")))
    read_href(r, p, &link->href);
  else
    read_plain(r, p, &link->title);
}

void read_see_also_link(parser *r, const path *p, void *target) {
  static const field fields[] = {
      {.name = "href", .read = read_href, .offset = offsetof(card_link, href), .need = REQUIRED},
      {.name = "title", .read = read_plain, .offset = offsetof(card_link, title), .need = REQUIRED_TEXT},
  };
  READ_RECORD(r, p, fields, target);
}

void read_source(parser *r, const path *p, void *target) {
  card_link *link = target;
  size_t before = r->card->problem_count;
  read_link(r, p, link);
  if (!link->title.len && !link->href.len && r->card->problem_count == before)
    report(r, p, CARD_MISSING, "A source needs a \"title\" or an \"href\".");
}
