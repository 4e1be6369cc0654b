/* compare_clusters.h: the part of uf-compare that is about clusters: schools or classes that were
 * assigned.
 *
 * compare_cluster_options.c reads what the options say; compare_cluster_data.c reads the cells that
 * only clusters need; compare_cluster_units.c hands the units of two arms to libstats
 * (utfall/comparison_clustered.h); compare_clusters.c puts the questions; compare_cluster_notes.c
 * says what a reader must know of each row; compare_periods.c has the periods that are neither
 * before nor after; compare_family.c tests several outcomes together; compare_cluster_files.c
 * writes what goes beside the results. */
#ifndef UF_CLI_COMPARE_CLUSTERS_H
#define UF_CLI_COMPARE_CLUSTERS_H

#include <utfall/comparison_clustered.h>

#include "cli/compare.h"
#include "cli/groups.h"

/* A period that is neither before nor after: what its rows add up to, by cluster. */
typedef struct uf_compare_total {
    uint32_t group, cluster, period;
    double units;
    double *value, *exposure; /* [outcome] sums over the units that have one */
} uf_compare_total;

typedef struct uf_compare_clusters {
    const char *name;  /* the column of --cluster                                           */
    const char *plain; /* "schools": what its clusters are called                           */
    uf_clustered_settings settings;
    bool scales[3]; /* by uf_outcome_scale: asked for beside points                          */
    bool as_attended;
    bool draws_begun;
    bool below; /* every school has one arm, and --cluster is below the school              */

    /* Columns, or UF_NO_COLUMN. */
    size_t rate_min, rate_max, unreported;
    const size_t *covariate_columns;
    size_t covariate_count;
    char **covariates; /* names */

    /* By record. */
    uf_groups *clusters;
    uint32_t *cluster;  /* code of clusters                                               */
    double *covariate;  /* [record][covariate_count]                                      */
    double *low, *high; /* [record][outcome] what the outcome could be; NULL without bounds */
    double *unknown;    /* [record] time without a register by time with one               */
    size_t room;
    uf_intern *unit_names; /* by the unit of a record; NULL where each row is a unit         */

    /* Periods that are neither. */
    uf_intern *periods;
    uf_compare_total *totals;
    size_t total_count, total_room;

    uf_intern *texts; /* composed texts that rows point to                                  */
} uf_compare_clusters;

/* --- Options and columns: NULL is no clusters. --- */

/* What --cluster and its company say; the program ends where they do not fit together. */
uf_compare_clusters *uf_compare_clusters_new(uf_cli *cli, const uf_compare *job);
/* Find the columns. */
void uf_compare_clusters_open(uf_compare *job);
void uf_compare_clusters_free(uf_compare_clusters *clusters);

/* --- Reading. --- */

/* The current row is to be record number data.count: read what clusters need of it. */
void uf_compare_clusters_read(uf_compare *job);
/* The current row is of another period: add it up. False where nobody asks for other periods. */
bool uf_compare_periods_read(uf_compare *job);

/* --- Units. --- */

/* The units of an arm and the control of a group, their clusters in the order of their names. */
typedef struct uf_compare_arms {
    uf_clustered_data data;
    uint32_t *codes; /* [data.clusters] of clusters->clusters                     */
    uf_clustered_unit *units;
    double *covariates;
    unsigned char *treated;
    size_t *block;
    uint64_t both, only[UF_WAVES]; /* units in both periods, in one                 */
    uint64_t missing[2][UF_WAVES]; /* [treated] without an outcome or a covariate   */
    uint64_t moved; /* units whose cluster or arm after is another than before               */
} uf_compare_arms;

void uf_compare_clusters_gather(const uf_compare *job, uint32_t group, uint32_t arm, size_t outcome,
                                uf_compare_arms *pair);
void uf_compare_arms_release(uf_compare_arms *pair);
/* A name of a cluster: "A", or "A 1a" where classes are told apart by their school. Lives as long
 * as the job. */
const char *uf_compare_cluster_name(const uf_compare *job, uint32_t code);

/* --- Rows. --- */

/* One arm against the control in one outcome of one group. */
typedef struct uf_compare_contrast {
    const uf_compare *job;
    uf_compare_table *table;
    uint32_t group, arm;
    size_t outcome;
    const char *arm_name;
    bool first, several; /* the first arm; there are several */
    bool panel;          /* the answer is about the units in both periods */
    const char *definition;
    uf_compare_arms units;
} uf_compare_contrast;

/* All rows of a group. */
void uf_compare_clusters_write(const uf_compare *job, uf_compare_table *table, uint32_t group);

/* Outcomes that are tested together: one arm's. */
typedef struct uf_compare_family {
    size_t count, clusters;
    double *y;      /* [outcome][cluster] NaN of clusters that are left out */
    size_t *places; /* [outcome] of the row in the table                    */
    unsigned char *treated;
    size_t *block;
    bool has_blocks;
} uf_compare_family;

/* One for each arm but the control. */
uf_compare_family *uf_compare_families_new(const uf_compare *job);
/* The outcome of c, whose randomisation test is the row at place. */
void uf_compare_family_add(uf_compare_family *family, const uf_compare_contrast *c,
                           const uf_clustered *table, size_t place);
/* Adjust, and free. */
void uf_compare_families_adjust(const uf_compare *job, uf_compare_table *table,
                                uf_compare_family *families);

/* What all rows say: measure, better, period, estimand, definition. */
void uf_compare_contrast_dress(const uf_compare_contrast *c, uf_estimate *row, const char *period,
                               uf_clustered_weighting weighting, bool panel);
/* The settings of the answer. */
uf_clustered_settings uf_compare_contrast_settings(const uf_compare_contrast *c);
/* The notes of effects; main: those that everything is about. */
void uf_compare_notes(const uf_compare_contrast *c, uf_clustered_effects *effects,
                      const uf_clustered *table, bool main);
/* method with how many assignments or weights, "exact-randomisation(20)". */
void uf_compare_method(uf_clustered_row *made, uint64_t seed);
/* Note that two answers have different signs. */
void uf_compare_note_signs(uf_estimate *row, uf_estimate *other);
/* "note" of a row, composed. */
void uf_compare_note(uf_estimate *row, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A text composed for rows; lives as long as the job. */
const char *uf_compare_text(const uf_compare *job, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The effect in each of the other periods against that before, and whether the arms moved alike. */
void uf_compare_periods_write(const uf_compare_contrast *c);

/* --- Beside the results. --- */

void uf_compare_draws_write(const uf_compare_contrast *c, const uf_clustered_effects *effects);
/* Units whose cluster or arm differs between the periods: --crossovers FILE. */
void uf_compare_crossovers_write(const uf_compare *job);

#endif
