/* Tells 1 and 0 that mean yes and no from numbers, by the names that programs give to rows and columns. */
#ifndef CARD_FLAGS_H
#define CARD_FLAGS_H

#include "model/model.h"

/* Turns numbers into answers: 1 and 0 under is_open or hasLid, and 1 in columns such as domain_text and domain_data whose
 * other cells are empty. All values are typed. */
void settle_flags(const card_model *);

#endif
