/* Order of the file: values, cells, rows, the head. */
#include "render/table.h"

#include "base/text.h"
#include "model/labels.h"
#include "model/plain.h"
#include "model/regional.h"
#include "query/differences.h"
#include "render/hidden.h"
#include "render/nothing.h"
#include "render/render_state.h"

static const card_heading *shown_column(const writer *w, size_t column) {
  return &w->model->columns.at[w->selection.columns[column]];
}

/* Returns the empty buffer for composing texts. */
static buffer *spare(writer *w) {
  w->card->spare.len = 0;
  return &w->card->spare;
}

/* ---- values ---- */

static void write_number(writer *w, double number, card_str unit) {
  buffer *text = spare(w);
  plain_number(text, number, &w->model->numbers, unit);
  size_t shown = text->len;
  if (w->model->regional) plain_number(text, number, &bare_numbers, unit);
  card_str all = buffer_text(text), s = text_slice(all, 0, shown);
  w->typed = text_slice(all, shown, all.len);
  emit(w, "%S0", &s);
  w->typed = S("");
}

/* Writes an ISO date as the language does. */
static void write_date(writer *w, card_str date) {
  buffer *text = spare(w);
  regional_date(text, date);
  card_str texts[] = {buffer_text(text), date};
  w->differs = NULL; /* compares the text of the author */
  w->typed = date;
  emit(w, "<time datetime=\"%t1\">%S0</time>", texts);
  w->typed = S("");
}

static void write_list(writer *w, const card_value *value) {
  emit(w, "<ul>", NULL);
  for (size_t i = 0; i < value->items.count; i++) emit(w, "<li>%M0</li>", &value->items.at[i]);
  emit(w, "</ul>", NULL);
}

static void write_value_text(writer *w, const card_value *value, card_str unit) {
  switch (value->kind) {
  case VALUE_TEXT:
    if (regional_is_date(w->model, value->text))
      write_date(w, value->text);
    else
      emit(w, "%M0", &value->text);
    break;
  case VALUE_NUMBER: write_number(w, value->number, unit); break;
  case VALUE_LIST: write_list(w, value); break;
  case VALUE_YES: emit(w, "<bdi part=\"yes\"%l{yes}><span aria-hidden=\"true\">✓</span> %s{yes}</bdi>", NULL); break;
  case VALUE_NO: emit(w, "<bdi part=\"no\"%l{no}><span aria-hidden=\"true\">✗</span> %s{no}</bdi>", NULL); break;
  default: emit(w, "<bdi part=\"not-stated\"%l{notStated}>%t{notStated}</bdi>", NULL);
  }
}

static void open_note(writer *w) {
  w->number = ++w->notes;
  emit(w, "<button part=\"note-button\" type=\"button\" popovertarget=\"n%n\"%l{note} aria-label=\"", NULL);
  write_counted(w, LABEL_NOTE, S("{number}"), w->number);
  emit(w, "\">%n</button><small part=\"note\" popover id=\"n%n\">", NULL);
}

/* Writes a value's note and source: a numbered button with a popover, or inline in an article. */
static void write_extra(writer *w, const value_extra *extra) {
  bool sourced = extra->source.title.len || extra->source.href.len;
  if (!sourced && text_is_blank(extra->note)) return;
  if (w->is_article)
    emit(w, " <small>", NULL);
  else
    open_note(w);
  emit(w, "%M1", extra);
  if (sourced) {
    emit(w, " <bdi part=\"source\">%w{source}: ", NULL);
    write_link(w, &extra->source);
    emit(w, "</bdi>", NULL);
  }
  emit(w, "</small>", NULL);
}

static void write_value(writer *w, const card_value *value, card_str unit, bool best) {
  bool linked = value->extra && open_link(w, value->extra->href);
  write_value_text(w, value, unit);
  close_link(w, linked);
  if (best) emit(w, " <bdi part=\"best\"%l{best}><span aria-hidden=\"true\">★</span> %t{best}</bdi>", NULL);
  if (value->extra) write_extra(w, value->extra);
}

/* ---- cells ---- */

/* Finds the best number of a row; returns false if all are equal. */
static bool find_best(const writer *w, const card_heading *row, double *best) {
  bool found = false, differ = false;
  for (size_t i = 0; row->better && !row->is_mixed && i < w->selection.column_count; i++) {
    const card_value *value = &row->values[w->selection.columns[i]];
    if (!value->numeric) continue;
    bool higher = found && value->number > *best, lower = found && value->number < *best;
    differ = differ || higher || lower;
    if (!found || (row->better == BETTER_HIGHER ? higher : lower)) *best = value->number;
    found = true;
  }
  return differ;
}

void write_cells(writer *w, const card_heading *row) {
  double best = 0;
  bool any = find_best(w, row, &best);
  char *marks[2] = {0};
  if (w->selection.only == ONLY_DIFFERENCES && w->selection.column_count == 2)
    w->failed = !differences_mark(w->scratch, &row->values[w->selection.columns[0]],
                                  &row->values[w->selection.columns[1]], marks) ||
                w->failed;
  for (size_t i = 0; i < w->selection.column_count; i++) {
    size_t subject = w->selection.columns[i];
    const card_value *value = &row->values[subject];
    bool is_best =
        any && value->numeric && value->manner != SAID_AS_RANGE && !(value->number < best) && !(value->number > best);
    emit(w,
         value->kind == VALUE_NUMBER ? "<td role=\"cell\" part=\"value number\">" : "<td role=\"cell\" part=\"value\">",
         NULL);
    w->field = FIELD_VALUES + (int)subject;
    w->differs = i < 2 ? marks[i] : NULL;
    write_value(w, value, row->unit, is_best);
    w->differs = NULL;
    emit(w, "</td>", NULL);
  }
}

/* ---- rows ---- */

/* Writes the definition: visible in a wide table, behind a button in a narrow one. */
static void write_definition(writer *w, const card_heading *row, size_t number) {
  emit(w, "<td role=\"cell\" part=\"definition\">", NULL);
  w->field = FIELD_DEFINITION;
  w->number = number;
  if (!text_is_blank(row->definition))
    emit(w,
         "<button part=\"define\" type=\"button\" popovertarget=\"d%n\"%l{definition} aria-label=\"%t{definition}: "
         "%t1\">?</button>"
         "<div part=\"defined\" popover id=\"d%n\">%m2</div>",
         row);
  emit(w, "</td>", NULL);
}

/* Writes the name of a row. */
static void write_name(writer *w, const card_heading *row) { emit(w, row->markup.len ? "%M5" : "%S1", row); }

/* Writes the name of a row as a link to it: the card's name and a view that leads to the row. A name with links of its own keeps
 * those. */
static void write_row_link(writer *w, const card_heading *row, card_str key) {
  if (!row->name.len || text_find(row->markup, S("]("), 0) < row->markup.len) {
    write_name(w, row);
    return;
  }
  buffer *href = spare(w);
  buffer_put(href, S("#" NAME_PREFIX));
  buffer_put(href, w->model->id);
  buffer_put(href, S("?row="));
  view_encode(href, key);
  emit(w, "<a part=\"row-link\"", NULL);
  html_url(w->html, S("href"), buffer_text(href));
  emit(w, ">", NULL);
  write_name(w, row);
  emit(w, "</a>", NULL);
}

static void write_row(writer *w, size_t number, bool definitions) {
  const card_heading *row = &w->model->rows.at[number];
  card_str key = row_key(row);
  emit(w,
       text_equal(key, w->selection.view.parts[VIEW_ROW])
           ? "<tr role=\"row\" part=\"row current\" aria-current=\"true\">"
           : "<tr role=\"row\" part=\"row\">",
       NULL);
  emit(w, "<th role=\"rowheader\" scope=\"row\" part=\"attribute\">", NULL);
  w->field = FIELD_NAME;
  write_row_link(w, row, key);
  emit(w, "</th>", NULL);
  if (definitions) write_definition(w, row, number);
  write_cells(w, row);
  emit(w, "</tr>", NULL);
}

size_t column_count(const writer *w) { return w->selection.column_count + 1 + w->model->has_definitions; }

static void write_group(writer *w, const card_heading *row, bool open, size_t columns) {
  w->number = columns;
  emit(w,
       "<tr role=\"row\" part=\"group-row\"><th role=\"rowheader\" scope=\"rowgroup\" part=\"group\" colspan=\"%n\">"
       "<button part=\"fold\" type=\"button\" name=\"fold\" data-key=\"%t3\" aria-expanded=\"",
       row);
  emit(w, open ? "true\" value=\"" : "false\" value=\"", NULL);
  card_str list = w->selection.view.parts[VIEW_FOLD];
  buffer *toggled = spare(w);
  if (list.len) view_toggle(toggled, list, row->group);
  w->field = FIELD_GROUP;
  emit(w, "%t0\">%S1</button></th></tr>", (card_str[]){list.len ? buffer_text(toggled) : row->group, row->group});
}

/* Replaces the row from `from` on by the index of a previous row with its hash. */
static void reuse_row(writer *w, size_t from, uint64_t hash) {
  enum { REACH = 200 }; /* maximum number of rows removed between two unchanged ones */
  const uint64_t *before = (const uint64_t *)(const void *)w->card->render->rows_before.at;
  size_t count = w->card->render->rows_before.len / sizeof hash,
         end = w->reused + REACH < count ? w->reused + REACH : count;
  for (size_t i = w->reused; i < end; i++) {
    if (before[i] != hash) continue;
    w->html->len = from;
    buffer_put(w->html, S("\x1D"));
    buffer_count(w->html, i);
    buffer_put(w->html, S("\x1D"));
    w->reused = i + 1;
    return;
  }
}

void end_row(writer *w, size_t from) {
  uint64_t hash = text_hash(text_slice(buffer_text(w->html), from, w->html->len));
  buffer_put(&w->card->render->rows, (card_str){(const char *)&hash, sizeof hash});
  if (w->reuses) reuse_row(w, from, hash);
  w->failed = w->failed || w->card->render->rows.failed;
}

void write_rows(writer *w) {
  card_str group = {0};
  bool definitions = w->model->has_definitions, open = true;
  size_t columns = column_count(w), left = w->selection.row_limit;
  for (size_t i = 0; i < w->selection.row_count; i++) {
    const card_heading *row = &w->model->rows.at[w->selection.rows[i]];
    size_t from = w->html->len;
    if (!text_equal(row->group, group)) {
      group = row->group;
      open = !w->selection.view.parts[VIEW_FOLD].len || !view_has(w->selection.view.parts[VIEW_FOLD], group);
      if (group.len && !w->more) {
        write_group(w, row, open, columns);
        if (w->updates) end_row(w, from);
        from = w->html->len;
      }
    }
    if (!open) continue;
    if (left) {
      write_row(w, w->selection.rows[i], definitions);
      if (w->updates) end_row(w, from);
      left--;
    } else if (w->selection.view.parts[VIEW_FOLD].len) {
      w->more++;
    } else {
      w->more = w->selection.row_count - i; /* no group is collapsed, so all remaining rows count */
      break;
    }
  }
  if (!w->selection.row_count) write_nothing(w, column_count(w));
}

void write_more(writer *w) {
  if (hides_columns(w)) write_unhide(w);
  if (!w->more) return;
  w->number = w->selection.row_limit + MORE_ROWS;
  emit(w, BUTTON "name=\"rows\" value=\"%n\">", NULL);
  bool isolated = model_borrows(w->model, LABEL_MORE) && open_label(w, LABEL_MORE, S(""));
  write_counted(w, LABEL_MORE, S("{count}"), w->more < MORE_ROWS ? w->more : MORE_ROWS);
  close_isolate(w, isolated);
  emit(w, "</button>", NULL);
}

/* ---- the head ---- */

/* Writes the start of a sortable heading. Its button cycles through the card's own order, ascending and descending. */
static void open_heading(writer *w, card_str key, int field) {
  const selection *s = &w->selection;
  bool sorted = s->sort == field;
  emit(w, "<th role=\"columnheader\" scope=\"col\" part=\"column\"", NULL);
  if (sorted) emit(w, s->descending ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"", NULL);
  if (field >= FIELD_VALUES) emit(w, " data-subject", NULL);
  emit(w, "><button part=\"sort\" type=\"button\" name=\"sort\" data-key=\"%t0\" value=\"", &key);
  if (!sorted || !s->descending) emit(w, sorted ? "-%t0" : "%t0", &key);
  emit(w, "\">", NULL);
}

/* Writes a button that swaps two subjects, or with more, pins a subject as first. */
static void write_pin(writer *w, size_t column) {
  const selection *s = &w->selection;
  const card_heading *subject = shown_column(w, column);
  bool pinned = s->pinned && column == 0, swaps = s->column_count == 2;
  if (s->column_count < 2 || (swaps && column == 0)) return;
  filling f = {S("{subject}"), subject->name};
  emit(w,
       swaps ? "<button part=\"pin\" type=\"button\"%l{swap} name=\"pin\" data-key=\""
             : "<button part=\"pin\" type=\"button\"%l{pin} name=\"pin\" data-key=\"",
       NULL);
  emit(w, swaps ? "swap\" value=\"" : "%t0\" value=\"", subject);
  if (swaps ? !s->pinned : !pinned) emit(w, "%t0", subject);
  emit(w,
       swaps    ? "\" aria-label=\""
       : pinned ? "\" aria-pressed=\"true\" aria-label=\""
                : "\" aria-pressed=\"false\" aria-label=\"",
       NULL);
  write_filled(w, model_label(w->model, swaps ? LABEL_SWAP : LABEL_PIN), (filling[2]){f, f});
  emit(w, swaps ? "\">⇄</button>" : "\">⇤</button>", NULL);
}

void write_table_start(writer *w) {
  const selection *s = &w->selection;
  w->number = w->selection.row_count + 1;
  emit(w, w->selection.row_count > s->row_limit ? "<table aria-rowcount=\"%n\"" : "<table", NULL);
  w->hashed = w->html->len; /* excludes aria-rowcount from the hash: the caller updates it */
  emit(w, " role=\"table\" part=\"table\" data-subjects=\"", NULL);
  emit(w, s->column_count > 2 ? "many\"" : s->column_count > 1 ? "two\"" : "one\"", NULL);
  if (s->pinned && s->column_count > 2) emit(w, " data-pinned", NULL);
  emit(w, "><caption>%t1 <bdi part=\"hint\"%l{sort}>%t{sort}</bdi></caption><thead role=\"rowgroup\"><tr role=\"row\">",
       w->model);
  open_heading(w, S("name"), FIELD_NAME);
  emit(w, "%w{attribute}</button></th>", NULL);
  if (w->model->has_definitions) {
    open_heading(w, S("definition"), FIELD_DEFINITION);
    emit(w, "%w{definition}</button></th>", NULL);
  }
  for (size_t i = 0; i < s->column_count; i++) {
    const card_heading *subject = shown_column(w, i);
    open_heading(w, subject->id, FIELD_VALUES + s->columns[i]);
    emit(w, "<bdi>%t1</bdi></button>", subject);
    write_pin(w, i);
    emit(w, "</th>", NULL);
  }
  emit(w, "</tr></thead><tbody role=\"rowgroup\" part=\"rows\" data-region=\"rows\">", NULL);
}

void write_table_end(writer *w) { emit(w, "</tbody></table>", NULL); }
