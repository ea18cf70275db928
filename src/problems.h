/* What is wrong with a card, as JSON: card_problems_json. */
#ifndef CARD_PROBLEMS_H
#define CARD_PROBLEMS_H

#include "host.h"
#include "model.h"

void put_problems(out *, const card *);

#endif
