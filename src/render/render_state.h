/* The state of rendering between two calls. */
#ifndef CARD_RENDER_STATE_H
#define CARD_RENDER_STATE_H

#include "model/model.h"

/* In the order of an update (patch.c). */
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
  buffer rows, rows_before;      /* hashes (uint64_t) of each row in the last update and in the one before */
  uint64_t hashes[REGION_COUNT]; /* of each region as last written */
} render_state;

/* Allocates c->render. Returns false if memory ran out. */
bool render_open(card *);

/* Forgets the last output: the next update writes all regions. */
void render_forget(render_state *);

/* Frees the buffers of c->render. NULL is allowed. */
void render_close(render_state *);

#endif
