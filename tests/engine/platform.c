/* The native platform: memory that is never zero by accident and can be made to run out, and folding from the table
 * that tests/engine/engines.js writes with web/engine/fold.js. */
#include "base/platform.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "testing.h"

static long long allocations_left = -1;
static size_t allocation_count;

void testing_fail_after(long long allocations) { allocations_left = allocations; }

size_t testing_allocations(void) { return allocation_count; }

void *platform_alloc(size_t bytes) {
  allocation_count++;
  if (allocations_left == 0) return NULL;
  if (allocations_left > 0) allocations_left--;
  void *memory = malloc(bytes);
  if (memory) memset(memory, 0x55, bytes);
  return memory;
}

void platform_free(void *memory) { free(memory); }

/* The table, ordered by code point. For every code point that folding changes: four bytes of it, lowest first, one byte
 * of length, and the folded bytes. */
typedef struct {
  uint32_t code_point;
  const char *folded;
  size_t len;
} entry;

static entry *entries;
static size_t entry_count;

void testing_load_folds(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(size + 1);
  if (fread(bytes, 1, size, file) != size) exit(2);
  fclose(file);
  entries = malloc((size / 5 + 1) * sizeof *entries);
  for (size_t at = 0; at < size; at += 5 + bytes[at + 4])
    entries[entry_count++] = (entry){(uint32_t)(bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16),
                                     (const char *)bytes + at + 5, bytes[at + 4]};
}

static int by_code_point(const void *a, const void *b) {
  uint32_t x = ((const entry *)a)->code_point, y = ((const entry *)b)->code_point;
  return (x > y) - (x < y);
}

size_t platform_fold(uint32_t code_point, char *into) {
  entry key = {code_point, NULL, 0}, *found = bsearch(&key, entries, entry_count, sizeof key, by_code_point);
  if (!found) return testing_encode(code_point, into);
  memcpy(into, found->folded, found->len);
  return found->len;
}

static const char **ranked;

static int by_text(const void *a, const void *b) {
  return strcmp(ranked[*(const uint32_t *)a], ranked[*(const uint32_t *)b]);
}

/* By bytes, like strcmp, without numbers. Tests of the collator run in JavaScript. */
void platform_letters(unsigned char places[CARD_LETTERS]) {
  memset(places, 0, CARD_LETTERS);
  places[' '] = 1;
  for (int c = 'A'; c <= 'Z'; c++) places[c] = (unsigned char)(3 + c - 'A');
  for (int c = 'a'; c <= 'z'; c++) places[c] = (unsigned char)(29 + c - 'a');
}

void platform_rank(const char *texts, size_t len, size_t count, uint32_t *ranks) {
  uint32_t *order = malloc(count * sizeof *order + 1);
  const char *end = texts + len;
  ranked = malloc(count * sizeof *ranked + 1);
  for (uint32_t i = 0; i < count && texts < end; i++, texts += strlen(texts) + 1) {
    ranked[i] = texts;
    order[i] = i;
  }
  qsort(order, count, sizeof *order, by_text);
  for (uint32_t i = 0; i < count; i++)
    ranks[order[i]] = i && by_text(&order[i - 1], &order[i]) == 0 ? ranks[order[i - 1]] : i;
  free(order);
  free(ranked);
}

/* English. */
unsigned platform_plural(size_t count) { return count == 1 ? 1 : 5; }

static char sample[CARD_SAMPLE_MAX];

void testing_set_sample(card_str text) { snprintf(sample, sizeof sample, "%.*s", (int)text.len, text.at); }

void testing_set_decimal(char sign) { testing_set_sample(sign == ',' ? CARD_STR("12.345.678,5") : CARD_STR("")); }

size_t platform_number_sample(char *into) {
  memcpy(into, sample, sizeof sample);
  return strlen(sample);
}

char platform_decimal(void) {
  size_t len = strlen(sample);
  return len > 2 && sample[len - 2] == ',' ? ',' : '.';
}

static bool foreign;

void testing_set_foreign(bool is_foreign) { foreign = is_foreign; }

bool platform_is_english(void) { return !foreign; }

/* As in German, for any language. */
size_t platform_date(const char *date, char *into) {
  return (size_t)snprintf(into, CARD_DATE_MAX, "%.2s.%.2s.%.4s", date + 8, date + 5, date);
}

/* English, with the same words in tests/engine/engines.js. */
unsigned platform_month(const char *at, size_t len) {
  static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                      "july",    "august",   "september", "october", "november", "december"};
  for (unsigned i = 0; i < 12 && len > 2; i++) {
    size_t same = 0;
    while (same < len && same < strlen(names[i]) && tolower((unsigned char)at[same]) == names[i][same]) same++;
    if (same == len) return i + 1;
  }
  return 0;
}

/* Like the decimal sign: a country with a decimal comma has the day first. */
bool platform_day_first(void) { return platform_decimal() == ','; }

double platform_number(const char *at, size_t len) {
  char *copy = malloc(len + 1);
  memcpy(copy, at, len);
  copy[len] = '\0';
  double number = strtod(copy, NULL);
  free(copy);
  return number;
}

/* Writes a number like Number::toString (ECMA-262, 6.1.6.1.20): `digits` are k decimal digits without trailing zeros;
 * the number is 0.digits times 10^n. */
static size_t write_number(const char *digits, int k, int n, char *into) {
  if (n > 21 || n < -5) {
    int len = k > 1 ? sprintf(into, "%c.%s", digits[0], digits + 1) : sprintf(into, "%s", digits);
    return (size_t)(len + sprintf(into + len, "e%+d", n - 1));
  }
  if (n <= 0) return (size_t)sprintf(into, "0.%.*s%s", -n, "00000", digits);
  if (n >= k) return (size_t)sprintf(into, "%s%.*s", digits, n - k, "00000000000000000000");
  return (size_t)sprintf(into, "%.*s.%s", n, digits, digits + n);
}

size_t platform_number_text(double number, char *into) {
  char text[40], digits[20];
  int precision = 0, k = 0;
  do snprintf(text, sizeof text, "%.*e", precision, number < 0 ? -number : number);
  while (strtod(text, NULL) != (number < 0 ? -number : number) && ++precision < 17);
  for (char *c = text; *c != 'e'; c++)
    if (*c != '.') digits[k++] = *c;
  digits[k] = '\0';
  if (number == 0) {
    into[0] = '0';
    return 1;
  }
  size_t sign = number < 0;
  if (sign) into[0] = '-';
  return sign + write_number(digits, k, atoi(strchr(text, 'e') + 1) + 1, into + sign);
}

size_t testing_encode(uint32_t c, char *into) {
  unsigned char *to = (unsigned char *)into;
  if (c < 0x800) {
    to[0] = (unsigned char)(0xC0 | c >> 6);
    to[1] = (unsigned char)(0x80 | (c & 63));
    return 2;
  }
  if (c < 0x10000) {
    to[0] = (unsigned char)(0xE0 | c >> 12);
    to[1] = (unsigned char)(0x80 | (c >> 6 & 63));
    to[2] = (unsigned char)(0x80 | (c & 63));
    return 3;
  }
  to[0] = (unsigned char)(0xF0 | c >> 18);
  to[1] = (unsigned char)(0x80 | (c >> 12 & 63));
  to[2] = (unsigned char)(0x80 | (c >> 6 & 63));
  to[3] = (unsigned char)(0x80 | (c & 63));
  return 4;
}
