/* Follows the algorithm of CommonMark's appendix without a syntax tree: gives each byte of the source a role, then
 * writes the text by roles. Delimiter runs wait in a list until a closer finds its opener. An opener gives away its
 * last characters first, a closer its first, so that tags nest. Brackets wait on a stack; links do not nest. Order of
 * the file: characters, emphasis, code, links, parsing, writing. */
#include "model/inline.h"

#include <string.h>

#include "base/text.h"

enum { MAX_TITLE = 1000, MAX_PARENS = 32, MAX_BACKTICKS = 63, BOTTOMS = 18 };

/* The role of a byte. From OPEN on, a tag: OPEN + 2 * kind, plus 1 if it closes. */
enum { LITERAL, SKIP, OPEN };

typedef struct delimiters delimiters;

struct delimiters {
  delimiters *before, *after;
  size_t at, left; /* `left`: characters not yet used for emphasis */
  size_t length;   /* of the whole run */
  bool can_open, can_close;
};

typedef struct {
  size_t at;
  delimiters *last; /* the last run before the bracket */
} bracket;

/* Storage for one special character, whichever use it has. */
typedef struct {
  delimiters run;
  bracket bracket;
  card_str address; /* of a link */
} room;

typedef struct {
  card_str raw;
  size_t at;
  char *roles; /* one per byte */
  room *rooms, *next_run, *next_bracket, *next_address;
  delimiters *head;           /* sentinel of the ring of runs; first in memory */
  uint64_t missing_backticks; /* bit n: no closing run of n backticks follows */
} reading;

/* Punctuation and symbols of living scripts: first and last of each block. */
static const uint16_t punctuation[][2] = {
    {0xA1, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},     {0xD7, 0xD7},
    {0xF7, 0xF7},     {0x37E, 0x37E},   {0x589, 0x589},   {0x5BE, 0x5BE},   {0x60C, 0x60C},
    {0x61B, 0x61F},   {0x6D4, 0x6D4},   {0x964, 0x965},   {0x2010, 0x2027}, {0x2030, 0x205E},
    {0x20A0, 0x20CF}, {0x2190, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3001, 0x3003}, {0x3008, 0x3020},
    {0x30FB, 0x30FB}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}};

static bool is_punctuation(uint32_t c) {
  if (c < 0x80) return c > ' ' && c != 0x7F && !text_is_alnum((char)c);
  for (size_t i = 0; i < sizeof punctuation / sizeof *punctuation; i++)
    if (c >= punctuation[i][0] && c <= punctuation[i][1]) return true;
  return c >= 0x1F300 && c <= 0x1FAFF;
}

static bool is_wide_space(uint32_t c) {
  return c < 0x80 ? text_is_space((char)c)
                  : c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* The kinds of characters next to a run. */
typedef enum { SPACE, PUNCTUATION, WORD } neighbour;

static neighbour neighbour_of(uint32_t c) { return is_wide_space(c) ? SPACE : is_punctuation(c) ? PUNCTUATION : WORD; }

/* Return the code point before or after a run; a space at the ends of the text. */
static uint32_t point_before(card_str s, size_t at) {
  if (at == 0) return ' ';
  size_t from = at - 1;
  while (from > 0 && at - from < 4 && (s.at[from] & 0xC0) == 0x80) from--;
  uint32_t point;
  text_next(text_slice(s, from, at), &point);
  return point;
}

static uint32_t point_at(card_str s, size_t at) {
  uint32_t point = ' ';
  text_next(text_slice(s, at, s.len), &point);
  return point;
}

static void set_roles(reading *r, size_t from, size_t to, int role) { memset(r->roles + from, role, to - from); }

/* Replaces `length` bytes of the source by a tag. */
static void set_tag(reading *r, size_t at, size_t length, int kind, bool closes) {
  set_roles(r, at, at + length, SKIP);
  r->roles[at] = (char)(OPEN + 2 * kind + closes);
}

static size_t run_end(card_str s, size_t at) {
  char c = s.at[at];
  while (at < s.len && s.at[at] == c) at++;
  return at;
}

/* Adds a run of *, _ or ~ (6.2, "left-flanking" and "right-flanking"). */
static void read_delimiters(reading *r) {
  size_t end = run_end(r->raw, r->at);
  neighbour before = neighbour_of(point_before(r->raw, r->at)), after = neighbour_of(point_at(r->raw, end));
  bool left = after == WORD || (after == PUNCTUATION && before != WORD);
  bool right = before == WORD || (before == PUNCTUATION && after != WORD);
  bool word = r->raw.at[r->at] == '_'; /* _ makes no emphasis inside a word */
  delimiters *d = &r->next_run++->run, *last = r->head->before;
  *d = (delimiters){.before = last,
                    .after = r->head,
                    .at = r->at,
                    .left = end - r->at,
                    .length = end - r->at,
                    .can_open = left && (!word || !right || before == PUNCTUATION),
                    .can_close = right && (!word || !left || after == PUNCTUATION)};
  last->after = r->head->before = d;
  r->at = end;
}

/* Reads two tildes as delimiters, others as text. */
static void read_tildes(reading *r) {
  size_t end = run_end(r->raw, r->at);
  if (end - r->at == 2)
    read_delimiters(r);
  else
    r->at = end;
}

static void unlink_run(delimiters *d) {
  d->before->after = d->after;
  d->after->before = d->before;
}

static bool are_pair(const reading *r, const delimiters *opener, const delimiters *closer) {
  bool both = closer->can_open || opener->can_close;
  bool odd = both && closer->length % 3 != 0 && (opener->length + closer->length) % 3 == 0;
  return opener->can_open && r->raw.at[opener->at] == r->raw.at[closer->at] && !odd;
}

static void pair_up(reading *r, delimiters *opener, delimiters *closer) {
  bool two = opener->left >= 2 && closer->left >= 2;
  size_t length = two ? 2 : 1;
  inline_kind kind = r->raw.at[opener->at] == '~' ? INLINE_STRUCK : two ? INLINE_STRONG : INLINE_EMPHASIS;
  opener->left -= length;
  set_tag(r, opener->at + opener->left, length, (int)kind, false);
  set_tag(r, closer->at, length, (int)kind, true);
  closer->at += length;
  closer->left -= length;
}

/* "process emphasis" for the runs above `bottom`, which may be the head. */
static void read_emphasis(reading *r, delimiters *bottom) {
  delimiters *bottoms[BOTTOMS]; /* no opener below these for such a closer: keeps long texts linear */
  for (int k = 0; k < BOTTOMS; k++) bottoms[k] = bottom;
  for (delimiters *closer = bottom->after, *next; closer != r->head; closer = next) {
    delimiters *opener = bottom;
    next = closer->after;
    if (closer->can_close) {
      char sign = r->raw.at[closer->at];
      delimiters **floor =
          &bottoms[(sign == '*') * 6 + (sign == '~') * 12 + closer->can_open * 3 + (int)(closer->length % 3)];
      opener = closer->before;
      while (opener > *floor && !are_pair(r, opener, closer)) opener = opener->before;
      if (opener <= *floor) {
        *floor = closer->before;
        opener = bottom;
      }
    }
    if (opener != bottom) {
      opener->after = closer; /* runs between them become text */
      closer->before = opener;
      pair_up(r, opener, closer);
      if (opener->left == 0) unlink_run(opener);
      if (closer->left) next = closer;
    }
    if (next != closer && (opener != bottom || !closer->can_open)) unlink_run(closer);
  }
  bottom->after = r->head;
  r->head->before = bottom;
}

/* Returns the start of the next run of exactly `length` backticks; the end of the text if there is none. */
static size_t closing_backticks(card_str s, size_t at, size_t length) {
  while (at < s.len) {
    size_t end = s.at[at] == '`' ? run_end(s, at) : at + 1;
    if (s.at[at] == '`' && end - at == length) return at;
    at = end;
  }
  return at;
}

/* Reads a code span (6.1), otherwise literal backticks. */
static void read_code(reading *r) {
  card_str s = r->raw;
  size_t start = run_end(s, r->at), length = start - r->at, end = s.len;
  if (length <= MAX_BACKTICKS && !(r->missing_backticks >> length & 1)) {
    end = closing_backticks(s, start, length);
    if (end == s.len) r->missing_backticks |= 1ull << length;
  }
  if (end < s.len) {
    card_str code = text_slice(s, start, end);
    set_tag(r, r->at, length, INLINE_CODE, false);
    set_tag(r, end, length, INLINE_CODE, true);
    if (!text_is_blank(code) && text_is_space(code.at[0]) && text_is_space(code.at[code.len - 1]))
      r->roles[start] = r->roles[end - 1] = SKIP;
    start = end + length;
  }
  r->at = start;
}

static bool is_escape(card_str s, size_t at) {
  return s.at[at] == '\\' && at + 1 < s.len && (s.at[at + 1] & 0x80) == 0 && is_punctuation((uint32_t)s.at[at + 1]);
}

static size_t skip_space(card_str s, size_t at) {
  while (at < s.len && text_is_space(s.at[at])) at++;
  return at;
}

static bool is_at(card_str s, size_t at, char c) { return at < s.len && s.at[at] == c; }

/* Returns the index after `closing`, the partner of the character at `at`; 0 if it is missing or `barred` comes first. */
static size_t behind(card_str s, size_t at, char closing, char barred) {
  for (size_t i = at + 1; i < s.len; i++) {
    if (is_escape(s, i))
      i++;
    else if (s.at[i] == closing)
      return i + 1;
    else if (s.at[i] == barred || (s.at[i] == '\n' && closing == '>'))
      return 0;
  }
  return 0;
}

/* Reads the URL of a link (6.3) and returns its end; 0 if there is none. */
static size_t link_address(card_str s, size_t at, card_str *address) {
  int parens = 0;
  size_t i = at;
  if (is_at(s, at, '<')) {
    size_t end = behind(s, at, '>', '<');
    *address = text_slice(s, at + 1, end - 1);
    return end;
  }
  for (; i < s.len && (unsigned char)s.at[i] > ' ' && s.at[i] != 0x7F; i++) {
    if (is_escape(s, i))
      i++;
    else if (s.at[i] == '(' && ++parens > MAX_PARENS)
      return 0;
    else if (s.at[i] == ')' && --parens < 0)
      break;
  }
  *address = text_slice(s, at, i);
  return parens > 0 ? 0 : i;
}

/* Reads (address "title") after the ] of an inline link. Ignores the title: links in cards have none. */
static bool link_tail(reading *r, card_str *address) {
  card_str s = r->raw;
  size_t i = is_at(s, r->at, '(') ? link_address(s, skip_space(s, r->at + 1), address) : 0;
  if (!i) return false;
  size_t title = skip_space(s, i);
  char quote = title > i && title < s.len ? s.at[title] : '\0';
  if (quote == '"' || quote == '\'' || quote == '(') {
    card_str near = text_slice(s, 0, title + MAX_TITLE < s.len ? title + MAX_TITLE : s.len);
    title = behind(near, title, quote == '(' ? ')' : quote, quote == '(' ? quote : '\0');
    if (!title) return false;
    title = skip_space(s, title);
  }
  r->at = title + 1;
  return is_at(s, title, ')');
}

static void read_open_bracket(reading *r) { r->next_bracket++->bracket = (bracket){r->at++, r->head->before}; }

static void read_close_bracket(reading *r) {
  card_str address;
  size_t close = r->at++;
  if (r->next_bracket == r->rooms) return;
  bracket opener = (--r->next_bracket)->bracket;
  if (!link_tail(r, &address)) {
    r->at = close + 1;
    return;
  }
  set_tag(r, opener.at, 1, INLINE_LINK, false);
  set_tag(r, close, r->at - close, INLINE_LINK, true);
  r->next_address++->address = address;
  read_emphasis(r, opener.last);
  r->next_bracket = r->rooms; /* links do not nest */
}

static void read_byte(reading *r) {
  switch (r->raw.at[r->at]) {
  case '*':
  case '_': read_delimiters(r); break;
  case '`': read_code(r); break;
  case '~': read_tildes(r); break;
  case '[': read_open_bracket(r); break;
  case ']': read_close_bracket(r); break;
  default:
    if (is_escape(r->raw, r->at)) r->roles[r->at++] = SKIP;
    r->at++;
  }
}

/* Returns the URL without backslash escapes; NULL if memory ran out. */
static card_str unescaped(arena *memory, card_str address) {
  char *copy = arena_raw(memory, address.len);
  size_t len = 0;
  for (size_t i = 0; copy && i < address.len; i++) {
    if (is_escape(address, i)) i++;
    copy[len++] = address.at[i];
  }
  return (card_str){copy, len};
}

static bool write_out(arena *memory, const reading *r, inline_tag *tags, inline_run *run) {
  char *text = arena_raw(memory, r->raw.len);
  size_t len = 0, count = 0, depth = 0;
  bool code = false;
  const room *link = r->rooms;
  if (!text) return false;
  for (size_t i = 0; i < r->raw.len; i++) {
    int role = r->roles[i] - OPEN;
    if (r->roles[i] == LITERAL) text[len++] = code && r->raw.at[i] == '\n' ? ' ' : r->raw.at[i];
    if (role < 0) continue;
    inline_tag *tag = &tags[count++];
    *tag = (inline_tag){.at = len, .kind = (inline_kind)(role / 2), .closes = role & 1};
    depth -= tag->closes;
    if (depth >= INLINE_MAX_DEPTH && tag->kind < INLINE_CODE) count--;
    depth += !tag->closes;
    if (tag->kind == INLINE_CODE) code = !code;
    if (role != 2 * INLINE_LINK) continue;
    tag->href = unescaped(memory, link++->address);
    if (!tag->href.at) return false;
  }
  *run = (inline_run){{text, len}, tags, count};
  return true;
}

static size_t count_special(card_str raw) {
  size_t count = 0;
  for (size_t i = 0; i < raw.len; i++) {
    char c = raw.at[i];
    count += c == '*' || c == '_' || c == '`' || c == '~' || c == '[' || c == '\\';
  }
  return count;
}

bool inline_read(arena *memory, card_str raw, inline_run *run) {
  *run = (inline_run){.text = raw};
  size_t special = count_special(raw);
  if (special == 0) return true;
  reading r = {.raw = raw};
  r.roles = arena_take(memory, raw.len, 1);
  r.rooms = arena_take(memory, special + 1, sizeof *r.rooms);
  inline_tag *tags = arena_take(memory, 2 * special, sizeof *tags);
  if (!r.roles || !r.rooms || !tags) return false;
  r.next_run = r.next_bracket = r.next_address = r.rooms;
  r.head = &r.next_run++->run;
  r.head->before = r.head->after = r.head;
  while (r.at < raw.len) read_byte(&r);
  read_emphasis(&r, r.head);
  return write_out(memory, &r, tags, run);
}
