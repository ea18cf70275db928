/* Applies a sequence of views, one per line, to a card that the first byte selects. Updates applied as in src/card.h
 * must give the same HTML as a new card. */
#include "base/text.h"
#include "fuzz.h"

enum { MOST_VIEWS = 24, MOST_ROWS = 200 };

/* Returns the content of a region. */
static card_str region_in(card_str html, card_str name) {
  char attribute[40];
  int len = snprintf(attribute, sizeof attribute, " data-region=\"%.*s\"", (int)name.len, name.at);
  size_t at = text_find(html, (card_str){attribute, (size_t)len}, 0), start = at;
  if (at == html.len) fuzz_fail("a region that is not there", name);
  while (html.at[start] != '<') start--;
  card_str tag = text_slice(html, start + 1, text_find(html, S(" "), start));
  size_t from = text_find(html, S(">"), at) + 1, depth = 1, end = from;
  for (; depth; end++) {
    end = text_find(html, S("<"), end);
    if (end == html.len) fuzz_fail("a region that does not end", name);
    bool closes = html.at[end + 1] == '/';
    card_str found = text_slice(html, end + 1 + closes, end + 1 + closes + tag.len);
    if (text_equal(found, tag) && !text_is_alnum(html.at[end + 1 + closes + tag.len])) depth += closes ? (size_t)-1 : 1;
  }
  return text_slice(html, from, end - 1);
}

static size_t rows_in(card_str content, card_str rows[MOST_ROWS]) {
  size_t count = 0;
  for (size_t at = 0; count < MOST_ROWS && (at = text_find(content, S("<tr"), at)) < content.len;) {
    size_t end = text_find(content, S("</tr>"), at) + 5;
    rows[count++] = text_slice(content, at, end);
    at = end;
  }
  return count;
}

/* Writes a region's new content, with its reused rows. */
static void put_content(buffer *to, card_str content, const card_str *rows, size_t count) {
  for (size_t at = 0; at <= content.len;) {
    size_t end = text_find(content, S("\x1D"), at);
    buffer_put(to, text_slice(content, at, end));
    at = end + 1;
    if (at > content.len) break;
    size_t number = 0;
    for (; at < content.len && content.at[at] != '\x1D'; at++) number = number * 10 + (size_t)(content.at[at] - '0');
    if (number >= count) fuzz_fail("a row that was not there", content);
    buffer_put(to, rows[number]);
    at++;
  }
}

/* Applies an update like a page. */
static void apply(buffer *html, card_str update) {
  for (size_t at = 0; at < update.len;) {
    size_t end = text_find(update, S("\x1E"), at), middle = text_find(update, S("\x1F"), at);
    if (end == update.len || middle > end) fuzz_fail("an update of another form", update);
    card_str whole = buffer_text(html), content = region_in(whole, text_slice(update, at, middle)), rows[MOST_ROWS];
    size_t count = rows_in(content, rows), from = (size_t)(content.at - whole.at);
    buffer next = {0};
    buffer_put(&next, text_slice(whole, 0, from));
    put_content(&next, text_slice(update, middle + 1, end), rows, count);
    buffer_put(&next, text_slice(whole, from + content.len, whole.len));
    buffer_free(html);
    *html = next;
    at = end + 1;
  }
}

/* Skips HTML that may differ: the state of the controls, and the number of rows. */
static size_t skip_state(card_str html, size_t at) {
  if (at >= html.len || (html.at[at] != ' ' && html.at[at] != '<')) return at;
  card_str rest = text_slice(html, at, html.len);
  if (text_starts(rest, S(" checked>"))) return at + 8;
  if (text_starts(rest, S(" aria-rowcount=\""))) return text_find(html, S("\""), at + 16) + 1;
  if (text_starts(rest, S("<input part=\"field\""))) return text_find(html, S(">"), at);
  return at;
}

static void compare(card_str updated, card_str afresh, card_str views) {
  for (size_t a = 0, b = 0;; a++, b++) {
    a = skip_state(updated, a);
    b = skip_state(afresh, b);
    if (a >= updated.len && b >= afresh.len) return;
    if (a >= updated.len || b >= afresh.len || updated.at[a] != afresh.at[b])
      fuzz_fail("updates came to something else", views);
  }
}

static void check_view(card *c, buffer *html, card_str json, card_str view, card_str views) {
  card *fresh = card_open(json);
  card_str text, whole;
  if (card_render(fresh, view, &whole) != CARD_OK) fuzz_fail("not rendered", view);
  if (html->len) {
    if (card_update(c, view, &text) != CARD_OK) fuzz_fail("not updated", view);
    apply(html, text);
  } else {
    if (card_render(c, view, &text) != CARD_OK) fuzz_fail("not rendered", view);
    buffer_put(html, text);
  }
  compare(buffer_text(html), whole, views);
  if (card_match_count(c) != card_match_count(fresh)) fuzz_fail("another number of rows", views);
  card_close(fresh);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  card_str json = fuzz_card(*data % FUZZ_CARDS), views = {(const char *)data + 1, size - 1};
  card *c = card_open(json);
  buffer html = {0};
  for (size_t at = 0, count = 0; at <= views.len && count < MOST_VIEWS; count++) {
    size_t end = text_find(views, S("\n"), at);
    check_view(c, &html, json, text_slice(views, at, end), views);
    at = end + 1;
  }
  buffer_free(&html);
  card_close(c);
  return 0;
}
