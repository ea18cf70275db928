#include "model/problems.h"

#include "base/text.h"
#include "base/url.h"
#include "model/inline.h"

size_t unsafe_links(card *c, card_str text) {
  arena scratch = {0};
  inline_run run;
  size_t count = 0;
  if (text_find(text, S("]("), 0) == text.len) return 0;
  if (!inline_read(&scratch, text, &run)) c->failed = CARD_OUT_OF_MEMORY;
  for (size_t i = 0; i < run.count; i++)
    count += run.tags[i].kind == INLINE_LINK && !run.tags[i].closes && url_kind_of(run.tags[i].href) == URL_UNSAFE;
  arena_free(&scratch);
  return count;
}

card_problem *report_problem(card *c, card_code code, card_str message) {
  bool warning = code >= CARD_UNKNOWN_FIELD;
  if (!warning && c->failed == CARD_OK) c->failed = code;
  if (c->problem_count == CARD_MAX_PROBLEMS) {
    if (warning || !c->problems[CARD_MAX_PROBLEMS - 1].warning) return NULL;
    c->problem_count--; /* an error replaces the last warning */
  }
  card_problem *problem = &c->problems[c->problem_count++];
  *problem = (card_problem){.code = code, .warning = warning, .remark = code >= CARD_READ_AS, .message = message};
  return problem;
}

void report_out_of_memory(card *c) {
  c->problem_count -= c->problem_count == CARD_MAX_PROBLEMS;
  c->failed = CARD_OUT_OF_MEMORY;
  report_problem(c, CARD_OUT_OF_MEMORY, S("There is not enough memory for this card."));
}

static void put_problem(buffer *o, const card_problem *p) {
  buffer_put(o, S("{\"code\":"));
  buffer_quoted(o, card_code_name(p->code));
  buffer_put(o, p->remark    ? S(",\"level\":\"remark\"")
                : p->warning ? S(",\"level\":\"warning\"")
                             : S(",\"level\":\"error\""));
  buffer_put(o, S(",\"message\":"));
  buffer_quoted(o, p->message);
  buffer_put(o, S(",\"path\":"));
  buffer_quoted(o, p->path);
  buffer_put(o, S(",\"line\":"));
  buffer_count(o, p->line);
  buffer_put(o, S(",\"column\":"));
  buffer_count(o, p->column);
  buffer_byte(o, '}');
}

void put_problems(buffer *o, const card *c) {
  buffer_byte(o, '[');
  for (size_t i = 0; i < c->problem_count; i++) {
    if (i) buffer_byte(o, ',');
    put_problem(o, &c->problems[i]);
  }
  buffer_byte(o, ']');
}
