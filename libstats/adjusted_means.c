/* adjusted_means.c: a within-cluster regression, and means at the covariates' mean. */
#include <utfall/adjusted_means.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <utfall/linear_model.h>
#include <utfall/regression.h>

/* Means of what is left of y when x b is taken from it; the mean of x b is given back. */
static uf_status average(double *mean, const uf_design *d, const double *b, uf_error *error)
{
    double *total = calloc(d->clusters + 1, sizeof *total), all = 0, explained_mean = 0;
    if (total == NULL)
        return uf_error_set(error, UF_ENOMEM, "uf_adjusted_means", "out of memory", UF_NO_INDEX,
                            NAN);
    for (size_t g = 0; g < d->clusters; g++)
        mean[g] = 0;
    for (size_t i = 0; i < d->n; i++) {
        double w = d->weights != NULL ? d->weights[i] : 1, explained = 0;
        if (!(w > 0))
            continue;
        for (size_t j = 0; j < d->p; j++)
            explained += d->x[i * d->p + j] * b[j];
        double y = d->offset != NULL ? d->y[i] - d->offset[i] : d->y[i];
        uint32_t g = d->cluster[i];
        total[g] += w;
        all += w;
        mean[g] += w / total[g] * (y - explained - mean[g]);
        explained_mean += w / all * (explained - explained_mean);
    }
    for (size_t g = 0; g < d->clusters; g++)
        mean[g] = total[g] > 0 ? mean[g] + explained_mean : NAN;
    free(total);
    return UF_OK;
}

uf_status uf_adjusted_means(double *mean, const uf_design *design, uf_error *error)
{
    if (design->cluster == NULL)
        return uf_error_set(error, UF_EINVAL, __func__, "the design has no clusters", UF_NO_INDEX,
                            NAN);
    if (design->p == 0) {
        uf_design plain = *design;
        plain.p = 1;
        plain.x = plain.y;
        uf_status status = uf_design_check(&plain, error);
        const double none = 0;
        return status == UF_OK ? average(mean, design, &none, error) : status;
    }
    uf_design within = *design;
    within.fixed = design->cluster;
    within.fixed_groups = design->clusters;
    uf_regression *fit;
    uf_status status = uf_linear_model_fit(&fit, &within, error);
    if (status != UF_OK)
        return status;
    status = average(mean, design, uf_regression_coefficients(fit, NULL), error);
    uf_regression_free(fit);
    return status;
}
