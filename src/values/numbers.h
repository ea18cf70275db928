/* Reads a text as a number, in the spellings of people: sign, currency, groups of digits, unit, marks of notes. */
#ifndef CARD_NUMBERS_H
#define CARD_NUMBERS_H

#include "model/model.h"
#include "values/characters.h"

enum { NUMBER_DIGITS = 320 /* the largest double has 309 */ };

typedef struct {
  double value;
  card_str before, unit; /* currency before the number, and unit; a single one is in `unit` */
  uint8_t manner;        /* value_manner */
  bool certain;          /* the decimal sign is unambiguous */
  bool canonical;        /* written as programs write numbers */
  bool has_unit;         /* a unit, a currency or a word such as "million" is beside the digits */
  /* The state of reading: */
  card_str text;
  size_t at;
  char decimal;
  bool failed; /* the text is no number */
  size_t count;
  char digits[NUMBER_DIGITS]; /* the number in JSON syntax; the first `count` */
  char latin[LATIN_ROOM];     /* the text, if it has digits of other scripts */
} number;

/* Returns true if the text may be a number or a date: a digit is near its start. */
bool number_is_likely(card_str text);

/* Reads a trimmed text without markup; returns false if it is no number. `decimal` is '.' or ','. The number's texts are
 * slices of `text` or of the number itself. */
bool number_read(card_str text, char decimal, number *);

#endif
