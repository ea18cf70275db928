/* What the room of queries keeps of a card. */
#ifndef CARD_QUERY_STATE_H
#define CARD_QUERY_STATE_H

#include "model/model.h"

typedef struct query_state {
  /* index.c: */
  buffer folded;        /* the folded names of the columns, then every row, one after the other */
  uint32_t *field_ends; /* where the names end in `folded`, and each field of each row; NULL until it is begun */
  size_t folded_rows;
  /* match.c: */
  struct query_cache *cache; /* NULL until the first query */
  /* highlight.c: */
  buffer traced; /* a folded text that is searched; its memory is reused */
  /* ngrams.c: */
  struct ngram_index *ngrams; /* NULL until there are rows enough */
  /* sort.c: */
  uint32_t *ranks; /* of each row, by the field they were last sorted by; NULL until then */
  int ranked_field;
  /* selection.c: */
  buffer asked;                          /* the folded query */
  uint8_t *similar;                      /* of each row, whether its subjects have the same value */
  uint8_t similar_of[CARD_MAX_SUBJECTS]; /* the subjects that were compared */
  size_t similar_count;                  /* 0 before any were */
  uint32_t *matches;                     /* the rows of the view, in its order; NULL before the first */
  size_t match_count;
} query_state;

/* Makes c->query. False when memory gave out. */
bool query_open(card *);

/* Frees the buffers of c->query; NULL is allowed. */
void query_close(query_state *);

#endif
