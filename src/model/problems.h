#ifndef CARD_PROBLEMS_H
#define CARD_PROBLEMS_H

#include "base/platform.h"
#include "model/model.h"

#define DIGITS_OF(number) #number
#define TEXT_OF(limit) DIGITS_OF(limit)
#define TOO_MANY_SUBJECTS "A card compares " TEXT_OF(CARD_MAX_SUBJECTS) " subjects at most."

/* Reports a problem. The caller sets its path, line and column. Returns NULL if it was dropped because there are too many. */
card_problem *report_problem(card *, card_code, card_str message);

/* Reports that memory ran out; replaces the last problem if there are too many. */
void report_out_of_memory(card *);

/* Counts the links in inline markup whose URL is unsafe. */
size_t unsafe_links(card *, card_str text);

/* Writes the problems as JSON (see card_problems_json). */
void put_problems(buffer *, const card *);

#endif
