/* wild_bootstrap.c: draws of cluster weights, and their t as a function of the value tested. */
#include <utfall/wild_bootstrap.h>

#include "cluster_scores.h"
#include "null_draws.h"

#include <utfall/rng.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* The part of a dimensionless variance that rounding can leave of 0. */
static const double noise = 1e-20;

struct uf_wild_bootstrap {
    size_t clusters;
    uf_wild_weights weights;
    bool exact;
    double ways;
    struct null_draws draws;
};

/* Each cluster's weight from a number: 0 and 1, or 0 to 5. The first half are the negatives of the
 * second half in turn, 1 the first of the second. */
static double weight_of(uf_wild_weights weights, uint32_t number)
{
    if (weights == UF_WILD_RADEMACHER)
        return number == 0 ? -1 : 1;
    double size = number % 3 == 0 ? 1 : number % 3 == 1 ? sqrt(0.5) : sqrt(1.5);
    return number < 3 ? -size : size;
}

static uint32_t kinds(uf_wild_weights weights)
{
    return weights == UF_WILD_RADEMACHER ? 2 : 6;
}

/* Vector number i of those whose first weight is positive: the digits of i, counted so that all
 * weights are 1 when i is 0. The other half are their negatives. */
static void enumerated(double *v, const uf_wild_bootstrap *test, uint64_t i)
{
    uint32_t all = kinds(test->weights), half = all / 2;
    v[0] = weight_of(test->weights, half + (uint32_t)(i % half));
    i /= half;
    for (size_t g = 1; g < test->clusters; g++) {
        v[g] = weight_of(test->weights, (half + (uint32_t)(i % all)) % all);
        i /= all;
    }
}

static void drawn(double *v, const uf_wild_bootstrap *test, uint64_t seed, uint64_t replicate)
{
    uf_rng rng;
    uf_rng_init(&rng, seed, replicate);
    uint32_t bits = 0;
    for (size_t g = 0; g < test->clusters; g++) {
        if (test->weights == UF_WILD_WEBB) {
            v[g] = weight_of(UF_WILD_WEBB, uf_rng_below(&rng, 6));
            continue;
        }
        if (g % 32 == 0)
            bits = uf_rng_word(&rng);
        v[g] = weight_of(UF_WILD_RADEMACHER, bits >> (g % 32) & 1);
    }
}

/* Sums over clusters of v_g score_g and v_g own_g, p each. */
static void add_up(double *sums, const struct cluster_scores *s, const double *v)
{
    size_t p = s->columns;
    for (size_t k = 0; k < 2 * p; k++)
        sums[k] = 0;
    for (size_t g = 0; g < s->clusters; g++) {
        const double *score = s->score + g * p, *own = s->own + g * p;
        for (size_t k = 0; k < p; k++) {
            sums[k] += v[g] * score[k];
            sums[p + k] += v[g] * own[k];
        }
    }
}

/* The bootstrap's coefficient and squared standard error as functions of x = b0 - estimate. The
 * cross-product of the tested regressor with the residuals in cluster g is K_g - x root k_g. */
static struct null_draw compute(const struct cluster_scores *s, const double *v, double *sums)
{
    size_t p = s->columns;
    double squares = 0, mixed = 0, own_squares = 0;
    add_up(sums, s, v);
    for (size_t g = 0; g < s->clusters; g++) {
        const double *score = s->score + g * p, *own = s->own + g * p;
        double residual = v[g] * score[p - 1], slope = v[g] * own[p - 1];
        for (size_t k = 0; k < p; k++) {
            residual -= own[k] * sums[k];
            slope -= own[k] * sums[p + k];
        }
        squares += residual * residual;
        mixed += residual * slope;
        own_squares += slope * slope;
    }
    double factor = (double)s->clusters / ((double)s->clusters - 1);
    struct null_draw draw = {
        .n0 = sums[p - 1] / s->root,
        .n1 = -sums[2 * p - 1],
        .v0 = factor * squares / s->root / s->root,
        .v1 = -2 * factor * mixed / s->root,
        .v2 = factor * own_squares,
    };
    if (draw.v2 < noise)
        draw.v1 = draw.v2 = 0;
    return draw;
}

/* 1 or -1 when all weights are the same, and t is therefore t of the data or its negative; else
 * 0. */
static double common_sign(const double *v, size_t clusters)
{
    for (size_t g = 1; g < clusters; g++) {
        if (v[g] != v[0])
            return 0;
    }
    return v[0] > 0 ? 1 : -1;
}

static uf_status look(uf_wild_bootstrap *test, const struct cluster_scores *s, uint64_t seed,
                      uf_error *error)
{
    struct null_draws *draws = &test->draws;
    double *sums = calloc(2 * s->columns + 1, sizeof *sums);
    double *v = calloc(s->clusters + 1, sizeof *v);
    draws->draw = calloc(draws->count + 1, sizeof *draws->draw);
    if (sums == NULL || v == NULL || draws->draw == NULL) {
        free(sums);
        free(v);
        return uf_error_set(error, UF_ENOMEM, "uf_wild_bootstrap_new", "memory ran out",
                            UF_NO_INDEX, NAN);
    }
    for (size_t i = 0; i < draws->count; i++) {
        if (test->exact || i == 0)
            enumerated(v, test, i);
        else
            drawn(v, test, seed, i - 1);
        double sign = common_sign(v, s->clusters);
        draws->draw[i] =
            sign != 0 ? (struct null_draw){ 0, -sign, draws->variance, 0, 0 } : compute(s, v, sums);
    }
    free(sums);
    free(v);
    return UF_OK;
}

static uf_status plan_draws(uf_wild_bootstrap *test, const struct cluster_scores *s,
                            const uf_permutation_plan *plan, uf_error *error)
{
    test->clusters = s->clusters;
    test->ways = pow(kinds(test->weights), (double)s->clusters);
    test->exact = test->ways <= plan->exact_limit && test->ways < 0x1p53;
    if (!test->exact && (plan->replicates == 0 || plan->replicates >= UINT32_MAX))
        return uf_error_set(error, UF_EINVAL, "uf_wild_bootstrap_new",
                            "no replicates to draw, or too many", UF_NO_INDEX,
                            (double)plan->replicates);
    test->draws.paired = test->exact;
    test->draws.count = test->exact ? (size_t)(test->ways / 2) : (size_t)plan->replicates + 1;
    test->draws.studentised = true;
    test->draws.estimate = s->estimate;
    double squares = 0;
    for (size_t g = 0; g < s->clusters; g++) {
        double score = s->score[(g + 1) * s->columns - 1];
        squares += score * score;
    }
    double clusters = (double)s->clusters;
    test->draws.variance = clusters / (clusters - 1) * squares / s->root / s->root;
    return UF_OK;
}

void uf_wild_bootstrap_free(uf_wild_bootstrap *test)
{
    if (test == NULL)
        return;
    free(test->draws.draw);
    free(test);
}

uf_status uf_wild_bootstrap_new(uf_wild_bootstrap **test, const uf_cluster_cross *cross,
                                size_t tested, uf_wild_weights weights,
                                const uf_permutation_plan *plan, uf_error *error)
{
    *test = NULL;
    uf_wild_bootstrap *made = calloc(1, sizeof *made);
    if (made == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    made->weights = weights;
    struct cluster_scores scores;
    uf_status status = uf_cluster_scores_make(&scores, cross, tested, __func__, error);
    if (status == UF_OK)
        status = plan_draws(made, &scores, plan, error);
    if (status == UF_OK)
        status = look(made, &scores, plan->seed, error);
    uf_cluster_scores_release(&scores);
    if (status == UF_OK)
        *test = made;
    else
        uf_wild_bootstrap_free(made);
    return status;
}

double uf_wild_bootstrap_ways(const uf_wild_bootstrap *test)
{
    return test->ways;
}

bool uf_wild_bootstrap_exact(const uf_wild_bootstrap *test)
{
    return test->exact;
}

size_t uf_wild_bootstrap_count(const uf_wild_bootstrap *test)
{
    return test->draws.count * (test->draws.paired ? 2 : 1);
}

void uf_wild_bootstrap_draws(double *draws, const uf_wild_bootstrap *test)
{
    size_t count = test->draws.count;
    for (size_t i = 0; i < count; i++) {
        draws[i] = uf_null_draw_value(&test->draws.draw[i], -test->draws.estimate);
        if (test->draws.paired)
            draws[count + i] = -draws[i];
    }
}

double uf_wild_bootstrap_p(const uf_wild_bootstrap *test, double b0, uf_alternative alternative)
{
    return uf_null_draws_extreme(&test->draws, b0, alternative) /
           (double)uf_wild_bootstrap_count(test);
}

double uf_wild_bootstrap_p_equal_tail(const uf_wild_bootstrap *test, double b0)
{
    double less = uf_wild_bootstrap_p(test, b0, UF_LESS);
    double greater = uf_wild_bootstrap_p(test, b0, UF_GREATER);
    return fmin(1, 2 * fmin(less, greater));
}

double uf_wild_bootstrap_smallest_p(const uf_wild_bootstrap *test, uf_alternative alternative)
{
    double alike = kinds(test->weights) / (alternative == UF_TWO_SIDED ? 1.0 : 2.0);
    double smallest = alike / test->ways;
    return test->exact ? smallest : fmax(smallest, 1 / (double)test->draws.count);
}

double uf_wild_bootstrap_highest_level(const uf_wild_bootstrap *test, uf_alternative alternative)
{
    return 1 - uf_wild_bootstrap_smallest_p(test, alternative);
}

uf_status uf_wild_bootstrap_interval(uf_inverted_interval *interval, const uf_wild_bootstrap *test,
                                     double level, uf_alternative alternative, uf_error *error)
{
    return uf_null_draws_interval(interval, &test->draws, level, alternative, __func__, error);
}

uf_status uf_wild_bootstrap_effect(uf_effect *effect, const uf_wild_bootstrap *test, double level,
                                   uf_alternative alternative, uf_error *error)
{
    uf_inverted_interval interval;
    *effect = uf_effect_none(test->weights == UF_WILD_WEBB ? "wild-cluster-webb"
                                                           : "wild-cluster-rademacher");
    uf_status status = uf_wild_bootstrap_interval(&interval, test, level, alternative, error);
    if (status != UF_OK)
        return status;
    effect->estimate = test->draws.estimate;
    effect->std_error = sqrt(test->draws.variance);
    effect->statistic = effect->estimate / effect->std_error;
    effect->p_value = uf_wild_bootstrap_p(test, 0, alternative);
    effect->conf_low = interval.low;
    effect->conf_high = interval.high;
    effect->note = uf_null_draws_remark(&interval);
    return UF_OK;
}
