/* Reading a parsed JSON document into structs, driven by tables: a record has a row for each of its fields,
 * with the function that reads it and where it goes. A reader that meets something wrong notes a problem with
 * its place and leaves its target empty, so that one pass finds all there is. The only header that knows
 * cJSON. */
#ifndef CARD_RECORD_H
#define CARD_RECORD_H

#include <cJSON.h>

#include "base/platform.h"
#include "base/text.h"
#include "model/model.h"
#include "read/json.h"

/* Where a value stands in the document. */
typedef struct path {
  const struct path *up;
  const cJSON *node;
  size_t index; /* among the children of `up` */
} path;

/* Steps `at` to the next child of `at->up`; to the first if it has no node yet. False behind the last. */
bool next_child(path *at);

#define EACH_CHILD(at, parent) for (path at = {.up = (parent)}; next_child(&at);)

typedef struct {
  card *card;
  card_model *model;
  const cJSON *culprits[CARD_MAX_PROBLEMS]; /* the value each problem is about, until its line is known */
  CARD_LIST(card_column) columns;           /* of the compact form */
  card_str json;
  json_rows rows; /* of it */
  card_str left;  /* of the row being read, and of those behind it; empty elsewhere */
} parser;

/* Reads the value at a place into the target, whose type the function knows. */
typedef void (*read_function)(parser *, const path *, void *target);

typedef enum { OPTIONAL, REQUIRED, REQUIRED_TEXT /* and not blank */ } field_need;

typedef struct {
  const char *name;
  read_function read;
  uint16_t offset;   /* of the target in the record */
  uint8_t item_size; /* of a list, whose items `read` reads */
  uint8_t need;      /* field_need */
} field;

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Notes a problem; the message is a constant. */
void report(parser *, const path *, card_code, const char *message);

/* A text for as long as the card lives: where it stands in the JSON of the rows, or a copy in the card's arena; empty, and
 * noted, when memory gives out. Most of a large card need no copy: only texts with escapes are another text in JSON. */
card_str copy_text(parser *, card_str);
void *take_array(parser *, size_t count, size_t size);

/* Whether the value has a type of cJSON's (cJSON_String …). */
bool is(const path *, int type);

/* As `is`, but notes the problem. */
bool is_string(parser *, const path *);
bool is_list(parser *, const path *);

/* The string at a place, for as long as the tree lives. */
card_str borrowed(const path *);

size_t child_count(const path *);

/* Whether bit `i` of `seen`, for the name of a place, is still clear; sets it, or notes that the name stands
 * twice. */
bool first_of_name(parser *, const path *, uint64_t *seen, size_t i);

/* Kinds of text; each takes a card_str target. */
void read_plain(parser *, const path *, void *);
void read_inline(parser *, const path *, void *);
void read_href(parser *, const path *, void *);
void read_src(parser *, const path *, void *);
void read_id(parser *, const path *, void *);
void read_language(parser *, const path *, void *);
void read_date(parser *, const path *, void *);

/* A whole number of CSS pixels, into a uint32_t. */
void read_pixels(parser *, const path *, void *);

/* An object, field by field; warns of those that are not in the table, and notes those that are missing. */
void read_record(parser *, const path *, const field *fields, size_t count, void *record);

#define READ_RECORD(r, p, fields, record) read_record((r), (p), (fields), COUNT(fields), (record))

/* A list into a new array, `size` bytes for each item; the target is a CARD_LIST. It stays empty when there is
 * no list at the place. */
void read_list(parser *, const path *, read_function read, size_t size, void *target);

#define READ_LIST(r, p, read, list) read_list((r), (p), (read), sizeof *(*(list)).at, (list))

/* Writes where a place is: attributes[2].values.sales. */
void put_path(buffer *, const path *);

/* Fills in the lines and columns of the problems with values in this tree. It was read of a text that starts at `text`:
 * in `json`, or in one without its rows, as model.c makes it. */
void locate_problems(parser *, const cJSON *tree, card_str text);

#endif
