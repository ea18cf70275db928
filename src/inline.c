/* The algorithm is the one of CommonMark's appendix: text is cut into tokens; delimiter runs wait in a list
 * until a closer finds its opener; brackets wait on a stack until their link is complete. Tokens lie in one
 * array in the order of the text, so that "above" and "below" of the appendix are comparisons of indices.
 * Ordered bottom-up: characters, emphasis, code, links, then the reading and the writing out. */
#include "inline.h"

#include <string.h>

#include "text.h"

enum { NONE = -1, MAX_TITLE = 1000, MAX_PARENS = 32, MAX_BACKTICKS = 63, BOTTOMS = 12 };

typedef enum {
  TOKEN_TEXT,
  TOKEN_DELIMITERS,
  TOKEN_BRACKET,
  TOKEN_CODE,
  TOKEN_LINK,
  TOKEN_LINK_END
} token_kind;

typedef struct {
  token_kind kind;
  card_str text;           /* as it stands in the source; of a link, its address */
  size_t left;             /* of a delimiter run: the characters that no emphasis has used */
  int before, after;       /* of a delimiter run or bracket: its neighbours still waiting */
  int opened;              /* of a delimiter run: the last pair it opens */
  int closed, last_closed; /* and the first and last it closes */
  bool can_open, can_close;
  bool inactive; /* of a bracket: it stands before a link, and links do not nest */
} token;

/* One emphasis: its place in the list of the run that opens it, and in that of the run that closes it. */
typedef struct {
  bool strong;
  int next_opened, next_closed;
} pair;

typedef struct {
  arena *memory;
  card_str raw;
  size_t at;
  token *tokens;
  pair *pairs;
  int token_count, pair_count;
  int last_delimiters, last_bracket;
  uint64_t missing_backticks; /* bit n: no closing run of n backticks follows */
} reading;

static bool is_punctuation(uint32_t c) {
  if (c < 0x80) return c > ' ' && c != 0x7F && !text_is_alnum((char)c);
  /* The blocks that hold the punctuation and symbols of living scripts, without the letters of Latin-1. */
  return (c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7 ||
         c == 0x37E || c == 0x589 || c == 0x5BE || c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4 ||
         c == 0x964 || c == 0x965 || (c >= 0x2010 && c <= 0x205E && c != 0x2028 && c != 0x2029) ||
         (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) ||
         (c >= 0x3001 && c <= 0x3020 && c != 0x3005) || c == 0x30FB || (c >= 0xFF01 && c <= 0xFF0F) ||
         (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) ||
         (c >= 0x1F300 && c <= 0x1FAFF);
}

static bool is_wide_space(uint32_t c) {
  return c < 0x80 ? text_is_space((char)c)
                  : c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* The code points on both sides of a run; the ends of the text count as spaces. */
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

static token *add(reading *r, token_kind kind, card_str text) {
  token *t = &r->tokens[r->token_count++];
  *t = (token){.kind = kind,
               .text = text,
               .before = NONE,
               .after = NONE,
               .opened = NONE,
               .closed = NONE,
               .last_closed = NONE};
  return t;
}

static size_t run_length(card_str s, size_t at) {
  size_t end = at;
  while (end < s.len && s.at[end] == s.at[at]) end++;
  return end - at;
}

/* A run of * or _ (6.2, "left-flanking" and "right-flanking"). */
static void read_delimiters(reading *r) {
  size_t len = run_length(r->raw, r->at);
  uint32_t before = point_before(r->raw, r->at), after = point_at(r->raw, r->at + len);
  bool left =
      !is_wide_space(after) && (!is_punctuation(after) || is_wide_space(before) || is_punctuation(before));
  bool right =
      !is_wide_space(before) && (!is_punctuation(before) || is_wide_space(after) || is_punctuation(after));
  bool word = r->raw.at[r->at] == '_'; /* _ makes no emphasis inside a word */
  int index = r->token_count;
  token *t = add(r, TOKEN_DELIMITERS, text_slice(r->raw, r->at, r->at + len));
  t->left = len;
  t->can_open = left && (!word || !right || is_punctuation(before));
  t->can_close = right && (!word || !left || is_punctuation(after));
  t->before = r->last_delimiters;
  if (t->before != NONE) r->tokens[t->before].after = index;
  r->last_delimiters = index;
  r->at += len;
}

static void unlink_delimiters(reading *r, int index) {
  token *t = &r->tokens[index];
  if (t->before != NONE) r->tokens[t->before].after = t->after;
  if (t->after != NONE)
    r->tokens[t->after].before = t->before;
  else
    r->last_delimiters = t->before;
}

static bool are_pair(const token *opener, const token *closer) {
  bool both = closer->can_open || opener->can_close;
  bool odd = both && closer->text.len % 3 != 0 && (opener->text.len + closer->text.len) % 3 == 0;
  return opener->can_open && opener->text.at[0] == closer->text.at[0] && !odd;
}

static int find_opener(const reading *r, const token *closer, int bottom) {
  int opener = closer->before;
  while (opener > bottom && !are_pair(&r->tokens[opener], closer)) opener = r->tokens[opener].before;
  return opener > bottom ? opener : NONE;
}

static void pair_up(reading *r, token *opener, token *closer) {
  bool strong = opener->left >= 2 && closer->left >= 2;
  int index = r->pair_count++;
  r->pairs[index] = (pair){strong, opener->opened, NONE};
  opener->opened = index;
  if (closer->closed == NONE)
    closer->closed = index;
  else
    r->pairs[closer->last_closed].next_closed = index;
  closer->last_closed = index;
  opener->left -= strong ? 2 : 1;
  closer->left -= strong ? 2 : 1;
}

static int first_delimiters_above(const reading *r, int bottom) {
  int first = NONE;
  for (int i = r->last_delimiters; i > bottom; i = r->tokens[i].before) first = i;
  return first;
}

/* "process emphasis" for the runs above a bracket, or all. */
static void read_emphasis(reading *r, int bottom) {
  int bottoms[BOTTOMS]; /* below these there is no opener for such a closer: keeps long texts linear */
  for (int i = 0; i < BOTTOMS; i++) bottoms[i] = bottom;
  for (int at = first_delimiters_above(r, bottom); at != NONE;) {
    token *closer = &r->tokens[at];
    int next = closer->after;
    if (closer->can_close) {
      int *floor =
          &bottoms[(closer->text.at[0] == '*') * 6 + closer->can_open * 3 + (int)(closer->text.len % 3)];
      int opener = find_opener(r, closer, *floor);
      if (opener != NONE) {
        while (closer->before != opener) unlink_delimiters(r, closer->before);
        pair_up(r, &r->tokens[opener], closer);
        if (r->tokens[opener].left == 0) unlink_delimiters(r, opener);
        if (closer->left) continue;
      } else {
        *floor = closer->before > bottom ? closer->before : bottom;
      }
      if (opener != NONE || !closer->can_open) unlink_delimiters(r, at);
    }
    at = next;
  }
  while (r->last_delimiters > bottom) unlink_delimiters(r, r->last_delimiters);
}

/* A code span (6.1), or the backticks themselves. */
static void read_code(reading *r) {
  card_str s = r->raw;
  size_t len = run_length(s, r->at), start = r->at + len, end = start;
  bool possible = len <= MAX_BACKTICKS && !(r->missing_backticks >> len & 1);
  while (possible && end < s.len) {
    if (s.at[end] != '`') {
      end++;
      continue;
    }
    size_t other = run_length(s, end);
    if (other == len) break;
    end += other;
  }
  if (!possible || end >= s.len) {
    if (len <= MAX_BACKTICKS) r->missing_backticks |= 1ull << len;
    add(r, TOKEN_TEXT, text_slice(s, r->at, start));
    r->at = start;
    return;
  }
  card_str code = text_slice(s, start, end);
  if (code.len > 1 && text_trim(code).len && text_is_space(code.at[0]) &&
      text_is_space(code.at[code.len - 1]))
    code = text_slice(code, 1, code.len - 1);
  add(r, TOKEN_CODE, code);
  r->at = end + len;
}

static bool is_escape(card_str s, size_t at) {
  return s.at[at] == '\\' && at + 1 < s.len && (s.at[at + 1] & 0x80) == 0 &&
         is_punctuation((uint32_t)s.at[at + 1]);
}

static size_t skip_space(card_str s, size_t at) {
  while (at < s.len && text_is_space(s.at[at])) at++;
  return at;
}

/* The address of a link (6.3) from `*at` on; leaves `*at` behind it. */
static bool link_address(card_str s, size_t *at, card_str *address) {
  size_t i = *at, from = i;
  if (i < s.len && s.at[i] == '<') {
    for (i++; i < s.len && s.at[i] != '>'; i++) {
      if (s.at[i] == '<' || s.at[i] == '\n') return false;
      if (is_escape(s, i)) i++;
    }
    if (i >= s.len) return false;
    *address = text_slice(s, from + 1, i);
    *at = i + 1;
    return true;
  }
  int parens = 0;
  for (; i < s.len && (unsigned char)s.at[i] > ' ' && s.at[i] != 0x7F; i++) {
    if (is_escape(s, i)) {
      i++;
    } else if (s.at[i] == '(') {
      if (++parens > MAX_PARENS) return false;
    } else if (s.at[i] == ')' && --parens < 0) {
      break;
    }
  }
  if (parens > 0) return false;
  *address = text_slice(s, from, i);
  *at = i;
  return true;
}

/* A link's title, which is read over: a card's links have none. */
static bool link_title(card_str s, size_t *at) {
  char quote = s.at[*at] == '(' ? ')' : s.at[*at];
  size_t end = *at + MAX_TITLE < s.len ? *at + MAX_TITLE : s.len;
  for (size_t i = *at + 1; i < end; i++) {
    if (is_escape(s, i)) {
      i++;
    } else if (s.at[i] == quote) {
      *at = i + 1;
      return true;
    } else if (quote == ')' && s.at[i] == '(') {
      return false;
    }
  }
  return false;
}

/* What follows the ] of an inline link: (address "title"). */
static bool link_tail(reading *r, card_str *address) {
  card_str s = r->raw;
  size_t i = r->at;
  if (i >= s.len || s.at[i] != '(') return false;
  i = skip_space(s, i + 1);
  if (!link_address(s, &i, address)) return false;
  size_t title = skip_space(s, i);
  if (title > i && title < s.len && (s.at[title] == '"' || s.at[title] == '\'' || s.at[title] == '(')) {
    i = title;
    if (!link_title(s, &i)) return false;
  }
  i = skip_space(s, i);
  if (i >= s.len || s.at[i] != ')') return false;
  r->at = i + 1;
  return true;
}

static void read_open_bracket(reading *r) {
  int index = r->token_count;
  token *t = add(r, TOKEN_BRACKET, text_slice(r->raw, r->at, r->at + 1));
  t->before = r->last_bracket;
  r->last_bracket = index;
  r->at++;
}

static void read_close_bracket(reading *r) {
  card_str address, bracket = text_slice(r->raw, r->at, r->at + 1);
  int opener = r->last_bracket;
  r->at++;
  if (opener != NONE) r->last_bracket = r->tokens[opener].before;
  if (opener == NONE || r->tokens[opener].inactive || !link_tail(r, &address)) {
    add(r, TOKEN_TEXT, bracket);
    return;
  }
  r->tokens[opener].kind = TOKEN_LINK;
  r->tokens[opener].text = address;
  read_emphasis(r, opener);
  add(r, TOKEN_LINK_END, bracket);
  for (int i = r->last_bracket; i != NONE && !r->tokens[i].inactive; i = r->tokens[i].before)
    r->tokens[i].inactive = true;
}

static bool is_special(char c) {
  return c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '\\';
}

static void read_text(reading *r) {
  size_t from = r->at++;
  while (r->at < r->raw.len && !is_special(r->raw.at[r->at])) r->at++;
  add(r, TOKEN_TEXT, text_slice(r->raw, from, r->at));
}

static void read_token(reading *r) {
  switch (r->raw.at[r->at]) {
  case '*':
  case '_': read_delimiters(r); return;
  case '`': read_code(r); return;
  case '[': read_open_bracket(r); return;
  case ']': read_close_bracket(r); return;
  case '\\': r->at += is_escape(r->raw, r->at); break;
  default: break;
  }
  read_text(r);
}

/* Writing out: the visible text into one buffer, the tags into one array. */
typedef struct {
  arena *memory;
  char *text;
  size_t len;
  inline_tag *tags;
  size_t count;
  bool failed;
} writing;

static void put(writing *w, card_str s) {
  if (s.len) memcpy(w->text + w->len, s.at, s.len);
  w->len += s.len;
}

static void tag(writing *w, inline_kind kind, bool closes, card_str href) {
  w->tags[w->count++] = (inline_tag){w->len, kind, closes, href};
}

static void tag_pair(writing *w, const pair *p, bool closes) {
  tag(w, p->strong ? INLINE_STRONG : INLINE_EMPHASIS, closes, (card_str){0});
}

static void write_delimiters(writing *w, const reading *r, const token *t) {
  for (int i = t->closed; i != NONE; i = r->pairs[i].next_closed) tag_pair(w, &r->pairs[i], true);
  put(w, text_slice(t->text, 0, t->left));
  for (int i = t->opened; i != NONE; i = r->pairs[i].next_opened) tag_pair(w, &r->pairs[i], false);
}

static void write_code(writing *w, card_str code) {
  tag(w, INLINE_CODE, false, (card_str){0});
  size_t from = w->len;
  put(w, code);
  for (size_t i = from; i < w->len; i++)
    if (w->text[i] == '\n') w->text[i] = ' ';
  tag(w, INLINE_CODE, true, (card_str){0});
}

/* An address without its backslash escapes. */
static card_str unescaped(writing *w, card_str address) {
  char *copy = arena_raw(w->memory, address.len);
  size_t len = 0;
  if (!copy) {
    w->failed = true;
    return (card_str){0};
  }
  for (size_t i = 0; i < address.len; i++) {
    if (is_escape(address, i)) i++;
    copy[len++] = address.at[i];
  }
  return (card_str){copy, len};
}

static void write_token(writing *w, const reading *r, const token *t) {
  switch (t->kind) {
  case TOKEN_DELIMITERS: write_delimiters(w, r, t); break;
  case TOKEN_CODE: write_code(w, t->text); break;
  case TOKEN_LINK: tag(w, INLINE_LINK, false, unescaped(w, t->text)); break;
  case TOKEN_LINK_END: tag(w, INLINE_LINK, true, (card_str){0}); break;
  default: put(w, t->text); break;
  }
}

static size_t count_special(card_str raw) {
  size_t count = 0;
  for (size_t i = 0; i < raw.len; i++) count += is_special(raw.at[i]);
  return count;
}

bool inline_read(arena *memory, card_str raw, inline_run *run) {
  *run = (inline_run){.text = raw};
  size_t special = count_special(raw);
  if (special == 0) return true;
  if (raw.len > INT32_MAX / 2) return true;
  reading r = {.memory = memory, .raw = raw, .last_delimiters = NONE, .last_bracket = NONE};
  r.tokens = arena_take(memory, 2 * special + 1, sizeof(token));
  r.pairs = arena_take(memory, special, sizeof(pair));
  writing w = {.memory = memory};
  w.text = arena_raw(memory, raw.len);
  w.tags = arena_take(memory, 2 * special, sizeof(inline_tag));
  if (!r.tokens || !r.pairs || !w.text || !w.tags) return false;
  while (r.at < raw.len) read_token(&r);
  read_emphasis(&r, NONE);
  for (int i = 0; i < r.token_count; i++) write_token(&w, &r, &r.tokens[i]);
  *run = (inline_run){{w.text, w.len}, w.tags, w.count};
  return !w.failed;
}
