/* The content of the table if no row matches. */
#ifndef CARD_NOTHING_H
#define CARD_NOTHING_H

#include "render/template.h"

/* Writes a row across `columns` with the message, ways back, and the rows nearest to the query. */
void write_nothing(writer *, size_t columns);

#endif
