/* Included before cJSON.c when it is compiled: our allocator and number reader instead of the C library's, so
 * that neither dlmalloc nor strtod is carried into the page. cJSON_InitHooks puts the arena in place of these
 * before every parse (model.c); it never calls realloc then. */
#include <ctype.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *card_host_alloc(size_t bytes);
void card_host_free(void *memory);
double card_cjson_strtod(const char *text, char **end);

#define malloc card_host_alloc
#define free card_host_free
#define realloc ((void *(*)(void *, size_t))0)
#define strtod card_cjson_strtod
