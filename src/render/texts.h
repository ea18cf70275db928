/* The texts around the table, which an update may replace: the query marks what it finds in them too. */
#ifndef CARD_TEXTS_H
#define CARD_TEXTS_H

#include "render/template.h"

/* The short answer and the introduction. */
void write_lead(writer *);

/* What each subject is. */
void write_subjects(writer *);

/* How they relate, the card's own sections, the summary. */
void write_sections(writer *);

#endif
