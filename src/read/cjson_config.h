/* Included before cJSON.c when it is compiled: the arena of model.c and our number reader instead of the C
 * library's, so that neither dlmalloc nor strtod is carried into the page. Parsing alone never calls realloc. */
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
/* An arena gives nothing back piece by piece: the hook has a type and is not called. */
#define free ((void (*)(void *))0)
#define realloc ((void *(*)(void *, size_t))0)
#define strtod card_cjson_strtod
#define deallocate(memory) deallocate
/* Tells null, false and true: json.c has read the text before, so that their first letter is enough. */
#define strncmp(text, word, length) (*(text) != *(word))
