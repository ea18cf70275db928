/* Reading links. */
#ifndef CARD_LINKS_H
#define CARD_LINKS_H

#include "read/record.h"

/* A source, into a card_link: { "title", "href" }, or its short form, a text or an address. */
void read_source(parser *, const path *, void *);

/* A link to another comparison, into a card_link: { "title", "href" }. */
void read_see_also_link(parser *, const path *, void *);

#endif
