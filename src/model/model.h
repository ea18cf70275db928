/* A card in memory: what was read from its JSON, and what the engine keeps beside it. All of it lies in the
 * card's one arena but for the buffers, and for texts of its rows, which stand in its JSON. */
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

/* Texts come first in what follows, since templates name them by their places (write.h). */

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

typedef struct {
  card_str id, title, lang, answer, introduction, relationship, summary, updated;
  bool rtl, ltr;                  /* what "dir" says */
  card_str labels[LABEL_COUNT];   /* empty where the card has no word of its own */
  card_str spoken[LABEL_COUNT];   /* those of its language; empty where none were loaded */
  CARD_LIST(card_column) columns; /* of a table of text; none otherwise */
  CARD_LIST(card_subject) subjects;
  CARD_LIST(card_attribute) attributes;
  bool has_definitions; /* any attribute */
  CARD_LIST(card_section) sections;
  CARD_LIST(card_link) see_also;
  CARD_LIST(card_link) sources;
} card_model;

/* In the order an update returns them (regions.c). */
enum {
  REGION_LEAD,
  REGION_SUBJECTS,
  REGION_TABLE,
  REGION_ROWS,
  REGION_MORE,
  REGION_SECTIONS,
  REGION_STATUS,
  REGION_COUNT
};

enum { CARD_BUFFERS = 8 };

struct card {
  union {
    out buffers[CARD_BUFFERS]; /* all that grow by themselves: */
    struct {
      out json;   /* what the card was opened from, where that is its own (wasm.c); texts of its rows stand in it */
      out folded; /* search.c: the folded names of the columns, then every row, one after the other */
      out html;   /* what the last call returned */
      out rows, rows_before; /* regions.c: hashes of each row that an update wrote, and of those before (of uint64_t) */
      out asked, traced;     /* the folded query, and a folded text that is searched for it; kept for the next call */
      out spare;             /* likewise, for texts that are put together before they are written */
    };
  };
  arena memory;
  card_model model;
  card_problem problems[CARD_MAX_PROBLEMS];
  size_t problem_count;
  struct csv_source *csv; /* csv.c: where the table is that the card was opened from; NULL for other cards */
  card_code failed;       /* the first error; CARD_OK for a card that opened */
  /* search.c: */
  uint32_t *field_ends; /* where the names end in `folded`, and each field of each row; NULL until it is begun */
  size_t folded_rows;
  /* match.c: */
  struct found_rows *found; /* NULL until the first query */
  /* order.c: */
  uint32_t *ranks; /* of each row, by the field they were last sorted by; NULL until then */
  int ranked_field;
  /* selection.c: */
  uint8_t *similar;                      /* of each row, whether its subjects have the same value */
  uint8_t similar_of[CARD_MAX_SUBJECTS]; /* the subjects that were compared */
  size_t similar_count;                  /* 0 before any were */
  uint32_t *matches;                     /* the rows of the view, in its order; NULL before the first */
  size_t match_count;
  /* regions.c: */
  uint64_t region_hashes[REGION_COUNT]; /* each region as it was last written */
  /* grams.c: */
  struct gram_index *grams; /* NULL until there are rows enough */
  arena scratch;            /* for as long as a call, kept for the next */
};

_Static_assert(offsetof(struct card, memory) == CARD_BUFFERS * sizeof(out), "the buffers are all of them");

/* Reads a JSON text into `c->model` and `c->problems`; `c->failed` says how it went. The only file that knows
 * cJSON. */
void model_read(card *c, card_str json);

/* Where the subject with this id stands, from `from` on; the count of subjects if there is none. */
size_t find_subject(const card_model *, card_str id, size_t from);

/* Names a card without an id after its title: "Tea & coffee" is "tea---coffee". False when memory gave out. */
bool model_name(card *);

/* The card's own word for a label, or that of its language, or the English one. */
card_str model_label(const card_model *, card_label);

/* The same by the name of the label. */
card_str model_word(const card_model *, card_str name);

/* The form of a label that goes with a count: "{count} rows" of "one={count} row|{count} rows". */
card_str model_plural(const card_model *, card_label, size_t count);

#endif
