/* The view string: what the reader has chosen, in URL query syntax (URL Standard,
 * application/x-www-form-urlencoded). */
#ifndef CARD_VIEW_H
#define CARD_VIEW_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/platform.h"
#include "card.h"

/* The parts of a view; card.h says what each means. */
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

/* The first of each part, decoded, with U+FFFD for bytes that are no UTF-8. Empty where there is none. */
typedef struct {
  card_str parts[VIEW_PARTS];
} card_view;

/* Reads a view; what it does not know is ignored. The result lives in the arena. False when memory gave out. */
bool view_read(arena *, card_str text, card_view *);

/* Lists such as "sales,marketing". Their items may hold commas themselves, so that a list is read by what it may hold:
 * whether it starts with the item, which is then taken off it. */
bool view_take(card_str *list, card_str item);

/* Takes off whatever a list starts with. */
void view_skip(card_str *list);

bool view_has(card_str list, card_str item);

/* Writes a list without an item or, if it is not in it, with it, to an empty buffer. */
void view_toggle(buffer *, card_str list, card_str item);

/* Writes a text as a value of a view: percent-encoded. */
void view_encode(buffer *, card_str);

/* The whole number that a text starts with; 0 where it starts with none. */
size_t view_number(card_str);

#endif
