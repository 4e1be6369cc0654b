/* multiplicity.c: Holm, Hochberg, Benjamini-Hochberg, Benjamini-Yekutieli, Bonferroni. */
#include <utfall/multiplicity.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

struct test {
    double p;
    size_t index;
};

static int by_p(const void *a, const void *b)
{
    double x = ((const struct test *)a)->p, y = ((const struct test *)b)->p;
    return (x > y) - (x < y);
}

static double harmonic(size_t n)
{
    double sum = 0;
    for (size_t i = n; i > 0; i--)
        sum += 1 / (double)i;
    return sum;
}

/* What p(i) is multiplied by, i from 1; sum is 1 + 1/2 + ... + 1/tests. */
static double factor(uf_adjust method, double i, double tests, double sum)
{
    switch (method) {
    case UF_ADJUST_HOLM:
    case UF_ADJUST_HOCHBERG: return tests - i + 1;
    case UF_ADJUST_BH: return tests / i;
    case UF_ADJUST_BY: return sum * tests / i;
    case UF_ADJUST_BONFERRONI: return tests;
    }
    return NAN;
}

/* sorted[0..tests-1].p becomes the adjusted value: the running maximum upwards for Holm and
 * Bonferroni, the running minimum downwards for the step-up methods. */
static void adjust(struct test *sorted, size_t tests, uf_adjust method)
{
    bool upwards = method == UF_ADJUST_HOLM || method == UF_ADJUST_BONFERRONI;
    double m = (double)tests, limit = upwards ? 0 : 1, sum = harmonic(tests);
    for (size_t step = 0; step < tests; step++) {
        size_t i = upwards ? step : tests - 1 - step;
        double value = fmin(1, factor(method, (double)i + 1, m, sum) * sorted[i].p);
        limit = upwards ? fmax(limit, value) : fmin(limit, value);
        sorted[i].p = limit;
    }
}

uf_status uf_adjust_p(double *adjusted, const double *p, size_t n, uf_adjust method,
                      uf_error *error)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i] < 0 || p[i] > 1)
            return uf_error_set(error, UF_EINVAL, __func__, "p is outside 0 to 1", i, p[i]);
    }
    struct test *sorted = malloc((n + 1) * sizeof *sorted);
    if (sorted == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    size_t tests = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(p[i]))
            sorted[tests++] = (struct test){ p[i], i };
        adjusted[i] = p[i];
    }
    qsort(sorted, tests, sizeof *sorted, by_p);
    adjust(sorted, tests, method);
    for (size_t i = 0; i < tests; i++)
        adjusted[sorted[i].index] = sorted[i].p;
    free(sorted);
    return UF_OK;
}
