/* Exports plain texts, without markup; each format escapes its own special characters. Order of the file: cells, the
 * tables (Markdown, CSV, HTML), JSON. */
#include "render/export.h"

#include "base/formula.h"
#include "base/platform.h"
#include "base/text.h"
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

/* Escapes possible markup with backslashes (CommonMark 0.31.2, 2.4). */
static void put_markdown(buffer *o, card_str s) {
  buffer_put(o, S(" "));
  for (size_t i = 0, control = 0; i < s.len; i += control ? control : 1) {
    control = put_control(o, s, i);
    if (control) continue;
    if (text_find(S("\\`*_[]<>&|~#!$"), text_slice(s, i, i + 1), 0) < 14 || starts_address(s, i)) buffer_byte(o, '\\');
    buffer_byte(o, text_is_space(s.at[i]) ? ' ' : s.at[i]);
  }
  buffer_put(o, S(" |"));
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

/* Returns true for a unit: letters, degrees, percent, currencies. Digits and operators may belong to a formula. */
static bool is_unit(card_str s) {
  for (size_t i = 0; i < s.len;) {
    uint32_t c = 0;
    i += text_next(text_slice(s, i, s.len), &c);
    bool is_wide = c >= 0xFF00 && c < 0xFFF0;
    if (is_wide || (c < 0x80 && !text_is_letter((char)c) && c != '%' && c != ' ')) return false;
  }
  return true;
}

/* Returns true for a number with a sign, which spreadsheets run as no more than that: -0.2%, -1,234.5, +3 °C. Digits
 * alone are text on purpose where a card has them as text. */
static bool is_signed_number(card_str s) {
  if (s.len < 2 || !text_has(S("+-"), s.at[0])) return false;
  card_str rest = text_slice(s, 1, s.len);
  size_t digits = digits_at_start(rest), whole = 0;
  while (whole < digits && is_digit(rest.at[whole])) whole++;
  bool starts = whole > 0 || rest.at[0] == '.' || rest.at[0] == ',';
  return digits > 0 && starts && whole < rest.len && is_unit(text_slice(rest, digits, rest.len));
}

/* An apostrophe turns a formula into text; numbers need none. */
static void put_guard(buffer *o, card_str s, bool is_number) {
  if (!is_number && formula_starts(s) && !is_signed_number(s)) buffer_byte(o, '\'');
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
  size_t column; /* of the next cell */
  bool head, definitions;
  char decimal; /* the decimal sign of numbers */
} grid;

static bool is_html(const grid *g) { return g->format == CARD_HTML || g->format == CARD_RICH; }
static bool is_csv(const grid *g) { return g->format == CARD_CSV || g->format == CARD_REGIONAL_CSV; }

/* Returns true for a format to paste: it holds what readers see, in rows of one line. */
static bool is_pasted(const grid *g) { return g->format == CARD_TSV || g->format == CARD_RICH; }

#define BORDER " style=\"border:1px solid #999;padding:0.25em 0.5em;text-align:start;vertical-align:top\""

static void put_html(writer *w, const grid *g, card_str text, bool is_number) {
  bool names = g->head || g->column == 0, rich = g->format == CARD_RICH;
  emit(w, !names ? "<td" : g->head ? "<th scope=\"col\"" : "<th scope=\"row\"", NULL);
  emit(w, rich ? BORDER ">" : ">", NULL);
  if (rich) put_guard(w->html, text, is_number);
  emit(w, rich ? "%t0" : "%S0", &text);
  emit(w, names ? "</th>" : "</td>", NULL);
}

static void put_cell(writer *w, grid *g, card_str text, bool is_number) {
  if (g->format == CARD_MARKDOWN) {
    put_markdown(w->html, text);
  } else if (is_csv(g)) {
    if (g->column) buffer_byte(w->html, g->decimal == ',' ? ';' : ',');
    put_csv(w->html, text, is_number);
  } else if (g->format == CARD_TSV) {
    if (g->column) buffer_byte(w->html, '\t');
    put_tsv(w->html, text, is_number);
  } else {
    put_html(w, g, text, is_number);
  }
  g->column++;
}

/* Writes a cell that holds a label. */
static void put_label(writer *w, grid *g, card_label label) {
  card_str text = model_label(w->model, label);
  if (g->format != CARD_HTML || !model_borrows(w->model, label)) {
    put_cell(w, g, text, false);
    return;
  }
  emit(w, g->head ? "<th scope=\"col\"" : "<td", NULL);
  write_borrowed(w, label);
  emit(w, g->head ? ">%t0</th>" : ">%t0</td>", &text);
  g->column++;
}

static void start_row(writer *w, grid *g) {
  g->column = 0;
  if (is_html(g)) emit(w, "<tr>", NULL);
  if (g->format == CARD_MARKDOWN) emit(w, "|", NULL);
}

static void end_row(writer *w, const grid *g) { emit(w, is_html(g) ? "</tr>\n" : is_csv(g) ? "\r\n" : "\n", NULL); }

/* ---- rows ---- */

static const card_attribute *row_at(const writer *w, size_t i) {
  return &w->model->attributes.at[w->selection.rows[i]];
}

static const card_value *value_at(const writer *w, const card_attribute *row, size_t column) {
  return &row->values[w->selection.subjects[column]];
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

/* Replaces the text of a number by one with a decimal comma. Three decimals get a zero: three digits behind a comma may be
 * thousands. */
static void put_comma(buffer *o, double number) {
  o->len = 0;
  put_number(o, number);
  card_str text = buffer_text(o);
  size_t point = text_find(text, S("."), 0), end = text_find(text, S("e"), 0);
  if (point == text.len) return;
  o->at[point] = ',';
  if (end == text.len && end - point == 4) buffer_byte(o, '0');
}

static void put_head(writer *w, grid *g) {
  g->head = true;
  start_row(w, g);
  put_label(w, g, LABEL_ATTRIBUTE);
  if (g->definitions) put_label(w, g, LABEL_DEFINITION);
  for (size_t i = 0; i < w->selection.subject_count; i++)
    put_cell(w, g, w->model->subjects.at[w->selection.subjects[i]].name, false);
  end_row(w, g);
  g->head = false;
}

/* Writes the name of a row and its unit, isolated in HTML. */
static void put_name(writer *w, grid *g, const card_attribute *row, buffer *text) {
  if (row->unit.len && g->format == CARD_HTML) {
    emit(w, "<th scope=\"row\">%S1 (%S4)</th>", row);
    g->column++;
    return;
  }
  text->len = 0;
  buffer_put(text, row->name);
  if (row->unit.len) {
    buffer_put(text, S(" ("));
    buffer_put(text, row->unit);
    buffer_put(text, S(")"));
  }
  put_cell(w, g, buffer_text(text), false);
}

static void put_row(writer *w, grid *g, const card_attribute *row, buffer *text) {
  start_row(w, g);
  put_name(w, g, row, text);
  text->len = 0;
  bool good = plain_markup(text, w->scratch, row->definition);
  if (g->definitions) put_cell(w, g, buffer_text(text), false);
  for (size_t i = 0; i < w->selection.subject_count && good; i++) {
    const card_value *value = value_at(w, row, i);
    if (value->kind == VALUE_YES || value->kind == VALUE_NO) {
      put_label(w, g, value->kind == VALUE_YES ? LABEL_YES : LABEL_NO);
      continue;
    }
    good = put_value(w, text, value);
    bool bare = is_number(value, buffer_text(text));
    if (bare && g->decimal == ',') put_comma(text, value->number);
    put_cell(w, g, buffer_text(text), bare);
  }
  w->failed = w->failed || !good;
  end_row(w, g);
}

static void put_rule(writer *w) {
  emit(w, "|", NULL);
  for (size_t i = 0; i < w->selection.subject_count + 2; i++) emit(w, " --- |", NULL);
  emit(w, "\n", NULL);
}

static bool is_collapsed(const writer *w, const card_attribute *row) {
  card_str groups = w->selection.view.parts[VIEW_FOLD];
  return groups.len && view_has(groups, row->group);
}

static void write_grid(writer *w, grid *g) {
  buffer text = {0};
  if (g->format == CARD_HTML) emit(w, "<table>\n<caption>%t1</caption>\n<thead>\n", w->model);
  if (g->format == CARD_RICH) emit(w, "<table style=\"border-collapse:collapse\">\n", NULL);
  put_head(w, g);
  if (g->format == CARD_MARKDOWN) put_rule(w);
  if (g->format == CARD_HTML) emit(w, "</thead>\n<tbody>\n", NULL);
  for (size_t i = 0; i < w->selection.row_count; i++)
    if (!is_pasted(g) || !is_collapsed(w, row_at(w, i))) put_row(w, g, row_at(w, i), &text);
  if (g->format == CARD_HTML) emit(w, "</tbody>\n</table>\n", NULL);
  if (g->format == CARD_RICH) emit(w, "</table>\n", NULL);
  w->failed = w->failed || text.failed;
  buffer_free(&text);
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

static void put_json_row(writer *w, const card_attribute *row, buffer *text) {
  buffer *o = w->html;
  text->len = 0;
  w->failed = !plain_markup(text, w->scratch, row->definition) || w->failed;
  buffer_field(o, S("{\"name\":"), row->name);
  buffer_field(o, S(",\"definition\":"), buffer_text(text));
  buffer_field(o, S(",\"group\":"), row->group);
  buffer_field(o, S(",\"unit\":"), row->unit);
  buffer_put(o, S(",\"values\":{"));
  for (size_t i = 0; i < w->selection.subject_count; i++) {
    buffer_field(o, i ? S(",") : S(""), w->model->subjects.at[w->selection.subjects[i]].id);
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
                          .definitions = w->format < CARD_TSV || w->model->has_definitions,
                          .decimal = w->format >= CARD_REGIONAL_CSV ? platform_decimal() : '.'});
}
