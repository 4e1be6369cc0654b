/* score_bins.h: how many have which score, in bars that the bands of a scale do not cut.
 *
 * A band has its lower end and not the next one's, so bars are [low, high) here, the mirror image
 * of utfall/histogram.h. Whole scores get a bar each, as long as they are not too many. */
#ifndef UF_CLI_SCORE_BINS_H
#define UF_CLI_SCORE_BINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/histogram.h>
#include <utfall/scale.h>

#include "cli/chart_values.h"

enum { UF_SCORE_BARS_MOST = 150 };

typedef struct uf_score_bins {
    const uf_values *values;
    uf_histogram mirrored; /* of the scores with their sign turned */
    size_t count;          /* of bars; 0 without scores            */
    size_t **counts;       /* [group][mirrored bar]                */
    double width;
    bool whole;       /* all scores and the width are whole                        */
    double shift;     /* how far below its lowest score a bar begins: 1/2 if whole */
    bool on_edges;    /* every band begins where a bar does                        */
    double low, high; /* of all bars; 0 and 1 without any                          */
} uf_score_bins;

/* Count values, which must outlive the bins; scale NULL: there are no bands. --bin says how wide.
 * Ends the program where it cannot. */
uf_score_bins uf_score_bins_make(const uf_values *values, const uf_scale *scale);
void uf_score_bins_release(uf_score_bins *bins);

/* The ends of bar i, from the lowest. */
double uf_score_bins_low(const uf_score_bins *bins, size_t i);
double uf_score_bins_high(const uf_score_bins *bins, size_t i);
/* The share of a group's people who are in bar i, and the greatest of all groups (at least a little
 * above 0). */
double uf_score_bins_share(const uf_score_bins *bins, uint32_t group, size_t i);
double uf_score_bins_highest(const uf_score_bins *bins);
/* The greatest share of the bars that have their middle from one score to below another, or that
 * have the middle of these within them: so that every bar is seen, and none wider than it is. */
double uf_score_bins_most(const uf_score_bins *bins, uint32_t group, double from, double to);

#endif
