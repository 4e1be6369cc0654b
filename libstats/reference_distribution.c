/* reference_distribution.c: counting statistics that are as far out as another. */
#include <utfall/reference_distribution.h>

#include <math.h>

/* Statistics this part of the largest one apart are the same. */
static const double tie = 1e-9;

/* How far out a statistic is: more is farther. */
static double reach(uf_alternative alternative, double statistic)
{
    switch (alternative) {
    case UF_LESS: return -statistic;
    case UF_GREATER: return statistic;
    default: return fabs(statistic);
    }
}

static size_t count(const double *others, size_t n, uf_alternative alternative, double least)
{
    size_t times = 0;
    for (size_t i = 0; i < n; i++)
        times += reach(alternative, others[i]) >= least;
    return times;
}

uf_status uf_reference_distribution_make(uf_reference_distribution *distribution, double observed,
                                         const double *others, size_t n, uf_alternative alternative,
                                         uf_error *error)
{
    double largest = fabs(observed), farthest = reach(alternative, observed);
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(others[i]))
            return uf_error_set(error, UF_EDATA, __func__, "a statistic is not finite", i,
                                others[i]);
        largest = fmax(largest, fabs(others[i]));
        farthest = fmax(farthest, reach(alternative, others[i]));
    }
    if (!isfinite(observed))
        return uf_error_set(error, UF_EDATA, __func__, "a statistic is not finite", n, observed);
    const double slack = tie * largest, own = reach(alternative, observed);
    const double total = (double)n + 1.0;
    *distribution = (uf_reference_distribution){
        .observed = observed,
        .slack = slack,
        .alternative = alternative,
        .assignments = n + 1,
        .extreme = 1 + count(others, n, alternative, own - slack),
        .farthest = (own >= farthest - slack) + count(others, n, alternative, farthest - slack),
    };
    distribution->p_value = (double)distribution->extreme / total;
    distribution->smallest_p = (double)distribution->farthest / total;
    return UF_OK;
}

bool uf_reference_distribution_extreme(const uf_reference_distribution *distribution,
                                       double statistic)
{
    const uf_alternative alternative = distribution->alternative;
    return reach(alternative, statistic) >=
           reach(alternative, distribution->observed) - distribution->slack;
}
