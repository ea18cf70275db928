/* JSON in. cJSON builds its tree in an arena of its own; what the card needs is copied into the card's arena,
 * and the tree is dropped before model_read returns. Ordered bottom-up: the parts of a card, the card, cJSON. */
#include "model.h"

#include "attributes.h"
#include "compact.h"
#include "json.h"
#include "links.h"
#include "subjects.h"

static void read_direction(reader *r, const place *p, void *target) {
  card_model *model = target;
  if (!is_string(r, p)) return;
  model->rtl = text_equal(borrowed(p), S("rtl"));
  model->ltr = text_equal(borrowed(p), S("ltr"));
  if (!model->rtl && !model->ltr) note(r, p, CARD_BAD_VALUE, "A direction is \"ltr\" or \"rtl\".");
}

static void read_labels(reader *r, const place *p, void *target) {
  static const field fields[] = {
#define X(label, name, text) {name, read_plain, LABEL_##label * sizeof(card_str)},
      CARD_LABELS(X)
#undef X
  };
  READ_RECORD(r, p, fields, target);
}

static void read_section(reader *r, const place *p, void *target) {
  static const field fields[] = {
      {"heading", read_plain, offsetof(card_section, heading)},
      {"body", read_inline, offsetof(card_section, body)},
  };
  READ_RECORD(r, p, fields, target);
  require_text(r, p, "heading");
  require_field(r, p, "body");
}

static void read_nothing(reader *r, const place *p, void *target) { (void)r, (void)p, (void)target; }

static void read_full(reader *r, const place *root) {
  place at = {root, "attributes", 0, r->attributes};
  if (r->attributes && r->model->subjects.count) READ_LIST(r, &at, read_attribute, &r->model->attributes);
}

static void check_form(reader *r, const place *root, const cJSON *subjects) {
  if ((r->columns || r->rows) && (subjects || r->attributes))
    note(r, root, CARD_BAD_VALUE, "A card has \"subjects\" and \"attributes\", or \"columns\" and \"rows\"; not both.");
  else if (r->columns && !r->rows)
    note(r, root, CARD_MISSING, "Beside \"columns\" a card needs \"rows\".");
  else if (r->rows && !r->columns)
    note(r, root, CARD_MISSING, "Beside \"rows\" a card needs \"columns\".");
  else if (!r->columns && !subjects)
    note(r, root, CARD_MISSING, "A card needs \"subjects\": a list of what it compares.");
  else if (!r->columns && !r->attributes)
    note(r, root, CARD_MISSING, "A card needs \"attributes\": a list of what the subjects are compared on.");
}

#define MODEL(name) offsetof(card_model, name)

static void read_sections(reader *r, const place *p, void *target) {
  READ_LIST(r, p, read_section, &((card_model *)target)->sections);
}

static void read_see_also(reader *r, const place *p, void *target) {
  READ_LIST(r, p, read_see_also_link, &((card_model *)target)->see_also);
}

static void read_sources(reader *r, const place *p, void *target) {
  READ_LIST(r, p, read_source, &((card_model *)target)->sources);
}

/* Fields whose reader takes the whole model have the offset 0. */
static const field card_fields[] = {
    {"$schema", read_nothing, 0},
    {"id", read_id, MODEL(id)},
    {"title", read_plain, MODEL(title)},
    {"lang", read_language, MODEL(lang)},
    {"dir", read_direction, 0},
    {"answer", read_inline, MODEL(answer)},
    {"introduction", read_inline, MODEL(introduction)},
    {"subjects", read_subjects, 0},
    {"attributes", read_nothing, 0},
    {"columns", read_nothing, 0},
    {"rows", read_nothing, 0},
    {"relationship", read_inline, MODEL(relationship)},
    {"sections", read_sections, 0},
    {"summary", read_inline, MODEL(summary)},
    {"seeAlso", read_see_also, 0},
    {"sources", read_sources, 0},
    {"updated", read_date, MODEL(updated)},
    {"labels", read_labels, MODEL(labels)},
};

static void read_card(reader *r, const cJSON *node) {
  place root = {.node = node};
  if (!is(&root, cJSON_Object)) {
    note(r, &root, CARD_WRONG_TYPE, "A card is an object: { \"title\": …, … }.");
    return;
  }
  const cJSON *subjects = cJSON_GetObjectItemCaseSensitive(node, "subjects");
  r->attributes = cJSON_GetObjectItemCaseSensitive(node, "attributes");
  r->columns = cJSON_GetObjectItemCaseSensitive(node, "columns");
  r->rows = cJSON_GetObjectItemCaseSensitive(node, "rows");
  READ_RECORD(r, &root, card_fields, r->model);
  require_text(r, &root, "title");
  check_form(r, &root, subjects);
  if (r->columns && r->rows && !subjects && !r->attributes)
    read_compact(r, &root);
  else
    read_full(r, &root);
}

/* ---- cJSON ---- */

static arena tree_memory; /* of the tree being built: cJSON's hooks take no argument */

static void *tree_alloc(size_t bytes) { return arena_raw(&tree_memory, bytes); }
static void tree_free(void *p) { (void)p; }

double card_cjson_strtod(const char *text, char **end);

double card_cjson_strtod(const char *text, char **end) {
  card_str number = text_from(text);
  *end = (char *)(uintptr_t)text + number.len;
  return json_number(number);
}

static void refuse(card *c, card_str json, const json_fault *fault) {
  card_problem problem = {.code = fault->code, .message = text_from(fault->message)};
  json_line(json, fault->offset, &problem.line, &problem.column);
  if (c->problem_count == CARD_MAX_PROBLEMS) c->problem_count--;
  c->problems[c->problem_count++] = problem;
  c->failed = fault->code;
}

static card_str without_bom(card_str json) {
  return text_starts(json, S("\xEF\xBB\xBF")) ? text_slice(json, 3, json.len) : json;
}

void model_read(card *c, card_str json) {
  json_fault fault = {CARD_TOO_LARGE, "This card is larger than 256 MB: split it.", 0};
  json = without_bom(json);
  if (json.len > CARD_MAX_BYTES || !json_check(json, &fault)) {
    refuse(c, json, &fault);
    return;
  }
  cJSON_InitHooks(&(cJSON_Hooks){tree_alloc, tree_free});
  cJSON *tree = cJSON_ParseWithLength(json.at, json.len);
  if (tree) {
    reader r = {.card = c, .model = &c->model};
    read_card(&r, tree);
    locate_problems(&r, tree, json);
  }
  arena_free(&tree_memory);
  if (!tree || c->failed == CARD_OUT_OF_MEMORY)
    refuse(c, json, &(json_fault){CARD_OUT_OF_MEMORY, "There is not enough memory for this card.", 0});
}

card_str model_label(const card_model *model, card_label label) {
  static const card_str english[] = {
#define X(label, name, text) {text, sizeof(text) - 1},
      CARD_LABELS(X)
#undef X
  };
  return model->labels[label].len ? model->labels[label] : english[label];
}
