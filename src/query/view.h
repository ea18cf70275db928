/* Parses the view string: the reader's choices as a URL query (URL Standard, application/x-www-form-urlencoded). */
#ifndef CARD_VIEW_H
#define CARD_VIEW_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/platform.h"
#include "card.h"

/* The parts of a view (see card_render). */
typedef enum {
  VIEW_Q,
  VIEW_ONLY,
  VIEW_SORT,
  VIEW_SHOW,
  VIEW_PIN,
  VIEW_FOLD,
  VIEW_ROWS,
  VIEW_ROW,
  VIEW_PARTS
} view_part;

/* The first value of each part: decoded, with U+FFFD for invalid bytes. Empty if missing. */
typedef struct {
  card_str parts[VIEW_PARTS];
} card_view;

/* Parses a view; ignores unknown parts. The result lives in the arena. Returns false if memory ran out. */
bool view_read(arena *, card_str text, card_view *);

/* Removes `item` from the start of a list such as "sales,marketing"; returns false if the list does not start with it.
 * Items may contain commas, so lists are read by known items. */
bool view_take(card_str *list, card_str item);

/* Removes the first item of a list, known or not. */
void view_skip(card_str *list);

bool view_has(card_str list, card_str item);

/* Writes the list without `item`, or with it if missing, to an empty buffer. */
void view_toggle(buffer *, card_str list, card_str item);

/* Writes a text percent-encoded, as a value of a view. */
void view_encode(buffer *, card_str);

/* Returns the whole number at the start of a text; 0 if there is none. */
size_t view_number(card_str);

#endif
