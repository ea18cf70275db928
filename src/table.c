/* Ordered bottom-up: values, rows, regions, the table. */
#include "table.h"

#include "search.h"

/* ---- values ---- */

static void write_number(writer *w, double number, card_str unit) {
  out text = {0};
  search_number_text(&text, number, unit);
  write_marked(w, out_text(&text));
  w->failed = w->failed || text.failed;
  out_free(&text);
}

static void write_list(writer *w, const card_value *value) {
  emit(w, "<ul>");
  for (size_t i = 0; i < value->item_count; i++) emit(w, "<li>%M</li>", &value->items[i]);
  emit(w, "</ul>");
}

static void write_yes_or_no(writer *w, bool yes) {
  emit(w, yes ? "<span part=\"yes\"><span aria-hidden=\"true\">✓</span> "
              : "<span part=\"no\"><span aria-hidden=\"true\">✗</span> ");
  write_marked(w, model_label(w->model, yes ? LABEL_YES : LABEL_NO));
  emit(w, "</span>");
}

static void write_value_text(writer *w, const card_value *value, card_str unit) {
  switch (value->kind) {
  case VALUE_TEXT: emit(w, "%M", &value->text); break;
  case VALUE_NUMBER: write_number(w, value->number, unit); break;
  case VALUE_LIST: write_list(w, value); break;
  case VALUE_YES:
  case VALUE_NO: write_yes_or_no(w, value->kind == VALUE_YES); break;
  default: emit(w, "<span part=\"not-stated\">%l</span>", LABEL_NOT_STATED);
  }
}

static void write_extra(writer *w, const value_extra *extra) {
  emit_text(w, "<small part=\"note\">%M</small>", &extra->note);
  if (!extra->source.title.len && !extra->source.href.len) return;
  emit(w, "<small part=\"source\">%l: ", LABEL_SOURCE);
  write_link(w, &extra->source);
  emit(w, "</small>");
}

static void write_value(writer *w, const card_value *value, card_str unit, bool best) {
  bool linked = value->extra && open_link(w, value->extra->href);
  write_value_text(w, value, unit);
  close_link(w, linked);
  if (best) emit(w, " <span part=\"best\"><span aria-hidden=\"true\">★</span> %l</span>", LABEL_BEST);
  if (value->extra) write_extra(w, value->extra);
}

/* ---- rows ---- */

/* The number that is best in a row; false where none is better than another. */
static bool find_best(const writer *w, const card_attribute *row, double *best) {
  bool found = false, differ = false;
  for (size_t i = 0; row->better && i < w->model->subjects.count; i++) {
    double number = row->values[i].number;
    if (!row->values[i].numeric) continue;
    bool higher = found && number > *best, lower = found && number < *best;
    differ = differ || higher || lower;
    if (!found || (row->better == BETTER_HIGHER ? higher : lower)) *best = number;
    found = true;
  }
  return differ;
}

/* From three subjects on, a narrow card stacks the values, and each carries its subject's name for the style
 * sheet. */
static void write_cells(writer *w, const card_attribute *row) {
  double best = 0;
  bool any = find_best(w, row, &best);
  for (size_t i = 0; i < w->model->subjects.count; i++) {
    const card_value *value = &row->values[i];
    bool is_best = any && value->numeric && !(value->number < best) && !(value->number > best);
    emit(w, "<td role=\"cell\" part=\"value\"");
    if (w->model->subjects.count > 2) emit(w, " data-subject=\"%t\"", &w->model->subjects.at[i].name);
    emit(w, ">");
    write_value(w, value, row->unit, is_best);
    emit(w, "</td>");
  }
}

static void write_row(writer *w, const card_attribute *row, bool definitions) {
  emit(w, "<tr role=\"row\" part=\"row\"><th role=\"rowheader\" scope=\"row\" part=\"attribute\">");
  write_marked(w, row->name);
  emit(w, "</th>");
  if (definitions) emit(w, "<td role=\"cell\" part=\"definition\">%M</td>", &row->definition);
  write_cells(w, row);
  emit(w, "</tr>");
}

static bool has_definitions(const writer *w) {
  for (size_t i = 0; i < w->model->attributes.count; i++)
    if (w->model->attributes.at[i].definition.len) return true;
  return false;
}

static void write_rows(writer *w) {
  card_str group = {0};
  bool definitions = has_definitions(w);
  size_t columns = w->model->subjects.count + 1 + definitions;
  for (size_t i = 0; i < w->card->match_count; i++) {
    const card_attribute *row = &w->model->attributes.at[w->query.count ? w->card->matches[i] : i];
    if (row->group.len && !text_equal(row->group, group)) {
      emit(w,
           "<tr role=\"row\" part=\"group-row\"><th role=\"rowheader\" scope=\"rowgroup\" part=\"group\" "
           "colspan=\"%n\">",
           columns);
      write_marked(w, row->group);
      emit(w, "</th></tr>");
    }
    group = row->group;
    write_row(w, row, definitions);
  }
  if (w->card->match_count) return;
  emit(w, "<tr role=\"row\"><td role=\"cell\" part=\"no-match\" colspan=\"%n\">", columns);
  write_label(w, LABEL_NO_MATCH, S("{query}"), text_trim(w->query_text));
  emit(w, "</td></tr>");
}

static void write_status(writer *w) {
  card_str pattern = model_label(w->model, LABEL_STATUS), shown = S("{shown}"), total = S("{total}");
  for (size_t i = 0; i < pattern.len;) {
    card_str rest = text_slice(pattern, i, pattern.len);
    bool is_shown = text_starts(rest, shown);
    if (is_shown || text_starts(rest, total)) {
      out_count(w->html, is_shown ? w->card->match_count : w->model->attributes.count);
      i += is_shown ? shown.len : total.len;
    } else {
      html_text(w->html, text_slice(pattern, i, i + 1));
      i++;
    }
  }
}

/* ---- regions ---- */

static const struct {
  const char *name;
  void (*write)(writer *);
} regions[REGION_COUNT] = {[REGION_ROWS] = {"rows", write_rows}, [REGION_STATUS] = {"status", write_status}};

/* FNV-1a, 64 bits: whether a region differs from what was last written. */
static uint64_t hash(card_str s) {
  uint64_t h = 0xCBF29CE484222325u;
  for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)s.at[i]) * 0x100000001B3u;
  return h;
}

/* Writes a region and says whether it differs from before. */
static bool write_region(writer *w, size_t which) {
  size_t from = w->html->len;
  regions[which].write(w);
  uint64_t before = w->card->region_hashes[which], now = hash(text_slice(out_text(w->html), from, w->html->len));
  w->card->region_hashes[which] = now;
  return now != before;
}

static void write_rows_region(writer *w) { write_region(w, REGION_ROWS); }
static void write_status_region(writer *w) { write_region(w, REGION_STATUS); }

void write_changed_regions(writer *w) {
  for (size_t i = 0; i < REGION_COUNT && w->model->attributes.count; i++) {
    size_t from = w->html->len;
    out_put(w->html, text_from(regions[i].name));
    out_byte(w->html, '\x1F');
    bool changed = write_region(w, i);
    out_byte(w->html, '\x1E');
    if (!changed) w->html->len = from;
  }
}

/* ---- the table and its filter ---- */

static void write_head(writer *w) {
  emit(w, "<th role=\"columnheader\" scope=\"col\" part=\"column\">%l</th>", LABEL_ATTRIBUTE);
  if (has_definitions(w)) emit(w, "<th role=\"columnheader\" scope=\"col\" part=\"column\">%l</th>", LABEL_DEFINITION);
  for (size_t i = 0; i < w->model->subjects.count; i++)
    emit(w, "<th role=\"columnheader\" scope=\"col\" part=\"column\" data-subject>%t</th>",
         &w->model->subjects.at[i].name);
}

/* A table of many subjects scrolls sideways: a region that the keyboard reaches. */
static void write_scroll(writer *w) {
  if (w->model->subjects.count > 3) emit(w, " role=\"region\" tabindex=\"0\" aria-label=\"%t\"", &w->model->title);
}

void write_comparison(writer *w) {
  size_t count = w->model->subjects.count;
  if (w->model->attributes.count == 0) return;
  emit(w,
       "<div part=\"comparison\">"
       "<form part=\"filter\">"
       "<label part=\"label\"><span>%l</span>"
       "<input part=\"field\" type=\"search\" name=\"q\" autocomplete=\"off\" autocapitalize=\"none\" "
       "spellcheck=\"false\""
       " enterkeyhint=\"search\" placeholder=\"%l\" value=\"%t\"></label>"
       "<button part=\"clear\" type=\"reset\">%l</button>"
       "<p part=\"status\" role=\"status\" data-region=\"status\">%f</p>"
       "</form>"
       "<div part=\"scroll\"%f>"
       "<table role=\"table\" part=\"table\" data-subjects=\"%t\"><caption>%t</caption>"
       "<thead role=\"rowgroup\"><tr role=\"row\">%f</tr></thead>"
       "<tbody role=\"rowgroup\" part=\"rows\" data-region=\"rows\">%f</tbody>"
       "</table></div></div>",
       LABEL_FILTER, LABEL_PLACEHOLDER, &w->query_text, LABEL_CLEAR, write_status_region, write_scroll,
       count > 2    ? &S("many")
       : count == 2 ? &S("two")
                    : &S("one"),
       &w->model->title, write_head, write_rows_region);
}
