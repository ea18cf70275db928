/* Slices of UTF-8: comparing, searching, decoding. */
#ifndef CARD_TEXT_H
#define CARD_TEXT_H

#include "base/platform.h"
#include "card.h"

#define S CARD_STR

/* Returns a NUL-terminated string as a slice. */
card_str text_from(const char *);

bool text_equal(card_str, card_str);

/* Compares texts, ignoring the case of ASCII letters. */
bool text_equal_ascii_case(card_str, card_str);

bool text_has(card_str set, char);

/* Returns the index of the first line feed, carriage return or `other` at or after `from`; the length if there is none. */
size_t text_find_break(card_str, char other, size_t from);

/* Returns the number of the word in `words` that equals the text, ignoring ASCII case: 1 for the first, 0 if none. Each
 * word ends with a NUL, the list with two. */
int text_among(card_str, const char *words);

/* Returns the first position of `needle` in `hay` at or after `from`; `hay.len` if not found. An empty needle is never
 * found. */
size_t text_find(card_str hay, card_str needle, size_t from);

bool text_starts(card_str, card_str prefix);

/* Returns the bytes from `from` to `to`, which must lie in the text; empty if from >= to. */
card_str text_slice(card_str, size_t from, size_t to);

/* Removes spaces, tabs and line ends at both ends. */
card_str text_trim(card_str);

/* Returns true if the text has only spaces, tabs and line ends. */
bool text_is_blank(card_str);

bool text_is_space(char);

/* Returns the length in bytes of the control character at `at`: 1, or 2 for U+0080 to U+009F; 0 if there is none. Tabs
 * and line ends are not counted as control characters. */
size_t text_control(const char *at, const char *end);
char text_lower(char);

/* ASCII only. */
bool text_is_letter(char a);
bool text_is_alnum(char a);

/* Returns the value of a hexadecimal digit; -1 for other characters. */
int text_hex_digit(char);

/* Decodes the code point at the start of the text. Returns its length, 1 to 4; 0 if the text is empty or not UTF-8 (RFC
 * 3629). */
size_t text_decode(card_str, uint32_t *code_point);

/* Like text_decode, but reads an invalid byte as U+FFFD of length 1. Returns 0 only for empty text. */
size_t text_next(card_str, uint32_t *code_point);

size_t text_encode(uint32_t code_point, char into[4]);

/* Returns true if the code point is in one of `ranges`: pairs of first and last character. */
bool text_is_within(uint32_t code_point, card_str ranges);

/* Returns true if the text has characters of a right-to-left script, such as Hebrew or Arabic. */
bool text_has_rtl(card_str);

/* Returns the double nearest to a valid JSON number. */
double text_number(card_str);

/* Returns the 64-bit FNV-1a hash. */
uint64_t text_hash(card_str);

/* Returns the length of the prefix that a JSON scanner can skip: bytes of ASCII from space on, without `"` and `\`. */
size_t text_plain_run(card_str);

#endif
