/* wilson.h: Wilson's score limits of one share, as a part of other intervals. Private to libstats.
 *
 * They take z instead of a level, because the interval for a paired ratio uses another z than the
 * normal quantile. Wilson 1927; with continuity correction Newcombe 1998, Stat. Med. 17: 857-872,
 * method 4. */
#ifndef UTFALL_WILSON_H
#define UTFALL_WILSON_H

#include <stdbool.h>

/* Limits for x events of n > 0, z > 0. The limit below 0 events is 0, that above n of n is 1. */
double uf_wilson_low(double x, double n, double z, bool continuity);
double uf_wilson_high(double x, double n, double z, bool continuity);

#endif
