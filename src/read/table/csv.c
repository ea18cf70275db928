/* Order of the file: positions, characters, cells, the delimiter, records. */
#include "read/table/csv.h"

#include <string.h>

#include "base/find.h"
#include "base/formula.h"
#include "base/inlined.h"
#include "base/text.h"
#include "model/problems.h"
#include "read/cells.h"

/* A cell of the source. */
typedef struct {
  card_str text;  /* without the surrounding quotation marks */
  const char *at; /* at its first character, or the opening quotation mark */
  bool quoted;    /* has doubled quotation marks inside */
  bool escaped;   /* has backslashes before delimiters */
} cell;

/* The state of parsing. */
typedef struct {
  card_str text;
  const char *at; /* the next cell */
  char delimiter;
  bool escapes;              /* a backslash before a delimiter makes it a character */
  bool more;                 /* the record has another cell after the last one read */
  const char *bad, *closing; /* a broken cell, and the quotation mark that closes it */
} parsing;

/* ---- positions ---- */

/* Lines end in CR, LF or both; columns count characters. */
void csv_line(card_str text, const char *path, uint32_t *line, uint32_t *column) {
  *line = *column = 1;
  for (const char *at = text.at; at < path; at++) {
    if (*at == '\n' || (*at == '\r' && (at + 1 == text.at + text.len || at[1] != '\n'))) {
      ++*line;
      *column = 1;
    } else if ((*at & 0xC0) != 0x80) {
      ++*column;
    }
  }
}

/* ---- characters ---- */

INLINED const char *end_of(const parsing *t) { return t->text.at + t->text.len; }

/* Returns the first byte that is NUL or not UTF-8; the end if there is none. */
static const char *find_bad(card_str text) {
  size_t at = 0;
  while (at < text.len) {
    uint32_t c = 0;
#if CARD_VECTORS
    for (; at + VECTOR <= text.len; at += VECTOR) {
      card_vector bytes = vector_load(text.at + at);
      if (vector_mask(vector_or(vector_less(bytes, vector_of(0)), vector_equal(bytes, vector_of(0))))) break;
    }
    if (at == text.len) break;
#endif
    size_t len = text_decode(text_slice(text, at, text.len), &c);
    if (!len || !c) break;
    at += len;
  }
  return text.at + at;
}

/* Returns true if a cell may end at `at`. */
INLINED bool is_end(const parsing *t, const char *at) {
  return at == end_of(t) || *at == t->delimiter || *at == '\n' || *at == '\r';
}

/* Returns the first position from `at` on where a cell may end. */
static const char *find_end(const parsing *t, const char *at) {
  return t->text.at + text_find_break(t->text, t->delimiter, (size_t)(at - t->text.at));
}

/* ---- cells ---- */

/* Returns the quotation mark that closes the one at `at`; the end of the text if there is none. */
static const char *closing_mark(const char *at, const char *end) {
  for (at++; at < end; at++) {
    if (*at != '"') continue;
    if (at + 1 == end || at[1] != '"') return at;
    at++;
  }
  return end;
}

/* Skips blanks beside quotation marks. TSV has none. */
static const char *skip_blanks(const parsing *t, const char *at) {
  while (at < end_of(t) && *at == ' ' && t->delimiter != ' ' && t->delimiter != '\t') at++;
  return at;
}

/* Returns the end of a cell whose quotation mark closes at `mark`; NULL if other text follows. */
static const char *end_behind(const parsing *t, const char *mark) {
  if (mark >= end_of(t)) return NULL;
  const char *at = skip_blanks(t, mark + 1);
  return is_end(t, at) ? at : NULL;
}

/* Skips the separator after a cell. */
static void step_over(parsing *t) {
  const char *end = end_of(t);
  t->more = t->at < end && *t->at == t->delimiter;
  if (!t->more && t->at + 1 < end && t->at[0] == '\r' && t->at[1] == '\n') t->at++;
  if (t->at < end) t->at++;
}

/* Reads a cell in quotation marks, with blanks around them. In TSV, quotation marks may be part of the text. Returns false if
 * it is none, or broken. */
static bool read_quoted(parsing *t, cell *c) {
  const char *opening = skip_blanks(t, t->at);
  if (opening == end_of(t) || *opening != '"' || is_end(t, opening)) return false;
  const char *closing = closing_mark(opening, end_of(t)), *end = end_behind(t, closing);
  if (!end && t->delimiter != '\t' && opening == t->at) {
    t->bad = opening;
    t->closing = closing;
  }
  if (!end) return false;
  *c = (cell){{opening + 1, (size_t)(closing - opening) - 1}, opening, true, false};
  t->at = end;
  return true;
}

/* Returns true if a cell goes on behind an end in a text with backslashes: after a delimiter with one before, and with a
 * line without delimiters. */
static bool cell_continues(const parsing *t, const char *end) {
  if (end == end_of(t)) return false;
  if (*end == t->delimiter) return end > t->text.at && end[-1] == '\\';
  if (!t->more || end + 1 == end_of(t)) return false;
  const char *next = find_end(t, end + 1);
  return next == end_of(t) || *next != t->delimiter;
}

/* Reads a cell. */
static void read_cell(parsing *t, cell *c) {
  if (!read_quoted(t, c)) {
    const char *at = t->at, *end = find_end(t, at);
    *c = (cell){.at = at};
    while (t->escapes && cell_continues(t, end)) {
      c->escaped = c->escaped || *end == t->delimiter;
      end = find_end(t, end + 1);
    }
    c->text = (card_str){at, (size_t)(end - at)};
    t->at = end;
  }
  step_over(t);
}

/* Copies a text without the characters before others: doubled quotation marks become one, backslashes before
 * delimiters go. */
static card_str without(const grid *g, card_str text, char first, char second) {
  char *to = grid_take(g, text.len, 1);
  size_t len = 0;
  for (size_t i = 0; to && i < text.len; i++) {
    if (text.at[i] == first && i + 1 < text.len && text.at[i + 1] == second) i++;
    to[len++] = text.at[i];
  }
  return (card_str){to, len};
}

/* Returns the text of a cell without an apostrophe that protects it from running as a formula. */
static card_str text_of(const grid *g, const cell *c) {
  card_str text = c->text;
  if (c->quoted && text_has(text, '"')) text = without(g, text, '"', '"');
  if (c->escaped) text = without(g, text, '\\', g->delimiter);
  if (text.len && *text.at == '\'') {
    size_t start = 1; /* a text that has an apostrophe itself has two */
    while (start < text.len && text.at[start] == '\'') start++;
    if (formula_starts(text_slice(text, start, text.len))) text = text_slice(text, 1, text.len);
  }
  return text;
}

/* ---- the delimiter ---- */

enum { SAMPLE_LINES = 50, SAMPLE_BYTES = 65536 };

/* The frequency of a delimiter: lines with it, and all occurrences. */
typedef struct {
  size_t lines, all;
} occurrence;

/* Counts a delimiter in the first lines, outside quotation marks. */
static occurrence count_delimiter(card_str text, char delimiter) {
  occurrence found = {0};
  size_t in_line = 0, lines = 0;
  const char *end = text.at + (text.len < SAMPLE_BYTES ? text.len : SAMPLE_BYTES);
  for (const char *at = text.at; at < end && lines < SAMPLE_LINES; at++) {
    if (*at == '"') {
      const char *closing = closing_mark(at, end);
      if (closing < end) at = closing;
    } else if (*at == delimiter) {
      found.all++;
      found.lines += !in_line++;
    } else if ((*at == '\n' || *at == '\r') && at > text.at && at[-1] != '\n' && at[-1] != '\r') {
      in_line = 0;
      lines++;
    }
  }
  return found;
}

/* Returns the delimiter on most of the first lines; on a tie, the most frequent. Tabs and semicolons beat commas, which
 * occur in texts and numbers too. */
static char guess_delimiter(card_str text) {
  occurrence best = {0};
  char delimiter = ',';
  for (const char *each = "\t;,|"; *each; each++) {
    occurrence found = count_delimiter(text, *each);
    if (found.lines < best.lines || (found.lines == best.lines && found.all <= best.all)) continue;
    best = found;
    delimiter = *each;
  }
  return delimiter;
}

/* Returns the length of Excel's delimiter line, "sep=;"; 0 if there is none. */
static size_t delimiter_line(card_str text, char *delimiter) {
  if (!text_starts(text, S("sep=")) || text.len < 6) return 0;
  *delimiter = text.at[4];
  size_t len = text.at[5] == '\r' ? 6 : 5;
  bool good = *delimiter == '\t' || (*delimiter >= ' ' && *delimiter <= '~' && *delimiter != '"');
  return good && len < text.len && text.at[len] == '\n' ? len + 1 : 0;
}

static void find_delimiter(grid *g, parsing *t) {
  char named;
  size_t len = delimiter_line(t->text, &named);
  card_str asked = g->options->delimiter;
  t->at += len;
  t->delimiter = g->delimiter = asked.len ? *asked.at : len ? named : guess_delimiter(t->text);
}

/* ---- records ---- */

static bool refuse(const grid *g, const char *at, card_code code, card_str message) {
  g->card->problem_count = 0; /* others may be consequences of this one */
  g->card->failed = CARD_OK;
  card_problem *problem = report_problem(g->card, code, message);
  if (problem) csv_line(g->source, at, &problem->line, &problem->column);
  return false;
}

static bool refuse_quotation(const grid *g, const parsing *t) {
  if (t->closing == end_of(t))
    return refuse(g, t->bad, CARD_SYNTAX, S("This cell never ends: its closing quotation mark is missing."));
  return refuse(g, t->closing + 1, CARD_SYNTAX,
                S("The cell ends before this: write a quotation mark inside a cell twice."));
}

/* Reads all records. */
static void read_records(grid *g, parsing *t) {
  cell c;
  while (t->at < end_of(t) && !t->bad && !g->cells.failed && !g->rows.failed) {
    grid_add_row(g, t->at, SECTION_BODY);
    do {
      read_cell(t, &c);
      grid_add_cell(g, text_of(g, &c), 0);
    } while (t->more && !t->bad);
    grid_end_row(g);
  }
}

/* Returns true if the source has a backslash before a delimiter. */
static bool has_escapes(const grid *g) {
  char escape[2] = {'\\', g->delimiter};
  return text_find(g->source, (card_str){escape, 2}, 0) < g->source.len;
}

/* Returns true if a row is longer than the first of several cells: its texts may have delimiters. */
static bool has_long_rows(const grid *g) {
  size_t first = 0;
  while (first < g->row_count && grid_row_at(g, first)->count < 2) first++;
  for (size_t row = first + 1; row < g->row_count; row++)
    if (grid_row_at(g, row)->count > grid_row_at(g, first)->count) return true;
  return false;
}

bool csv_read(grid *g) {
  parsing t = {.text = g->source, .at = g->source.at};
  const char *bad = find_bad(g->source);
  if (bad < end_of(&t))
    return *bad ? refuse(g, bad, CARD_BAD_UTF8, S("This is not UTF-8 text: save the file with the encoding UTF-8."))
                : refuse(g, bad, CARD_SYNTAX, S("This is no text: save the table as CSV."));
  find_delimiter(g, &t);
  const char *start = t.at;
  read_records(g, &t);
  if (!t.bad && has_escapes(g) && has_long_rows(g)) {
    g->rows.len = g->cells.len = g->row_count = g->width = g->number = 0;
    t.at = start;
    t.escapes = true;
    read_records(g, &t);
  }
  if (t.bad) return refuse_quotation(g, &t);
  return !g->rows.failed && !g->cells.failed;
}

const char *csv_cell(card_str text, const char *row, char delimiter, size_t index) {
  parsing t = {.text = text, .at = row, .delimiter = delimiter};
  cell c;
  size_t i = 0;
  do read_cell(&t, &c);
  while (i++ < index && t.more);
  return i > index ? c.at : c.text.at + c.text.len + c.quoted; /* otherwise the end of the record */
}
