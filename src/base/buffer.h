/* The growable buffer for all output. A zeroed buffer is empty. */
#ifndef CARD_BUFFER_H
#define CARD_BUFFER_H

#include "base/platform.h"
#include "card.h"

typedef struct {
  char *at;
  size_t len, room;
  bool failed; /* memory ran out: later writes are lost */
} buffer;

/* Appends bytes unchanged. */
void buffer_put(buffer *, card_str);
void buffer_byte(buffer *, char);

enum { SIGN_MAX = 4 }; /* bytes of a sign, with a NUL */

/* How a language writes numbers. */
typedef struct {
  char decimal[SIGN_MAX], group[SIGN_MAX]; /* NUL-terminated */
  unsigned char last, others; /* digits of the last group and of those before it; 0 if numbers are not grouped */
} number_style;

/* The style without a language, as ISO 80000-1 recommends for all: U+202F groups digits by three. */
extern const number_style plain_numbers;

/* The style of programs. */
extern const number_style bare_numbers;

/* Appends a finite number for people: the shortest digits that give the same double ("0.1", "-40", "12 742"). Groups
 * the digits of integer parts of five or more, so years have no sign. */
void buffer_number(buffer *, double, const number_style *);
void buffer_count(buffer *, size_t);

/* Writes a finite number for programs (see platform_number_text) and returns its length in bytes. */
size_t number_text(double, char into[CARD_NUMBER_MAX]);

#define CARD_COUNT_MAX 24 /* bytes; the longest count has 20 digits */

/* Writes the digits of a count to `into` and returns them as a slice of it. */
card_str count_text(uint64_t, char into[CARD_COUNT_MAX]);

/* Appends a JSON string (RFC 8259, 7). */
void buffer_quoted(buffer *, card_str);

/* Appends `before`, which holds the name of a JSON member, and the text as a string. Appends nothing if the text is empty. */
void buffer_field(buffer *, card_str before, card_str text);

/* Writes a number below 10^9 with at most six decimals and returns its length; otherwise returns 0. Decimals of up to
 * 15 digits are different doubles, so the first that gives the double back is the shortest. Faster than the platform:
 * searching a large card writes many numbers. */
size_t short_number_text(double, char *into);

/* Reserves `bytes` and returns where to write them; NULL if memory ran out. The caller adds the bytes written to `len`. */
char *buffer_room(buffer *, size_t bytes);

card_str buffer_text(const buffer *);
void buffer_free(buffer *);

#endif
