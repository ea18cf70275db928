/* Order of the file: positions, characters, cells, records, delimiter, head, rows, card. */
#include "read/csv.h"

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
  const char *at; /* at the opening quotation mark, if any */
  bool quoted;    /* has doubled quotation marks inside */
} cell;

/* A column of the card in the table. */
typedef struct {
  size_t index; /* of its cell in a record */
  column_part part;
} used_column;

enum { MAX_COLUMNS = 2 * CARD_MAX_SUBJECTS };

typedef struct {
  card *card;
  card_str text;
  const char *at; /* the next cell */
  char delimiter;
  bool more;        /* the record has another cell after the last one read */
  const char *head; /* the record of headings */
  const char *rows; /* the first record after the head */
  size_t cells;     /* number of cells in the head */
  card_str title;
  used_column columns[MAX_COLUMNS];
  size_t column_count;
} table;

/* Data for finding positions in the table after the card is open. */
struct csv_source {
  card_str text;
  const char *head;
  char delimiter;
  size_t indexes[MAX_COLUMNS]; /* index of each column's cell */
};

/* ---- positions ---- */

/* Computes line and column of a position, from 1. Lines end in CR, LF or both; columns count characters. */
static void find_line(card_str text, const char *path, uint32_t *line, uint32_t *column) {
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

static bool refuse(const table *t, const char *at, card_code code, card_str message) {
  card_problem *problem = report_problem(t->card, code, message);
  if (problem) find_line(t->text, at, &problem->line, &problem->column);
  return false;
}

static void *take(const table *t, size_t count, size_t size) {
  void *array = arena_take(&t->card->memory, count, size);
  if (!array) t->card->failed = CARD_OUT_OF_MEMORY;
  return array;
}

/* ---- characters ---- */

INLINED const char *end_of(const table *t) { return t->text.at + t->text.len; }

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
INLINED bool is_end(const table *t, const char *at) {
  return at == end_of(t) || *at == t->delimiter || *at == '\n' || *at == '\r';
}

/* Returns the first position from `at` on where a cell may end. */
static const char *find_end(const table *t, const char *at) {
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

/* Removes all problems: they may be consequences of one that ends the reading. */
static void forget_problems(const table *t) {
  t->card->problem_count = 0;
  t->card->failed = CARD_OK;
}

static bool closes_cell(const table *t, const char *mark) { return mark < end_of(t) && is_end(t, mark + 1); }

static bool refuse_quotation(const table *t, const char *opening, const char *closing) {
  forget_problems(t);
  if (closing == end_of(t))
    return refuse(t, opening, CARD_SYNTAX, S("This cell never ends: its closing quotation mark is missing."));
  return refuse(t, closing + 1, CARD_SYNTAX,
                S("The cell ends before this: write a quotation mark inside a cell twice."));
}

/* Skips the separator after a cell. */
static void step_over(table *t) {
  const char *end = end_of(t);
  t->more = t->at < end && *t->at == t->delimiter;
  if (!t->more && t->at + 1 < end && t->at[0] == '\r' && t->at[1] == '\n') t->at++;
  if (t->at < end) t->at++;
}

/* Reads a cell. In TSV, quotation marks may be part of the text. */
static bool read_cell(table *t, cell *c) {
  const char *at = t->at;
  *c = (cell){.at = at};
  if (!is_end(t, at) && *at == '"') {
    const char *closing = closing_mark(at, end_of(t));
    c->quoted = closes_cell(t, closing);
    if (!c->quoted && t->delimiter != '\t') return refuse_quotation(t, at, closing);
    if (c->quoted) at = closing + 1;
  }
  at = find_end(t, at);
  c->text = (card_str){c->at + c->quoted, (size_t)(at - c->at) - 2 * (size_t)c->quoted};
  t->at = at;
  step_over(t);
  return true;
}

static bool is_blank(const cell *c) {
  bool visible = c->text.len && *c->text.at > ' '; /* the common case */
  return !visible && cell_trim(c->text).len == 0;
}

/* Replaces doubled quotation marks by single ones. */
static card_str unquote(const table *t, card_str text) {
  char *to = take(t, text.len, 1);
  size_t len = 0;
  for (size_t i = 0; to && i < text.len; i++) {
    to[len++] = text.at[i];
    if (text.at[i] == '"') i++;
  }
  return (card_str){to, len};
}

/* Returns the text of a cell without an apostrophe that protects it from running as a formula. */
static card_str text_of(const table *t, const cell *c) {
  card_str text = c->text;
  if (c->quoted && text_has(text, '"')) text = unquote(t, text);
  if (text.len && *text.at == '\'') {
    card_str bare = text_slice(text, 1, text.len);
    if (formula_starts(bare)) text = bare;
  }
  return cell_trim(text);
}

/* Returns the text of a cell with its lines joined. */
static card_str line_of(const table *t, const cell *c) {
  card_str left = text_of(t, c);
  char *to = text_find_break(left, '\n', 0) < left.len ? take(t, left.len, 1) : NULL;
  size_t len = 0;
  if (!to) return left;
  for (card_str line; (line = cell_line(&left)).len;) {
    if (len) to[len++] = ' ';
    memcpy(to + len, line.at, line.len);
    len += line.len;
  }
  return (card_str){to, len};
}

/* ---- records ---- */

/* A record that is not blank. */
typedef struct {
  const char *at;
  size_t filled, first; /* number of cells that are not blank, and index of the first */
  bool beside;          /* such a cell is neither the first of the record nor the one asked for */
} record;

/* Reads the next record that is not blank. Returns false if there is none, or if it is broken. */
static bool next_record(table *t, size_t asked, record *r) {
  cell c;
  do {
    *r = (record){.at = t->at};
    for (size_t i = 0; i == 0 || t->more; i++) {
      if (!read_cell(t, &c)) return false;
      if (is_blank(&c)) continue;
      if (!r->filled++) r->first = i;
      r->beside = r->beside || (i && i != asked);
    }
  } while (!r->filled && t->at < end_of(t));
  return r->filled;
}

/* Finds the title and the head. Returns false if there is none, or if a record is broken. */
static bool find_head(table *t) {
  record first, second, r;
  cell c;
  if (!next_record(t, 0, &first))
    return t->card->failed == CARD_OK &&
           refuse(t, t->text.at, CARD_MISSING, S("There is nothing here: a table starts with a line of headings."));
  t->head = first.at;
  /* A first record of one cell is a title, except if it is the heading of the only column. */
  if (first.filled > 1 || !next_record(t, first.first, &second)) return t->card->failed == CARD_OK;
  for (r = second; first.first && !r.beside;)
    if (!next_record(t, first.first, &r)) return t->card->failed == CARD_OK;
  t->at = t->head;
  for (size_t i = 0; i <= first.first; i++) read_cell(t, &c);
  t->title = line_of(t, &c);
  t->head = second.at;
  return true;
}

/* Returns true if something other than white space and delimiters is in the source from `at` to `end`. */
static bool shows_something(const table *t, const char *at, const char *end) {
  while (at < end && (text_is_space(*at) || *at == t->delimiter)) at++;
  return at < end;
}

/* Counts the records after the head: those that are not blank, and perhaps some that are. */
static size_t count_rows(const table *t) {
  const char *end = end_of(t), *stop;
  size_t count = 0;
  bool visible = false;
  for (const char *at = t->rows; at < end; at = stop + 1) {
    stop = t->text.at + text_find_break(t->text, '"', (size_t)(at - t->text.at));
    visible = visible || shows_something(t, at, stop);
    if (stop == end) break;
    if (*stop == '"') {
      const char *closing = is_end(t, stop - 1) ? closing_mark(stop, end) : end;
      if (closes_cell(t, closing)) stop = closing;
      visible = true;
    } else {
      count += visible;
      visible = false;
    }
  }
  return count + visible;
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
  for (const char *each = "\t;,"; *each; each++) {
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

static void find_delimiter(table *t, char delimiter) {
  char named;
  size_t len = delimiter_line(t->text, &named);
  t->at += len;
  t->delimiter = delimiter ? delimiter : len ? named : guess_delimiter(t->text);
}

/* ---- the head ---- */

/* Makes a heading a column of the card. */
static bool take_heading(table *t, const cell *c, card_str heading) {
  card_model *model = &t->card->model;
  column_part part = t->cells ? column_part_of(heading) : COLUMN_NAME;
  if ((part == COLUMN_SUBJECT && model->subjects.count == CARD_MAX_SUBJECTS) || t->column_count == MAX_COLUMNS)
    return refuse(t, c->at, CARD_TOO_MANY, S(TOO_MANY_SUBJECTS));
  if (part == COLUMN_SUBJECT) {
    card_subject *subject = &model->subjects.at[model->subjects.count++];
    subject->id = subject->name = heading;
  }
  model->columns.at[t->column_count] = (card_column){heading, part};
  t->columns[t->column_count++] = (used_column){t->cells, part};
  return true;
}

/* Returns the start of a cell of the head. */
static const char *heading_at(const table *t, size_t index) {
  table head = *t;
  cell c;
  head.at = t->head;
  for (size_t i = 0; i <= index; i++) read_cell(&head, &c);
  return c.at;
}

static bool read_head(table *t) {
  card_model *model = &t->card->model;
  cell c;
  model->columns.at = take(t, MAX_COLUMNS, sizeof *model->columns.at);
  model->subjects.at = take(t, CARD_MAX_SUBJECTS, sizeof *model->subjects.at);
  if (!model->columns.at || !model->subjects.at) return false;
  t->at = t->head;
  for (t->more = true; t->more; t->cells++) {
    read_cell(t, &c);
    card_str heading = line_of(t, &c);
    if ((heading.len || !t->cells) && !take_heading(t, &c, heading)) return false;
  }
  t->rows = t->at;
  model->columns.count = t->column_count;
  model->labels[LABEL_ATTRIBUTE] = model->columns.at[0].heading;
  return true;
}

/* Reports subjects whose names occur again later. */
static void check_names(table *t) {
  const card_model *model = &t->card->model;
  for (size_t i = 0, subject = 0; i < t->column_count; i++) {
    if (t->columns[i].part != COLUMN_SUBJECT) continue;
    card_str name = model->subjects.at[subject++].id;
    if (find_subject(model, name, subject) < model->subjects.count)
      refuse(t, heading_at(t, t->columns[i].index), CARD_DUPLICATE_ID,
             S("Another subject has this id or name too: give each its own."));
  }
}

/* ---- the rows ---- */

static card_str with_links(const table *t, const cell *c, card_str text) {
  for (size_t i = unsafe_links(t->card, text); i; i--)
    refuse(t, c->at, CARD_UNSAFE_LINK, S("A link is left out: it must be https, http, mailto or relative."));
  return text;
}

static void take_better(const table *t, const cell *c, card_attribute *row) {
  row->better = (uint32_t)text_among(line_of(t, c), "higher\0lower\0"); /* in the order of better_kind */
  if (!row->better) refuse(t, c->at, CARD_BAD_VALUE, S("This cell must be \"higher\" or \"lower\"."));
}

/* Reads a cell that is not blank. */
static void take_cell(const table *t, const cell *c, column_part part, card_attribute *row, card_value *value) {
  switch (part) {
  case COLUMN_NAME: row->name = line_of(t, c); break;
  case COLUMN_GROUP: row->group = line_of(t, c); break;
  case COLUMN_UNIT: row->unit = line_of(t, c); break;
  case COLUMN_BETTER: take_better(t, c, row); break;
  case COLUMN_DEFINITION:
    row->definition = with_links(t, c, line_of(t, c));
    t->card->model.has_definitions = true;
    break;
  case COLUMN_SUBJECT: value->text = with_links(t, c, text_of(t, c)); value->kind = VALUE_TEXT;
  }
}

/* Refuses the table because the cell at `index` of its record has no heading. */
static bool refuse_cell(const table *t, const cell *c, size_t index) {
  forget_problems(t);
  if (index < t->cells)
    return refuse(t, heading_at(t, index), CARD_MISSING, S("This column has values, but no heading: give it one."));
  return refuse(t, c->at, CARD_TOO_MANY,
                S("There are more cells in this line than headings: put texts with commas in \"…\"."));
}

/* Reads a record into a row. Returns true if it is not blank; clears `good` if it is broken or a cell has no heading. */
static bool read_row(table *t, card_attribute *row, bool *good) {
  const char *start = t->at;
  size_t next = 0, subject = 0, filled = 0;
  cell c;
  t->more = true;
  for (size_t i = 0; t->more && *good; i++) {
    if (!(*good = read_cell(t, &c))) break;
    bool used = next < t->column_count && t->columns[next].index == i, blank = is_blank(&c);
    column_part part = used ? t->columns[next++].part : COLUMN_NAME;
    filled += !blank;
    if (!blank && used) take_cell(t, &c, part, row, &row->values[subject]);
    if (!blank && !used) *good = refuse_cell(t, &c, i);
    subject += used && part == COLUMN_SUBJECT;
  }
  if (*good && filled && !row->name.len)
    refuse(t, start, CARD_MISSING, S("The first cell of a row names what is compared: it is empty here."));
  return filled;
}

static bool read_rows(table *t) {
  card_model *model = &t->card->model;
  size_t count = count_rows(t);
  card_attribute *rows = take(t, count, sizeof *rows);
  card_value *values = take(t, count, (model->subjects.count + !model->subjects.count) * sizeof *values);
  bool good = rows && values;
  model->attributes.at = rows;
  for (t->at = t->rows; good && t->at < end_of(t) && model->attributes.count < count;) {
    card_attribute *row = &rows[model->attributes.count];
    row->values = values + model->attributes.count * model->subjects.count;
    model->attributes.count += read_row(t, row, &good);
  }
  return good;
}

/* ---- positions in a card ---- */

static bool keep_source(table *t) {
  struct csv_source *source = t->card->csv = take(t, 1, sizeof *source);
  if (!source) return false;
  source->text = t->text;
  source->head = t->head;
  source->delimiter = t->delimiter;
  for (size_t i = 0; i < t->column_count; i++) source->indexes[i] = t->columns[i].index;
  return true;
}

void csv_locate(const card *c, size_t row, size_t column, uint32_t *line, uint32_t *position) {
  const struct csv_source *source = c->csv;
  table t = {.text = source->text, .at = source->head, .delimiter = source->delimiter};
  record r = {.at = t.at};
  size_t left = row + 2; /* the head is a record; 1 for SIZE_MAX */
  while (left && next_record(&t, 0, &r)) left--;
  cell found;
  size_t i = 0, index = source->indexes[column];
  t.at = r.at;
  do read_cell(&t, &found);
  while (i++ < index && t.more);
  bool there = i > index; /* otherwise the end of the record */
  find_line(t.text, there ? found.at : found.text.at + found.text.len + found.quoted, line, position);
}

/* ---- the card ---- */

/* Returns a title of the subjects' names, "Tea vs Coffee". With more than four, returns `file` if it is not empty. */
static card_str title_of_names(const table *t, card_str file) {
  const card_model *model = &t->card->model;
  buffer *o = &t->card->spare;
  size_t count = model->subjects.count, most = count < 4 ? count : 4;
  if (count > most && file.len) return file;
  o->len = 0;
  for (size_t i = 0; i < most; i++) {
    if (i) buffer_put(o, S(" vs "));
    buffer_put(o, model->subjects.at[i].name);
  }
  if (count > most) buffer_put(o, S(" …"));
  char *copy = o->failed ? NULL : take(t, o->len, 1);
  if (!copy) t->card->failed = CARD_OUT_OF_MEMORY;
  if (copy) memcpy(copy, o->at, o->len);
  return (card_str){copy, copy ? o->len : 0};
}

static bool read_table(table *t, const card_table_options *options) {
  card_model *model = &t->card->model;
  const char *bad = find_bad(t->text);
  if (t->text.len > CARD_MAX_BYTES)
    return refuse(t, t->text.at, CARD_TOO_LARGE, S("This card is larger than 256 MB: split it."));
  if (bad < end_of(t))
    return *bad ? refuse(t, bad, CARD_BAD_UTF8, S("This is not UTF-8 text: save the file with the encoding UTF-8."))
                : refuse(t, bad, CARD_SYNTAX, S("This is no text: save the table as CSV."));
  find_delimiter(t, options->delimiter);
  if (!find_head(t) || !read_head(t)) return false;
  check_names(t);
  if (!read_rows(t) || !keep_source(t)) return false;
  if (!model->subjects.count) return refuse(t, t->head, CARD_MISSING, S("A table needs a column for each subject."));
  model->title = !text_is_blank(options->caption) ? options->caption
                 : t->title.len                   ? t->title
                                                  : title_of_names(t, options->file);
  if (!model_name(t->card)) t->card->failed = CARD_OUT_OF_MEMORY;
  return cells_type(t->card, t->delimiter == ';' ? ',' : '\0');
}

void csv_read(card *c, card_str text, const card_table_options *options) {
  if (text_starts(text, S("\xEF\xBB\xBF"))) text = text_slice(text, 3, text.len);
  table t = {.card = c, .text = text, .at = text.at};
  read_table(&t, options);
  if (c->failed == CARD_OUT_OF_MEMORY) report_out_of_memory(c);
}
