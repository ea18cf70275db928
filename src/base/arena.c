#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "base/platform.h"

struct arena_block {
  arena_block *older;
  double align; /* the widest type of the engine: aligns the data behind the block header */
};

enum { ALIGN = 8, SMALLEST = 4 << 10, LARGEST = 1 << 20 };

/* Adds a block for `bytes`, twice as large as the last one up to LARGEST: few blocks for large cards, little waste for
 * small ones. */
static arena_block *grow(arena *a, size_t bytes) {
  a->grown = a->grown ? a->grown * 2 : SMALLEST;
  if (a->grown > LARGEST) a->grown = LARGEST;
  size_t size = bytes + sizeof(arena_block);
  if (size < a->grown) size = a->grown;
  arena_block *block = platform_alloc(size);
  if (!block) return NULL;
  block->older = a->blocks;
  a->blocks = block;
  a->next = (char *)(block + 1);
  a->end = (char *)block + size;
  return block;
}

void *arena_raw(arena *a, size_t bytes) {
  if (bytes > SIZE_MAX / 2) return NULL;
  bytes = (bytes + !bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
  if ((size_t)(a->end - a->next) < bytes && !grow(a, bytes)) return NULL;
  char *taken = a->next;
  a->next += bytes;
  return taken;
}

void *arena_take(arena *a, size_t count, size_t size) {
  if (count > SIZE_MAX / 2 / size) return NULL;
  void *taken = arena_raw(a, count * size);
  if (taken) memset(taken, 0, count * size);
  return taken;
}

static void free_blocks(arena_block *block) {
  while (block) {
    arena_block *older = block->older;
    platform_free(block);
    block = older;
  }
}

void arena_free(arena *a) {
  free_blocks(a->blocks);
  *a = (arena){0};
}

void arena_reset(arena *a) {
  if (!a->blocks) return;
  free_blocks(a->blocks->older);
  a->blocks->older = NULL;
  a->next = (char *)(a->blocks + 1);
}
