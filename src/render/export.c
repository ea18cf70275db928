/* Exports the rows of a view. Markdown, CSV and HTML keep what the reader of tables (read/table/) understands: markup, links,
 * lists, notes, groups, units. JSON and tables to paste have plain texts. Each format escapes its own special characters. Order
 * of the file: cells, inline markup, values, rows, JSON. */
#include "render/export.h"

#include "base/formula.h"
#include "base/platform.h"
#include "base/text.h"
#include "base/url.h"
#include "model/inline.h"
#include "model/labels.h"
#include "model/plain.h"
#include "query/view.h"

/* ---- cells ---- */

/* Returns true if the character at `i` would start an autolink (GitHub Flavored Markdown Spec, 6.9). Backslashes inside
 * it would change its URL. */
static bool starts_address(card_str s, size_t i) {
  return text_starts(text_slice(s, i, s.len), S("://")) ||
         (i >= 3 && text_starts(text_slice(s, i - 3, s.len), S("www.")));
}

/* Replaces a control character at `i` by U+FFFD, since terminals obey them. Returns its length; 0 if there is none. */
static size_t put_control(buffer *o, card_str s, size_t i) {
  size_t control = text_control(s.at + i, s.at + s.len);
  if (control) buffer_put(o, S("\uFFFD"));
  return control;
}

/* Characters to escape: all that may be markup; in code only the bar, which would end a cell; in code outside cells none. */
enum { ESCAPE_NONE, ESCAPE_BAR, ESCAPE_ALL = 14 };

/* Writes a text as Markdown: escapes the first `special` characters of a list with backslashes (CommonMark 0.31.2, 2.4). */
static void put_markdown(buffer *o, card_str s, size_t special) {
  for (size_t i = 0, control = 0; i < s.len; i += control ? control : 1) {
    control = put_control(o, s, i);
    if (control) continue;
    if (text_find(S("|\\`*_[]<>&~#!$"), text_slice(s, i, i + 1), 0) < special || (special > 1 && starts_address(s, i)))
      buffer_byte(o, '\\');
    buffer_byte(o, text_is_space(s.at[i]) ? ' ' : s.at[i]);
  }
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Returns the number of bytes of digits at the start, with decimal signs and separators before a digit. */
static size_t digits_at_start(card_str s) {
  for (size_t i = 0;;) {
    uint32_t c = 0;
    size_t length = text_next(text_slice(s, i, s.len), &c);
    bool separates = c == 0xA0 || c == 0x2019 || c == 0x202F || (c < 0x80 && text_has(S(".,' "), (char)c));
    if (separates) i += length;
    if (i >= s.len || !is_digit(s.at[i])) return separates ? i - length : i;
    i++;
  }
}

/* An apostrophe turns a formula into text; numbers need none. Whoever reads it removes one: a text that has one gets another. */
static void put_guard(buffer *o, card_str s, bool is_number) {
  size_t start = 0;
  while (start < s.len && s.at[start] == '\'') start++;
  bool is_safe = is_number || (!start && formula_is_number(s));
  if (!is_safe && formula_starts(text_slice(s, start, s.len))) buffer_byte(o, '\'');
}

/* Quotes a cell and doubles its quotation marks (RFC 4180, 2). */
static void put_csv(buffer *o, card_str s, bool is_number) {
  buffer_byte(o, '"');
  put_guard(o, s, is_number);
  for (size_t i = 0, control = 0; i < s.len; i += control ? control : 1) {
    control = put_control(o, s, i);
    if (control) continue;
    if (s.at[i] == '"') buffer_byte(o, '"');
    buffer_byte(o, s.at[i]);
  }
  buffer_byte(o, '"');
}

/* Writes a cell to paste. Tabs and line ends would start another cell; a quotation mark at the start, a quoted one. */
static void put_tsv(buffer *o, card_str s, bool is_number) {
  bool quoted = s.len && s.at[0] == '"';
  if (quoted) buffer_byte(o, '"');
  put_guard(o, s, is_number);
  for (size_t i = 0, control = 0; i < s.len; i += control ? control : 1) {
    control = put_control(o, s, i);
    if (control) continue;
    if (quoted && s.at[i] == '"') buffer_byte(o, '"');
    buffer_byte(o, text_is_space(s.at[i]) ? ' ' : s.at[i]);
  }
  if (quoted) buffer_byte(o, '"');
}

typedef struct {
  card_format format;
  size_t column;           /* of the next cell */
  card_label label;        /* in the next cell; LABEL_COUNT if there is none */
  bool head, below;        /* in the headings; below the table */
  bool parts[COLUMN_NAME]; /* the columns beside the names: column_part */
  bool lone_word;          /* of yes and no, the rows have only one: it needs its sign */
  char decimal;            /* the decimal sign of numbers */
  size_t notes;            /* written so far */
  buffer cell, text;       /* of CSV; of a line of a cell */
  buffer plain, line;      /* of a value; kept from cell to cell, so that a row allocates nothing */
} grid;

static bool is_html(const grid *g) { return g->format == CARD_HTML || g->format == CARD_RICH; }
static bool is_csv(const grid *g) { return g->format == CARD_CSV || g->format == CARD_REGIONAL_CSV; }

/* Returns true for a format to paste: it holds what readers see, in rows of one line. */
static bool is_pasted(const grid *g) { return g->format == CARD_TSV || g->format == CARD_RICH; }

#define BORDER " style=\"border:1px solid #999;padding:0.25em 0.5em;text-align:start;vertical-align:top\""

static void open_cell(writer *w, grid *g) {
  bool names = g->head || g->column == 0;
  if (g->column && (is_csv(g) || g->format == CARD_TSV))
    buffer_byte(w->html, g->format == CARD_TSV ? '\t' : g->decimal == ',' ? ';' : ',');
  if (is_html(g)) emit(w, !names ? "<td" : g->head ? "<th scope=\"col\"" : "<th scope=\"row\"", NULL);
  if (g->format == CARD_HTML && g->label < LABEL_COUNT && model_borrows(w->model, g->label))
    write_borrowed(w, g->label);
  if (is_html(g)) emit(w, g->format == CARD_RICH ? BORDER ">" : ">", NULL);
  if (g->format == CARD_MARKDOWN) buffer_byte(w->html, ' ');
  g->cell.len = 0;
  g->label = LABEL_COUNT;
}

static void close_cell(writer *w, grid *g, bool is_number) {
  if (is_html(g)) emit(w, g->head || g->column == 0 ? "</th>" : "</td>", NULL);
  if (g->format == CARD_MARKDOWN) buffer_put(w->html, S(" |"));
  if (is_csv(g)) put_csv(w->html, buffer_text(&g->cell), is_number);
  g->column++;
}

/* Writes a cell of plain text to paste. */
static void put_cell(writer *w, grid *g, card_str text, bool is_number) {
  open_cell(w, g);
  if (g->format == CARD_TSV) {
    put_tsv(w->html, text, is_number);
  } else {
    put_guard(w->html, text, is_number);
    emit(w, "%t0", &text);
  }
  close_cell(w, g, is_number);
}

static void start_row(writer *w, grid *g) {
  g->column = 0;
  if (is_html(g)) emit(w, "<tr>", NULL);
  if (g->format == CARD_MARKDOWN) emit(w, "|", NULL);
}

static void end_row(writer *w, const grid *g) { emit(w, is_html(g) ? "</tr>\n" : is_csv(g) ? "\r\n" : "\n", NULL); }

/* ---- inline markup ---- */

/* Reads markup into a run; returns false if memory ran out. */
static bool read_run(writer *w, card_str markup, inline_run *run) {
  bool good = inline_read(w->scratch, markup, run);
  w->failed = w->failed || !good;
  return good;
}

/* Writes a plain text as markup that reads as this text. */
static void put_escaped(writer *w, buffer *o, card_str plain) {
  inline_run run;
  if (!read_run(w, plain, &run)) return;
  bool is_same = !run.count && text_equal(run.text, plain);
  for (size_t i = 0; i < plain.len; i++) {
    if (!is_same && text_has(S("\\*_`~[]"), plain.at[i])) buffer_byte(o, '\\');
    buffer_byte(o, text_is_space(plain.at[i]) ? ' ' : plain.at[i]);
  }
}

/* Writes the end of a link, with its address. */
static void put_link_end(buffer *o, card_str href) {
  buffer_put(o, S("]("));
  for (size_t i = 0; i < href.len; i++) {
    bool space = text_is_space(href.at[i]);
    if (text_has(S("\\()<>&|"), href.at[i])) buffer_byte(o, '\\');
    buffer_put(o, space ? S("%20") : text_slice(href, i, i + 1));
  }
  buffer_byte(o, ')');
}

static bool is_safe(card_str href) { return href.len && url_kind_of(href) != URL_UNSAFE; }

/* Writes a code span: with more backticks around it than it has. */
static void put_code(buffer *o, card_str code, size_t special) {
  size_t count = 1;
  for (size_t i = 0, ticks = 1; i < code.len; i++) {
    ticks = code.at[i] == '`' ? ticks + 1 : 1;
    if (ticks > count) count = ticks;
  }
  for (size_t i = 0; i < count; i++) buffer_byte(o, '`');
  if (count > 1) buffer_byte(o, ' ');
  put_markdown(o, code, special);
  if (count > 1) buffer_byte(o, ' ');
  for (size_t i = 0; i < count; i++) buffer_byte(o, '`');
}

/* Writes markup as Markdown, with links that are safe. */
static void put_run(buffer *o, const inline_run *run, bool in_cell) {
  card_str href = {0};
  for (size_t i = 0, from = 0; i <= run->count; i++) {
    const inline_tag *tag = i < run->count ? &run->tags[i] : NULL;
    size_t to = tag ? tag->at : run->text.len;
    card_str text = text_slice(run->text, from, to);
    from = to;
    if (tag && tag->kind == INLINE_CODE && tag->closes)
      put_code(o, text, in_cell ? ESCAPE_BAR : ESCAPE_NONE);
    else
      put_markdown(o, text, ESCAPE_ALL);
    if (!tag) return;
    if (tag->kind == INLINE_EMPHASIS) buffer_byte(o, '*');
    if (tag->kind == INLINE_STRONG) buffer_put(o, S("**"));
    if (tag->kind == INLINE_STRUCK) buffer_put(o, S("~~"));
    if (tag->kind != INLINE_LINK) continue;
    if (!tag->closes) href = tag->href;
    if (is_safe(href) && !tag->closes) buffer_byte(o, '[');
    if (is_safe(href) && tag->closes) put_link_end(o, href);
  }
}

/* Writes a line of a cell: inline markup. In CSV, its line ends are spaces, since another line is another item of a list. */
static void put_markup(writer *w, grid *g, card_str markup) {
  inline_run run;
  if (g->format == CARD_HTML) emit(w, "%M0", &markup);
  for (size_t i = 0; is_csv(g) && i < markup.len; i++)
    buffer_byte(&g->cell, text_has(S("\r\n"), markup.at[i]) ? ' ' : markup.at[i]);
  if (g->format == CARD_MARKDOWN && read_run(w, markup, &run)) put_run(w->html, &run, !g->below);
}

/* Writes the line that was composed. */
static void put_composed(writer *w, grid *g) {
  card_str line = buffer_text(&g->text);
  put_markup(w, g, line);
  g->text.len = 0;
}

/* Writes a cell of inline markup, as plain text if the format is one to paste. */
static void put_inline(writer *w, grid *g, card_str markup) {
  if (is_pasted(g)) {
    g->cell.len = 0;
    w->failed = !plain_markup(&g->cell, w->scratch, markup) || w->failed;
    put_cell(w, g, buffer_text(&g->cell), false);
    return;
  }
  open_cell(w, g);
  put_markup(w, g, markup);
  close_cell(w, g, false);
}

/* Writes a cell of plain text, as a link if it has a safe address. */
static void put_linked(writer *w, grid *g, card_str text, card_str href) {
  if (is_pasted(g)) {
    put_cell(w, g, text, false);
    return;
  }
  open_cell(w, g);
  if (is_safe(href)) buffer_byte(&g->text, '[');
  put_escaped(w, &g->text, text);
  if (is_safe(href)) put_link_end(&g->text, href);
  put_composed(w, g);
  close_cell(w, g, false);
}

static void put_plain(writer *w, grid *g, card_str text) { put_linked(w, g, text, S("")); }

/* Writes a cell that holds a label. */
static void put_label(writer *w, grid *g, card_label label) {
  g->label = label;
  put_plain(w, g, model_label(w->model, label));
}

/* ---- values ---- */

static const card_heading *row_at(const writer *w, size_t i) { return &w->model->rows.at[w->selection.rows[i]]; }

static const card_heading *column_at(const writer *w, size_t i) {
  return &w->model->columns.at[w->selection.columns[i]];
}

static card_str href_of(const card_heading *heading) { return heading->subject ? heading->subject->href : S(""); }

static const card_value *value_at(const writer *w, const card_heading *row, size_t column) {
  return &row->values[w->selection.columns[column]];
}

static bool has_source(const value_extra *extra) { return extra->source.title.len || extra->source.href.len; }

static bool has_note(const card_value *value) {
  return value->extra && (has_source(value->extra) || !text_is_blank(value->extra->note));
}

/* Writes a number for programs: without unit and groups of digits. */
static void put_number(buffer *o, double number) {
  char text[CARD_NUMBER_MAX];
  buffer_put(o, (card_str){text, number_text(number, text)});
}

/* Writes the plain text of a value. Its unit is in the name of the row. */
static bool put_value(writer *w, buffer *o, const card_value *value) {
  o->len = 0;
  if (value->kind != VALUE_NUMBER) return plain_value(o, w->scratch, w->model, value, S(""), S(", "));
  put_number(o, value->number);
  return !o->failed;
}

/* Returns true if a value is a number without words: a number, or the text of one. */
static bool is_number(const card_value *value, card_str text) {
  size_t sign = text.len && text_has(S("+-"), text.at[0]);
  return value->kind == VALUE_NUMBER ||
         (value->numeric && digits_at_start(text_slice(text, sign, text.len)) == text.len - sign);
}

/* Returns true for one to three digits, a point and three digits: thousands where the comma is the decimal sign. */
static bool may_be_thousands(card_str text) {
  size_t sign = text_starts(text, S("-")), point = text_find(text, S("."), 0);
  return point + 4 == text.len && point - sign <= 3 && text.at[sign] != '0' && text_find(text, S("e"), 0) == text.len;
}

/* Writes a number with the decimal sign of the table. Where thousands have points or decimals a comma, a zero says that three
 * digits behind the sign are decimals. */
static void put_decimals(const grid *g, buffer *o, double number) {
  size_t from = o->len;
  put_number(o, number);
  card_str text = text_slice(buffer_text(o), from, o->len);
  size_t point = text_find(text, S("."), 0);
  bool pads = platform_decimal() == ',' && may_be_thousands(text);
  if (point < text.len) o->at[from + point] = g->decimal;
  if (pads) buffer_byte(o, '0');
}

/* Composes what a note says, and the source of the value. */
static void compose_note(writer *w, grid *g, const value_extra *extra) {
  const card_link *source = &extra->source;
  buffer_put(&g->text, extra->note);
  if (!has_source(extra)) return;
  if (extra->note.len) buffer_byte(&g->text, ' ');
  put_escaped(w, &g->text, model_label(w->model, LABEL_SOURCE));
  buffer_put(&g->text, S(": "));
  if (is_safe(source->href)) buffer_byte(&g->text, '[');
  put_escaped(w, &g->text, source->title.len ? source->title : source->href);
  if (is_safe(source->href)) put_link_end(&g->text, source->href);
}

static void put_note_mark(writer *w, grid *g) {
  buffer *o = is_csv(g) ? &g->cell : w->html;
  buffer_put(o, S("[^"));
  buffer_count(o, ++g->notes);
  buffer_byte(o, ']');
}

/* Writes a line of a value, as a link if the value is one and the line has none. */
static void put_line(writer *w, grid *g, const card_value *value, card_str markup) {
  bool has_link = text_find(markup, S("]("), 0) < markup.len;
  bool linked = value->extra && !has_link && is_safe(value->extra->href);
  if (linked) buffer_byte(&g->text, '[');
  buffer_put(&g->text, markup);
  if (linked) put_link_end(&g->text, value->extra->href);
  put_composed(w, g);
}

/* Writes the items of a list, each on a line of its own. */
static void put_items(writer *w, grid *g, const card_value *value) {
  for (size_t i = 0; i < value->items.count; i++) {
    if (g->format == CARD_HTML) emit(w, i ? "<li>" : "<ul><li>", NULL);
    if (g->format == CARD_MARKDOWN) buffer_put(w->html, i ? S("<br>• ") : S("• "));
    if (is_csv(g)) buffer_put(&g->cell, i ? S("\n• ") : S("• "));
    put_line(w, g, value, value->items.at[i]);
    if (g->format == CARD_HTML) emit(w, "</li>", NULL);
  }
  if (g->format == CARD_HTML) emit(w, "</ul>", NULL);
}

/* Writes a note: its text in HTML, otherwise a mark. */
static void put_note(writer *w, grid *g, const card_value *value) {
  if (!has_note(value)) return;
  if (g->format == CARD_HTML) {
    compose_note(w, g, value->extra);
    emit(w, " <small role=\"note\">", NULL);
    put_composed(w, g);
    emit(w, "</small>", NULL);
    return;
  }
  buffer_byte(is_csv(g) ? &g->cell : w->html, ' ');
  put_note_mark(w, g);
}

/* Writes a value that is no list, as a line. */
static void put_one(writer *w, grid *g, const card_value *value, card_str plain, bool bare) {
  bool yes = value->kind == VALUE_YES;
  buffer *line = &g->line;
  line->len = 0;
  if (yes || value->kind == VALUE_NO) {
    if (g->lone_word) buffer_put(line, yes ? S("✓ ") : S("✗ "));
    put_escaped(w, line, plain);
  } else if (value->kind == VALUE_NUMBER || (bare && g->decimal == ',')) {
    put_decimals(g, line, value->number);
  } else if (value->kind) {
    buffer_put(line, value->text);
  }
  put_line(w, g, value, buffer_text(line));
}

/* Writes the cell of a value. */
static void put_value_cell(writer *w, grid *g, const card_value *value) {
  buffer *plain = &g->plain;
  plain->len = 0;
  w->failed = !put_value(w, plain, value) || w->failed;
  bool bare = is_number(value, buffer_text(plain));
  if (is_pasted(g)) {
    if (bare && g->decimal == ',') {
      plain->len = 0;
      put_decimals(g, plain, value->number);
    }
    put_cell(w, g, buffer_text(plain), bare);
  } else {
    if (value->kind == VALUE_YES || value->kind == VALUE_NO) g->label = value->kind == VALUE_YES ? LABEL_YES : LABEL_NO;
    open_cell(w, g);
    if (value->kind == VALUE_LIST)
      put_items(w, g, value);
    else
      put_one(w, g, value, buffer_text(plain), bare);
    put_note(w, g, value);
    close_cell(w, g, bare);
  }
}

/* ---- rows ---- */

static void put_head(writer *w, grid *g) {
  static const char *const names[] = {[COLUMN_GROUP] = "Group", [COLUMN_UNIT] = "Unit", [COLUMN_BETTER] = "Better"};
  g->head = true;
  start_row(w, g);
  put_label(w, g, LABEL_ATTRIBUTE);
  if (g->parts[COLUMN_DEFINITION]) put_label(w, g, LABEL_DEFINITION);
  for (int part = COLUMN_GROUP; part < COLUMN_NAME; part++)
    if (g->parts[part]) put_plain(w, g, text_from(names[part]));
  for (size_t i = 0; i < w->selection.column_count; i++)
    put_linked(w, g, column_at(w, i)->name, href_of(column_at(w, i)));
  end_row(w, g);
  g->head = false;
}

/* Writes the name of a row. Tables to paste have its unit behind it. */
static void put_name(writer *w, grid *g, const card_heading *row) {
  g->text.len = 0;
  buffer_put(&g->text, row->name);
  if (row->unit.len) {
    buffer_put(&g->text, S(" ("));
    buffer_put(&g->text, row->unit);
    buffer_put(&g->text, S(")"));
  }
  if (is_pasted(g)) put_cell(w, g, buffer_text(&g->text), false);
  g->text.len = 0;
  if (!is_pasted(g)) put_inline(w, g, row->markup.len ? row->markup : row->name);
}

static void put_row(writer *w, grid *g, const card_heading *row) {
  start_row(w, g);
  put_name(w, g, row);
  if (g->parts[COLUMN_DEFINITION]) put_inline(w, g, row->definition);
  if (g->parts[COLUMN_GROUP]) put_plain(w, g, row->group);
  if (g->parts[COLUMN_UNIT]) put_plain(w, g, row->unit);
  if (g->parts[COLUMN_BETTER])
    put_plain(w, g, row->better == BETTER_HIGHER ? S("higher") : row->better ? S("lower") : S(""));
  for (size_t i = 0; i < w->selection.column_count; i++) put_value_cell(w, g, value_at(w, row, i));
  end_row(w, g);
}

static void put_rule(writer *w, const grid *g) {
  size_t columns = w->selection.column_count + 1;
  for (int part = COLUMN_DEFINITION; part < COLUMN_NAME; part++) columns += g->parts[part];
  emit(w, "|", NULL);
  while (columns--) emit(w, " --- |", NULL);
  emit(w, "\n", NULL);
}

static bool is_collapsed(const writer *w, const card_heading *row) {
  card_str groups = w->selection.view.parts[VIEW_FOLD];
  return groups.len && view_has(groups, row->group);
}

/* Returns true if a row has nothing beside its name. */
static bool is_lone(const writer *w, const card_heading *row) {
  bool lone = !row->definition.len && !row->unit.len && !row->better;
  for (size_t i = 0; i < w->selection.column_count; i++) lone = lone && !value_at(w, row, i)->kind;
  return lone;
}

/* Finds out what the columns beside the names are, and how answers must be written to be read again. In a table of groups, a row
 * with nothing beside its name is no group. */
static void look_at_rows(const writer *w, grid *g) {
  bool kinds[VALUE_LIST + 1] = {0};
  for (size_t i = 0; i < w->selection.row_count; i++) {
    const card_heading *row = row_at(w, i);
    g->parts[COLUMN_GROUP] |= row->group.len || is_lone(w, row);
    g->parts[COLUMN_UNIT] |= row->unit.len > 0;
    g->parts[COLUMN_BETTER] |= row->better > 0;
    for (size_t k = 0; k < w->selection.column_count; k++) kinds[value_at(w, row, k)->kind] = true;
  }
  g->lone_word = kinds[VALUE_YES] != kinds[VALUE_NO];
}

static void put_title(writer *w, grid *g) {
  if (g->format == CARD_HTML) emit(w, "<table>\n<caption>%t1</caption>\n<thead>\n", w->model);
  if (g->format == CARD_RICH) emit(w, "<table style=\"border-collapse:collapse\">\n", NULL);
  if (g->format == CARD_MARKDOWN) {
    buffer_put(w->html, S("# "));
    put_markdown(w->html, w->model->title, ESCAPE_ALL);
    buffer_put(w->html, S("\n\n"));
  }
  if (!is_csv(g)) return;
  put_plain(w, g, w->model->title);
  end_row(w, g);
  g->column = 0;
}

/* Writes the notes below the table, as they are numbered in its cells. */
static void put_notes(writer *w, grid *g) {
  size_t count = g->notes, columns = w->selection.column_count;
  g->notes = 0;
  g->below = true;
  if (count && g->format == CARD_MARKDOWN) emit(w, "\n", NULL);
  for (size_t i = 0; g->notes < count; i++) {
    const card_value *value = value_at(w, row_at(w, i / columns), i % columns);
    if (!has_note(value)) continue;
    g->cell.len = 0;
    put_note_mark(w, g);
    compose_note(w, g, value->extra);
    buffer_put(is_csv(g) ? &g->cell : w->html, S(": "));
    put_composed(w, g);
    if (is_csv(g)) put_csv(w->html, buffer_text(&g->cell), false);
    end_row(w, g);
  }
}

static void write_grid(writer *w, grid *g) {
  if (!is_pasted(g)) look_at_rows(w, g);
  size_t from = w->html->len;
  put_title(w, g);
  put_head(w, g);
  if (g->format == CARD_MARKDOWN) put_rule(w, g);
  if (g->format == CARD_HTML) emit(w, "</thead>\n<tbody>\n", NULL);
  for (size_t i = 0; i < w->selection.row_count; i++)
    if (!is_pasted(g) || !is_collapsed(w, row_at(w, i))) put_row(w, g, row_at(w, i));
  if (g->format == CARD_HTML) emit(w, "</tbody>\n</table>\n", NULL);
  if (g->format == CARD_RICH) emit(w, "</table>\n", NULL);
  put_notes(w, g);
  if (g->format == CARD_HTML) strip_attribute(w->html, from, S(" part=\""));
  buffer *const buffers[] = {&g->cell, &g->text, &g->plain, &g->line};
  for (size_t i = 0; i < 4; i++) {
    w->failed = w->failed || buffers[i]->failed;
    buffer_free(buffers[i]);
  }
}

/* ---- JSON ---- */

static void put_json_value(writer *w, const card_value *value, buffer *text) {
  buffer *o = w->html;
  text->len = 0;
  switch (value->kind) {
  case VALUE_NOT_STATED: buffer_put(o, S("null")); break;
  case VALUE_NUMBER: put_number(o, value->number); break;
  case VALUE_YES: buffer_put(o, S("true")); break;
  case VALUE_NO: buffer_put(o, S("false")); break;
  default: w->failed = !put_value(w, text, value) || w->failed; buffer_quoted(o, buffer_text(text));
  }
}

static void put_json_row(writer *w, const card_heading *row, buffer *text) {
  buffer *o = w->html;
  text->len = 0;
  w->failed = !plain_markup(text, w->scratch, row->definition) || w->failed;
  buffer_field(o, S("{\"name\":"), row->name);
  buffer_field(o, S(",\"definition\":"), buffer_text(text));
  buffer_field(o, S(",\"group\":"), row->group);
  buffer_field(o, S(",\"unit\":"), row->unit);
  buffer_put(o, S(",\"values\":{"));
  for (size_t i = 0; i < w->selection.column_count; i++) {
    buffer_field(o, i ? S(",") : S(""), w->model->columns.at[w->selection.columns[i]].id);
    buffer_byte(o, ':');
    put_json_value(w, value_at(w, row, i), text);
  }
  buffer_put(o, S("}}"));
}

static void write_json(writer *w) {
  buffer text = {0};
  emit(w, "[", NULL);
  for (size_t i = 0; i < w->selection.row_count; i++) {
    emit(w, i ? ",\n" : "\n", NULL);
    put_json_row(w, row_at(w, i), &text);
  }
  emit(w, "\n]\n", NULL);
  w->failed = w->failed || text.failed;
  buffer_free(&text);
}

void write_export(writer *w) {
  w->selection.query.count = 0; /* keeps the filtered rows but highlights nothing */
  if (w->format == CARD_ANSWER)
    w->failed = !plain_markup(w->html, w->scratch, w->model->answer) || w->failed;
  else if (w->format == CARD_JSON)
    write_json(w);
  else
    write_grid(w, &(grid){.format = w->format,
                          .label = LABEL_COUNT,
                          .parts[COLUMN_DEFINITION] = w->format < CARD_TSV || w->model->has_definitions,
                          .decimal = w->format >= CARD_REGIONAL_CSV ? platform_decimal() : '.'});
}
