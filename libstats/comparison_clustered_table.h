/* comparison_clustered_table.h: the numbers of the clusters in a comparison. Private to libstats.
 *
 * comparison_clustered.c sums up the units; comparison_clustered_rows.c has what is said of arms
 * and clusters by themselves; comparison_clustered_effects.c the effect by each inference,
 * of which
 * comparison_clustered_cr2.c has the one that goes back to the units and
 * comparison_clustered_resampled.c those that go through assignments and weights. */
#ifndef UTFALL_COMPARISON_CLUSTERED_TABLE_H
#define UTFALL_COMPARISON_CLUSTERED_TABLE_H

#include <utfall/comparison_clustered.h>
#include <utfall/moments.h>

/* What a cluster holds in a wave. */
typedef struct uf_cluster_cell {
    uf_moments moments;     /* of value, of a rate value/exposure, by units                 */
    double units;           /* with a value                                                 */
    double events;          /* of them with a value above 0                                 */
    double value, exposure; /* sums                                                         */
    double low, high;       /* sums of whole times what the value could be                  */
    double whole;           /* sum of the exposure with what is unknown                     */
    double mean;            /* value/exposure, or adjusted for covariates; NaN: no units    */
} uf_cluster_cell;

struct uf_clustered {
    uf_clustered_data data;
    uf_clustered_settings settings;
    uf_cluster_cell *cells[UF_WAVES]; /* [data.clusters]                                     */
    double *values;                   /* [data.clusters] y_g, NaN of those left out          */
    bool *in_cell;           /* [covariate_count] the same throughout every cell             */
    size_t unit_covariates;  /* how many are not                                             */
    double *cell_covariates; /* [data.clusters * covariate_count] after, of those that are   */
    bool has_bounds;
    const char *unscaled; /* why there is no y_g on the scale, or NULL                       */
    /* The clusters that count, in the order of the data. */
    size_t clusters;
    size_t *source;            /* [clusters] which of the data's it is                        */
    size_t *place;             /* [data.clusters] where it is, or UF_NO_INDEX                 */
    unsigned char *treated;    /* [clusters]                                                  */
    size_t *block;             /* [clusters] or NULL                                          */
    double *y, *weight, *size; /* [clusters] weight: of units alike, in parts of all          */
    double *covariates;        /* clusters-by-covariate_count                                 */
    size_t covariate_count;
    size_t
        *covariate_source; /* [covariate_count] which of the data's; its covariate_count: before */
};

/* The regression on y_g. */
uf_cluster_design uf_clustered_regression(const uf_clustered *table);
/* The effect from the units (CR2); both arms have clusters. */
uf_status uf_clustered_cr2(uf_effect *effect, const uf_clustered *table, double level,
                           uf_error *error);

/* Columns for blocks in a regression, how many: all but the first block have one. column[g] is that
 * of a cluster, SIZE_MAX for the first block. */
size_t uf_clustered_block_columns(size_t *column, const uf_clustered *table);

/* Add an effect on y_g as a row, brought back from the scale, with bounds. */
uf_clustered_row *uf_clustered_keep(uf_clustered_effects *effects, const uf_clustered *table,
                                    unsigned inference, uf_role role, uf_effect *effect);
/* A failure of a regression on y_g, its index made that of the data's covariate. */
uf_status uf_clustered_fault(const uf_clustered *table, uf_status status, const uf_error *inner,
                             uf_error *error);
/* Add the rows of these inferences; errors as uf_clustered_compare. */
uf_status uf_clustered_by_randomisation(uf_clustered_effects *effects, const uf_clustered *table,
                                        uf_error *error);
uf_status uf_clustered_by_wild(uf_clustered_effects *effects, const uf_clustered *table,
                               uf_error *error);

#endif
