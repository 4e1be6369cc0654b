/* outcome_scale.c: points, logarithms, logits. */
#include <utfall/outcome_scale.h>

#include <math.h>

const char *uf_outcome_scale_name(uf_outcome_scale scale)
{
    switch (scale) {
    case UF_ON_POINTS: return "points";
    case UF_ON_LOG: return "log";
    case UF_ON_LOGIT: return "logit";
    }
    return "";
}

static uf_status check(double value, size_t index, uf_outcome_scale scale, const char *function,
                       uf_error *error)
{
    if (!isfinite(value))
        return uf_error_set(error, UF_EINVAL, function, "a value is not a number", index, value);
    if (scale == UF_ON_POINTS)
        return UF_OK;
    if (value < 0 || (scale == UF_ON_LOGIT && value > 1))
        return uf_error_set(error, UF_EINVAL, function,
                            value < 0 ? "a negative value has no logarithm"
                                      : "a value above 1 has no logit",
                            index, value);
    if (value == 0)
        return uf_error_set(error, UF_EDATA, function, "a cluster at 0 has no logarithm", index, 0);
    if (scale == UF_ON_LOGIT && value == 1)
        return uf_error_set(error, UF_EDATA, function, "a cluster at 1 has no logit", index, 1);
    return UF_OK;
}

static double place(double value, uf_outcome_scale scale)
{
    switch (scale) {
    case UF_ON_POINTS: return value;
    case UF_ON_LOG: return log(value);
    case UF_ON_LOGIT: return log(value) - log1p(-value);
    }
    return NAN;
}

uf_status uf_outcome_scale_values(double *scaled, const double *values, size_t n,
                                  uf_outcome_scale scale, uf_error *error)
{
    for (size_t i = 0; i < n; i++) {
        uf_status status = check(values[i], i, scale, __func__, error);
        if (status != UF_OK)
            return status;
        scaled[i] = place(values[i], scale);
    }
    return UF_OK;
}

uf_status uf_outcome_scale_changes(double *change, const double *before, const double *after,
                                   size_t n, uf_outcome_scale scale, uf_error *error)
{
    for (size_t i = 0; i < n; i++) {
        uf_status status = check(before[i], i, scale, __func__, error);
        if (status == UF_OK)
            status = check(after[i], i, scale, __func__, error);
        if (status != UF_OK)
            return status;
        change[i] = place(after[i], scale) - place(before[i], scale);
    }
    return UF_OK;
}

void uf_outcome_scale_ratio(uf_effect *effect, uf_outcome_scale scale)
{
    if (scale == UF_ON_POINTS)
        return;
    effect->estimate = exp(effect->estimate);
    effect->conf_low = exp(effect->conf_low);
    effect->conf_high = exp(effect->conf_high);
}
