/* The state of queries on a card. */
#ifndef CARD_QUERY_STATE_H
#define CARD_QUERY_STATE_H

#include "model/model.h"

typedef struct query_state {
  /* index.c: */
  buffer folded;        /* the folded names of the columns, then all rows */
  uint32_t *field_ends; /* end of the names in `folded`, then of each field of each row; NULL before the first */
  size_t folded_rows;
  /* match.c: */
  struct query_cache *cache; /* NULL until the first query */
  /* highlight.c: */
  buffer traced; /* folded text during highlighting; reuses its memory */
  /* ngrams.c: */
  struct ngram_index *ngrams; /* NULL if there are too few rows */
  /* sort.c: */
  uint32_t *ranks; /* of each row by `ranked_field`; NULL before the first sorting */
  int ranked_field;
  /* selection.c: */
  buffer asked;                         /* the folded query */
  uint8_t *similar;                     /* for each row, 1 if its subjects have the same value */
  uint8_t similar_of[CARD_MAX_COLUMNS]; /* the subjects that `similar` compares */
  size_t similar_count;                 /* 0 before the first comparison */
  uint32_t *matches;                    /* the rows of the view in order; NULL before the first view */
  size_t match_count;
} query_state;

/* Allocates c->query. Returns false if memory ran out. */
bool query_open(card *);

/* Frees the buffers of c->query. NULL is allowed. */
void query_close(query_state *);

#endif
