/* Finding rows: the folded text of all of them in one buffer, made at the first query. */
#ifndef CARD_SEARCH_H
#define CARD_SEARCH_H

#include "model.h"
#include "query.h"

/* Sets c->matches and c->match_count to the rows that match. False when memory gave out. */
bool search_run(card *c, const query *);

/* What a reader sees of a value that is a number: "12 kg". Without the unit where there is none. */
void search_number_text(out *, double number, card_str unit);

#endif
