#include "render/nothing.h"

#include "base/text.h"
#include "model/labels.h"
#include "query/suggestions.h"

static bool has_quotes(card_str s) {
  for (size_t i = 0; i < s.len;) {
    uint32_t point;
    i += text_next(text_slice(s, i, s.len), &point);
    if (query_is_quote(point)) return true;
  }
  return false;
}

/* Writes the rows that are most like the query. Quotes a name as a phrase, except if it has quotation marks itself. */
static void write_nearest(writer *w) {
  uint32_t rows[NEAREST_ROWS];
  size_t count = nearest_rows(w->card, &w->selection.query, rows);
  if (count) emit(w, "<p part=\"closest\"><bdi%l{closest}>%t{closest}</bdi>", NULL);
  for (size_t i = 0; i < count; i++) {
    card_str name = w->model->rows.at[rows[i]].name;
    card_str texts[] = {has_quotes(name) ? S("") : S("\""), name};
    emit(w, " " BUTTON "name=\"q\" value=\"%t0%t1%t0\">%T1</button>", texts);
  }
  if (count) emit(w, "</p>", NULL);
}

void write_nothing(writer *w, size_t columns) {
  w->number = columns;
  emit(w, "<tr role=\"row\"><td role=\"cell\" part=\"no-match\" colspan=\"%n\"><p>", NULL);
  if (w->selection.query.count) {
    write_word(w, LABEL_NO_MATCH, S("{query}"), text_trim(w->selection.view.parts[VIEW_Q]));
    emit(w, " " BUTTON "name=\"q\" value=\"\">%w{clear}</button></p>", NULL);
    write_nearest(w);
  } else {
    emit(w, BUTTON "name=\"only\" value=\"\">%w{all}</button></p>", NULL);
  }
  emit(w, "</td></tr>", NULL);
}
