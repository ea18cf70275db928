/* Tests of src/base/buffer.h. */
#include "base/buffer.h"

#include "../engine/testing.h"
#include "check.h"

static buffer written;

static card_str taken(void) {
  card_str text = buffer_text(&written);
  written.len = 0;
  return text;
}

static card_str number(double value) {
  buffer_number(&written, value, &plain_numbers);
  return taken();
}

static card_str count(size_t value) {
  buffer_count(&written, value);
  return taken();
}

static card_str quoted(card_str text) {
  buffer_quoted(&written, text);
  return taken();
}

static card_str field(card_str text) {
  buffer_field(&written, S(",\"a\":"), text);
  return taken();
}

static void check_numbers(void) {
  CHECK(IS(number(0), "0"));
  CHECK(IS(number(0.1), "0.1"));
  CHECK(IS(number(-40), "-40"));
  CHECK(IS(number(1234), "1234"));
  CHECK(IS(number(12742), "12\u202F742"));
  CHECK(IS(number(-1234567.5), "-1\u202F234\u202F567.5"));
  CHECK(IS(number(100000), "100\u202F000"));
  CHECK(IS(number(1e21), "1e+21"));
  CHECK(IS(number(1e-7), "1e-7"));
  CHECK(IS(number(0.000123), "0.000123"));
  CHECK(IS(number(0.1 + 0.2), "0.30000000000000004"));
  CHECK(IS(number(999999999.5), "999\u202F999\u202F999.5"));
  CHECK(IS(count(0), "0"));
  CHECK(IS(count(1234567), "1\u202F234\u202F567") || IS(count(1234567), "1234567"));
}

static void check_json(void) {
  CHECK(IS(quoted(S("")), "\"\""));
  CHECK(IS(quoted(S("a\"b\\c/")), "\"a\\\"b\\\\c/\""));
  CHECK(IS(quoted(S("\n\x1F")), "\"\\u000a\\u001f\""));
  CHECK(IS(quoted(S("\u00E9")), "\"\u00E9\""));
  CHECK(IS(field(S("x")), ",\"a\":\"x\""));
  CHECK(IS(field(S("")), ""));
}

static void check_room(void) {
  for (int i = 0; i < 1000; i++) buffer_put(&written, S("0123456789"));
  CHECK(written.len == 10000 && !memcmp(written.at + 9990, "0123456789", 10));
  written.len = 0;
  CHECK(buffer_room(&written, 100000) && written.room >= 100000 && written.len == 0);
  buffer_free(&written);
  CHECK(!written.at && !written.len && !written.room);
  testing_fail_after(0);
  buffer_put(&written, S("lost"));
  CHECK(written.failed && !buffer_room(&written, 1));
  testing_fail_after(-1);
  buffer_free(&written);
}

int main(void) {
  check_numbers();
  check_json();
  check_room();
  return check_end();
}
