/* Kinds of addresses. */
#ifndef CARD_URL_H
#define CARD_URL_H

#include "card.h"

typedef enum {
  URL_UNSAFE,    /* not to be written */
  URL_MAIL,      /* mailto */
  URL_HTTP,      /* another site, unencrypted */
  URL_ELSEWHERE, /* another site: https, or the page's own scheme (//host/…) */
  URL_HERE       /* relative: a place on the same site */
} url_kind;

/* What an address is, as a browser would read it (URL Standard, 4.4: spaces around it and a backslash for a
 * slash count). Only https, http, mailto and relative ones are safe; an address that might become another one
 * when somebody decodes %3A, &colon; or a control character is not. */
url_kind url_kind_of(card_str url);

#endif
