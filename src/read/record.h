/* Reads parsed JSON into structs by tables of fields: name, read function, target. A read function that finds a problem
 * reports it with its path and leaves its target empty, so one pass finds all problems. The only header that includes
 * cJSON. */
#ifndef CARD_RECORD_H
#define CARD_RECORD_H

#include <cJSON.h>

#include "base/platform.h"
#include "base/text.h"
#include "model/model.h"
#include "read/json.h"

/* The path of a value in the document, as a linked list up to the root. */
typedef struct path {
  const struct path *up;
  const cJSON *node;
  size_t index; /* among the children of `up` */
} path;

/* Moves `at` to the next child of `at->up`, or to the first if it has no node yet. Returns false after the last. */
bool next_child(path *at);

#define EACH_CHILD(at, parent) for (path at = {.up = (parent)}; next_child(&at);)

typedef struct {
  card *card;
  card_model *model;
  const cJSON *culprits[CARD_MAX_PROBLEMS]; /* the value of each problem, until its line is known */
  CARD_LIST(table_column) table_columns;    /* of the compact form */
  card_str json;
  json_rows rows; /* of `json` */
  card_str left;  /* the rest of the rows, from the current one on; empty outside rows */
} parser;

/* Reads the value at a path into `target`, whose type the function knows. */
typedef void (*read_function)(parser *, const path *, void *target);

typedef enum { OPTIONAL, REQUIRED, REQUIRED_TEXT /* and not blank */ } field_need;

typedef struct {
  const char *name;
  read_function read;
  uint16_t offset;   /* of the target in the record */
  uint8_t item_size; /* of a list with items for `read` */
  uint8_t need;      /* field_need */
} field;

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Reports a problem; `message` must be a constant. */
void report(parser *, const path *, card_code, const char *message);

/* Returns a card-lifetime string: a slice of the JSON of the rows if found there, otherwise a copy in the arena. Only
 * texts with escapes need copies in rows. If memory ran out, reports it and returns an empty string. */
card_str copy_text(parser *, card_str);
void *take_array(parser *, size_t count, size_t size);

/* Returns true if the value has a type of cJSON (cJSON_String …). */
bool is(const path *, int type);

/* Like `is`, but report a problem if false. */
bool is_string(parser *, const path *);
bool is_list(parser *, const path *);

/* Reports a missing field such as "title". */
void report_missing(parser *, const path *, const char *name);

/* Returns the string at a path; lives as long as the tree. */
card_str borrowed(const path *);

size_t child_count(const path *);

/* Returns true and sets bit `i` of `seen` if it was clear. Otherwise reports that the name at the path occurs twice. */
bool first_of_name(parser *, const path *, uint64_t *seen, size_t i);

/* Read the kinds of text into a card_str. */
void read_plain(parser *, const path *, void *);
void read_inline(parser *, const path *, void *);
void read_href(parser *, const path *, void *);
void read_src(parser *, const path *, void *);
void read_id(parser *, const path *, void *);
void read_language(parser *, const path *, void *);
void read_date(parser *, const path *, void *);

/* Reads a whole number of CSS pixels into a uint32_t. */
void read_pixels(parser *, const path *, void *);

/* Reads an object by its fields. Warns of unknown fields and reports missing ones. */
void read_record(parser *, const path *, const field *fields, size_t count, void *record);

#define READ_RECORD(r, p, fields, record) read_record((r), (p), (fields), COUNT(fields), (record))

/* Reads a list into a new array with items of `size` bytes; `target` is a CARD_LIST. It stays empty if the value is no list. */
void read_list(parser *, const path *, read_function read, size_t size, void *target);

#define READ_LIST(r, p, read, list) read_list((r), (p), (read), sizeof *(*(list)).at, (list))

/* Writes a path as text: attributes[2].values.sales. */
void put_path(buffer *, const path *);

/* Sets the lines and columns of problems whose values are in `tree`. `text` is the source of the tree: a slice of the
 * JSON, or the JSON without its rows (document.c). */
void locate_problems(parser *, const cJSON *tree, card_str text);

#endif
