#include "out.h"

#include <math.h>
#include <string.h>

#include "host.h"
#include "text.h"

char *out_room(out *o, size_t bytes) {
  if (o->failed) return NULL;
  if (o->room - o->len >= bytes) return o->at + o->len;
  size_t room = o->room ? o->room * 2 : 1024;
  if (room < o->len + bytes) room = o->len + bytes;
  char *grown = bytes > SIZE_MAX / 4 ? NULL : card_host_alloc(room);
  o->failed = !grown;
  if (!grown) return NULL;
  if (o->len) memcpy(grown, o->at, o->len);
  card_host_free(o->at);
  o->at = grown;
  o->room = room;
  return grown + o->len;
}

void out_put(out *o, card_str s) {
  if (s.len == 0) return;
  char *to = out_room(o, s.len);
  if (!to) return;
  memcpy(to, s.at, s.len);
  o->len += s.len;
}

void out_byte(out *o, char byte) { out_put(o, (card_str){&byte, 1}); }

/* The digits of `n`, right-aligned in `digits`, at least `least` of them. */
static card_str write_digits(char digits[24], uint64_t n, size_t least) {
  size_t from = 24;
  while (n || 24 - from < least) {
    digits[--from] = (char)('0' + n % 10);
    n /= 10;
  }
  return (card_str){digits + from, 24 - from};
}

void out_count(out *o, size_t n) {
  char digits[24];
  out_put(o, write_digits(digits, n, 1));
}

/* Five digits and more stand in groups of three, with a narrow space that breaks no line between them, as ISO
 * 80000-1 writes them for every language. */
static void put_grouped(out *o, card_str digits) {
  for (size_t i = 0; i < digits.len; i++) {
    if (i && digits.len > 4 && (digits.len - i) % 3 == 0) out_put(o, S("\u202F"));
    out_byte(o, digits.at[i]);
  }
}

/* `whole` / 10^`decimals`, in full. */
static void put_decimal(out *o, uint64_t whole, size_t decimals) {
  char digits[24];
  card_str all = write_digits(digits, whole, decimals + 1);
  put_grouped(o, text_slice(all, 0, all.len - decimals));
  if (decimals) out_byte(o, '.');
  out_put(o, text_slice(all, all.len - decimals, all.len));
}

/* The few numbers that stand with an exponent, to 15 digits. */
static void put_scientific(out *o, double n) {
  int exponent = 0;
  while (n >= 10) n /= 10, exponent++;
  while (n < 1) n *= 10, exponent--;
  uint64_t digits = (uint64_t)(n * 1e14 + 0.5);
  size_t decimals = 14;
  for (; decimals && digits % 10 == 0; decimals--) digits /= 10;
  put_decimal(o, digits, decimals);
  out_put(o, exponent < 0 ? S("e-") : S("e+"));
  out_count(o, (size_t)(exponent < 0 ? -exponent : exponent));
}

void out_number(out *o, double n) {
  if (n < 0) {
    out_byte(o, '-');
    n = -n;
  }
  if (n != 0 && (n >= 1e18 || n < 1e-6)) {
    put_scientific(o, n);
    return;
  }
  /* digits / 10^decimals with both exact gives back n by one correctly rounded division (Clinger 1990), so
   * the first that does is the shortest. */
  double scale = 1;
  for (size_t decimals = 0; decimals <= 21; decimals++, scale *= 10) {
    double digits = floor(n * scale + 0.5);
    if (digits >= 9007199254740992.0 && decimals) break;
    if (digits / scale == n) {
      put_decimal(o, (uint64_t)digits, decimals);
      return;
    }
  }
  double digits = n;
  size_t decimals = 0;
  while (digits < 1e14) digits *= 10, decimals++;
  uint64_t rounded = (uint64_t)(digits + 0.5);
  for (; decimals && rounded % 10 == 0; decimals--) rounded /= 10;
  put_decimal(o, rounded, decimals);
}

card_str out_text(const out *o) { return (card_str){o->at, o->len}; }

void out_free(out *o) {
  card_host_free(o->at);
  *o = (out){0};
}
