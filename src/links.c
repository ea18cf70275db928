#include "links.h"

static const field link_fields[] = {
    {"title", read_plain, offsetof(card_link, title)},
    {"href", read_href, offsetof(card_link, href)},
};

/* A link, or its short form, a string. */
static void read_link(reader *r, const place *p, void *target) {
  card_link *link = target;
  if (!is(p, cJSON_String)) {
    READ_RECORD(r, p, link_fields, link);
    return;
  }
  card_str text = borrowed(p);
  bool address = text_starts(text, S("https://")) || text_starts(text, S("http://"));
  (address ? read_href : read_plain)(r, p, address ? &link->href : &link->title);
}

void read_see_also_link(reader *r, const place *p, void *target) {
  READ_RECORD(r, p, link_fields, target);
  require_field(r, p, "href");
  require_text(r, p, "title");
}

void read_source(reader *r, const place *p, void *target) {
  card_link *link = target;
  size_t before = r->card->problem_count;
  read_link(r, p, link);
  if (!link->title.len && !link->href.len && r->card->problem_count == before)
    note(r, p, CARD_MISSING, "A source needs a \"title\" or an \"href\".");
}
