#include "render/publish/linked.h"

#include "base/text.h"
#include "base/url.h"
#include "model/plain.h"

static void put_plain(writer *w, card_str before, card_str markup) {
  out text = {0};
  w->failed = !plain_markup(&text, w->scratch, markup) || text.failed || w->failed;
  out_field(w->html, before, text_trim(out_text(&text)));
  out_free(&text);
}

static void put_address(writer *w, card_str before, card_str url) {
  if (url_kind_of(url) != URL_UNSAFE) out_field(w->html, before, text_trim(url));
}

static void put_subject(writer *w, const card_subject *s) {
  out_put(w->html, S("{\"@type\":\"DefinedTerm\""));
  out_field(w->html, S(",\"name\":"), s->name);
  put_plain(w, S(",\"description\":"), s->definition);
  put_address(w, S(",\"url\":"), s->href);
  put_address(w, S(",\"image\":"), s->image.src);
  out_byte(w->html, '}');
}

static void put_subjects(writer *w) {
  out_put(w->html, S(",\"about\":["));
  for (size_t i = 0; i < w->model->subjects.count; i++) {
    if (i) out_byte(w->html, ',');
    put_subject(w, &w->model->subjects.at[i]);
  }
  out_byte(w->html, ']');
}

static void put_sources(writer *w) {
  const card_model *m = w->model;
  if (!m->sources.count) return;
  out_put(w->html, S(",\"citation\":["));
  for (size_t i = 0; i < m->sources.count; i++) {
    if (i) out_byte(w->html, ',');
    out_put(w->html, S("{\"@type\":\"CreativeWork\""));
    out_field(w->html, S(",\"name\":"), m->sources.at[i].title);
    put_address(w, S(",\"url\":"), m->sources.at[i].href);
    out_byte(w->html, '}');
  }
  out_byte(w->html, ']');
}

void write_linked_data(writer *w) {
  const card_model *m = w->model;
  out_put(w->html, S("{\"@context\":\"https://schema.org\",\"@type\":\"Article\""));
  out_field(w->html, S(",\"headline\":"), m->title);
  put_plain(w, S(",\"description\":"), m->answer.len ? m->answer : m->introduction);
  out_field(w->html, S(",\"inLanguage\":"), m->lang);
  out_field(w->html, S(",\"dateModified\":"), m->updated);
  put_subjects(w);
  put_sources(w);
  out_byte(w->html, '}');
}
