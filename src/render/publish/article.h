/* The card without interactive elements: for feeds, crawlers, and pages without scripts. */
#ifndef CARD_ARTICLE_H
#define CARD_ARTICLE_H

#include "base/platform.h"
#include "render/template.h"

/* Writes the card's texts and the table with all rows of the view. */
void write_article(writer *);

/* Writes only the table; nothing if the card has no rows. */
void write_plain_table(writer *);

#endif
