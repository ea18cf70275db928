#include "render/publish/article.h"

#include "base/text.h"
#include "render/render.h"
#include "render/table.h"
#include "render/texts.h"

static void write_group(writer *w, const card_heading *row, size_t columns) {
  w->number = columns;
  w->field = FIELD_GROUP;
  emit(w, "<tr><th scope=\"rowgroup\" colspan=\"%n\">%S3</th></tr>\n", row);
}

static void write_row(writer *w, const card_heading *row, bool definitions) {
  w->field = FIELD_NAME;
  emit(w, row->markup.len ? "<tr><th scope=\"row\">%M5</th>" : "<tr><th scope=\"row\">%S1</th>", row);
  w->field = FIELD_DEFINITION;
  if (definitions) emit(w, "<td>%m2</td>", row);
  write_cells(w, row);
  emit(w, "</tr>\n", NULL);
}

static void write_rows_in_groups(writer *w) {
  card_str group = {0};
  bool definitions = w->model->has_definitions;
  for (size_t i = 0; i < w->selection.row_count; i++) {
    const card_heading *row = &w->model->rows.at[w->selection.rows[i]];
    if (row->group.len && !text_equal(row->group, group)) write_group(w, row, column_count(w));
    group = row->group;
    write_row(w, row, definitions);
  }
}

static void write_table(writer *w) {
  if (!w->model->rows.count) return;
  emit(w, "<table>\n<caption>%t1</caption>\n<thead>\n<tr><th scope=\"col\">%w{attribute}</th>", w->model);
  if (w->model->has_definitions) emit(w, "<th scope=\"col\">%w{definition}</th>", NULL);
  for (size_t i = 0; i < w->selection.column_count; i++)
    emit(w, "<th scope=\"col\">%T1</th>", &w->model->columns.at[w->selection.columns[i]]);
  emit(w, "</tr>\n</thead>\n<tbody>\n", NULL);
  write_rows_in_groups(w);
  emit(w, "</tbody>\n</table>\n", NULL);
}

/* Removes attributes that only the card uses: `part`, and the roles that repair its layout. */
static void strip(buffer *o, size_t from) {
  strip_attribute(o, from, S(" part=\""));
  strip_attribute(o, from, S(" role=\""));
}

void write_plain_table(writer *w) {
  size_t from = w->html->len;
  w->is_article = true;
  write_table(w);
  strip(w->html, from);
}

void write_article(writer *w) {
  size_t from = w->html->len;
  w->is_article = true;
  open_article(w);
  emit(w, ">\n<h2>%t1</h2>\n", w->model);
  write_lead(w);
  write_subjects(w);
  write_table(w);
  w->field = FIELD_ANY;
  write_sections(w);
  close_article(w);
  strip(w->html, from);
}
