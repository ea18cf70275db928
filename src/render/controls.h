/* The form with the reader's view, above the table. Updates leave it unchanged, so that the focus and typed text stay. */
#ifndef CARD_CONTROLS_H
#define CARD_CONTROLS_H

#include "render/template.h"

/* Writes the controls. Leaves the form open for the status line. */
void write_controls(writer *);

#endif
