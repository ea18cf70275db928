/* The one growable buffer that all output goes through. A zeroed buffer is an empty one. */
#ifndef CARD_BUFFER_H
#define CARD_BUFFER_H

#include "base/platform.h"
#include "card.h"

typedef struct {
  char *at;
  size_t len, room;
  bool failed; /* memory gave out: what was written since is lost */
} buffer;

/* Writes bytes as they are. */
void buffer_put(buffer *, card_str);
void buffer_byte(buffer *, char);

/* A finite number as people write it: the fewest digits that give the same double back ("0.1", "-40", "12
 * 742"). Five digits and more before the point stand in groups of three, with a narrow space that breaks no
 * line between them, as ISO 80000-1 writes them for every language. */
void buffer_number(buffer *, double);
void buffer_count(buffer *, size_t);

/* The text of a finite number as programs write it (platform_number_text in platform.h), and its length. */
size_t number_text(double, char into[CARD_NUMBER_MAX]);

#define CARD_COUNT_MAX 24 /* bytes; the longest count has 20 digits */

/* The digits of a count, which stand in `into`. */
card_str count_text(uint64_t, char into[CARD_COUNT_MAX]);

/* A JSON string (RFC 8259, 7). */
void buffer_quoted(buffer *, card_str);

/* A member of a JSON object: its name with what stands before and behind that, then the text. Nothing for an empty one. */
void buffer_field(buffer *, card_str before, card_str text);

/* Writes a number below a billion that has six decimals at most, as nearly all have, and returns the length; 0 for another.
 * Of up to 15 digits no two decimals are the same double, so that the first that gives it back is the shortest.
 * Many are written when a large card is searched, and hosts take long for each. */
size_t short_number_text(double, char *into);

/* Makes room for `bytes` more and returns where they go, or NULL. The caller adds what it wrote to `len`. */
char *buffer_room(buffer *, size_t bytes);

card_str buffer_text(const buffer *);
void buffer_free(buffer *);

#endif
