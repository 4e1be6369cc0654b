/* reliability_omega.c: one factor by minres or maximum likelihood. */
#include <utfall/reliability_omega.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SWEEPS_MAX = 20000, STARTS_MAX = 25 };
static const double still = 1e-12;
/* A uniqueness below this is one at its bound: factanal's and psych's is 0.005. */
static const double uniqueness_min = 0.005;

/* ---- Correlations ---- */

/* k by k; false if an item does not vary. */
static bool correlations(double *r, const uf_item_spread *s)
{
    const size_t k = s->items;
    for (size_t i = 0; i < k; i++) {
        if (!(s->covariance[i * k + i] > 0))
            return false;
    }
    for (size_t i = 0; i < k; i++) {
        r[i * k + i] = 1;
        for (size_t j = 0; j < i; j++) {
            const double scale = sqrt(s->covariance[i * k + i]) * sqrt(s->covariance[j * k + j]);
            r[i * k + j] = r[j * k + i] = s->covariance[i * k + j] / scale;
        }
    }
    return true;
}

/* Where both start: the correlations with one item. */
static void start(double *loadings, const double *r, size_t k, size_t item)
{
    for (size_t i = 0; i < k; i++)
        loadings[i] = r[item * k + i];
}

/* The item that has most to do with the others. */
static size_t closest(const double *r, size_t k)
{
    size_t best = 0;
    double most = -1;
    for (size_t i = 0; i < k; i++) {
        double squares = 0;
        for (size_t j = 0; j < k; j++)
            squares += r[i * k + j] * r[i * k + j];
        if (squares > most) {
            most = squares;
            best = i;
        }
    }
    return best;
}

/* ---- Minres ---- */

/* The loading of item i that is best with all others as they are: regression of its correlations on
 * the other loadings. The sum of squares is a parabola in it, so cutting to the bound is exact. */
static double best_loading(const double *loadings, const double *r, size_t k, size_t i)
{
    double product = 0, squares = 0;
    for (size_t j = 0; j < k; j++) {
        if (j == i)
            continue;
        product += r[i * k + j] * loadings[j];
        squares += loadings[j] * loadings[j];
    }
    return squares > 0 ? fmax(-1, fmin(1, product / squares)) : 0;
}

static bool descend(double *loadings, const double *r, size_t k)
{
    for (int sweep = 0; sweep < SWEEPS_MAX; sweep++) {
        double moved = 0;
        for (size_t i = 0; i < k; i++) {
            const double better = best_loading(loadings, r, k, i);
            moved = fmax(moved, fabs(better - loadings[i]));
            loadings[i] = better;
        }
        if (moved < still)
            return true;
    }
    return false;
}

static double residuals(const double *loadings, const double *r, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < i; j++) {
            const double left = r[i * k + j] - loadings[i] * loadings[j];
            sum += left * left;
        }
    }
    return sum;
}

/* The sum of squares may have several hollows where items have little in common: the deepest of
 * those that the items lead to. scratch: k numbers. */
static bool minres(double *loadings, const double *r, size_t k, double *scratch)
{
    const size_t step = k / (STARTS_MAX + 1) + 1;
    double least = INFINITY;
    for (size_t item = 0; item < k; item += step) {
        start(scratch, r, k, item);
        if (!descend(scratch, r, k))
            continue;
        const double left = residuals(scratch, r, k);
        if (left < least - still) {
            least = left;
            for (size_t j = 0; j < k; j++)
                loadings[j] = scratch[j];
        }
    }
    return least < INFINITY;
}

/* ---- Maximum likelihood ---- */

/* One step of EM. With b = l' (l l' + Psi)^-1 and its regression of the factor on the items, the
 * new loadings are R b / (1 - b l + b R b); Psi is what they leave of the variances. */
static double em_step(double *loadings, double *uniqueness, double *with_factor, const double *r,
                      size_t k)
{
    double information = 0;
    for (size_t i = 0; i < k; i++)
        information += loadings[i] * loadings[i] / uniqueness[i];
    double variance = 1 / (1 + information);
    for (size_t i = 0; i < k; i++) {
        with_factor[i] = 0;
        for (size_t j = 0; j < k; j++)
            with_factor[i] += r[i * k + j] * loadings[j] / uniqueness[j] / (1 + information);
    }
    for (size_t i = 0; i < k; i++)
        variance += loadings[i] / uniqueness[i] / (1 + information) * with_factor[i];
    double moved = 0;
    for (size_t i = 0; i < k; i++) {
        const double better = with_factor[i] / variance;
        uniqueness[i] = fmax(uniqueness_min, 1 - better * with_factor[i]);
        moved = fmax(moved, fabs(better - loadings[i]));
        loadings[i] = better;
    }
    return moved;
}

/* scratch: 2 k numbers. */
static bool maximum_likelihood(double *loadings, const double *r, size_t k, double *scratch)
{
    double *uniqueness = scratch, *with_factor = scratch + k;
    start(loadings, r, k, closest(r, k));
    for (size_t i = 0; i < k; i++) {
        loadings[i] *= 0.8; /* the item that it started from has 1, which leaves no error */
        uniqueness[i] = fmax(uniqueness_min, 1 - loadings[i] * loadings[i]);
    }
    for (int step = 0; step < SWEEPS_MAX; step++) {
        if (em_step(loadings, uniqueness, with_factor, r, k) < still)
            return true;
    }
    return false;
}

/* ---- Both ---- */

static const char *obstacle(const uf_item_spread *s)
{
    if (s->items < 2)
        return "one item: there is no factor behind items";
    if (s->items == 2)
        return "two items: one correlation does not tell their loadings apart";
    return s->n < 3 ? "fewer than 3 people answered every item" : NULL;
}

static void turn(double *loadings, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < k; i++)
        sum += loadings[i];
    for (size_t i = 0; i < k; i++)
        loadings[i] = sum < 0 ? -loadings[i] : loadings[i];
}

static const char *warning(const double *loadings, const uf_item_spread *s)
{
    bool bound = false, negative = false;
    for (size_t i = 0; i < s->items; i++) {
        bound = bound || 1 - loadings[i] * loadings[i] < uniqueness_min;
        negative = negative || loadings[i] < 0;
    }
    if (bound && negative)
        return "a Heywood case, and an item loads negatively: is it reversed as it should be?";
    if (bound)
        return "a Heywood case: one factor leaves an item no error of its own";
    if (negative)
        return "an item loads negatively: is it reversed as it should be?";
    return s->n < (double)s->items ? "fewer people than items" : "";
}

static uf_status fit(double *loadings, const char **note, const uf_item_spread *s,
                     uf_factor_method method, double *r, uf_error *error)
{
    const size_t k = s->items;
    double *scratch = malloc(2 * k * sizeof *scratch);
    if (scratch == NULL)
        return uf_error_set(error, UF_ENOMEM, "uf_one_factor", "memory ran out", UF_NO_INDEX, NAN);
    const bool done = method == UF_FACTOR_MINRES ? minres(loadings, r, k, scratch)
                                                 : maximum_likelihood(loadings, r, k, scratch);
    free(scratch);
    turn(loadings, k);
    if (done) {
        *note = warning(loadings, s);
        return UF_OK;
    }
    for (size_t i = 0; i < k; i++)
        loadings[i] = NAN;
    *note = "the one-factor model did not converge";
    return UF_OK;
}

uf_status uf_one_factor(double *loadings, const char **note, const uf_item_spread *spread,
                        uf_factor_method method, uf_error *error)
{
    const size_t k = spread->items;
    for (size_t i = 0; i < k; i++)
        loadings[i] = NAN;
    *note = obstacle(spread);
    if (*note != NULL)
        return UF_OK;
    double *r = malloc(k * k * sizeof *r);
    if (r == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    uf_status status = UF_OK;
    if (correlations(r, spread))
        status = fit(loadings, note, spread, method, r, error);
    else
        *note = "an item does not vary";
    free(r);
    return status;
}

double uf_omega_of_loadings(const double *loadings, const double *s, size_t items)
{
    double common = 0, own = 0;
    for (size_t i = 0; i < items; i++) {
        const double scale = s == NULL ? 1 : s[i];
        common += scale * loadings[i];
        own += scale * scale * (1 - loadings[i] * loadings[i]);
    }
    return common * common / (common * common + own);
}

/* 1 - sum(1 - l_i^2) / (sum of correlations). */
static double omega(const double *loadings, const uf_item_spread *s)
{
    const size_t k = s->items;
    double own = 0, total = 0;
    for (size_t i = 0; i < k; i++) {
        own += 1 - loadings[i] * loadings[i];
        for (size_t j = 0; j < k; j++)
            total += s->covariance[i * k + j] /
                     (sqrt(s->covariance[i * k + i]) * sqrt(s->covariance[j * k + j]));
    }
    return total > 0 ? 1 - own / total : NAN;
}

uf_status uf_omega_total(uf_effect *effect, double *loadings, const uf_item_spread *spread,
                         uf_error *error)
{
    *effect = uf_effect_none("minres-one-factor");
    double *own = loadings == NULL ? malloc(spread->items * sizeof *own) : loadings;
    if (own == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    uf_status status = uf_one_factor(own, &effect->note, spread, UF_FACTOR_MINRES, error);
    if (status == UF_OK && !isnan(own[0]))
        effect->estimate = omega(own, spread);
    if (loadings == NULL)
        free(own);
    return status;
}
