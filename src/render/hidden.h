/* Hints that the view hides subjects: a link to such a view may show no other sign of them. */
#ifndef CARD_HIDDEN_H
#define CARD_HIDDEN_H

#include "render/template.h"

static inline bool hides_columns(const writer *w) { return w->selection.column_count < w->model->columns.count; }

/* Writes the number of shown subjects, after the number of rows. */
void write_hidden(writer *);

/* Writes the button that shows all subjects. */
void write_unhide(writer *);

#endif
