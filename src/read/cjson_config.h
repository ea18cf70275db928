/* Force-included in cJSON.c: replaces the C library's allocator and number parser, so that the page carries neither
 * dlmalloc nor strtod. Parsing alone never calls realloc. */
#include <ctype.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *card_cjson_alloc(size_t bytes);
double card_cjson_strtod(const char *text, char **end);

#define malloc card_cjson_alloc
/* Never called: arenas free everything at once. Only the type is needed. */
#define free ((void (*)(void *))0)
#define realloc ((void *(*)(void *, size_t))0)
#define strtod card_cjson_strtod
#define deallocate(memory) deallocate
/* Tells null, false and true apart by the first letter, since json.c has checked the text. */
#define strncmp(text, word, length) (*(text) != *(word))
