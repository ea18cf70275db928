#include "read/table/report.h"

#include <string.h>

#include "base/text.h"
#include "model/problems.h"
#include "read/table/csv.h"

static card_str copy(const grid *g, card_str text) {
  char *to = grid_take(g, text.len, 1);
  if (to && text.len) memcpy(to, text.at, text.len);
  return (card_str){to, to ? text.len : 0};
}

static void put_place(buffer *o, size_t row, size_t column) {
  buffer_put(o, S("row "));
  buffer_count(o, row);
  if (column == GRID_NO_COLUMN) return;
  buffer_put(o, S(", column "));
  buffer_count(o, column + 1);
}

bool grid_report(const grid *g, card_code code, size_t row, size_t column, card_str message) {
  card_problem *problem = report_problem(g->card, code, message);
  const grid_row *r = g->row_count ? grid_row_at(g, row) : NULL;
  if (!problem || !r) return false;
  if (!g->marked) {
    const char *at = csv_cell(g->source, r->at, g->delimiter, column == GRID_NO_COLUMN ? 0 : column);
    csv_line(g->source, at, &problem->line, &problem->column);
    return false;
  }
  buffer *o = &g->card->spare;
  o->len = 0;
  put_place(o, r->number, column);
  problem->path = copy(g, buffer_text(o));
  return false;
}

bool grid_report_about(const grid *g, card_code code, size_t row, size_t column, card_str before, card_str about,
                       card_str after) {
  enum { MOST = 60 }; /* bytes of `about` */
  buffer *o = &g->card->spare;
  o->len = 0;
  buffer_put(o, before);
  size_t len = about.len < MOST ? about.len : MOST;
  while (len < about.len && len && (about.at[len] & 0xC0) == 0x80) len--;
  buffer_put(o, text_slice(about, 0, len));
  if (len < about.len) buffer_put(o, S("…"));
  buffer_put(o, after);
  return grid_report(g, code, row, column, copy(g, buffer_text(o)));
}
