#ifndef CARD_LINKS_H
#define CARD_LINKS_H

#include "read/record.h"

/* Reads a source into a card_link: { "title", "href" }, or the short form, a text or URL. */
void read_source(parser *, const path *, void *);

/* Reads a link to another comparison, { "title", "href" }, into a card_link. */
void read_see_also_link(parser *, const path *, void *);

#endif
