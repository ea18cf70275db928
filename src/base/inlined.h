/* The engine is compiled for size, so the compiler calls even functions of one instruction. */
#ifndef CARD_INLINED_H
#define CARD_INLINED_H

/* Declares a small function of a hot loop: always inlined. */
#define INLINED static inline __attribute__((always_inline))

#endif
