/* Ordered bottom-up: problems, plain values, records and lists, then the places of the problems. */
#include "read.h"

#include <math.h>
#include <string.h>

#include "html.h"
#include "inline.h"
#include "json.h"

/* ---- problems ---- */

static void put_path(out *o, const place *p) {
  if (!p->up) return;
  put_path(o, p->up);
  if (p->key) {
    if (o->len) out_byte(o, '.');
    out_put(o, text_from(p->key));
  } else {
    out_byte(o, '[');
    out_count(o, p->index);
    out_byte(o, ']');
  }
}

card_str keep(reader *r, card_str s) {
  char *copy = arena_raw(&r->card->memory, s.len);
  if (!copy) {
    r->card->failed = CARD_OUT_OF_MEMORY;
    return (card_str){0};
  }
  if (s.len) memcpy(copy, s.at, s.len);
  return (card_str){copy, s.len};
}

void *keep_array(reader *r, size_t count, size_t size) {
  void *array = arena_take(&r->card->memory, count, size);
  if (!array) r->card->failed = CARD_OUT_OF_MEMORY;
  return array;
}

static void note_text(reader *r, const place *p, card_code code, card_str message) {
  card *c = r->card;
  bool warning = code >= CARD_UNKNOWN_FIELD;
  if (!warning && c->failed == CARD_OK) c->failed = code;
  if (c->problem_count == CARD_MAX_PROBLEMS && warning) return;
  if (c->problem_count == CARD_MAX_PROBLEMS) c->problem_count--; /* an error is worth more than the last of these */
  out path = {0};
  put_path(&path, p);
  r->culprits[c->problem_count] = p->node;
  c->problems[c->problem_count++] = (card_problem){code, warning, message, keep(r, out_text(&path)), 0, 0};
  out_free(&path);
}

void note(reader *r, const place *p, card_code code, const char *message) { note_text(r, p, code, text_from(message)); }

/* ---- plain values ---- */

bool is(const place *p, int type) { return (p->node->type & 0xFF) == type; }

card_str borrowed(const place *p) { return text_from(p->node->valuestring); }

bool is_string(reader *r, const place *p) {
  if (is(p, cJSON_String)) return true;
  note(r, p, CARD_WRONG_TYPE, "This must be text in quotation marks.");
  return false;
}

void read_plain(reader *r, const place *p, void *target) {
  if (is_string(r, p)) *(card_str *)target = keep(r, borrowed(p));
}

/* Drops addresses that are not safe, with a warning. */
static void read_address(reader *r, const place *p, void *target, bool image) {
  card_str *href = target;
  if (!is_string(r, p)) return;
  card_str url = borrowed(p);
  url_kind kind = html_url_kind(url);
  if (kind == URL_HERE || kind == URL_ELSEWHERE || (!image && kind != URL_UNSAFE))
    *href = keep(r, url);
  else
    note(r, p, CARD_UNSAFE_LINK,
         image ? "This address is left out: an image's must be https or relative."
               : "A link is left out: it must be https, http, mailto or relative.");
}

void read_href(reader *r, const place *p, void *target) { read_address(r, p, target, false); }
void read_src(reader *r, const place *p, void *target) { read_address(r, p, target, true); }

/* Text with inline markup: warns of links in it that will not be written as such. */
void read_inline(reader *r, const place *p, void *target) {
  read_plain(r, p, target);
  card_str text = *(card_str *)target;
  arena scratch = {0};
  inline_run run;
  if (text_find(text, S("]("), 0) == text.len) return;
  if (!inline_read(&scratch, text, &run)) r->card->failed = CARD_OUT_OF_MEMORY;
  for (size_t i = 0; i < run.count; i++)
    if (run.tags[i].kind == INLINE_LINK && !run.tags[i].closes && html_url_kind(run.tags[i].href) == URL_UNSAFE)
      note(r, p, CARD_UNSAFE_LINK, "A link is left out: it must be https, http, mailto or relative.");
  arena_free(&scratch);
}

/* Text of a form. */
static void read_checked(reader *r, const place *p, card_str *target, bool (*good)(card_str), const char *message) {
  if (!is_string(r, p)) return;
  if (good(borrowed(p)))
    *target = keep(r, borrowed(p));
  else
    note(r, p, CARD_BAD_VALUE, message);
}

static bool is_id(card_str s) {
  if (s.len == 0 || s.len > 64 || !text_is_letter(s.at[0])) return false;
  for (size_t i = 0; i < s.len; i++)
    if (!text_is_alnum(s.at[i]) && s.at[i] != '-' && s.at[i] != '_') return false;
  return true;
}

void read_id(reader *r, const place *p, void *target) {
  read_checked(r, p, target, is_id, "An id is a letter, then letters, digits, - and _ of ASCII; 64 at most.");
}

/* A language tag, by its form (RFC 5646, 2.1): parts of up to eight letters and digits, the first of letters
 * alone. */
static bool is_language(card_str s) {
  size_t part = 0;
  bool first = true;
  for (size_t i = 0; i < s.len; i++) {
    if (s.at[i] == '-' && part > (first ? 1 : 0)) {
      part = 0;
      first = false;
    } else if (++part > 8 || !(first ? text_is_letter(s.at[i]) : text_is_alnum(s.at[i]))) {
      return false;
    }
  }
  return part > (first ? 1 : 0);
}

void read_language(reader *r, const place *p, void *target) {
  read_checked(r, p, target, is_language, "This is not a language tag: write \"en\", \"pt-BR\" and the like.");
}

/* Whether the text is a date of the form of RFC 3339, "2026-05-31". */
static bool is_date(card_str s) {
  if (s.len != 10) return false;
  for (size_t i = 0; i < s.len; i++)
    if (i == 4 || i == 7 ? s.at[i] != '-' : s.at[i] < '0' || s.at[i] > '9') return false;
  int month = (s.at[5] - '0') * 10 + s.at[6] - '0', day = (s.at[8] - '0') * 10 + s.at[9] - '0';
  int century = (s.at[0] - '0') * 10 + s.at[1] - '0', year = (s.at[2] - '0') * 10 + s.at[3] - '0';
  bool leap = (year ? year : century) % 4 == 0;
  int last = month == 2 ? 28 + leap : 30 + ((month + month / 8) & 1);
  return month >= 1 && month <= 12 && day >= 1 && day <= last;
}

void read_date(reader *r, const place *p, void *target) {
  read_checked(r, p, target, is_date, "A date is written like 2026-05-31.");
}

void read_pixels(reader *r, const place *p, void *target) {
  double n = p->node->valuedouble;
  if (is(p, cJSON_Number) && n >= 1 && n <= 100000 && n == floor(n))
    *(uint32_t *)target = (uint32_t)n;
  else
    note(r, p, CARD_BAD_VALUE, "A size is a whole number of CSS pixels, from 1 to 100000.");
}

/* ---- records and lists ---- */

size_t child_count(const place *p) {
  size_t count = 0;
  const cJSON *child;
  cJSON_ArrayForEach(child, p->node) count++;
  return count;
}

static bool is_object(reader *r, const place *p) {
  if (is(p, cJSON_Object)) return true;
  note(r, p, CARD_WRONG_TYPE, "This must be an object: { … }.");
  return false;
}

bool is_list(reader *r, const place *p) {
  if (is(p, cJSON_Array)) return true;
  note(r, p, CARD_WRONG_TYPE, "This must be a list: [ … ].");
  return false;
}

void duplicate_key(reader *r, const place *p) {
  note(r, p, CARD_DUPLICATE_KEY, "This name stands twice in the same object: keep one.");
}

void read_record(reader *r, const place *p, const field *fields, size_t count, void *record) {
  uint64_t seen = 0;
  if (!is_object(r, p)) return;
  const cJSON *child;
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, child->string, 0, child};
    size_t i = 0;
    while (i < count && strcmp(fields[i].name, child->string) != 0) i++;
    if (i == count)
      note(r, &at, CARD_UNKNOWN_FIELD, "This field is not known here and is left out: check its spelling.");
    else if (seen >> i & 1)
      duplicate_key(r, &at);
    else
      fields[i].read(r, &at, (char *)record + fields[i].offset);
    if (i < count) seen |= 1ull << i;
  }
}

/* Reads a list into a new array, one `size` for each item. */
void *read_list(reader *r, const place *p, read_function read, size_t size, size_t *count) {
  *count = 0;
  if (!is_list(r, p)) return NULL;
  size_t length = child_count(p), i = 0;
  char *array = keep_array(r, length, size);
  if (!array) return NULL;
  const cJSON *child;
  cJSON_ArrayForEach(child, p->node) {
    place at = {p, NULL, i, child};
    read(r, &at, array + i++ * size);
  }
  *count = length;
  return array;
}

static const cJSON *get(const place *p, const char *name) { return cJSON_GetObjectItemCaseSensitive(p->node, name); }

/* The field "title" is missing. */
static void note_missing(reader *r, const place *p, const char *name) {
  out message = {0};
  out_put(&message, S("The field \""));
  out_put(&message, text_from(name));
  out_put(&message, S("\" is missing."));
  note_text(r, p, CARD_MISSING, keep(r, out_text(&message)));
  out_free(&message);
}

void require_field(reader *r, const place *p, const char *name) {
  if (is(p, cJSON_Object) && !get(p, name)) note_missing(r, p, name);
}

void require_text(reader *r, const place *p, const char *name) {
  const cJSON *text = is(p, cJSON_Object) ? get(p, name) : NULL;
  require_field(r, p, name);
  if (cJSON_IsString(text) && text_is_blank(text_from(text->valuestring))) note_missing(r, p, name);
}

/* ---- lines and columns of the problems ---- */

/* Walks the tree in the order of the text and counts the values before each culprit. */
static void count_values(const reader *r, const cJSON *node, size_t *count, size_t *ordinals) {
  for (size_t i = 0; i < r->card->problem_count; i++)
    if (r->culprits[i] == node) ordinals[i] = *count;
  ++*count;
  const cJSON *child;
  cJSON_ArrayForEach(child, node) count_values(r, child, count, ordinals);
}

void locate_problems(const reader *r, const cJSON *root, card_str json) {
  size_t ordinals[CARD_MAX_PROBLEMS] = {0}, count = 0;
  if (r->card->problem_count) count_values(r, root, &count, ordinals);
  for (size_t i = 0; i < r->card->problem_count; i++) {
    card_problem *problem = &r->card->problems[i];
    json_line(json, json_locate(json, ordinals[i]), &problem->line, &problem->column);
  }
}
