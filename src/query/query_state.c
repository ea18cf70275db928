#include "query/query_state.h"

bool query_open(card *c) { return (c->query = arena_take(&c->memory, 1, sizeof *c->query)); }

void query_close(query_state *state) {
  if (!state) return;
  out_free(&state->folded);
  out_free(&state->traced);
  out_free(&state->asked);
}
