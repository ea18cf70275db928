/* Finding rows: the folded text of all of them in one buffer, made when it is first needed. A row's text is its fields,
 * each closed by FOLD_FIELD: name, group, definition, the value of each subject, and the notes. The parts of a field
 * are closed by FOLD_BORDER. */
#ifndef CARD_SEARCH_H
#define CARD_SEARCH_H

#include "model.h"

/* Makes the index if it is not there. False when memory gave out. */
bool search_index(card *);

/* The line of names over the rows: for each field what a query may call it. Needs the index, as does search_row. */
card_str search_columns(const card *);

/* The folded text of a row. */
card_str search_row(const card *, size_t row);

#endif
