/* The card without anything that works by script: for feeds, crawlers, and pages that take no script. */
#ifndef CARD_ARTICLE_H
#define CARD_ARTICLE_H

#include "base/platform.h"
#include "render/template.h"

/* Writes the rows and subjects of a view, all of its rows, between the card's texts. */
void write_article(writer *);

/* The table alone; nothing for a card without rows. */
void write_plain_table(writer *);

#endif
