/* Tests of substring search with vectors and byte by byte (src/base/find.h). */
#include "base/find.h"

#include <stdlib.h>

#include "check.h"

/* Searches memory that ends with the text, so that the sanitizers detect reads beyond it; both versions must agree. */
static size_t find(card_str text, card_str needle, size_t from) {
  char *hay = malloc(text.len ? text.len : 1);
  memcpy(hay, text.at, text.len);
  size_t at = find_scalar(hay, text.len, needle, from);
  CHECK(find_vector(hay, text.len, text.len, needle, from) == at);
  free(hay);
  return at;
}

/* Searches the first bytes of a text; all of it may be read. */
static size_t find_within(card_str text, size_t end, card_str needle) {
  size_t at = find_scalar(text.at, end, needle, 0);
  CHECK(find_vector(text.at, end, text.len, needle, 0) == at);
  return at;
}

#define LONG "0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

int main(void) {
  CHECK(find(S(LONG), S("0"), 0) == 0);
  CHECK(find(S(LONG), S("0"), 1) == 36);
  CHECK(find(S(LONG), S("Z"), 0) == 71);
  CHECK(find(S(LONG), S("YZ"), 0) == 70);
  CHECK(find(S(LONG), S("fg"), 0) == 15);
  CHECK(find(S(LONG), S("vw"), 0) == 31);
  CHECK(find(S(LONG), S("9A"), 0) == 45);
  CHECK(find(S(LONG), S("9a"), 10) == 72);
  CHECK(find(S(LONG), S("Za"), 0) == 72);
  CHECK(find(S(LONG), S(LONG), 0) == 0);
  CHECK(find(S(LONG), S(LONG), 1) == 72);
  CHECK(find(S("abc"), S("abcd"), 0) == 3);
  CHECK(find(S("abc"), S("c"), 3) == 3);
  CHECK(find(S(""), S("a"), 0) == 0);
  CHECK(find(S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"), S("aab"), 0) == 31);
  CHECK(find(S("abababababababababababababababababac"), S("abac"), 0) == 32);
  CHECK(find(S("\x80\xFF\x80\xFF\x80\xFF\x80\xFF\x80\xFF\x80\xFF\x80\xFF\x80\xFE"), S("\x80\xFE"), 0) == 14);
  CHECK(find_within(S(LONG), 3, S("23")) == 3);
  CHECK(find_within(S(LONG), 4, S("23")) == 2);
  CHECK(find_within(S(LONG), 3, S("3")) == 3);
  CHECK(find_within(S(LONG), 20, S("ijk")) == 20);
  return check_end();
}
