/* reliability_retest.c: two-way analysis of variance of repeated scores. */
#include <utfall/reliability_retest.h>

#include "root.h"

#include <math.h>
#include <utfall/tail.h>

/* ---- The table ---- */

static double mean_of(const double *scores, size_t n, size_t step)
{
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += (scores[i * step] - mean) / (double)(i + 1);
    return mean;
}

/* Error sum of squares: what is left of each score when its person and its occasion are taken away.
 */
static double leftover(const double *scores, size_t people, size_t occasions, double mean)
{
    double sum = 0;
    for (size_t j = 0; j < occasions; j++) {
        const double occasion = mean_of(scores + j, people, occasions);
        for (size_t i = 0; i < people; i++) {
            const double person = mean_of(scores + i * occasions, occasions, 1);
            const double residual = scores[i * occasions + j] - person - occasion + mean;
            sum += residual * residual;
        }
    }
    return sum;
}

uf_status uf_retest_anova(uf_retest *retest, const double *scores, size_t people, size_t occasions,
                          uf_error *error)
{
    if (occasions < 2)
        return uf_error_set(error, UF_EINVAL, __func__, "fewer than 2 occasions", UF_NO_INDEX,
                            (double)occasions);
    for (size_t i = 0; i < people * occasions; i++) {
        if (!isfinite(scores[i]))
            return uf_error_set(error, UF_EINVAL, __func__, "a score is not finite", i, scores[i]);
    }
    *retest = (uf_retest){ people, occasions, NAN, NAN, NAN, NAN };
    if (people < 2)
        return UF_OK;
    const double n = (double)people, k = (double)occasions;
    const double mean = mean_of(scores, people * occasions, 1);
    double between = 0, occasion_squares = 0;
    for (size_t i = 0; i < people; i++) {
        const double gap = mean_of(scores + i * occasions, occasions, 1) - mean;
        between += k * gap * gap;
    }
    for (size_t j = 0; j < occasions; j++) {
        const double gap = mean_of(scores + j, people, occasions) - mean;
        occasion_squares += n * gap * gap;
    }
    retest->ms_people = between / (n - 1);
    retest->ms_occasions = occasion_squares / (k - 1);
    retest->ms_error = leftover(scores, people, occasions, mean) / ((n - 1) * (k - 1));
    /* Means are rounded: scores that repeat themselves exactly must leave exactly nothing. */
    if (retest->ms_error < 1e-26 * (retest->ms_people + retest->ms_occasions + mean * mean))
        retest->ms_error = 0;
    retest->shift =
        mean_of(scores + occasions - 1, people, occasions) - mean_of(scores, people, occasions);
    return UF_OK;
}

/* ---- Correlation ---- */

static double correlation(const uf_retest *t, uf_retest_kind kind)
{
    const double n = (double)t->people, k = (double)t->occasions;
    double whole = t->ms_people + (k - 1) * t->ms_error;
    if (kind == UF_RETEST_AGREEMENT)
        whole += k / n * (t->ms_occasions - t->ms_error);
    return (t->ms_people - t->ms_error) / whole;
}

static void consistency_limits(uf_effect *effect, const uf_retest *t, double tail)
{
    const double k = (double)t->occasions, df = effect->df, df_error = df * (k - 1);
    const double low = effect->statistic / uf_f_quantile(tail, df, df_error);
    const double high = effect->statistic * uf_f_quantile(tail, df_error, df);
    effect->conf_low = (low - 1) / (low + k - 1);
    effect->conf_high = (high - 1) / (high + k - 1);
}

/* McGraw & Wong 1996, table 7, case 2: MSR against a MSC + b MSE, whose df are Satterthwaite's. */
static void agreement_limits(uf_effect *effect, const uf_retest *t, double tail)
{
    const double n = (double)t->people, k = (double)t->occasions, rho = effect->estimate;
    const double a = k * rho / (n * (1 - rho)), b = 1 + k * rho * (n - 1) / (n * (1 - rho));
    const double from_occasions = a * t->ms_occasions, from_error = b * t->ms_error;
    const double mixed = from_occasions + from_error;
    const double df =
        mixed * mixed /
        (from_occasions * from_occasions / (k - 1) + from_error * from_error / ((n - 1) * (k - 1)));
    const double low = uf_f_quantile(tail, n - 1, df), high = uf_f_quantile(tail, df, n - 1);
    const double rest = k * t->ms_occasions + (k * n - k - n) * t->ms_error;
    effect->conf_low = n * (t->ms_people - low * t->ms_error) / (low * rest + n * t->ms_people);
    effect->conf_high = n * (high * t->ms_people - t->ms_error) / (rest + n * high * t->ms_people);
}

static uf_status check_level(double level, const char *function, uf_error *error)
{
    if (uf_level_valid(level))
        return UF_OK;
    return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX, level);
}

uf_status uf_retest_icc(uf_effect *effect, const uf_retest *retest, uf_retest_kind kind,
                        double level, uf_error *error)
{
    uf_status status = check_level(level, __func__, error);
    if (status != UF_OK)
        return status;
    *effect = uf_effect_none(kind == UF_RETEST_AGREEMENT ? "icc-a1" : "icc-c1");
    if (retest->people < 2) {
        effect->note = "fewer than 2 people scored on every occasion";
        return UF_OK;
    }
    if (!(retest->ms_people > 0) && !(retest->ms_error > 0)) {
        effect->note = "people do not differ";
        return UF_OK;
    }
    effect->estimate = correlation(retest, kind);
    if (!(retest->ms_error > 0)) {
        effect->note = "no error within people: no interval";
        return UF_OK;
    }
    effect->df = (double)(retest->people - 1);
    effect->statistic = retest->ms_people / retest->ms_error;
    effect->p_value =
        uf_f_p(effect->statistic, effect->df, effect->df * (double)(retest->occasions - 1));
    if (kind == UF_RETEST_CONSISTENCY)
        consistency_limits(effect, retest, (1 - level) / 2);
    else
        agreement_limits(effect, retest, (1 - level) / 2);
    return UF_OK;
}

/* ---- The error of a score ---- */

struct chi_square {
    double df, tail;
};

static double beyond(double x, const void *context)
{
    const struct chi_square *c = context;
    return uf_chi_square_p(x, c->df) - c->tail;
}

/* The x with P(chi-square >= x) = tail. Beyond mean + 40 SD + 100 there is less than any tail asked
 * for. */
static double chi_square_quantile(double tail, double df)
{
    const struct chi_square c = { df, tail };
    return uf_root(beyond, &c, 0, df + 40 * sqrt(2 * df) + 100);
}

uf_status uf_retest_sem(uf_effect *effect, const uf_retest *retest, uf_retest_kind kind,
                        double level, uf_error *error)
{
    uf_status status = check_level(level, __func__, error);
    if (status != UF_OK)
        return status;
    *effect = uf_effect_none(kind == UF_RETEST_AGREEMENT ? "anova-agreement" : "anova-consistency");
    if (retest->people < 2) {
        effect->note = "fewer than 2 people scored on every occasion";
        return UF_OK;
    }
    const double n = (double)retest->people, k = (double)retest->occasions;
    const double shifts = fmax(0, (retest->ms_occasions - retest->ms_error) / n);
    effect->estimate = sqrt(retest->ms_error + (kind == UF_RETEST_AGREEMENT ? shifts : 0));
    if (kind == UF_RETEST_AGREEMENT)
        return UF_OK;
    effect->df = (n - 1) * (k - 1);
    const double tail = (1 - level) / 2;
    effect->conf_low = effect->estimate * sqrt(effect->df / chi_square_quantile(tail, effect->df));
    effect->conf_high =
        effect->estimate * sqrt(effect->df / chi_square_quantile(1 - tail, effect->df));
    return UF_OK;
}

uf_status uf_retest_smallest_change(uf_effect *effect, const uf_retest *retest, uf_retest_kind kind,
                                    double level, uf_error *error)
{
    uf_status status = uf_retest_sem(effect, retest, kind, level, error);
    if (status != UF_OK)
        return status;
    const double times = uf_normal_critical(level) * sqrt(2);
    effect->estimate *= times;
    effect->conf_low *= times;
    effect->conf_high *= times;
    return UF_OK;
}
