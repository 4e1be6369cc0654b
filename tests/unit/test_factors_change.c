/* test_factors_change.c: rules, classes, bounds, families, tallies. Expected values by hand; the
 * bounds also by trying every resolution of what is unknown. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <utfall/factors_tally.h>

Suite *test_factors_change_suite(void);

enum { MOST = 24, RISKS = 12, FACTORS = 19 };

static const uf_rating unknown = { UF_RATING_UNKNOWN, 0 };
static const uf_rating not_asked = { UF_RATING_NOT_ASKED, 0 };
static const uf_rating not_applicable = { UF_RATING_NOT_APPLICABLE, 0 };

static const uf_change_rules defaults = {
    .rule = UF_CHANGE_SUM,
    .min_change = { { 1, 0 }, { 1, 0 } },
    .min_factors = { UF_THREE_QUARTERS, UF_THREE_QUARTERS },
};

static uf_rating known(int32_t value)
{
    return (uf_rating){ UF_RATING_KNOWN, value };
}

/* risks factors of risk and then n - risks protective ones, rated 0 to 4. */
static void set_factors(uf_factor *factors, size_t n, size_t risks)
{
    for (size_t i = 0; i < n; i++)
        factors[i] = (uf_factor){ i < risks ? UF_RISK : UF_PROTECTIVE, 0, 4, { 1, 0 } };
}

/* A case with ratings at two occasions, [2][n]; last NULL: lost. */
static uf_case_change judge(const uf_factor *factors, size_t n, const uf_rating *ratings,
                            bool followed_up, uf_revealed revealed, const uf_change_rules *rules)
{
    const uf_factors_history history = { .ratings = ratings,
                                         .occasions = followed_up ? 2 : 1,
                                         .first = 0,
                                         .last = followed_up ? 1 : UF_NO_OCCASION };
    uf_factor_pair pairs[MOST];
    uf_case_change change = { .compared = 0 };
    uf_error error;
    ck_assert_int_eq(uf_factors_check(factors, n, &error), UF_OK);
    ck_assert_int_eq(uf_change_rules_check(rules, &error), UF_OK);
    uf_factors_change(&change, pairs, &history, factors, n, revealed, rules);
    return change;
}

/* Two risks and two protective factors: before and after as digits. */
static uf_case_change four(const char *before, const char *after, const uf_change_rules *rules)
{
    uf_factor factors[4];
    uf_rating ratings[2][4];
    set_factors(factors, 4, 2);
    for (size_t i = 0; i < 4; i++) {
        ratings[0][i] = before[i] == '?' ? unknown : known(before[i] - '0');
        ratings[1][i] = after[i] == '?' ? unknown : known(after[i] - '0');
    }
    return judge(factors, 4, ratings[0], true, UF_REVEALED_EXCLUDE, rules);
}

/* ---- Classes and rules ---- */

START_TEST(every_class_by_the_sum)
{
    const struct {
        const char *before, *after;
        uf_change_class expected;
    } cases[] = {
        { "3311", "3212", UF_CLASS_IMPROVED },        { "3311", "3211", UF_CLASS_RISK_ONLY },
        { "3311", "3312", UF_CLASS_PROTECTIVE_ONLY }, { "3311", "3311", UF_CLASS_UNCHANGED },
        { "3311", "4211", UF_CLASS_UNCHANGED },       { "3311", "3210", UF_CLASS_MIXED },
        { "3311", "3412", UF_CLASS_MIXED },           { "3311", "3411", UF_CLASS_WORSENED },
        { "3311", "3310", UF_CLASS_WORSENED },        { "3311", "3410", UF_CLASS_WORSENED },
        { "3?11", "3211", UF_CLASS_NOT_ASSESSABLE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uf_case_change change = four(cases[i].before, cases[i].after, &defaults);
        ck_assert_str_eq(uf_change_class_name(change.verdict.change_class),
                         uf_change_class_name(cases[i].expected));
        ck_assert_int_eq(change.verdict.improved, cases[i].expected == UF_CLASS_IMPROVED);
        ck_assert(change.verdict.followed_up);
    }
}
END_TEST

START_TEST(sums_and_counts_of_a_case)
{
    const uf_case_change change = four("3411", "3213", &defaults);
    ck_assert_double_eq(change.side[UF_RISK].before, 7);
    ck_assert_double_eq(change.side[UF_RISK].after, 5);
    ck_assert_double_eq(change.side[UF_RISK].change, -2);
    ck_assert_double_eq(change.side[UF_PROTECTIVE].change, 2);
    ck_assert_uint_eq(change.compared, 4);
    ck_assert_uint_eq(change.revealed + change.hidden, 0);
    ck_assert(change.verdict.good[UF_RISK] && change.verdict.good[UF_PROTECTIVE]);
    ck_assert(change.verdict.surely_improved && change.verdict.possibly_improved);
}
END_TEST

static uf_change_rules rules_of(uf_change_rule rule, uf_decimal risk, uf_decimal protective)
{
    uf_change_rules rules = defaults;
    rules.rule = rule;
    rules.min_change[UF_RISK] = risk;
    rules.min_change[UF_PROTECTIVE] = protective;
    return rules;
}

START_TEST(least_changes)
{
    const uf_change_rules sum = rules_of(UF_CHANGE_SUM, (uf_decimal){ 3, 0 }, (uf_decimal){ 2, 0 });
    ck_assert(four("4411", "3212", &sum).verdict.good[UF_RISK]);
    ck_assert(!four("4411", "3312", &sum).verdict.good[UF_RISK]);
    ck_assert(!four("4411", "3212", &sum).verdict.good[UF_PROTECTIVE]);
    ck_assert(four("4411", "3222", &sum).verdict.improved);
    const uf_change_rules half =
        rules_of(UF_CHANGE_MEAN, (uf_decimal){ 5, 1 }, (uf_decimal){ 0, 0 });
    ck_assert(four("4411", "4312", &half).verdict.improved); /* a mean of exactly a half */
    ck_assert_double_eq(four("4411", "4312", &half).side[UF_RISK].change, -0.5);
    ck_assert(!four("4411", "4412", &half).verdict.improved);
    ck_assert(!four("4411", "4311", &half).verdict.improved); /* no change is no rise */
}
END_TEST

START_TEST(any_and_majority)
{
    const uf_decimal one = { 1, 0 }, two = { 2, 0 };
    const uf_change_rules any = rules_of(UF_CHANGE_ANY, one, one);
    const uf_change_rules majority = rules_of(UF_CHANGE_MAJORITY, one, one);
    const uf_change_rules steps = rules_of(UF_CHANGE_ANY, two, one);
    ck_assert(four("3311", "4220", &any).verdict.improved); /* whatever else rose or fell */
    ck_assert(
        !four("3311", "4220", &majority).verdict.improved); /* one of two is not more than half */
    ck_assert(four("3311", "2222", &majority).verdict.improved);
    ck_assert(!four("3311", "2222", &steps).verdict.improved);
    ck_assert(four("3311", "1322", &steps).verdict.improved);
    ck_assert_int_eq(four("3311", "4420", &any).verdict.change_class, UF_CLASS_MIXED);
}
END_TEST

/* 0.1 + 0.2 against 0.3: exact in decimals. */
START_TEST(weights_are_exact)
{
    const uf_factor factors[] = { { UF_RISK, 0, 4, { 1, 1 } }, { UF_RISK, 0, 4, { 2, 1 } } };
    const uf_rating ratings[] = { known(2), known(2), known(1), known(1) };
    uf_change_rules rules = rules_of(UF_CHANGE_SUM, (uf_decimal){ 3, 1 }, (uf_decimal){ 1, 0 });
    uf_case_change change = judge(factors, 2, ratings, true, UF_REVEALED_EXCLUDE, &rules);
    ck_assert(change.verdict.improved); /* no protective side: nothing is asked of it */
    ck_assert_double_eq(change.side[UF_RISK].change, -0.3);
    ck_assert(isnan(change.side[UF_PROTECTIVE].change));
    rules.rule = UF_CHANGE_MEAN; /* (0.1 * 1 + 0.2 * 1) / 0.3 = 1 */
    rules.min_change[UF_RISK] = (uf_decimal){ 1, 0 };
    ck_assert(judge(factors, 2, ratings, true, UF_REVEALED_EXCLUDE, &rules).verdict.improved);
    rules.min_change[UF_RISK] = (uf_decimal){ 1000001, 6 };
    ck_assert(!judge(factors, 2, ratings, true, UF_REVEALED_EXCLUDE, &rules).verdict.improved);
}
END_TEST

/* ---- The edges of a study ---- */

/* 12 risks and 7 protective factors, all rated 2 on both occasions. */
static void all_twos(uf_factor *factors, uf_rating ratings[2][FACTORS])
{
    set_factors(factors, FACTORS, RISKS);
    for (size_t i = 0; i < FACTORS; i++) {
        ratings[0][i] = known(2);
        ratings[1][i] = known(2);
    }
}

START_TEST(all_unchanged)
{
    uf_factor factors[FACTORS];
    uf_rating ratings[2][FACTORS];
    all_twos(factors, ratings);
    const uf_case_change change =
        judge(factors, FACTORS, ratings[0], true, UF_REVEALED_EXCLUDE, &defaults);
    ck_assert_int_eq(change.verdict.change_class, UF_CLASS_UNCHANGED);
    ck_assert(!change.verdict.surely_improved && !change.verdict.possibly_improved);
}
END_TEST

START_TEST(twelve_factors_nothing_changed_one_unknown_at_follow_up)
{
    uf_factor factors[FACTORS];
    uf_rating ratings[2][FACTORS];
    all_twos(factors, ratings);
    ratings[1][3] = unknown;
    const uf_case_change change =
        judge(factors, FACTORS, ratings[0], true, UF_REVEALED_EXCLUDE, &defaults);
    ck_assert(!change.verdict.good[UF_RISK] && !change.verdict.improved);
    ck_assert_double_eq(change.side[UF_RISK].before, 22);
    ck_assert_double_eq(change.side[UF_RISK].after, 22);
    ck_assert_uint_eq(change.hidden, 1);
    ck_assert(
        !change.verdict.possibly_improved); /* protection stood still, whatever the risk did */
}
END_TEST

START_TEST(lost_is_not_improved_and_may_have_been)
{
    uf_factor factors[FACTORS];
    uf_rating ratings[2][FACTORS];
    all_twos(factors, ratings);
    const uf_case_change change =
        judge(factors, FACTORS, ratings[0], false, UF_REVEALED_EXCLUDE, &defaults);
    ck_assert_int_eq(change.verdict.change_class, UF_CLASS_LOST);
    ck_assert(!change.verdict.followed_up && !change.verdict.improved);
    ck_assert(!change.verdict.surely_improved && change.verdict.possibly_improved);
    ck_assert_double_eq(change.side[UF_RISK].before, 24);
    ck_assert(isnan(change.side[UF_RISK].after) && isnan(change.side[UF_RISK].change));
}
END_TEST

START_TEST(values_on_one_occasion)
{
    uf_factor factors[4];
    set_factors(factors, 4, 2);
    factors[1].weight = (uf_decimal){ 5, 1 };
    const uf_rating ratings[] = { known(3), known(4), unknown, known(1) };
    const bool risks[] = { true, true, false, false }, all[] = { true, true, true, true };
    ck_assert_double_eq(uf_factors_value(ratings, factors, 4, risks, UF_RISK, UF_CHANGE_SUM), 5);
    ck_assert_double_eq(uf_factors_value(ratings, factors, 4, risks, UF_RISK, UF_CHANGE_MEAN),
                        5 / 1.5);
    ck_assert_double_eq(uf_factors_value(ratings, factors, 4, NULL, UF_PROTECTIVE, UF_CHANGE_SUM),
                        1);
    ck_assert(isnan(uf_factors_value(ratings, factors, 4, all, UF_PROTECTIVE, UF_CHANGE_SUM)));
    ck_assert(isnan(uf_factors_value(ratings, factors, 4, risks, UF_PROTECTIVE, UF_CHANGE_SUM)));
}
END_TEST

START_TEST(no_first_occasion_is_not_assessable)
{
    const uf_factor factor = { UF_RISK, 0, 4, { 1, 0 } };
    const uf_rating rating = known(2);
    const uf_factors_history history = {
        .ratings = &rating, .occasions = 1, .first = UF_NO_OCCASION, .last = 0
    };
    uf_factor_pair pair;
    uf_case_change change = { .compared = 0 };
    uf_factors_change(&change, &pair, &history, &factor, 1, UF_REVEALED_COUNT, &defaults);
    ck_assert_int_eq(change.verdict.change_class, UF_CLASS_NOT_ASSESSABLE);
    ck_assert(change.verdict.followed_up && !change.verdict.improved);
    ck_assert(change.verdict.possibly_improved && !change.verdict.surely_improved);
}
END_TEST

START_TEST(three_quarters_is_a_whole_number_of_applicable_factors)
{
    uf_factor factors[FACTORS];
    uf_rating ratings[2][FACTORS];
    all_twos(factors, ratings);
    uf_case_change change =
        judge(factors, FACTORS, ratings[0], true, UF_REVEALED_EXCLUDE, &defaults);
    ck_assert_uint_eq(change.side[UF_RISK].needed, 9);
    ck_assert_uint_eq(change.side[UF_PROTECTIVE].needed, 6); /* 5.25, rounded up */
    for (size_t i = 0; i < 3; i++)
        ratings[i % 2][i] = not_applicable;
    change = judge(factors, FACTORS, ratings[0], true, UF_REVEALED_EXCLUDE, &defaults);
    ck_assert_uint_eq(change.side[UF_RISK].needed, 7); /* of 9 */
    ck_assert_uint_eq(change.side[UF_RISK].compared, 9);
    ck_assert_uint_eq(change.revealed, 0);
    for (size_t i = 3; i < 6; i++)
        ratings[1][i] = not_asked;
    change = judge(factors, FACTORS, ratings[0], true, UF_REVEALED_EXCLUDE, &defaults);
    ck_assert_uint_eq(change.side[UF_RISK].needed, 7); /* not asked is not excused */
    ck_assert_int_eq(change.verdict.change_class, UF_CLASS_NOT_ASSESSABLE);
}
END_TEST

START_TEST(a_least_number_of_factors)
{
    uf_factor factors[FACTORS];
    uf_rating ratings[2][FACTORS];
    all_twos(factors, ratings);
    for (size_t i = 0; i < 6; i++)
        ratings[1][i] = not_asked;
    uf_change_rules few = defaults;
    few.min_factors[UF_RISK] = 6;
    uf_case_change change = judge(factors, FACTORS, ratings[0], true, UF_REVEALED_EXCLUDE, &few);
    ck_assert_int_eq(change.verdict.change_class, UF_CLASS_UNCHANGED);
    few.min_factors[UF_RISK] = 0;
    for (size_t i = 0; i < RISKS; i++)
        ratings[1][i] = not_applicable;
    change = judge(factors, FACTORS, ratings[0], true, UF_REVEALED_EXCLUDE, &few);
    ck_assert_int_eq(change.verdict.change_class, UF_CLASS_NOT_ASSESSABLE); /* nothing compared */
}
END_TEST

/* ---- Bounds against every resolution ---- */

/* Improved in some, and in all, of the ways to resolve the unknown ratings from number `at` on. */
static void resolve(const uf_factor *factors, uf_rating *ratings, size_t n, size_t at,
                    const uf_change_rules *rules, bool *some, bool *all)
{
    while (at < 2 * n && ratings[at].state != UF_RATING_UNKNOWN)
        at++;
    if (at == 2 * n) {
        const bool improved =
            judge(factors, n, ratings, true, UF_REVEALED_EXCLUDE, rules).verdict.improved;
        *some |= improved;
        *all &= improved;
        return;
    }
    for (int32_t value = factors[at % n].min; value <= factors[at % n].max; value++) {
        ratings[at] = known(value);
        resolve(factors, ratings, n, at + 1, rules, some, all);
    }
    ratings[at] = unknown;
}

/* A small generator, so that the cases are the same everywhere. */
static uint32_t next(uint32_t *state)
{
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return *state >> 16;
}

START_TEST(bounds_are_the_extremes_of_every_resolution)
{
    const uf_factor factors[] = { { UF_RISK, 0, 2, { 1, 0 } },
                                  { UF_RISK, 0, 2, { 5, 1 } },
                                  { UF_PROTECTIVE, 1, 3, { 1, 0 } },
                                  { UF_PROTECTIVE, 0, 2, { 2, 0 } } };
    uint32_t state = 7;
    size_t open = 0;
    for (int round = 0; round < 400; round++) {
        uf_rating ratings[8];
        for (size_t i = 0; i < 8; i++) {
            const uint32_t draw = next(&state) % 5;
            ratings[i] = draw >= 3 ? unknown : known(factors[i % 4].min + (int32_t)draw);
        }
        uf_change_rules rules = rules_of((uf_change_rule)(round % UF_CHANGE_RULES),
                                         (uf_decimal){ 1, 0 }, (uf_decimal){ 5, 1 });
        rules.min_factors[UF_RISK] = rules.min_factors[UF_PROTECTIVE] = 1;
        const uf_change_verdict verdict =
            judge(factors, 4, ratings, true, UF_REVEALED_EXCLUDE, &rules).verdict;
        bool some = false, all = true;
        resolve(factors, ratings, 4, 0, &rules, &some, &all);
        ck_assert_int_eq(verdict.possibly_improved, some || verdict.improved);
        ck_assert_int_eq(verdict.surely_improved, all && verdict.improved);
        ck_assert(verdict.possibly_improved >= verdict.improved);
        ck_assert(verdict.improved >= verdict.surely_improved);
        open += verdict.possibly_improved && !verdict.surely_improved;
    }
    ck_assert_uint_gt(open, 50); /* the bounds had something to do */
}
END_TEST

/* No reading of a revealed factor leaves the bounds of the sum. */
START_TEST(every_reading_lies_within_the_bounds)
{
    uf_factor factors[4];
    uint32_t state = 11;
    set_factors(factors, 4, 2);
    uf_change_rules rules = defaults;
    rules.min_factors[UF_RISK] = rules.min_factors[UF_PROTECTIVE] = 1;
    for (int round = 0; round < 400; round++) {
        uf_rating ratings[8], retro[4];
        for (size_t i = 0; i < 8; i++)
            ratings[i] = next(&state) % 4 == 0 ? unknown : known((int32_t)(next(&state) % 5));
        for (size_t i = 0; i < 4; i++)
            retro[i] = known((int32_t)(next(&state) % 5));
        const uf_factors_history history = {
            .ratings = ratings, .occasions = 2, .retro = retro, .first = 0, .last = 1
        };
        for (int reading = 0; reading < UF_REVEALED_READINGS; reading++) {
            uf_factor_pair pairs[4];
            uf_case_change change = { .compared = 0 };
            uf_factors_change(&change, pairs, &history, factors, 4, (uf_revealed)reading, &rules);
            ck_assert(change.verdict.possibly_improved >= change.verdict.improved);
            ck_assert(change.verdict.improved >= change.verdict.surely_improved);
        }
    }
}
END_TEST

/* ---- Families and tallies ---- */

START_TEST(a_family_improves_when_all_or_any_of_its_cases_do)
{
    uf_factor factors[FACTORS];
    uf_rating ratings[2][FACTORS];
    all_twos(factors, ratings);
    const uf_change_verdict cases[] = {
        four("3311", "3212", &defaults).verdict,
        four("3311", "3311", &defaults).verdict,
        judge(factors, FACTORS, ratings[0], false, UF_REVEALED_EXCLUDE, &defaults).verdict,
    };
    uf_change_verdict family;
    uf_factors_family(&family, cases, 1, UF_FAMILY_ALL);
    ck_assert(family.improved && family.change_class == UF_CLASS_IMPROVED);
    uf_factors_family(&family, cases, 2, UF_FAMILY_ALL);
    ck_assert(!family.improved && family.followed_up && family.change_class == UF_CLASS_MIXED);
    uf_factors_family(&family, cases, 2, UF_FAMILY_ANY);
    ck_assert(family.improved && family.change_class == UF_CLASS_IMPROVED);
    uf_factors_family(&family, cases, 3, UF_FAMILY_ALL);
    ck_assert(!family.improved && !family.followed_up && !family.surely_improved);
    uf_factors_family(&family, cases, 3, UF_FAMILY_ANY);
    ck_assert(family.improved && family.followed_up && family.surely_improved);
    uf_factors_family(&family, cases + 1, 2, UF_FAMILY_ANY);
    ck_assert(!family.improved && family.possibly_improved); /* the lost one may have */
    uf_factors_family(&family, cases + 1, 2, UF_FAMILY_ALL);
    ck_assert(!family.possibly_improved); /* the one that is known did not */
    uf_factors_family(&family, cases + 2, 1, UF_FAMILY_ANY);
    ck_assert_int_eq(family.change_class, UF_CLASS_LOST);
}
END_TEST

START_TEST(verdicts_counted)
{
    uf_factor factors[FACTORS];
    uf_rating ratings[2][FACTORS];
    all_twos(factors, ratings);
    uf_change_tally tally = { 0 };
    const uf_change_verdict verdicts[] = {
        four("3311", "3212", &defaults).verdict, four("3311", "3410", &defaults).verdict,
        judge(factors, FACTORS, ratings[0], false, UF_REVEALED_EXCLUDE, &defaults).verdict
    };
    for (size_t i = 0; i < 3; i++)
        uf_change_tally_push(&tally, &verdicts[i]);
    ck_assert_uint_eq(tally.n, 3);
    ck_assert_uint_eq(tally.followed_up, 2);
    ck_assert_uint_eq(tally.assessable, 2);
    ck_assert_uint_eq(tally.improved, 1);
    ck_assert_uint_eq(tally.surely, 1);
    ck_assert_uint_eq(tally.possibly, 2);
    ck_assert_uint_eq(tally.possibly_followed_up, 1);
    ck_assert_uint_eq(tally.good[UF_RISK], 1);
    ck_assert_uint_eq(tally.bad[UF_RISK], 1);
    ck_assert_uint_eq(tally.classes[UF_CLASS_LOST], 1);
    ck_assert_uint_eq(tally.classes[UF_CLASS_WORSENED], 1);
}
END_TEST

START_TEST(factors_counted)
{
    const uf_factor_pair pairs[] = {
        { UF_KNOWN_AT_BOTH, true, 1, 0 }, { UF_KNOWN_AT_BOTH, true, 1, 1 },
        { UF_KNOWN_AT_BOTH, true, 0, 3 }, { UF_KNOWN_LATER, true, 0, 3 },
        { UF_KNOWN_LATER, false, 0, 3 },  { UF_KNOWN_AT_FIRST, false, 2, 0 },
        { UF_NEVER_KNOWN, false, 0, 0 },  { UF_NOT_COMPARABLE, false, 1, 1 },
    };
    uf_factor_tally tally = { 0 };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        uf_factor_tally_push(&tally, &pairs[i]);
    ck_assert_uint_eq(tally.asked, 7);
    ck_assert_uint_eq(tally.lowered, 1);
    ck_assert_uint_eq(tally.same, 1);
    ck_assert_uint_eq(tally.raised, 1);
    ck_assert_uint_eq(tally.revealed, 2);
    ck_assert_uint_eq(tally.hidden, 1);
    ck_assert_uint_eq(tally.never_known, 1);
}
END_TEST

START_TEST(rules_that_cannot_be_used)
{
    uf_change_rules rules = defaults;
    uf_change_rule rule;
    uf_error error;
    rules.min_change[UF_PROTECTIVE] = (uf_decimal){ -1, 0 };
    ck_assert_int_eq(uf_change_rules_check(&rules, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, UF_PROTECTIVE);
    for (int i = 0; i < UF_CHANGE_RULES; i++) {
        ck_assert(uf_change_rule_named(uf_change_rule_name((uf_change_rule)i), &rule));
        ck_assert_int_eq(rule, i);
    }
    ck_assert(!uf_change_rule_named("", &rule));
}
END_TEST

Suite *test_factors_change_suite(void)
{
    Suite *suite = suite_create("factors_change");
    TCase *tests = tcase_create("cases");
    tcase_add_test(tests, every_class_by_the_sum);
    tcase_add_test(tests, sums_and_counts_of_a_case);
    tcase_add_test(tests, least_changes);
    tcase_add_test(tests, any_and_majority);
    tcase_add_test(tests, weights_are_exact);
    tcase_add_test(tests, all_unchanged);
    tcase_add_test(tests, twelve_factors_nothing_changed_one_unknown_at_follow_up);
    tcase_add_test(tests, lost_is_not_improved_and_may_have_been);
    tcase_add_test(tests, values_on_one_occasion);
    tcase_add_test(tests, no_first_occasion_is_not_assessable);
    tcase_add_test(tests, three_quarters_is_a_whole_number_of_applicable_factors);
    tcase_add_test(tests, a_least_number_of_factors);
    tcase_add_test(tests, bounds_are_the_extremes_of_every_resolution);
    tcase_add_test(tests, every_reading_lies_within_the_bounds);
    tcase_add_test(tests, a_family_improves_when_all_or_any_of_its_cases_do);
    tcase_add_test(tests, verdicts_counted);
    tcase_add_test(tests, factors_counted);
    tcase_add_test(tests, rules_that_cannot_be_used);
    suite_add_tcase(suite, tests);
    return suite;
}
