/* The texts around the table, as regions that updates may replace, with hits highlighted. */
#ifndef CARD_TEXTS_H
#define CARD_TEXTS_H

#include "render/template.h"

/* Writes the short answer and the introduction. */
void write_lead(writer *);

/* Writes the definition of each subject. */
void write_subjects(writer *);

/* Writes relationship, sections, summary. */
void write_sections(writer *);

#endif
