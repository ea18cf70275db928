/* Units that measure the same: kilobytes and gigabytes, grams and tonnes. */
#ifndef CARD_UNITS_H
#define CARD_UNITS_H

#include "model/model.h"

/* What units measure. */
typedef enum {
  MEASURE_NONE,
  MEASURE_BYTES,
  MEASURE_RATE,
  MEASURE_LENGTH,
  MEASURE_MASS,
  MEASURE_TIME,
  MEASURE_FREQUENCY,
  MEASURE_POWER,
  MEASURE_ENERGY,
  MEASURE_CHARGE,
  MEASURE_VOLUME,
  MEASURE_SPEED,
  MEASURE_DATE,
  MEASURE_HOUR,
  MEASURE_COUNT
} unit_measure;

/* Units of values that are dates and times of day (dates.h). */
enum { UNIT_NONE, UNIT_DATE, UNIT_HOUR };

/* Returns the unit with this name; UNIT_NONE for others. `any_case`: also in other capital and small letters. */
uint8_t unit_named(card_str name, bool any_case);

unit_measure unit_measure_of(uint8_t unit);

/* Returns a number with one unit as it is with another one of the same measure. */
double unit_convert(double number, uint8_t from, uint8_t to);

/* Returns the unit that the number of a value is in, if its own unit measures something: that of its row, otherwise that of
 * its column, otherwise the first of the row that measures the same. Numbers without a unit are as they are written. */
uint8_t unit_of_number(const card_model *, const card_heading *, size_t subject);

#endif
