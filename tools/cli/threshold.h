/* threshold.h: the parts of uf-threshold: its job, its ways to run, and what all its rows say.
 *
 * uf-threshold.c reads the options and chooses one of three ways: shares (threshold_shares.c,
 * with bands and the capacity), change between two periods (threshold_change.c), or the records
 * themselves with flags (threshold_flags.c). */
#ifndef UF_CLI_THRESHOLD_H
#define UF_CLI_THRESHOLD_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/estimate.h>
#include <utfall/limit_counts.h>
#include <utfall/proportion.h>

#include "cli/clustering.h"
#include "cli/limits.h"
#include "cli/outcome.h"
#include "cli/program.h"
#include "cli/results.h"
#include "cli/rows.h"
#include "cli/units.h"

/* How clusters enter. */
typedef enum uf_cluster_rule {
    UF_CLUSTER_UNSAID, /* school and class are looked at, and what is ignored is noted         */
    UF_CLUSTER_NONE,   /* --cluster none: the units are all that the figure speaks of          */
    UF_CLUSTER_COLUMN  /* --cluster COL                                                        */
} uf_cluster_rule;

typedef struct uf_threshold {
    uf_cli *cli;
    uf_rows *rows;
    uf_units *units;
    uf_outcome outcome;
    uf_limits limits;
    uf_limits bands; /* count 0 without --bands */
    uf_cluster_rule rule;
    size_t cluster; /* the column, or UF_NO_COLUMN */
    uf_proportion_method method;
    bool korn_graubard; /* rather than logit-t, where there are clusters */
    size_t period;      /* the column of --period, or UF_NO_COLUMN */
    size_t count;       /* the column of --count, or UF_NO_COLUMN  */
} uf_threshold;

/* The three ways to run. Each reads the records to their end, writes, and closes the records. */
void uf_threshold_shares(uf_threshold *job);
void uf_threshold_change(uf_threshold *job);
void uf_threshold_flags(uf_threshold *job);

/* The outcome of the current row, and its group. False if it does not count: bad (also for want of
 * a cluster), or not eligible. */
bool uf_threshold_take(const uf_threshold *job, uf_measured *measured, uint32_t *group);
/* The records have been read to their end: close them, and say who was left out. */
void uf_threshold_end_of_records(uf_threshold *job);

/* --- Rows. --- */

/* The columns before the fixed ones: those of --by but for `definition`, which results have
 * anyway, and then `limit` in a sweep. */
typedef struct uf_threshold_table {
    uf_results_layout layout;
    const char **names; /* of the by-columns            */
    const char **by;    /* the texts of the row at hand */
    size_t *by_of;      /* [by-column] its place in --by */
} uf_threshold_table;

/* Write the header. */
void uf_threshold_open(uf_threshold *job, uf_threshold_table *table);
void uf_threshold_close(uf_threshold_table *table);
/* The rows that follow are of this group; of no group (false): there were no rows. */
void uf_threshold_group(const uf_threshold *job, uf_threshold_table *table, uint32_t group,
                        bool exists);
/* How many groups there are rows for: one, without rows, where there is no record. */
size_t uf_threshold_groups(const uf_threshold *job, const uint32_t **order, bool *exist);
/* Write a row of this limit (its text is used in a sweep), or of all of them (UF_EVERY_LIMIT). */
#define UF_EVERY_LIMIT ((size_t)-1)
void uf_threshold_row(const uf_threshold *job, const uf_threshold_table *table, size_t limit,
                      const uf_estimate *row);

/* An empty row with what all have: better, estimand. */
void uf_threshold_begin(const uf_threshold *job, uf_estimate *row);
/* definition: that of the records, the condition on the outcome, and more (""); the caller
 * frees. */
char *uf_threshold_definition(const uf_threshold *job, uint32_t group, const char *condition,
                              const char *more);
/* The share of a count without regard to clusters, its bounds, and what a reader must know of the
 * units left out. */
void uf_threshold_share(const uf_threshold *job, const uf_limit_count *count, uf_estimate *row);
/* The same when clusters are counted: replaces the interval of the row. */
void uf_threshold_clustered(const uf_threshold *job, const uf_clustered_share *share,
                            uf_estimate *row);
/* Note how many units had no outcome. */
void uf_threshold_note_missing(const uf_threshold *job, uint64_t missing, uf_estimate *row);
/* Note that the interval ignores clusters; icc: of what is ignored, NULL if it is not to be
 * said. */
void uf_threshold_note_ignored(const uf_threshold *job, const char *cluster, const uf_icc *icc,
                               uf_estimate *row);
/* Whether the bounds of a count say something that its share does not. */
bool uf_threshold_bounded(const uf_threshold *job, const uf_limit_count *count);

#endif
