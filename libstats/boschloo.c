/* boschloo.c: the unconditional exact test with Fisher's p-value as its statistic.
 *
 * Given the number of events in both groups, s, the tables that reject form a fixed set with
 * conditional probability h(s), whatever the common share pi is; so the size of the test at pi is
 * the mean of h over s ~ binomial(N, pi), one sum of N + 1 terms instead of one over all tables. */
#include <utfall/two_by_two.h>

#include "hypergeometric.h"

#include <math.h>
#include <stdlib.h>

/* Fisher p-values this close, relatively, are a tie. */
static const double tie = 1e-7;

struct size_curve {
    const double *h;      /* h(s), s = 0..members        */
    const double *choose; /* ln C(members, s)            */
    uint64_t members;
};

static double size_at(const struct size_curve *c, double angle)
{
    double share = sin(angle) * sin(angle), rest = cos(angle) * cos(angle);
    double on = log(share), off = log(rest), sum = 0;
    for (uint64_t s = 0; s <= c->members; s++) {
        if (c->h[s] > 0)
            sum += c->h[s] * exp(c->choose[s] + (s > 0 ? (double)s * on : 0) +
                                 (s < c->members ? (double)(c->members - s) * off : 0));
    }
    return sum;
}

/* The highest point between low and high, by golden sections. */
static double refined(const struct size_curve *c, double low, double high)
{
    static const double golden = 0.61803398874989485;
    double left = high - golden * (high - low), right = low + golden * (high - low);
    double at_left = size_at(c, left), at_right = size_at(c, right);
    for (int i = 0; i < 60 && high - low > 1e-12; i++) {
        if (at_left >= at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = size_at(c, left);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = size_at(c, right);
        }
    }
    return fmax(at_left, at_right);
}

/* asin(sqrt(share of events)) of a binomial has standard deviation about 1 / (2 sqrt(N)) all over,
 * so steps of a sixteenth of that see every hill; those near the highest are climbed. */
static uf_status largest_size(double *size, const struct size_curve *c)
{
    static const double quarter_turn = 1.57079632679489662;
    size_t points = 32 + (size_t)(16 * 3.2 * sqrt((double)c->members));
    double *height = calloc(points + 1, sizeof *height);
    if (height == NULL)
        return UF_ENOMEM;
    double top = 0, step = quarter_turn / (double)points;
    for (size_t i = 0; i <= points; i++) {
        bool inside = i > 0 && i < points;
        height[i] = inside ? size_at(c, step * (double)i) : c->h[i > 0 ? c->members : 0];
        top = fmax(top, height[i]);
    }
    *size = top;
    for (size_t i = 1; i < points; i++) {
        bool hill = height[i] >= height[i - 1] && height[i] >= height[i + 1];
        if (hill && height[i] >= 0.98 * top)
            *size = fmax(*size, refined(c, step * (double)(i - 1), step * (double)(i + 1)));
    }
    free(height);
    *size = fmin(1, *size);
    return UF_OK;
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* Weights of all values on the diagonal, relative to each other, summing to 1. */
static size_t diagonal(const uf_hypergeometric *h, double *weights)
{
    size_t values = (size_t)(h->high - h->low) + 1;
    double log_weight = 0, top = 0, total = 0;
    weights[0] = 0;
    for (size_t i = 0; i + 1 < values; i++) {
        log_weight += log(uf_hypergeometric_step(h, h->low + i, 1));
        weights[i + 1] = log_weight;
        top = fmax(top, log_weight);
    }
    for (size_t i = 0; i < values; i++) {
        weights[i] = exp(weights[i] - top);
        total += weights[i];
    }
    for (size_t i = 0; i < values; i++)
        weights[i] /= total;
    return values;
}

/* Two-sided: p-values are sums of the smallest weights, where tied weights come in together. */
static double rejected_two_sided(double *weights, size_t values, double p)
{
    qsort(weights, values, sizeof *weights, descending);
    double sum = 0, best = 0;
    for (size_t end = values; end > 0;) {
        double limit = weights[end - 1] * (1 + tie);
        while (end > 0 && weights[end - 1] <= limit)
            sum += weights[--end];
        if (sum > p * (1 + tie))
            break;
        best = sum;
    }
    return best;
}

/* h(s) for the margins: the largest Fisher p-value on the diagonal that is no larger than p. */
static double rejected(const uf_hypergeometric *h, double p, uf_alternative alternative,
                       double *weights)
{
    size_t values = diagonal(h, weights);
    if (alternative == UF_TWO_SIDED)
        return rejected_two_sided(weights, values, p);
    double sum = 0, best = 0;
    for (size_t i = 0; i < values; i++) {
        sum += weights[alternative == UF_LESS ? i : values - 1 - i];
        if (sum > p * (1 + tie))
            break;
        best = sum;
    }
    return best;
}

static uf_status boschloo(double *p, const uf_two_by_two *table, double fisher,
                          uf_alternative alternative)
{
    uint64_t members = table->n + table->n_reference;
    size_t length = (size_t)members + 1;
    double *work = calloc(3 * length, sizeof *work);
    if (work == NULL)
        return UF_ENOMEM;
    double *h = work, *choose = work + length, *weights = work + 2 * length;
    for (uint64_t s = 0; s <= members; s++) {
        uint64_t in_group = s < table->n ? s : table->n;
        uf_two_by_two other = { in_group, table->n, s - in_group, table->n_reference };
        uf_hypergeometric margins = uf_hypergeometric_margins(&other);
        h[s] = rejected(&margins, fisher, alternative, weights);
        choose[s] = s == 0 ? 0 : choose[s - 1] + log((double)(members - s + 1) / (double)s);
    }
    struct size_curve curve = { h, choose, members };
    uf_status status = largest_size(p, &curve);
    free(work);
    return status;
}

uf_status uf_two_by_two_boschloo(uf_effect *effect, const uf_two_by_two *table,
                                 uf_alternative alternative, uf_error *error)
{
    *effect = uf_effect_none("boschloo");
    uf_effect fisher;
    if (uf_two_by_two_fisher(&fisher, table, UF_FISHER_EXACT, alternative, error) != UF_OK)
        return UF_EINVAL;
    if (table->n == 0 || table->n_reference == 0) {
        effect->note = "a group is empty";
        return UF_OK;
    }
    if (table->n + table->n_reference > UF_BOSCHLOO_MAX_MEMBERS) {
        effect->note = "too many members for Boschloo's test";
        return UF_OK;
    }
    effect->statistic = fisher.p_value;
    uf_status status = boschloo(&effect->p_value, table, fisher.p_value, alternative);
    if (status != UF_OK)
        return uf_error_set(error, status, __func__, "memory ran out", UF_NO_INDEX, NAN);
    return UF_OK;
}
