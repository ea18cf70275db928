/* HTML out: the whole card, and its regions; and what a reader takes along (export.c). */
#ifndef CARD_RENDER_H
#define CARD_RENDER_H

#include "render/render_state.h"
#include "render/template.h"

/* Writes with `write` to c->html. False when memory gave out. */
bool render(card *c, card_str view, card_format format, void (*write)(writer *));

/* What a call of card.h returns: what was written, if all went well. */
card_code finish(card *c, bool good, card_str *result);

/* Each writes to c->html what card_render, card_update and card_export return. False when memory gave out. */
bool render_card(card *c, card_str view);
bool render_regions(card *c, card_str view);
bool render_export(card *c, card_str view, card_format format);

/* The start of a card up to its title, and its end: further links, sources, the date. Its first tag is left open. */
void open_article(writer *);
void close_article(writer *);

#endif
