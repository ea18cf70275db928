/* HTML out: the whole card, and its regions. */
#ifndef CARD_RENDER_H
#define CARD_RENDER_H

#include "model.h"

/* Both write to c->html what card_render and card_update return. False when memory gave out. */
bool render_card(card *c, card_str view);
bool render_regions(card *c, card_str view);

#endif
