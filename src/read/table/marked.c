#include "read/table/marked.h"

#include "base/text.h"
#include "read/cells.h"

enum { MORE = 0x1D, ROW_END = 0x1E, CELL_END = 0x1F, FLAGS = 0x40 };

/* Returns the first of a character at or after `from`; the end of the text if there is none. */
static size_t find_first(card_str text, char c, size_t from) {
  while (from < text.len && text.at[from] != c) from++;
  return from;
}

/* Returns the text that a part of a cell shares with the whole. */
static card_str shared_text(const grid *g, uint32_t flags, size_t column, bool *mute) {
  const grid_row *row = (const grid_row *)(const void *)g->rows.at + g->row_count;
  const grid_cell *all = (const grid_cell *)(const void *)g->cells.at, *from = NULL;
  if (flags & CELL_FROM_LEFT)
    from = column ? &all[row->first + column - 1] : NULL;
  else if (g->row_count)
    from = grid_cell_at(g, g->row_count - 1, column);
  *mute = from && from->flags & CELL_MUTE;
  return from ? from->text : (card_str){0};
}

static void read_cell(grid *g, card_str cell, size_t column) {
  uint32_t flags = cell.len ? (uint32_t)(unsigned char)*cell.at & (FLAGS - 1) : 0;
  card_str text = text_slice(cell, 1, cell.len);
  if (flags & (CELL_FROM_LEFT | CELL_FROM_ABOVE)) {
    bool mute;
    text = shared_text(g, flags, column, &mute);
    if (mute) flags |= CELL_MUTE;
  } else {
    text.len = find_first(text, MORE, 0);
  }
  grid_add_cell(g, text, flags);
}

static row_section section_of(char mark) {
  return mark == 'h' ? SECTION_HEAD : mark == 'f' ? SECTION_FOOT : SECTION_BODY;
}

static void read_row(grid *g, card_str row) {
  if (row.len && *row.at == 'c') {
    g->caption = cell_trim(text_slice(row, 1, row.len));
    return;
  }
  if (row.len && *row.at == 's') g->is_sheet = true;
  grid_add_row(g, row.at, section_of(row.len ? *row.at : 'b'));
  size_t column = 0;
  for (size_t at = 1; at < row.len; column++) {
    size_t end = find_first(row, CELL_END, at);
    if (g->rows.failed || g->cells.failed) return;
    read_cell(g, text_slice(row, at, end), column);
    at = end + 1;
  }
  grid_end_row(g);
}

bool marked_read(grid *g) {
  card_str left = g->source;
  while (left.len && !g->rows.failed && !g->cells.failed) {
    size_t end = find_first(left, ROW_END, 0);
    read_row(g, text_slice(left, 0, end));
    left = text_slice(left, end + 1, left.len);
  }
  return !g->rows.failed && !g->cells.failed;
}

card_str marked_more(const grid *g, const grid_cell *cell, char what) {
  if (!g->marked || !cell->text.at) return (card_str){0};
  card_str rest = text_slice(g->source, (size_t)(cell->text.at - g->source.at) + cell->text.len, g->source.len);
  size_t from = 0, end = 0;
  for (char mark = 0;; from = end + 1, mark = rest.at[end]) {
    end = from;
    while (end < rest.len && rest.at[end] != MORE && rest.at[end] != CELL_END && rest.at[end] != ROW_END) end++;
    if (mark && from < end && rest.at[from] == what) return text_slice(rest, from + 1, end);
    if (end == rest.len || rest.at[end] != MORE) return (card_str){0};
  }
}
