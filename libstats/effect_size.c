/* effect_size.c: Hedges' g, Glass' delta, the Cox index and the number needed to treat. */
#include <utfall/effect_size.h>

#include <utfall/noncentral_t.h>
#include <utfall/odds_ratio.h>

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

static const double cox_divisor = 1.65;

uf_group_summary uf_group_summary_of(const uf_moments *m)
{
    return (uf_group_summary){ (double)m->n, uf_moments_mean(m), uf_moments_sd(m) };
}

double uf_hedges_correction(double m)
{
    if (!(m > 1) || !isfinite(m))
        return NAN;
    /* Differences of lgamma lose digits as m grows; the series of Gamma(z + 1/2) / Gamma(z) in 1/z
     * (Graham, Knuth & Patashnik 1994, exercise 9.60), z = (m - 1)/2, takes over. */
    if (m > 200) {
        double y = 1 / (m - 1);
        double rest = y * y * (5.0 / 128 - y * (21.0 / 2048 + y * (399.0 / 8192)));
        return sqrt((m - 1) / m) * (1 - y * (1.0 / 4 - y * (1.0 / 32) - rest));
    }
    gsl_sf_result above, below;
    if (gsl_sf_lngamma_e(m / 2, &above) != 0 || gsl_sf_lngamma_e((m - 1) / 2, &below) != 0)
        return NAN;
    return exp(above.val - below.val) / sqrt(m / 2);
}

double uf_hedges_correction_wwc(double m)
{
    return m > 1 ? 1 - 3 / (4 * m - 1) : NAN;
}

static bool sound(const uf_group_summary *s)
{
    if (!(s->n >= 0) || !isfinite(s->n))
        return false;
    if (s->n > 0 && !isfinite(s->mean))
        return false;
    return s->n <= 1 || (isfinite(s->sd) && s->sd >= 0);
}

static uf_status check(const uf_group_summary *group, const uf_group_summary *reference,
                       double level, const char *function, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (!sound(group) || !sound(reference))
        return uf_error_set(error, UF_EINVAL, function, "a group's n, mean or sd is not a number",
                            UF_NO_INDEX, NAN);
    return UF_OK;
}

static double squares(const uf_group_summary *s)
{
    return s->n > 1 ? (s->n - 1) * s->sd * s->sd : 0;
}

uf_status uf_hedges_g(uf_hedges *h, const uf_group_summary *group,
                      const uf_group_summary *reference, double level, uf_error *error)
{
    *h = (uf_hedges){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, "" };
    uf_status status = check(group, reference, level, __func__, error);
    if (status != UF_OK)
        return status;
    double n1 = group->n, n0 = reference->n, m = n1 + n0 - 2;
    if (!(n1 >= 1 && n0 >= 1 && m > 1)) {
        h->note = "too few values for a standardised difference";
        return UF_OK;
    }
    h->sd = sqrt((squares(group) + squares(reference)) / m);
    h->j = uf_hedges_correction(m);
    h->j_wwc = uf_hedges_correction_wwc(m);
    if (!(h->sd > 0)) {
        h->note = "the values do not vary within the groups";
        return UF_OK;
    }
    double unit = sqrt(1 / n1 + 1 / n0), half = (1 - level) / 2;
    h->d = (group->mean - reference->mean) / h->sd;
    h->g = h->j * h->d;
    h->g_wwc = h->j_wwc * h->d;
    h->variance = unit * unit + h->g * h->g / (2 * (n1 + n0));
    h->variance_d = unit * unit + h->d * h->d / (2 * (n1 + n0));
    h->variance_g = h->j_wwc * h->j_wwc * h->variance_d;
    h->z_low = h->g - uf_normal_critical(level) * sqrt(h->variance);
    h->z_high = h->g + uf_normal_critical(level) * sqrt(h->variance);
    h->t = h->d / unit;
    h->pivot_low_d = unit * uf_noncentral_t_ncp(h->t, m, 1 - half);
    h->pivot_high_d = unit * uf_noncentral_t_ncp(h->t, m, half);
    if (isnan(h->pivot_low_d) || isnan(h->pivot_high_d))
        h->note = "the noncentral t interval is out of reach";
    return UF_OK;
}

uf_status uf_hedges_effect(uf_effect *effect, const uf_group_summary *group,
                           const uf_group_summary *reference, double level, uf_error *error)
{
    *effect = uf_effect_none("hedges-noncentral-t");
    uf_hedges h;
    uf_status status = uf_hedges_g(&h, group, reference, level, error);
    if (status != UF_OK)
        return status;
    effect->estimate = h.g;
    effect->std_error = sqrt(h.variance);
    effect->conf_low = h.j * h.pivot_low_d;
    effect->conf_high = h.j * h.pivot_high_d;
    effect->statistic = h.t;
    effect->df = isnan(h.t) ? NAN : group->n + reference->n - 2;
    effect->p_value = uf_t_p(h.t, effect->df, UF_TWO_SIDED);
    effect->note = h.note;
    return UF_OK;
}

uf_status uf_glass_delta(uf_effect *effect, const uf_group_summary *group,
                         const uf_group_summary *reference, double level, uf_error *error)
{
    *effect = uf_effect_none("glass-delta-noncentral-t");
    uf_status status = check(group, reference, level, __func__, error);
    if (status != UF_OK)
        return status;
    double n1 = group->n, n0 = reference->n, m = n0 - 1;
    if (!(n1 >= 1 && m > 1)) {
        effect->note = "too few values for a standardised difference";
        return UF_OK;
    }
    if (!(reference->sd > 0)) {
        effect->note = "the reference's values do not vary";
        return UF_OK;
    }
    double unit = sqrt(1 / n1 + 1 / n0), half = (1 - level) / 2, j = uf_hedges_correction(m);
    double delta = (group->mean - reference->mean) / reference->sd;
    effect->estimate = j * delta;
    effect->std_error = sqrt(unit * unit + effect->estimate * effect->estimate / (2 * m));
    effect->statistic = delta / unit;
    effect->df = m;
    effect->p_value = uf_t_p(effect->statistic, m, UF_TWO_SIDED);
    effect->conf_low = j * unit * uf_noncentral_t_ncp(effect->statistic, m, 1 - half);
    effect->conf_high = j * unit * uf_noncentral_t_ncp(effect->statistic, m, half);
    if (isnan(effect->conf_low) || isnan(effect->conf_high))
        effect->note = "the noncentral t interval is out of reach";
    return UF_OK;
}

uf_status uf_cox_index(uf_effect *effect, const uf_two_by_two *table, double level, uf_error *error)
{
    uf_status status = uf_odds_ratio(effect, table, UF_ODDS_RATIO_WOOLF, level, error);
    effect->method = "cox-index";
    if (status != UF_OK)
        return status;
    effect->estimate = log(effect->estimate) / cox_divisor;
    effect->std_error /= cox_divisor;
    effect->conf_low = log(effect->conf_low) / cox_divisor;
    effect->conf_high = log(effect->conf_high) / cox_divisor;
    return UF_OK;
}

uf_status uf_number_needed_to_treat(uf_number_needed *number, double difference, double low,
                                    double high, uf_better better, uf_error *error)
{
    *number = (uf_number_needed){ NAN, false, false, NAN, NAN, NAN, NAN };
    if (better == UF_BETTER_UNSAID)
        return uf_error_set(error, UF_EINVAL, __func__, "which direction is better is not said",
                            UF_NO_INDEX, NAN);
    if (low > difference || difference > high)
        return uf_error_set(error, UF_EINVAL, __func__, "the limits are out of order", UF_NO_INDEX,
                            difference);
    /* From here on a positive gain is good. */
    double sign = better == UF_BETTER_HIGHER ? 1 : -1;
    double gain = sign * difference, worst = sign > 0 ? low : -high, best = sign > 0 ? high : -low;
    number->estimate = 1 / fabs(gain);
    number->benefit = gain > 0;
    number->disjoint = worst < 0 && best > 0;
    if (number->disjoint) {
        number->benefit_from = 1 / best;
        number->harm_from = 1 / -worst;
    } else if (!isnan(worst) && !isnan(best)) {
        number->low = 1 / fmax(fabs(worst), fabs(best));
        number->high = 1 / fmin(fabs(worst), fabs(best));
    }
    return UF_OK;
}
