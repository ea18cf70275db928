#include "render/render_state.h"

#include <string.h>

bool render_open(card *c) { return (c->render = arena_take(&c->memory, 1, sizeof *c->render)); }

void render_forget(render_state *state) {
  memset(state->hashes, 0, sizeof state->hashes);
  buffer_free(&state->rows);
}

void render_close(render_state *state) {
  if (!state) return;
  buffer_free(&state->rows);
  buffer_free(&state->rows_before);
}
