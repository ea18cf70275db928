/* Writing a card's texts: templates, labels, markup with marks, links. */
#ifndef CARD_WRITE_H
#define CARD_WRITE_H

#include "html.h"
#include "model.h"
#include "query.h"

/* One call of card_render or card_update. */
typedef struct {
  card *card;
  const card_model *model;
  out *html;
  arena *scratch; /* for as long as the call */
  card_str query_text;
  query query;
  bool in_link; /* links do not nest: what would be one inside is text */
  bool failed;  /* memory gave out */
} writer;

/* Writes a template: markup, with a slot for each argument, in this order:
 *   %t  const card_str *      text, in a tag or in a quoted attribute
 *   %l  int (card_label)      a word for the interface
 *   %m  const card_str *      inline markup
 *   %M  const card_str *      inline markup of a row, with marks where the query hits
 *   %p  const card_str *      paragraphs of inline markup
 *   %n  size_t                a count
 *   %f  void (*)(writer *)    what the function writes
 * The template is a literal: it is the one way for markup to come out unescaped. */
void emit(writer *, const char *template, ...);

/* emit with the one text, unless that is blank. */
void emit_text(writer *, const char *template, const card_str *);

/* Plain text of a row, with marks. */
void write_marked(writer *, card_str);

/* A label with a word in it, such as "What is {subject}?", for which `name` is "{subject}". */
void write_label(writer *, card_label, card_str name, card_str value);

/* Starts a link and says whether it did: not where the address is empty or unsafe. A link that leaves the
 * site carries rel="noopener". */
bool open_link(writer *, card_str href);
void close_link(writer *, bool opened);

/* A link with its title, or its address for want of one. */
void write_link(writer *, const card_link *);

#endif
