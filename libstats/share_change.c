/* share_change.c: influence values of whole clusters, and what they say of a change. */
#include <utfall/share_change.h>

#include <math.h>

#include <utfall/risk_difference.h>
#include <utfall/risk_ratio.h>
#include <utfall/target.h>

void uf_share_change_init(uf_share_change *change)
{
    *change = (uf_share_change){ .clustered = false };
    uf_comoments_init(&change->clusters, 4);
}

/* Add b to *a; false if one of the sums is not an exact double. */
static bool add(uf_two_by_two *a, const uf_two_by_two *b)
{
    const uint64_t most = UINT64_C(1) << 53;
    if (b->n > most - a->n || b->n_reference > most - a->n_reference)
        return false;
    a->events += b->events;
    a->n += b->n;
    a->events_reference += b->events_reference;
    a->n_reference += b->n_reference;
    return uf_two_by_two_valid(a);
}

uf_status uf_share_change_push(uf_share_change *change, uint64_t n_before, uint64_t events_before,
                               uint64_t n_after, uint64_t events_after, uf_error *error)
{
    if (events_before > n_before || events_after > n_after)
        return uf_error_set(error, UF_EINVAL, __func__, "more events than units", UF_NO_INDEX, NAN);
    if (n_before == 0 && n_after == 0)
        return UF_OK;
    uf_share_change one;
    uf_share_change_init(&one);
    one.totals = (uf_two_by_two){ events_after, n_after, events_before, n_before };
    one.clustered = n_before > 1 || n_after > 1;
    uf_comoments_push(&one.clusters, (double[]){ (double)n_before, (double)events_before,
                                                 (double)n_after, (double)events_after });
    return uf_share_change_merge(change, &one, error);
}

uf_status uf_share_change_merge(uf_share_change *change, const uf_share_change *other,
                                uf_error *error)
{
    uf_two_by_two totals = change->totals;
    if (!add(&totals, &other->totals))
        return uf_error_set(error, UF_ERANGE, __func__, "more units than 2^53", UF_NO_INDEX, NAN);
    change->totals = totals;
    uf_comoments_merge(&change->clusters, &other->clusters);
    change->clustered = change->clustered || other->clustered;
    return UF_OK;
}

/* a/b - c/d and (a/b)/(c/d) - 1 with one rounding where the products are exact doubles: 24 of 200
 * after 30 of 200 is the double -0.2. */
static double difference(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    double left = (double)a * (double)d, right = (double)c * (double)b;
    return (left - right) / ((double)b * (double)d);
}

static double relative(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    double left = (double)a * (double)d, right = (double)c * (double)b;
    return (left - right) / right;
}

struct shares {
    double before, after;
    bool extreme; /* one of them is 0 or 1 */
};

static struct shares shares(const uf_two_by_two *t)
{
    return (struct shares){
        .before = (double)t->events_reference / (double)t->n_reference,
        .after = (double)t->events / (double)t->n,
        .extreme = t->events == 0 || t->events == t->n || t->events_reference == 0 ||
                   t->events_reference == t->n_reference,
    };
}

/* V for u_g = (x_1g - p_1 n_1g)/scale_after - (x_0g - p_0 n_0g)/scale_before. */
static double variance(const uf_share_change *change, double scale_before, double scale_after)
{
    struct shares p = shares(&change->totals);
    double g = change->clusters.count;
    double influence[] = { p.before / scale_before, -1 / scale_before, -p.after / scale_after,
                           1 / scale_after };
    return g / (g - 1) * uf_comoments_spread(&change->clusters, influence);
}

/* The reason why there can be no interval, or NULL. */
static const char *obstacle(const uf_share_change *change, size_t min_clusters)
{
    if (change->totals.n_reference == 0)
        return change->totals.n == 0 ? "no rows" : "no units before";
    if (change->totals.n == 0)
        return "no units after";
    if (change->clusters.count < (double)min_clusters)
        return min_clusters >= UF_SHARE_CHANGE_MIN_SCHOOLS ? "too few clusters for an interval"
                                                           : "one cluster: no interval";
    return NULL;
}

#define INDEPENDENT "a share of 0 or 1, or no variation: interval of two independent samples"

static const char *independent_note(const uf_share_change *change)
{
    return change->clustered ? INDEPENDENT "; " UF_NOTE_CLUSTERING_IGNORED : INDEPENDENT;
}

static uf_status check(size_t min_clusters, double level, const char *function, uf_error *error)
{
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    if (min_clusters < 2)
        return uf_error_set(error, UF_EINVAL, function, "fewer than 2 clusters asked for",
                            UF_NO_INDEX, (double)min_clusters);
    return UF_OK;
}

static void test(uf_effect *effect, const uf_share_change *change, double value, double spread)
{
    effect->std_error = sqrt(spread);
    effect->df = change->clusters.count - 1;
    effect->statistic = value / effect->std_error;
    effect->p_value = uf_t_p(effect->statistic, effect->df, UF_TWO_SIDED);
}

uf_status uf_share_change_difference(uf_effect *effect, const uf_share_change *change,
                                     size_t min_clusters, double level, uf_error *error)
{
    uf_status status = check(min_clusters, level, __func__, error);
    if (status != UF_OK)
        return status;
    *effect = uf_effect_none("linearised-t");
    struct shares p = shares(&change->totals);
    const uf_two_by_two *t = &change->totals;
    effect->estimate = difference(t->events, t->n, t->events_reference, t->n_reference);
    const char *reason = obstacle(change, min_clusters);
    if (reason != NULL) {
        effect->note = reason;
        return UF_OK;
    }
    double spread = variance(change, (double)change->totals.n_reference, (double)change->totals.n);
    if (p.extreme || !(spread > 0)) {
        status =
            uf_risk_difference(effect, &change->totals, UF_RISK_DIFFERENCE_NEWCOMBE, level, error);
        effect->note = independent_note(change);
        return status;
    }
    test(effect, change, effect->estimate, spread);
    double width = uf_t_critical(level, effect->df) * effect->std_error;
    effect->conf_low = fmax(-1, effect->estimate - width);
    effect->conf_high = fmin(1, effect->estimate + width);
    return UF_OK;
}

/* Koopman's limits and test of the ratio, moved to the relative change. */
static uf_status independent_ratio(uf_effect *effect, const uf_share_change *change, double level,
                                   uf_error *error)
{
    double estimate = effect->estimate;
    uf_status status = uf_risk_ratio(effect, &change->totals, UF_RISK_RATIO_KOOPMAN, level, error);
    effect->estimate = estimate;
    effect->conf_low -= 1;
    effect->conf_high -= 1;
    effect->note = independent_note(change);
    return status;
}

uf_status uf_share_change_relative(uf_effect *effect, const uf_share_change *change,
                                   size_t min_clusters, double level, uf_error *error)
{
    uf_status status = check(min_clusters, level, __func__, error);
    if (status != UF_OK)
        return status;
    *effect = uf_effect_none("log-linearised-t");
    const uf_two_by_two *t = &change->totals;
    struct shares p = shares(t);
    if (t->n_reference > 0 && t->events_reference == 0) {
        effect->note = "the share before is 0: a relative change is undefined";
        return UF_OK;
    }
    effect->estimate = relative(t->events, t->n, t->events_reference, t->n_reference);
    const char *reason = obstacle(change, min_clusters);
    if (reason != NULL) {
        effect->note = reason;
        return UF_OK;
    }
    double spread =
        t->events > 0 ? variance(change, (double)t->events_reference, (double)t->events) : 0;
    if (p.extreme || !(spread > 0))
        return independent_ratio(effect, change, level, error);
    double log_ratio = log(p.after / p.before);
    test(effect, change, log_ratio, spread);
    double width = uf_t_critical(level, effect->df) * effect->std_error;
    effect->conf_low = expm1(log_ratio - width);
    effect->conf_high = expm1(log_ratio + width);
    return UF_OK;
}

uf_change_bounds uf_share_change_bounds_difference(const uf_limit_count *before,
                                                   const uf_limit_count *after)
{
    return (uf_change_bounds){
        .low = difference(after->surely, after->all, before->maybe, before->all),
        .high = difference(after->maybe, after->all, before->surely, before->all),
    };
}

uf_change_bounds uf_share_change_bounds_relative(const uf_limit_count *before,
                                                 const uf_limit_count *after)
{
    if (before->maybe == 0 || after->all == 0)
        return (uf_change_bounds){ NAN, NAN };
    if (after->maybe == 0)
        return (uf_change_bounds){ -1, -1 };
    return (uf_change_bounds){
        .low = relative(after->surely, after->all, before->maybe, before->all),
        .high = before->surely > 0 ? relative(after->maybe, after->all, before->surely, before->all)
                                   : INFINITY,
    };
}

uf_change_warnings uf_share_change_warnings(const uf_two_by_two *counts)
{
    return (uf_change_warnings){
        .small =
            counts->n < UF_CHANGE_SMALL_UNITS || counts->n_reference < UF_CHANGE_SMALL_UNITS ||
            counts->events < UF_CHANGE_SMALL_EVENTS ||
            counts->events_reference<UF_CHANGE_SMALL_EVENTS, .selected = counts->n_reference> 0 &&
                10 * (counts->n_reference - counts->events_reference) <= counts->n_reference,
    };
}
