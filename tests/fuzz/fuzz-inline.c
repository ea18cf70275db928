/* Reads any inline markup: its tags must nest and lie in the text, in all parts of a card. */
#include "base/text.h"
#include "fuzz.h"
#include "model/inline.h"

static void check_run(const inline_run *run, card_str raw) {
  inline_kind open[256];
  size_t depth = 0, at = 0;
  if (run->text.len > raw.len) fuzz_fail("more text than there was", raw);
  for (size_t i = 0; i < run->count; i++) {
    const inline_tag *tag = &run->tags[i];
    if (tag->at < at || tag->at > run->text.len) fuzz_fail("a tag out of place", raw);
    at = tag->at;
    if (tag->closes && (!depth || open[--depth] != tag->kind)) fuzz_fail("tags that do not nest", raw);
    if (!tag->closes && depth < sizeof open / sizeof *open)
      open[depth++] = tag->kind;
    else if (!tag->closes)
      return; /* deeper than this test tracks */
  }
  if (depth) fuzz_fail("a tag that is not closed", raw);
}

static void put_member(buffer *json, const char *before, card_str text, const char *after) {
  buffer_put(json, text_from(before));
  buffer_quoted(json, text);
  buffer_put(json, text_from(after));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  card_str raw = {(const char *)data, size};
  arena a = {0};
  inline_run run;
  if (inline_read(&a, raw, &run)) check_run(&run, raw);
  arena_free(&a);
  buffer json = {0};
  put_member(&json, "{\"title\":\"T\",\"answer\":", raw, ",");
  put_member(&json, "\"introduction\":", raw, ",");
  put_member(&json, "\"subjects\":[{\"name\":\"A\",\"definition\":", raw, "},\"B\"],");
  put_member(&json, "\"attributes\":[{\"name\":", raw, ",");
  put_member(&json, "\"definition\":", raw, ",");
  put_member(&json, "\"values\":[", raw, ",");
  put_member(&json, "{\"text\":\"a\",\"note\":", raw, "}]}]}");
  fuzz_use(card_open(buffer_text(&json)), CARD_STR("q=a"));
  buffer_free(&json);
  return 0;
}
