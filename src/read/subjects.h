/* Reading subjects, and what is asked of them however they are given. */
#ifndef CARD_SUBJECTS_H
#define CARD_SUBJECTS_H

#include "read/record.h"

/* "subjects", into the card_model. */
void read_subjects(parser *, const path *, void *);

/* Whether so many are too many, which it notes. */
bool too_many_subjects(parser *, const path *, size_t count);

/* Notes that there are none, and which have the id of a later one; the place is the list they stand in. */
void check_subjects(parser *, const path *);

#endif
