/* The one growable buffer that all output goes through. A zeroed buffer is an empty one. */
#ifndef CARD_OUT_H
#define CARD_OUT_H

#include "card.h"

typedef struct {
  char *at;
  size_t len, room;
  bool failed; /* memory gave out: what was written since is lost */
} out;

/* Writes bytes as they are. */
void out_put(out *, card_str);
void out_byte(out *, char);

/* A finite number as people write it: the fewest digits that give the same double back ("0.1", "-40"). Where
 * that takes more than 15 decimals, below 1e-6 and from 1e18 on (these two with an exponent, "1e+18") it is
 * rounded to 15. */
void out_number(out *, double);
void out_count(out *, size_t);

/* Makes room for `bytes` more and returns where they go, or NULL. The caller adds what it wrote to `len`. */
char *out_room(out *, size_t bytes);

card_str out_text(const out *);
void out_free(out *);

#endif
