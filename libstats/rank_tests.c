/* rank_tests.c: Mann-Whitney, signed rank and Kruskal-Wallis. The shift is in hodges_lehmann.c. */
#include <utfall/rank_tests.h>

#include "rank.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A sum of doubled ranks with its expectation and variance under the null. */
struct rank_sum {
    double observed, expected, variance;
};

/* Normal p-value of a sum of doubled ranks; one unit of it is half a rank, so the usual correction
 * of 1/2 is 1 here. */
static double normal_p(const struct rank_sum *s, bool corrected, uf_alternative alternative)
{
    double distance = s->observed - s->expected;
    if (!(s->variance > 0))
        return NAN;
    if (corrected) {
        double sign = (distance > 0) - (distance < 0);
        distance -= alternative == UF_TWO_SIDED ? sign : alternative == UF_GREATER ? 1 : -1;
    }
    return uf_normal_p(distance / sqrt(s->variance), alternative);
}

/* Sum of probabilities of the sums at least as far out. centre is the expected sum times scale, a
 * whole number, so that equally far is decided exactly. */
static double exact_p(const uf_sum_distribution *d, double observed, double scale, double centre,
                      uf_alternative alternative)
{
    double reach = fabs(scale * observed - centre), p = 0;
    for (size_t k = 0; k < d->values; k++) {
        double sum = (double)k;
        bool out = alternative == UF_TWO_SIDED ? fabs(scale * sum - centre) >= reach
                   : alternative == UF_LESS    ? sum <= observed
                                               : sum >= observed;
        if (out)
            p += d->probability[k];
    }
    return fmin(1, p);
}

/* Scores from ranks with the least taken off and the common divisor taken out: shorter tables. */
static uint64_t reduce(uint64_t *scores, size_t n, uint64_t *least)
{
    *least = UINT64_MAX;
    for (size_t i = 0; i < n; i++)
        *least = scores[i] < *least ? scores[i] : *least;
    uint64_t divisor = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t a = scores[i] - *least, b = divisor;
        while (b != 0) {
            uint64_t rest = a % b;
            a = b;
            b = rest;
        }
        divisor = a;
    }
    for (size_t i = 0; i < n; i++)
        scores[i] = divisor > 0 ? (scores[i] - *least) / divisor : 0;
    return divisor;
}

static uf_status exact_mann_whitney(double *p, uint64_t *ranks, size_t n, size_t n_reference,
                                    uf_alternative alternative)
{
    uint64_t least, sum = 0, total = 0;
    reduce(ranks, n + n_reference, &least);
    /* The smaller group is drawn; if that is the reference, larger sums favour the other side. */
    bool mirrored = n_reference < n;
    size_t take = mirrored ? n_reference : n, first = mirrored ? n : 0;
    for (size_t i = 0; i < n + n_reference; i++) {
        total += ranks[i];
        if (i >= first && i < first + take)
            sum += ranks[i];
    }
    if (mirrored && alternative != UF_TWO_SIDED)
        alternative = alternative == UF_LESS ? UF_GREATER : UF_LESS;
    uf_sum_distribution d;
    uf_status status = uf_subset_sums(&d, ranks, n + n_reference, take);
    if (status == UF_OK)
        *p = exact_p(&d, (double)sum, (double)(n + n_reference), (double)take * (double)total,
                     alternative);
    free(d.probability);
    return status;
}

/* Sum of the group's doubled ranks; variance n m / (N (N - 1)) sum (r - mean r)^2. */
static struct rank_sum group_sum(const uint64_t *ranks, size_t n, size_t n_reference)
{
    struct rank_sum s = { 0 };
    double members = (double)n + (double)n_reference, spread = 0;
    for (size_t i = 0; i < n + n_reference; i++) {
        double from_mean = (double)ranks[i] - (members + 1);
        spread += from_mean * from_mean;
        if (i < n)
            s.observed += (double)ranks[i];
    }
    s.expected = (double)n * (members + 1);
    s.variance = (double)n / members * (double)n_reference * (spread / (members - 1));
    return s;
}

static const char *mann_whitney_name(uf_rank_p how)
{
    switch (how) {
    case UF_RANK_EXACT: return "mann-whitney-exact";
    case UF_RANK_NORMAL: return "mann-whitney-normal";
    case UF_RANK_AUTO:
    case UF_RANK_NORMAL_CORRECTED: return "mann-whitney-normal-corrected";
    }
    return "";
}

static uf_status mann_whitney(uf_effect *effect, uint64_t *ranks, size_t n, size_t n_reference,
                              uf_rank_p how, uf_alternative alternative)
{
    struct rank_sum s = group_sum(ranks, n, n_reference);
    double pairs = (double)n * (double)n_reference;
    effect->statistic = (s.observed - (double)n * ((double)n + 1)) / 2;
    effect->estimate = effect->statistic / pairs;
    if (!(s.variance > 0))
        effect->note = "all values are the same";
    if (how != UF_RANK_EXACT) {
        effect->p_value = normal_p(&s, how == UF_RANK_NORMAL_CORRECTED, alternative);
        return UF_OK;
    }
    if (pairs > UF_MANN_WHITNEY_EXACT_MAX) {
        effect->note = "too many values for the exact test";
        return UF_OK;
    }
    return exact_mann_whitney(&effect->p_value, ranks, n, n_reference, alternative);
}

uf_status uf_mann_whitney(uf_effect *effect, const double *group, size_t n, const double *reference,
                          size_t n_reference, uf_rank_p how, uf_alternative alternative,
                          uf_error *error)
{
    if (how == UF_RANK_AUTO) {
        bool small = (double)n * (double)n_reference <= UF_MANN_WHITNEY_EXACT_MAX;
        how = small ? UF_RANK_EXACT : UF_RANK_NORMAL_CORRECTED;
    }
    *effect = uf_effect_none(mann_whitney_name(how));
    size_t members = n + n_reference;
    for (size_t i = 0; i < members; i++) {
        double value = i < n ? group[i] : reference[i - n];
        if (!isfinite(value))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not a number", i, value);
    }
    if (n == 0 || n_reference == 0) {
        effect->note = "a group has no values";
        return UF_OK;
    }
    double *values = calloc(members + 1, sizeof *values);
    uint64_t *ranks = calloc(members + 1, sizeof *ranks);
    uf_status status = UF_ENOMEM;
    if (values != NULL && ranks != NULL) {
        memcpy(values, group, n * sizeof *values);
        memcpy(values + n, reference, n_reference * sizeof *values);
        status = uf_double_ranks(ranks, values, members, 0);
    }
    if (status == UF_OK)
        status = mann_whitney(effect, ranks, n, n_reference, how, alternative);
    free(ranks);
    free(values);
    if (status != UF_OK)
        return uf_error_set(error, status, __func__, "memory ran out", UF_NO_INDEX, NAN);
    return UF_OK;
}

static const char *signed_rank_name(uf_rank_p how)
{
    switch (how) {
    case UF_RANK_EXACT: return "signed-rank-exact";
    case UF_RANK_NORMAL: return "signed-rank-normal";
    case UF_RANK_AUTO:
    case UF_RANK_NORMAL_CORRECTED: return "signed-rank-normal-corrected";
    }
    return "";
}

/* Differences sized up: signs, and the scores of those that are not 0 moved to the front. */
struct signed_ranks {
    double *sizes;
    signed char *sign;
    uint64_t *ranks;
    size_t used; /* differences other than 0 */
};

static uf_status rank_differences(struct signed_ranks *s, size_t n, double within, uf_zeros zeros)
{
    size_t ranked = 0;
    for (size_t i = 0; i < n; i++) {
        double size = fabs(s->sizes[i]);
        bool zero = size <= within;
        if (zero && zeros == UF_ZEROS_DROPPED)
            continue;
        s->sign[ranked] = (signed char)(zero ? 0 : s->sizes[i] > 0 ? 1 : -1);
        s->sizes[ranked++] = zero ? 0 : size;
    }
    uf_status status = uf_double_ranks(s->ranks, s->sizes, ranked, within);
    for (size_t i = 0; i < ranked && status == UF_OK; i++) {
        if (s->sign[i] == 0)
            continue;
        s->ranks[s->used] = s->ranks[i];
        s->sign[s->used++] = s->sign[i];
    }
    return status;
}

static uf_status exact_signed_rank(double *p, const struct signed_ranks *s, double positive,
                                   double total, uf_alternative alternative)
{
    uf_sum_distribution d;
    uf_status status = uf_coin_sums(&d, s->ranks, s->used);
    if (status == UF_OK)
        *p = exact_p(&d, positive, 2, total, alternative);
    free(d.probability);
    return status;
}

static uf_status signed_rank(uf_effect *effect, const struct signed_ranks *s, uf_rank_p how,
                             uf_alternative alternative)
{
    struct rank_sum sum = { 0 };
    for (size_t i = 0; i < s->used; i++) {
        double rank = (double)s->ranks[i];
        sum.observed += s->sign[i] > 0 ? rank : 0;
        sum.expected += rank / 2;
        sum.variance += rank * rank / 4;
    }
    effect->statistic = sum.observed / 2;
    if (s->used == 0) {
        effect->p_value = how == UF_RANK_EXACT ? 1 : NAN;
        effect->note = "all differences are 0";
        return UF_OK;
    }
    if (how != UF_RANK_EXACT) {
        effect->p_value = normal_p(&sum, how == UF_RANK_NORMAL_CORRECTED, alternative);
        return UF_OK;
    }
    if (s->used > UF_SIGNED_RANK_EXACT_MAX) {
        effect->note = "too many differences for the exact test";
        return UF_OK;
    }
    return exact_signed_rank(&effect->p_value, s, sum.observed, 2 * sum.expected, alternative);
}

/* Differences, and how much two of them may differ and still be the same. */
static uf_status subtract(double *difference, double *within, const double *first,
                          const double *second, size_t n, const char *function, uf_error *error)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double other = second != NULL ? second[i] : 0;
        difference[i] = first[i] - other;
        if (!isfinite(difference[i]))
            return uf_error_set(error, UF_EINVAL, function, "a difference is not a number", i,
                                difference[i]);
        largest = fmax(largest, fmax(fabs(first[i]), fabs(other)));
    }
    *within = second != NULL ? 8 * DBL_EPSILON * largest : 0;
    return UF_OK;
}

uf_status uf_signed_rank(uf_effect *effect, const double *first, const double *second, size_t n,
                         uf_zeros zeros, uf_rank_p how, uf_alternative alternative, uf_error *error)
{
    if (how == UF_RANK_AUTO)
        how = n <= UF_SIGNED_RANK_EXACT_MAX ? UF_RANK_EXACT : UF_RANK_NORMAL_CORRECTED;
    *effect = uf_effect_none(signed_rank_name(how));
    if (n == 0) {
        effect->note = "no pairs";
        return UF_OK;
    }
    struct signed_ranks s = { calloc(n, sizeof *s.sizes), calloc(n, 1), calloc(n, sizeof *s.ranks),
                              0 };
    double within = 0;
    uf_status status = UF_ENOMEM;
    if (s.sizes == NULL || s.sign == NULL || s.ranks == NULL)
        goto done;
    status = subtract(s.sizes, &within, first, second, n, __func__, error);
    if (status == UF_OK)
        status = rank_differences(&s, n, within, zeros);
    if (status == UF_OK)
        status = signed_rank(effect, &s, how, alternative);
done:
    free(s.ranks);
    free(s.sign);
    free(s.sizes);
    if (status == UF_ENOMEM)
        return uf_error_set(error, status, __func__, "memory ran out", UF_NO_INDEX, NAN);
    return status;
}

/* The sum over groups of (sum of ranks - expected)^2 / n, in doubled ranks; used counts the
 * groups. */
static double between_groups(const uint64_t *ranks, const size_t *group, size_t n, double *sums,
                             size_t groups, size_t *used)
{
    double *counts = sums + groups, between = 0;
    for (size_t i = 0; i < n; i++) {
        sums[group[i]] += (double)ranks[i] - ((double)n + 1);
        counts[group[i]]++;
    }
    *used = 0;
    for (size_t g = 0; g < groups; g++) {
        if (counts[g] > 0) {
            between += sums[g] * (sums[g] / counts[g]);
            ++*used;
        }
    }
    return between;
}

static uf_status kruskal_wallis(uf_effect *effect, const double *values, const size_t *group,
                                size_t n, size_t groups)
{
    uint64_t *ranks = malloc((n + 1) * sizeof *ranks);
    double *sums = calloc(groups + 1, 2 * sizeof *sums);
    uf_status status = UF_ENOMEM;
    if (ranks == NULL || sums == NULL)
        goto done;
    status = uf_double_ranks(ranks, values, n, 0);
    if (status != UF_OK)
        goto done;
    size_t used;
    double between = between_groups(ranks, group, n, sums, groups, &used), spread = 0;
    for (size_t i = 0; i < n; i++) {
        double from_mean = (double)ranks[i] - ((double)n + 1);
        spread += from_mean * from_mean;
    }
    if (used < 2 || !(spread > 0)) {
        effect->note = used < 2 ? "fewer than two groups have values" : "all values are the same";
        goto done;
    }
    effect->statistic = ((double)n - 1) * (between / spread);
    effect->df = (double)(used - 1);
    effect->p_value = uf_chi_square_p(effect->statistic, effect->df);
done:
    free(sums);
    free(ranks);
    return status;
}

uf_status uf_kruskal_wallis(uf_effect *effect, const double *values, const size_t *group, size_t n,
                            size_t groups, uf_error *error)
{
    *effect = uf_effect_none("kruskal-wallis");
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(values[i]))
            return uf_error_set(error, UF_EINVAL, __func__, "a value is not a number", i,
                                values[i]);
        if (group[i] >= groups)
            return uf_error_set(error, UF_EINVAL, __func__, "a group is out of range", i,
                                (double)group[i]);
    }
    if (kruskal_wallis(effect, values, group, n, groups) != UF_OK)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    return UF_OK;
}
