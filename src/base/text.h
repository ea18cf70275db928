/* Slices of UTF-8: compare, decode, count. */
#ifndef CARD_TEXT_H
#define CARD_TEXT_H

#include "base/platform.h"
#include "card.h"

#define S CARD_STR

/* A NUL-terminated string as a slice of it. */
card_str text_from(const char *);

bool text_equal(card_str, card_str);

/* Equal but for the case of ASCII letters. */
bool text_equal_ascii_case(card_str, card_str);

/* Whether a character is one of those in `set`. */
bool text_has(card_str set, char);

/* Which of some words, each with a NUL behind it, a text is but for the case of ASCII letters: 1 for the first, 0
 * for none. */
int text_among(card_str, const char *words);

/* Where `needle` first stands in `hay` at or after `from`; `hay.len` if it does not. An empty needle is
 * nowhere. */
size_t text_find(card_str hay, card_str needle, size_t from);

bool text_starts(card_str, card_str prefix);

/* The bytes from `from` up to `to`, which lie in the text; empty if they are out of order. */
card_str text_slice(card_str, size_t from, size_t to);

/* Without the spaces, tabs and line ends around it. */
card_str text_trim(card_str);

/* Whether there is nothing but these. */
bool text_is_blank(card_str);

bool text_is_space(char);

/* The length in bytes of the control character at a place: 1, or 2 for those of Latin-1; 0 where there is none. Tabs and line
 * ends do not count. */
size_t text_control(const char *at, const char *end);
char text_lower(char);

/* Whether `a` is a letter, or a letter or digit, of ASCII. */
bool text_is_letter(char a);
bool text_is_alnum(char a);

/* The value of a hexadecimal digit; -1 for another character. */
int text_hex_digit(char);

/* Decodes the code point at the start of the text. Returns its length, 1 to 4, or 0 where the bytes are not
 * UTF-8 as RFC 3629 defines it or the text is empty. */
size_t text_decode(card_str, uint32_t *code_point);

/* As text_decode for text that may be broken: a bad byte is read as U+FFFD of length 1. Never 0 for text. */
size_t text_next(card_str, uint32_t *code_point);

size_t text_encode(uint32_t code_point, char into[4]);

/* Whether a character lies in one of the ranges, of which the first and the last character are given. */
bool text_is_within(uint32_t code_point, card_str ranges);

/* Whether the text has characters of a script that is written from right to left, such as Hebrew and Arabic. */
bool text_has_rtl(card_str);

/* FNV-1a, 64 bits: whether a text differs from another. */
uint64_t text_hash(card_str);

/* The length of the run at the start of the text in which every byte is ASCII from space on, and none is `"`
 * or `\`: what a JSON scanner may step over. */
size_t text_plain_run(card_str);

#endif
