/* Writing a card's texts: templates, labels, markup with marks, links. */
#ifndef CARD_TEMPLATE_H
#define CARD_TEMPLATE_H

#include "model/inline.h"
#include "model/model.h"
#include "query/selection.h"
#include "render/escape.h"

/* What addresses write before the id of a card. web/engine/engine.js has it, too. */
#define NAME_PREFIX "cc-"

/* One call of card_render, card_update or card_export. */
typedef struct {
  card *card;
  const card_model *model;
  buffer *html;
  arena *scratch; /* for as long as the call */
  selection selection;
  card_format format;  /* of an export */
  int field;           /* of the row whose text is written: FIELD_ANY outside the table */
  const char *differs; /* marks for the next markup written (differences.h); NULL for none */
  size_t hits;         /* marks written outside the table so far */
  size_t elsewhere;    /* how many there are in all (count_hits) */
  size_t notes;        /* written so far */
  size_t number;       /* for the templates */
  size_t hashed;       /* where what tells whether a region differs starts in the HTML (write_content) */
  size_t more;         /* rows of open groups that match and are not shown yet (write_rows) */
  bool updates;        /* regions are written, and the rows in them noted (end_row) */
  bool reuses;         /* rows that stand there already are named, not written */
  size_t reused;       /* rows that stood there up to the last of these */
  bool in_link;        /* links do not nest: what would be one inside is text */
  card_str direction;  /* of the card: "rtl", "ltr", or empty where the page decides */
  bool is_article;     /* nothing opens: a note stands behind its value */
  bool failed;         /* memory gave out */
} writer;

/* Writes a template: markup with slots. A slot is filled with a text of the record, which is a card_str, an array of them,
 * or a struct that starts with some, or with a word for the interface: %t1 is the second text, %t{clear} the label of
 * that name ("labels" in a card).
 *   %t1  as text, in a tag or in a quoted attribute
 *   %s1  as plain text, with marks where the query hits
 *   %m1  the same for inline markup
 *   %p1  as paragraphs of inline markup
 *   %T1 %S1 %M1  as %t1, %s1 and %m1, isolated if open_isolate finds that they have to be
 *   %b1{whatIs}  the label with the text for its {subject}, which keeps its own direction: nothing for an attribute
 *   %a1  opens a link to this address, if open_link lets it; %z closes it
 *   %n   w->number
 *   %c1  " checked" if w->number is 1
 * The template is a literal: it is the one way for markup to come out unescaped. */
void emit(writer *, const char *template, const void *record);

/* The start of a button, up to what it does. */
#define BUTTON "<button part=\"button\" type=\"button\" "

/* Inline markup with <mark> around what the query hits, and around what `differs` marks if it is not NULL; a mark ends at
 * every tag, so that the two nest. */
void write_highlighted_run(writer *, const inline_run *, const char *differs);

/* emit, unless the first text of the record is blank. */
void emit_text(writer *, const char *template, const void *record);

/* Isolates the direction of a text from what is around it, where either could change the other. Returns whether it did. */
bool open_isolate(writer *, card_str);
void close_isolate(writer *, bool opened);

/* What stands for a name in a pattern such as "{shown} of {total} rows". */
typedef struct {
  card_str name, value;
} filling;

/* A pattern with two of its names filled in, everywhere. */
void write_filled(writer *, card_str pattern, const filling fillings[2]);

/* What is before the first `name` of a pattern, and what is behind it; all is before it and false where there is none. */
bool split_pattern(card_str pattern, card_str name, card_str parts[2]);

/* A pattern such as "What is {subject}?" with a word in it. The word keeps its own direction, so that this is nothing for
 * an attribute. */
void write_word(writer *, card_str pattern, card_str name, card_str word);

/* A label with a count in it, in the form of the plural that goes with that. */
void write_counted(writer *, card_label, card_str name, size_t count);

/* Starts a link and says whether it did: not where the address is empty or unsafe. A link that leaves the
 * site carries rel="noopener". */
bool open_link(writer *, card_str href);
void close_link(writer *, bool opened);

/* A link with its title, or its address for want of one. */
void write_link(writer *, const card_link *);

#endif
