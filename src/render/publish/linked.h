/* Linked data for search engines. */
#ifndef CARD_LINKED_H
#define CARD_LINKED_H

#include "base/platform.h"
#include "render/template.h"

/* Writes JSON-LD with schema.org's vocabulary: an Article about the subjects, each a DefinedTerm. */
void write_linked_data(writer *);

#endif
