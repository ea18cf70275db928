/* HTML out: the whole card, and its regions; and what a reader takes along (export.c). */
#ifndef CARD_RENDER_H
#define CARD_RENDER_H

#include "model.h"

/* Each writes to c->html what card_render, card_update and card_export return. False when memory gave out. */
bool render_card(card *c, card_str view);
bool render_regions(card *c, card_str view);
bool render_export(card *c, card_str view, card_format format);

#endif
