/* What the card is about, for search engines. */
#ifndef CARD_LINKED_H
#define CARD_LINKED_H

#include "base/platform.h"
#include "render/template.h"

/* Writes JSON-LD in the words of schema.org: an Article about what is compared, each a DefinedTerm. */
void write_linked_data(writer *);

#endif
