/* tail.c: p-values and critical values, from GSL's tail functions with the results checked. */
#include <utfall/tail.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <utfall/beta.h>

bool uf_level_valid(double level)
{
    return level > 0 && level < 1;
}

double uf_level_each_side(double level, uf_alternative alternative)
{
    if (!uf_level_valid(level))
        return NAN;
    if (alternative == UF_TWO_SIDED)
        return level;
    double two_sided = 2 * level - 1;
    return two_sided > 0 ? two_sided : NAN;
}

static double probability(double p)
{
    return p >= 0 && p <= 1 ? p : NAN;
}

double uf_normal_p(double z, uf_alternative alternative)
{
    switch (alternative) {
    case UF_TWO_SIDED: return probability(2 * gsl_cdf_ugaussian_Q(fabs(z)));
    case UF_LESS: return probability(gsl_cdf_ugaussian_P(z));
    case UF_GREATER: return probability(gsl_cdf_ugaussian_Q(z));
    }
    return NAN;
}

double uf_normal_critical(double level)
{
    return uf_level_valid(level) ? gsl_cdf_ugaussian_Qinv((1 - level) / 2) : NAN;
}

double uf_t_p(double t, double df, uf_alternative alternative)
{
    if (!(df > 0) || isnan(t))
        return NAN;
    switch (alternative) {
    case UF_TWO_SIDED: return probability(2 * gsl_cdf_tdist_Q(fabs(t), df));
    case UF_LESS: return probability(gsl_cdf_tdist_P(t, df));
    case UF_GREATER: return probability(gsl_cdf_tdist_Q(t, df));
    }
    return NAN;
}

double uf_t_critical(double level, double df)
{
    if (!uf_level_valid(level) || !(df > 0))
        return NAN;
    double tail = (1 - level) / 2;
    double t = gsl_cdf_tdist_Qinv(tail, df);
    /* GSL stops its own iteration at 1e-8 or so; two Newton steps give the remaining digits. */
    for (int step = 0; step < 2 && isfinite(t); step++) {
        double density = gsl_ran_tdist_pdf(t, df);
        if (!(density > 0))
            break;
        double excess = (gsl_cdf_tdist_Q(t, df) - tail) / density;
        if (fabs(excess) < 0.01 * fabs(t))
            t += excess;
    }
    return isfinite(t) && t >= 0 ? t : NAN;
}

double uf_chi_square_p(double x, double df)
{
    return x >= 0 && df > 0 ? probability(gsl_cdf_chisq_Q(x, df)) : NAN;
}

double uf_f_p(double x, double df_numerator, double df_denominator)
{
    if (!(x >= 0) || !(df_numerator > 0) || !(df_denominator > 0))
        return NAN;
    return probability(gsl_cdf_fdist_Q(x, df_numerator, df_denominator));
}

double uf_f_quantile(double tail, double df_numerator, double df_denominator)
{
    if (!(tail > 0 && tail < 1) || !(df_numerator > 0) || !(df_denominator > 0))
        return NAN;
    /* d1 F / (d2 + d1 F) is beta(d1/2, d2/2), and its complement is beta the other way round: each
     * is asked for itself, so that neither is lost next to 1. */
    double x = uf_beta_upper_quantile(tail, df_numerator / 2, df_denominator / 2);
    double complement = uf_beta_lower_quantile(tail, df_denominator / 2, df_numerator / 2);
    return df_denominator * x / (df_numerator * complement);
}
