/* Renders HTML: the whole card or its regions. Also runs exports (export.c). */
#ifndef CARD_RENDER_H
#define CARD_RENDER_H

#include "render/render_state.h"
#include "render/template.h"

/* Runs `write`, which writes to c->html. Returns false if memory ran out. */
bool render(card *c, card_str view, card_format format, void (*write)(writer *));

/* Returns the code for a function of card.h, and sets `result` to c->html if `good`. */
card_code finish(card *c, bool good, card_str *result);

/* Write the results of card_render and card_update to c->html. Return false if memory ran out. */
bool render_card(card *c, card_str view);
bool render_regions(card *c, card_str view);
bool render_export(card *c, card_str view, card_format format);

/* Write the start of a card up to its title, with its first tag left open, and its end: links, sources, the date. */
void open_article(writer *);
void close_article(writer *);

#endif
