/* Reads any bytes as a table. The first byte selects its kind, the options and the decimal sign. */
#include "fuzz.h"

/* Writes the card of a table as JSON and opens it again: both cards must be equal. */
static void check_document(card *c, card_str view) {
  card_str document, again;
  if (card_publish(c, view, CARD_DOCUMENT, &document) != CARD_OK) fuzz_fail("no document", view);
  card *other = card_open(document);
  if (!other || !card_ok(other)) fuzz_fail("a document that does not open", document);
  if (card_export(other, view, CARD_CSV, &again) != CARD_OK) fuzz_fail("not exported", document);
  char *copy = malloc(again.len + 1);
  memcpy(copy, again.at, again.len);
  card_str first;
  if (card_export(c, view, CARD_CSV, &first) != CARD_OK) fuzz_fail("not exported", view);
  if (first.len != again.len || memcmp(first.at, copy, first.len) != 0) fuzz_fail("another card", first);
  free(copy);
  card_close(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const options[] = {
      "{\"file\":\"Fuzz\"}",
      "{\"file\":\"Fuzz\",\"header\":\"none\"}",
      "{\"delimiter\":\",\",\"header\":\"first-row\"}",
      "{\"delimiter\":\";\",\"names\":2}",
      "{\"delimiter\":\"tab\",\"skip\":1}",
      "{\"delimiter\":\"|\",\"decimal\":\",\"}",
      "{\"delimiter\":\"a\"}",
      "{\"header\":\"first-column\",\"caption\":\"Fuzz\"}",
  };
  uint8_t first = size ? *data : 0;
  card_str text = {(const char *)data + (size > 0), size - (size > 0)};
  const char *chosen = options[first & 7];
  testing_set_decimal(first & 8 ? ',' : '.');
  card *c = card_open_table(text, first & 16 ? CARD_MARKED_TABLE : CARD_TEXT_TABLE, (card_str){chosen, strlen(chosen)},
                            first & 32 ? CARD_STR("{\"subjects\":[\"A\"],\"answer\":\"B\"}") : CARD_STR(""));
  if (c && card_ok(c)) check_document(c, CARD_STR(""));
  fuzz_use(c, CARD_STR("q=a+e&sort=name"));
  return 0;
}
