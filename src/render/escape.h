/* Writing HTML: one function for each place that data can land. Markup comes from the templates of template.h
 * alone. */
#ifndef CARD_ESCAPE_H
#define CARD_ESCAPE_H

#include "base/buffer.h"
#include "base/text.h"

/* Text between tags. Characters that HTML does not allow (controls) become U+FFFD. */
void html_text(buffer *, card_str);

/* ` name="value"`; `name` is a literal. Nothing at all where the value is empty. */
void html_attribute(buffer *, card_str name, card_str value);

/* As html_attribute for an address: percent-encodes what may not stand in one. The caller has asked
 * url_kind_of. */
void html_url(buffer *, card_str name, card_str url);

#endif
