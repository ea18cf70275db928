/* The host folds a code point once; its answer is kept for as long as the engine lives, for all cards. A kept
 * answer is one word: up to four bytes of UTF-8, lowest first, or 0xFE and an index into `longer`. UTF-8
 * never starts with a byte FE or FF, and folded text holds no NUL, so that the forms cannot be confused. */
#include "fold.h"

#include <string.h>

#include "host.h"
#include "text.h"

enum { PAGE = 256, PAGES = 0x110000 / PAGE, IGNORED = 0xFF, LONGER = 0xFE };

static uint32_t *pages[PAGES];
static out longer; /* a length byte, then so many bytes, again and again */

static uint32_t keep(const char *folded, size_t len) {
  if (len == 0) return IGNORED;
  if (len <= 4) {
    uint32_t word = 0;
    for (size_t i = 0; i < len; i++) word |= (uint32_t)(unsigned char)folded[i] << (8 * i);
    return word;
  }
  size_t index = longer.len;
  out_byte(&longer, (char)len);
  out_put(&longer, (card_str){folded, len});
  return longer.failed || index > 0xFFFFFF ? 0 : (uint32_t)index << 8 | LONGER;
}

static void put_kept(out *o, uint32_t word) {
  unsigned char first = word & 0xFF;
  if (first == IGNORED) return;
  if (first == LONGER) {
    const char *at = longer.at + (word >> 8);
    out_put(o, (card_str){at + 1, (size_t)(unsigned char)*at});
    return;
  }
  for (; word; word >>= 8) out_byte(o, (char)(word & 0xFF));
}

static uint32_t *kept_answer(uint32_t point) {
  uint32_t **page = &pages[point / PAGE];
  if (!*page) {
    *page = card_host_alloc(PAGE * sizeof(uint32_t));
    if (!*page) return NULL;
    memset(*page, 0, PAGE * sizeof(uint32_t));
  }
  return *page + point % PAGE;
}

static void ask_host(out *o, uint32_t point, uint32_t *kept) {
  char folded[CARD_FOLD_MAX];
  size_t len = card_host_fold(point, folded);
  if (len > sizeof folded) len = sizeof folded;
  if (kept) *kept = keep(folded, len);
  out_put(o, (card_str){folded, len});
}

static char fold_ascii(char c) { return c < ' ' || c == 0x7F ? ' ' : text_lower(c); }

enum { DIGIT_SPACE = 0x202F }; /* stands in large numbers (out.c): "12742" must find "12 742" */

void fold_point(out *o, uint32_t point) {
  if (point == DIGIT_SPACE) return;
  if (point < 0x80) {
    out_byte(o, fold_ascii((char)point));
    return;
  }
  uint32_t *kept = kept_answer(point);
  if (kept && *kept)
    put_kept(o, *kept);
  else
    ask_host(o, point, kept);
}

void fold_text(out *o, card_str text) {
  for (size_t i = 0; i < text.len;) {
    size_t ascii = i;
    while (ascii < text.len && (text.at[ascii] & 0x80) == 0) ascii++;
    char *to = out_room(o, ascii - i);
    if (!to) return;
    for (o->len += ascii - i; i < ascii; i++) *to++ = fold_ascii(text.at[i]);
    if (i == text.len) return;
    uint32_t point;
    i += text_next(text_slice(text, i, text.len), &point);
    fold_point(o, point);
  }
}
