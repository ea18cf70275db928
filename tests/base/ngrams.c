/* Tests of the n-gram index (src/query/ngrams.h). */
#include "query/ngrams.h"

#include <stdlib.h>

#include "check.h"
#include "model/model.h"
#include "query/index.h"

enum { ROWS = 2000 };

/* Text without letters, since bitmaps may take an eighth of the text. */
#define FILLER "\"0123456789 0123456789 0123456789 0123456789\""

/* Opens a card whose rows alternate between "goal" and "team". */
static card *open_rows(int rows) {
  static buffer json; /* the card's texts are slices of it */
  json.len = 0;
  buffer_put(&json, S("{\"title\":\"T\",\"columns\":[\"\",\"A\"],\"rows\":["));
  for (int i = 0; i < rows; i++) {
    if (i) buffer_byte(&json, ',');
    buffer_put(&json, i % 2 ? S("[\"goal\"," FILLER "]") : S("[\"team\"," FILLER "]"));
  }
  buffer_put(&json, S("]}"));
  card *c = card_open(buffer_text(&json));
  while (c && card_prepare(c, 100)) continue;
  return c;
}

/* Returns the number of rows that may contain a text. */
static size_t count_rows(const card *c, card_str text) {
  static uint32_t rows[ROWS];
  ngram_set set = ngrams_of(c, text);
  return set.count ? ngrams_rows(c, &set, rows) : ROWS;
}

static bool allows(const card *c, card_str text, size_t row) {
  ngram_set set = ngrams_of(c, text);
  return ngrams_allow(&set, row);
}

int main(void) {
  card *c = open_rows(ROWS);
  CHECK(ngrams_index(c, 1) == 0);
  CHECK(count_rows(c, S("goa")) == ROWS / 2);
  CHECK(count_rows(c, S("goal")) == ROWS / 2);
  CHECK(count_rows(c, S("a")) == ROWS);
  CHECK(count_rows(c, S("te")) == ROWS / 2);
  CHECK(allows(c, S("goal"), 1) && !allows(c, S("goal"), 0));
  CHECK(allows(c, S("eam"), 0) && !allows(c, S("eam"), ROWS - 1));
  CHECK(ngrams_of(c, S("goa")).exact);
  CHECK(ngrams_of(c, S("go")).exact);
  CHECK(!ngrams_of(c, S("goal")).exact);
  CHECK(!ngrams_of(c, S("5")).count);
  CHECK(!ngrams_of(c, S("zzz")).count); /* in no sampled row: not indexed, so any row may contain it */
  card_close(c);
  c = open_rows(100);
  CHECK(!ngrams_of(c, S("goal")).count && allows(c, S("goal"), 0)); /* a small card has no index */
  card_close(c);
  return check_end();
}
