/* Exports plain texts, without markup; each format escapes its own special characters. Order of the file: cells, the
 * tables (Markdown, CSV, HTML), JSON. */
#include "render/export.h"

#include "base/formula.h"
#include "base/platform.h"
#include "base/text.h"
#include "model/labels.h"
#include "model/plain.h"

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

/* Quotes a cell and doubles its quotation marks (RFC 4180, 2). An apostrophe in front turns a formula into text;
 * numbers need none. */
static void put_csv(buffer *o, card_str s, bool is_number) {
  buffer_byte(o, '"');
  if (!is_number && formula_starts(s)) buffer_byte(o, '\'');
  for (size_t i = 0, control = 0; i < s.len; i += control ? control : 1) {
    control = put_control(o, s, i);
    if (control) continue;
    if (s.at[i] == '"') buffer_byte(o, '"');
    buffer_byte(o, s.at[i]);
  }
  buffer_byte(o, '"');
}

typedef struct {
  card_format format;
  size_t column; /* of the next cell */
  bool head;
} grid;

static void put_cell(writer *w, grid *g, card_str text, bool is_number) {
  bool names = g->head || g->column == 0;
  if (g->format == CARD_MARKDOWN) {
    put_markdown(w->html, text);
  } else if (g->format == CARD_CSV) {
    if (g->column) buffer_byte(w->html, ',');
    put_csv(w->html, text, is_number);
  } else {
    emit(w, !names ? "<td>" : g->head ? "<th scope=\"col\">" : "<th scope=\"row\">", NULL);
    emit(w, names ? "%S0</th>" : "%S0</td>", &text);
  }
  g->column++;
}

static void start_row(writer *w, grid *g) {
  g->column = 0;
  if (g->format != CARD_CSV) emit(w, g->format == CARD_HTML ? "<tr>" : "|", NULL);
}

static void end_row(writer *w, const grid *g) {
  emit(w, g->format == CARD_HTML ? "</tr>\n" : g->format == CARD_CSV ? "\r\n" : "\n", NULL);
}

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

static void put_head(writer *w, grid *g) {
  g->head = true;
  start_row(w, g);
  put_cell(w, g, model_label(w->model, LABEL_ATTRIBUTE), false);
  put_cell(w, g, model_label(w->model, LABEL_DEFINITION), false);
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
  put_cell(w, g, buffer_text(text), false);
  for (size_t i = 0; i < w->selection.subject_count && good; i++) {
    const card_value *value = value_at(w, row, i);
    good = put_value(w, text, value);
    put_cell(w, g, buffer_text(text), value->kind == VALUE_NUMBER);
  }
  w->failed = w->failed || !good;
  end_row(w, g);
}

static void put_rule(writer *w) {
  emit(w, "|", NULL);
  for (size_t i = 0; i < w->selection.subject_count + 2; i++) emit(w, " --- |", NULL);
  emit(w, "\n", NULL);
}

static void write_grid(writer *w, grid *g) {
  buffer text = {0};
  if (g->format == CARD_HTML) emit(w, "<table>\n<caption>%t1</caption>\n<thead>\n", w->model);
  put_head(w, g);
  if (g->format == CARD_MARKDOWN) put_rule(w);
  if (g->format == CARD_HTML) emit(w, "</thead>\n<tbody>\n", NULL);
  for (size_t i = 0; i < w->selection.row_count; i++) put_row(w, g, row_at(w, i), &text);
  if (g->format == CARD_HTML) emit(w, "</tbody>\n</table>\n", NULL);
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
    write_grid(w, &(grid){.format = w->format});
}
