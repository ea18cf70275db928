/* What the room of rendering keeps of a card between two calls. */
#ifndef CARD_RENDER_STATE_H
#define CARD_RENDER_STATE_H

#include "model/model.h"

/* In the order an update returns them (patch.c). */
enum {
  REGION_LEAD,
  REGION_SUBJECTS,
  REGION_TABLE,
  REGION_ROWS,
  REGION_MORE,
  REGION_SECTIONS,
  REGION_STATUS,
  REGION_COUNT
};

typedef struct render_state {
  buffer rows, rows_before;      /* hashes of each row that an update wrote, and of those before (of uint64_t) */
  uint64_t hashes[REGION_COUNT]; /* of each region as it was last written */
} render_state;

/* Makes c->render. False when memory gave out. */
bool render_open(card *);

/* Forgets what was written: the next update writes all regions. */
void render_forget(render_state *);

/* Frees the buffers of c->render; NULL is allowed. */
void render_close(render_state *);

#endif
