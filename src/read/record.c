/* Order of the file: problems, plain values, records and lists, lines and columns of problems. */
#include "read/record.h"

#include <math.h>
#include <string.h>

#include "base/platform.h"
#include "base/url.h"
#include "model/problems.h"
#include "read/json.h"

/* ---- problems ---- */

void put_path(buffer *o, const path *p) {
  if (!p->up) return;
  put_path(o, p->up);
  if (p->node->string) {
    if (o->len) buffer_byte(o, '.');
    buffer_put(o, text_from(p->node->string));
  } else {
    buffer_byte(o, '[');
    buffer_count(o, p->index);
    buffer_byte(o, ']');
  }
}

enum { BETWEEN = 100 }; /* maximum bytes, such as names, between two texts of a row */

card_str copy_text(parser *r, card_str s) {
  card_str left = r->left, near = left;
  if (near.len > s.len + BETWEEN) near.len = s.len + BETWEEN;
  size_t at = text_find(near, s, 0);
  bool there = at < near.len;
  r->left = text_slice(left, s.len + (there ? at : 0), left.len);
  if (there) return text_slice(left, at, at + s.len);
  char *copy = arena_raw(&r->card->memory, s.len);
  if (!copy) {
    r->card->failed = CARD_OUT_OF_MEMORY;
    return (card_str){0};
  }
  if (s.len) memcpy(copy, s.at, s.len);
  return (card_str){copy, s.len};
}

void *take_array(parser *r, size_t count, size_t size) {
  void *array = arena_take(&r->card->memory, count, size);
  if (!array) r->card->failed = CARD_OUT_OF_MEMORY;
  return array;
}

static void report_text(parser *r, const path *p, card_code code, card_str message) {
  card_problem *problem = report_problem(r->card, code, message);
  buffer text = {0};
  if (!problem) return;
  put_path(&text, p);
  r->culprits[problem - r->card->problems] = p->node;
  problem->path = copy_text(r, buffer_text(&text));
  buffer_free(&text);
}

void report(parser *r, const path *p, card_code code, const char *message) {
  report_text(r, p, code, text_from(message));
}

/* ---- plain values ---- */

bool is(const path *p, int type) { return (p->node->type & 0xFF) == type; }

card_str borrowed(const path *p) { return text_from(p->node->valuestring); }

bool is_string(parser *r, const path *p) {
  if (is(p, cJSON_String)) return true;
  report(r, p, CARD_WRONG_TYPE, "This must be text in quotation marks.");
  return false;
}

void read_plain(parser *r, const path *p, void *target) {
  if (is_string(r, p)) *(card_str *)target = copy_text(r, borrowed(p));
}

static void report_link(parser *r, const path *p) {
  report(r, p, CARD_UNSAFE_LINK, "A link is left out: it must be https, http, mailto or relative.");
}

/* Drops unsafe URLs with a warning. */
static void read_address(parser *r, const path *p, void *target, bool image) {
  card_str *href = target;
  if (!is_string(r, p)) return;
  card_str url = borrowed(p);
  url_kind kind = url_kind_of(url);
  if (kind == URL_HERE || kind == URL_ELSEWHERE || (!image && kind != URL_UNSAFE))
    *href = copy_text(r, url);
  else if (image)
    report(r, p, CARD_UNSAFE_LINK, "This address is left out: an image's must be https or relative.");
  else
    report_link(r, p);
}

void read_href(parser *r, const path *p, void *target) { read_address(r, p, target, false); }
void read_src(parser *r, const path *p, void *target) { read_address(r, p, target, true); }

/* Reads inline markup; warns of unsafe links. */
void read_inline(parser *r, const path *p, void *target) {
  read_plain(r, p, target);
  for (size_t i = unsafe_links(r->card, *(card_str *)target); i; i--) report_link(r, p);
}

/* Reads a text and checks its form. */
static void read_checked(parser *r, const path *p, card_str *target, bool (*good)(card_str), const char *message) {
  if (!is_string(r, p)) return;
  if (good(borrowed(p)))
    *target = copy_text(r, borrowed(p));
  else
    report(r, p, CARD_BAD_VALUE, message);
}

static bool is_id(card_str s) {
  if (s.len == 0 || s.len > 64 || !text_is_letter(s.at[0])) return false;
  for (size_t i = 0; i < s.len; i++)
    if (!text_is_alnum(s.at[i]) && s.at[i] != '-' && s.at[i] != '_') return false;
  return true;
}

void read_id(parser *r, const path *p, void *target) {
  read_checked(r, p, target, is_id, "An id is a letter, then letters, digits, - and _ of ASCII; 64 at most.");
}

/* Checks the form of a language tag (RFC 5646, 2.1): parts of up to eight letters and digits; the first has at least
 * two letters and no digit. */
static bool is_language(card_str s) {
  size_t part = 0; /* start of the current part */
  for (size_t i = 0; i <= s.len; i++) {
    if (i == s.len || s.at[i] == '-') {
      if (i - part > 8 || i - part < (part ? 1 : 2)) return false;
      part = i + 1;
    } else if (!(part ? text_is_alnum(s.at[i]) : text_is_letter(s.at[i]))) {
      return false;
    }
  }
  return true;
}

void read_language(parser *r, const path *p, void *target) {
  read_checked(r, p, target, is_language, "This is not a language tag: write \"en\", \"pt-BR\" and the like.");
}

/* Returns true for a date like "2026-05-31" (RFC 3339). */
static bool is_date(card_str s) {
  unsigned date = 0; /* 20260531 */
  if (s.len != 10) return false;
  for (size_t i = 0; i < s.len; i++) {
    unsigned digit = (unsigned char)s.at[i] - (unsigned)'0';
    if (i == 4 || i == 7 ? s.at[i] != '-' : digit > 9) return false;
    if (digit <= 9) date = date * 10 + digit;
  }
  unsigned year = date / 10000, month = date / 100 % 100, day = date % 100;
  bool leap = year % (year % 100 ? 4 : 400) == 0;
  unsigned last = month == 2 ? 28u + leap : 30 + ((month + month / 8) & 1);
  return month - 1 < 12 && day - 1 < last;
}

void read_date(parser *r, const path *p, void *target) {
  read_checked(r, p, target, is_date, "A date is written like 2026-05-31.");
}

void read_pixels(parser *r, const path *p, void *target) {
  double n = p->node->valuedouble;
  if (is(p, cJSON_Number) && n >= 1 && n <= 100000 && n == floor(n))
    *(uint32_t *)target = (uint32_t)n;
  else
    report(r, p, CARD_BAD_VALUE, "A size is a whole number of CSS pixels, from 1 to 100000.");
}

/* ---- records and lists ---- */

bool next_child(path *at) {
  if (at->node) at->index++;
  at->node = at->node ? at->node->next : at->up->node->child;
  return at->node;
}

size_t child_count(const path *p) {
  size_t count = 0;
  EACH_CHILD(child, p) count++;
  return count;
}

static bool is_object(parser *r, const path *p) {
  if (is(p, cJSON_Object)) return true;
  report(r, p, CARD_WRONG_TYPE, "This must be an object: { … }.");
  return false;
}

bool is_list(parser *r, const path *p) {
  if (is(p, cJSON_Array)) return true;
  report(r, p, CARD_WRONG_TYPE, "This must be a list: [ … ].");
  return false;
}

bool first_of_name(parser *r, const path *p, uint64_t *seen, size_t i) {
  bool first = !(*seen >> i & 1);
  *seen |= 1ull << i;
  if (!first) report(r, p, CARD_DUPLICATE_KEY, "This name occurs twice in the same object: keep one.");
  return first;
}

void report_missing(parser *r, const path *p, const char *name) {
  buffer message = {0};
  buffer_put(&message, text_from("The field \""));
  buffer_put(&message, text_from(name));
  buffer_put(&message, text_from("\" is missing."));
  report_text(r, p, CARD_MISSING, copy_text(r, buffer_text(&message)));
  buffer_free(&message);
}

void read_record(parser *r, const path *p, const field *fields, size_t count, void *record) {
  uint64_t seen = 0, blank = 0;
  if (!is_object(r, p)) return;
  EACH_CHILD(at, p) {
    size_t i = 0;
    while (i < count && strcmp(fields[i].name, at.node->string) != 0) i++;
    if (i == count) {
      report(r, &at, CARD_UNKNOWN_FIELD, "This field is not known here and is left out: check its spelling.");
    } else if (first_of_name(r, &at, &seen, i)) {
      void *target = (char *)record + fields[i].offset;
      if (fields[i].item_size)
        read_list(r, &at, fields[i].read, fields[i].item_size, target);
      else
        fields[i].read(r, &at, target);
      if (is(&at, cJSON_String) && text_is_blank(borrowed(&at))) blank |= 1ull << i;
    }
  }
  for (size_t i = 0; i < count; i++)
    if (fields[i].need && (!(seen >> i & 1) || (fields[i].need == REQUIRED_TEXT && blank >> i & 1)))
      report_missing(r, p, fields[i].name);
}

void read_list(parser *r, const path *p, read_function read, size_t size, void *target) {
  CARD_LIST(char) list = {0};
  if (!is_list(r, p)) return;
  size_t length = child_count(p);
  list.at = take_array(r, length, size);
  if (!list.at) return;
  EACH_CHILD(at, p) read(r, &at, list.at + at.index * size);
  list.count = length;
  memcpy(target, &list, sizeof list); /* lists of all types have the same layout */
}

/* ---- lines and columns of the problems ---- */

/* Maps a position in `text`, which may lack the rows, to the JSON. */
static const char *in_json(const parser *r, card_str text, const char *at) {
  card_str json = r->json, rows = r->rows.items;
  if (text.at >= json.at && text.at <= json.at + json.len) return at;
  size_t offset = (size_t)(at - text.at);
  return json.at + offset + (offset > (size_t)(rows.at - json.at) ? rows.len : 0);
}

static void locate(parser *r, size_t problem, card_str text, size_t ordinal) {
  card_problem *p = &r->card->problems[problem];
  json_line(r->json, in_json(r, text, json_locate(text, ordinal)), &p->line, &p->column);
  r->culprits[problem] = NULL;
}

/* Walks the tree in text order and counts the values before each culprit. */
static void locate_in(parser *r, const cJSON *node, card_str text, size_t *count) {
  for (size_t i = 0; i < r->card->problem_count; i++)
    if (r->culprits[i] == node) locate(r, i, text, *count);
  ++*count;
  for (const cJSON *child = node->child; child; child = child->next) locate_in(r, child, text, count);
}

void locate_problems(parser *r, const cJSON *tree, card_str text) {
  size_t count = 0;
  locate_in(r, tree, text, &count);
}
