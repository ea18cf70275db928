/* CHECK(condition), one line per case, counts it and prints it if false. A test ends with return check_end(). */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static int checked, failed;

static inline void check_that(bool holds, const char *condition, const char *file, int line) {
  checked++;
  if (holds) return;
  failed++;
  printf("%s:%d: %s\n", file, line, condition);
}

#define CHECK(condition) check_that(condition, #condition, __FILE__, __LINE__)

/* Compares a text with a literal. */
#define IS(text, literal) text_equal(text, S(literal))

static inline int check_end(void) {
  printf("%d cases, %d failed\n", checked, failed);
  return failed > 0;
}

#endif
