/* Memory that dies together: takes are never given back one by one. A zeroed arena is an empty one. */
#ifndef CARD_ARENA_H
#define CARD_ARENA_H

#include <stddef.h>

typedef struct arena_block arena_block;

typedef struct {
  arena_block *blocks;
  char *next, *end; /* what is left of the newest block */
  size_t grown;     /* bytes of the newest block */
} arena;

/* `count` things of `size` bytes, zeroed, aligned for any of the engine's types. NULL when there is no
 * memory. */
void *arena_take(arena *, size_t count, size_t size);

/* As arena_take for bytes that the caller fills: not zeroed. */
void *arena_raw(arena *, size_t bytes);

/* Forgets what was taken but keeps the newest block for what comes next. */
void arena_reset(arena *);

/* Gives everything back and leaves an empty arena. */
void arena_free(arena *);

#endif
