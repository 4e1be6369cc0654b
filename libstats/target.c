/* target.c: verdict, evidence and probability for one requirement on one result row. */
#include <utfall/beta.h>
#include <utfall/tail.h>
#include <utfall/target.h>
#include <utfall/target_chance.h>

#include <math.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *term;
    uf_quantity quantity;
} terms[] = {
    { "share", UF_QUANTITY_SHARE },
    { "rate", UF_QUANTITY_RATE },
    { "coverage", UF_QUANTITY_RATE },
    { "relative_change", UF_QUANTITY_RELATIVE_CHANGE },
    { "risk_difference", UF_QUANTITY_SHARE_DIFFERENCE },
    { "risk_ratio", UF_QUANTITY_SHARE_RATIO },
    { "odds_ratio", UF_QUANTITY_RATIO },
    { "rate_ratio", UF_QUANTITY_RATIO },
    { "mean_ratio", UF_QUANTITY_RATIO },
};

uf_quantity uf_quantity_of_term(const char *term)
{
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        if (strcmp(term, terms[i].term) == 0)
            return terms[i].quantity;
    return UF_QUANTITY_NUMBER;
}

const char *uf_verdict_name(uf_verdict verdict)
{
    switch (verdict) {
    case UF_NOT_MET: return "not met";
    case UF_MET: return "met";
    case UF_VERDICT_UNDECIDED: return "undecided";
    }
    return "";
}

const char *uf_evidence_name(uf_evidence evidence)
{
    switch (evidence) {
    case UF_REFUTED: return "refuted";
    case UF_ESTABLISHED: return "established";
    case UF_EVIDENCE_UNDECIDED: return "undecided";
    }
    return "";
}

const char *uf_relation_name(uf_relation relation)
{
    switch (relation) {
    case UF_AT_LEAST: return ">=";
    case UF_AT_MOST: return "<=";
    case UF_MORE_THAN: return ">";
    case UF_LESS_THAN: return "<";
    }
    return "";
}

bool uf_target_clustering_ignored(const uf_estimate *row)
{
    return strstr(row->note, UF_NOTE_CLUSTERING_IGNORED) != NULL;
}

/* --- What a requirement may ask --- */

static bool is_count(uf_quantity quantity)
{
    return quantity == UF_QUANTITY_N || quantity == UF_QUANTITY_EVENTS;
}

static bool is_ratio(uf_quantity quantity)
{
    return quantity == UF_QUANTITY_SHARE_RATIO || quantity == UF_QUANTITY_RATIO;
}

static bool is_share(uf_quantity quantity)
{
    return quantity == UF_QUANTITY_SHARE || quantity == UF_QUANTITY_RATE;
}

/* Whether larger values are on the right side. */
static bool upwards(uf_relation relation)
{
    return relation == UF_AT_LEAST || relation == UF_MORE_THAN;
}

static const char *impossible(const uf_requirement *requirement)
{
    uf_decimal value = requirement->value;
    if (value.places < 0 || value.places > UF_DECIMAL_MAX_PLACES)
        return "the value has too many decimals";
    int against_0 = uf_decimal_compare(value, (uf_decimal){ 0, 0 });
    int against_1 = uf_decimal_compare(value, (uf_decimal){ 1, 0 });
    int against_minus_1 = uf_decimal_compare(value, (uf_decimal){ -1, 0 });
    uf_quantity quantity = requirement->quantity;
    if (is_share(quantity) && (against_0 < 0 || against_1 > 0))
        return "a share is between 0 and 100 %";
    if (quantity == UF_QUANTITY_RELATIVE_CHANGE && against_minus_1 < 0)
        return "nothing falls by more than 100 %";
    if (quantity == UF_QUANTITY_SHARE_DIFFERENCE && (against_minus_1 < 0 || against_1 > 0))
        return "shares differ by 100 points at most";
    if (is_ratio(quantity) && against_0 < 0)
        return "a ratio is not negative";
    if (is_count(quantity) && against_0 < 0)
        return "a count is not negative";
    return NULL;
}

/* --- Verdict --- */

static bool holds(uf_relation relation, int sign)
{
    switch (relation) {
    case UF_AT_LEAST: return sign >= 0;
    case UF_AT_MOST: return sign <= 0;
    case UF_MORE_THAN: return sign > 0;
    case UF_LESS_THAN: return sign < 0;
    }
    return false;
}

/* Sign of x - value in doubles. */
static int side(const uf_requirement *requirement, double x)
{
    double value = uf_decimal_value(requirement->value);
    return (x > value) - (x < value);
}

static bool whole(double x, int64_t *count)
{
    if (!(x >= 0 && x < 9007199254740992.0) || x != floor(x))
        return false;
    *count = (int64_t)x;
    return true;
}

/* Is the estimate what the counts say, but for the rounding of its computation? */
static bool agrees(double estimate, double from_counts)
{
    return fabs(estimate - from_counts) <= 1e-9 * fabs(from_counts) + 1e-12;
}

typedef struct counts {
    int64_t events, n, events_reference, n_reference;
} counts;

/* events of n, possible and whole. */
static bool share_counts(const uf_estimate *row, counts *c)
{
    return whole(row->events, &c->events) && whole(row->n, &c->n) && c->n > 0 && c->events <= c->n;
}

static bool reference_counts(const uf_estimate *row, counts *c)
{
    return whole(row->events_reference, &c->events_reference) &&
           whole(row->n_reference, &c->n_reference) && c->n_reference > 0 &&
           c->events_reference <= c->n_reference;
}

static bool counts_agree(const uf_requirement *requirement, const uf_estimate *row, counts *c)
{
    uf_quantity quantity = requirement->quantity;
    if (!share_counts(row, c))
        return false;
    double share = (double)c->events / (double)c->n;
    if (is_share(quantity))
        return agrees(row->estimate, share);
    if (!reference_counts(row, c))
        return false;
    double reference = (double)c->events_reference / (double)c->n_reference;
    if (quantity == UF_QUANTITY_SHARE_DIFFERENCE)
        return agrees(row->estimate, share - reference);
    if (c->events_reference == 0)
        return false;
    if (quantity == UF_QUANTITY_RELATIVE_CHANGE)
        return agrees(row->estimate, share / reference - 1);
    return quantity == UF_QUANTITY_SHARE_RATIO && agrees(row->estimate, share / reference);
}

/* The ratio's value as a change: value - 1. */
static bool as_change(uf_decimal ratio, uf_decimal *change)
{
    int64_t one;
    ratio = uf_decimal_reduce(ratio);
    if (!uf_decimal_scale((uf_decimal){ 1, 0 }, ratio.places, &one, NULL))
        return false;
    *change = (uf_decimal){ ratio.mantissa - one, ratio.places };
    return true;
}

/* Sign of the estimate - value from the counts behind it; false when they cannot say. */
static bool exact_side(const uf_requirement *requirement, const uf_estimate *row, int *sign)
{
    counts c = { 0, 0, 0, 0 };
    uf_decimal value = requirement->value;
    if (!counts_agree(requirement, row, &c))
        return false;
    switch (requirement->quantity) {
    case UF_QUANTITY_SHARE:
    case UF_QUANTITY_RATE:
        *sign =
            uf_decimal_compare_share((uf_decimal){ c.events, 0 }, (uf_decimal){ c.n, 0 }, value);
        return true;
    case UF_QUANTITY_SHARE_DIFFERENCE:
        return uf_decimal_compare_difference(c.events, c.n, c.events_reference, c.n_reference,
                                             value, sign);
    case UF_QUANTITY_SHARE_RATIO:
        if (!as_change(value, &value))
            return false;
        break;
    case UF_QUANTITY_RELATIVE_CHANGE: break;
    default: return false;
    }
    return uf_decimal_compare_change(c.events, c.n, c.events_reference, c.n_reference, value, sign);
}

static void judge_count(uf_judgement *judgement, const uf_requirement *requirement, double count)
{
    int64_t units;
    if (isnan(count)) {
        judgement->verdict_reason = "the row has no such count";
        judgement->evidence_reason = judgement->verdict_reason;
        return;
    }
    judgement->exact = whole(count, &units);
    int sign = judgement->exact ? uf_decimal_compare((uf_decimal){ units, 0 }, requirement->value)
                                : side(requirement, count);
    bool met = holds(requirement->relation, sign);
    judgement->verdict = met ? UF_MET : UF_NOT_MET;
    judgement->evidence = met ? UF_ESTABLISHED : UF_REFUTED;
}

static void judge_estimate(uf_judgement *judgement, const uf_requirement *requirement,
                           const uf_estimate *row)
{
    if (isnan(row->estimate)) {
        judgement->verdict_reason = "the row has no estimate";
        return;
    }
    int sign = 0;
    judgement->exact = exact_side(requirement, row, &sign);
    if (!judgement->exact)
        sign = side(requirement, row->estimate);
    judgement->verdict = holds(requirement->relation, sign) ? UF_MET : UF_NOT_MET;
}

/* Sign of a bound - value. The bound of a share is a number of units too: it is found again. */
static int bound_side(const uf_requirement *requirement, const uf_estimate *row, double bound)
{
    int64_t n;
    if (requirement->quantity == UF_QUANTITY_SHARE && whole(row->n, &n) && n > 0) {
        double units = round(bound * row->n);
        if (units >= 0 && units <= row->n && agrees(bound, units / row->n))
            return uf_decimal_compare_share((uf_decimal){ (int64_t)units, 0 }, (uf_decimal){ n, 0 },
                                            requirement->value);
    }
    return side(requirement, bound);
}

static bool missing_may_turn(const uf_requirement *requirement, const uf_estimate *row,
                             uf_verdict verdict)
{
    const double bounds[] = { row->bound_low, row->bound_high };
    for (int i = 0; i < 2 && verdict != UF_VERDICT_UNDECIDED; i++) {
        if (isnan(bounds[i]))
            continue;
        bool met = holds(requirement->relation, bound_side(requirement, row, bounds[i]));
        if (met != (verdict == UF_MET))
            return true;
    }
    return false;
}

/* --- Evidence --- */

static void weigh(uf_judgement *judgement, const uf_requirement *requirement,
                  const uf_estimate *row)
{
    if (judgement->verdict == UF_VERDICT_UNDECIDED) {
        judgement->evidence_reason = judgement->verdict_reason;
    } else if (uf_target_clustering_ignored(row)) {
        judgement->evidence_reason = "the interval ignores clustering and is too short to judge by";
    } else if (isnan(row->conf_low) || isnan(row->conf_high)) {
        judgement->evidence_reason = "the row has no interval";
    } else {
        bool up = upwards(requirement->relation);
        double worst = up ? row->conf_low : row->conf_high;
        double best = up ? row->conf_high : row->conf_low;
        if (holds(requirement->relation, side(requirement, worst)))
            judgement->evidence = UF_ESTABLISHED;
        else if (!holds(requirement->relation, side(requirement, best)))
            judgement->evidence = UF_REFUTED;
    }
}

/* --- Probability --- */

/* P(true value is on the right side) when (true value - estimate) / std_error is t or normal. */
static double from_distance(uf_relation relation, double estimate, double value, double std_error,
                            double df)
{
    double distance = (value - estimate) / std_error;
    uf_alternative right = upwards(relation) ? UF_GREATER : UF_LESS;
    if (isinf(distance))
        return (distance < 0) == (right == UF_GREATER) ? 1 : 0;
    return isnan(df) ? uf_normal_p(distance, right) : uf_t_p(distance, df, right);
}

static double symmetric(const uf_requirement *requirement, const uf_estimate *row)
{
    double value = uf_decimal_value(requirement->value);
    double estimate = row->estimate;
    uf_quantity quantity = requirement->quantity;
    if (quantity != UF_QUANTITY_RELATIVE_CHANGE && !is_ratio(quantity))
        return from_distance(requirement->relation, estimate, value, row->std_error, row->df);
    if (quantity == UF_QUANTITY_RELATIVE_CHANGE) {
        estimate = 1 + estimate;
        value = 1 + value;
    }
    return from_distance(requirement->relation, log(estimate), log(value), row->std_error, row->df);
}

/* Beta(events/deff + 1/2, (n - events)/deff + 1/2). */
static double jeffreys(const uf_requirement *requirement, const counts *c, double design_effect)
{
    double value = uf_decimal_value(requirement->value);
    double a = (double)c->events / design_effect + 0.5;
    double b = (double)(c->n - c->events) / design_effect + 0.5;
    return upwards(requirement->relation) ? uf_beta_upper(value, a, b) : uf_beta_lower(value, a, b);
}

double uf_target_design_effect(const uf_estimate *row)
{
    double p = row->estimate;
    if (isnan(row->clusters))
        return 1;
    if (!(p > 0 && p < 1 && row->std_error > 0 && row->n > 0))
        return NAN;
    return fmax(1, row->std_error * row->std_error * row->n / (p * (1 - p)));
}

/* Why no probability can be given, or NULL. */
static const char *no_probability(const uf_requirement *requirement, const uf_estimate *row,
                                  bool from_counts)
{
    uf_quantity quantity = requirement->quantity;
    if (isnan(row->estimate))
        return "the row has no estimate";
    if (uf_target_clustering_ignored(row))
        return "a probability that ignores clustering would be too sure";
    if (strstr(row->method, "randomisation") != NULL)
        return "a randomisation test gives no distribution of the true value";
    if (quantity == UF_QUANTITY_SHARE && isnan(uf_target_design_effect(row)))
        return "the design effect of the clusters is not known";
    if (quantity == UF_QUANTITY_SHARE && !isnan(row->clusters) && !from_counts)
        return "the row has no counts behind its estimate";
    if (from_counts)
        return NULL;
    if (!(row->std_error > 0) || isinf(row->std_error))
        return "the row has no standard error";
    if ((quantity == UF_QUANTITY_RELATIVE_CHANGE && !(row->estimate > -1)) ||
        (is_ratio(quantity) && !(row->estimate > 0)))
        return "a ratio of 0 has no logarithm";
    return NULL;
}

static void estimate_probability(uf_judgement *judgement, const uf_requirement *requirement,
                                 const uf_estimate *row)
{
    counts c = { 0, 0, 0, 0 };
    bool from_counts =
        requirement->quantity == UF_QUANTITY_SHARE && counts_agree(requirement, row, &c);
    const char *reason = no_probability(requirement, row, from_counts);
    if (reason == NULL) {
        judgement->probability = from_counts
                                     ? jeffreys(requirement, &c, uf_target_design_effect(row))
                                     : symmetric(requirement, row);
        if (isnan(judgement->probability))
            reason = "the probability could not be computed";
    }
    if (reason != NULL)
        judgement->probability_reason = reason;
}

/* --- By luck --- */

static void estimate_luck(uf_judgement *judgement, const uf_requirement *requirement,
                          const uf_estimate *row)
{
    counts c = { 0, 0, 0, 0 };
    if (requirement->quantity != UF_QUANTITY_RELATIVE_CHANGE)
        return;
    if (!isnan(row->clusters) || uf_target_clustering_ignored(row)) {
        judgement->by_luck_reason = "units in clusters, or the same in both periods, do not change "
                                    "independently";
        return;
    }
    if (isnan(row->estimate) || !counts_agree(requirement, row, &c)) {
        judgement->by_luck_reason = "the row has no counts behind its estimate";
        return;
    }
    double share = (double)c.events_reference / (double)c.n_reference;
    judgement->by_luck = uf_chance_of_change(requirement->relation, requirement->value,
                                             (uint64_t)c.n_reference, share, (uint64_t)c.n, share);
    if (isnan(judgement->by_luck))
        judgement->by_luck_reason = "too many units to go through every outcome";
}

uf_status uf_target_judge(uf_judgement *judgement, const uf_requirement *requirement,
                          const uf_estimate *row, uf_error *error)
{
    const char *reason = impossible(requirement);
    if (reason != NULL)
        return uf_error_set(error, UF_EINVAL, __func__, reason, UF_NO_INDEX, NAN);
    *judgement = (uf_judgement){
        .verdict = UF_VERDICT_UNDECIDED,
        .evidence = UF_EVIDENCE_UNDECIDED,
        .probability = NAN,
        .by_luck = NAN,
        .verdict_reason = "",
        .evidence_reason = "",
        .probability_reason = "",
        .by_luck_reason = "",
    };
    if (is_count(requirement->quantity)) {
        judge_count(judgement, requirement,
                    requirement->quantity == UF_QUANTITY_N ? row->n : row->events);
        return UF_OK;
    }
    judge_estimate(judgement, requirement, row);
    judgement->missing_may_turn = missing_may_turn(requirement, row, judgement->verdict);
    weigh(judgement, requirement, row);
    estimate_probability(judgement, requirement, row);
    estimate_luck(judgement, requirement, row);
    return UF_OK;
}

void uf_target_require_level(uf_judgement *judgement, const uf_requirement *requirement,
                             const uf_estimate *row, double level)
{
    if (requirement->quantity == UF_QUANTITY_N || requirement->quantity == UF_QUANTITY_EVENTS ||
        isnan(level) || isnan(row->conf_level) || fabs(level - row->conf_level) < 1e-9)
        return;
    judgement->evidence = UF_EVIDENCE_UNDECIDED;
    judgement->evidence_reason = "the interval is of another level than asked for";
}
