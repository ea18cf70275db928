/* Ordered bottom-up: tokens, then the scan that puts them together, then what the header declares. */
#include "json.h"

#include "host.h"
#include "text.h"

typedef enum {
  WANT_VALUE,
  WANT_ITEM_OR_END,
  WANT_KEY,
  WANT_KEY_OR_END,
  WANT_COLON,
  WANT_COMMA_OR_END,
  WANT_NOTHING
} want;

typedef struct {
  card_str text;
  size_t at; /* the next byte */
  want want;
  unsigned depth;
  uint64_t objects;  /* bit n: whether the container at depth n + 1 is an object */
  size_t values;     /* started so far */
  size_t stop_at;    /* the scan ends where this value starts */
  json_fault *fault; /* set when a step returns false for another reason than the end */
} scan;

_Static_assert(CARD_MAX_DEPTH <= 64, "scan.objects holds a bit for each level");

static bool fail(scan *s, card_code code, const char *message) {
  *s->fault = (json_fault){code, message, s->at};
  return false;
}

static bool not_utf8(scan *s) {
  return fail(s, CARD_BAD_UTF8, "This is not UTF-8 text: save the file with the encoding UTF-8.");
}

static char peek(const scan *s) { return s->at < s->text.len ? s->text.at[s->at] : '\0'; }

static void skip_space(scan *s) {
  for (char c = peek(s); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = peek(s)) s->at++;
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
  switch (peek(s)) {
  case '"':
  case '\\':
  case '/':
  case 'b':
  case 'f':
  case 'n':
  case 'r':
  case 't': s->at++; return true;
  case 'u': return unicode_escape(s);
  default: return fail(s, CARD_BAD_ESCAPE, "A backslash in a string must be written twice: \\\\.");
  }
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
    if (c == '"') return s->at++, true;
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
  if (peek(s) == '-') s->at++;
  bool zero = peek(s) == '0', good = digits(s) && !(zero && s->at - start > (s->text.at[start] == '-' ? 2u : 1u));
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

/* Says what is wrong with the byte at hand. */
static bool unexpected(scan *s) {
  char c = peek(s);
  bool opens = s->want < WANT_COLON;
  uint32_t point;
  if (s->at >= s->text.len) return fail(s, CARD_SYNTAX, "The text ends too early: something was left open.");
  if (s->want == WANT_NOTHING) return fail(s, CARD_SYNTAX, "The card ends before this: remove what follows.");
  if (!text_decode(text_slice(s->text, s->at, s->text.len), &point)) return not_utf8(s);
  if (c == '/') return fail(s, CARD_SYNTAX, "JSON has no comments: remove this one.");
  if (opens && (c == ',' || c == ']' || c == '}'))
    return fail(s, CARD_SYNTAX, "Something is missing here, or the comma before is one too many.");
  if (opens) return fail(s, CARD_SYNTAX, "Text must stand in double quotation marks: \"…\".");
  return fail(s, CARD_SYNTAX, "A comma or colon is missing before this, or the brackets do not match.");
}

static bool word(scan *s) {
  static const char *const words[] = {"true", "false", "null"};
  size_t end = s->at;
  while (end < s->text.len && text_is_alnum(s->text.at[end])) end++;
  for (size_t i = 0; i < 3; i++) {
    if (!text_equal(text_slice(s->text, s->at, end), text_from(words[i]))) continue;
    s->at = end;
    return true;
  }
  return unexpected(s);
}

static bool in_object(const scan *s) { return s->depth && (s->objects >> (s->depth - 1) & 1); }

static void value_ended(scan *s) { s->want = s->depth ? WANT_COMMA_OR_END : WANT_NOTHING; }

static bool open_container(scan *s, bool object) {
  if (s->depth == CARD_MAX_DEPTH)
    return fail(s, CARD_TOO_DEEP, "More than 32 lists and objects stand inside one another here.");
  s->objects = (s->objects & ~(1ull << s->depth)) | (uint64_t)object << s->depth;
  s->depth++;
  s->at++;
  s->want = object ? WANT_KEY_OR_END : WANT_ITEM_OR_END;
  return true;
}

static bool value(scan *s) {
  char c = peek(s);
  if (s->values++ == s->stop_at) return false;
  if (c == '{' || c == '[') return open_container(s, c == '{');
  bool good = c == '"' ? string(s) : c == '-' || (c >= '0' && c <= '9') ? number(s) : word(s);
  if (good) value_ended(s);
  return good;
}

/* One token; false at the end and where the text is wrong. */
static bool step(scan *s) {
  skip_space(s);
  char c = peek(s);
  want wanted = s->want;
  bool item = wanted == WANT_VALUE || wanted == WANT_ITEM_OR_END, key = wanted == WANT_KEY || wanted == WANT_KEY_OR_END;
  if (s->at >= s->text.len && wanted == WANT_NOTHING) return false;
  if (wanted != WANT_VALUE && wanted != WANT_KEY && wanted != WANT_COLON && s->depth &&
      c == (in_object(s) ? '}' : ']')) {
    s->depth--;
    s->at++;
    value_ended(s);
    return true;
  }
  if (item) return value(s);
  if (key && c == '"') {
    s->want = WANT_COLON;
    return string(s);
  }
  if (c == (wanted == WANT_COLON ? ':' : ',') && !key && wanted != WANT_NOTHING) {
    s->at++;
    s->want = wanted == WANT_COMMA_OR_END && in_object(s) ? WANT_KEY : WANT_VALUE;
    return true;
  }
  return unexpected(s);
}

static size_t run(card_str json, size_t stop_at, json_fault *fault) {
  scan s = {.text = json, .want = WANT_VALUE, .stop_at = stop_at, .fault = fault};
  while (step(&s)) continue;
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
