#include "read/table/options.h"

#include <math.h>

#include "read/document.h"

static void read_header(parser *r, const path *p, void *target) {
  if (!is_string(r, p)) return;
  int header = text_among(borrowed(p), "first-row\0first-column\0none\0"); /* in the order of table_header */
  *(uint32_t *)target = (uint32_t)header;
  if (!header) report(r, p, CARD_BAD_VALUE, "\"header\" is first-row, first-column or none.");
}

static void read_count(parser *r, const path *p, void *target) {
  double n = p->node->valuedouble;
  if (is(p, cJSON_Number) && n >= 0 && n <= 1e9 && n == floor(n))
    *(uint32_t *)target = (uint32_t)n;
  else
    report(r, p, CARD_BAD_VALUE, "This must be a whole number: \"names\" of a column from 1, \"skip\" of rows.");
}

static void read_delimiter(parser *r, const path *p, void *target) {
  card_str *sign = target;
  read_plain(r, p, target);
  if (text_equal_ascii_case(*sign, S("tab"))) *sign = S("\t");
  bool good = sign->len == 1 && (*sign->at == '\t' || (*sign->at >= ' ' && *sign->at <= '~' && *sign->at != '"'));
  if (sign->len && !good)
    report(r, p, CARD_BAD_VALUE, "\"delimiter\" is one character, such as ; or |, or the word tab.");
}

static void read_decimal(parser *r, const path *p, void *target) {
  const card_str *sign = target;
  read_plain(r, p, target);
  if (sign->len && !text_equal(*sign, S(".")) && !text_equal(*sign, S(",")))
    report(r, p, CARD_BAD_VALUE, "\"decimal\" is . or ,");
}

#define OPTION(member) .offset = offsetof(table_options, member)

static void read_options(parser *r, const path *p, void *target) {
  static const field fields[] = {
      {.name = "caption", .read = read_plain, OPTION(caption)},
      {.name = "heading", .read = read_plain, OPTION(heading)},
      {.name = "file", .read = read_plain, OPTION(file)},
      {.name = "sheet", .read = read_plain, OPTION(sheet)},
      {.name = "lang", .read = read_plain, OPTION(lang)},
      {.name = "dir", .read = read_plain, OPTION(dir)},
      {.name = "delimiter", .read = read_delimiter, OPTION(delimiter)},
      {.name = "decimal", .read = read_decimal, OPTION(decimal)},
      {.name = "header", .read = read_header, OPTION(header)},
      {.name = "names", .read = read_count, OPTION(names)},
      {.name = "skip", .read = read_count, OPTION(skip)},
  };
  READ_RECORD(r, p, fields, target);
}

bool table_options_read(card *c, card_str json, table_options *options) {
  return !json.len || record_read(c, json, read_options, options);
}
