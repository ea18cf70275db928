/* The card in memory: plain data, and a pointer to the private state of each room. Everything is in the card's arena
 * except the buffers and the texts of rows, which are slices of the JSON. */
#ifndef CARD_MODEL_H
#define CARD_MODEL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "card.h"

enum { CARD_MAX_COLUMNS = CARD_MAX_ATTRIBUTES };

/* Labels of the interface: constant, name in "labels", English default. Labels with a count hold a form for each plural
 * category: "one={count} row|{count} rows" (see model_plural). */
#define CARD_LABELS(X)                                                                                                 \
  X(FILTER, "filter", "Filter rows")                                                                                   \
  X(PLACEHOLDER, "placeholder", "Filter rows…")                                                                        \
  X(HINT, "hint", "“exact phrase” · -without · =whole word · {subject}:word · price<500")                              \
  X(CLEAR, "clear", "Clear")                                                                                           \
  X(SHOW, "show", "Show")                                                                                              \
  X(ALL, "all", "All")                                                                                                 \
  X(NONE, "none", "None")                                                                                              \
  X(DIFFERENCES, "differences", "Differences")                                                                         \
  X(SIMILARITIES, "similarities", "Similarities")                                                                      \
  X(SUBJECTS, "subjects", "Columns")                                                                                   \
  X(PIN, "pin", "Pin {subject}")                                                                                       \
  X(SWAP, "swap", "Swap")                                                                                              \
  X(SHARE, "share", "Share")                                                                                           \
  X(COPY, "copy", "Copy")                                                                                              \
  X(DOWNLOAD, "download", "Download")                                                                                  \
  X(LINK, "link", "Link")                                                                                              \
  X(ANSWER, "answer", "Answer")                                                                                        \
  X(TABLE, "table", "Table")                                                                                           \
  X(COPIED, "copied", "Copied")                                                                                        \
  X(ATTRIBUTE, "attribute", "Category")                                                                                \
  X(DEFINITION, "definition", "Definition")                                                                            \
  X(SORT, "sort", "Sort by a column with the button in its heading.")                                                  \
  X(STATUS, "status", "one={shown} of {total} row|{shown} of {total} rows")                                            \
  X(ELSEWHERE, "elsewhere", "one={count} hit in the text|{count} hits in the text")                                    \
  X(NO_MATCH, "noMatch", "No row matches “{query}”.")                                                                  \
  X(CLOSEST, "closest", "Closest:")                                                                                    \
  X(MORE, "more", "one=Show {count} more row|Show {count} more rows")                                                  \
  X(NOTE, "note", "Note {number}")                                                                                     \
  X(WHAT_IS, "whatIs", "What is {subject}?")                                                                           \
  X(READ_MORE, "readMore", "More about {subject}")                                                                     \
  X(RELATIONSHIP, "relationship", "How they relate")                                                                   \
  X(SUMMARY, "summary", "Summary")                                                                                     \
  X(SEE_ALSO, "seeAlso", "See also")                                                                                   \
  X(SOURCES, "sources", "Sources")                                                                                     \
  X(SOURCE, "source", "Source")                                                                                        \
  X(UPDATED, "updated", "Updated {date}")                                                                              \
  X(YES, "yes", "Yes")                                                                                                 \
  X(NO, "no", "No")                                                                                                    \
  X(NOT_STATED, "notStated", "Not stated")                                                                             \
  X(BEST, "best", "Best")

typedef enum {
#define X(label, name, text) LABEL_##label,
  CARD_LABELS(X)
#undef X
      LABEL_COUNT
} card_label;

/* An array and its length. */
#define CARD_LIST(type)                                                                                                \
  struct {                                                                                                             \
    type *at;                                                                                                          \
    size_t count;                                                                                                      \
  }

/* The texts of a struct come first: templates address them by index (render/template.h). */

typedef struct {
  card_str title, href; /* at least one is given */
} card_link;

typedef struct {
  card_str src, alt;
  uint32_t width, height; /* CSS pixels; 0 if not stated */
} card_image;

/* What only a subject has. */
typedef struct {
  card_str details, href;
  card_image image;
} card_subject;

typedef enum { VALUE_NOT_STATED, VALUE_TEXT, VALUE_NUMBER, VALUE_YES, VALUE_NO, VALUE_LIST } value_kind;

/* Optional fields, stored apart because most values have none. */
typedef struct {
  card_str href, note;
  card_link source;
} value_extra;

/* How a text says what it says: 5 kg; about 5 kg, or at most; 5 to 8 kg, of which the number is the lower end; "n/a". */
typedef enum { SAID_EXACTLY, SAID_ROUGHLY, SAID_AS_RANGE, SAID_NOTHING } value_manner;

typedef struct {
  union {
    card_str text;             /* inline markup */
    CARD_LIST(card_str) items; /* inline markup */
  };
  double number;            /* finite */
  const value_extra *extra; /* NULL for most */
  uint8_t kind;             /* value_kind */
  bool numeric;             /* `number` is valid: the value is a number, or a text with one */
  uint8_t unit;             /* of the number: values/units.h; 0 for most */
  uint8_t manner;           /* value_manner */
} card_value;

typedef enum { BETTER_NONE, BETTER_HIGHER, BETTER_LOWER } better_kind;

/* A row or a column of the card. Side by side, rows are attributes and columns are subjects; in a list, it is the other
 * way round. A subject has no unit and no `better`; an attribute has no `subject`. */
typedef struct {
  card_str id, name, definition, group, unit;
  card_str markup;             /* the name as inline markup; empty if it is the name */
  const card_subject *subject; /* NULL if there is none */
  uint32_t better;             /* better_kind */
  bool is_mixed;               /* its numbers count different things: they are not compared with each other */
  bool is_total;      /* a sum or an average of the others: last in every order, and neither compared nor counted */
  card_value *values; /* of a row: one per column */
} card_heading;

typedef struct {
  card_str body, heading;
} card_section;

/* Templates name texts by their position in a struct, from 0 (render/template.h): these positions are in use. */
#define ASSERT_TEXT(type, member, position)                                                                            \
  _Static_assert(offsetof(type, member) == (position) * sizeof(card_str), #type ": templates name " #member)
ASSERT_TEXT(card_link, href, 1);
ASSERT_TEXT(card_image, alt, 1);
ASSERT_TEXT(card_subject, href, 1);
ASSERT_TEXT(card_heading, name, 1);
ASSERT_TEXT(card_heading, definition, 2);
ASSERT_TEXT(card_heading, group, 3);
ASSERT_TEXT(card_heading, unit, 4);
ASSERT_TEXT(card_heading, markup, 5);
ASSERT_TEXT(card_section, heading, 1);

/* The kinds of columns in a table or in the compact form. */
typedef enum {
  COLUMN_VALUES,
  COLUMN_DEFINITION,
  COLUMN_GROUP,
  COLUMN_UNIT,
  COLUMN_BETTER,
  COLUMN_NAME /* the first column */
} column_part;

typedef struct {
  card_str heading;
  column_part part;
} table_column;

/* Returns what a column holds that is not the first, by its heading: "Definition", "Group", "Unit", "Better" in any case. */
column_part column_part_of(card_str heading);

typedef struct {
  card_str id, title, lang, answer, introduction, relationship, summary, updated;
  bool rtl, ltr;                         /* from "dir" */
  bool foreign;                          /* the card's language is not English: its default labels are borrowed */
  bool regional;                         /* the platform knows the card's language: its numbers and dates are used */
  number_style numbers;                  /* see regional_read */
  card_str labels[LABEL_COUNT];          /* the card's own; empty if not set */
  card_str language_labels[LABEL_COUNT]; /* of the language; empty if not loaded */
  CARD_LIST(table_column) table_columns; /* of a table, with names and definitions; otherwise empty */
  bool is_list;                          /* the subjects are in rows */
  CARD_LIST(card_heading) columns;
  CARD_LIST(card_heading) rows;
  size_t total_count;               /* of the rows, those that are totals */
  bool has_definitions;             /* true if any row has one */
  bool compact;                     /* the compact form can hold the card */
  bool from_cells;                  /* the values are texts of cells: words for yes and no are answers */
  uint8_t scales[CARD_MAX_COLUMNS]; /* of columns with one measure: the unit that all their numbers are in (units.h) */
  CARD_LIST(card_section) sections;
  CARD_LIST(card_link) see_also;
  CARD_LIST(card_link) sources;
} card_model;

struct card {
  card_model model;
  card_problem problems[CARD_MAX_PROBLEMS];
  size_t problem_count;
  card_code failed;            /* the first error; otherwise CARD_OK */
  buffer json;                 /* the source text if the card owns it; texts of its rows are slices of it */
  buffer html;                 /* the result of the last call */
  buffer spare;                /* for composing texts before they are written */
  arena memory;                /* lives as long as the card */
  arena scratch;               /* lives as long as a call */
  void (*answer)(card *);      /* makes answers of texts once the labels are set; NULL for cards not made of tables */
  struct table_source *table;  /* read/table/card_table.c: positions in the source table; NULL for other cards */
  struct query_state *query;   /* query/query_state.h */
  struct render_state *render; /* render/render_state.h */
};

/* Returns the index of the column with this id at or after `from`; the number of columns if not found. */
size_t find_column(const card_model *, card_str id, size_t from);

/* Gives a heading what only a subject has, if that is anything. Returns false if memory ran out. */
bool subject_add(card *, card_heading *, const card_subject *);

/* Makes an id from the title if the card has none: "Tea & coffee" becomes "tea---coffee". Returns false if memory ran out. */
bool model_name(card *);

#endif
