/* Parses JSON with cJSON in two arenas: one for the card without its rows, one for each row in turn. Copies the data
 * into the card's arena and drops the trees before model_read returns. Order of the file: parts of a card, cJSON, the
 * card. */
#include "read/document.h"

#include <string.h>

#include "base/platform.h"
#include "read/attributes.h"
#include "read/compact.h"
#include "read/json.h"
#include "read/links.h"
#include "read/subjects.h"

static void read_direction(parser *r, const path *p, void *target) {
  card_model *model = target;
  if (!is_string(r, p)) return;
  model->rtl = text_equal(borrowed(p), S("rtl"));
  model->ltr = text_equal(borrowed(p), S("ltr"));
  if (!model->rtl && !model->ltr) report(r, p, CARD_BAD_VALUE, "A direction is \"ltr\" or \"rtl\".");
}

static const field label_fields[LABEL_COUNT] = {
#define X(label, english_name, text)                                                                                   \
  {.name = english_name, .read = read_plain, .offset = LABEL_##label * sizeof(card_str)},
    CARD_LABELS(X)
#undef X
};

static void read_labels(parser *r, const path *p, void *target) { READ_RECORD(r, p, label_fields, target); }

static void read_section(parser *r, const path *p, void *target) {
  static const field fields[] = {
      {.name = "heading", .read = read_plain, .offset = offsetof(card_section, heading), .need = REQUIRED_TEXT},
      {.name = "body", .read = read_inline, .offset = offsetof(card_section, body), .need = REQUIRED},
  };
  READ_RECORD(r, p, fields, target);
}

static void read_nothing(parser *r, const path *p, void *target) { (void)r, (void)p, (void)target; }

static const cJSON *get(const path *p, const char *name) {
  EACH_CHILD(at, p) if (strcmp(at.node->string, name) == 0) return at.node;
  return NULL;
}

/* Reports rows of a card whose rows come from a table. */
static void check_around(parser *r, const path *root) {
  if (get(root, "attributes") || get(root, "columns") || get(root, "rows"))
    report(r, root, CARD_BAD_VALUE,
           "The rows come from the table: leave out \"attributes\", \"columns\" and \"rows\".");
}

/* Reports mixed forms of a card; returns true for the compact form. */
static bool check_form(parser *r, const path *root) {
  bool subjects = get(root, "subjects"), attributes = get(root, "attributes");
  bool columns = get(root, "columns"), rows = get(root, "rows");
  const char *missing = columns && !rows        ? "Beside \"columns\" a card needs \"rows\"."
                        : rows && !columns      ? "Beside \"rows\" a card needs \"columns\"."
                        : !columns && !subjects ? "A card needs \"subjects\": a list of what it compares."
                        : !columns && !attributes
                            ? "A card needs \"attributes\": a list of what the subjects are compared on."
                            : NULL;
  if ((columns || rows) && (subjects || attributes))
    report(r, root, CARD_BAD_VALUE,
           "A card has \"subjects\" and \"attributes\", or \"columns\" and \"rows\"; not both.");
  else if (missing)
    report(r, root, CARD_MISSING, missing);
  return columns && rows && !subjects && !attributes;
}

#define MODEL(member) .offset = offsetof(card_model, member)
#define MODEL_LIST(member) MODEL(member), .item_size = sizeof *((card_model *)0)->member.at

/* Fields that need the subjects are read after this record. */
static const field card_fields[] = {
    {.name = "$schema", .read = read_nothing},
    {.name = "id", .read = read_id, MODEL(id)},
    {.name = "title", .read = read_plain, MODEL(title)},
    {.name = "lang", .read = read_language, MODEL(lang)},
    {.name = "dir", .read = read_direction},
    {.name = "answer", .read = read_inline, MODEL(answer)},
    {.name = "introduction", .read = read_inline, MODEL(introduction)},
    {.name = "subjects", .read = read_subjects},
    {.name = "attributes", .read = read_nothing},
    {.name = "columns", .read = read_nothing},
    {.name = "rows", .read = read_nothing},
    {.name = "relationship", .read = read_inline, MODEL(relationship)},
    {.name = "sections", .read = read_section, MODEL_LIST(sections)},
    {.name = "summary", .read = read_inline, MODEL(summary)},
    {.name = "seeAlso", .read = read_see_also_link, MODEL_LIST(see_also)},
    {.name = "sources", .read = read_source, MODEL_LIST(sources)},
    {.name = "updated", .read = read_date, MODEL(updated)},
    {.name = "labels", .read = read_labels, MODEL(labels)},
};

/* ---- cJSON ---- */

static arena frame_memory, row_memory; /* of the card without its rows, and of one row */
static arena *growing;                 /* of the tree being built */

/* Replacements for the C library's functions (cjson_config.h). */
void *card_cjson_alloc(size_t bytes);
double card_cjson_strtod(const char *text, char **end);

void *card_cjson_alloc(size_t bytes) { return arena_raw(growing, bytes); }

double card_cjson_strtod(const char *text, char **end) {
  card_str number = text_from(text);
  *end = (char *)(uintptr_t)text + number.len;
  return text_number(number);
}

/* Parses the value at the start of a checked text and sets `end`. Returns NULL if memory ran out. */
static cJSON *parse(arena *memory, card_str json, const char **end) {
  growing = memory;
  return cJSON_ParseWithLengthOpts(json.at, json.len, end, false);
}

static void locate_new_problems(parser *r, const cJSON *tree, card_str text) {
  if (r->card->problem_count) locate_problems(r, tree, text);
}

/* ---- the card ---- */

/* Reads the rows one by one, so that only one is a tree at a time: it stays in the processor's cache, and a large card
 * needs no large tree. A list whose name has escapes is already a tree. */
static void read_rows(parser *r, const path *list, read_function read) {
  if (!is_list(r, list)) return;
  bool apart = !list->node->child && r->rows.items.at;
  size_t count = apart ? r->rows.count : child_count(list);
  card_heading *rows = take_array(r, count, sizeof *rows);
  card_str left = r->rows.items;
  for (path at = {.up = list}; rows && at.index < count; at.index++) {
    const char *end = left.at;
    at.node = apart ? parse(&row_memory, left, &end) : at.node ? at.node->next : list->node->child;
    if (!at.node) {
      r->card->failed = CARD_OUT_OF_MEMORY;
      break;
    }
    r->left = left;
    read(r, &at, &rows[at.index]);
    if (rows[at.index].definition.len) r->model->has_definitions = true;
    if (apart) locate_new_problems(r, at.node, left);
    arena_reset(&row_memory);
    r->model->rows.at = rows;
    r->model->rows.count = at.index + 1;
    for (left = text_slice(left, (size_t)(end - left.at), left.len);
         left.len && (text_is_space(*left.at) || *left.at == ',');)
      left = text_slice(left, 1, left.len);
  }
  arena_free(&row_memory);
}

static void read_card(parser *r, const cJSON *node, bool around) {
  path root = {.node = node};
  if (!is(&root, cJSON_Object)) {
    report(r, &root, CARD_WRONG_TYPE, "A card is an object: { \"title\": …, … }.");
    return;
  }
  READ_RECORD(r, &root, card_fields, r->model);
  if (around) {
    check_around(r, &root);
    return;
  }
  const cJSON *title = get(&root, "title");
  if (!title || (cJSON_IsString(title) && text_is_blank(text_from(title->valuestring))))
    report_missing(r, &root, "title");
  if (!model_name(r->card)) r->card->failed = CARD_OUT_OF_MEMORY;
  path attributes = {&root, get(&root, "attributes"), 0}, rows = {&root, get(&root, "rows"), 0};
  if (check_form(r, &root)) {
    if (read_columns(r, &(path){&root, get(&root, "columns"), 0})) read_rows(r, &rows, read_row);
  } else if (attributes.node && r->model->columns.count) {
    read_rows(r, &attributes, read_attribute);
  }
}

static void refuse(card *c, card_str json, const json_fault *fault) {
  card_problem problem = {.code = fault->code, .message = text_from(fault->message)};
  json_line(json, fault->at, &problem.line, &problem.column);
  if (c->problem_count == CARD_MAX_PROBLEMS) c->problem_count--;
  c->problems[c->problem_count++] = problem;
  c->failed = fault->code;
}

static card_str without_bom(card_str json) {
  return text_starts(json, S("\xEF\xBB\xBF")) ? text_slice(json, 3, json.len) : json;
}

/* Returns the JSON with an empty list for its rows. */
static card_str without_rows(buffer *frame, card_str json, card_str rows) {
  if (!rows.at) return json;
  size_t from = (size_t)(rows.at - json.at);
  buffer_put(frame, text_slice(json, 0, from));
  buffer_put(frame, text_slice(json, from + rows.len, json.len));
  return buffer_text(frame);
}

static void read_model(card *c, card_str json, bool around) {
  json = without_bom(json);
  json_fault fault = {CARD_TOO_LARGE, "This card is larger than 256 MB: split it.", json.at};
  parser r = {.card = c, .model = &c->model, .json = json};
  if (json.len > CARD_MAX_BYTES || !json_check(json, &fault, &r.rows)) {
    refuse(c, json, &fault);
    return;
  }
  buffer frame = {0};
  card_str text = without_rows(&frame, json, r.rows.items);
  const char *end;
  cJSON *tree = frame.failed ? NULL : parse(&frame_memory, text, &end);
  if (tree) {
    read_card(&r, tree, around);
    locate_new_problems(&r, tree, text);
  }
  arena_free(&frame_memory);
  buffer_free(&frame);
  if (!tree || c->failed == CARD_OUT_OF_MEMORY)
    refuse(c, json, &(json_fault){CARD_OUT_OF_MEMORY, "There is not enough memory for this card.", json.at});
}

void model_read(card *c, card_str json) { read_model(c, json, false); }
void model_read_around(card *c, card_str json) { read_model(c, json, true); }

bool record_read(card *c, card_str json, read_function read, void *record) {
  json_fault fault;
  json_rows none;
  const char *end;
  json = without_bom(json);
  if (json.len > CARD_MAX_BYTES || !json_check(json, &fault, &none)) return false;
  cJSON *tree = parse(&frame_memory, json, &end);
  parser r = {.card = c, .model = &c->model};
  if (tree) read(&r, &(path){.node = tree}, record);
  arena_free(&frame_memory);
  return tree;
}

void card_set_labels(card *c, card_str json) {
  size_t problems = c->problem_count;
  if (c->failed || !record_read(c, json, read_labels, &c->model.language_labels)) return;
  c->problem_count = problems;
  if (c->answer) c->answer(c);
  c->failed = CARD_OK;
}
