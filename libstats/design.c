/* design.c: whether a design can be fitted at all. */
#include <utfall/design.h>

#include <math.h>
#include <stdbool.h>

static const char function[] = "uf_design_check";

static uf_status finite_numbers(const double *values, size_t count, const char *reason,
                                uf_error *error)
{
    for (size_t i = 0; values != NULL && i < count; i++) {
        if (!isfinite(values[i]))
            return uf_error_set(error, UF_EINVAL, function, reason, i, values[i]);
    }
    return UF_OK;
}

static uf_status codes_below(const uint32_t *codes, size_t n, size_t limit, const char *reason,
                             uf_error *error)
{
    for (size_t i = 0; codes != NULL && i < n; i++) {
        if (codes[i] >= limit)
            return uf_error_set(error, UF_EINVAL, function, reason, i, (double)codes[i]);
    }
    return UF_OK;
}

static uf_status usable_weights(const double *weights, size_t n, uf_error *error)
{
    bool some = weights == NULL;
    for (size_t i = 0; weights != NULL && i < n; i++) {
        if (!isfinite(weights[i]) || weights[i] < 0)
            return uf_error_set(error, UF_EINVAL, function, "a weight is not 0 or more", i,
                                weights[i]);
        some = some || weights[i] > 0;
    }
    return some ? UF_OK
                : uf_error_set(error, UF_EDATA, function, "all weights are 0", UF_NO_INDEX, 0);
}

uf_status uf_design_check(const uf_design *design, uf_error *error)
{
    const uf_design *d = design;
    if (d->n == 0 || d->p == 0)
        return uf_error_set(error, UF_EDATA, __func__, d->n == 0 ? "no rows" : "no columns",
                            UF_NO_INDEX, NAN);
    uf_status status = finite_numbers(d->y, d->n, "an outcome is not a number", error);
    if (status == UF_OK)
        status = finite_numbers(d->x, d->n * d->p, "a value of x is not a number", error);
    if (status == UF_OK)
        status = finite_numbers(d->offset, d->n, "an offset is not a number", error);
    if (status == UF_OK)
        status = usable_weights(d->weights, d->n, error);
    if (status == UF_OK)
        status = codes_below(d->cluster, d->n, d->clusters, "a cluster code is too large", error);
    if (status == UF_OK)
        status = codes_below(d->fixed, d->n, d->fixed_groups,
                             "a code of a fixed effect is too large", error);
    return status;
}
