/* hypergeometric.h: how many of the events fall in the first group when all margins are fixed.
 * Private to libstats.
 *
 * Fisher's noncentral hypergeometric distribution: X has weight C(n, x) C(n_reference, events - x)
 * odds^x; with odds 1 it is the distribution of Fisher's exact test (Fisher 1935; Cornfield 1956).
 *
 * Probabilities are found by walking outwards from the most likely value with the ratio of
 * neighbouring weights (Liao & Rosen 2001, Am. Stat. 55: 366-369), and only as far as they matter:
 * some standard deviations, not the whole support, so counts in the millions are quick. No
 * factorials, hence no loss of digits in their differences. */
#ifndef UTFALL_HYPERGEOMETRIC_H
#define UTFALL_HYPERGEOMETRIC_H

#include <stdint.h>
#include <utfall/two_by_two.h>

typedef struct uf_hypergeometric {
    uint64_t n, n_reference; /* sizes of the groups                          */
    uint64_t events;         /* in both together, at most n + n_reference    */
    uint64_t low, high;      /* the values that X can take                   */
} uf_hypergeometric;

/* Probabilities seen from one value x; those below 1e-290 are 0. */
typedef struct uf_hypergeometric_view {
    double below, at, above; /* P(X < x), P(X = x), P(X > x)                                 */
    double rarer, as_rare;   /* P of the values less likely than x, and of those as likely,  */
                             /* x itself among them; ties to a relative 1e-7, as R does      */
    double mean;             /* of X; it does not depend on x                                */
} uf_hypergeometric_view;

/* The distribution with the margins of a valid table. */
uf_hypergeometric uf_hypergeometric_margins(const uf_two_by_two *table);

/* The view from x in low..high under 0 < odds < infinity. */
uf_hypergeometric_view uf_hypergeometric_at(const uf_hypergeometric *h, uint64_t x, double odds);

/* weight(x + 1) / weight(x) for low <= x < high. */
double uf_hypergeometric_step(const uf_hypergeometric *h, uint64_t x, double odds);

#endif
