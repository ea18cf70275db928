/* The table with its filter, and the regions in it that an update replaces. */
#ifndef CARD_TABLE_H
#define CARD_TABLE_H

#include "write.h"

/* The filter and the table; nothing for a card without attributes. */
void write_comparison(writer *);

/* The regions that differ from what was last written, as card_update returns them. */
void write_changed_regions(writer *);

#endif
