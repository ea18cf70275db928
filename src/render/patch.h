/* The regions of a card: what an update may replace. Each is the content of the element whose `data-region` has its name.
 */
#ifndef CARD_PATCH_H
#define CARD_PATCH_H

#include "render/render_state.h"
#include "render/template.h"

/* Counts what the query hits outside the table, which the status tells: to be called before any region is written, where there is a
 * query. */
void count_hits(writer *);

/* The element of a region that stands for itself, and what is in it. */
void write_region(writer *, size_t which);

/* The controls, the table, and the regions in them; nothing for a card without attributes. */
void write_comparison(writer *);

/* The regions that differ from what was last written, as card_update returns them. */
void write_changed_regions(writer *);

#endif
