/* cluster_fit.c: the design matrix of a few clusters. */
#include "cluster_fit.h"

#include <utfall/design.h>
#include <utfall/linear_model.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static uf_status check(const double *y, const uf_cluster_design *d, bool weighted,
                       const char *function, uf_error *error)
{
    for (size_t g = 0; g < d->assigned.clusters; g++) {
        const char *reason = NULL;
        if (d->assigned.treated[g] > 1)
            reason = "a cluster is neither treated nor a control";
        else if (!isfinite(y[g]))
            reason = "the value of a cluster is not a number";
        else if (weighted && !(isfinite(d->weight[g]) && d->weight[g] > 0))
            reason = "the weight of a cluster is not above 0";
        for (size_t c = 0; reason == NULL && c < d->covariate_count; c++) {
            if (!isfinite(d->covariates[g * d->covariate_count + c]))
                reason = "a covariate of a cluster is not a number";
        }
        if (reason != NULL)
            return uf_error_set(error, UF_EINVAL, function, reason, g, NAN);
    }
    return UF_OK;
}

/* Blocks as 0, 1, ... in order of appearance, into code; how many. All 0 without blocks. */
static size_t number_blocks(uint32_t *code, const uf_assignment *a)
{
    size_t count = a->clusters > 0;
    for (size_t g = 0; g < a->clusters; g++) {
        code[g] = 0;
        if (a->block == NULL || g == 0)
            continue;
        size_t same = 0;
        while (a->block[same] != a->block[g])
            same++;
        code[g] = same < g ? code[same] : (uint32_t)count++;
    }
    return count;
}

static void fill(double *x, size_t p, const uint32_t *block, size_t blocks,
                 const uf_cluster_design *d)
{
    for (size_t g = 0; g < d->assigned.clusters; g++) {
        double *row = x + g * p;
        row[0] = 1;
        if (block[g] > 0)
            row[block[g]] = 1;
        for (size_t c = 0; c < d->covariate_count; c++)
            row[blocks + c] = d->covariates[g * d->covariate_count + c];
        row[p - 1] = d->assigned.treated[g];
    }
}

/* A dependent column as the caller knows it. Blocks are never dependent on what is before them. */
static void rename_column(uf_error *error, size_t p, size_t blocks)
{
    if (error == NULL)
        return;
    bool arm = error->index == p - 1;
    error->reason = arm ? "blocks and covariates determine the arm"
                        : "a covariate is constant, or depends on those before it and the blocks";
    error->index = arm ? UF_NO_INDEX : error->index - blocks;
}

uf_status uf_cluster_fit_new(uf_cluster_fit *fit, const double *y, const uf_cluster_design *design,
                             bool weighted, const char *function, uf_error *error)
{
    *fit = (uf_cluster_fit){ .fit = NULL };
    uf_status status = check(y, design, weighted, function, error);
    if (status != UF_OK)
        return status;
    size_t clusters = design->assigned.clusters;
    uint32_t *block = calloc(clusters + 1, sizeof *block);
    uint32_t *own = calloc(clusters + 1, sizeof *own);
    double *x = NULL;
    size_t blocks = 0, p = 0;
    if (block != NULL) {
        blocks = number_blocks(block, &design->assigned);
        p = blocks + design->covariate_count + 1;
        x = calloc(clusters * p + 1, sizeof *x);
        fit->contrast = calloc(p, sizeof *fit->contrast);
    }
    if (block == NULL || own == NULL || x == NULL || fit->contrast == NULL) {
        status = uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
        goto done;
    }
    fill(x, p, block, blocks, design);
    for (uint32_t g = 0; g < clusters; g++)
        own[g] = g;
    fit->contrast[p - 1] = 1;
    const uf_design d = { .n = clusters,
                          .p = p,
                          .x = x,
                          .y = y,
                          .weights = weighted ? design->weight : NULL,
                          .weighted = UF_WEIGHT_IMPORTANCE,
                          .cluster = own,
                          .clusters = clusters };
    status = uf_linear_model_fit(&fit->fit, &d, error);
    if (status == UF_ESINGULAR)
        rename_column(error, p, blocks);
done:
    free(block);
    free(own);
    free(x);
    if (status != UF_OK)
        uf_cluster_fit_release(fit);
    return status;
}

void uf_cluster_fit_release(uf_cluster_fit *fit)
{
    uf_regression_free(fit->fit);
    free(fit->contrast);
    *fit = (uf_cluster_fit){ .fit = NULL };
}
