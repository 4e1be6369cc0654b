/* factors_change.c: gains on either side, added up and held against a rule.
 *
 * A gain is a change in the good direction: a risk that falls, a protective factor that rises. In
 * gains both sides follow one rule, and its mirror image says whether a side went the bad way.
 * Weights are whole numbers of millionths, so that sums are exact. */
#include <utfall/factors_change.h>

#include <math.h>
#include <string.h>

static const char *const rule_names[UF_CHANGE_RULES] = { "sum", "mean", "any", "majority" };

const char *uf_change_rule_name(uf_change_rule rule)
{
    return rule_names[rule];
}

bool uf_change_rule_named(const char *name, uf_change_rule *rule)
{
    for (int i = 0; i < UF_CHANGE_RULES; i++)
        if (strcmp(name, rule_names[i]) == 0) {
            *rule = (uf_change_rule)i;
            return true;
        }
    return false;
}

const char *uf_change_class_name(uf_change_class change_class)
{
    static const char *const names[UF_CHANGE_CLASSES] = {
        "improved", "risk only", "protective only", "unchanged",
        "mixed",    "worsened",  "not assessable",  "lost",
    };
    return names[change_class];
}

uf_status uf_change_rules_check(const uf_change_rules *rules, uf_error *error)
{
    for (size_t side = 0; side < UF_SIDES; side++)
        if (rules->min_change[side].mantissa < 0)
            return uf_error_set(error, UF_EINVAL, __func__, "the least change is below 0", side,
                                uf_decimal_value(rules->min_change[side]));
    return UF_OK;
}

/* ---- Gains ---- */

static int64_t millionths(uf_decimal weight)
{
    int64_t scaled = 0;
    (void)uf_decimal_scale(weight, UF_FACTOR_WEIGHT_PLACES, &scaled, NULL);
    return scaled;
}

static int sign_of_good(uf_side side)
{
    return side == UF_RISK ? -1 : 1;
}

/* What the factors of one side gained. */
struct gains {
    size_t n;             /* factors that were added                         */
    int64_t gain, weight; /* sums, in millionths                             */
    size_t better, worse; /* factors by the least change or more, either way */
};

static bool is_enough(int64_t gain, uf_decimal least)
{
    return gain > 0 && uf_decimal_compare((uf_decimal){ gain, 0 }, least) >= 0;
}

static void add_gain(struct gains *gains, const uf_factor *factor, int64_t gain, uf_decimal least)
{
    const int64_t weight = millionths(factor->weight);
    gains->n++;
    gains->gain += weight * gain;
    gains->weight += weight;
    gains->better += is_enough(gain, least);
    gains->worse += is_enough(-gain, least);
}

/* Whether gains (direction 1) or losses (-1) satisfy the rule. */
static bool satisfies(const struct gains *gains, int direction, uf_change_rule rule,
                      uf_decimal least)
{
    const uf_decimal total = { direction * gains->gain, UF_FACTOR_WEIGHT_PLACES };
    const uf_decimal weight = { gains->weight, UF_FACTOR_WEIGHT_PLACES };
    const size_t factors = direction > 0 ? gains->better : gains->worse;
    switch (rule) {
    case UF_CHANGE_SUM: return total.mantissa > 0 && uf_decimal_compare(total, least) >= 0;
    case UF_CHANGE_MEAN:
        return total.mantissa > 0 && uf_decimal_compare_share(total, weight, least) >= 0;
    case UF_CHANGE_ANY: return factors > 0;
    case UF_CHANGE_MAJORITY: return 2 * factors > gains->n;
    }
    return false;
}

/* ---- The compared factors ---- */

/* Sums of values on a side, weighted. */
struct sums {
    int64_t before, after;
};

static double value_of(int64_t sum, int64_t weight, uf_change_rule rule)
{
    if (rule == UF_CHANGE_MEAN)
        return (double)sum / (double)weight;
    return uf_decimal_value((uf_decimal){ sum, UF_FACTOR_WEIGHT_PLACES });
}

static bool is_applicable(const uf_factors_history *history, size_t n, size_t i)
{
    const size_t ends[] = { history->first, history->last };
    for (size_t e = 0; e < 2; e++)
        if (ends[e] != UF_NO_OCCASION &&
            history->ratings[ends[e] * n + i].state == UF_RATING_NOT_APPLICABLE)
            return false;
    return true;
}

/* How many factors of a side there are, and how many of them have to be compared. At least one has
 * to be, unless the instrument has no such side. */
static void count_needed(uf_side_change *change, uf_side side, const uf_factors_history *history,
                         const uf_factor *factors, size_t n, const uf_change_rules *rules)
{
    size_t applicable = 0;
    for (size_t i = 0; i < n; i++) {
        if (factors[i].side != side)
            continue;
        change->factors++;
        applicable += is_applicable(history, n, i);
    }
    change->needed = rules->min_factors[side];
    if (change->needed == UF_THREE_QUARTERS)
        change->needed = (3 * applicable + 3) / 4;
    if (change->needed == 0 && change->factors > 0)
        change->needed = 1;
}

static void judge_side(uf_side_change *change, uf_side side, const uf_factor_pair *pairs,
                       const uf_factor *factors, size_t n, const uf_change_rules *rules)
{
    const uf_decimal least = rules->min_change[side];
    struct gains gains = { 0 };
    struct sums sums = { 0 };
    for (size_t i = 0; i < n; i++) {
        if (factors[i].side != side || !pairs[i].compared)
            continue;
        const int64_t before = pairs[i].before, after = pairs[i].after;
        const int64_t weight = millionths(factors[i].weight);
        add_gain(&gains, &factors[i], sign_of_good(side) * (after - before), least);
        sums.before += weight * before;
        sums.after += weight * after;
    }
    change->compared = gains.n;
    change->good = satisfies(&gains, 1, rules->rule, least);
    change->bad = satisfies(&gains, -1, rules->rule, least);
    if (gains.n == 0)
        return;
    change->before = value_of(sums.before, gains.weight, rules->rule);
    change->after = value_of(sums.after, gains.weight, rules->rule);
    change->change = value_of(sums.after - sums.before, gains.weight, rules->rule);
}

double uf_factors_value(const uf_rating *ratings, const uf_factor *factors, size_t n,
                        const bool *counted, uf_side side, uf_change_rule rule)
{
    int64_t sum = 0, weights = 0;
    for (size_t i = 0; i < n; i++) {
        const bool known = ratings[i].state == UF_RATING_KNOWN;
        if (factors[i].side != side || !(counted != NULL ? counted[i] : known))
            continue;
        if (!known)
            return NAN;
        const int64_t weight = millionths(factors[i].weight);
        sum += weight * ratings[i].value;
        weights += weight;
    }
    return weights > 0 ? value_of(sum, weights, rule) : NAN;
}

/* ---- Verdict ---- */

static bool all_sides_good(const uf_side_change *sides)
{
    for (size_t side = 0; side < UF_SIDES; side++)
        if (sides[side].factors > 0 &&
            !(sides[side].compared >= sides[side].needed && sides[side].good))
            return false;
    return true;
}

/* A side with both good and bad factors (only with the rule `any`) went the good way: that is what
 * the rule asks. */
static uf_change_class classify(const uf_side_change *sides, const uf_change_verdict *verdict)
{
    if (!verdict->followed_up)
        return UF_CLASS_LOST;
    if (!verdict->assessable)
        return UF_CLASS_NOT_ASSESSABLE;
    if (verdict->improved)
        return UF_CLASS_IMPROVED;
    size_t good = 0, bad = 0;
    for (size_t side = 0; side < UF_SIDES; side++) {
        good += sides[side].good;
        bad += sides[side].bad && !sides[side].good;
    }
    if (good > 0 && bad > 0)
        return UF_CLASS_MIXED;
    if (bad > 0)
        return UF_CLASS_WORSENED;
    if (good == 0)
        return UF_CLASS_UNCHANGED;
    return sides[UF_RISK].good ? UF_CLASS_RISK_ONLY : UF_CLASS_PROTECTIVE_ONLY;
}

/* ---- Bounds ---- */

/* The gain of factor i if what is unknown at either end were as favourable (direction 1) or as
 * unfavourable (-1) as its scale allows. False if it cannot be compared however it is resolved. */
static bool extreme_gain(const uf_factors_history *history, const uf_factor *factors, size_t n,
                         size_t i, int direction, int64_t *gain)
{
    const uf_rating first = history->ratings[history->first * n + i];
    const uf_rating last = history->ratings[history->last * n + i];
    const uf_rating_state least = UF_RATING_UNKNOWN;
    if (first.state < least || last.state < least)
        return false;
    const int rising = sign_of_good(factors[i].side) * direction;
    const int64_t low = factors[i].min, high = factors[i].max;
    int64_t before = rising > 0 ? low : high, after = rising > 0 ? high : low;
    if (first.state == UF_RATING_KNOWN)
        before = first.value;
    if (last.state == UF_RATING_KNOWN)
        after = last.value;
    *gain = sign_of_good(factors[i].side) * (after - before);
    return true;
}

/* Whether the case is improved with everything unknown resolved one way. *assessable: whether it
 * can be said then. */
static bool improves(const uf_factors_history *history, const uf_factor *factors, size_t n,
                     const uf_change_rules *rules, const uf_side_change *sides, int direction,
                     bool *assessable)
{
    bool improved = true;
    *assessable = true;
    for (size_t side = 0; side < UF_SIDES; side++) {
        struct gains gains = { 0 };
        int64_t gain;
        for (size_t i = 0; i < n; i++)
            if (factors[i].side == (uf_side)side &&
                extreme_gain(history, factors, n, i, direction, &gain))
                add_gain(&gains, &factors[i], gain, rules->min_change[side]);
        if (sides[side].factors == 0)
            continue;
        *assessable = *assessable && gains.n >= sides[side].needed;
        improved = improved && satisfies(&gains, 1, rules->rule, rules->min_change[side]);
    }
    return improved;
}

static void bound(uf_case_change *change, const uf_factors_history *history,
                  const uf_factor *factors, size_t n, const uf_change_rules *rules)
{
    uf_change_verdict *verdict = &change->verdict;
    bool assessable = false;
    verdict->possibly_improved = true;
    if (history->first == UF_NO_OCCASION || history->last == UF_NO_OCCASION)
        return;
    const bool worst = improves(history, factors, n, rules, change->side, -1, &assessable);
    const bool best = improves(history, factors, n, rules, change->side, 1, &assessable);
    if (!assessable)
        return;
    /* Means over scales of different length may move the other way when a factor joins them. */
    verdict->surely_improved = worst && verdict->improved;
    verdict->possibly_improved = best || verdict->improved;
}

/* ---- Cases and families ---- */

static void count_pairs(uf_case_change *change, const uf_factor_pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        change->compared += pairs[i].compared;
        change->revealed += pairs[i].knowledge == UF_KNOWN_LATER;
        change->hidden += pairs[i].knowledge == UF_KNOWN_AT_FIRST;
    }
}

void uf_factors_change(uf_case_change *change, uf_factor_pair *pairs,
                       const uf_factors_history *history, const uf_factor *factors, size_t n,
                       uf_revealed revealed, const uf_change_rules *rules)
{
    uf_change_verdict *verdict = &change->verdict;
    *change = (uf_case_change){ .compared = 0 };
    uf_factors_pair(pairs, history, factors, n, revealed);
    count_pairs(change, pairs, n);
    verdict->followed_up = history->last != UF_NO_OCCASION;
    verdict->assessable = verdict->followed_up && history->first != UF_NO_OCCASION;
    for (size_t side = 0; side < UF_SIDES; side++) {
        uf_side_change *one = &change->side[side];
        *one = (uf_side_change){ .before = NAN, .after = NAN, .change = NAN };
        count_needed(one, (uf_side)side, history, factors, n, rules);
        judge_side(one, (uf_side)side, pairs, factors, n, rules);
        if (!verdict->followed_up && history->first != UF_NO_OCCASION)
            one->before = uf_factors_value(history->ratings + history->first * n, factors, n, NULL,
                                           (uf_side)side, rules->rule);
        verdict->assessable =
            verdict->assessable && (one->factors == 0 || one->compared >= one->needed);
    }
    for (size_t side = 0; side < UF_SIDES; side++) {
        verdict->good[side] = verdict->assessable && change->side[side].good;
        verdict->bad[side] = verdict->assessable && change->side[side].bad;
    }
    verdict->improved = verdict->assessable && all_sides_good(change->side);
    verdict->change_class = classify(change->side, verdict);
    bound(change, history, factors, n, rules);
}

/* How a family's cases add up to one answer. */
static bool combine(bool so_far, bool next, uf_family_rule rule)
{
    return rule == UF_FAMILY_ALL ? so_far && next : so_far || next;
}

void uf_factors_family(uf_change_verdict *family, const uf_change_verdict *cases, size_t n,
                       uf_family_rule rule)
{
    bool agree = true;
    *family = cases[0];
    for (size_t i = 1; i < n; i++) {
        const uf_change_verdict *next = &cases[i];
        family->followed_up = combine(family->followed_up, next->followed_up, rule);
        family->assessable = combine(family->assessable, next->assessable, rule);
        family->improved = combine(family->improved, next->improved, rule);
        family->surely_improved = combine(family->surely_improved, next->surely_improved, rule);
        family->possibly_improved =
            combine(family->possibly_improved, next->possibly_improved, rule);
        for (size_t side = 0; side < UF_SIDES; side++) {
            family->good[side] = combine(family->good[side], next->good[side], rule);
            family->bad[side] = combine(family->bad[side], next->bad[side], rule);
        }
        agree = agree && next->change_class == cases[0].change_class;
    }
    if (!agree)
        family->change_class = family->improved ? UF_CLASS_IMPROVED : UF_CLASS_MIXED;
}
