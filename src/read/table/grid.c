#include "read/table/grid.h"

#include "read/cells.h"

/* ---- rows and cells ---- */

static grid_row *last_row(grid *g) { return (grid_row *)(void *)g->rows.at + g->row_count; }

void grid_add_row(grid *g, const char *at, row_section section) {
  grid_row row = {.at = at, .number = ++g->number, .section = section};
  row.first = (uint32_t)(g->cells.len / sizeof(grid_cell));
  buffer_put(&g->rows, (card_str){(const char *)&row, sizeof row});
}

bool cell_is_blank(const grid_cell *c) { return !c->text.len && !(c->flags & CELL_MUTE); }

void grid_add_cell(grid *g, card_str text, uint32_t flags) {
  grid_cell cell = {cell_trim(text), flags};
  buffer_put(&g->cells, (card_str){(const char *)&cell, sizeof cell});
  if (g->rows.failed || g->cells.failed) return;
  grid_row *row = last_row(g);
  size_t count = g->cells.len / sizeof cell - row->first;
  row->written = (uint32_t)count;
  if (cell_is_blank(&cell)) return;
  row->count = (uint32_t)count;
  row->filled += !(flags & CELL_FROM_LEFT);
}

void grid_end_row(grid *g) {
  if (g->rows.failed || g->cells.failed) return;
  grid_row *row = last_row(g);
  g->cells.len = (row->first + row->count) * sizeof(grid_cell);
  if (row->count)
    g->row_count++;
  else
    g->rows.len -= sizeof *row;
  bool is_title = row->filled == 1 && !cell_is_blank((const grid_cell *)(const void *)g->cells.at + row->first);
  if (!is_title && row->count > g->width) g->width = row->count;
}

const grid_row *grid_row_at(const grid *g, size_t row) { return (const grid_row *)(const void *)g->rows.at + row; }

const grid_cell *grid_cell_at(const grid *g, size_t row, size_t column) {
  static const grid_cell blank;
  const grid_row *r = grid_row_at(g, row);
  return column < r->count ? (const grid_cell *)(const void *)g->cells.at + r->first + column : &blank;
}

bool grid_is_lone(const grid *g, size_t row) { return grid_row_at(g, row)->filled == 1; }

bool grid_is_banner(const grid *g, size_t row) {
  return grid_is_lone(g, row) && grid_row_at(g, row)->count >= g->width && !cell_is_blank(grid_cell_at(g, row, 0));
}

const grid_cell *grid_first_cell(const grid *g, size_t row) {
  size_t column = 0;
  while (cell_is_blank(grid_cell_at(g, row, column))) column++;
  return grid_cell_at(g, row, column);
}

void grid_free(grid *g) {
  buffer_free(&g->rows);
  buffer_free(&g->cells);
}

void *grid_take(const grid *g, size_t count, size_t size) {
  void *array = arena_take(&g->card->memory, count, size);
  if (!array) g->card->failed = CARD_OUT_OF_MEMORY;
  return array;
}
