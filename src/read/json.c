/* Order of the file: tokens, the scan, the functions of the header. */
#include "read/json.h"

#include "base/platform.h"
#include "base/text.h"

typedef struct {
  const char *at, *end; /* the rest of the text */
  unsigned depth;
  size_t values;    /* started so far */
  size_t stop_at;   /* the scan ends at this value */
  const char *name; /* the last name, from its quotation mark */
  json_rows *rows;
  json_fault *fault; /* set if a function fails for another reason than stop_at */
} scan;

static bool fail(scan *s, card_code code, const char *message) {
  *s->fault = (json_fault){code, message, s->at};
  return false;
}

static bool not_utf8(scan *s) {
  return fail(s, CARD_BAD_UTF8, "This is not UTF-8 text: save the file with the encoding UTF-8.");
}

static card_str rest(const scan *s) { return (card_str){s->at, (size_t)(s->end - s->at)}; }

static char peek(const scan *s) { return s->at < s->end ? *s->at : '\0'; }

/* Skips white space and returns the next byte. */
static char next(scan *s) {
  while (text_has(S(" \n\r\t"), peek(s))) s->at++;
  return peek(s);
}

/* Skips white space, and the byte `c` if it follows; returns whether it did. */
static bool take(scan *s, char c) {
  bool there = next(s) == c;
  s->at += there;
  return there;
}

/* Reads a `u` and four hexadecimal digits and returns their value; -1 if they are missing. */
static int32_t unit(scan *s) {
  int32_t unit = 0;
  if (s->end - s->at < 5 || *s->at != 'u') return -1;
  for (size_t i = 1; i < 5; i++) {
    int digit = text_hex_digit(s->at[i]);
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  s->at += 5;
  return unit;
}

/* Reads an escape such as \u00E9 from its `u`, with the second half of a surrogate pair. */
static bool unicode_escape(scan *s) {
  enum { FIRST = 0xD800 >> 10, SECOND = 0xDC00 >> 10 };
  const char *start = s->at, *message = NULL;
  int32_t one = unit(s), other = 0;
  if (one >> 10 == FIRST && peek(s) == '\\') {
    s->at++;
    other = unit(s);
  }
  if (one < 0)
    message = "After \\u four hexadecimal digits must follow, as in \\u00e9.";
  else if (one == 0)
    message = "Text cannot hold the character NUL (\\u0000); remove it.";
  else if (one >> 10 == SECOND || (one >> 10 == FIRST && other >> 10 != SECOND))
    message = "This is half of a character: \\ud800 to \\udfff come in pairs.";
  if (!message) return true;
  s->at = start;
  return fail(s, CARD_BAD_ESCAPE, message);
}

static bool escape(scan *s) {
  char c = peek(s);
  if (c == 'u') return unicode_escape(s);
  if (!text_has(S("\"\\/bfnrt"), c))
    return fail(s, CARD_BAD_ESCAPE, "A backslash in a string must be written twice: \\\\.");
  s->at++;
  return true;
}

static bool string(scan *s) {
  const char *start = s->at++;
  for (;;) {
    uint32_t point = 0;
    s->at += text_plain_run(rest(s));
    size_t len = text_decode(rest(s), &point);
    if (s->at == s->end) {
      s->at = start;
      return fail(s, CARD_SYNTAX, "This string never ends: its closing quotation mark is missing.");
    }
    if (!len) return not_utf8(s);
    if (point < ' ')
      return fail(s, CARD_SYNTAX, "This string contains a line break or control character: write \\n for a new line.");
    s->at += len;
    if (point == '"') return true;
    if (point == '\\' && !escape(s)) return false;
  }
}

static bool digits(scan *s) {
  const char *start = s->at;
  while (peek(s) >= '0' && peek(s) <= '9') s->at++;
  return s->at > start;
}

static bool number(scan *s) {
  const char *start = s->at;
  s->at += peek(s) == '-';
  const char *first = s->at;
  bool good = digits(s) && (*first != '0' || s->at == first + 1);
  if (good && peek(s) == '.') {
    s->at++;
    good = digits(s);
  }
  if (good && text_lower(peek(s)) == 'e') {
    s->at++;
    s->at += peek(s) == '+' || peek(s) == '-';
    good = digits(s);
  }
  if (good) return true;
  s->at = start;
  return fail(s, CARD_SYNTAX, "A number is written like 0, -12 or 3.5: no +, no leading zero, no comma.");
}

/* What the grammar expects at an unexpected byte. */
typedef enum { VALUE_OR_NAME, COMMA_OR_COLON, NOTHING } wanted;

/* Reports the unexpected byte at the current position. */
static bool unexpected(scan *s, wanted want) {
  uint32_t point;
  char c = peek(s);
  const char *message = "A comma or colon is missing before this, or the brackets do not match.";
  if (s->at == s->end)
    message = "The text ends too early: something was left open.";
  else if (want == NOTHING)
    message = "The card ends before this: remove what follows.";
  else if (!text_decode(rest(s), &point))
    return not_utf8(s);
  else if (c == '/')
    message = "JSON has no comments: remove this one.";
  else if (want == VALUE_OR_NAME)
    message = text_has(S(",]}"), c) ? "Something is missing here, or the comma before is one too many."
                                    : "Text must be in double quotation marks: \"…\".";
  return fail(s, CARD_SYNTAX, message);
}

static bool word(scan *s) {
  size_t len = 0;
  card_str text = rest(s);
  while (len < text.len && text_is_alnum(text.at[len])) len++;
  text.len = len;
  if (!text_equal(text, S("true")) && !text_equal(text, S("false")) && !text_equal(text, S("null")))
    return unexpected(s, VALUE_OR_NAME);
  s->at += len;
  return true;
}

static bool key(scan *s) {
  if (next(s) != '"') return unexpected(s, VALUE_OR_NAME);
  s->name = s->at;
  return string(s) && (take(s, ':') || unexpected(s, COMMA_OR_COLON));
}

static bool value(scan *s);

/* Returns true if the current value is the list of rows. */
static bool starts_rows(const scan *s, char opening) {
  if (opening != '[' || s->depth != 1 || !s->name || s->rows->items.at) return false;
  card_str from_name = {s->name, (size_t)(s->at - s->name)};
  return text_starts(from_name, S("\"rows\"")) || text_starts(from_name, S("\"attributes\""));
}

static bool container(scan *s, char opening) {
  char closing = (char)(opening + 2); /* in ASCII: [] and {} */
  size_t count = 0;
  bool rows = starts_rows(s, opening);
  if (s->depth == CARD_MAX_DEPTH)
    return fail(s, CARD_TOO_DEEP, "More than 32 lists and objects are nested here: use fewer levels.");
  s->depth++;
  const char *first = ++s->at;
  if (!take(s, closing)) {
    do {
      if ((opening == '{' && !key(s)) || !value(s)) return false;
      count++;
    } while (take(s, ','));
    if (!take(s, closing)) return unexpected(s, COMMA_OR_COLON);
  }
  if (rows) *s->rows = (json_rows){{first, (size_t)(s->at - 1 - first)}, count};
  s->depth--;
  return true;
}

static bool value(scan *s) {
  char c = next(s);
  if (s->values++ == s->stop_at) return false;
  if (c == '{' || c == '[') return container(s, c);
  return c == '"' ? string(s) : c == '-' || (c >= '0' && c <= '9') ? number(s) : word(s);
}

static const char *run(card_str json, size_t stop_at, json_fault *fault, json_rows *rows) {
  scan s = {.at = json.at, .end = json.at + json.len, .stop_at = stop_at, .fault = fault, .rows = rows};
  if (value(&s) && (next(&s), s.at < s.end)) unexpected(&s, NOTHING);
  return s.at;
}

bool json_check(card_str json, json_fault *fault, json_rows *rows) {
  *fault = (json_fault){0};
  *rows = (json_rows){0};
  run(json, SIZE_MAX, fault, rows);
  return fault->code == CARD_OK;
}

const char *json_locate(card_str json, size_t nth) {
  json_fault none;
  json_rows rows = {0};
  return run(json, nth, &none, &rows);
}

void json_line(card_str json, const char *path, uint32_t *line, uint32_t *column) {
  *line = *column = 1;
  for (const char *at = json.at; at < path; at++) {
    if (*at == '\n') {
      ++*line;
      *column = 1;
    } else if ((*at & 0xC0) != 0x80) {
      ++*column;
    }
  }
}
