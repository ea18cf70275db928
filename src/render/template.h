/* Writes texts of a card: templates, labels, markup with highlighting, links. */
#ifndef CARD_TEMPLATE_H
#define CARD_TEMPLATE_H

#include "model/inline.h"
#include "model/model.h"
#include "query/selection.h"
#include "render/escape.h"

/* What addresses write before the id of a card. web/engine/engine.js has it, too. */
#define NAME_PREFIX "cc-"

/* The state of one rendering. */
typedef struct {
  card *card;
  const card_model *model;
  buffer *html;
  arena *scratch; /* lives as long as the call */
  selection selection;
  card_format format;  /* of an export */
  int field;           /* the field being written; FIELD_ANY outside the table */
  const char *differs; /* differences to highlight in the next markup (differences.h), or NULL */
  card_str typed;      /* another form of the next text that readers may type, or empty */
  size_t hits;         /* hits written outside the table so far */
  size_t elsewhere;    /* total hits outside the table (count_hits) */
  size_t notes;        /* written so far */
  size_t number;       /* for %n and %c */
  size_t hashed;       /* start of the hashed part of a region in the HTML (write_content) */
  size_t more;         /* matching rows not yet shown, except in collapsed groups (write_rows) */
  bool updates;        /* writes regions and records the hashes of rows (end_row) */
  bool reuses;         /* sends unchanged rows as indices */
  size_t reused;       /* 1 + index of the last previous row reused */
  bool in_link;        /* writes links as text, since links do not nest */
  card_str direction;  /* of the card: "rtl", "ltr", or empty if the page decides */
  bool is_article;     /* static output: no popovers, notes inline */
  bool failed;         /* memory ran out */
} writer;

/* Writes a template: markup with slots. The record is a card_str, an array of them, or a struct that starts with some.
 * %t1 is its text 1, counted from 0; %t{clear} is the interface text with that name in "labels".
 *   %t1  as text, in a tag or in a quoted attribute
 *   %s1  as plain text, with hits highlighted
 *   %m1  the same for inline markup
 *   %p1  as paragraphs of inline markup
 *   %T1 %S1 %M1  as %t1, %s1 and %m1, isolated if open_isolate requires it
 *   %w{clear}    the label as text, with its own language and direction if it is borrowed: not for attributes
 *   %l{clear}    for the tag of an element with this label: the same as attributes
 *   %b1{whatIs}  the label with text 1 as {subject}, isolated: not for attributes
 *   %a1  opens a link to this URL if open_link allows it; %z closes it
 *   %n   w->number
 *   %c1  " checked" if w->number is 1
 * The template must be a literal: only templates write unescaped markup. */
void emit(writer *, const char *template, const void *record);

/* The start of a button, up to its action. */
#define BUTTON "<button part=\"button\" type=\"button\" "

/* Writes inline markup with <mark> around hits, and around words that `differs` marks if not NULL. Marks end at every
 * tag, so that they nest. */
void write_highlighted_run(writer *, const inline_run *, const char *differs);

/* Writes a template, except if the first text of the record is blank. */
void emit_text(writer *, const char *template, const void *record);

/* Isolates the direction of a text that could change its context or be changed by it. Returns true if it did. */
bool open_isolate(writer *, card_str);
void close_isolate(writer *, bool opened);

/* The same for a text of a label, which has its own language and direction if it is borrowed (model_borrows). */
bool open_label(writer *, card_label, card_str text);

/* Writes the attributes of an element whose label is borrowed. */
void write_borrowed(writer *, card_label);

/* A name in a pattern such as "{shown} of {total} rows", and its replacement. */
typedef struct {
  card_str name, value;
} filling;

/* Writes a pattern with all occurrences of two names replaced. */
void write_filled(writer *, card_str pattern, const filling fillings[2]);

/* Splits a pattern at the first `name` into the parts before and after. If missing, returns false, and the first part
 * is the whole pattern. */
bool split_pattern(card_str pattern, card_str name, card_str parts[2]);

/* Writes a label such as "What is {subject}?" with `word` in place of `name`, isolated. Not for attributes. */
void write_word(writer *, card_label, card_str name, card_str word);

/* Writes a label with a count in the right plural form. */
void write_counted(writer *, card_label, card_str name, size_t count);

/* Opens a link and returns true, except if the URL is empty or unsafe. Links to other sites get rel="noopener". */
bool open_link(writer *, card_str href);
void close_link(writer *, bool opened);

/* Removes an attribute from the HTML from `from` on. `start` is its name with a space before and an equals sign and a quotation mark
 * behind: cannot match data, since quotation marks in data are entities. */
void strip_attribute(buffer *, size_t from, card_str start);

/* Writes a link with its title; without one, with its URL. */
void write_link(writer *, const card_link *);

#endif
