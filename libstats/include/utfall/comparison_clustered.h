/* comparison_clustered.h: intervention against control when clusters (schools, classes) were
 * assigned: which estimates belong to it, and which of them is the answer.
 *
 * Units are summed up to one number y_g for each cluster: its mean, share or rate after (post); its
 * change from before to after (did, collapsed to two periods: Bertrand, Duflo & Mullainathan 2004);
 * or its value after, beside its value before as a covariate (ancova). The effect is the
 * coefficient of the arm in least squares of y_g with weights W_g, and every inference is about
 * that one number:
 *
 *     cluster-means   t on y_g (cluster_means.h): the answer. Beside it, where the arms' clusters
 *                     are of very different sizes, unequal variances.
 *     cr2             the same effect from the units, CR2 and Satterthwaite df (cluster_robust.h)
 *     randomisation   all assignments of clusters to arms, or a sample (randomisation.h); the
 *                     studentised statistic beside the difference where they are not the same test
 *     wild            wild cluster bootstrap, null imposed (wild_bootstrap.h)
 *
 * Whom it speaks of. UF_CLUSTERS_ALIKE: W_g = 1. UF_UNITS_ALIKE: W_g is the number of units after
 * (did: of both periods; of a rate: the exposure), so a difference of rates is one of ratios of
 * totals. In the regression on units each row has the weight W_g / (its cell's total), so that cell
 * means, and with them the effect, are those of the other inferences. The wild bootstrap needs no
 * rows: the scores of clusters in the regression on units are those in the regression on y_g.
 *
 * Covariates that are the same throughout every cluster and period enter the regression on y_g and
 * cost a degree of freedom each; others are removed in a first step (adjusted_means.h), for all
 * inferences alike. Blocks are constants for y_g and bound the assignments.
 *
 * Cluster-level ratios (risk_ratio, rate_ratio, relative_change) are those of cluster_ratio.h.
 *
 * Sources and traps are in the headers named. */
#ifndef UTFALL_COMPARISON_CLUSTERED_H
#define UTFALL_COMPARISON_CLUSTERED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/comparison.h>
#include <utfall/estimate.h>
#include <utfall/outcome_scale.h>
#include <utfall/randomisation.h>
#include <utfall/status.h>
#include <utfall/wild_bootstrap.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_clustered_unit {
    double value[UF_WAVES];    /* as in observation.h: NaN where there is none               */
    double exposure[UF_WAVES]; /* of a rate, above 0 where there is a value; 1 of others     */
    double low[UF_WAVES];      /* what value (of a rate: value/exposure) would be if all     */
    double high[UF_WAVES];     /* that is unknown went one way, and the other; NaN: as seen  */
    double whole[UF_WAVES];    /* the exposure with what is unknown; NaN: exposure           */
    size_t cluster[UF_WAVES];  /* below clusters, where there is a value                     */
    uint64_t units;            /* how many are exactly like this                             */
} uf_clustered_unit;

/* All arrays are borrowed, and must live as long as what is made of them. */
typedef struct uf_clustered_data {
    const uf_clustered_unit *units;
    size_t count;
    const double *covariates; /* count-by-UF_WAVES-by-covariate_count; a unit with NaN in a wave
                               * is not used in that wave                                     */
    size_t covariate_count;
    const unsigned char *treated; /* [clusters] 1 or 0                                        */
    const size_t *block;          /* [clusters] or NULL                                       */
    size_t clusters;
} uf_clustered_data;

typedef enum uf_clustered_design {
    UF_CLUSTERED_POST,
    UF_CLUSTERED_DID,
    UF_CLUSTERED_ANCOVA
} uf_clustered_design;

typedef enum uf_clustered_weighting { UF_CLUSTERS_ALIKE, UF_UNITS_ALIKE } uf_clustered_weighting;

/* Flags of uf_clustered_settings.inferences. */
enum {
    UF_INFER_CLUSTER_MEANS = 1,
    UF_INFER_CR2 = 2,
    UF_INFER_RANDOMISATION = 4,
    UF_INFER_WILD = 8,
    UF_INFER_ALL = 15
};

typedef struct uf_clustered_settings {
    uf_outcome_kind kind;
    uf_clustered_design design;
    bool panel; /* only units with a value in both periods; else all of either       */
    uf_clustered_weighting weighting;
    uf_outcome_scale scale; /* of a did; elsewhere UF_ON_POINTS                               */
    unsigned inferences;
    uf_wild_weights wild_weights;
    uint64_t replicates, seed; /* where there are too many assignments or weights to go through */
    uf_alternative alternative;
    double level;
} uf_clustered_settings;

/* Clusters with their numbers. */
typedef struct uf_clustered uf_clustered;

/* Sum up the units. Clusters without units in a period that the design needs are left out. On
 * success *made is a new object for uf_clustered_free().
 *   UF_EINVAL  level outside (0, 1), or one-sided of 1/2 or less; error->index a unit whose value,
 *              exposure or cluster is out of range, or a cluster whose treated is neither 0 nor 1
 *   UF_ESINGULAR  error->index is a covariate that depends on those before it
 *   UF_ENOMEM, UF_ENUMERIC */
uf_status uf_clustered_new(uf_clustered **made, const uf_clustered_data *data,
                           const uf_clustered_settings *settings, uf_error *error);
/* NULL is fine. */
void uf_clustered_free(uf_clustered *table);

/* Clusters of an arm (treated 1 or 0), and those left out of both for want of units in a period. */
size_t uf_clustered_count(const uf_clustered *table, unsigned char treated);
size_t uf_clustered_left_out(const uf_clustered *table);
/* Units of an arm in a wave. */
double uf_clustered_units(const uf_clustered *table, unsigned char treated, uf_wave wave);
/* Whether 90 % or more of the units had the binary outcome before, as uf_comparison_selected. */
bool uf_clustered_selected(const uf_clustered *table);
/* Whether anything unknown is between low and high. */
bool uf_clustered_has_bounds(const uf_clustered *table);
/* Whether the arms' clusters differ so much in size that the primary row needs the other beside. */
bool uf_clustered_unlike(const uf_clustered *table);
/* The y_g of all clusters of the data, NaN of those left out; lives as long as table. */
const double *uf_clustered_values(const uf_clustered *table);

/* Descriptive rows: role, term, numbers, clusters, method, note; the rest is the asker's. */

/* An arm in a wave: share, mean or rate. Clusters alike: the mean of its clusters and t on
 * clusters - 1 (method "t"); units alike: the ratio of totals, linearised by cluster
 * (linearised.h). Bounds if there is anything unknown. events only where the estimate is events
 * of n. */
uf_status uf_clustered_arm(uf_estimate *row, const uf_clustered *table, unsigned char treated,
                           uf_wave wave, uf_error *error);

/* Change within an arm: change, by t on its clusters' changes, and relative_change
 * (cluster_ratio.h, four clusters or more), without p-values: change over time is not effect.
 * Two rows at most, *count of them. */
enum { UF_CLUSTERED_CHANGES = 2 };
uf_status uf_clustered_changes(uf_estimate *rows, size_t *count, const uf_clustered *table,
                               unsigned char treated, uf_error *error);

/* A cluster of the data in a wave: its share, mean or rate, with n and events; false when it has no
 * units there. */
bool uf_clustered_cluster(uf_estimate *row, const uf_clustered *table, size_t cluster,
                          uf_wave wave);

/* How alike the units of a cluster are in a wave, arms together: icc by analysis of variance with
 * the exact interval (icc.h), which may be negative, and by REML (icc_reml.h). rows and
 * design_effects have UF_CLUSTERED_ICCS of them; a design effect is NaN without an estimate. */
enum { UF_CLUSTERED_ICCS = 2 };
uf_status uf_clustered_icc(uf_estimate *rows, double *design_effects, const uf_clustered *table,
                           uf_wave wave, uf_error *error);

/* How far apart the arms were before, in standard deviations of units (pooled within arms): the
 * effect of the arm on the clusters' values before, by cluster-means, over that deviation, times
 * Hedges' correction with its df; or of shares the Cox index, without an interval. No p-value:
 * whether arms are alike is no question of chance here. The note holds it against the 0.05 and 0.25
 * of What Works Clearinghouse. Role descriptive. */
uf_status uf_clustered_baseline(uf_estimate *row, const uf_clustered *table, uf_error *error);

/* --- The effect. --- */

/* A row and what its reader must be told. */
typedef struct uf_clustered_row {
    uf_estimate row;
    unsigned inference; /* UF_INFER_...; 0: a ratio                                          */
    bool resampled;     /* by assignments or weights; then                                   */
    bool exact;         /*     all were gone through                                         */
    double draws;       /*     how many were                                                 */
    double smallest_p;  /*     no outcome could have given a lower p-value                   */
    bool highest;       /* the interval is at the highest attainable level, as --level is beyond */
} uf_clustered_row;

enum { UF_CLUSTERED_ROWS = 16 };

typedef struct uf_clustered_effects {
    uf_clustered_row rows[UF_CLUSTERED_ROWS];
    size_t count;
    double *draws; /* [draw_count] the difference under each assignment, first that of the data;
                    * NULL without a randomisation test                                      */
    size_t draw_count;
} uf_clustered_effects;

/* The rows of the effect, the primary one first: risk_difference, mean_difference, rate_difference
 * or did (on the log scale did_ratio, on the logit scale did_odds_ratio) by each inference asked
 * for, and, of shares and rates after with clusters alike and without blocks and covariates, the
 * ratios. A resampled row whose level is beyond the highest attainable is followed by one at that
 * level. What cannot be said is blank with its reason. Release with uf_clustered_effects_release.
 *   UF_ESINGULAR  error->index is a covariate that depends on those before it and the blocks, or
 *              covariate_count when that is the value before; UF_NO_INDEX: together they determine
 *              the arm
 *   UF_EINVAL, UF_ENOMEM, UF_ENUMERIC */
uf_status uf_clustered_compare(uf_clustered_effects *effects, const uf_clustered *table,
                               uf_error *error);
void uf_clustered_effects_release(uf_clustered_effects *effects);

/* On which side of 1 - level a p-value is: -1 not above, 1 above, 0 there is none. */
int uf_clustered_side(double p_value, double level);
/* Whether the first rows of the inferences lie on both sides. */
bool uf_clustered_sides_differ(const uf_clustered_effects *effects, double level);

#ifdef __cplusplus
}
#endif
#endif
