/* Memory in a page: one list of free pieces over the linear memory, in the order of their addresses, so that
 * neighbours join when they are given back. First fit: arenas and buffers ask for few, large pieces, and the
 * list stays short. */
#include "host.h"

typedef struct piece {
  size_t size;        /* with this head; a multiple of ALIGN */
  struct piece *next; /* of a free piece */
} piece;

enum { ALIGN = 16, PAGE = 64 << 10, LEAST_GROWTH = 4 };

extern unsigned char __heap_base;

static piece *first_free;

static void release(piece *p) {
  piece **link = &first_free, *before = NULL;
  while (*link && *link < p) {
    before = *link;
    link = &before->next;
  }
  p->next = *link;
  *link = p;
  if (p->next && (char *)p + p->size == (char *)p->next) {
    p->size += p->next->size;
    p->next = p->next->next;
  }
  if (before && (char *)before + before->size == (char *)p) {
    before->size += p->size;
    before->next = p->next;
  }
}

/* The rest of the first page that the linker left over. */
static void take_initial_memory(void) {
  static int taken;
  if (taken) return;
  taken = 1;
  uintptr_t from = ((uintptr_t)&__heap_base + ALIGN - 1) & ~(uintptr_t)(ALIGN - 1);
  uintptr_t to = (uintptr_t)__builtin_wasm_memory_size(0) * PAGE;
  if (to <= from + ALIGN) return;
  piece *p = (piece *)from;
  p->size = to - from;
  release(p);
}

static int grow(size_t bytes) {
  size_t pages = bytes / PAGE + 1;
  if (pages < LEAST_GROWTH) pages = LEAST_GROWTH;
  size_t before = __builtin_wasm_memory_grow(0, pages);
  if (before == SIZE_MAX) return 0;
  piece *p = (piece *)(before * PAGE);
  p->size = pages * PAGE;
  release(p);
  return 1;
}

static piece *take(size_t size) {
  for (piece **link = &first_free; *link; link = &(*link)->next) {
    piece *p = *link;
    if (p->size < size) continue;
    if (p->size - size >= 2 * ALIGN) {
      piece *rest = (piece *)((char *)p + size);
      rest->size = p->size - size;
      rest->next = p->next;
      *link = rest;
      p->size = size;
    } else {
      *link = p->next;
    }
    return p;
  }
  return NULL;
}

void *card_host_alloc(size_t bytes) {
  if (bytes > SIZE_MAX / 2) return NULL;
  size_t size = (bytes + ALIGN + ALIGN - 1) & ~(size_t)(ALIGN - 1);
  take_initial_memory();
  piece *p = take(size);
  if (!p && grow(size)) p = take(size);
  return p ? (char *)p + ALIGN : NULL;
}

void card_host_free(void *memory) {
  if (memory) release((piece *)((char *)memory - ALIGN));
}
