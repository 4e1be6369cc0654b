/* paired_binary.c: McNemar's tests, and intervals for paired differences and ratios. */
#include <utfall/paired_binary.h>

#include "root.h"
#include "wilson.h"

#include <math.h>
#include <stdbool.h>
#include <utfall/beta.h>

static const uint64_t most_pairs = UINT64_C(1) << 53;

/* The table in doubles, with both occasions' numbers of yes. */
struct pairs {
    double both, first_only, second_only, neither;
    double first, second, all;
};

static uf_status read(struct pairs *p, const uf_paired_table *table, double level,
                      const char *function, uf_error *error)
{
    uint64_t left = most_pairs;
    const uint64_t cells[] = { table->both, table->first_only, table->second_only, table->neither };
    for (size_t i = 0; i < 4; i++) {
        if (cells[i] > left)
            return uf_error_set(error, UF_EINVAL, function, "more than 2^53 pairs", i,
                                (double)cells[i]);
        left -= cells[i];
    }
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    p->both = (double)table->both;
    p->first_only = (double)table->first_only;
    p->second_only = (double)table->second_only;
    p->neither = (double)table->neither;
    p->first = p->both + p->first_only;
    p->second = p->both + p->second_only;
    p->all = p->first + p->second_only + p->neither;
    return UF_OK;
}

static const char *mcnemar_name(uf_mcnemar variant)
{
    switch (variant) {
    case UF_MCNEMAR_ASYMPTOTIC: return "mcnemar";
    case UF_MCNEMAR_CORRECTED: return "mcnemar-corrected";
    case UF_MCNEMAR_EXACT: return "mcnemar-exact";
    case UF_MCNEMAR_MID_P: return "mcnemar-mid-p";
    }
    return "";
}

static double exact_p(uint64_t b, uint64_t c, bool mid_p)
{
    uint64_t fewer = b < c ? b : c;
    double own = mid_p ? uf_binomial_probability(fewer, b + c, 0.5) : 0;
    if (b == c)
        return 1 - own / 2;
    return fmin(1, 2 * uf_binomial_at_most(fewer, b + c, 0.5) - own);
}

uf_status uf_paired_mcnemar(uf_effect *effect, const uf_paired_table *table, uf_mcnemar variant,
                            uf_error *error)
{
    *effect = uf_effect_none(mcnemar_name(variant));
    struct pairs p = { 0 };
    uf_status status = read(&p, table, 0.95, __func__, error);
    if (status != UF_OK)
        return status;
    bool exact = variant == UF_MCNEMAR_EXACT || variant == UF_MCNEMAR_MID_P;
    double discordant = p.first_only + p.second_only;
    if (!(discordant > 0)) {
        effect->p_value = exact ? 1 : NAN;
        effect->note = "no pair differs between the occasions";
        return UF_OK;
    }
    if (exact) {
        effect->p_value =
            exact_p(table->first_only, table->second_only, variant == UF_MCNEMAR_MID_P);
        return UF_OK;
    }
    double distance = fabs(p.first_only - p.second_only);
    if (variant == UF_MCNEMAR_CORRECTED)
        distance = fmax(0, distance - 1);
    effect->statistic = distance * (distance / discordant);
    effect->df = 1;
    effect->p_value = uf_chi_square_p(effect->statistic, effect->df);
    return UF_OK;
}

/* Correlation of the pairs, shrunk towards 0 by the continuity correction where it is positive. */
static double correlation(const struct pairs *p)
{
    double product =
        sqrt(p->first) * sqrt(p->all - p->first) * sqrt(p->second) * sqrt(p->all - p->second);
    if (!(product > 0))
        return 0;
    double excess = p->both * p->neither - p->first_only * p->second_only;
    if (excess > 0)
        excess = fmax(0, excess - p->all / 2);
    return excess / product;
}

static double joined(double a, double b, double correlation_of_them)
{
    return sqrt(fmax(0, a * a + b * b - 2 * correlation_of_them * a * b));
}

static void newcombe(uf_effect *effect, const struct pairs *p, double z)
{
    double share = p->first / p->all, other = p->second / p->all, phi = correlation(p);
    double below = share - uf_wilson_low(p->first, p->all, z, false);
    double above = uf_wilson_high(p->first, p->all, z, false) - share;
    double other_below = other - uf_wilson_low(p->second, p->all, z, false);
    double other_above = uf_wilson_high(p->second, p->all, z, false) - other;
    effect->conf_low = fmax(-1, effect->estimate - joined(below, other_above, phi));
    effect->conf_high = fmin(1, effect->estimate + joined(other_below, above, phi));
}

struct score {
    const struct pairs *p;
    double shift;
};

/* Tango's score: q is the restricted estimate of the share of second_only pairs. */
static double score(double d, const void *context)
{
    const struct score *s = context;
    const struct pairs *p = s->p;
    double distance = p->first_only - p->second_only - p->all * d;
    double linear =
        -p->first_only - p->second_only + (2 * p->all - p->first_only + p->second_only) * d;
    double constant = -p->second_only * d * (1 - d);
    double root = sqrt(fmax(0, linear * linear - 8 * p->all * constant));
    double q = linear <= 0 ? (root - linear) / (4 * p->all) : -2 * constant / (root + linear);
    double variance = p->all * (2 * q + d * (1 - d));
    if (variance > 0)
        return distance / sqrt(variance) + s->shift;
    return distance > 0 ? INFINITY : distance < 0 ? -INFINITY : s->shift;
}

static void tango(uf_effect *effect, const struct pairs *p, double z)
{
    struct score s = { p, 0 };
    if (p->first_only + p->second_only > 0) {
        effect->statistic = score(0, &s);
        effect->p_value = uf_normal_p(effect->statistic, UF_TWO_SIDED);
    } else {
        effect->note = "no pair differs between the occasions: there is no test";
    }
    s.shift = -z;
    effect->conf_low = effect->estimate > -1 ? uf_root(score, &s, -1, effect->estimate) : -1;
    s.shift = z;
    effect->conf_high = effect->estimate < 1 ? uf_root(score, &s, effect->estimate, 1) : 1;
}

static void bonett_price(uf_effect *effect, const struct pairs *p, double z)
{
    double b = (p->first_only + 1) / (p->all + 2), c = (p->second_only + 1) / (p->all + 2);
    effect->std_error = sqrt((b + c - (b - c) * (b - c)) / (p->all + 2));
    effect->conf_low = b - c - z * effect->std_error;
    effect->conf_high = b - c + z * effect->std_error;
}

static const char *difference_name(uf_paired_difference_method method)
{
    switch (method) {
    case UF_PAIRED_DIFFERENCE_NEWCOMBE: return "newcombe-paired";
    case UF_PAIRED_DIFFERENCE_TANGO: return "tango";
    case UF_PAIRED_DIFFERENCE_BONETT_PRICE: return "bonett-price";
    }
    return "";
}

uf_status uf_paired_difference(uf_effect *effect, const uf_paired_table *table,
                               uf_paired_difference_method method, double level, uf_error *error)
{
    *effect = uf_effect_none(difference_name(method));
    struct pairs p = { 0 };
    uf_status status = read(&p, table, level, __func__, error);
    if (status != UF_OK)
        return status;
    if (!(p.all > 0)) {
        effect->note = "no pairs";
        return UF_OK;
    }
    double z = uf_normal_critical(level);
    effect->estimate = (p.first_only - p.second_only) / p.all;
    switch (method) {
    case UF_PAIRED_DIFFERENCE_NEWCOMBE: newcombe(effect, &p, z); break;
    case UF_PAIRED_DIFFERENCE_TANGO: tango(effect, &p, z); break;
    case UF_PAIRED_DIFFERENCE_BONETT_PRICE: bonett_price(effect, &p, z); break;
    }
    return UF_OK;
}

static void hybrid_wilson(uf_effect *effect, const struct pairs *p, double z)
{
    double some = p->both + p->first_only + p->second_only;
    double joint = sqrt((p->first_only + p->second_only + 2) / ((p->first + 1) * (p->second + 1)));
    double one = sqrt((1 - (p->first + 1) / (some + 2)) / (p->first + 1));
    double other = sqrt((1 - (p->second + 1) / (some + 2)) / (p->second + 1));
    double smaller = z * joint / (one + other);
    effect->conf_low = uf_wilson_low(p->first, some, smaller, false) /
                       uf_wilson_high(p->second, some, smaller, false);
    double below = uf_wilson_low(p->second, some, smaller, false);
    double above = uf_wilson_high(p->first, some, smaller, false);
    effect->conf_high = below > 0 ? above / below : INFINITY;
}

static void log_ratio(uf_effect *effect, const struct pairs *p, double z)
{
    double discordant = p->first_only + p->second_only;
    if (!(p->first > 0 && p->second > 0 && discordant > 0)) {
        effect->note = "the logarithm's standard error needs a yes on both occasions and a "
                       "discordant pair";
        return;
    }
    double centre = log(effect->estimate);
    effect->std_error = sqrt(discordant / p->first / p->second);
    effect->conf_low = exp(centre - z * effect->std_error);
    effect->conf_high = exp(centre + z * effect->std_error);
    effect->statistic = centre / effect->std_error;
    effect->p_value = uf_normal_p(effect->statistic, UF_TWO_SIDED);
}

uf_status uf_paired_ratio(uf_effect *effect, const uf_paired_table *table,
                          uf_paired_ratio_method method, double level, uf_error *error)
{
    bool hybrid = method == UF_PAIRED_RATIO_BONETT_PRICE;
    *effect = uf_effect_none(hybrid ? "bonett-price-hybrid-wilson" : "paired-log-ratio");
    struct pairs p = { 0 };
    uf_status status = read(&p, table, level, __func__, error);
    if (status != UF_OK)
        return status;
    effect->estimate = p.first / p.second;
    if (!(p.first + p.second > 0)) {
        effect->note = "nobody had the event on either occasion";
        if (hybrid && p.all > 0) {
            effect->conf_low = 0;
            effect->conf_high = INFINITY;
        }
        return UF_OK;
    }
    double z = uf_normal_critical(level);
    if (hybrid)
        hybrid_wilson(effect, &p, z);
    else
        log_ratio(effect, &p, z);
    return UF_OK;
}

/* Clopper and Pearson's limits of a share as odds; x of n, 0 < n. */
static double odds_low(double x, double n, double tail)
{
    if (!(x > 0))
        return 0;
    double share = uf_beta_lower_quantile(tail, x, n - x + 1);
    return share / (1 - share);
}

uf_status uf_paired_odds_ratio(uf_effect *effect, const uf_paired_table *table, double level,
                               uf_error *error)
{
    *effect = uf_effect_none("conditional-exact-paired");
    struct pairs p = { 0 };
    uf_status status = read(&p, table, level, __func__, error);
    if (status != UF_OK)
        return status;
    double discordant = p.first_only + p.second_only;
    effect->conf_low = 0;
    effect->conf_high = INFINITY;
    if (!(discordant > 0)) {
        effect->note = "no pair differs between the occasions";
        return UF_OK;
    }
    effect->estimate = p.first_only / p.second_only;
    effect->p_value = exact_p(table->first_only, table->second_only, false);
    effect->conf_low = odds_low(p.first_only, discordant, (1 - level) / 2);
    effect->conf_high = 1 / odds_low(p.second_only, discordant, (1 - level) / 2);
    return UF_OK;
}
