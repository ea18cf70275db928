/* Ordered bottom-up: tokens, then the scan over them, then what the header declares. */
#include "json.h"

#include "host.h"
#include "text.h"

typedef struct {
  card_str text;
  size_t at; /* the next byte */
  unsigned depth;
  size_t values;     /* started so far */
  json_fault *fault; /* set when a step returns false */
} scan;

static bool fail(scan *s, card_code code, const char *message) {
  *s->fault = (json_fault){code, message, s->at};
  return false;
}

static char char_at(card_str s, size_t at) { return at < s.len ? s.at[at] : '\0'; }

/* The four digits of \uXXXX at `from`; -1 if they are not there. */
static int hex4(card_str s, size_t from) {
  int unit = 0;
  for (size_t i = from; i < from + 4; i++) {
    int digit = text_hex_digit(char_at(s, i));
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

/* At the backslash of \uXXXX: steps over it, and over its other half if it is the first of a surrogate pair.
 */
static bool unicode_escape(scan *s) {
  int unit = hex4(s->text, s->at + 2);
  if (unit < 0)
    return fail(s, CARD_BAD_ESCAPE, "After \\u four hexadecimal digits must follow, as in \\u00e9.");
  if (unit == 0) return fail(s, CARD_BAD_ESCAPE, "Text cannot hold the character NUL (\\u0000): remove it.");
  s->at += 6;
  if (unit < 0xD800 || unit > 0xDFFF) return true;
  bool pair = unit < 0xDC00 && char_at(s->text, s->at) == '\\' && char_at(s->text, s->at + 1) == 'u';
  int other = pair ? hex4(s->text, s->at + 2) : 0;
  s->at += 6;
  if (other >= 0xDC00 && other <= 0xDFFF) return true;
  s->at -= 12;
  return fail(s, CARD_BAD_ESCAPE, "This is half of a character: \\ud800 to \\udfff stand in pairs only.");
}

static bool escape(scan *s) {
  char c = char_at(s->text, s->at + 1);
  if (c == 'u') return unicode_escape(s);
  card_str known = S("\"\\/bfnrt");
  if (text_find(known, (card_str){&c, 1}, 0) == known.len)
    return fail(s, CARD_BAD_ESCAPE, "A backslash in a string must be written twice: \\\\.");
  s->at += 2;
  return true;
}

static bool string(scan *s) {
  size_t start = s->at++;
  for (;;) {
    uint32_t point;
    s->at += text_plain_run(text_slice(s->text, s->at, s->text.len));
    if (s->at >= s->text.len) {
      s->at = start;
      return fail(s, CARD_SYNTAX, "This string never ends: its closing quotation mark is missing.");
    }
    unsigned char c = (unsigned char)s->text.at[s->at];
    if (c == '"') return s->at++, true;
    if (c < ' ')
      return fail(s, CARD_SYNTAX,
                  "A line break or control character stands in a string: write \\n for a new line.");
    if (c == '\\') {
      if (!escape(s)) return false;
      continue;
    }
    size_t len = text_decode(text_slice(s->text, s->at, s->text.len), &point);
    if (!len) return fail(s, CARD_BAD_UTF8, "This is not UTF-8 text: save the file with the encoding UTF-8.");
    s->at += len;
  }
}

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/* Of a number, true, false and null. */
static bool is_word(char c) { return text_is_alnum(c) || c == '-' || c == '+' || c == '.'; }

static void skip_space(scan *s) {
  while (is_space(char_at(s->text, s->at))) s->at++;
}

static bool string_token(scan *s) {
  if (!string(s)) return false;
  skip_space(s);
  s->values += char_at(s->text, s->at) != ':';
  return true;
}

/* One token and the space after it. */
static bool step(scan *s) {
  char c = s->text.at[s->at];
  if (c == '"') return string_token(s);
  if ((unsigned char)c < ' ') return fail(s, CARD_SYNTAX, "A control character stands here: remove it.");
  bool opens = c == '{' || c == '[', word = is_word(c);
  if (opens && s->depth == CARD_MAX_DEPTH)
    return fail(s, CARD_TOO_DEEP, "More than 32 lists and objects stand inside one another here.");
  s->values += opens || word;
  s->depth += opens;
  s->depth -= (c == '}' || c == ']') && s->depth;
  s->at++;
  while (word && is_word(char_at(s->text, s->at))) s->at++;
  skip_space(s);
  return true;
}

bool json_check(card_str json, json_fault *fault) {
  scan s = {.text = json, .fault = fault};
  skip_space(&s);
  while (s.at < json.len)
    if (!step(&s)) return false;
  return true;
}

size_t json_locate(card_str json, size_t nth) {
  json_fault none;
  scan s = {.text = json, .fault = &none};
  size_t start = 0;
  for (skip_space(&s); s.values <= nth && s.at < json.len;) {
    start = s.at;
    step(&s);
  }
  return start;
}

void json_explain(card_str json, size_t offset, json_fault *fault) {
  char c = char_at(json, offset);
  *fault = (json_fault){CARD_SYNTAX,
                        "This does not belong here: the comma, colon or quotation mark before it is missing.",
                        offset};
  if (!c || is_space(c))
    fault->message = "The text ends too early: something was left open.";
  else if (c == ',' || c == ']' || c == '}')
    fault->message = "Something is missing here, or the comma before is one too many.";
  else if (c == '\'')
    fault->message = "Text stands in double quotation marks: \"…\".";
  else if (c == '/')
    fault->message = "JSON has no comments: remove this one.";
  else if (is_word(c) && !text_is_letter(c))
    fault->message =
        "A comma or colon is missing before this, or the number is not written like 0, -12 or 3.5.";
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

/* Steps over digits and says whether there were any. */
static bool digits(card_str s, size_t *at) {
  size_t from = *at;
  while (char_at(s, *at) >= '0' && char_at(s, *at) <= '9') ++*at;
  return *at > from;
}

/* The grammar of a number (RFC 8259, 6). */
static bool is_number(card_str s) {
  size_t at = char_at(s, 0) == '-', from = at;
  if (!digits(s, &at) || (s.at[from] == '0' && at > from + 1)) return false;
  if (char_at(s, at) == '.') {
    at++;
    if (!digits(s, &at)) return false;
  }
  if (text_lower(char_at(s, at)) == 'e') {
    at++;
    at += char_at(s, at) == '+' || char_at(s, at) == '-';
    if (!digits(s, &at)) return false;
  }
  return at == s.len;
}

bool json_number(card_str s, double *number) {
  /* Exact where the digits fit in 53 bits and the power of ten in a double (Clinger 1990): nearly always. */
  uint64_t digits = 0;
  double scale = 1;
  bool point = false;
  if (!is_number(s)) return false;
  for (size_t i = s.at[0] == '-'; i < s.len; i++) {
    if (s.at[i] == '.') {
      point = true;
      continue;
    }
    if (s.at[i] > '9' || digits >= (1ull << 53) / 10 || scale >= 1e22) {
      *number = card_host_number(s.at, s.len);
      return true;
    }
    digits = digits * 10 + (uint64_t)(s.at[i] - '0');
    if (point) scale *= 10;
  }
  *number = (s.at[0] == '-' ? -(double)digits : (double)digits) / scale;
  return true;
}
