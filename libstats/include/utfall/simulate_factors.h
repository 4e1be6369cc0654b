/* simulate_factors.h: families, their cases and their factors, rated more than once, whose truth is
 * known.
 *
 * A case has a true level on each factor; raters see it with error.
 *
 *   Before    The true level at first has the distribution Binomial(levels - 1, q). q is `severity`
 *             for risk factors and 1 - severity for protective ones, moved by up to 0.1 either way
 *             from one factor of a side to the next. A normal variable stands behind each level;
 *             those of a case have the correlation `correlation` in the direction of badness, half
 *             of which is the family's, so that siblings are alike.
 *   Change    In a share `changed` of the families every factor of every case goes `size` steps the
 *             good way (the bad way if negative) until the last wave, each step at its own random
 *             time; of 0.5 steps half of the factors go one. No factor leaves the scale. Nobody
 *             else changes.
 *   Error     Two raters of the same would agree as `agreement` says, on the distribution before
 *             (uf_rating_error). `shared` is the part of the error's variance, on a normal scale,
 *             that one impression of the case has on all its ratings of an occasion: for the worse
 *             on both sides or for the better.
 *   Unknown   A share `unknown` of the risk factors is not known at first, whatever their level. A
 *             share `never` of these never becomes known, the others at a later wave, each as
 *             likely as the next. A share `hidden` of all ratings after the first is not known.
 *   Lost      A share `lost` of the families is lost: no ratings from some wave after the first on.
 *             lost_odds is the odds ratio of being lost of those who do not change against those
 *             who do.
 *   Raters    Each case has one of `raters` raters; with probability rater_change another one does
 *             the last wave.
 *   Stages    identified between from and to; offered, started and completed in shares of those of
 *             the stage before, by family; who is lost has not completed.
 *
 * Every draw has its place in a stream of Philox4x32-10 (rng.h) that belongs to a family, a case or
 * an occasion of a case, so that settings which have nothing to do with each other do not disturb
 * each other: with another agreement the same families change. */
#ifndef UTFALL_SIMULATE_FACTORS_H
#define UTFALL_SIMULATE_FACTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/factors.h>
#include <utfall/rating_table.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Shares are 0 to 1. */
typedef struct uf_factor_simulation_settings {
    uint64_t seed;
    uint32_t cases;         /* 1 to 10 million                                         */
    double siblings;        /* share of the families that have two cases               */
    unsigned waves;         /* 2 to UF_SIMULATED_WAVES_MAX                             */
    unsigned months;        /* from the first assessment to the last, 1 to 120         */
    unsigned risks;         /* factors, 1 to UF_SIMULATED_SIDE_MAX                     */
    unsigned protectives;   /* 0 to UF_SIMULATED_SIDE_MAX                              */
    unsigned levels;        /* 2 to 11: the scale is 0 to levels - 1                   */
    double severity;        /* 0.15 to 0.85                                            */
    double correlation;     /* 0 to 0.9                                                */
    double changed, size;   /* size in steps, -10 to 10                                */
    uf_agreement agreement; /* 1, 1: no error                                          */
    double shared;          /* 0 to 0.9                                                */
    double unknown, never, hidden;
    double lost, lost_odds; /* lost below 1; lost_odds 0.001 to 1000                   */
    unsigned raters;        /* 1 to 1000                                               */
    double rater_change;
    uf_day from, to; /* between which cases are identified                      */
    double offered, started, completed; /* each of the stage before                        */
} uf_factor_simulation_settings;

enum { UF_SIMULATED_WAVES_MAX = 24, UF_SIMULATED_SIDE_MAX = 50 };

/* 60 cases, about one family in ten with two; 12 + 7 factors 0-4; three waves in 9 months; 30 %
 * change by 0.5 steps; raters agree to 0.56 and 0.90; 10 % of the risks unknown at first, 20 % of
 * them for good; 1 % hidden; 20 % lost. */
void uf_factor_simulation_settings_init(uf_factor_simulation_settings *settings);

/* One case, its truth included. Cases, families and raters are numbered from 0. */
typedef struct uf_simulated_case {
    uint32_t index, family;
    uf_day identified, offered, started, completed; /* UF_NO_DAY: not                    */
    bool changed;                                   /* really, whatever the ratings say  */
    unsigned waves; /* how many it is there at; fewer than all: lost                */
    int before[UF_SIDES], after[UF_SIDES]; /* true sums at the first and the last wave   */
    bool improved;       /* the true sums went the good way, both                        */
    unsigned unknown;    /* risk factors not known at first                              */
    unsigned discovered; /* of them, known at the last wave that it is there at          */
    unsigned hidden;     /* factors known at first and not at the last wave              */
} uf_simulated_case;

/* One rating. factor counts the risks first, then the protective ones. */
typedef struct uf_simulated_rating {
    unsigned wave; /* from 0 */
    uf_day day;
    uint32_t rater;
    unsigned factor;
    uf_rating rating; /* known or unknown */
} uf_simulated_rating;

typedef struct uf_factor_simulation uf_factor_simulation;

/* On success *simulation is a new object for uf_factor_simulation_free.
 *   UF_EINVAL  a setting is out of its range: error->reason names it
 *   UF_EDATA   no error of raters makes that agreement on such factors
 *   UF_ENOMEM */
uf_status uf_factor_simulation_new(uf_factor_simulation **simulation,
                                   const uf_factor_simulation_settings *settings, uf_error *error);
void uf_factor_simulation_free(uf_factor_simulation *simulation);

/* The next case with its ratings, by wave and factor; false when there are no more. What the
 * pointers lead to is overwritten by the next call. */
bool uf_factor_simulation_next(uf_factor_simulation *simulation, const uf_simulated_case **one,
                               const uf_simulated_rating **ratings, size_t *n);

#ifdef __cplusplus
}
#endif
#endif
