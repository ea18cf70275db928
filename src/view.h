/* The view string: what the reader has chosen, in URL query syntax (URL Standard,
 * application/x-www-form-urlencoded). */
#ifndef CARD_VIEW_H
#define CARD_VIEW_H

#include "arena.h"
#include "card.h"

typedef struct {
  card_str query; /* of the first "q", decoded; bytes that are no UTF-8 are read as U+FFFD */
} card_view;

/* Reads a view; what it does not know is ignored. The result lives in the arena. False when memory gave out. */
bool view_read(arena *, card_str text, card_view *);

#endif
