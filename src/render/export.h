/* Exports a view as a table, JSON or the plain-text answer (card_export). */
#ifndef CARD_EXPORT_H
#define CARD_EXPORT_H

#include "base/platform.h"
#include "render/template.h"

/* Writes w->format to w->html. */
void write_export(writer *);

#endif
