/* Tests of src/base/arena.h. */
#include "base/arena.h"

#include <stdint.h>

#include "../engine/testing.h"
#include "check.h"

static bool is_zeroed(const char *at, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (at[i]) return false;
  return true;
}

static bool is_aligned(const void *at) { return (uintptr_t)at % sizeof(double) == 0; }

int main(void) {
  arena a = {0};
  char *first = arena_take(&a, 3, 1), *second = arena_take(&a, 1, 8), *large = arena_take(&a, 1000, 1000);
  CHECK(first && is_zeroed(first, 3));
  CHECK(second && is_aligned(first) && is_aligned(second) && is_aligned(large));
  CHECK(second >= first + 3);
  CHECK(large && is_zeroed(large, 1000000));
  CHECK(is_zeroed(arena_take(&a, 16, 16), 256));
  CHECK(arena_raw(&a, 0) != arena_raw(&a, 0));
  CHECK(!arena_take(&a, SIZE_MAX / 2, 4));
  CHECK(!arena_take(&a, SIZE_MAX, 1));
  CHECK(!arena_raw(&a, SIZE_MAX - 3));
  arena_reset(&a);
  char *before = arena_raw(&a, 64);
  memset(before, 1, 64);
  arena_reset(&a);
  CHECK(arena_raw(&a, 64) == before);
  arena_reset(&a);
  CHECK(is_zeroed(arena_take(&a, 64, 1), 64));
  arena_free(&a);
  CHECK(!a.blocks && !a.next && !a.end);
  arena_reset(&a);
  CHECK(arena_take(&a, 1, 1));
  arena_free(&a);
  testing_fail_after(0);
  CHECK(!arena_take(&a, 1, 1));
  testing_fail_after(1);
  CHECK(arena_take(&a, 1, 1));
  CHECK(!arena_take(&a, 1 << 20, 1));
  testing_fail_after(-1);
  arena_free(&a);
  return check_end();
}
