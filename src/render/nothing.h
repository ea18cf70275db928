/* What stands in the table where no row is found. */
#ifndef CARD_NOTHING_H
#define CARD_NOTHING_H

#include "render/template.h"

/* A row that says so, across `columns`: with ways back, and the rows that come nearest to the query. */
void write_nothing(writer *, size_t columns);

#endif
