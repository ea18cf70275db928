/* Substring search: 16 positions at a time with vectors (WebAssembly SIMD, SSE2), otherwise one. Both versions are
 * compiled for comparison in tests. Inline, so that each loop in match.c gets its own copy. */
#ifndef CARD_FIND_H
#define CARD_FIND_H

#include "base/inlined.h"
#include "card.h"

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#define CARD_VECTORS 1
typedef v128_t card_vector;
INLINED card_vector vector_load(const char *at) { return wasm_v128_load(at); }
INLINED card_vector vector_of(char c) { return wasm_i8x16_splat(c); }
INLINED card_vector vector_equal(card_vector a, card_vector b) { return wasm_i8x16_eq(a, b); }
INLINED card_vector vector_less(card_vector a, card_vector b) { return wasm_i8x16_lt(a, b); } /* as signed */
INLINED card_vector vector_and(card_vector a, card_vector b) { return wasm_v128_and(a, b); }
INLINED card_vector vector_or(card_vector a, card_vector b) { return wasm_v128_or(a, b); }
INLINED uint32_t vector_mask(card_vector a) { return wasm_i8x16_bitmask(a); }
INLINED void vector_store(char *to, card_vector a) { wasm_v128_store(to, a); }
#elif defined(__SSE2__)
#include <emmintrin.h>
#define CARD_VECTORS 1
typedef __m128i card_vector;
INLINED card_vector vector_load(const char *at) { return _mm_loadu_si128((const __m128i *)(const void *)at); }
INLINED card_vector vector_of(char c) { return _mm_set1_epi8(c); }
INLINED card_vector vector_equal(card_vector a, card_vector b) { return _mm_cmpeq_epi8(a, b); }
INLINED card_vector vector_less(card_vector a, card_vector b) { return _mm_cmplt_epi8(a, b); }
INLINED card_vector vector_and(card_vector a, card_vector b) { return _mm_and_si128(a, b); }
INLINED card_vector vector_or(card_vector a, card_vector b) { return _mm_or_si128(a, b); }
INLINED uint32_t vector_mask(card_vector a) { return (uint32_t)_mm_movemask_epi8(a); }
INLINED void vector_store(char *to, card_vector a) { _mm_storeu_si128((__m128i *)(void *)to, a); }
#else
#define CARD_VECTORS 0
#endif

enum { VECTOR = 16 }; /* bytes */

/* Returns true if the bytes at `at` continue with `text` from its index `i`. */
static inline bool goes_on(const char *at, card_str text, size_t i) {
  while (i < text.len && at[i] == text.at[i]) i++;
  return i == text.len;
}

/* Returns the first position of `needle`, which is not empty, at or after `from` in the first `end` bytes of `hay`;
 * `end` if not found. */
static inline size_t find_scalar(const char *hay, size_t end, card_str needle, size_t from) {
  for (; needle.len <= end && from <= end - needle.len; from++)
    if (hay[from] == *needle.at && goes_on(hay + from, needle, 1)) return from;
  return end;
}

#if CARD_VECTORS
/* Returns a bit mask of the 16 positions from `at` where the first byte equals `heads` and the byte `last` later `tails`. */
static inline uint32_t ends_at(const char *at, size_t last, card_vector heads, card_vector tails) {
  return vector_mask(vector_and(vector_equal(vector_load(at), heads), vector_equal(vector_load(at + last), tails)));
}
#endif

/* Vector version of find_scalar: compares the first and last byte of `needle`. May read up to `readable` bytes; if that
 * is more than `end`, short texts need no scalar loop. Two vectors per step: fewer branch mispredictions. */
INLINED size_t find_vector(const char *hay, size_t end, size_t readable, card_str needle, size_t from) {
#if CARD_VECTORS
  if (needle.len > end) return end;
  enum { VECTORS = 2 };
  size_t last = needle.len - 1, stop = end - last; /* first position too late for a hit */
  card_vector heads = vector_of(*needle.at), tails = vector_of(needle.at[last]);
  for (; from < stop && from + last + VECTORS * VECTOR <= readable; from += VECTORS * VECTOR) {
    uint32_t hits = 0;
    for (size_t i = VECTORS; i--;) hits = hits << VECTOR | ends_at(hay + from + i * VECTOR, last, heads, tails);
    for (; hits; hits &= hits - 1) {
      size_t at = from + (size_t)__builtin_ctz(hits);
      if (at >= stop) return end;
      if (goes_on(hay + at, needle, 1)) return at;
    }
  }
#else
  (void)readable;
#endif
  return find_scalar(hay, end, needle, from);
}

#endif
