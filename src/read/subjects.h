/* Reads and checks subjects, for all forms of a card. */
#ifndef CARD_SUBJECTS_H
#define CARD_SUBJECTS_H

#include "read/record.h"

/* Reads "subjects" into the card_model. */
void read_subjects(parser *, const path *, void *);

/* Reports a problem and returns true if count > CARD_MAX_SUBJECTS. */
bool too_many_subjects(parser *, const path *, size_t count);

/* Reports a missing subject and duplicate ids; the path is that of the list. */
void check_subjects(parser *, const path *);

#endif
