#include "problems.h"

#include "text.h"

static void put_problem(out *o, const card_problem *p) {
  out_put(o, S("{\"code\":"));
  out_quoted(o, card_code_name(p->code));
  out_put(o, p->warning ? S(",\"level\":\"warning\"") : S(",\"level\":\"error\""));
  out_put(o, S(",\"message\":"));
  out_quoted(o, p->message);
  out_put(o, S(",\"path\":"));
  out_quoted(o, p->path);
  out_put(o, S(",\"line\":"));
  out_count(o, p->line);
  out_put(o, S(",\"column\":"));
  out_count(o, p->column);
  out_byte(o, '}');
}

void put_problems(out *o, const card *c) {
  out_byte(o, '[');
  for (size_t i = 0; i < c->problem_count; i++) {
    if (i) out_byte(o, ',');
    put_problem(o, &c->problems[i]);
  }
  out_byte(o, ']');
}
