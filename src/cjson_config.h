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
void card_cjson_free(void *memory);
double card_cjson_strtod(const char *text, char **end);

#define malloc card_cjson_alloc
#define free card_cjson_free
#define realloc ((void *(*)(void *, size_t))0)
#define strtod card_cjson_strtod
/* An arena gives nothing back piece by piece: the hook is named and not called. */
#define deallocate(memory) deallocate
/* Tells null, false and true: json.c has read the text before, so that their first letter is enough. */
#define strncmp(text, word, length) (*(text) != *(word))
