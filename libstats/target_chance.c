/* target_chance.c: the chance of a relative change, over all outcomes of two binomials. */
#include <utfall/beta.h>
#include <utfall/target_chance.h>

#include <math.h>
#include <stdbool.h>

typedef struct question {
    uf_relation relation;
    uf_decimal change;
    uint64_t n_before, n;
    double share;
} question;

enum { NOT_COMPARABLE = 2 };

/* Sign of (a/n) / (before/n_before) - 1 - change, or NOT_COMPARABLE. */
static int compare(const question *q, uint64_t a, uint64_t before)
{
    int sign = NOT_COMPARABLE;
    (void)uf_decimal_compare_change((int64_t)a, (int64_t)q->n, (int64_t)before,
                                    (int64_t)q->n_before, q->change, &sign);
    return sign;
}

/* How many of the counts 0..n have a change below the wanted one, or up to it when at_it. They are
 * the first ones, so bisection finds the border. */
static uint64_t counts_up_to(const question *q, uint64_t before, bool at_it)
{
    uint64_t low = 0;
    uint64_t high = q->n + 1;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        int sign = compare(q, middle, before);
        if (sign < 0 || (sign == 0 && at_it))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double chance_given(const question *q, uint64_t before)
{
    bool fall = q->relation == UF_AT_MOST || q->relation == UF_LESS_THAN;
    bool at_it = q->relation == UF_AT_MOST || q->relation == UF_MORE_THAN;
    uint64_t border = counts_up_to(q, before, at_it);
    if (!fall)
        return uf_binomial_at_least(border, q->n, q->share);
    return border == 0 ? 0 : uf_binomial_at_most(border - 1, q->n, q->share);
}

/* Add up from the likeliest count before towards one end, until the counts no longer matter. */
static double add_from(const question *q, double share_before, uint64_t start, int step)
{
    double sum = 0;
    double most = uf_binomial_probability(start, q->n_before, share_before);
    for (uint64_t before = start; before >= 1 && before <= q->n_before;
         before = step > 0 ? before + 1 : before - 1) {
        double weight = uf_binomial_probability(before, q->n_before, share_before);
        if (weight <= 1e-20 * most)
            break;
        sum += weight * chance_given(q, before);
    }
    return sum;
}

static bool valid_share(double share)
{
    return share >= 0 && share <= 1;
}

static bool valid_size(uint64_t n)
{
    return n > 0 && n <= UF_CHANCE_MAX_UNITS;
}

double uf_chance_of_change(uf_relation relation, uf_decimal change, uint64_t n_before,
                           double share_before, uint64_t n, double share)
{
    if (!valid_share(share_before) || !valid_share(share) || !valid_size(n_before) ||
        !valid_size(n))
        return NAN;
    question q = { relation, uf_decimal_reduce(change), n_before, n, share };
    if (compare(&q, n, n_before) == NOT_COMPARABLE)
        return NAN;
    uint64_t likeliest = (uint64_t)(share_before * (double)n_before);
    double up = add_from(&q, share_before, likeliest + 1, 1);
    double down = likeliest == 0 ? 0 : add_from(&q, share_before, likeliest, -1);
    return fmin(up + down, 1);
}
