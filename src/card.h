/* comparison-card: the engine.
 *
 * A card compares subjects (columns) by attributes (rows). It is opened from one JSON document, the format
 * that data/comparison.schema.json describes, and written as HTML:
 *
 *     card *c = card_open((card_str){json, length});
 *     if (c && card_ok(c)) {
 *       card_str html;
 *       if (card_render(c, CARD_STR("q=goal"), &html) == CARD_OK) fwrite(html.at, 1, html.len, stdout);
 *     }
 *     card_close(c);
 *
 * Text is UTF-8. Every length and offset is in bytes; lines and columns, which people read, count from 1, and
 * a column counts characters (code points). Nothing here aborts, and nothing is shared between cards but the
 * cache of folded code points (fold.h), so that use from one thread at a time is all the engine asks.
 *
 * What the engine needs from outside is in base/platform.h. */
#ifndef CARD_H
#define CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A borrowed run of bytes. Never NUL-terminated; `at` may be NULL when `len` is 0. */
typedef struct {
  const char *at;
  size_t len;
} card_str;

#define CARD_STR(literal) ((card_str){"" literal, sizeof(literal) - 1})

/* Limits. One past each is an error with the code named. */
#define CARD_MAX_BYTES ((size_t)256 << 20) /* of one JSON document: too-large */
#define CARD_MAX_DEPTH 32                  /* arrays and objects inside one another: too-deep */
#define CARD_MAX_SUBJECTS 50               /* too-many */
#define CARD_MAX_PROBLEMS 64               /* kept of one card: later warnings are not, an error takes the last place */
#define CARD_MAX_WORDS 16                  /* words of one query; later ones are ignored */

/* What can be wrong, with the name that programs see and an input that has it. */
typedef enum {
  CARD_OK,
  /* errors: the card does not open */
  CARD_OUT_OF_MEMORY, /* "out-of-memory"                                                                 */
  CARD_TOO_LARGE,     /* "too-large"       300 MB of JSON                                                */
  CARD_TOO_DEEP,      /* "too-deep"        33 times [   (RFC 8259, 9: a parser may set limits)         */
  CARD_SYNTAX,        /* "syntax"          {"title": "A",}   (RFC 8259)                                  */
  CARD_BAD_UTF8,      /* "bad-utf8"        a byte FF, an overlong form, an encoded surrogate (RFC 3629)  */
  CARD_BAD_ESCAPE,    /* "bad-escape"      "\u0000", a lone "\ud800", "\x"                               */
  CARD_DUPLICATE_KEY, /* "duplicate-key"   {"title": "A", "title": "B"}   (RFC 7493, 2.3)                */
  CARD_WRONG_TYPE,    /* "wrong-type"      {"title": 5}                                                  */
  CARD_MISSING,       /* "missing"         {"subjects": ["A"], "attributes": []}: no title               */
  CARD_BAD_VALUE,     /* "bad-value"       {"dir": "up"}, {"updated": "yesterday"}                       */
  CARD_DUPLICATE_ID,  /* "duplicate-id"    {"subjects": ["A", "A"]}                                      */
  CARD_UNKNOWN_ID,    /* "unknown-id"      {"values": {"nobody": 1}}                                     */
  CARD_TOO_MANY,      /* "too-many"        51 subjects, or a third value where there are two subjects    */
  /* warnings: the card opens without the part in question */
  CARD_UNKNOWN_FIELD, /* "unknown-field"   {"colour": "red"}: newer cards open in older engines          */
  CARD_UNSAFE_LINK,   /* "unsafe-link"     {"href": "javascript:…"}: the text stays, the link is dropped */
} card_code;

/* One thing that is wrong with a card. The strings live until card_close. */
typedef struct {
  card_code code;
  bool warning;          /* the card opened all the same                                        */
  card_str message;      /* for the author, one sentence: what is wrong and what to do          */
  card_str path;         /* attributes[2].values.sales; empty for the document or broken JSON   */
  uint32_t line, column; /* of the value in the JSON text, from 1                               */
} card_problem;

typedef struct card card;

/* Opens a card. `json` must stay as it is until card_close: texts of the card stand in it. A byte order mark before it
 * is skipped.
 * Returns a card that the caller closes, also when the JSON is wrong: then card_ok is false, card_problems
 * says why, and the card renders nothing. NULL only when memory gave out before there was a place to say so. */
card *card_open(card_str json);

/* What is known of a table besides its text. */
typedef struct {
  card_str caption; /* the title of the card; empty to take that of the table */
  card_str file;    /* the title of a table of many subjects that has none; may be empty */
  char delimiter;   /* what separates the cells, a character of ASCII; 0 to find out */
} card_table_options;

/* Opens the card that a table makes: CSV or TSV with a line of headings. `text` and the options must stay as they are until
 * card_close. Lines and columns of problems are those of the table. Otherwise as card_open. */
card *card_open_table(card_str text, const card_table_options *);

/* Opens a card from JSON whose values are strings, the texts of a table's cells: inline markup, line by line. What they say is
 * found out as by card_open_table. Otherwise as card_open. */
card *card_open_cells(card_str json);

/* Frees everything the card owns at once. NULL is allowed. */
void card_close(card *);

/* Whether the card opened: no problem but warnings. */
bool card_ok(const card *);

/* The problems in the order they were met, errors and warnings. `*count` is at most CARD_MAX_PROBLEMS. The
 * result lives until card_close. */
const card_problem *card_problems(const card *, size_t *count);

/* The same as one JSON array, for hosts that read no C structs:
 *   [{"code":"syntax","level":"error","message":"…","path":"","line":1,"column":14}]
 * `*json` lives until the next call with this card. CARD_OK or CARD_OUT_OF_MEMORY. */
card_code card_problems_json(card *, card_str *json);

/* "too-deep" for CARD_TOO_DEEP, and so on; "ok" for CARD_OK. A constant. */
card_str card_code_name(card_code);

/* The id of the card: its own, or one made of its title. Addresses call the card so, behind "cc-". Lives until card_close or card_set_id. */
card_str card_id(const card *);

/* Gives the card another id, of which it makes a copy. To be called before the card is first rendered. CARD_OK or
 * CARD_OUT_OF_MEMORY. */
card_code card_set_id(card *, card_str id);

/* The language of the card's texts, a BCP 47 tag; empty where it says none. Lives until card_close. */
card_str card_language(const card *);

/* Gives the card the words of its language: a JSON object with the fields that "labels" of a card has. The card's own
 * labels go before them, and English fills in what neither has. To be called before the card is first rendered. Words
 * that cannot be read are left out in silence: they are the host's, not the author's. */
void card_set_labels(card *, card_str json);

/* Writes the whole card as HTML, in the given view.
 * A view is a string in URL query syntax, percent-decoded here: "q=goal&sort=name". Its parts:
 *   q      the filter; query.h says what may stand in it
 *   only   "differences" or "similarities": the rows in which the subjects shown differ, or do not
 *   sort   "name", "definition" or the id of a subject, with "-" before it for falling order
 *   show   the ids of the subjects shown, with commas between them, in this order; all where there is none, and
 *          none for "-"
 *   pin    the id of the subject that comes first
 *   fold   the names of the groups whose rows are hidden, with commas between them
 *   rows   how many rows are shown at most, from 50 on, or "all"; 50 where there is none
 *   row    the id (or name) of the row that a link leads to
 * The id of a subject without one is its name. Unknown or malformed parts are ignored, so a view never fails. `*html` lives until the next call with this card.
 * CARD_OK, CARD_OUT_OF_MEMORY, or the first error of a card that is not card_ok. */
card_code card_render(card *, card_str view, card_str *html);

/* Gets ready for the first query, so many rows at a time, and says how many are left; 0 where there is no need to go on. A
 * query does by itself what it cannot do without. */
size_t card_prepare(card *, size_t rows);

/* Writes just the regions that differ from what the last card_render or card_update of this card wrote:
 *   name US html RS name US html RS …      with US = 0x1F and RS = 0x1E, which HTML written here never holds
 * and nothing at all when nothing differs. A region's name is the value of the `data-region` attribute of the
 * element whose content it replaces: "lead", "subjects", "table", "rows", "more", "sections", "status". Rows that stay as they
 * are do not come again: where one goes among the others stands
 *   GS number GS        with GS = 0x1D and the number, from 0, that the row had among those before
 * and the numbers rise. A table that stays keeps the aria-rowcount it had: while "more" holds a button, that
 * is for the host to set, to card_match_count and one for the head (WAI-ARIA 1.2, aria-rowcount), and to remove else.
 * Results and lifetime as card_render. */
card_code card_update(card *, card_str view, card_str *regions);

/* What a reader takes along. */
typedef enum {
  CARD_MARKDOWN, /* a table (GitHub Flavored Markdown Spec, 4.10) */
  CARD_CSV,      /* RFC 4180, with CRLF; a cell that a spreadsheet would run as a formula starts with an apostrophe */
  CARD_JSON,     /* a list of objects */
  CARD_HTML,     /* a table without classes or scripts */
  CARD_ANSWER    /* the short answer as plain text */
} card_format;

/* Writes the rows and subjects of a view, all of its rows whatever "rows" says. Results and lifetime as card_render. */
card_code card_export(card *, card_str view, card_format, card_str *text);

/* What a publisher puts into a page. */
typedef enum {
  CARD_ARTICLE, /* the card as HTML without controls, for feeds and crawlers: its texts, and a table with their markup */
  CARD_LINKED_DATA, /* JSON-LD: an Article of schema.org about each subject, a DefinedTerm. As JSON: not escaped for HTML */
  CARD_PLAIN_TABLE, /* the table of the article alone */
  CARD_DOCUMENT /* the card of a table as JSON that card_open takes, in the compact form if it was opened from text */
} card_publication;

/* Writes what a page holds of the card before any script runs: of an article, all rows of the view. Results and lifetime
 * as card_export. */
card_code card_publish(card *, card_str view, card_publication, card_str *text);

/* Writes where a cell is in the text that a card was opened from by card_open_table, {"line":4,"column":12}: a heading if `row`
 * is SIZE_MAX. Rows and columns are those of CARD_DOCUMENT; places beyond them, and of other cards, are {}. Only for publishers,
 * too. Results and lifetime as card_export. */
card_code card_locate(card *, size_t row, size_t column, card_str *json);

/* Rows that match the view last rendered, updated or exported; all rows before that. */
size_t card_match_count(const card *);

/* The JSON of the card compiled into the engine, data/sales-vs-marketing.json. A constant. */
card_str card_builtin(void);

#endif
