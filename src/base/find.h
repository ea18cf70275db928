/* Finding a text in a text: 16 places at a time where the machine has vectors (WebAssembly's, SSE2), one at a time
 * elsewhere. Both ways are here so that one can be tested against the other, and inline, so that the loops of match.c have
 * their own copy. */
#ifndef CARD_FIND_H
#define CARD_FIND_H

#include "card.h"

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#define CARD_VECTORS 1
typedef v128_t card_vector;
static inline card_vector vector_load(const char *at) { return wasm_v128_load(at); }
static inline card_vector vector_of(char c) { return wasm_i8x16_splat(c); }
static inline card_vector vector_equal(card_vector a, card_vector b) { return wasm_i8x16_eq(a, b); }
static inline card_vector vector_less(card_vector a, card_vector b) { return wasm_i8x16_lt(a, b); } /* as signed */
static inline card_vector vector_and(card_vector a, card_vector b) { return wasm_v128_and(a, b); }
static inline card_vector vector_or(card_vector a, card_vector b) { return wasm_v128_or(a, b); }
static inline uint32_t vector_mask(card_vector a) { return wasm_i8x16_bitmask(a); }
static inline void vector_store(char *to, card_vector a) { wasm_v128_store(to, a); }
#elif defined(__SSE2__)
#include <emmintrin.h>
#define CARD_VECTORS 1
typedef __m128i card_vector;
static inline card_vector vector_load(const char *at) { return _mm_loadu_si128((const __m128i *)(const void *)at); }
static inline card_vector vector_of(char c) { return _mm_set1_epi8(c); }
static inline card_vector vector_equal(card_vector a, card_vector b) { return _mm_cmpeq_epi8(a, b); }
static inline card_vector vector_less(card_vector a, card_vector b) { return _mm_cmplt_epi8(a, b); }
static inline card_vector vector_and(card_vector a, card_vector b) { return _mm_and_si128(a, b); }
static inline card_vector vector_or(card_vector a, card_vector b) { return _mm_or_si128(a, b); }
static inline uint32_t vector_mask(card_vector a) { return (uint32_t)_mm_movemask_epi8(a); }
static inline void vector_store(char *to, card_vector a) { _mm_storeu_si128((__m128i *)(void *)to, a); }
#else
#define CARD_VECTORS 0
#endif

enum { VECTOR = 16 }; /* bytes */

/* Whether a text goes on with the rest of another, of which it has so many bytes. */
static inline bool goes_on(const char *at, card_str text, size_t i) {
  while (i < text.len && at[i] == text.at[i]) i++;
  return i == text.len;
}

/* Where `needle`, which is not empty, first stands in the first `end` bytes at `hay`, at or after `from`; `end` if it does
 * not. */
static inline size_t find_scalar(const char *hay, size_t end, card_str needle, size_t from) {
  for (; needle.len <= end && from <= end - needle.len; from++)
    if (hay[from] == *needle.at && goes_on(hay + from, needle, 1)) return from;
  return end;
}

#if CARD_VECTORS
/* Which of the 16 places from `at` on have the first byte of what is looked for, and the last one `last` bytes behind it. */
static inline uint32_t ends_at(const char *at, size_t last, card_vector heads, card_vector tails) {
  return vector_mask(vector_and(vector_equal(vector_load(at), heads), vector_equal(vector_load(at + last), tails)));
}
#endif

/* The same, by the first and the last byte of what is looked for. Up to `readable` bytes may be read: where that is more
 * than `end`, short texts need no loop of single bytes at their ends. It takes two vectors at a time: a hit in either goes the same
 * way, which a processor foresees. */
static inline __attribute__((always_inline)) size_t find_vector(const char *hay, size_t end, size_t readable,
                                                                card_str needle, size_t from) {
#if CARD_VECTORS
  if (needle.len > end) return end;
  enum { VECTORS = 2 };
  size_t last = needle.len - 1, stop = end - last; /* the places where it may start end here */
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
