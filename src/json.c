/* Ordered bottom-up: tokens, then the scan that puts them together, then what the header declares. */
#include "json.h"

#include "host.h"
#include "text.h"

typedef struct {
  card_str text;
  size_t at; /* the next byte */
  unsigned depth;
  size_t values;     /* started so far */
  size_t stop_at;    /* the scan ends where this value starts */
  json_fault *fault; /* set when a function returns false for another reason than that */
} scan;

static bool fail(scan *s, card_code code, const char *message) {
  *s->fault = (json_fault){code, message, s->at};
  return false;
}

static bool not_utf8(scan *s) {
  return fail(s, CARD_BAD_UTF8, "This is not UTF-8 text: save the file with the encoding UTF-8.");
}

static char peek(const scan *s) { return s->at < s->text.len ? s->text.at[s->at] : '\0'; }

/* The next byte that is no white space. */
static char next(scan *s) {
  for (;;) {
    char c = peek(s);
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
    s->at++;
  }
}

/* Steps over white space and then over this byte, if it is there. */
static bool take(scan *s, char c) {
  bool there = next(s) == c;
  s->at += there;
  return there;
}

/* The four digits of \uXXXX at `from`; -1 if they are not there. */
static int32_t hex4(const scan *s, size_t from) {
  int32_t unit = 0;
  if (s->text.len - from < 4) return -1;
  for (size_t i = 0; i < 4; i++) {
    int digit = text_hex_digit(s->text.at[from + i]);
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

/* At the `u` of \uXXXX: steps over it, and over its other half if it is the first of a surrogate pair. */
static bool unicode_escape(scan *s) {
  int32_t unit = hex4(s, s->at + 1);
  if (unit < 0) return fail(s, CARD_BAD_ESCAPE, "After \\u four hexadecimal digits must follow, as in \\u00e9.");
  if (unit == 0) return fail(s, CARD_BAD_ESCAPE, "Text cannot hold the character NUL (\\u0000); remove it.");
  bool first = unit >= 0xD800 && unit < 0xDC00, second = unit >= 0xDC00 && unit < 0xE000;
  int32_t other = first && s->text.len - s->at > 6 && s->text.at[s->at + 5] == '\\' && s->text.at[s->at + 6] == 'u'
                      ? hex4(s, s->at + 7)
                      : -1;
  if (second || (first && (other < 0xDC00 || other > 0xDFFF)))
    return fail(s, CARD_BAD_ESCAPE, "This is half of a character: \\ud800 to \\udfff stand in pairs only.");
  s->at += first ? 11 : 5;
  return true;
}

static bool escape(scan *s) {
  s->at++;
  char c = peek(s);
  if (c == 'u') return unicode_escape(s);
  if (!text_has(S("\"\\/bfnrt"), c))
    return fail(s, CARD_BAD_ESCAPE, "A backslash in a string must be written twice: \\\\.");
  s->at++;
  return true;
}

static bool string(scan *s) {
  size_t start = s->at++;
  for (;;) {
    s->at += text_plain_run(text_slice(s->text, s->at, s->text.len));
    if (s->at == s->text.len) {
      s->at = start;
      return fail(s, CARD_SYNTAX, "This string never ends: its closing quotation mark is missing.");
    }
    unsigned char c = (unsigned char)s->text.at[s->at];
    uint32_t point;
    if (c == '"') {
      s->at++;
      return true;
    }
    if (c < ' ')
      return fail(s, CARD_SYNTAX, "A line break or control character stands in a string: write \\n for a new line.");
    if (c == '\\') {
      if (!escape(s)) return false;
      continue;
    }
    size_t len = text_decode(text_slice(s->text, s->at, s->text.len), &point);
    if (!len) return not_utf8(s);
    s->at += len;
  }
}

static bool digits(scan *s) {
  size_t start = s->at;
  while (peek(s) >= '0' && peek(s) <= '9') s->at++;
  return s->at > start;
}

static bool number(scan *s) {
  size_t start = s->at;
  s->at += peek(s) == '-';
  size_t first = s->at;
  bool good = digits(s) && (s->text.at[first] != '0' || s->at == first + 1);
  if (good && peek(s) == '.') {
    s->at++;
    good = digits(s);
  }
  if (good && text_lower(peek(s)) == 'e') {
    s->at++;
    if (peek(s) == '+' || peek(s) == '-') s->at++;
    good = digits(s);
  }
  if (good) return true;
  s->at = start;
  return fail(s, CARD_SYNTAX, "A number is written like 0, -12 or 3.5: no +, no leading zero, no comma.");
}

/* What may stand where something else stands. */
typedef enum { VALUE_OR_NAME, COMMA_OR_COLON, NOTHING } wanted;

/* Says what is wrong with the byte at hand. */
static bool unexpected(scan *s, wanted want) {
  uint32_t point;
  const char *message = "A comma or colon is missing before this, or the brackets do not match.";
  if (s->at < s->text.len && want != NOTHING && !text_decode(text_slice(s->text, s->at, s->text.len), &point))
    return not_utf8(s);
  char c = peek(s);
  if (s->at == s->text.len)
    message = "The text ends too early: something was left open.";
  else if (want == NOTHING)
    message = "The card ends before this: remove what follows.";
  else if (c == '/')
    message = "JSON has no comments: remove this one.";
  else if (want == VALUE_OR_NAME)
    message = c == ',' || c == ']' || c == '}' ? "Something is missing here, or the comma before is one too many."
                                               : "Text must stand in double quotation marks: \"…\".";
  return fail(s, CARD_SYNTAX, message);
}

static bool word(scan *s) {
  size_t end = s->at;
  while (end < s->text.len && text_is_alnum(s->text.at[end])) end++;
  card_str found = text_slice(s->text, s->at, end);
  if (!text_equal(found, S("true")) && !text_equal(found, S("false")) && !text_equal(found, S("null")))
    return unexpected(s, VALUE_OR_NAME);
  s->at = end;
  return true;
}

static bool key(scan *s) {
  if (next(s) != '"') return unexpected(s, VALUE_OR_NAME);
  return string(s) && (take(s, ':') || unexpected(s, COMMA_OR_COLON));
}

static bool value(scan *s);

static bool container(scan *s, char opening) {
  char closing = (char)(opening + 2); /* in ASCII: [] and {} */
  if (s->depth == CARD_MAX_DEPTH)
    return fail(s, CARD_TOO_DEEP, "More than 32 lists and objects stand inside one another here.");
  s->depth++;
  s->at++;
  if (!take(s, closing)) {
    do
      if ((opening == '{' && !key(s)) || !value(s)) return false;
    while (take(s, ','));
    if (!take(s, closing)) return unexpected(s, COMMA_OR_COLON);
  }
  s->depth--;
  return true;
}

static bool value(scan *s) {
  char c = next(s);
  if (s->values++ == s->stop_at) return false;
  if (c == '{' || c == '[') return container(s, c);
  return c == '"' ? string(s) : c == '-' || (c >= '0' && c <= '9') ? number(s) : word(s);
}

static size_t run(card_str json, size_t stop_at, json_fault *fault) {
  scan s = {.text = json, .stop_at = stop_at, .fault = fault};
  if (value(&s) && (next(&s), s.at < json.len)) unexpected(&s, NOTHING);
  return s.at;
}

bool json_check(card_str json, json_fault *fault) {
  *fault = (json_fault){0};
  run(json, SIZE_MAX, fault);
  return fault->code == CARD_OK;
}

size_t json_locate(card_str json, size_t nth) {
  json_fault none = {0};
  return run(json, nth, &none);
}

void json_line(card_str json, size_t offset, uint32_t *line, uint32_t *column) {
  *line = *column = 1;
  for (size_t i = 0; i < offset && i < json.len; i++) {
    if (json.at[i] == '\n') {
      ++*line;
      *column = 1;
    } else if ((json.at[i] & 0xC0) != 0x80) {
      ++*column;
    }
  }
}

double json_number(card_str number) {
  /* Exact where the digits fit in 53 bits and the power of ten in a double (Clinger 1990): nearly always. */
  uint64_t digits = 0;
  unsigned decimals = 0;
  bool negative = number.len && number.at[0] == '-', point = false;
  for (size_t i = negative; i < number.len; i++) {
    char c = number.at[i];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || digits >= (1ull << 53) / 10 || decimals == 22)
      return card_host_number(number.at, number.len);
    digits = digits * 10 + (uint64_t)(c - '0');
    decimals += point;
  }
  double scale = 1;
  while (decimals--) scale *= 10;
  return (negative ? -(double)digits : (double)digits) / scale;
}
