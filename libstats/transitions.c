/* transitions.c: directions, the sign test, and marginal homogeneity of a square table.
 *
 * The covariance matrix of the Stuart-Maxwell test is the Laplacian of the graph whose nodes are
 * the levels and whose edges carry how many went either way between two levels. Its rank is the
 * number of levels less the number of connected parts, and d' V^- d is found by leaving out one
 * level of each part. */
#include <utfall/transitions.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>

#include <utfall/beta.h>
#include <utfall/proportion.h>

uf_transition_counts uf_transitions_count(const uint64_t *counts, size_t levels)
{
    uf_transition_counts sum = { 0 };
    for (size_t i = 0; i < levels; i++)
        for (size_t j = 0; j < levels; j++) {
            const uint64_t n = counts[i * levels + j];
            sum.n += n;
            *(j < i ? &sum.lowered : j > i ? &sum.raised : &sum.same) += n;
        }
    return sum;
}

/* ---- The sign test ---- */

static double sign_p(uint64_t lowered, uint64_t raised, uf_alternative alternative)
{
    const uint64_t n = lowered + raised;
    switch (alternative) {
    case UF_GREATER: return uf_binomial_at_least(raised, n, 0.5);
    case UF_LESS: return uf_binomial_at_most(raised, n, 0.5);
    case UF_TWO_SIDED: break;
    }
    return fmin(1, 2 * uf_binomial_at_most(lowered < raised ? lowered : raised, n, 0.5));
}

uf_status uf_sign_test(uf_effect *effect, uint64_t lowered, uint64_t raised, double level,
                       uf_alternative alternative, uf_error *error)
{
    const uint64_t most = UINT64_C(1) << 53;
    *effect = uf_effect_none("sign-exact");
    if (lowered > most || raised > most - lowered)
        return uf_error_set(error, UF_EINVAL, __func__, "more units than 2^53", UF_NO_INDEX, NAN);
    uf_status status = uf_proportion_interval(effect, raised, lowered + raised, UF_CLOPPER_PEARSON,
                                              alternative, level, error);
    if (status != UF_OK)
        return status;
    effect->method = "sign-exact";
    effect->std_error = NAN;
    effect->p_value = 1;
    if (lowered + raised == 0)
        effect->note = "nobody changed";
    else
        effect->p_value = sign_p(lowered, raised, alternative);
    return UF_OK;
}

/* ---- Marginal homogeneity ---- */

/* The levels as a graph; those kept are all but the first of each part. */
struct graph {
    const uint64_t *counts;
    size_t levels;
    size_t part[UF_TRANSITIONS_LEVELS_MAX]; /* the lowest level that a level is connected to */
    size_t kept[UF_TRANSITIONS_LEVELS_MAX], kept_count;
};

static double between(const struct graph *graph, size_t i, size_t j)
{
    return (double)graph->counts[i * graph->levels + j] +
           (double)graph->counts[j * graph->levels + i];
}

static void find_parts(struct graph *graph)
{
    for (size_t i = 0; i < graph->levels; i++)
        graph->part[i] = i;
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < graph->levels; i++)
            for (size_t j = 0; j < graph->levels; j++)
                if (graph->part[j] < graph->part[i] && between(graph, i, j) > 0) {
                    graph->part[i] = graph->part[j];
                    moved = true;
                }
    }
    for (size_t i = 0; i < graph->levels; i++)
        if (graph->part[i] != i)
            graph->kept[graph->kept_count++] = i;
}

/* n_i. - n_.i */
static double difference(const struct graph *graph, size_t level)
{
    double sum = 0;
    for (size_t j = 0; j < graph->levels; j++)
        sum += (double)graph->counts[level * graph->levels + j] -
               (double)graph->counts[j * graph->levels + level];
    return sum;
}

static double variance(const struct graph *graph, size_t i, size_t j)
{
    if (i != j)
        return -between(graph, i, j);
    double sum = 0;
    for (size_t k = 0; k < graph->levels; k++)
        sum += k == i ? 0 : between(graph, i, k);
    return sum;
}

/* d' V^-1 d over the levels kept; NaN when V cannot be factored. */
static double quadratic_form(const struct graph *graph, gsl_matrix *v, gsl_vector *d, gsl_vector *x)
{
    for (size_t a = 0; a < graph->kept_count; a++) {
        gsl_vector_set(d, a, difference(graph, graph->kept[a]));
        for (size_t b = 0; b < graph->kept_count; b++)
            gsl_matrix_set(v, a, b, variance(graph, graph->kept[a], graph->kept[b]));
    }
    double form;
    if (gsl_linalg_cholesky_decomp1(v) != 0 || gsl_linalg_cholesky_solve(v, d, x) != 0 ||
        gsl_blas_ddot(d, x, &form) != 0)
        return NAN;
    return form;
}

static uf_status solve(double *form, const struct graph *graph, uf_error *error)
{
    gsl_matrix *v = gsl_matrix_alloc(graph->kept_count, graph->kept_count);
    gsl_vector *d = gsl_vector_alloc(graph->kept_count);
    gsl_vector *x = gsl_vector_alloc(graph->kept_count);
    const bool memory = v != NULL && d != NULL && x != NULL;
    if (memory)
        *form = quadratic_form(graph, v, d, x);
    gsl_matrix_free(v);
    gsl_vector_free(d);
    gsl_vector_free(x);
    if (!memory)
        return uf_error_set(error, UF_ENOMEM, "uf_transitions_homogeneity", "memory ran out",
                            UF_NO_INDEX, NAN);
    if (isnan(*form))
        return uf_error_set(error, UF_ENUMERIC, "uf_transitions_homogeneity",
                            "the covariance matrix could not be solved", UF_NO_INDEX, NAN);
    return UF_OK;
}

static uf_status check(const uint64_t *counts, size_t levels, uf_error *error)
{
    static const char function[] = "uf_transitions_homogeneity";
    if (levels == 0 || levels > UF_TRANSITIONS_LEVELS_MAX)
        return uf_error_set(error, UF_EINVAL, function, "no levels, or more than 101", UF_NO_INDEX,
                            (double)levels);
    for (size_t cell = 0; cell < levels * levels; cell++)
        if (counts[cell] > UINT64_C(1) << 53)
            return uf_error_set(error, UF_EINVAL, function, "a count is above 2^53", cell,
                                (double)counts[cell]);
    return UF_OK;
}

uf_status uf_transitions_homogeneity(uf_effect *effect, const uint64_t *counts, size_t levels,
                                     uf_marginal_test test, uf_error *error)
{
    *effect = uf_effect_none(test == UF_BHAPKAR ? "bhapkar" : "stuart-maxwell");
    uf_status status = check(counts, levels, error);
    if (status != UF_OK)
        return status;
    struct graph graph = { .counts = counts, .levels = levels };
    find_parts(&graph);
    if (graph.kept_count == 0) {
        effect->note = "nobody changed";
        return UF_OK;
    }
    double form = NAN;
    status = solve(&form, &graph, error);
    if (status != UF_OK)
        return status;
    const uf_transition_counts sum = uf_transitions_count(counts, levels);
    const double n = (double)sum.n;
    if (test == UF_BHAPKAR)
        form = n - form > 1e-9 * n ? form / (1 - form / n) : INFINITY;
    effect->statistic = form;
    effect->df = (double)graph.kept_count;
    effect->p_value = isinf(form) ? 0 : uf_chi_square_p(form, effect->df);
    if (sum.lowered + sum.raised < 10)
        effect->note = "fewer than 10 changed: the chi-square distribution is rough";
    return UF_OK;
}
