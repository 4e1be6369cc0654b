/* comparison_clustered_cr2.c: the effect from the units, with CR2 and Satterthwaite df.
 *
 *     y = const + block + cluster covariates + b treated,   of a did for each period by itself and
 *                                                           b the difference of the two
 *
 * with weights that give each cell (cluster and period) the same W_g, so b is the effect on y_g.
 * Constants for clusters would change neither b nor its scores, since W_g is the same in both
 * periods; but with them A_g corrects too much or too little where a cluster's periods differ in
 * size (Pustejovsky & Tipton 2018, theorem 2, holds for weights that are inverse variances only, as
 * corrected in 2023), and without them it is exact under its working model.
 *
 * The N units of a cell are alike but for y. What their y differ by is in no score, and A_g leaves
 * it as it is, so one row sqrt(N) (x, mean of y), which varies as each of them does, gives the
 * estimate, variance and df of the regression on all units, however many they are. Of rates, N is
 * the exposure: a rate is taken to vary less the more there is behind it. Means cleared of
 * unit covariates (adjusted_means.h) are taken as they are. */
#include "comparison_clustered_table.h"

#include <math.h>
#include <stdlib.h>
#include <utfall/cluster_robust.h>
#include <utfall/linear_model.h>

/* Weights that are the same but for rounding. */
#define SAME_WEIGHT 1e-9

struct matrix {
    const uf_clustered *table;
    size_t blocks; /* columns for blocks                                                        */
    size_t wide;   /* columns of a period: treated, blocks, cluster covariates, a constant      */
    size_t columns;
    bool is_did, weighted;
    size_t *block_column; /* [clusters] uf_clustered_block_columns */
    double *x, *y, *weights;
    uint32_t *cluster;
    size_t n;
};

static bool wave_counts(const struct matrix *m, int wave)
{
    return wave == UF_WAVE_AFTER || m->is_did;
}

static const uf_cluster_cell *cell_of(const struct matrix *m, size_t place, int wave)
{
    return &m->table->cells[wave][m->table->source[place]];
}

/* All exposure, or units, so that rows are in parts of it: in minutes and hours alike. */
static double all_exposure(const struct matrix *m)
{
    double all = 0;
    for (int w = 0; w < UF_WAVES; w++)
        for (size_t g = 0; wave_counts(m, w) && g < m->table->clusters; g++)
            all += cell_of(m, g, w)->exposure;
    return all;
}

static void fill_row(struct matrix *m, size_t place, int wave, double all)
{
    const uf_clustered *t = m->table;
    const uf_cluster_cell *cell = cell_of(m, place, wave);
    const double part = cell->exposure / all, scale = sqrt(part);
    double *x = m->x + m->n * m->columns;
    for (size_t c = 0; c < m->columns; c++)
        x[c] = 0;
    double *own = x + (m->is_did && wave == UF_WAVE_BEFORE ? m->wide : 0);
    size_t column = 0;
    own[column++] = scale * t->treated[place];
    if (m->block_column[place] != SIZE_MAX)
        own[column + m->block_column[place]] = scale;
    column += m->blocks;
    for (size_t c = 0; c < t->covariate_count; c++)
        own[column++] = scale * t->covariates[place * t->covariate_count + c];
    own[column] = scale;
    m->y[m->n] = scale * cell->mean;
    m->weights[m->n] =
        (t->settings.weighting == UF_UNITS_ALIKE ? t->weight[place] : 1 / (double)t->clusters) /
        part;
    m->cluster[m->n++] = (uint32_t)place;
}

static void fill(struct matrix *m)
{
    const double all = all_exposure(m);
    double least = INFINITY, most = 0;
    for (int w = 0; w < UF_WAVES; w++)
        for (size_t g = 0; wave_counts(m, w) && g < m->table->clusters; g++) {
            fill_row(m, g, w, all);
            least = fmin(least, m->weights[m->n - 1]);
            most = fmax(most, m->weights[m->n - 1]);
        }
    m->weighted = most > least * (1 + SAME_WEIGHT);
}

static uf_status contrast(uf_effect *effect, const struct matrix *m, double level, uf_error *error)
{
    const uf_clustered *t = m->table;
    const uf_design design = { .n = m->n,
                               .p = m->columns,
                               .x = m->x,
                               .y = m->y,
                               .weights = m->weighted ? m->weights : NULL,
                               .weighted = UF_WEIGHT_IMPORTANCE,
                               .cluster = m->cluster,
                               .clusters = t->clusters };
    uf_regression *fit = NULL;
    double *arm = calloc(m->columns, sizeof *arm);
    if (arm == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    arm[0] = 1;
    if (m->is_did)
        arm[m->wide] = -1;
    uf_status status = uf_linear_model_fit(&fit, &design, error);
    if (status == UF_OK)
        status = uf_cluster_robust_contrast(effect, fit, arm, UF_CR2, t->settings.alternative,
                                            level, error);
    if (status == UF_EDATA || status == UF_ESINGULAR) {
        effect->note = "too few clusters for a regression with so many terms";
        status = UF_OK;
    }
    free(arm);
    uf_regression_free(fit);
    effect->method = "cr2-satterthwaite";
    return status;
}

uf_status uf_clustered_cr2(uf_effect *effect, const uf_clustered *table, double level,
                           uf_error *error)
{
    struct matrix m = { .table = table, .is_did = table->settings.design == UF_CLUSTERED_DID };
    const size_t rows = UF_WAVES * table->clusters + 1;
    uf_status status;
    *effect = uf_effect_none("cr2-satterthwaite");
    m.block_column = malloc(rows * sizeof *m.block_column);
    m.cluster = malloc(rows * sizeof *m.cluster);
    if (m.block_column != NULL)
        m.blocks = uf_clustered_block_columns(m.block_column, table);
    m.wide = 2 + m.blocks + table->covariate_count;
    m.columns = (m.is_did ? 2 : 1) * m.wide;
    m.x = malloc(rows * (m.columns + 2) * sizeof *m.x);
    if (m.block_column == NULL || m.cluster == NULL || m.x == NULL) {
        status = uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    } else {
        m.y = m.x + rows * m.columns;
        m.weights = m.y + rows;
        fill(&m);
        status = contrast(effect, &m, level, error);
    }
    free(m.x);
    free(m.cluster);
    free(m.block_column);
    return status;
}
