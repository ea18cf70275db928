/* Functions of card.h: opening and closing a card, and its problems. */
#include "card.h"

#include <string.h>

#include "base/platform.h"
#include "base/text.h"
#include "model/model.h"
#include "model/problems.h"
#include "model/regional.h"
#include "query/index.h"
#include "query/match.h"
#include "query/ngrams.h"
#include "query/selection.h"
#include "read/document.h"
#include "read/table/card_table.h"
#include "render/render.h"

/* Returns an empty card; NULL if memory ran out. */
static card *new_card(void) {
  card *c = platform_alloc(sizeof *c);
  if (!c) return NULL;
  *c = (card){0};
  if (query_open(c) && render_open(c)) return c;
  card_close(c);
  return NULL;
}

/* Finishes opening: selects all rows, or none if the card is not ok. */
static card *opened(card *c) {
  if (!c->failed) selection_reset(c);
  return c;
}

card *card_open(card_str json) {
  card *c = new_card();
  if (!c) return NULL;
  model_read(c, json);
  return opened(c);
}

card *card_open_table(card_str text, card_table_kind kind, card_str options, card_str around) {
  card *c = new_card();
  if (!c) return NULL;
  table_options read = {.marked = kind == CARD_MARKED_TABLE};
  if (around.len) model_read_around(c, around);
  if (!table_options_read(c, options, &read) && !c->failed) report_out_of_memory(c);
  if (!c->failed) table_read(c, text, &read);
  return opened(c);
}

void card_close(card *c) {
  if (!c) return;
  query_close(c->query);
  render_close(c->render);
  arena_free(&c->memory);
  arena_free(&c->scratch);
  buffer_free(&c->json);
  buffer_free(&c->html);
  buffer_free(&c->spare);
  platform_free(c);
}

bool card_ok(const card *c) { return c->failed == CARD_OK; }

const card_problem *card_problems(const card *c, size_t *count) {
  *count = c->problem_count;
  return c->problems;
}

card_code finish(card *c, bool good, card_str *result) {
  good = good && !c->html.failed && !c->spare.failed;
  *result = good ? buffer_text(&c->html) : (card_str){0};
  if (!good) {
    buffer_free(&c->html);
    buffer_free(&c->spare);
    render_forget(c->render); /* the caller does not receive the HTML */
  }
  return good ? CARD_OK : CARD_OUT_OF_MEMORY;
}

card_code card_render(card *c, card_str view, card_str *html) {
  *html = (card_str){0};
  return c->failed ? c->failed : finish(c, render_card(c, view), html);
}

size_t card_prepare(card *c, size_t rows) {
  regional_read(&c->model);
  if (c->failed || !search_prepare(c, rows) || !match_prepare(c)) return 0;
  size_t left = index_rows_left(c);
  return left ? left : ngrams_index(c, rows);
}

card_code card_update(card *c, card_str view, card_str *regions) {
  *regions = (card_str){0};
  return c->failed ? c->failed : finish(c, render_regions(c, view), regions);
}

card_code card_export(card *c, card_str view, card_format format, card_str *text) {
  *text = (card_str){0};
  return c->failed ? c->failed : finish(c, render_export(c, view, format), text);
}

card_str card_id(const card *c) { return c->model.id; }

card_code card_set_id(card *c, card_str id) {
  char *copy = arena_raw(&c->memory, id.len);
  if (!copy) return CARD_OUT_OF_MEMORY;
  if (id.len) memcpy(copy, id.at, id.len);
  c->model.id = (card_str){copy, id.len};
  return CARD_OK;
}

card_str card_language(const card *c) { return c->model.lang; }

size_t card_match_count(const card *c) { return selection_row_count(c); }

card_str card_code_name(card_code code) {
  const char *name =
      "ok\0out-of-memory\0too-large\0too-deep\0syntax\0bad-utf8\0bad-escape\0duplicate-key\0wrong-type\0"
      "missing\0bad-value\0duplicate-id\0unknown-id\0too-many\0unknown-field\0unsafe-link\0left-out\0read-as";
  while (code--) name += text_from(name).len + 1;
  return text_from(name);
}

card_code card_problems_json(card *c, card_str *json) {
  *json = (card_str){0};
  c->html.len = 0;
  put_problems(&c->html, c);
  return finish(c, true, json);
}
