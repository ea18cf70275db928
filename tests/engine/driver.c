/* Runs the engine natively for the tests in Node. Reads commands from standard input:
 *
 *   o<length>\n<JSON>   open a card, closing the one before;     r<length>\n<view>   render
 *                      answers its language
 *   u<length>\n<view>   update                                  p0\n                problems as JSON
 *   m0\n                matching rows                           f<number>\n         memory: see below
 *   s<length>\n<JSON>   set labels                              0<length>\n<view>   export, 0 to 4 or A to C for the format
 *   t<length>\n<table>  open a table: the language's decimal sign, m for a marked table, the options and the card around it,
 *                       each followed by a NUL, then the text
 *   5<length>\n<view>   publish, 5 to 8                         l<length>\n<path>   locate
 *   n<length>\n<sample> set how the language writes 12345678.5, until the next card is opened
 *   b0\n                says that the language is not English, until the next card is opened
 *   v<length>\n<digits> random searches, as many as the number says; answers how many agree between vectors and bytes
 *
 * Each answers <code> <length>\n<bytes>, where <code> is the name of a card_code. `f` takes JSON, or by default the
 * last source; it opens, renders and updates it with the first allocation failing, then the second, and so on until
 * none fails. It answers the number of failed allocations. The sanitizers check memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/find.h"
#include "card.h"
#include "testing.h"

static void answer(card_str code, card_str text) {
  printf("%.*s %zu\n", (int)code.len, code.at, text.len);
  if (text.len) fwrite(text.at, 1, text.len, stdout);
}

static card_str read_payload(size_t len) {
  char *bytes = malloc(len ? len : 1); /* the exact size, so that reads beyond it are detected */
  if (fread(bytes, 1, len, stdin) != len) exit(2);
  return (card_str){bytes, len};
}

/* Removes a NUL-terminated text from the start of `left`. */
static card_str take_text(card_str *left) {
  card_str text = {left->at, strlen(left->at)};
  *left = (card_str){left->at + text.len + 1, left->len - text.len - 1};
  return text;
}

static card *open_table(card_str payload) {
  testing_set_decimal(*take_text(&payload).at);
  card_table_kind kind = *take_text(&payload).at == 'm' ? CARD_MARKED_TABLE : CARD_TEXT_TABLE;
  card_str options = take_text(&payload), around = take_text(&payload);
  return card_open_table(payload, kind, options, around);
}

/* The last source, and its command. */
typedef struct {
  card_str text;
  char command;
} source;

static card *open_source(source from) {
  if (from.command == 't') return open_table(from.text);
  return card_open(from.text.len ? from.text : card_builtin());
}

/* Opens, uses and closes a card, whatever fails. */
static bool survive(source from) {
  bool whole = false;
  card *c = open_source(from);
  card_str text;
  if (c && card_ok(c)) {
    whole = card_render(c, CARD_STR(""), &text) == CARD_OK;
    while (card_prepare(c, 1000)) continue;
    whole = card_update(c, CARD_STR("q=e"), &text) == CARD_OK && whole;
    whole = card_update(c, CARD_STR("q=e+%C3%A9"), &text) == CARD_OK && whole;
    whole = card_update(c, CARD_STR("q=gaol&sort=name&only=differences"), &text) == CARD_OK && whole;
    whole = card_update(c, CARD_STR("sort=-definition&only=differences"), &text) == CARD_OK && whole;
    for (card_format format = CARD_MARKDOWN; format <= CARD_RICH; format++)
      whole = card_export(c, CARD_STR(""), format, &text) == CARD_OK && whole;
    for (card_publication what = CARD_ARTICLE; what <= CARD_DOCUMENT; what++)
      whole = card_publish(c, CARD_STR("q=e"), what, &text) == CARD_OK && whole;
    whole = card_problems_json(c, &text) == CARD_OK && whole;
  } else if (c) {
    size_t count;
    const card_problem *problems = card_problems(c, &count);
    if (count == 0 || problems[count - 1].code != CARD_OUT_OF_MEMORY) abort();
    card_problems_json(c, &text);
  }
  card_close(c);
  return whole;
}

static void fail_each_allocation(source from) {
  char digits[32];
  long long n = 0;
  for (testing_fail_after(0); !survive(from); testing_fail_after(++n)) continue;
  testing_fail_after(-1);
  answer(CARD_STR("ok"), (card_str){digits, (size_t)snprintf(digits, sizeof digits, "%lld", n)});
}

/* Returns the code of the first error. */
static card_code failure(const card *c) {
  size_t count;
  const card_problem *problems = card_problems(c, &count);
  for (size_t i = 0; i < count; i++)
    if (!problems[i].warning) return problems[i].code;
  return CARD_OK;
}

/* Returns a random text of few letters, for many hits and near hits, that ends where its memory does. */
static card_str random_text(size_t len, unsigned letters) {
  char *text = malloc(len ? len : 1);
  for (size_t i = 0; i < len; i++) text[i] = (char)('a' + (unsigned)rand() % letters);
  return (card_str){text, len};
}

/* Returns true if both searches agree for random ends and readable lengths. */
static bool agree(void) {
  card_str hay = random_text((size_t)rand() % 150, 1 + (unsigned)rand() % 4);
  card_str needle = random_text(1 + (size_t)rand() % (rand() % 4 ? 4 : 40), 1 + (unsigned)rand() % 4);
  size_t end = hay.len ? (size_t)rand() % (hay.len + 1) : 0, from = end ? (size_t)rand() % (end + 1) : 0;
  size_t at = find_scalar(hay.at, end, needle, from);
  bool same =
      find_vector(hay.at, end, hay.len, needle, from) == at && find_vector(hay.at, end, end, needle, from) == at;
  free((void *)(uintptr_t)hay.at);
  free((void *)(uintptr_t)needle.at);
  return same;
}

static void compare_searches(card_str number) {
  char digits[32];
  size_t agreed = 0, count = 0;
  for (size_t i = 0; i < number.len; i++) count = count * 10 + (size_t)(number.at[i] - '0');
  srand(1);
  for (size_t i = 0; i < count; i++) agreed += agree();
  answer(CARD_STR("ok"), (card_str){digits, (size_t)snprintf(digits, sizeof digits, "%zu", agreed)});
}

static void run(char command, card *c, card_str payload, source from) {
  card_str text = {0};
  card_code code = CARD_OK;
  char digits[32];
  switch (command) {
  case 'o':
  case 't':
    code = failure(c);
    if (c) text = card_language(c);
    break;
  case 'r': code = card_render(c, payload, &text); break;
  case 'u': code = card_update(c, payload, &text); break;
  case 's': card_set_labels(c, payload); break;
  case 'n': testing_set_sample(payload); break;
  case 'b': testing_set_foreign(true); break;
  case '0':
  case '1':
  case '2':
  case '3':
  case '4': code = card_export(c, payload, (card_format)(command - '0'), &text); break;
  case 'A':
  case 'B':
  case 'C': code = card_export(c, payload, (card_format)(command - 'A' + CARD_REGIONAL_CSV), &text); break;
  case '5':
  case '6':
  case '7':
  case '8': code = card_publish(c, payload, (card_publication)(command - '5'), &text); break;
  case 'l': code = card_locate(c, payload, &text); break;
  case 'p': code = card_problems_json(c, &text); break;
  case 'm': text = (card_str){digits, (size_t)snprintf(digits, sizeof digits, "%zu", card_match_count(c))}; break;
  case 'i':
    while (card_prepare(c, 100)) continue;
    break;
  case 'a': text = (card_str){digits, (size_t)snprintf(digits, sizeof digits, "%zu", testing_allocations())}; break;
  case 'f': fail_each_allocation(payload.len ? (source){payload, 'o'} : from); return;
  case 'v': compare_searches(payload); return;
  default: exit(2);
  }
  answer(card_code_name(code), text);
}

int main(int argc, char **argv) {
  card *c = NULL;
  source from = {0};
  char command;
  size_t len;
  if (argc > 1) testing_load_folds(argv[1]);
  while (scanf("%c%zu", &command, &len) == 2 && getchar() == '\n') {
    card_str payload = read_payload(len);
    bool opens = command == 'o' || command == 't';
    if (opens) {
      card_close(c);
      free((void *)(uintptr_t)from.text.at);
      from = (source){payload, command};
      testing_set_sample(CARD_STR(""));
      testing_set_foreign(false);
      c = open_source(from);
    }
    run(command, c, payload, from);
    if (!opens) free((void *)(uintptr_t)payload.at);
  }
  card_close(c);
  free((void *)(uintptr_t)from.text.at);
  return 0;
}
