#include "render/publish/linked.h"

#include "base/text.h"
#include "base/url.h"
#include "model/plain.h"

static void put_plain(writer *w, card_str before, card_str markup) {
  buffer text = {0};
  w->failed = !plain_markup(&text, w->scratch, markup) || text.failed || w->failed;
  buffer_field(w->html, before, text_trim(buffer_text(&text)));
  buffer_free(&text);
}

static void put_address(writer *w, card_str before, card_str url) {
  if (url_kind_of(url) != URL_UNSAFE) buffer_field(w->html, before, text_trim(url));
}

static void put_subject(writer *w, const card_heading *s) {
  buffer_put(w->html, S("{\"@type\":\"DefinedTerm\""));
  buffer_field(w->html, S(",\"name\":"), s->name);
  put_plain(w, S(",\"description\":"), s->definition);
  if (s->subject) put_address(w, S(",\"url\":"), s->subject->href);
  if (s->subject) put_address(w, S(",\"image\":"), s->subject->image.src);
  buffer_byte(w->html, '}');
}

static void put_subjects(writer *w) {
  buffer_put(w->html, S(",\"about\":["));
  for (size_t i = 0; i < w->model->columns.count; i++) {
    if (i) buffer_byte(w->html, ',');
    put_subject(w, &w->model->columns.at[i]);
  }
  buffer_byte(w->html, ']');
}

static void put_sources(writer *w) {
  const card_model *m = w->model;
  if (!m->sources.count) return;
  buffer_put(w->html, S(",\"citation\":["));
  for (size_t i = 0; i < m->sources.count; i++) {
    if (i) buffer_byte(w->html, ',');
    buffer_put(w->html, S("{\"@type\":\"CreativeWork\""));
    buffer_field(w->html, S(",\"name\":"), m->sources.at[i].title);
    put_address(w, S(",\"url\":"), m->sources.at[i].href);
    buffer_byte(w->html, '}');
  }
  buffer_byte(w->html, ']');
}

void write_linked_data(writer *w) {
  const card_model *m = w->model;
  buffer_put(w->html, S("{\"@context\":\"https://schema.org\",\"@type\":\"Article\""));
  buffer_field(w->html, S(",\"headline\":"), m->title);
  put_plain(w, S(",\"description\":"), m->answer.len ? m->answer : m->introduction);
  buffer_field(w->html, S(",\"inLanguage\":"), m->lang);
  buffer_field(w->html, S(",\"dateModified\":"), m->updated);
  put_subjects(w);
  put_sources(w);
  buffer_byte(w->html, '}');
}
