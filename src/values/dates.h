/* Reads dates and times of day in the spellings of people: 2022-01-05, 29/08/2020, 5 Jan 2022, 2022年1月5日, Q3 2021, 3:45 pm.
 * Of two dates, 5–9 May 2022, the first counts.
 *
 * A date is the number YEAR.MMDD: 2022.0105 for 5 January 2022, 2022.01 for January and 2022 for the year, so that dates
 * and years sort together. 14 March without a year is 0.0314. The time of a day follows: 2022.01051230. A time without a
 * date is a number of hours. */
#ifndef CARD_DATES_H
#define CARD_DATES_H

#include "model/model.h"

/* The order of day and month in 5/6/2022. */
typedef enum { ORDER_UNKNOWN, ORDER_DAY, ORDER_MONTH } date_order;

typedef struct {
  double number;
  uint8_t unit;     /* UNIT_DATE or UNIT_HOUR */
  double span;      /* of what it means: 1 for a year, 0.01 for a month, 0.0001 for a day; 0 for a time */
  date_order shows; /* the order that the text shows by a number above 12 */
} date_reading;

/* Reads a trimmed text without markup. `order` is for texts that do not show it: if unknown, they are no dates. Returns false
 * for other texts. */
bool date_read(card_str text, date_order order, date_reading *);

/* Returns true if a word of the text is a month in the table's language or in English: "1st May" is no number with a unit. */
bool date_names_month(card_str text);

#endif
