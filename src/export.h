/* The rows and subjects of a view as files, and the answer as text: card_export. */
#ifndef CARD_EXPORT_H
#define CARD_EXPORT_H

#include "host.h"
#include "write.h"

/* Writes w->format to w->html. */
void write_export(writer *);

#endif
