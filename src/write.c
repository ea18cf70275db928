#include "write.h"

#include <stdarg.h>

#include "inline.h"

void write_label(writer *w, card_label which, card_str name, card_str value) {
  card_str pattern = model_label(w->model, which);
  size_t at = text_find(pattern, name, 0);
  html_text(w->html, text_slice(pattern, 0, at));
  if (at == pattern.len) return;
  html_text(w->html, value);
  html_text(w->html, text_slice(pattern, at + name.len, pattern.len));
}

bool open_link(writer *w, card_str href) {
  url_kind kind = html_url_kind(href);
  if (kind == URL_UNSAFE || w->in_link) return false;
  w->in_link = true;
  emit(w, "<a part=\"link\"");
  html_url(w->html, S("href"), href);
  emit(w, kind == URL_HTTP || kind == URL_ELSEWHERE ? " rel=\"noopener\">" : ">");
  return true;
}

void close_link(writer *w, bool opened) {
  if (!opened) return;
  emit(w, "</a>");
  w->in_link = false;
}

void write_link(writer *w, const card_link *link) {
  bool linked = open_link(w, link->href);
  emit(w, "%t", link->title.len ? &link->title : &link->href);
  close_link(w, linked);
}

static void write_tag(writer *w, const inline_tag *tag, bool *linked) {
  static const char *const tags[][2] = {{"<em>", "</em>"}, {"<strong>", "</strong>"}, {"<code>", "</code>"}};
  if (tag->kind != INLINE_LINK)
    emit(w, tags[tag->kind][tag->closes]);
  else if (tag->closes)
    close_link(w, *linked);
  else
    *linked = open_link(w, tag->href);
}

/* Text with its tags, and with <mark> around what was hit; a mark ends at every tag, so that the two nest. */
static void write_run(writer *w, const inline_run *run, const char *hits) {
  size_t from = 0, tag = 0;
  bool marking = false, linked = false;
  for (size_t i = 0; i <= run->text.len; i++) {
    bool tag_here = tag < run->count && run->tags[tag].at == i;
    bool hit = hits && i < run->text.len && hits[i];
    if (!tag_here && hit == marking && i < run->text.len) continue;
    html_text(w->html, text_slice(run->text, from, i));
    from = i;
    if (marking && (tag_here || !hit)) {
      emit(w, "</mark>");
      marking = false;
    }
    for (; tag < run->count && run->tags[tag].at == i; tag++) write_tag(w, &run->tags[tag], &linked);
    if (hit && !marking) {
      emit(w, "<mark part=\"mark\">");
      marking = true;
    }
  }
}

static void write_markup(writer *w, card_str s, bool in_row) {
  inline_run run;
  if (!inline_read(w->scratch, s, &run)) {
    w->failed = true;
    return;
  }
  write_run(w, &run, in_row ? query_hits(&w->query, w->scratch, run.text) : NULL);
}

void write_marked(writer *w, card_str s) {
  write_run(w, &(inline_run){.text = s}, query_hits(&w->query, w->scratch, s));
}

/* The paragraph at the start of `s`, which blank lines end; it is taken off `s`. */
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
    emit_text(w, "<p>%m</p>", &paragraph);
  }
}

static void write_slot(writer *w, char slot, va_list *arguments) {
  if (slot == 'f') {
    va_arg(*arguments, void (*)(writer *))(w);
    return;
  }
  if (slot == 'n') {
    out_count(w->html, va_arg(*arguments, size_t));
    return;
  }
  card_str s =
      slot == 'l' ? model_label(w->model, (card_label)va_arg(*arguments, int)) : *va_arg(*arguments, const card_str *);
  if (slot == 'p')
    write_prose(w, s);
  else if (slot == 'm' || slot == 'M')
    write_markup(w, s, slot == 'M');
  else
    html_text(w->html, s);
}

void emit(writer *w, const char *template, ...) {
  card_str rest = text_from(template);
  va_list arguments;
  va_start(arguments, template);
  for (;;) {
    size_t at = text_find(rest, S("%"), 0);
    out_put(w->html, text_slice(rest, 0, at));
    if (at == rest.len) break;
    write_slot(w, rest.at[at + 1], &arguments);
    rest = text_slice(rest, at + 2, rest.len);
  }
  va_end(arguments);
}

void emit_text(writer *w, const char *template, const card_str *s) {
  if (!text_is_blank(*s)) emit(w, template, s);
}
