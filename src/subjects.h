/* Reading subjects, and what is asked of them however they are given. */
#ifndef CARD_SUBJECTS_H
#define CARD_SUBJECTS_H

#include "read.h"

/* "subjects", into the card_model. */
void read_subjects(reader *, const place *, void *);

/* Where the subject with this id stands, from `from` on; the count of subjects if there is none. */
size_t find_subject(const card_model *, card_str id, size_t from);

/* Notes that another subject after this one has its id. */
void check_subject_id(reader *, const place *, size_t subject);

/* Notes that there are none, or too many. */
void require_subjects(reader *, const place *);
bool too_many_subjects(reader *, const place *, size_t count);

#endif
