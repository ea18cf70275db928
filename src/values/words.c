/* Order of the file: the words, small letters, the list. */
#include "values/words.h"

#include "base/text.h"

/* ---- the words ---- */

/* Words and signs for yes and no, which alternate and need no partner. All are in small letters. */
static const char signs[] =
    "yes\0no\0true\0false\0✓\0✗\0✔\0✘\0☑\0☒\0✅\0❌\0🗸\0❎\0👍\0👎\0:white_check_mark:\0:x:\0:"
    "heavy_check_mark:\0✕\0"
    ":+1:\0:-1:\0[x]\0[ ]\0✓\0✖\0";

/* Pairs that mean yes and no only if both are in the table: signs and letters, then words. */
static const char weak[] =
    "✓\0×\0✔\0×\0✅\0×\0☑\0☐\0○\0×\0◯\0×\0●\0○\0●\0◯\0🟢\0🔴\0y\0n\0";
enum { WEAK_PAIRS = 10 };
static const char pairs[] =
    "ja\0nein\0ja\0nee\0ja\0nej\0oui\0non\0sí\0no\0si\0no\0sì\0no\0sim\0não\0да\0нет\0はい\0いいえ\0是\0否\0有\0无\0有"
    "\0無\0"
    "हाँ\0नहीं\0हां\0नहीं\0ya\0tidak\0نعم\0لا\0wahr\0falsch\0vrai\0faux\0verdadero\0falso\0vero\0falso\0";

/* What people write where they have nothing to say. "None" says something. */
static const char nothing[] =
    "-\0–\0—\0−\0--\0---\0?\0??\0???\0…\0...\0n/a\0n.a.\0#n/a\0na\0-/-\0not available\0not applicable\0no data\0"
    "not stated\0unknown\0tbd\0tba\0tbc\0k. a.\0k.a.\0keine angabe\0unbekannt\0n.d.\0n/d\0n.c.\0inconnu\0s/d\0sin "
    "datos\0"
    "desconocido\0desconhecido\0sconosciuto\0н/д\0нет данных\0неизвестно\0不详\0未知\0不明\0未定\0अज्ञात\0غير متوفر\0";

static const char totals[] =
    "total\0totals\0grand "
    "total\0sum\0average\0avg\0mean\0median\0summe\0gesamt\0durchschnitt\0mittelwert\0somme\0moyenne\0"
    "suma\0promedio\0media\0totale\0somma\0soma\0média\0итого\0всего\0среднее\0合計\0平均\0总计\0合计\0總計\0"
    "المجموع\0कुल\0औसत\0jumlah\0";

const word_pairs pairs_of_words = ~((word_pairs)0) << (1 + WEAK_PAIRS);

/* ---- small letters ---- */

/* Returns the length of a character that only says how the one before looks: a variation selector, the colour of a skin. */
static size_t look_length(card_str s) {
  bool is_look = text_starts(s, S("\uFE0E")) || text_starts(s, S("\uFE0F"));
  if (is_look) return 3;
  return text_starts(s, S("\xF0\x9F\x8F")) && s.len > 3 && (unsigned char)s.at[3] >= 0xBB ? 4 : 0;
}

/* Writes the text in small letters of Latin and Cyrillic to `into`, which holds LONGEST_WORD bytes. Longer texts are empty. */
static card_str small_letters(card_str s, char *into) {
  size_t len = 0;
  if (s.len > LONGEST_WORD) return (card_str){0};
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.at[i], before = i ? (unsigned char)s.at[i - 1] : 0;
    size_t look = c > 0xEE ? look_length(text_slice(s, i, s.len)) : 0;
    i += look ? look - 1 : 0;
    if (look) continue;
    if (c == 0xA0 && before == 0xC2) {
      into[len - 1] = ' ';
      continue;
    }
    if (before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97) c |= 0x20;
    if (before == 0xD0 && c >= 0x90 && c <= 0x9F) c |= 0x20;
    if (before == 0xD0 && c >= 0xA0 && c <= 0xAF) {
      into[len - 1] = '\xD1';
      c -= 0x20;
    }
    into[len++] = text_lower((char)c);
  }
  return (card_str){into, len};
}

/* ---- the list ---- */

/* Returns the slot of a word, or the free one for it. */
static size_t slot_of(const word_list *list, card_str word) {
  size_t slot = text_hash(word) % WORD_SLOTS;
  while (list->slots[slot] && !text_equal(text_from(list->words[list->slots[slot]].text), word))
    slot = (slot + 1) % WORD_SLOTS;
  return slot;
}

static uint8_t find(const word_list *list, card_str word) { return list->slots[slot_of(list, word)]; }

static known_word *add(word_list *list, const char *word) {
  uint8_t *slot = &list->slots[slot_of(list, text_from(word))];
  if (!*slot) {
    *slot = (uint8_t)++list->count;
    list->words[*slot].text = word;
    size_t len = text_from(word).len;
    list->lengths[(unsigned char)*word] |= (uint64_t)1 << len;
  }
  return &list->words[*slot];
}

/* Adds words for yes and no, which alternate. `step`: the pairs are told apart. */
static word_pairs add_pairs(word_list *list, const char *words, word_pairs pair, bool step) {
  for (bool yes = true; *words; yes = !yes, words += text_from(words).len + 1) {
    known_word *word = add(list, words);
    if (yes)
      word->yes |= pair;
    else
      word->no |= pair;
    if (step && !yes) pair <<= 1;
  }
  return pair;
}

void words_open(word_list *list) {
  *list = (word_list){0};
  add_pairs(list, signs, PAIRS_OF_SIGNS, false);
  word_pairs next = add_pairs(list, weak, 2, true);
  add_pairs(list, pairs, next, true);
  for (const char *word = nothing; *word; word += text_from(word).len + 1) add(list, word);
}

/* Returns the word that a sign and a word are which say the same, "✅ Yes"; 0 if they do not. */
static uint8_t word_with_sign(const word_list *list, card_str text) {
  size_t space = text_find(text, S(" "), 0);
  if (space == text.len || text_is_alnum(*text.at)) return 0;
  uint8_t sign = find(list, text_slice(text, 0, space)), word = find(list, text_slice(text, space + 1, text.len));
  const known_word *a = &list->words[sign], *b = &list->words[word];
  bool alike = (a->yes && b->yes) || (a->no && b->no);
  return !alike ? 0 : (a->yes | a->no) & PAIRS_OF_SIGNS ? sign : word;
}

uint8_t word_of(const word_list *list, card_str text) {
  char letters[LONGEST_WORD];
  if (text.len && text_is_letter(*text.at)) { /* the common case: no word starts like this */
    uint64_t lengths = list->lengths[(unsigned char)text_lower(*text.at)];
    if (text.len > LONGEST_WORD || !((lengths | lengths << 1) >> text.len & 1)) return 0;
  }
  card_str small = small_letters(text, letters);
  uint8_t found = small.len ? find(list, small) : 0;
  if (found || !small.len) return found;
  if (small.at[small.len - 1] == '.') small.len--;
  found = small.len ? find(list, small) : 0;
  return found && !word_is_nothing(list, found) ? found : word_with_sign(list, small);
}

static bool is_number_key(uint32_t c) { return (c >= '0' && c <= '9') || c == '#'; }

/* Returns the length of an emoji at the start of a text, which may be a digit on a key; 0 if there is none. */
static size_t emoji_length(card_str s) {
  uint32_t c = 0;
  size_t len = text_next(s, &c), look = look_length(text_slice(s, len, s.len));
  card_str key = text_slice(s, len + look, s.len);
  if (c < 0x80) return is_number_key(c) && text_starts(key, S("\u20E3")) ? len + look + 3 : 0;
  bool is_symbol = (c >= 0x2300 && c < 0x2400) || (c >= 0x25A0 && c < 0x27C0) || (c >= 0x2B00 && c < 0x2C00);
  return is_symbol || c >= 0x1F000 ? len + look : 0;
}

uint8_t word_with_emoji(const word_list *list, card_str text, card_str *rest) {
  size_t len = text.len && (unsigned char)*text.at >= 0x80 && text.len <= LONGEST_WORD ? emoji_length(text) : 0;
  uint8_t sign = len ? word_of(list, text_slice(text, 0, len)) : 0;
  if (!sign || !((list->words[sign].yes | list->words[sign].no) & PAIRS_OF_SIGNS)) return 0;
  while (len < text.len && text_is_space(text.at[len])) len++;
  *rest = text_slice(text, len, text.len);
  for (size_t at = 0, step; at < rest->len; at += step) {
    step = emoji_length(text_slice(*rest, at, rest->len));
    if (!step || word_of(list, text_slice(*rest, at, at + step))) return 0; /* ✓✓ says more than yes */
  }
  return rest->len ? sign : 0;
}

bool word_is_nothing(const word_list *list, uint8_t word) {
  return word && !list->words[word].yes && !list->words[word].no;
}

bool value_is_nothing(const word_list *list, const card_model *model, const card_value *value) {
  if (value->kind == VALUE_NOT_STATED || value->manner == SAID_NOTHING) return true;
  if (model->from_cells || value->kind != VALUE_TEXT || value->numeric) return false;
  bool is_code = value->text.len == 2 && text_is_letter(*value->text.at); /* NA may be Namibia */
  return !is_code && word_is_nothing(list, word_of(list, value->text));
}

bool word_is_total(card_str name) {
  char letters[LONGEST_WORD];
  card_str small = small_letters(name, letters);
  if (small.len && small.at[small.len - 1] == ':') small.len--;
  return small.len && text_among(small, totals);
}
