/* The form over the table: the reader's view, but for what stands in the table itself. An update leaves it alone, so that
 * the focus and what is being typed stay. */
#ifndef CARD_CONTROLS_H
#define CARD_CONTROLS_H

#include "render/template.h"

/* The controls. The form is left open, for the line that says how many rows are shown. */
void write_controls(writer *);

#endif
