/* The platform folds each code point once; all cards share the cached results. */
#include "query/fold.h"

#include "base/arena.h"
#include "base/find.h"
#include "base/platform.h"
#include "base/text.h"

enum { PAGE = 256, PAGES = 0x110000 / PAGE };

static buffer answers; /* a length byte and the folded bytes of each code point */
static arena memory;
static uint32_t *pages[PAGES]; /* offset of each code point's result, plus 1; 0 if not cached */

/* Returns the cached result of a code point; NULL if memory ran out. */
static const char *answer(uint32_t point) {
  uint32_t **page = &pages[point / PAGE];
  if (!*page) *page = arena_take(&memory, PAGE, sizeof(uint32_t));
  if (!*page) return NULL;
  uint32_t *kept = *page + point % PAGE;
  if (!*kept) {
    char *to = buffer_room(&answers, 1 + CARD_FOLD_MAX);
    answers.failed = false;
    if (!to) return NULL;
    *to = (char)platform_fold(point, to + 1);
    *kept = (uint32_t)answers.len + 1;
    answers.len += 1 + (size_t)*to;
  }
  return answers.at + *kept - 1;
}

static char fold_letter(char c) { return c < ' ' || c == 0x7F ? ' ' : text_lower(c); }

enum { DIGIT_SPACE = 0x202F }; /* groups digits of large numbers (buffer_number): "12742" must find "12 742" */

void fold_point(buffer *o, uint32_t point) {
  if (point == DIGIT_SPACE) return;
  if (point < 0x80) {
    buffer_byte(o, fold_letter((char)point));
    return;
  }
  const char *folded = answer(point);
  if (folded)
    buffer_put(o, (card_str){folded + 1, (size_t)*folded});
  else
    o->failed = true;
}

size_t fold_ascii(card_str text, char *to) {
  size_t i = 0;
#if CARD_VECTORS
  card_vector below_a = vector_of('A' - 1), above_z = vector_of('Z' + 1), space = vector_of(' ');
  for (; i + VECTOR <= text.len; i += VECTOR) {
    card_vector bytes = vector_load(text.at + i);
    /* Bytes beyond ASCII are negative, so less than a space. */
    if (vector_mask(vector_or(vector_less(bytes, space), vector_equal(bytes, vector_of(0x7F))))) break;
    card_vector capitals = vector_and(vector_less(below_a, bytes), vector_less(bytes, above_z));
    vector_store(to + i, vector_or(bytes, vector_and(capitals, space))); /* capital + space = small letter */
  }
#endif
  for (; i < text.len && (text.at[i] & 0x80) == 0; i++) to[i] = fold_letter(text.at[i]);
  return i;
}

char fold_second_letter(uint32_t point) {
  switch (point) {
  case 0xC4: /* Ä Ö Ø Ü */
  case 0xD6:
  case 0xD8:
  case 0xDC:
  case 0xE4: /* ä ö ø ü */
  case 0xF6:
  case 0xF8:
  case 0xFC:
  case 0x308: /* the combining diaeresis */ return 'e';
  case 0xC5: /* Å å */
  case 0xE5:
  case 0x30A: /* the combining ring */ return 'a';
  default: return '\0';
  }
}

static bool fold_all(buffer *o, card_str text, bool respelled) {
  bool differs = false;
  for (size_t i = 0; i < text.len;) {
    card_str rest = text_slice(text, i, text.len);
    char *to = buffer_room(o, rest.len);
    if (!to) return false;
    size_t ascii = fold_ascii(rest, to);
    o->len += ascii;
    i += ascii;
    if (i == text.len) return differs;
    uint32_t point;
    i += text_next(text_slice(text, i, text.len), &point);
    fold_point(o, point);
    char second = fold_second_letter(point);
    differs = differs || second;
    if (second && respelled) buffer_byte(o, second);
  }
  return differs;
}

bool fold_text(buffer *o, card_str text) { return fold_all(o, text, false); }

bool fold_respelled(buffer *o, card_str text) { return fold_all(o, text, true); }
