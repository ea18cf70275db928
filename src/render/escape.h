/* Writes data as HTML: one function per context. Markup comes only from the templates of template.h. */
#ifndef CARD_ESCAPE_H
#define CARD_ESCAPE_H

#include "base/buffer.h"
#include "base/text.h"

/* Writes text between tags. Replaces control characters, which HTML forbids, by U+FFFD. */
void html_text(buffer *, card_str);

/* Writes ` name="value"`; `name` is a literal. Writes nothing if the value is empty. */
void html_attribute(buffer *, card_str name, card_str value);

/* Like html_attribute for a URL: percent-encodes invalid characters. The caller has checked url_kind_of. */
void html_url(buffer *, card_str name, card_str url);

#endif
