#include "base/url.h"

#include "base/text.h"

url_kind url_kind_of(card_str url) {
  size_t end = 0; /* of a possible scheme */
  url = text_trim(url);
  for (size_t i = 0; i < url.len; i++)
    if ((unsigned char)url.at[i] < ' ' || url.at[i] == 0x7F) return URL_UNSAFE;
  while (end < url.len && !text_has(S(":/\\?#"), url.at[end])) end++;
  card_str head = text_slice(url, 0, end);
  if (end < url.len && url.at[end] == ':')
    return (url_kind)text_among(head, "mailto\0http\0https\0"); /* in the order of url_kind */
  /* Only a URL that hides its scheme has these so early. */
  if (text_find(head, S("&"), 0) < end || text_find(head, S("%3a"), 0) < end || text_find(head, S("%3A"), 0) < end)
    return URL_UNSAFE;
  if (url.len > 1 && text_has(S("/\\"), url.at[0]) && text_has(S("/\\"), url.at[1])) return URL_ELSEWHERE;
  return url.len ? URL_HERE : URL_UNSAFE;
}
