/* The regions of a card, which updates may replace. A region is the content of the element with its name in `data-region`. */
#ifndef CARD_PATCH_H
#define CARD_PATCH_H

#include "render/render_state.h"
#include "render/template.h"

/* Counts the hits of a query outside the table for the status line. Call before writing regions, if there is a query. */
void count_hits(writer *);

/* Writes the element and content of a region outside the table. */
void write_region(writer *, size_t which);

/* Writes the controls and the table with their regions; nothing if the card has no attributes. */
void write_comparison(writer *);

/* Writes the regions that differ from the last rendering (see card_update). */
void write_changed_regions(writer *);

#endif
