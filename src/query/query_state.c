#include "query/query_state.h"

bool query_open(card *c) { return (c->query = arena_take(&c->memory, 1, sizeof *c->query)); }

void query_close(query_state *state) {
  if (!state) return;
  buffer_free(&state->folded);
  buffer_free(&state->traced);
  buffer_free(&state->asked);
}
