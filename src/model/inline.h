/* Inline markup of text fields: CommonMark 0.31.2 (sections 2.4, 6.1-6.3) emphasis, strong emphasis, code, links and
 * backslash escapes, and texts struck out between two tildes (GitHub Flavored Markdown 0.29, 6.5). One tilde is a text:
 * it often means "about". Images, autolinks, HTML, entities and hard breaks are plain text. */
#ifndef CARD_INLINE_H
#define CARD_INLINE_H

#include "base/arena.h"
#include "card.h"

/* Deeper emphasis is dropped: it would look the same, and HTML parsers limit nesting. */
#define INLINE_MAX_DEPTH 32

/* No markup creates an isolate: the template does, to keep the direction of a number (template.c). */
typedef enum { INLINE_EMPHASIS, INLINE_STRONG, INLINE_STRUCK, INLINE_CODE, INLINE_ISOLATE, INLINE_LINK } inline_kind;

/* A tag before byte `at` of the visible text. */
typedef struct {
  size_t at;
  inline_kind kind;
  bool closes;
  card_str href; /* of an opening link; not checked for safety */
} inline_tag;

/* The visible text and its tags, in order and properly nested. */
typedef struct {
  card_str text;
  const inline_tag *tags;
  size_t count;
} inline_run;

/* Parses inline markup. The result borrows from `raw` and the arena. Returns false if memory ran out. */
bool inline_read(arena *, card_str raw, inline_run *);

#endif
