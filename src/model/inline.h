/* The inline markup of text fields: CommonMark's strong and regular emphasis, code, links and backslash
 * escapes (0.31.2, sections 2.4, 6.1-6.3). No images, autolinks, HTML, entities or hard breaks: those
 * characters stand for themselves. */
#ifndef CARD_INLINE_H
#define CARD_INLINE_H

#include "base/arena.h"
#include "card.h"

/* Emphasis inside so many tags is no tag: it would look no different, and parsers of HTML stop to nest nodes at some depth. */
#define INLINE_MAX_DEPTH 32

/* No markup makes an isolate: it keeps the direction of a number to itself (write.c). */
typedef enum { INLINE_EMPHASIS, INLINE_STRONG, INLINE_CODE, INLINE_ISOLATE, INLINE_LINK } inline_kind;

/* A tag that stands before byte `at` of the visible text. */
typedef struct {
  size_t at;
  inline_kind kind;
  bool closes;
  card_str href; /* of an opening link; not checked */
} inline_tag;

/* What a reader sees, and the tags in it in the order they stand, properly nested. */
typedef struct {
  card_str text;
  const inline_tag *tags;
  size_t count;
} inline_run;

/* Reads inline markup. The result borrows from `raw` and the arena. False when memory gave out. */
bool inline_read(arena *, card_str raw, inline_run *);

#endif
