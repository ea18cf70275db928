/* What says that a view hides subjects: where a link leads to it, no other sign of them may be left. */
#ifndef CARD_HIDDEN_H
#define CARD_HIDDEN_H

#include "render/template.h"

/* Whether it does. */
static inline bool hides_subjects(const writer *w) { return w->selection.subject_count < w->model->subjects.count; }

/* How many are shown, behind the number of rows. */
void write_hidden(writer *);

/* The button that brings them back. */
void write_unhide(writer *);

#endif
