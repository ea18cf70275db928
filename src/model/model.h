/* A card in memory: what was read, and a pointer for each room that keeps something of it. All of it is in the card's one arena but
 * for the buffers, and for texts of its rows, which are slices of its JSON. */
#ifndef CARD_MODEL_H
#define CARD_MODEL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "card.h"

/* The card's words for the interface, with their English defaults and the name of each in "labels". Where a word
 * follows a count, it holds a form for each plural category: "one={count} row|{count} rows" (model_plural). */
#define CARD_LABELS(X)                                                                                                 \
  X(FILTER, "filter", "Filter rows")                                                                                   \
  X(PLACEHOLDER, "placeholder", "Filter rows…")                                                                        \
  X(HINT, "hint", "“exact phrase” · -without · =whole word · {subject}:word · price<500")                              \
  X(CLEAR, "clear", "Clear")                                                                                           \
  X(SHOW, "show", "Show")                                                                                              \
  X(ALL, "all", "All")                                                                                                 \
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

/* A run of equal things. */
#define CARD_LIST(type)                                                                                                \
  struct {                                                                                                             \
    type *at;                                                                                                          \
    size_t count;                                                                                                      \
  }

/* Texts come first in what follows, since templates name them by their places (render/template.h). */

typedef struct {
  card_str title, href; /* one of them at least */
} card_link;

typedef struct {
  card_str src, alt;
  uint32_t width, height; /* CSS pixels; 0 where not stated */
} card_image;

typedef struct {
  card_str id, name, definition, details, href;
  card_image image;
} card_subject;

typedef enum { VALUE_NOT_STATED, VALUE_TEXT, VALUE_NUMBER, VALUE_YES, VALUE_NO, VALUE_LIST } value_kind;

/* What few values have. */
typedef struct {
  card_str href, note;
  card_link source;
} value_extra;

typedef struct {
  union {
    card_str text;             /* of a text: inline markup */
    CARD_LIST(card_str) items; /* of a list: the same */
  };
  double number;            /* finite */
  const value_extra *extra; /* NULL for most */
  uint8_t kind;             /* value_kind */
  bool numeric;             /* `number` counts: the value is a number, or has one beside its text */
} card_value;

typedef enum { BETTER_NONE, BETTER_HIGHER, BETTER_LOWER } better_kind;

typedef struct {
  card_str id, name, definition, group, unit;
  uint32_t better;    /* better_kind */
  card_value *values; /* one for each subject */
} card_attribute;

typedef struct {
  card_str body, heading;
} card_section;

/* Templates name texts by their position in a struct, from 0 (render/template.h): these positions are in use. */
#define ASSERT_TEXT(type, member, position)                                                                            \
  _Static_assert(offsetof(type, member) == (position) * sizeof(card_str), #type ": templates name " #member)
ASSERT_TEXT(card_link, href, 1);
ASSERT_TEXT(card_image, alt, 1);
ASSERT_TEXT(card_subject, name, 1);
ASSERT_TEXT(card_subject, definition, 2);
ASSERT_TEXT(card_subject, details, 3);
ASSERT_TEXT(card_subject, href, 4);
ASSERT_TEXT(card_attribute, name, 1);
ASSERT_TEXT(card_attribute, definition, 2);
ASSERT_TEXT(card_attribute, group, 3);
ASSERT_TEXT(card_attribute, unit, 4);
ASSERT_TEXT(card_section, heading, 1);

/* What a column of a table or of the compact form holds. */
typedef enum {
  COLUMN_SUBJECT,
  COLUMN_DEFINITION,
  COLUMN_GROUP,
  COLUMN_UNIT,
  COLUMN_BETTER,
  COLUMN_NAME /* the first */
} column_part;

typedef struct {
  card_str heading;
  column_part part;
} card_column;

/* Returns what a column holds that is not the first, by its heading: "Definition", "Group", "Unit", "Better" in any case. */
column_part column_part_of(card_str heading);

typedef struct {
  card_str id, title, lang, answer, introduction, relationship, summary, updated;
  bool rtl, ltr;                         /* what "dir" says */
  card_str labels[LABEL_COUNT];          /* empty where the card has no word of its own */
  card_str language_labels[LABEL_COUNT]; /* those of its language; empty where none were loaded */
  CARD_LIST(card_column) columns;        /* of a table of text; none otherwise */
  CARD_LIST(card_subject) subjects;
  CARD_LIST(card_attribute) attributes;
  bool has_definitions; /* any attribute */
  CARD_LIST(card_section) sections;
  CARD_LIST(card_link) see_also;
  CARD_LIST(card_link) sources;
} card_model;

struct card {
  card_model model;
  card_problem problems[CARD_MAX_PROBLEMS];
  size_t problem_count;
  card_code failed; /* the first error; CARD_OK for a card that opened */
  buffer json;   /* the text that the card was opened from, if the card owns it; texts of its rows are slices of it */
  buffer html;   /* what the last call returned */
  buffer spare;  /* texts that are put together before they are written */
  arena memory;  /* for as long as the card */
  arena scratch; /* for as long as a call */
  struct csv_source *csv;      /* read/csv.c: where the table is that the card was opened from; NULL for other cards */
  struct query_state *query;   /* query/query_state.h */
  struct render_state *render; /* render/render_state.h */
};

/* Where the subject with this id stands, from `from` on; the count of subjects if there is none. */
size_t find_subject(const card_model *, card_str id, size_t from);

/* Names a card without an id after its title: "Tea & coffee" is "tea---coffee". False when memory gave out. */
bool model_name(card *);

#endif
