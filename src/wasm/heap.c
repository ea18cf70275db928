/* The allocator in a page: a free list over linear memory in address order, so that freed neighbours merge. First fit:
 * arenas and buffers request few, large pieces, so the list stays short. */
#include "base/platform.h"

typedef struct piece {
  _Alignas(16) size_t size; /* including this header */
  struct piece *next;       /* if free */
} piece;

enum { PAGE = 64 << 10, LEAST_GROWTH = 4 };

static piece before_all; /* the head of the free list */

static void join_next(piece *p) {
  if ((char *)p + p->size != (char *)p->next) return;
  p->size += p->next->size;
  p->next = p->next->next;
}

static void release(piece *p) {
  piece *before = &before_all;
  while (before->next && before->next < p) before = before->next;
  p->next = before->next;
  before->next = p;
  join_next(p);
  join_next(before);
}

static int grow(size_t bytes) {
  size_t pages = bytes / PAGE + LEAST_GROWTH;
  size_t before = __builtin_wasm_memory_grow(0, pages);
  if (before == SIZE_MAX) return 0;
  piece *p = (piece *)(before * PAGE);
  p->size = pages * PAGE;
  release(p);
  return 1;
}

/* Cuts the end off a piece, or takes it whole. */
static piece *take(size_t size) {
  for (piece *before = &before_all, *p; (p = before->next); before = p) {
    if (p->size < size) continue;
    if (p->size == size) {
      before->next = p->next;
    } else {
      p->size -= size;
      p = (piece *)((char *)p + p->size);
      p->size = size;
    }
    return p;
  }
  return NULL;
}

void *platform_alloc(size_t bytes) {
  if (bytes > SIZE_MAX / 2) return NULL;
  size_t size = (bytes + 2 * sizeof(piece) - 1) & ~(sizeof(piece) - 1);
  piece *p = take(size);
  if (!p && grow(size)) p = take(size);
  return p ? p + 1 : NULL;
}

void platform_free(void *memory) {
  if (memory) release((piece *)memory - 1);
}
