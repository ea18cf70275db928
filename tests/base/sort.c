/* Tests of sorting (src/query/sort.h). */
#include "query/sort.h"

#include "check.h"
#include "query/index.h"
#include "query/query.h"

/* Sorts the rows of a compact card by a field; returns their indices in this order. */
static card_str sorted(card_str rows, int field, bool descending) {
  static buffer text;
  static char json[2000];
  int len = snprintf(json, sizeof json, "{\"title\":\"T\",\"columns\":[\"\",\"Group\",\"A\"],\"rows\":[%.*s]}",
                     (int)rows.len, rows.at);
  card *c = card_open((card_str){json, (size_t)len});
  card_str html;
  text.len = 0;
  if (c && card_render(c, S(""), &html) == CARD_OK && search_prepare(c, SIZE_MAX) && order_rows(c, field, descending))
    for (size_t i = 0; i < c->query->match_count; i++) buffer_byte(&text, (char)('0' + c->query->matches[i]));
  card_close(c);
  return buffer_text(&text);
}

#define NAMES(a, b, c) S("[\"" a "\",\"\",1],[\"" b "\",\"\",1],[\"" c "\",\"\",1]")
#define VALUES(a, b, c) S("[\"x\",\"\"," a "],[\"x\",\"\"," b "],[\"x\",\"\"," c "]")

int main(void) {
  CHECK(IS(sorted(NAMES("b", "c", "a"), FIELD_NAME, false), "201"));
  CHECK(IS(sorted(NAMES("b", "c", "a"), FIELD_NAME, true), "102"));
  CHECK(IS(sorted(NAMES("a", "a", "a"), FIELD_NAME, true), "012"));
  CHECK(IS(sorted(NAMES("item 20", "item 3", "item 1"), FIELD_NAME, false),
           "201")); /* the platform decides, here by bytes */
  CHECK(IS(sorted(NAMES("b", "a", "ab"), FIELD_NAME, false), "120"));
  CHECK(IS(sorted(VALUES("2", "10", "-1"), FIELD_VALUES, false), "201"));
  CHECK(IS(sorted(VALUES("2", "10", "-1"), FIELD_VALUES, true), "102"));
  CHECK(IS(sorted(VALUES("0.5", "1e3", "0.25"), FIELD_VALUES, false), "201"));
  CHECK(IS(sorted(VALUES("2", "null", "1"), FIELD_VALUES, false), "201"));
  CHECK(IS(sorted(VALUES("2", "null", "1"), FIELD_VALUES, true), "021"));
  CHECK(IS(sorted(VALUES("\"a\"", "3", "null"), FIELD_VALUES, false), "102"));
  CHECK(IS(sorted(VALUES("-0.0", "0", "-1"), FIELD_VALUES, false), "201"));
  CHECK(IS(sorted(S("[\"b\",\"G\",1],[\"a\",\"G\",1],[\"c\",\"H\",1],[\"a\",\"H\",1]"), FIELD_NAME, false), "1032"));
  return check_end();
}
