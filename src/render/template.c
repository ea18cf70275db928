#include "render/template.h"

#include "base/url.h"

#include "model/inline.h"
#include "model/labels.h"
#include "query/highlight.h"

/* Returns true for a number: digits with points, commas and narrow spaces between them. */
static bool is_plain_number(card_str s) {
  bool after_digit = false;
  for (size_t i = 0; i < s.len; i++) {
    bool narrow = text_starts(text_slice(s, i, s.len), S("\u202f")), digit = text_has(S("0123456789"), s.at[i]);
    if (!digit && !(after_digit && (narrow || text_has(S(".,"), s.at[i])))) return false;
    if (narrow) i += S("\u202f").len - 1;
    after_digit = digit;
  }
  return after_digit || !s.len;
}

/* Returns true for text that looks the same in both directions: with ASCII letters at both ends, or a number (rule W4
 * of Unicode Standard Annex 9). */
static bool is_neutral(card_str s) {
  return is_plain_number(s) || (text_is_letter(s.at[0]) && text_is_letter(s.at[s.len - 1]));
}

bool open_isolate(writer *w, card_str s) {
  bool needed =
      text_has_rtl(s) ? !text_equal(w->direction, S("rtl")) : !text_equal(w->direction, S("ltr")) && !is_neutral(s);
  if (needed) emit(w, "<bdi>", NULL);
  return needed;
}

void write_borrowed(writer *w, card_label label) {
  if (model_borrows(w->model, label)) buffer_put(w->html, S(" lang=\"en\" dir=\"ltr\""));
}

bool open_label(writer *w, card_label label, card_str text) {
  if (!model_borrows(w->model, label)) return open_isolate(w, text);
  buffer_put(w->html, S("<bdi"));
  write_borrowed(w, label);
  buffer_put(w->html, S(">"));
  return true;
}

void close_isolate(writer *w, bool opened) {
  if (opened) emit(w, "</bdi>", NULL);
}

void write_filled(writer *w, card_str pattern, const filling fillings[2]) {
  for (size_t i = 0, from = 0; i <= pattern.len; i++) {
    card_str rest = text_slice(pattern, i, pattern.len);
    const filling *f = &fillings[!text_starts(rest, fillings->name)];
    bool found = text_starts(rest, f->name);
    if (rest.len && !found) continue;
    html_text(w->html, text_slice(pattern, from, i));
    if (!rest.len) return;
    html_text(w->html, f->value);
    from = i + f->name.len;
    i = from - 1;
  }
}

bool split_pattern(card_str pattern, card_str name, card_str parts[2]) {
  size_t at = text_find(pattern, name, 0);
  bool found = at < pattern.len;
  parts[0] = text_slice(pattern, 0, at);
  parts[1] = text_slice(pattern, at + (found ? name.len : 0), pattern.len);
  return found;
}

void write_word(writer *w, card_label label, card_str name, card_str word) {
  card_str parts[2];
  card_str pattern = model_label(w->model, label);
  bool isolated = open_label(w, label, pattern), found = split_pattern(pattern, name, parts);
  html_text(w->html, parts[0]);
  if (found) {
    emit(w, "<bdi", NULL);
    if (model_borrows(w->model, label)) html_attribute(w->html, S("lang"), w->model->lang);
    emit(w, ">%t0</bdi>", &word);
    html_text(w->html, parts[1]);
  }
  close_isolate(w, isolated);
}

void write_counted(writer *w, card_label which, card_str name, size_t count) {
  char digits[CARD_COUNT_MAX];
  filling f = {name, count_text(count, digits)};
  write_filled(w, model_plural(w->model, which, count), (filling[2]){f, f});
}

bool open_link(writer *w, card_str href) {
  url_kind kind = url_kind_of(href);
  if (kind == URL_UNSAFE || w->in_link) return false;
  w->in_link = true;
  emit(w, "<a part=\"link\"", NULL);
  html_url(w->html, S("href"), href);
  emit(w, kind == URL_HTTP || kind == URL_ELSEWHERE ? " rel=\"noopener\">" : ">", NULL);
  return true;
}

void close_link(writer *w, bool opened) {
  if (!opened) return;
  emit(w, "</a>", NULL);
  w->in_link = false;
}

void write_link(writer *w, const card_link *link) { emit(w, link->title.len ? "%a1%T0%z" : "%a1%T1%z", link); }

static void write_tag(writer *w, const inline_tag *tag, bool *linked) {
  static const char *const tags[][2] = {
      {"<em>", "</em>"}, {"<strong>", "</strong>"}, {"<s>", "</s>"}, {"<code>", "</code>"}, {"<bdi>", "</bdi>"}};
  if (tag->kind != INLINE_LINK)
    emit(w, tags[tag->kind][tag->closes], NULL);
  else if (tag->closes)
    close_link(w, *linked);
  else
    *linked = open_link(w, tag->href);
}

/* Kinds of highlighting of a byte. A hit overrides a difference. */
typedef enum { MARK_NONE, MARK_HIT, MARK_DIFFERS } mark_kind;

static mark_kind mark_at(const char *hits, const char *differs, size_t at) {
  return hits && hits[at] ? MARK_HIT : differs && differs[at] ? MARK_DIFFERS : MARK_NONE;
}

static void open_mark(writer *w, mark_kind kind) {
  if (kind == MARK_NONE) return;
  emit(w, kind == MARK_HIT ? "<mark part=\"mark\">" : "<mark part=\"differs\">", NULL);
  w->hits += kind == MARK_HIT && w->field == FIELD_ANY;
}

void write_highlighted_run(writer *w, const inline_run *run, const char *differs) {
  const char *hits = highlight_forms(w->card, &w->selection.query, w->scratch, run->text, w->typed, w->field);
  size_t from = 0, tag = 0;
  mark_kind marking = MARK_NONE;
  bool linked = false;
  for (size_t i = 0; i <= run->text.len; i++) {
    bool tag_here = tag < run->count && run->tags[tag].at == i;
    mark_kind kind = i < run->text.len ? mark_at(hits, differs, i) : MARK_NONE;
    if (!tag_here && kind == marking && i < run->text.len) continue;
    html_text(w->html, text_slice(run->text, from, i));
    from = i;
    bool ends = marking && (tag_here || kind != marking);
    if (ends) emit(w, "</mark>", NULL);
    for (; tag < run->count && run->tags[tag].at == i; tag++) write_tag(w, &run->tags[tag], &linked);
    if (ends || kind != marking) open_mark(w, kind);
    marking = kind;
  }
}

/* Writes text with its tags. */
static void write_run(writer *w, const inline_run *run) {
  size_t from = 0;
  bool linked = false;
  for (size_t i = 0; i < run->count; i++) {
    html_text(w->html, text_slice(run->text, from, run->tags[i].at));
    from = run->tags[i].at;
    write_tag(w, &run->tags[i], &linked);
  }
  html_text(w->html, text_slice(run->text, from, run->text.len));
}

/* Returns the length of a signed number at the start of a text, up to a space; 0 if there is none. */
static size_t signed_number(card_str s) {
  size_t end = 0;
  while (end < s.len && s.at[end] != ' ' && s.at[end] != '\xC2') end++;
  return text_starts(s, S("-")) || text_starts(s, S("+")) || text_starts(s, S("\u2212")) ? end : 0;
}

/* Writes a highlighted text. Isolates signed numbers: in right-to-left text, the sign would move behind the number. */
static void write_highlighted(writer *w, const inline_run *run) {
  const char *differs = w->differs;
  inline_tag tags[] = {{.kind = INLINE_ISOLATE}, {.kind = INLINE_ISOLATE, .closes = true}};
  inline_run isolated = {run->text, tags, 2};
  tags[1].at = signed_number(run->text);
  if (tags[1].at && !run->count && text_has_rtl(run->text)) run = &isolated;
  w->differs = NULL;
  if (differs || w->selection.query.count)
    write_highlighted_run(w, run, differs);
  else
    write_run(w, run);
}

static void write_markup(writer *w, card_str s) {
  inline_run run;
  if (inline_read(w->scratch, s, &run))
    write_highlighted(w, &run);
  else
    w->failed = true;
}

/* Removes the first paragraph, which ends at a blank line, from `s` and returns it. */
static card_str take_paragraph(card_str *s) {
  size_t end = 0, next = s->len;
  for (; end < s->len; end++) {
    if (s->at[end] != '\n') continue;
    for (next = end + 1; next < s->len && s->at[next] != '\n' && text_is_space(s->at[next]);) next++;
    if (next == s->len || s->at[next] == '\n') break;
    next = s->len;
  }
  card_str paragraph = text_trim(text_slice(*s, 0, end));
  *s = text_slice(*s, next, s->len);
  return paragraph;
}

static void write_prose(writer *w, card_str s) {
  while (s.len) {
    card_str paragraph = take_paragraph(&s);
    emit_text(w, "<p>%m0</p>", &paragraph);
  }
}

/* Returns the label whose name is at `*at`. */
static card_label take_label(const char **at) {
  const char *name = ++*at;
  while (*(*at)++ != '}') continue;
  return model_label_named((card_str){name, (size_t)(*at - name - 1)});
}

/* Returns the text for the slot at `*at`. */
static card_str take_text(const writer *w, const char **at, const card_str *texts) {
  return **at == '{' ? model_label(w->model, take_label(at)) : texts[*(*at)++ - '0'];
}

/* Writes a label, or for the slot %l, the attributes of an element with this label. */
static void write_label(writer *w, char kind, card_label label) {
  if (kind == 'l') {
    write_borrowed(w, label);
    return;
  }
  card_str text = model_label(w->model, label);
  bool borrowed = model_borrows(w->model, label) && open_label(w, label, text);
  html_text(w->html, text);
  close_isolate(w, borrowed);
}

static void write_text(writer *w, char kind, card_str s) {
  bool isolated = kind < 'a' && open_isolate(w, s);
  switch (kind) {
  case 'a': open_link(w, s); break;
  case 'm':
  case 'M': write_markup(w, s); break;
  case 'p': write_prose(w, s); break;
  case 's':
  case 'S': write_highlighted(w, &(inline_run){.text = s}); break;
  default: html_text(w->html, s);
  }
  close_isolate(w, isolated);
}

/* Writes a slot and returns the position after it. */
static const char *write_slot(writer *w, const char *at, const card_str *texts) {
  char kind = *at++;
  if (kind == 'n') {
    buffer_count(w->html, w->number);
  } else if (kind == 'z') {
    close_link(w, w->in_link);
  } else if (kind == 'c') {
    if (w->number == (size_t)(*at++ - '0')) buffer_put(w->html, S(" checked"));
  } else if (kind == 'w' || kind == 'l') {
    write_label(w, kind, take_label(&at));
  } else {
    card_str s = take_text(w, &at, texts);
    if (kind == 'b')
      write_word(w, take_label(&at), S("{subject}"), s);
    else
      write_text(w, kind, s);
  }
  return at;
}

void emit(writer *w, const char *template, const void *record) {
  while (*template) {
    const char *from = template;
    while (*template && *template != '%') template ++;
    buffer_put(w->html, (card_str){from, (size_t)(template - from)});
    if (*template) template = write_slot(w, template + 1, record);
  }
}

void emit_text(writer *w, const char *template, const void *record) {
  if (!text_is_blank(*(const card_str *)record)) emit(w, template, record);
}

void strip_attribute(buffer *o, size_t from, card_str start) {
  size_t to = from;
  while (from < o->len) {
    card_str rest = text_slice(buffer_text(o), from, o->len);
    if (text_starts(rest, start))
      from += text_find(rest, S("\""), start.len) + 1;
    else
      o->at[to++] = o->at[from++];
  }
  o->len = to;
}
