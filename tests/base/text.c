/* Tests of src/base/text.h. */
#include "check.h"

static bool decodes(card_str text, size_t length, uint32_t point) {
  uint32_t decoded = 0;
  return text_decode(text, &decoded) == length && (!length || decoded == point);
}

static bool goes_on(card_str text, size_t length, uint32_t point) {
  uint32_t decoded = 0;
  return text_next(text, &decoded) == length && decoded == point;
}

static bool encodes(uint32_t point, card_str bytes) {
  char into[4];
  return text_equal((card_str){into, text_encode(point, into)}, bytes);
}

static size_t control_at(const char *at, size_t len) { return text_control(at, at + len); }

static void check_comparisons(void) {
  CHECK(IS(text_from("ab"), "ab"));
  CHECK(!text_equal(S("ab"), S("aB")));
  CHECK(!text_equal(S("ab"), S("abc")));
  CHECK(text_equal_ascii_case(S("aB-1"), S("Ab-1")));
  CHECK(!text_equal_ascii_case(S("["), S("{")));
  CHECK(text_has(S("abc"), 'c') && !text_has(S("abc"), 'd') && !text_has(S(""), 'a'));
  CHECK(text_among(S("TWO"), "one\0two\0") == 2);
  CHECK(text_among(S("tw"), "one\0two\0") == 0);
  CHECK(text_starts(S("abc"), S("ab")) && text_starts(S("a"), S("")) && !text_starts(S("a"), S("ab")));
  CHECK(text_hash(S("a")) != text_hash(S("b")));
  CHECK(text_hash(S("a")) == text_hash(text_slice(S("bab"), 1, 2)));
}

static void check_search(void) {
  CHECK(text_find(S("abcabc"), S("ca"), 0) == 2);
  CHECK(text_find(S("abcabc"), S("abc"), 1) == 3);
  CHECK(text_find(S("abc"), S("c"), 3) == 3);
  CHECK(text_find(S("abc"), S("abcd"), 0) == 3);
  CHECK(text_find(S("abc"), S(""), 0) == 3);
  CHECK(text_find(S("aab"), S("ab"), 0) == 1);
}

static void check_slices(void) {
  CHECK(IS(text_slice(S("abc"), 1, 2), "b"));
  CHECK(IS(text_slice(S("abc"), 2, 1), ""));
  CHECK(IS(text_trim(S(" \t\r\na b\n")), "a b"));
  CHECK(IS(text_trim(S(" \n")), ""));
  CHECK(text_is_blank(S(" \t\r\n")) && text_is_blank(S("")) && !text_is_blank(S(" a")));
  CHECK(!text_is_blank(S("\u00A0")));
}

static void check_characters(void) {
  CHECK(text_lower('A') == 'a' && text_lower('Z') == 'z' && text_lower('[') == '[' && text_lower('@') == '@');
  CHECK(text_is_letter('a') && text_is_letter('Z') && !text_is_letter('0') && !text_is_letter('\xC3'));
  CHECK(text_is_alnum('0') && text_is_alnum('9') && text_is_alnum('x') && !text_is_alnum('_'));
  CHECK(text_hex_digit('0') == 0 && text_hex_digit('f') == 15 && text_hex_digit('A') == 10 &&
        text_hex_digit('g') == -1);
  CHECK(control_at("\1", 1) == 1 && control_at("\x7F", 1) == 1);
  CHECK(control_at("\t", 1) == 0 && control_at("\n", 1) == 0 && control_at("\r", 1) == 0 && control_at(" ", 1) == 0);
  CHECK(control_at("\xC2\x85", 2) == 2 && control_at("\xC2\xA0", 2) == 0 && control_at("\xC2", 1) == 0);
  CHECK(text_plain_run(S("ab\"c")) == 2);
  CHECK(text_plain_run(S("0123456789abcdefghij\\")) == 20);
  CHECK(text_plain_run(S("0123456789abcdef\n")) == 16);
  CHECK(text_plain_run(S("0123456789abcdefg\xC3\xA9")) == 17);
  CHECK(text_plain_run(S("\x7F ")) == 2);
}

static void check_utf8(void) {
  CHECK(decodes(S("a"), 1, 'a'));
  CHECK(decodes(S("\xC3\xA9"), 2, 0xE9));
  CHECK(decodes(S("\xE2\x82\xAC!"), 3, 0x20AC));
  CHECK(decodes(S("\xF0\x9F\x98\x80"), 4, 0x1F600));
  CHECK(decodes(S("\xF4\x8F\xBF\xBF"), 4, 0x10FFFF));
  CHECK(decodes(S(""), 0, 0));
  CHECK(decodes(S("\x80"), 0, 0));             /* a continuation byte alone */
  CHECK(decodes(S("\xC3"), 0, 0));             /* truncated */
  CHECK(decodes(S("\xC3("), 0, 0));            /* an invalid continuation byte */
  CHECK(decodes(S("\xC0\xAF"), 0, 0));         /* overlong */
  CHECK(decodes(S("\xE0\x80\xAF"), 0, 0));     /* overlong */
  CHECK(decodes(S("\xF0\x80\x80\xAF"), 0, 0)); /* overlong */
  CHECK(decodes(S("\xED\xA0\x80"), 0, 0));     /* a surrogate */
  CHECK(decodes(S("\xF4\x90\x80\x80"), 0, 0)); /* beyond U+10FFFF */
  CHECK(decodes(S("\xF5\x80\x80\x80"), 0, 0)); /* beyond U+10FFFF */
  CHECK(goes_on(S("\xC3("), 1, 0xFFFD));
  CHECK(goes_on(S("\xC3\xA9("), 2, 0xE9));
  CHECK(encodes('a', S("a")));
  CHECK(encodes(0xE9, S("\xC3\xA9")));
  CHECK(encodes(0x20AC, S("\xE2\x82\xAC")));
  CHECK(encodes(0x10FFFF, S("\xF4\x8F\xBF\xBF")));
  CHECK(text_has_rtl(S("a \u05D0")) && text_has_rtl(S("\u0643")));
  CHECK(!text_has_rtl(S("a\u00E9\u65E5\u0416")) && !text_has_rtl(S("")));
}

int main(void) {
  check_comparisons();
  check_search();
  check_slices();
  check_characters();
  check_utf8();
  return check_end();
}
