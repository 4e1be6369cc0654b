/* cluster_bootstrap.c: clusters as the units of bootstrap.h, arms as its strata. */
#include <utfall/cluster_bootstrap.h>

#include <utfall/bootstrap.h>

#include <math.h>
#include <stdlib.h>

/* Clusters in the order of the strata: intervention, then control. */
struct arms {
    double *value, *weight;
    size_t sizes[2];
};

/* Weighted mean of the value at unit[0..n-1]. */
static double mean(const struct arms *arms, const size_t *unit, size_t n)
{
    double weight = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        weight += arms->weight[unit[i]];
        sum += arms->weight[unit[i]] * arms->value[unit[i]];
    }
    return sum / weight;
}

/* One cluster may be left out, of whichever arm: control units are numbered after the others. */
static double difference(const size_t *unit, size_t n, const void *data)
{
    const struct arms *arms = data;
    size_t treated = arms->sizes[0];
    while (treated > 0 && (treated > n || unit[treated - 1] >= arms->sizes[0]))
        treated--;
    return mean(arms, unit, treated) - mean(arms, unit + treated, n - treated);
}

static uf_status check(const double *y, const unsigned char *treated, const double *weight,
                       size_t clusters, const uf_cluster_bootstrap_plan *plan, uf_error *error)
{
    const char *function = "uf_cluster_bootstrap";
    if (!uf_level_valid(plan->level))
        return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX,
                            plan->level);
    if (plan->replicates == 0)
        return uf_error_set(error, UF_EINVAL, function, "no replicates", UF_NO_INDEX, 0);
    for (size_t g = 0; g < clusters; g++) {
        if (!isfinite(y[g]))
            return uf_error_set(error, UF_EINVAL, function, "a value is not a number", g, y[g]);
        if (weight != NULL && (!(weight[g] > 0) || !isfinite(weight[g])))
            return uf_error_set(error, UF_EINVAL, function, "a weight is not above 0", g,
                                weight[g]);
        if (treated[g] > 1)
            return uf_error_set(error, UF_EINVAL, function, "an arm is neither 0 nor 1", g,
                                treated[g]);
    }
    return UF_OK;
}

/* Values are measured from the first one, which the difference does not see. */
static void arrange(struct arms *arms, const double *y, const unsigned char *treated,
                    const double *weight, size_t clusters)
{
    size_t place = 0;
    for (unsigned char arm = 2; arm-- > 0;) {
        for (size_t g = 0; g < clusters; g++) {
            if (treated[g] != arm)
                continue;
            arms->value[place] = y[g] - y[0];
            arms->weight[place++] = weight != NULL ? weight[g] : 1;
            arms->sizes[1 - arm]++;
        }
    }
}

static uf_status resample(uf_effect *effect, const struct arms *arms, double *draws,
                          double *left_out, const uf_cluster_bootstrap_plan *plan, uf_error *error)
{
    const uf_bootstrap_plan strata = { arms->sizes, 2, plan->seed };
    double estimate;
    uf_status status = uf_bootstrap_observe(&estimate, left_out, &strata, difference, arms, error);
    if (status == UF_OK)
        status = uf_bootstrap_draw(draws, 0, plan->replicates, &strata, difference, arms, error);
    if (status != UF_OK)
        return status;
    if (plan->interval == UF_BOOTSTRAP_BCA)
        return uf_bootstrap_bca(effect, estimate, draws, plan->replicates, left_out, &strata,
                                plan->level, error);
    return uf_bootstrap_percentile(effect, estimate, draws, plan->replicates, plan->level, error);
}

static uf_status estimate_all(uf_effect *effect, const struct arms *arms, double *draws,
                              double *left_out, const uf_cluster_bootstrap_plan *plan,
                              uf_error *error)
{
    size_t fewest = arms->sizes[0] < arms->sizes[1] ? arms->sizes[0] : arms->sizes[1];
    if (fewest == 0) {
        effect->note = "an arm has no clusters";
        return UF_OK;
    }
    const uf_bootstrap_plan strata = { arms->sizes, 2, plan->seed };
    if (fewest < UF_CLUSTER_BOOTSTRAP_MIN) {
        effect->note = "too few clusters in an arm to resample them: no interval";
        return uf_bootstrap_observe(&effect->estimate, NULL, &strata, difference, arms, error);
    }
    const char *method = effect->method;
    uf_status status = resample(effect, arms, draws, left_out, plan, error);
    effect->method = method;
    if (status == UF_OK && effect->note[0] == '\0' && fewest < UF_CLUSTER_BOOTSTRAP_ENOUGH)
        effect->note = "few clusters in an arm: the bootstrap interval is too narrow";
    return status;
}

uf_status uf_cluster_bootstrap(uf_effect *effect, const double *y, const unsigned char *treated,
                               const double *weight, size_t clusters,
                               const uf_cluster_bootstrap_plan *plan, uf_error *error)
{
    *effect = uf_effect_none(plan->interval == UF_BOOTSTRAP_BCA ? "cluster-bootstrap-bca"
                                                                : "cluster-bootstrap-percentile");
    uf_status status = check(y, treated, weight, clusters, plan, error);
    if (status != UF_OK)
        return status;
    struct arms arms = { .sizes = { 0, 0 } };
    arms.value = calloc(clusters + 1, sizeof *arms.value);
    arms.weight = calloc(clusters + 1, sizeof *arms.weight);
    double *left_out = calloc(clusters + 1, sizeof *left_out);
    double *draws = calloc(plan->replicates, sizeof *draws);
    if (arms.value == NULL || arms.weight == NULL || left_out == NULL || draws == NULL) {
        status = uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    } else {
        arrange(&arms, y, treated, weight, clusters);
        status = estimate_all(effect, &arms, draws, left_out, plan, error);
    }
    free(arms.value);
    free(arms.weight);
    free(left_out);
    free(draws);
    return status;
}
