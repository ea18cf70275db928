/* One short function for each thing a reader sees, ordered bottom-up: texts, values, rows, the table, the
 * parts around it, the card. Data goes through html.h only. */
#include "render.h"

#include "html.h"
#include "inline.h"
#include "search.h"
#include "text.h"
#include "view.h"

typedef struct {
  card *card;
  const card_model *model;
  out *html;
  arena *scratch; /* for as long as one call */
  card_str query_text;
  query query;
  out query_folded;
  bool in_link; /* links do not nest: what would be one inside is text */
  bool failed;
} render;

#define PUT(r, literal) HTML((r)->html, literal)

/* ---- texts ---- */

static card_str label(const render *r, card_label which) {
  return model_label(r->model, which);
}

static void text(render *r, card_str s) {
  html_text(r->html, s);
}

/* A label with a word in it, such as "What is {subject}?". */
static void label_with(render *r, card_label which, card_str name, card_str value) {
  card_str pattern = label(r, which);
  size_t at = text_find(pattern, name, 0);
  text(r, text_slice(pattern, 0, at));
  if (at == pattern.len) return;
  text(r, value);
  text(r, text_slice(pattern, at + name.len, pattern.len));
}

/* Starts a link and says whether it did: not where the address is empty or unsafe. A link that leaves the
 * site carries rel="noopener". */
static bool open_link(render *r, card_str href) {
  url_kind kind = html_url_kind(href);
  if (kind == URL_UNSAFE || r->in_link) return false;
  r->in_link = true;
  PUT(r, "<a part=\"link\"");
  html_url(r->html, S("href"), href);
  if (kind == URL_HTTP || kind == URL_ELSEWHERE) PUT(r, " rel=\"noopener\"");
  PUT(r, ">");
  return true;
}

static void close_link(render *r, bool opened) {
  if (!opened) return;
  PUT(r, "</a>");
  r->in_link = false;
}

static void inline_tag_out(render *r, const inline_tag *tag, bool *linked) {
  switch (tag->kind) {
  case INLINE_EMPHASIS: tag->closes ? PUT(r, "</em>") : PUT(r, "<em>"); break;
  case INLINE_STRONG: tag->closes ? PUT(r, "</strong>") : PUT(r, "<strong>"); break;
  case INLINE_CODE: tag->closes ? PUT(r, "</code>") : PUT(r, "<code>"); break;
  case INLINE_LINK:
    if (tag->closes)
      close_link(r, *linked);
    else
      *linked = open_link(r, tag->href);
    break;
  }
}

/* Text with its tags, and with <mark> around what was hit; a mark ends at every tag, so that the two nest. */
static void run_out(render *r, const inline_run *run, const char *hits) {
  size_t from = 0, tag = 0;
  bool marking = false, linked = false;
  for (size_t i = 0; i <= run->text.len; i++) {
    bool tag_here = tag < run->count && run->tags[tag].at == i;
    bool hit = hits && i < run->text.len && hits[i];
    if (!tag_here && hit == marking && i < run->text.len) continue;
    text(r, text_slice(run->text, from, i));
    from = i;
    if (marking && (tag_here || !hit)) {
      PUT(r, "</mark>");
      marking = false;
    }
    for (; tag < run->count && run->tags[tag].at == i; tag++) inline_tag_out(r, &run->tags[tag], &linked);
    if (hit && !marking) {
      PUT(r, "<mark part=\"mark\">");
      marking = true;
    }
  }
}

/* Plain text in a row. */
static void marked(render *r, card_str s) {
  run_out(r, &(inline_run){.text = s}, query_hits(&r->query, r->scratch, s));
}

/* Inline markup; in a row, with marks. */
static void markup(render *r, card_str s, bool in_row) {
  inline_run run;
  if (!inline_read(r->scratch, s, &run)) {
    r->failed = true;
    return;
  }
  run_out(r, &run, in_row ? query_hits(&r->query, r->scratch, run.text) : NULL);
}

/* The paragraph at the start of `s`, which blank lines end; it is taken off `s`. */
static card_str take_paragraph(card_str *s) {
  size_t end = 0, next = s->len;
  for (; end < s->len; end++) {
    if (s->at[end] != '\n') continue;
    next = end + 1;
    while (next < s->len && (s->at[next] == ' ' || s->at[next] == '\t' || s->at[next] == '\r')) next++;
    if (next == s->len || s->at[next] == '\n') break;
    next = s->len;
  }
  card_str paragraph = text_trim(text_slice(*s, 0, end));
  *s = text_slice(*s, next, s->len);
  return paragraph;
}

/* A long text: paragraphs. */
static void prose(render *r, card_str s) {
  while (s.len) {
    card_str paragraph = take_paragraph(&s);
    if (paragraph.len == 0) continue;
    PUT(r, "<p>");
    markup(r, paragraph, false);
    PUT(r, "</p>");
  }
}

static void link_out(render *r, const card_link *link) {
  bool linked = open_link(r, link->href);
  text(r, link->title.len ? link->title : link->href);
  close_link(r, linked);
}

/* ---- values ---- */

static void number(render *r, double n, card_str unit) {
  out buffer = {0};
  search_number_text(&buffer, n, unit);
  marked(r, out_text(&buffer));
  r->failed = r->failed || buffer.failed;
  out_free(&buffer);
}

static void items(render *r, const card_value *value) {
  PUT(r, "<ul>");
  for (size_t i = 0; i < value->item_count; i++) {
    PUT(r, "<li>");
    markup(r, value->items[i], true);
    PUT(r, "</li>");
  }
  PUT(r, "</ul>");
}

static void value_text(render *r, const card_value *value, card_str unit) {
  switch (value->kind) {
  case VALUE_TEXT: markup(r, value->text, true); break;
  case VALUE_NUMBER: number(r, value->number, unit); break;
  case VALUE_LIST: items(r, value); break;
  case VALUE_YES:
    PUT(r, "<span part=\"yes\"><span aria-hidden=\"true\">✓</span> ");
    marked(r, label(r, LABEL_YES));
    PUT(r, "</span>");
    break;
  case VALUE_NO:
    PUT(r, "<span part=\"no\"><span aria-hidden=\"true\">✗</span> ");
    marked(r, label(r, LABEL_NO));
    PUT(r, "</span>");
    break;
  default:
    PUT(r, "<span part=\"not-stated\">");
    text(r, label(r, LABEL_NOT_STATED));
    PUT(r, "</span>");
  }
}

static void extra(render *r, const value_extra *extra) {
  if (extra->note.len) {
    PUT(r, "<small part=\"note\">");
    markup(r, extra->note, true);
    PUT(r, "</small>");
  }
  if (extra->source.title.len || extra->source.href.len) {
    PUT(r, "<small part=\"source\">");
    text(r, label(r, LABEL_SOURCE));
    PUT(r, ": ");
    link_out(r, &extra->source);
    PUT(r, "</small>");
  }
}

static void value_out(render *r, const card_value *value, card_str unit, bool best) {
  card_str href = value->extra ? value->extra->href : (card_str){0};
  bool linked = open_link(r, href);
  value_text(r, value, unit);
  close_link(r, linked);
  if (best) {
    PUT(r, " <span part=\"best\"><span aria-hidden=\"true\">★</span> ");
    text(r, label(r, LABEL_BEST));
    PUT(r, "</span>");
  }
  if (value->extra) extra(r, value->extra);
}

/* ---- rows ---- */

/* The number that is best in a row; false where none is better than another. */
static bool best_number(const render *r, const card_attribute *row, double *best) {
  bool found = false, differ = false;
  for (size_t i = 0; row->better && i < r->model->subjects.count; i++) {
    const card_value *value = &row->values[i];
    if (!value->numeric) continue;
    differ = differ || (found && value->number < *best) || (found && value->number > *best);
    if (!found || (row->better == BETTER_HIGHER ? value->number > *best : value->number < *best))
      *best = value->number;
    found = true;
  }
  return differ;
}

static bool is_best(const card_value *value, bool any, double best) {
  return any && value->numeric && !(value->number < best) && !(value->number > best);
}

static bool has_definitions(const render *r) {
  for (size_t i = 0; i < r->model->attributes.count; i++)
    if (r->model->attributes.at[i].definition.len) return true;
  return false;
}

static bool is_many(const render *r) {
  return r->model->subjects.count > 3;
}

/* From three subjects on, a narrow card stacks the values, and each carries its subject's name for the style
 * sheet. */
static void cell(render *r, const card_attribute *row, size_t subject, bool best) {
  PUT(r, "<td role=\"cell\" part=\"value\"");
  if (r->model->subjects.count > 2)
    html_attribute(r->html, S("data-subject"), r->model->subjects.at[subject].name);
  PUT(r, ">");
  value_out(r, &row->values[subject], row->unit, best);
  PUT(r, "</td>");
}

static void row_out(render *r, const card_attribute *row, bool definitions) {
  double best = 0;
  bool any = best_number(r, row, &best);
  PUT(r, "<tr role=\"row\" part=\"row\"><th role=\"rowheader\" scope=\"row\" part=\"attribute\">");
  marked(r, row->name);
  PUT(r, "</th>");
  if (definitions) {
    PUT(r, "<td role=\"cell\" part=\"definition\">");
    markup(r, row->definition, true);
    PUT(r, "</td>");
  }
  for (size_t i = 0; i < r->model->subjects.count; i++) cell(r, row, i, is_best(&row->values[i], any, best));
  PUT(r, "</tr>");
}

static void wide_row_start(render *r, bool definitions) {
  out_count(r->html, r->model->subjects.count + 1 + definitions);
  PUT(r, "\"");
}

static void group_row(render *r, card_str group, bool definitions) {
  PUT(r, "<tr role=\"row\" part=\"group-row\"><th role=\"rowheader\" scope=\"rowgroup\" part=\"group\" "
         "colspan=\"");
  wide_row_start(r, definitions);
  PUT(r, ">");
  marked(r, group);
  PUT(r, "</th></tr>");
}

static void no_match_row(render *r, bool definitions) {
  PUT(r, "<tr role=\"row\"><td role=\"cell\" part=\"no-match\" colspan=\"");
  wide_row_start(r, definitions);
  PUT(r, ">");
  label_with(r, LABEL_NO_MATCH, S("{query}"), text_trim(r->query_text));
  PUT(r, "</td></tr>");
}

static void rows(render *r) {
  card_str group = {0};
  bool definitions = has_definitions(r);
  for (size_t i = 0; i < r->card->match_count; i++) {
    const card_attribute *row = &r->model->attributes.at[r->query.count ? r->card->matches[i] : i];
    if (row->group.len && !text_equal(row->group, group)) group_row(r, row->group, definitions);
    group = row->group;
    row_out(r, row, definitions);
  }
  if (r->card->match_count == 0) no_match_row(r, definitions);
}

static void status(render *r) {
  card_str pattern = label(r, LABEL_STATUS), shown = S("{shown}"), total = S("{total}");
  for (size_t i = 0; i < pattern.len;) {
    card_str rest = text_slice(pattern, i, pattern.len);
    bool is_shown = text_starts(rest, shown);
    if (is_shown || text_starts(rest, total)) {
      out_count(r->html, is_shown ? r->card->match_count : r->model->attributes.count);
      i += is_shown ? shown.len : total.len;
    } else {
      text(r, text_slice(pattern, i, i + 1));
      i++;
    }
  }
}

/* ---- regions ---- */

typedef struct {
  card_str name;
  void (*write)(render *);
} region;

static const region regions[REGION_COUNT] = {
    [REGION_ROWS] = {{"rows", 4}, rows},
    [REGION_STATUS] = {{"status", 6}, status},
};

/* FNV-1a, 64 bits: whether a region differs from what was last written. */
static uint64_t hash(card_str s) {
  uint64_t h = 0xCBF29CE484222325u;
  for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)s.at[i]) * 0x100000001B3u;
  return h;
}

/* Writes a region and says whether it differs from before. */
static bool write_region(render *r, size_t which) {
  size_t from = r->html->len;
  regions[which].write(r);
  uint64_t now = hash(text_slice(out_text(r->html), from, r->html->len)),
           before = r->card->regions[which].hash;
  r->card->regions[which].hash = now;
  return now != before;
}

/* The content of a region within the card, and the attribute that names it. */
static void region_out(render *r, size_t which) {
  html_attribute(r->html, S("data-region"), regions[which].name);
  PUT(r, ">");
  write_region(r, which);
}

/* ---- the table and its filter ---- */

static void filter(render *r) {
  PUT(r, "<form part=\"filter\"><label part=\"label\"><span>");
  text(r, label(r, LABEL_FILTER));
  PUT(r,
      "</span><input part=\"field\" type=\"search\" name=\"q\" autocomplete=\"off\" autocapitalize=\"none\""
      " spellcheck=\"false\" enterkeyhint=\"search\"");
  html_attribute(r->html, S("placeholder"), label(r, LABEL_PLACEHOLDER));
  html_attribute(r->html, S("value"), r->query_text);
  PUT(r, "></label><button part=\"clear\" type=\"reset\">");
  text(r, label(r, LABEL_CLEAR));
  PUT(r, "</button><p part=\"status\" role=\"status\"");
  region_out(r, REGION_STATUS);
  PUT(r, "</p></form>");
}

static void column_head(render *r, card_str name) {
  PUT(r, "<th role=\"columnheader\" scope=\"col\" part=\"column\">");
  text(r, name);
  PUT(r, "</th>");
}

static void head(render *r) {
  PUT(r, "<thead role=\"rowgroup\"><tr role=\"row\">");
  column_head(r, label(r, LABEL_ATTRIBUTE));
  if (has_definitions(r)) column_head(r, label(r, LABEL_DEFINITION));
  for (size_t i = 0; i < r->model->subjects.count; i++) column_head(r, r->model->subjects.at[i].name);
  PUT(r, "</tr></thead>");
}

/* A table of many subjects scrolls sideways: a region that the keyboard reaches. */
static void table(render *r) {
  PUT(r, "<div part=\"scroll\"");
  if (is_many(r)) {
    PUT(r, " role=\"region\" tabindex=\"0\"");
    html_attribute(r->html, S("aria-label"), r->model->title);
  }
  PUT(r, "><table role=\"table\" part=\"table\" data-subjects=\"");
  is_many(r) ? PUT(r, "many") : out_count(r->html, r->model->subjects.count);
  PUT(r, "\"><caption>");
  text(r, r->model->title);
  PUT(r, "</caption>");
  head(r);
  PUT(r, "<tbody role=\"rowgroup\" part=\"rows\"");
  region_out(r, REGION_ROWS);
  PUT(r, "</tbody></table></div>");
}

static void comparison(render *r) {
  if (r->model->attributes.count == 0) return;
  PUT(r, "<div part=\"comparison\">");
  filter(r);
  table(r);
  PUT(r, "</div>");
}

/* ---- the parts around it ---- */

static void heading(render *r, card_str s) {
  PUT(r, "<h3 part=\"heading\">");
  text(r, s);
  PUT(r, "</h3>");
}

static void prose_section(render *r, card_str title, card_str body) {
  if (text_trim(body).len == 0) return;
  PUT(r, "<section part=\"section\">");
  heading(r, title);
  prose(r, body);
  PUT(r, "</section>");
}

static void size_attribute(render *r, card_str name, uint32_t pixels) {
  out digits = {0};
  if (pixels) out_count(&digits, pixels);
  html_attribute(r->html, name, out_text(&digits));
  out_free(&digits);
}

static void image(render *r, const card_image *image) {
  if (image->src.len == 0) return;
  PUT(r, "<img part=\"image\" loading=\"lazy\" decoding=\"async\"");
  html_url(r->html, S("src"), image->src);
  html_attribute(r->html, S("alt"), image->alt);
  if (image->alt.len == 0) PUT(r, " alt=\"\"");
  size_attribute(r, S("width"), image->width);
  size_attribute(r, S("height"), image->height);
  PUT(r, ">");
}

static void read_more(render *r, const card_subject *subject) {
  if (subject->href.len == 0) return;
  PUT(r, "<p>");
  bool linked = open_link(r, subject->href);
  label_with(r, LABEL_READ_MORE, S("{subject}"), subject->name);
  close_link(r, linked);
  PUT(r, "</p>");
}

static bool says_something(const card_subject *s) {
  return s->definition.len || s->details.len || s->href.len || s->image.src.len;
}

static void subject(render *r, const card_subject *s) {
  PUT(r, "<section part=\"subject\">");
  image(r, &s->image);
  PUT(r, "<h3 part=\"heading\">");
  label_with(r, LABEL_WHAT_IS, S("{subject}"), s->name);
  PUT(r, "</h3>");
  prose(r, s->definition);
  prose(r, s->details);
  read_more(r, s);
  PUT(r, "</section>");
}

static void subjects(render *r) {
  bool any = false;
  for (size_t i = 0; i < r->model->subjects.count; i++) {
    if (!says_something(&r->model->subjects.at[i])) continue;
    if (!any) PUT(r, "<div part=\"subjects\">");
    any = true;
    subject(r, &r->model->subjects.at[i]);
  }
  if (any) PUT(r, "</div>");
}

static void links(render *r, card_label title, const card_link *links, size_t count, bool sources) {
  if (count == 0) return;
  sources ? PUT(r, "<section part=\"sources\">") : PUT(r, "<section part=\"see-also\">");
  heading(r, label(r, title));
  PUT(r, "<ul>");
  for (size_t i = 0; i < count; i++) {
    PUT(r, "<li>");
    link_out(r, &links[i]);
    PUT(r, "</li>");
  }
  PUT(r, "</ul></section>");
}

static void updated(render *r) {
  card_str pattern = label(r, LABEL_UPDATED), date = S("{date}");
  size_t at = text_find(pattern, date, 0);
  if (r->model->updated.len == 0) return;
  PUT(r, "<p part=\"updated\">");
  text(r, text_slice(pattern, 0, at));
  PUT(r, "<time");
  html_attribute(r->html, S("datetime"), r->model->updated);
  PUT(r, ">");
  text(r, r->model->updated);
  PUT(r, "</time>");
  if (at < pattern.len) text(r, text_slice(pattern, at + date.len, pattern.len));
  PUT(r, "</p>");
}

static void header(render *r) {
  PUT(r, "<header part=\"header\"><h2 part=\"title\">");
  text(r, r->model->title);
  PUT(r, "</h2>");
  if (text_trim(r->model->answer).len) {
    PUT(r, "<p part=\"answer\">");
    markup(r, r->model->answer, false);
    PUT(r, "</p>");
  }
  PUT(r, "</header>");
  if (text_trim(r->model->introduction).len == 0) return;
  PUT(r, "<div part=\"introduction\">");
  prose(r, r->model->introduction);
  PUT(r, "</div>");
}

/* ---- the card ---- */

/* Languages written from right to left (of those with a code of two letters, and Central Kurdish). */
static bool is_rtl(const card_model *model) {
  card_str codes = S(" ar ckb dv fa he ps sd ug ur yi ");
  card_str language = text_slice(model->lang, 0, text_find(model->lang, S("-"), 0));
  char padded[10] = " ";
  if (model->rtl || model->ltr || language.len == 0 || language.len > 3) return model->rtl;
  for (size_t i = 0; i < language.len; i++) padded[i + 1] = text_lower(language.at[i]);
  padded[language.len + 1] = ' ';
  return text_find(codes, (card_str){padded, language.len + 2}, 0) < codes.len;
}

static void article(render *r) {
  const card_model *m = r->model;
  PUT(r, "<article part=\"card\"");
  html_attribute(r->html, S("lang"), m->lang);
  html_attribute(r->html, S("dir"), is_rtl(m) ? S("rtl") : m->ltr || m->lang.len ? S("ltr") : S(""));
  PUT(r, ">");
  header(r);
  subjects(r);
  comparison(r);
  prose_section(r, label(r, LABEL_RELATIONSHIP), m->relationship);
  for (size_t i = 0; i < m->sections.count; i++)
    prose_section(r, m->sections.at[i].heading, m->sections.at[i].body);
  prose_section(r, label(r, LABEL_SUMMARY), m->summary);
  links(r, LABEL_SEE_ALSO, m->see_also.at, m->see_also.count, false);
  links(r, LABEL_SOURCES, m->sources.at, m->sources.count, true);
  updated(r);
  PUT(r, "</article>");
}

static void changed_regions(render *r) {
  for (size_t i = 0; i < REGION_COUNT && r->model->attributes.count; i++) {
    size_t from = r->html->len;
    out_put(r->html, regions[i].name);
    out_byte(r->html, '\x1F');
    bool changed = write_region(r, i);
    out_byte(r->html, '\x1E');
    if (!changed) r->html->len = from;
  }
}

static bool read_view(render *r, card_str text) {
  card_view view;
  if (!view_read(r->scratch, text, &view)) return false;
  r->query_text = view.query;
  if (!query_read(view.query, &r->query_folded, &r->query)) return false;
  r->card->match_count = r->model->attributes.count;
  return r->query.count == 0 || search_run(r->card, &r->query);
}

static bool run(card *c, card_str view, void (*write)(render *)) {
  arena scratch = {0};
  render r = {.card = c, .model = &c->model, .html = &c->html, .scratch = &scratch};
  c->html.len = 0;
  bool good = read_view(&r, view);
  if (good) write(&r);
  out_free(&r.query_folded);
  arena_free(&scratch);
  return good && !r.failed;
}

bool render_card(card *c, card_str view) {
  return run(c, view, article);
}
bool render_regions(card *c, card_str view) {
  return run(c, view, changed_regions);
}
