/* reliability.c: Cronbach's alpha and its relatives, from the covariances of items. */
#include <utfall/reliability.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <utfall/tail.h>

/* A variance of a sum that is this part of what it is made of is rounding. */
static const double noise = 1e-13;

static double covariance(const uf_item_spread *s, size_t i, size_t j)
{
    return s->covariance[i * s->items + j];
}

/* Item variances together, and the variance of the total. */
static void sums(const uf_item_spread *s, double *variances, double *total)
{
    double diagonal = 0, off = 0, scale = 0;
    for (size_t i = 0; i < s->items; i++) {
        diagonal += covariance(s, i, i);
        for (size_t j = 0; j < i; j++) {
            off += covariance(s, i, j);
            scale += fabs(covariance(s, i, j));
        }
    }
    *variances = diagonal;
    *total = diagonal + 2 * off;
    if (fabs(*total) < noise * (diagonal + 2 * scale))
        *total = 0;
}

static bool pairwise(const uf_item_spread *s)
{
    return s->missing == UF_ITEMS_PAIRWISE;
}

/* ---- Alpha ---- */

static const char *obstacle(const uf_item_spread *s)
{
    if (s->items < 2)
        return "one item: consistency is between items";
    if (!(s->n >= 1))
        return pairwise(s) ? "two items were never answered by the same person"
                           : "nobody answered every item";
    return s->n < 2 ? "fewer than 2 people" : NULL;
}

static void feldt(uf_effect *effect, const uf_item_spread *s, double level)
{
    const double q = (1 - level) / 2, df = s->n - 1, df_error = df * (double)(s->items - 1);
    effect->df = df;
    effect->conf_low = 1 - (1 - effect->estimate) * uf_f_quantile(q, df, df_error);
    /* The lower quantile as the reciprocal of an upper one. */
    effect->conf_high = 1 - (1 - effect->estimate) / uf_f_quantile(q, df_error, df);
}

static bool constant_item(const uf_item_spread *s)
{
    for (size_t i = 0; i < s->items; i++) {
        if (!(covariance(s, i, i) > 0))
            return true;
    }
    return false;
}

uf_status uf_alpha(uf_effect *effect, const uf_item_spread *spread, double level, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    *effect = uf_effect_none(pairwise(spread) ? "cronbach-pairwise" : "cronbach-feldt");
    const char *reason = obstacle(spread);
    if (reason != NULL) {
        effect->note = reason;
        return UF_OK;
    }
    double variances, total;
    sums(spread, &variances, &total);
    if (!(total > 0)) {
        effect->note = "the total does not vary";
        return UF_OK;
    }
    const double k = (double)spread->items;
    effect->estimate = k / (k - 1) * (1 - variances / total);
    if (!pairwise(spread))
        feldt(effect, spread, level);
    if (constant_item(spread))
        effect->note = "an item does not vary";
    else if (effect->estimate < 0)
        effect->note = "negative: the items go against each other; is one reversed that should not "
                       "be, or not reversed that should?";
    return UF_OK;
}

double uf_mean_item_correlation(const uf_item_spread *spread)
{
    double sum = 0;
    for (size_t i = 0; i < spread->items; i++) {
        for (size_t j = 0; j < i; j++)
            sum += covariance(spread, i, j) /
                   (sqrt(covariance(spread, i, i)) * sqrt(covariance(spread, j, j)));
    }
    const double k = (double)spread->items;
    const double mean = 2 * sum / (k * (k - 1));
    return isfinite(mean) ? mean : NAN;
}

void uf_alpha_standardised(uf_effect *effect, const uf_item_spread *spread)
{
    *effect = uf_effect_none("cronbach-standardised");
    const char *reason = obstacle(spread);
    if (reason == NULL && constant_item(spread))
        reason = "an item does not vary";
    if (reason != NULL) {
        effect->note = reason;
        return;
    }
    const double k = (double)spread->items, r = uf_mean_item_correlation(spread);
    if (1 + (k - 1) * r > noise)
        effect->estimate = k * r / (1 + (k - 1) * r);
    else
        effect->note = "the total does not vary";
}

/* ---- One item and the rest ---- */

static uf_status check_item(const uf_item_spread *spread, size_t item, double level,
                            const char *function, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (item >= spread->items)
        return uf_error_set(error, UF_EINVAL, function, "no such item", item, NAN);
    return UF_OK;
}

uf_status uf_item_mean(uf_effect *effect, const uf_item_spread *spread, size_t item, double level,
                       uf_error *error)
{
    uf_status status = check_item(spread, item, level, __func__, error);
    if (status != UF_OK)
        return status;
    *effect = uf_effect_none("t");
    effect->estimate = spread->mean[item];
    const double variance = covariance(spread, item, item);
    if (spread->n < 1)
        effect->note = "nobody answered every item";
    else if (spread->n < 2)
        effect->note = "fewer than 2 people";
    else if (!(variance > 0))
        effect->note = "the item does not vary";
    if (effect->note[0] != '\0' || pairwise(spread))
        return UF_OK;
    effect->df = spread->n - 1;
    effect->std_error = sqrt(variance / spread->n);
    const double reach = uf_t_critical(level, effect->df) * effect->std_error;
    effect->conf_low = effect->estimate - reach;
    effect->conf_high = effect->estimate + reach;
    return UF_OK;
}

static void fisher(uf_effect *effect, double n, double level)
{
    const double r = effect->estimate;
    effect->df = n - 2;
    if (n < 4) {
        effect->note = "fewer than 4 people: no interval";
        return;
    }
    const double width = uf_normal_critical(level) / sqrt(n - 3);
    effect->conf_low = tanh(atanh(r) - width);
    effect->conf_high = tanh(atanh(r) + width);
}

uf_status uf_item_rest(uf_effect *effect, const uf_item_spread *spread, size_t item, double level,
                       uf_error *error)
{
    uf_status status = check_item(spread, item, level, __func__, error);
    if (status != UF_OK)
        return status;
    *effect = uf_effect_none(pairwise(spread) ? "pearson-pairwise" : "pearson-fisher");
    const char *reason = obstacle(spread);
    if (reason == NULL && spread->n < 3)
        reason = "fewer than 3 people";
    if (reason != NULL) {
        effect->note = reason;
        return UF_OK;
    }
    double with_rest = 0, rest = 0, size = 0;
    for (size_t i = 0; i < spread->items; i++) {
        if (i == item)
            continue;
        with_rest += covariance(spread, item, i);
        for (size_t j = 0; j < spread->items; j++) {
            rest += j == item ? 0 : covariance(spread, i, j);
            size += j == item ? 0 : fabs(covariance(spread, i, j));
        }
    }
    const double own = covariance(spread, item, item);
    if (!(own > 0))
        effect->note = "the item does not vary";
    else if (!(rest > noise * size))
        effect->note = "the rest does not vary";
    else
        effect->estimate = fmax(-1, fmin(1, with_rest / (sqrt(own) * sqrt(rest))));
    if (!isnan(effect->estimate) && !pairwise(spread))
        fisher(effect, spread->n, level);
    return UF_OK;
}

uf_status uf_alpha_if_dropped(uf_effect *effect, const uf_item_spread *spread, size_t item,
                              double level, uf_error *error)
{
    uf_status status = check_item(spread, item, level, __func__, error);
    if (status != UF_OK)
        return status;
    if (spread->items < 3) {
        *effect = uf_effect_none(pairwise(spread) ? "cronbach-pairwise" : "cronbach-feldt");
        effect->note = "fewer than two items are left";
        return UF_OK;
    }
    const size_t k = spread->items - 1;
    double *left = malloc(k * k * sizeof *left);
    if (left == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++)
            left[i * k + j] = covariance(spread, i + (i >= item), j + (j >= item));
    }
    uf_item_spread without = *spread;
    without.items = k;
    without.mean = NULL;
    without.covariance = left;
    status = uf_alpha(effect, &without, level, error);
    free(left);
    return status;
}

/* ---- The error of a score ---- */

void uf_alpha_sem(uf_effect *effect, const uf_effect *alpha, double sd)
{
    *effect = uf_effect_none("sd-alpha");
    if (isnan(alpha->estimate)) {
        effect->note = alpha->note;
        return;
    }
    if (alpha->estimate < 0 || !(sd >= 0)) {
        effect->note = alpha->estimate < 0 ? "alpha is negative" : "the scores do not vary";
        return;
    }
    effect->estimate = sd * sqrt(1 - alpha->estimate);
    effect->conf_low = sd * sqrt(1 - alpha->conf_high);
    /* Below an alpha of 0 the error would exceed the spread of the scores. */
    effect->conf_high = sd * sqrt(1 - fmax(0, alpha->conf_low));
    if (isnan(alpha->conf_low))
        effect->conf_high = NAN;
}
