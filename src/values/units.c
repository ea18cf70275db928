#include "values/units.h"

#include <string.h>

#include "base/text.h"

#define KIBI 1024.0

typedef struct {
  char name[8]; /* padded with NULs */
  unsigned char measure;
  double factor;
} known_unit;

/* In the order of preference where case does not matter. */
static const known_unit units[] = {
    {"", MEASURE_NONE, 1},
    {"", MEASURE_DATE, 1},
    {"", MEASURE_HOUR, 1},
    {"B", MEASURE_BYTES, 1},
    {"byte", MEASURE_BYTES, 1},
    {"kB", MEASURE_BYTES, 1e3},
    {"KB", MEASURE_BYTES, 1e3},
    {"MB", MEASURE_BYTES, 1e6},
    {"GB", MEASURE_BYTES, 1e9},
    {"TB", MEASURE_BYTES, 1e12},
    {"KiB", MEASURE_BYTES, KIBI},
    {"MiB", MEASURE_BYTES, KIBI *KIBI},
    {"GiB", MEASURE_BYTES, KIBI *KIBI *KIBI},
    {"TiB", MEASURE_BYTES, KIBI *KIBI *KIBI *KIBI},
    {"Ko", MEASURE_BYTES, 1e3},
    {"Mo", MEASURE_BYTES, 1e6},
    {"Go", MEASURE_BYTES, 1e9},
    {"To", MEASURE_BYTES, 1e12},
    {"КБ", MEASURE_BYTES, 1e3},
    {"МБ", MEASURE_BYTES, 1e6},
    {"ГБ", MEASURE_BYTES, 1e9},
    {"ТБ", MEASURE_BYTES, 1e12},
    {"bit/s", MEASURE_RATE, 1},
    {"kbit/s", MEASURE_RATE, 1e3},
    {"Mbit/s", MEASURE_RATE, 1e6},
    {"Mbps", MEASURE_RATE, 1e6},
    {"Gbit/s", MEASURE_RATE, 1e9},
    {"Gbps", MEASURE_RATE, 1e9},
    {"MB/s", MEASURE_RATE, 8e6},
    {"GB/s", MEASURE_RATE, 8e9},
    {"m", MEASURE_LENGTH, 1},
    {"nm", MEASURE_LENGTH, 1e-9},
    {"µm", MEASURE_LENGTH, 1e-6},
    {"mm", MEASURE_LENGTH, 1e-3},
    {"cm", MEASURE_LENGTH, 1e-2},
    {"km", MEASURE_LENGTH, 1e3},
    {"in", MEASURE_LENGTH, 0.0254},
    {"\"", MEASURE_LENGTH, 0.0254},
    {"″", MEASURE_LENGTH, 0.0254},
    {"ft", MEASURE_LENGTH, 0.3048},
    {"мм", MEASURE_LENGTH, 1e-3},
    {"см", MEASURE_LENGTH, 1e-2},
    {"м", MEASURE_LENGTH, 1},
    {"км", MEASURE_LENGTH, 1e3},
    {"g", MEASURE_MASS, 1e-3},
    {"mg", MEASURE_MASS, 1e-6},
    {"kg", MEASURE_MASS, 1},
    {"t", MEASURE_MASS, 1e3},
    {"oz", MEASURE_MASS, 0.028349523125},
    {"lb", MEASURE_MASS, 0.45359237},
    {"мг", MEASURE_MASS, 1e-6},
    {"г", MEASURE_MASS, 1e-3},
    {"кг", MEASURE_MASS, 1},
    {"s", MEASURE_TIME, 1},
    {"µs", MEASURE_TIME, 1e-6},
    {"ms", MEASURE_TIME, 1e-3},
    {"min", MEASURE_TIME, 60},
    {"h", MEASURE_TIME, 3600},
    {"hr", MEASURE_TIME, 3600},
    {"hour", MEASURE_TIME, 3600},
    {"hours", MEASURE_TIME, 3600},
    {"d", MEASURE_TIME, 86400},
    {"day", MEASURE_TIME, 86400},
    {"days", MEASURE_TIME, 86400},
    {"week", MEASURE_TIME, 604800},
    {"weeks", MEASURE_TIME, 604800},
    {"month", MEASURE_TIME, 2629746},
    {"months", MEASURE_TIME, 2629746},
    {"year", MEASURE_TIME, 31556952},
    {"years", MEASURE_TIME, 31556952},
    {"мин", MEASURE_TIME, 60},
    {"ч", MEASURE_TIME, 3600},
    {"Hz", MEASURE_FREQUENCY, 1},
    {"kHz", MEASURE_FREQUENCY, 1e3},
    {"MHz", MEASURE_FREQUENCY, 1e6},
    {"GHz", MEASURE_FREQUENCY, 1e9},
    {"W", MEASURE_POWER, 1},
    {"mW", MEASURE_POWER, 1e-3},
    {"kW", MEASURE_POWER, 1e3},
    {"MW", MEASURE_POWER, 1e6},
    {"GW", MEASURE_POWER, 1e9},
    {"Wh", MEASURE_ENERGY, 1},
    {"kWh", MEASURE_ENERGY, 1e3},
    {"MWh", MEASURE_ENERGY, 1e6},
    {"GWh", MEASURE_ENERGY, 1e9},
    {"TWh", MEASURE_ENERGY, 1e12},
    {"mAh", MEASURE_CHARGE, 1e-3},
    {"Ah", MEASURE_CHARGE, 1},
    {"ml", MEASURE_VOLUME, 1e-3},
    {"l", MEASURE_VOLUME, 1},
    {"L", MEASURE_VOLUME, 1},
    {"m/s", MEASURE_SPEED, 3.6},
    {"km/h", MEASURE_SPEED, 1},
    {"mph", MEASURE_SPEED, 1.609344},
};

/* Returns the eight bytes of a name as one number. */
static uint64_t packed(const char *name) {
  uint64_t bytes;
  memcpy(&bytes, name, sizeof bytes);
  return bytes;
}

static uint8_t look_up(uint64_t name, bool any_case) {
  for (uint8_t i = UNIT_HOUR + 1; i < sizeof units / sizeof *units; i++) {
    card_str one = {units[i].name, sizeof name}, other = {(const char *)&name, sizeof name};
    if (any_case ? text_equal_ascii_case(one, other) : packed(units[i].name) == name) return i;
  }
  return UNIT_NONE;
}

uint8_t unit_named(card_str name, bool any_case) {
  enum { RECENT = 16 }; /* the numbers of a table have few units */
  static uint64_t asked[RECENT];
  static uint8_t answers[RECENT];
  char padded[sizeof units->name] = {0};
  if (!name.len || name.len > sizeof padded) return UNIT_NONE;
  memcpy(padded, name.at, name.len);
  const uint64_t bytes = packed(padded), slot = (bytes ^ bytes >> 11) % RECENT;
  if (any_case) return look_up(bytes, true);
  if (asked[slot] != bytes) answers[slot] = look_up(bytes, false);
  asked[slot] = bytes;
  return answers[slot];
}

unit_measure unit_measure_of(uint8_t unit) { return (unit_measure)units[unit].measure; }

double unit_convert(double number, uint8_t from, uint8_t to) {
  double one = units[from].factor, other = units[to].factor;
  return one < other ? number / (other / one) : number * (one / other); /* 900 g are exactly 0.9 kg */
}

uint8_t unit_of_number(const card_model *model, const card_heading *row, size_t subject) {
  uint8_t own = row->values[subject].unit, shared = unit_named(row->unit, false);
  unit_measure measure = unit_measure_of(own ? own : shared);
  if (!measure || (shared && unit_measure_of(shared) == measure)) return shared;
  if (model->scales[subject]) return model->scales[subject];
  size_t first = 0;
  while (unit_measure_of(row->values[first].unit) != measure) first++;
  return row->values[first].unit;
}
