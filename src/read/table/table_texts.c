/* Texts of a table. */
#include "read/table/table_parts.h"

#include <string.h>

#include "base/text.h"
#include "model/inline.h"
#include "model/plain.h"
#include "read/cells.h"

card_str table_copy(const table *t, card_str text) {
  char *to = grid_take(&t->grid, text.len, 1);
  if (to && text.len) memcpy(to, text.at, text.len);
  return (card_str){to, to ? text.len : 0};
}

card_str table_line(const table *t, card_str text) {
  if (text_find_break(text, '\n', 0) == text.len) return text;
  char *to = grid_take(&t->grid, text.len, 1);
  size_t len = 0;
  if (!to) return text;
  for (card_str line; (line = cell_line(&text)).len;) {
    if (len) to[len++] = ' ';
    memcpy(to + len, line.at, line.len);
    len += line.len;
  }
  return (card_str){to, len};
}

/* Removes reference marks: links to this page such as [\[1\]](#note). */
static card_str without_references(const table *t, card_str text) {
  enum { LONGEST = 26 }; /* bytes up to the address */
  card_str opening = S("[\\["), middle = S("](#");
  size_t from = text_find(text, opening, 0), len = from;
  if (from == text.len) return text;
  char *to = grid_take(&t->grid, text.len, 1);
  if (!to) return text;
  memcpy(to, text.at, from);
  while (from < text.len) {
    bool is_mark = text_starts(text_slice(text, from, text.len), opening);
    size_t near = from + LONGEST < text.len ? from + LONGEST : text.len;
    size_t link = is_mark ? text_find(text_slice(text, 0, near), middle, from) : near;
    size_t end = link < near ? text_find(text, S(")"), link) : text.len;
    is_mark = is_mark && end < text.len;
    if (!is_mark) to[len++] = text.at[from++];
    while (is_mark && from <= end) from++;
  }
  return cell_trim((card_str){to, len});
}

/* Removes a raised digit behind a word: a footnote. "m²" stays. */
static card_str without_footnote(card_str text) {
  enum { SHORT = 3, DIGIT = 2 }; /* letters of a unit; bytes of ¹, ² and ³ */
  size_t end = text.len, letters = 0;
  while (end >= DIGIT && text_has(S("\xB9\xB2\xB3"), text.at[end - 1]) && text.at[end - 2] == '\xC2') end -= DIGIT;
  if (end == text.len) return text;
  while (letters < end && (text_is_letter(text.at[end - 1 - letters]) || text.at[end - 1 - letters] & 0x80)) letters++;
  return letters > SHORT ? text_slice(text, 0, end) : text;
}

card_str table_name(const table *t, card_str markup) {
  markup = text_slice(markup, cell_bullet(markup), markup.len);
  return without_footnote(table_line(t, without_references(t, markup)));
}

heading table_heading(const table *t, card_str markup) {
  heading h = {.text = table_name(t, markup)};
  inline_run run;
  if (plain_is_bare(h.text)) return h;
  if (!inline_read(&t->card->memory, h.text, &run)) {
    t->card->failed = CARD_OUT_OF_MEMORY;
    return h;
  }
  for (size_t i = 0; i < run.count; i++) {
    if (run.tags[i].kind != INLINE_LINK || run.tags[i].closes) continue;
    h.loses_links = h.loses_links || (h.href.len && !text_equal(h.href, run.tags[i].href));
    if (!h.href.len) h.href = run.tags[i].href;
  }
  h.text = cell_trim(run.text);
  return h;
}

card_str table_plain(const table *t, card_str markup) { return table_heading(t, markup).text; }

card_str table_join(const table *t, card_str one, card_str between, card_str other) {
  if (!one.len || !other.len) return one.len ? one : other;
  char *to = grid_take(&t->grid, one.len + between.len + other.len, 1);
  if (!to) return one;
  memcpy(to, one.at, one.len);
  memcpy(to + one.len, between.at, between.len);
  memcpy(to + one.len + between.len, other.at, other.len);
  return (card_str){to, one.len + between.len + other.len};
}

card_str table_row_text(const table *t, size_t row, size_t skipped) {
  card_str text = {0};
  for (size_t i = 0; i < grid_row_at(&t->grid, row)->count; i++) {
    const grid_cell *cell = grid_cell_at(&t->grid, row, i);
    if (!cell->text.len || cell->flags & CELL_FROM_LEFT) continue;
    if (skipped)
      skipped--;
    else
      text = table_join(t, text, S(" "), table_line(t, cell->text));
  }
  return text;
}

card_str table_value_text(const table *t, size_t row, size_t column) {
  card_str text = grid_cell_at(&t->grid, row, column)->text;
  if (!t->shape.labelled) return text;
  card_str label = grid_cell_at(&t->grid, t->shape.first - 1, column)->text;
  if (label.len && text_starts(text, label)) text = text_slice(text, label.len, text.len);
  if (text.len && *text.at == ':') text = text_slice(text, 1, text.len);
  return cell_trim(text);
}

card_str table_first_of(const card_str *texts, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!text_is_blank(texts[i])) return texts[i];
  return (card_str){0};
}
