#include "fuzz.h"

#include "base/text.h"

_Noreturn void fuzz_fail(const char *message, card_str text) {
  fprintf(stderr, "%s:\n%.*s\n", message, (int)text.len, text.at);
  abort();
}

/* All tags that the renderer writes, then the void ones among them. */
static const char tags[] = "a\0article\0bdi\0button\0caption\0code\0div\0em\0fieldset\0form\0h2\0h3\0header\0img\0"
                           "input\0label\0legend\0li\0mark\0p\0section\0small\0span\0strong\0table\0tbody\0td\0th\0"
                           "thead\0time\0tr\0ul\0";
static const char empty_tags[] = "img\0input\0";

enum { DEEPEST = 64 };

static size_t name_length(card_str html, size_t at) {
  size_t len = 0;
  while (at + len < html.len && (text_is_alnum(html.at[at + len]) || html.at[at + len] == '-')) len++;
  return len;
}

/* Skips the attributes of a tag, from the end of its name to after its `>`. */
static size_t skip_attributes(card_str html, size_t at) {
  while (at < html.len && html.at[at] == ' ') {
    size_t len = name_length(html, at + 1);
    card_str name = text_slice(html, at + 1, at + 1 + len);
    if (!len || text_starts(name, S("on")) || text_equal(name, S("style"))) fuzz_fail("an attribute", html);
    at += 1 + len;
    if (at + 1 >= html.len || html.at[at] != '=') continue;
    if (html.at[at + 1] != '"') fuzz_fail("an attribute without quotes", html);
    size_t end = text_find(html, S("\""), at + 2);
    card_str value = text_slice(html, at + 2, end);
    if (text_find(value, S("<"), 0) < value.len) fuzz_fail("a < in an attribute", html);
    if (text_equal(name, S("href")) && text_starts(value, S("javascript:"))) fuzz_fail("an address", html);
    at = end + 1;
  }
  if (at >= html.len || html.at[at] != '>') fuzz_fail("a tag that does not end", html);
  return at + 1;
}

void fuzz_check_html(card_str html) {
  card_str open[DEEPEST];
  size_t depth = 0;
  for (size_t at = 0; (at = text_find(html, S("<"), at)) < html.len;) {
    bool closes = at + 1 < html.len && html.at[at + 1] == '/';
    size_t start = at + 1 + closes;
    card_str tag = text_slice(html, start, start + name_length(html, start));
    if (!text_among(tag, tags)) fuzz_fail("a tag", html);
    at = skip_attributes(html, start + tag.len);
    if (text_among(tag, empty_tags)) continue;
    if (closes && (!depth || !text_equal(open[--depth], tag))) fuzz_fail("tags that do not nest", html);
    if (!closes && depth == DEEPEST) fuzz_fail("tags too deep", html);
    if (!closes) open[depth++] = tag;
  }
  if (depth) fuzz_fail("a tag that is not closed", html);
}

/* A card with all kinds of values and many similar words. */
#define MIXED                                                                                                          \
  "{\"title\":\"Mixed\",\"answer\":\"goal the\",\"subjects\":[\"a\",\"a, "                                             \
  "b\",{\"id\":\"g\",\"name\":\"goal\",\"definition\":\"the *a*\"},"                                                   \
  "\"\xE6\x97\xA5 5\"],\"attributes\":["                                                                               \
  "{\"name\":\"goal the\",\"group\":\"G\",\"values\":[1,2,\"the\",null]},"                                             \
  "{\"name\":\"Gr\xC3\xB6\xC3\x9F"                                                                                     \
  "e\",\"group\":\"G\",\"unit\":\"kg\",\"better\":\"lower\",\"values\":[5,-5,5,1e6]},"                                 \
  "{\"name\":\"goals <i>\",\"definition\":\"the [goal](b.html)\",\"group\":\"H, "                                      \
  "I\",\"values\":[true,false,[\"the\",\"a\"],\"-5\"]},"                                                               \
  "{\"name\":\"\xEF\xAC\x81\",\"values\":[\"same\",\"same\",\"same\",\"same\"]},"                                      \
  "{\"name\":\"=the\",\"group\":\"<g>\",\"values\":{\"a\":{\"text\":\"about\",\"value\":3,\"note\":\"gaol\"}}},"       \
  "{\"name\":\"e\xCC\x81 &\",\"definition\":\"the the\",\"values\":[\"x \\\"y\\\"\",\"\",0.1,\"the\"]}]}"

/* Returns a card with enough rows for "Show more" and the query cache. */
static card_str many_rows(void) {
  buffer json = {0};
  buffer_put(&json, S("{\"title\":\"Many\",\"columns\":[\"\",\"Definition\",\"Group\",\"A\",\"B\"],\"rows\":["));
  for (int i = 0; i < 75; i++) {
    char row[200];
    int len = snprintf(row, sizeof row, "%s[\"goal %d the\",\"%s\",\"%s\",%d,\"%s %d\"]", i ? "," : "", i * 37 % 75,
                       i % 3 ? "the goals" : "",
                       i < 25  ? "G"
                       : i % 2 ? "H, I"
                               : "",
                       i % 7, i % 5 ? "the other" : "goal", i % 11);
    buffer_put(&json, (card_str){row, (size_t)len});
  }
  buffer_put(&json, S("]}"));
  return buffer_text(&json);
}

card_str fuzz_card(size_t which) {
  static card_str many;
  if (!many.len) many = many_rows();
  return which == 0 ? card_builtin() : which == 1 ? CARD_STR(MIXED) : many;
}

void fuzz_use(card *c, card_str view) {
  card_str text;
  if (!c) return;
  if (card_problems_json(c, &text) != CARD_OK) fuzz_fail("no problems", view);
  if (card_ok(c)) {
    if (card_render(c, view, &text) != CARD_OK) fuzz_fail("not rendered", view);
    fuzz_check_html(text);
    while (card_prepare(c, 10)) continue;
    if (card_update(c, CARD_STR("q=a"), &text) != CARD_OK) fuzz_fail("not updated", view);
    for (card_format format = CARD_MARKDOWN; format <= CARD_RICH; format++)
      if (card_export(c, view, format, &text) != CARD_OK) fuzz_fail("not exported", view);
    for (card_publication what = CARD_ARTICLE; what <= CARD_DOCUMENT; what++) {
      if (card_publish(c, view, what, &text) != CARD_OK) fuzz_fail("not published", view);
      if (what == CARD_ARTICLE || what == CARD_PLAIN_TABLE) fuzz_check_html(text);
    }
  } else if (card_render(c, view, &text) == CARD_OK) {
    fuzz_fail("a card that did not open was rendered", view);
  }
  card_close(c);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  testing_load_folds(".build/folds.bin");
  for (size_t i = 0; i < FUZZ_CARDS; i++) {
    card *c = card_open(fuzz_card(i));
    card_str problems = {0};
    if (card_problems_json(c, &problems) != CARD_OK || !card_ok(c)) fuzz_fail("a card of ours", problems);
    card_close(c);
  }
  return 0;
}
