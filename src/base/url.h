/* Classification of URLs. */
#ifndef CARD_URL_H
#define CARD_URL_H

#include "card.h"

typedef enum {
  URL_UNSAFE,    /* never written */
  URL_MAIL,      /* mailto */
  URL_HTTP,      /* another site, unencrypted */
  URL_ELSEWHERE, /* another site: https, or the page's own scheme (//host/…) */
  URL_HERE       /* relative: the same site */
} url_kind;

/* Classifies a URL as browsers read it (URL Standard, 4.4): trims spaces and reads a backslash as a slash. Safe are
 * https, http, mailto and relative URLs. Unsafe are URLs that change their kind if somebody decodes %3A, &colon; or
 * control characters. */
url_kind url_kind_of(card_str url);

#endif
