/* Writing HTML: one function for each place that data can land. Markup comes from the templates of write.h
 * alone. */
#ifndef CARD_HTML_H
#define CARD_HTML_H

#include "base/buffer.h"
#include "base/text.h"

/* Text between tags. Characters that HTML does not allow (controls) become U+FFFD. */
void html_text(out *, card_str);

/* ` name="value"`; `name` is a literal. Nothing at all where the value is empty. */
void html_attribute(out *, card_str name, card_str value);

/* As html_attribute for an address: percent-encodes what may not stand in one. The caller has asked
 * html_url_kind. */
void html_url(out *, card_str name, card_str url);

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
url_kind html_url_kind(card_str url);

#endif
