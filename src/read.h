/* Reading a parsed JSON document into structs, driven by tables: a record has a row for each of its fields,
 * with the function that reads it and where it goes. A reader that meets something wrong notes a problem with
 * its place and leaves its target empty, so that one pass finds all there is. The only header that knows
 * cJSON. */
#ifndef CARD_READ_H
#define CARD_READ_H

#include <cJSON.h>

#include "model.h"
#include "text.h"

/* Where a value stands in the document. */
typedef struct place {
  const struct place *up;
  const char *key; /* the field's name; NULL in a list */
  size_t index;    /* in a list */
  const cJSON *node;
} place;

typedef struct {
  card *card;
  card_model *model;
  const cJSON *culprits[CARD_MAX_PROBLEMS]; /* the value each problem is about */
  const cJSON *attributes, *columns, *rows; /* read last: they need the subjects */
} reader;

/* Reads the value at a place into the target, whose type the function knows. */
typedef void (*read_function)(reader *, const place *, void *target);

typedef struct {
  const char *name;
  read_function read;
  size_t offset; /* of the target in the record */
} field;

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Notes a problem; the message is a constant. */
void note(reader *, const place *, card_code, const char *message);

/* Copies into the card's arena; empty, and noted, when memory gives out. */
card_str keep(reader *, card_str);
void *keep_array(reader *, size_t count, size_t size);

/* Whether the value has a type of cJSON's (cJSON_String …). */
bool is(const place *, int type);

/* As `is`, but notes the problem. */
bool is_string(reader *, const place *);
bool is_list(reader *, const place *);

/* The string at a place, for as long as the tree lives. */
card_str borrowed(const place *);

size_t child_count(const place *);
void duplicate_key(reader *, const place *);

/* Notes that an object has no such field. */
void require_field(reader *, const place *, const char *name);

/* The same, or that its text is blank. */
void require_text(reader *, const place *, const char *name);

/* Kinds of text; each takes a card_str target. */
void read_plain(reader *, const place *, void *);
void read_inline(reader *, const place *, void *);
void read_href(reader *, const place *, void *);
void read_src(reader *, const place *, void *);
void read_id(reader *, const place *, void *);
void read_language(reader *, const place *, void *);
void read_date(reader *, const place *, void *);

/* A whole number of CSS pixels, into a uint32_t. */
void read_pixels(reader *, const place *, void *);

/* An object, field by field; warns of those that are not in the table. */
void read_record(reader *, const place *, const field *fields, size_t count, void *record);

#define READ_RECORD(r, p, fields, record) read_record((r), (p), (fields), COUNT(fields), (record))

/* A list into a new array, `size` bytes for each item; NULL and a count of 0 when it is none. */
void *read_list(reader *, const place *, read_function read, size_t size, size_t *count);

#define READ_LIST(r, p, read, list) (*(list)).at = read_list((r), (p), (read), sizeof *(*(list)).at, &(*(list)).count)

/* Fills in the lines and columns of the problems. */
void locate_problems(const reader *, const cJSON *root, card_str json);

#endif
