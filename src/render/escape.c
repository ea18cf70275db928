#include "render/escape.h"

/* Returns the entity of a character; empty if it needs none. */
static card_str entity(char c) {
  const char *at = "&&amp;\0<&lt;\0>&gt;\0\"&quot;\0'&#39;\0"; /* pairs of a character and its entity */
  while (*at && *at != c) at += text_from(at).len + 1;
  return *at ? text_from(at + 1) : S("\xEF\xBF\xBD");
}

/* Returns the length of a character that must be replaced at `at`: 1, or 2 for U+0080 to U+009F; 0 if there is none. */
static size_t special_length(const char *at, const char *end) {
  unsigned char c = (unsigned char)*at;
  if (c > '>' && c != 0x7F && c != 0xC2) return 0;
  size_t control = text_control(at, end);
  return control ? control : text_has(S("&<>\"'"), *at);
}

/* Escapes the same five characters in text and attributes, so that confusing the two is harmless. */
static void escaped(buffer *o, card_str s) {
  if (s.len == 0) return;
  const char *from = s.at, *end = s.at + s.len;
  for (const char *at = from; at < end;) {
    size_t special = special_length(at, end);
    if (special) {
      buffer_put(o, (card_str){from, (size_t)(at - from)});
      buffer_put(o, entity(*at));
      from = at + special;
    }
    at += special ? special : 1;
  }
  buffer_put(o, (card_str){from, (size_t)(end - from)});
}

void html_text(buffer *o, card_str s) { escaped(o, s); }

static void open_attribute(buffer *o, card_str name) {
  buffer_byte(o, ' ');
  buffer_put(o, name);
  buffer_put(o, S("=\""));
}

void html_attribute(buffer *o, card_str name, card_str value) {
  if (value.len == 0) return;
  open_attribute(o, name);
  escaped(o, value);
  buffer_byte(o, '"');
}

void html_url(buffer *o, card_str name, card_str url) {
  static const char hex[] = "0123456789ABCDEF";
  url = text_trim(url);
  open_attribute(o, name);
  for (size_t i = 0; i < url.len; i++) {
    unsigned char c = (unsigned char)url.at[i];
    if (text_is_alnum(url.at[i]) || text_has(S("-._~:/?#[]@!$&'()*+,;=%"), url.at[i]))
      escaped(o, text_slice(url, i, i + 1));
    else
      buffer_put(o, (card_str){(char[]){'%', hex[c >> 4], hex[c & 15]}, 3});
  }
  buffer_byte(o, '"');
}
