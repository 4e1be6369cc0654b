/* bootstrap.c: resamples on counter-based streams, percentile and BCa intervals. */
#include <utfall/bootstrap.h>

#include <utfall/moments.h>
#include <utfall/quantiles.h>
#include <utfall/rng.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static uf_status check(size_t *total, const uf_bootstrap_plan *plan, const char *function,
                       uf_error *error)
{
    *total = 0;
    if (plan->strata == 0)
        return uf_error_set(error, UF_EINVAL, function, "no units to resample", UF_NO_INDEX, 0);
    for (size_t h = 0; h < plan->strata; h++) {
        if (plan->sizes[h] == 0 || plan->sizes[h] > UINT32_MAX ||
            *total > SIZE_MAX / sizeof(size_t) - plan->sizes[h])
            return uf_error_set(error, UF_EINVAL, function, "a stratum is empty or too large", h,
                                (double)plan->sizes[h]);
        *total += plan->sizes[h];
    }
    return UF_OK;
}

static void resample(size_t *unit, const uf_bootstrap_plan *plan, uint64_t replicate)
{
    uf_rng rng;
    uf_rng_init(&rng, plan->seed, replicate);
    size_t from = 0;
    for (size_t h = 0; h < plan->strata; h++) {
        for (size_t i = 0; i < plan->sizes[h]; i++)
            unit[from + i] = from + uf_rng_below(&rng, (uint32_t)plan->sizes[h]);
        from += plan->sizes[h];
    }
}

uf_status uf_bootstrap_draw(double *draws, uint64_t first, size_t count,
                            const uf_bootstrap_plan *plan, uf_statistic statistic, const void *data,
                            uf_error *error)
{
    size_t total;
    uf_status status = check(&total, plan, __func__, error);
    if (status != UF_OK)
        return status;
    size_t *unit = calloc(total + 1, sizeof *unit);
    if (unit == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    for (size_t r = 0; r < count; r++) {
        resample(unit, plan, first + r);
        draws[r] = statistic(unit, total, data);
    }
    free(unit);
    return UF_OK;
}

uf_status uf_bootstrap_observe(double *estimate, double *left_out, const uf_bootstrap_plan *plan,
                               uf_statistic statistic, const void *data, uf_error *error)
{
    size_t total;
    uf_status status = check(&total, plan, __func__, error);
    if (status != UF_OK)
        return status;
    size_t *unit = calloc(total + 1, sizeof *unit);
    if (unit == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    for (size_t i = 0; i < total; i++)
        unit[i] = i;
    *estimate = statistic(unit, total, data);
    for (size_t out = total; left_out != NULL && out-- > 0;) {
        /* unit[] lists all but `out`: what stands after its place moves up by one. */
        for (size_t i = out; i + 1 < total; i++)
            unit[i] = i + 1;
        left_out[out] = statistic(unit, total - 1, data);
    }
    free(unit);
    return UF_OK;
}

/* Sort the finite draws to the front; how many there are. */
static size_t finite_draws(double *draws, size_t count)
{
    size_t kept = 0;
    for (size_t r = 0; r < count; r++) {
        if (isfinite(draws[r]))
            draws[kept++] = draws[r];
    }
    uf_quantile_sort(draws, kept);
    return kept;
}

/* Whether an interval can be made of sorted draws; if not, the note says why. */
static bool usable(uf_effect *effect, const double *draws, size_t kept, size_t count)
{
    if (kept < count)
        effect->note = "the statistic is undefined in some resamples, which are left out";
    if (count == 0 || (double)(count - kept) > (double)count / 20) {
        effect->note = "the statistic is undefined in more than one resample of twenty";
        return false;
    }
    if (draws[0] >= draws[kept - 1]) {
        effect->note = "all resamples give the same";
        return false;
    }
    uf_moments m;
    uf_moments_init(&m);
    for (size_t r = 0; r < kept; r++)
        uf_moments_push(&m, draws[r]);
    effect->std_error = uf_moments_sd(&m);
    return true;
}

/* The p-quantile of sorted draws, between order statistics k and k + 1 by normal quantiles; NaN
 * beyond the outermost. */
static double normal_quantile(const double *sorted, size_t count, double p)
{
    double position = ((double)count + 1) * p;
    double k = floor(position + 1e-10), next = (double)count + 1;
    if (!(k >= 1) || k > (double)count)
        return NAN;
    size_t i = (size_t)k - 1;
    if (position - k < 1e-10)
        return sorted[i];
    if (i + 1 >= count)
        return NAN;
    double left = gsl_cdf_ugaussian_Pinv(k / next), right = gsl_cdf_ugaussian_Pinv((k + 1) / next);
    double part = (gsl_cdf_ugaussian_Pinv(p) - left) / (right - left);
    return sorted[i] + part * (sorted[i + 1] - sorted[i]);
}

static void interval(uf_effect *effect, const double *sorted, size_t kept, double low, double high)
{
    effect->conf_low = normal_quantile(sorted, kept, low);
    effect->conf_high = normal_quantile(sorted, kept, high);
    if (isnan(effect->conf_low) || isnan(effect->conf_high)) {
        effect->conf_low = effect->conf_high = NAN;
        effect->note = "too few resamples for this level";
    }
}

uf_status uf_bootstrap_percentile(uf_effect *effect, double estimate, double *draws, size_t count,
                                  double level, uf_error *error)
{
    *effect = uf_effect_none("bootstrap-percentile");
    effect->estimate = estimate;
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    size_t kept = finite_draws(draws, count);
    if (usable(effect, draws, kept, count))
        interval(effect, draws, kept, (1 - level) / 2, 1 - (1 - level) / 2);
    return UF_OK;
}

/* The acceleration; NaN when the jackknife does not vary or is undefined somewhere. */
static double acceleration(const double *left_out, const uf_bootstrap_plan *plan)
{
    double cubes = 0, squares = 0;
    for (size_t h = 0; h < plan->strata; h++) {
        double size = (double)plan->sizes[h];
        uf_moments m;
        uf_moments_init(&m);
        for (size_t i = 0; i < plan->sizes[h]; i++)
            uf_moments_push(&m, left_out[i]);
        for (size_t i = 0; i < plan->sizes[h]; i++) {
            double influence = (size - 1) * (m.mean - left_out[i]) / size;
            squares += influence * influence;
            cubes += influence * influence * influence;
        }
        left_out += plan->sizes[h];
    }
    double a = cubes / (6 * pow(squares, 1.5));
    return isfinite(a) ? a : NAN;
}

/* z0: how far from its middle the estimate lies in the distribution of the draws. */
static double bias(const double *sorted, size_t kept, double estimate)
{
    double below = 0;
    for (size_t r = 0; r < kept; r++)
        below += sorted[r] < estimate ? 1 : sorted[r] > estimate ? 0 : 0.5;
    double z = gsl_cdf_ugaussian_Pinv(below / (double)kept);
    return isfinite(z) ? z : NAN;
}

uf_status uf_bootstrap_bca(uf_effect *effect, double estimate, double *draws, size_t count,
                           const double *left_out, const uf_bootstrap_plan *plan, double level,
                           uf_error *error)
{
    *effect = uf_effect_none("bootstrap-bca");
    effect->estimate = estimate;
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    size_t kept = finite_draws(draws, count);
    if (!usable(effect, draws, kept, count))
        return UF_OK;
    double a = acceleration(left_out, plan), z0 = bias(draws, kept, estimate);
    if (isnan(a) || isnan(z0)) {
        effect->note = isnan(a) ? "the jackknife gives no acceleration"
                                : "all resamples lie on one side of the estimate";
        return UF_OK;
    }
    double z = uf_normal_critical(level), below = z0 - z, above = z0 + z;
    interval(effect, draws, kept, gsl_cdf_ugaussian_P(z0 + below / (1 - a * below)),
             gsl_cdf_ugaussian_P(z0 + above / (1 - a * above)));
    return UF_OK;
}
