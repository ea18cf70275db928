/* Memory that is freed all at once. A zeroed arena is empty. */
#ifndef CARD_ARENA_H
#define CARD_ARENA_H

#include <stddef.h>

typedef struct arena_block arena_block;

typedef struct {
  arena_block *blocks;
  char *next, *end; /* unused bytes of the newest block */
  size_t grown;     /* size of the newest block in bytes */
} arena;

/* Returns `count` zeroed items of `size` bytes, aligned for all types of the engine. NULL if memory ran out. */
void *arena_take(arena *, size_t count, size_t size);

/* Like arena_take, but for bytes that are not zeroed. */
void *arena_raw(arena *, size_t bytes);

/* Frees everything but the newest block, which is reused. */
void arena_reset(arena *);

/* Frees everything. The arena is empty afterwards. */
void arena_free(arena *);

#endif
