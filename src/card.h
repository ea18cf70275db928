/* comparison-card: the engine.
 *
 * A card compares subjects by attributes. card_open reads a card from JSON in the format of
 * data/comparison.schema.json; card_render writes it as HTML:
 *
 *     card *c = card_open((card_str){json, length});
 *     if (c && card_ok(c)) {
 *       card_str html;
 *       if (card_render(c, CARD_STR("q=goal"), &html) == CARD_OK) fwrite(html.at, 1, html.len, stdout);
 *     }
 *     card_close(c);
 *
 * Text is UTF-8. Lengths and offsets are in bytes. Lines and columns count from 1; columns count code points.
 * No function aborts. Cards share only the cache of folded code points (fold.h), so call the engine from one thread at
 * a time.
 *
 * base/platform.h declares what the engine needs from its platform. */
#ifndef CARD_H
#define CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A borrowed slice of bytes, not NUL-terminated. `at` may be NULL if `len` is 0. */
typedef struct {
  const char *at;
  size_t len;
} card_str;

#define CARD_STR(literal) ((card_str){"" literal, sizeof(literal) - 1})

/* Limits. Exceeding one is an error with the code named. */
#define CARD_MAX_BYTES ((size_t)256 << 20) /* of one JSON document: too-large */
#define CARD_MAX_DEPTH 32                  /* nested arrays and objects: too-deep */
#define CARD_MAX_SUBJECTS 50               /* side by side; any number in a list: too-many */
#define CARD_MAX_ATTRIBUTES 200            /* of a list; any number side by side: too-many */
#define CARD_MAX_PROBLEMS 64               /* per card: later warnings are dropped, an error replaces the last */
#define CARD_MAX_WORDS 16                  /* of one query: later words are ignored */

/* Codes of problems, each with its name in JSON, its meaning, and perhaps an input that causes it. The docs list them. */
typedef enum {
  CARD_OK,
  /* errors: the card does not open */
  CARD_OUT_OF_MEMORY, /* "out-of-memory"  the page has no more memory */
  CARD_TOO_LARGE,     /* "too-large"      more than 256 MB */
  CARD_TOO_DEEP,      /* "too-deep"       more than 32 nested lists and objects (RFC 8259, 9) */
  CARD_SYNTAX,        /* "syntax"         not JSON (RFC 8259): `{"title": "A",}` */
  CARD_BAD_UTF8,      /* "bad-utf8"       not UTF-8 (RFC 3629): a byte FF */
  CARD_BAD_ESCAPE,    /* "bad-escape"     not a character: `"\u0000"`, half of a surrogate pair as `"\ud800"`, `"\x"` */
  CARD_DUPLICATE_KEY, /* "duplicate-key"  a field twice (RFC 7493, 2.3): `{"title": "A", "title": "B"}` */
  CARD_WRONG_TYPE,    /* "wrong-type"     another type than the field has: `{"title": 5}` */
  CARD_MISSING,       /* "missing"        a required field is not there: `{"subjects": ["A"], "attributes": []}` */
  CARD_BAD_VALUE,     /* "bad-value"      a value that the field does not allow: `{"dir": "up"}` */
  CARD_DUPLICATE_ID,  /* "duplicate-id"   two subjects with one id or name: `{"subjects": ["A", "A"]}` */
  CARD_UNKNOWN_ID,    /* "unknown-id"     a value for a subject that is not there: `{"values": {"nobody": 1}}` */
  CARD_TOO_MANY,      /* "too-many"       more than 50 subjects, or more values than subjects */
  /* warnings: the card opens without the affected part */
  CARD_UNKNOWN_FIELD, /* "unknown-field"  a field that this version does not know: `{"colour": "red"}` */
  CARD_UNSAFE_LINK,   /* "unsafe-link"    a link that may not be followed: `{"href": "javascript:…"}` */
  CARD_LEFT_OUT,      /* "left-out"       a part of a table that a card has no place for */
  /* remarks: the card opens as it is meant, perhaps */
  CARD_READ_AS, /* "read-as"        how a table was read where it could be read otherwise, such as its title */
} card_code;

/* One problem of a card. Its strings live until card_close. */
typedef struct {
  card_code code;
  bool warning;          /* true if the card opens despite the problem */
  bool remark;           /* true for a warning that only says how a table was read */
  card_str message;      /* one sentence for the author: the problem and its solution */
  card_str path;         /* such as attributes[2].values.sales; empty for the document or invalid JSON */
  uint32_t line, column; /* of the value in the source text, from 1 */
} card_problem;

typedef struct card card;

/* Opens a card from `json`, which must stay unchanged until card_close: the card's texts are slices of it. Skips a byte
 * order mark. Returns a card that the caller must close, even if the JSON is invalid: then card_ok is false,
 * card_problems lists the errors, and rendering fails. Returns NULL only if memory ran out too early to report it. */
card *card_open(card_str json);

/* The kinds of text that hold a table. */
typedef enum {
  CARD_TEXT_TABLE,  /* CSV or TSV (RFC 4180, and the dialects that programs write) */
  CARD_MARKED_TABLE /* cells with flags, as src/read/table/marked.h describes; web/sources/ writes it of HTML */
} card_table_kind;

/* Opens a card from a table. `options` is a JSON object, or empty; all of it is optional:
 *
 *   "caption"    the title of the card; overrides the table's own
 *   "heading"    the title of a table that has none, such as the heading before it
 *   "file"       the title of a table of many subjects that has no other
 *   "sheet"      the name of the sheet in a workbook: the name of the only thing that it is about
 *   "lang", "dir"  of the table
 *   "delimiter"  between cells: one ASCII character, or "tab"; found by default
 *   "decimal"    the decimal sign, "." or ","; found by default
 *   "header"     where the headings are: "first-row", "first-column" or "none"; found by default
 *   "names"      the column that names the rows, from 1; found by default
 *   "skip"       the number of rows above the table
 *
 * `around` is a card in JSON without rows, or empty: what a table cannot say, such as "answer". Its subjects complete those of the
 * table with the same names.
 *
 * The texts must stay unchanged until card_close. A problem has the line and column of a text, the path "row 3, column 2" of a
 * marked table, or the path in `around`. Otherwise like card_open. */
card *card_open_table(card_str text, card_table_kind, card_str options, card_str around);

/* Frees everything the card owns. NULL is allowed. */
void card_close(card *);

/* Returns true if the card opened: it has no problems but warnings. */
bool card_ok(const card *);

/* Returns the errors and warnings in the order they were found. Sets `count`, at most CARD_MAX_PROBLEMS. The result
 * lives until card_close. */
const card_problem *card_problems(const card *, size_t *count);

/* Writes the problems as a JSON array, for platforms that cannot read C structs:
 *   [{"code":"syntax","level":"error","message":"…","path":"","line":1,"column":14}]
 * `json` lives until the next call with this card. Returns CARD_OK or CARD_OUT_OF_MEMORY. */
card_code card_problems_json(card *, card_str *json);

/* Returns the name of a code, a constant: "too-deep" for CARD_TOO_DEEP, "ok" for CARD_OK. */
card_str card_code_name(card_code);

/* Returns the card's id: its own, or one made from its title. Links name the card by "cc-" and this id. Lives until
 * card_close or card_set_id. */
card_str card_id(const card *);

/* Replaces the card's id by a copy of `id`. Call before the first rendering. Returns CARD_OK or CARD_OUT_OF_MEMORY. */
card_code card_set_id(card *, card_str id);

/* Returns the BCP 47 tag of the card's language; empty if it states none. Lives until card_close. */
card_str card_language(const card *);

/* Sets the interface texts of the card's language from a JSON object with the fields of a card's "labels". The card's
 * own labels override them; English is the default. In a card made of a table, cells with its words for yes and no become
 * answers. Call before the first rendering. Ignores invalid labels silently: the author cannot correct them. */
void card_set_labels(card *, card_str json);

/* Writes the whole card as HTML in a view: a percent-encoded URL query such as "q=goal&sort=name" with these parts:
 *   q      the filter; query.h describes its syntax
 *   only   "differences" or "similarities": rows in which the shown subjects differ or are the same
 *   sort   "name", "definition" or a subject's id; with "-" before it in descending order
 *   show   the ids of the shown subjects in order, separated by commas; default all, "-" for none
 *   pin    the id of the subject that comes first
 *   fold   the names of collapsed groups, separated by commas
 *   rows   the maximum number of rows, or "all"; default 50
 *   row    the id or name of the row that a link leads to
 * A subject without an id has its name as id. Unknown or invalid parts are ignored: a view causes no error. `html`
 * lives until the next call with this card. Returns CARD_OK, CARD_OUT_OF_MEMORY, or the first error of a card that did
 * not open. */
card_code card_render(card *, card_str view, card_str *html);

/* Indexes `rows` more rows for queries. Returns the number of rows left; 0 if no more calls are needed. A query works
 * without it and indexes what it must have. */
size_t card_prepare(card *, size_t rows);

/* Writes the regions that differ from the last card_render or card_update of this card, or nothing if none differ:
 *   name US html RS name US html RS …      with US = 0x1F and RS = 0x1E, which HTML written here never holds
 * A region's name is the `data-region` of the element whose content it replaces: "lead", "subjects", "table", "rows",
 * "more", "sections" or "status". Each unchanged row is sent as a reference:
 *   GS number GS        with GS = 0x1D and the row's previous index, from 0
 * The indices increase. The table element keeps its old aria-rowcount: if "more" holds a button, the caller must set it
 * to card_match_count + 1 (for the head), and otherwise remove it (WAI-ARIA 1.2, aria-rowcount). Results and lifetime
 * as card_render. */
card_code card_update(card *, card_str view, card_str *regions);

/* Export formats. */
typedef enum {
  CARD_MARKDOWN, /* a table (GitHub Flavored Markdown Spec, 4.10) */
  CARD_CSV,      /* RFC 4180, with CRLF; a cell that a spreadsheet would run as a formula starts with an apostrophe */
  CARD_JSON,     /* a list of objects */
  CARD_HTML,     /* a table without classes or scripts */
  CARD_ANSWER,   /* the short answer as plain text */
  /* for spreadsheets of the card's region: numbers have its decimal sign (platform_decimal) */
  CARD_REGIONAL_CSV, /* as CARD_CSV, but with semicolons if the decimal sign is a comma */
  CARD_TSV,          /* a row a line, cells separated by tabs, formulas as in CSV: to paste */
  CARD_RICH          /* an HTML table with borders as style attributes, formulas as in CSV: to paste */
} card_format;

/* Writes the rows and subjects of a view. Ignores its "rows": writes all matching rows. CARD_TSV and CARD_RICH leave out
 * the rows of collapsed groups, and write the headings and each row on a line of its own. Results and lifetime as
 * card_render. */
card_code card_export(card *, card_str view, card_format, card_str *text);

/* What a publisher embeds in a page. */
typedef enum {
  CARD_ARTICLE,     /* HTML without controls, for feeds and crawlers: the texts, and a table with markup */
  CARD_LINKED_DATA, /* JSON-LD: an Article of schema.org about each subject, a DefinedTerm; not escaped for HTML */
  CARD_PLAIN_TABLE, /* only the table of the article */
  CARD_DOCUMENT     /* JSON for card_open of a card opened from a table; in the compact form if opened from text */
} card_publication;

/* Writes the content that a page holds before scripts run. An article has all rows of the view. Results and lifetime as
 * card_export. */
card_code card_publish(card *, card_str view, card_publication, card_str *text);

/* Writes CARD_DOCUMENT of a card opened from a table. Results and lifetime as card_export. */
card_code card_document(card *, card_str *json);

/* Writes what CARD_DOCUMENT cannot say about the values of a table, such as the units that they are compared in: bytes for
 * card_set_marks. Results and lifetime as card_export. */
card_code card_marks(card *, card_str *marks);

/* Takes over the marks of the table that a card's JSON was made of (card_marks), so that it compares and sorts like the table.
 * Call before the first rendering. Ignores marks of other cards. */
void card_set_marks(card *, card_str marks);

/* Writes where a part of CARD_DOCUMENT is in the table given to card_open_table, by its path, such as "rows[2][1]":
 * {"line":4,"column":12} for a text, {"path":"row 3, column 2"} for a marked table, {} for parts that it does not have. Only in
 * the publishing build. Results and lifetime as card_export. */
card_code card_locate(card *, card_str path, card_str *json);

/* Returns the number of rows matching the view last rendered, updated or exported; before that, all rows. */
size_t card_match_count(const card *);

/* Returns the JSON of the built-in card, data/sales-vs-marketing.json. A constant. */
card_str card_builtin(void);

#endif
