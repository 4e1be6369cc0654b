/* test_proportion.c: intervals of a share, their ends, sides and exact coverage. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <utfall/beta.h>
#include <utfall/proportion.h>

#include "oracle.h"

static const uf_proportion_method methods[] = { UF_WILSON, UF_CLOPPER_PEARSON, UF_JEFFREYS,
                                                UF_AGRESTI_COULL };
static const char *const prefixes[] = { "wilson", "cp", "jeffreys", "ac" };
enum { METHODS = 4 };

static uf_effect interval(uint64_t events, uint64_t n, uf_proportion_method method,
                          uf_alternative alternative, double level)
{
    uf_effect effect = { .method = "" };
    uf_error error = { .reason = "" };
    uf_status status =
        uf_proportion_interval(&effect, events, n, method, alternative, level, &error);
    ck_assert_msg(status == UF_OK, "%s", status == UF_OK ? "" : error.reason);
    return effect;
}

/* The certified Agresti-Coull limits are those of the formula, which can leave 0..1. What is
 * printed is cut to 0..1, and so is the certified value before it is compared. */
static void compare(const char *id, double computed)
{
    oracle_row row = *oracle_find(id);
    if (strstr(id, ".ac_") != NULL)
        row.value = fmin(fmax(row.value, 0), 1);
    ck_assert_msg(oracle_agrees(&row, computed), "%s: computed %.17g, certified %.17g", id,
                  computed, row.value);
}

START_TEST(intervals_agree_with_r)
{
    const struct {
        uint64_t events, n;
        double level;
    } cases[] = { { 3, 20, .95 },    { 0, 12, .95 }, { 12, 12, .95 }, { 7, 41, .90 },
                  { 118, 400, .99 }, { 1, 7, .95 },  { 11, 50, .95 }, { 24, 200, .95 } };
    for (int i = 0; i < (int)(sizeof cases / sizeof cases[0]); i++) {
        for (int m = 0; m < METHODS; m++) {
            uf_effect effect =
                interval(cases[i].events, cases[i].n, methods[m], UF_TWO_SIDED, cases[i].level);
            char id[64];
            snprintf(id, sizeof id, "O-PROP-%02d.%s_lower", i + 1, prefixes[m]);
            compare(id, effect.conf_low);
            snprintf(id, sizeof id, "O-PROP-%02d.%s_upper", i + 1, prefixes[m]);
            compare(id, effect.conf_high);
            ck_assert(effect.estimate == (double)cases[i].events / (double)cases[i].n);
            ck_assert(effect.conf_low <= effect.estimate && effect.estimate <= effect.conf_high);
            ck_assert_str_eq(effect.method, uf_proportion_method_name(methods[m]));
        }
    }
}
END_TEST

/* 13 of Connecticut's 200 districts: a published target on real data. */
START_TEST(districts_meeting_a_target)
{
    uf_effect effect = interval(13, 200, UF_CLOPPER_PEARSON, UF_TWO_SIDED, .95);
    ck_oracle("O-TGT-01.share", effect.estimate);
    ck_oracle("O-TGT-01.lower", effect.conf_low);
    ck_oracle("O-TGT-01.upper", effect.conf_high);
    ck_oracle("O-TGT-01.p_greater", uf_binomial_at_least(13, 200, .10));
}
END_TEST

/* lib.R: cases 1 to 6; Wald's limits as the formula gives them, outside 0..1 too. */
START_TEST(further_methods_agree_with_r)
{
    const struct {
        uint64_t events, n;
        double level;
    } cases[] = { { 3, 20, .95 }, { 0, 12, .95 },    { 12, 12, .95 },
                  { 7, 41, .90 }, { 118, 400, .99 }, { 1, 7, .95 } };
    static const char *const further[] = { "wilsoncc", "midp", "wald" };
    for (int m = 0; m < 3; m++) {
        uf_effect effect = interval(cases[_i].events, cases[_i].n,
                                    (uf_proportion_method)(UF_WILSON_CONTINUITY + m), UF_TWO_SIDED,
                                    cases[_i].level);
        char id[64];
        snprintf(id, sizeof id, "O-PROP-%02d.%s_lower", _i + 1, further[m]);
        ck_oracle(id, effect.conf_low);
        snprintf(id, sizeof id, "O-PROP-%02d.%s_upper", _i + 1, further[m]);
        ck_oracle(id, effect.conf_high);
        ck_assert((m == 2) == (effect.note[0] != '\0'));
    }
}
END_TEST

START_TEST(further_methods_in_large_and_rare_counts)
{
    /* By hand: the root of Wilson's equation with |p - 0| - 1/(2n), n = 1e9. */
    double z2 = 3.8414588206941245, n = 1e9;
    uf_effect none = interval(0, 1000000000, UF_WILSON_CONTINUITY, UF_TWO_SIDED, .95);
    double high = (z2 + 1 + sqrt(z2 * (z2 + 2 - 1 / n))) / (2 * (n + z2));
    ck_assert(fabs(none.conf_high / high - 1) < 1e-13);
    /* By hand: (1 - p)^n / 2 = 0.025, p = 1 - 0.05^(1/n). */
    none = interval(0, 1000000000, UF_MID_P, UF_TWO_SIDED, .95);
    ck_assert(none.conf_low == 0);
    ck_assert(fabs(none.conf_high / -expm1(log(0.05) / n) - 1) < 1e-11);
    uf_effect all = interval(1000000000, 1000000000, UF_MID_P, UF_TWO_SIDED, .95);
    ck_assert(all.conf_high == 1 && fabs(1 - all.conf_low - none.conf_high) < 1e-15);
    for (int m = UF_WILSON_CONTINUITY; m <= UF_WALD; m++) {
        uf_effect effect =
            interval(150000000, 1000000000, (uf_proportion_method)m, UF_TWO_SIDED, .95);
        ck_assert(fabs(effect.conf_low - oracle_value("U-PROP-HUGE.wilson_lower")) < 2e-9);
        ck_assert(fabs(effect.conf_high - oracle_value("U-PROP-HUGE.wilson_upper")) < 2e-9);
    }
}
END_TEST

START_TEST(mid_p_lies_inside_clopper_pearson)
{
    for (uint64_t n = 1; n < 40; n += 3) {
        for (uint64_t x = 0; x <= n; x++) {
            uf_effect exact = interval(x, n, UF_CLOPPER_PEARSON, UF_TWO_SIDED, .9);
            uf_effect mid = interval(x, n, UF_MID_P, UF_TWO_SIDED, .9);
            uf_effect turned = interval(n - x, n, UF_MID_P, UF_TWO_SIDED, .9);
            ck_assert(exact.conf_low <= mid.conf_low && mid.conf_high <= exact.conf_high);
            ck_assert(fabs(mid.conf_low - (1 - turned.conf_high)) < 1e-12);
        }
    }
}
END_TEST

START_TEST(one_sided_intervals_have_one_infinite_end)
{
    for (int m = 0; m < METHODS; m++) {
        uf_effect above = interval(3, 20, methods[m], UF_GREATER, .95);
        uf_effect below = interval(3, 20, methods[m], UF_LESS, .95);
        char id[64];
        snprintf(id, sizeof id, "U-PROP-SIDE.%s_lower", prefixes[m]);
        compare(id, above.conf_low);
        snprintf(id, sizeof id, "U-PROP-SIDE.%s_upper", prefixes[m]);
        compare(id, below.conf_high);
        ck_assert(above.conf_high == INFINITY);
        ck_assert(below.conf_low == -INFINITY);
        ck_assert_ptr_nonnull(strstr(above.method, " one-sided greater"));
        ck_assert_ptr_nonnull(strstr(below.method, " one-sided less"));
        ck_assert(strncmp(above.method, uf_proportion_method_name(methods[m]), 6) == 0);
    }
}
END_TEST

START_TEST(huge_counts_keep_their_digits)
{
    for (int m = 0; m < METHODS; m++) {
        uf_effect effect = interval(150000000, 1000000000, methods[m], UF_TWO_SIDED, .95);
        /* Agresti-Coull is Wilson but for 1e-18 here. */
        const char *prefix = methods[m] == UF_AGRESTI_COULL ? "wilson" : prefixes[m];
        char id[64];
        snprintf(id, sizeof id, "U-PROP-HUGE.%s_lower", prefix);
        ck_oracle(id, effect.conf_low);
        snprintf(id, sizeof id, "U-PROP-HUGE.%s_upper", prefix);
        ck_oracle(id, effect.conf_high);
    }
    uf_effect rare = interval(1, 1000000000, UF_CLOPPER_PEARSON, UF_TWO_SIDED, .95);
    ck_oracle("U-PROP-RARE.cp_lower", rare.conf_low);
    ck_oracle("U-PROP-RARE.cp_upper", rare.conf_high);
    rare = interval(1, 1000000000, UF_JEFFREYS, UF_TWO_SIDED, .95);
    ck_oracle("U-PROP-RARE.jeffreys_lower", rare.conf_low);
    ck_oracle("U-PROP-RARE.jeffreys_upper", rare.conf_high);
    /* (p - 1e-9)^2 = z^2 p (1 - p) / 1e9 by hand, z^2 = 3.8414588206941245, to leading order in
     * 1/n: p n = 1 + z^2/2 -+ z sqrt(1 + z^2/4) = 0.17653... and 5.66492... */
    rare = interval(1, 1000000000, UF_WILSON, UF_TWO_SIDED, .95);
    double z2 = 3.8414588206941245;
    double root = sqrt(z2) * sqrt(1 + z2 / 4);
    ck_assert(fabs(rare.conf_low * 1e9 - (1 + z2 / 2 - root)) < 1e-8);
    ck_assert(fabs(rare.conf_high * 1e9 - (1 + z2 / 2 + root)) < 1e-7);
}
END_TEST

/* 0 of n: z^2 / (n + z^2) by hand, z^2 = 3.8414588206941245. */
START_TEST(a_limit_far_below_one_keeps_its_digits)
{
    double z2 = 3.8414588206941245;
    uf_effect none = interval(0, 1000000000, UF_WILSON, UF_TWO_SIDED, .95);
    ck_assert(fabs(none.conf_high - z2 / (1e9 + z2)) < 1e-14 * none.conf_high);
}
END_TEST

START_TEST(none_and_all_have_intervals)
{
    for (int m = 0; m < METHODS; m++) {
        for (uint64_t n = 1; n < 2000; n = n * 3 + 1) {
            uf_effect none = interval(0, n, methods[m], UF_TWO_SIDED, .95);
            uf_effect all = interval(n, n, methods[m], UF_TWO_SIDED, .95);
            ck_assert(none.estimate == 0 && all.estimate == 1);
            ck_assert(none.conf_low == 0 && all.conf_high == 1);
            ck_assert(none.conf_high > 0 && none.conf_high <= 1);
            ck_assert(fabs(none.conf_high - (1 - all.conf_low)) < 1e-12);
            ck_assert(isnan(none.std_error) && isnan(all.std_error));
        }
    }
}
END_TEST

START_TEST(standard_error_is_that_of_a_share)
{
    /* sqrt(0.15 * 0.85 / 20) */
    uf_effect effect = interval(3, 20, UF_WILSON, UF_TWO_SIDED, .95);
    ck_assert(fabs(effect.std_error - sqrt(0.006375)) < 1e-16);
}
END_TEST

START_TEST(a_share_of_nobody_is_undefined)
{
    for (int m = 0; m < METHODS; m++) {
        uf_effect effect = interval(0, 0, methods[m], UF_GREATER, .95);
        ck_assert(isnan(effect.estimate) && isnan(effect.std_error));
        ck_assert(isnan(effect.conf_low) && isnan(effect.conf_high));
        ck_assert_str_ne(effect.note, "");
    }
}
END_TEST

static void refused(uint64_t events, uint64_t n, uf_alternative alternative, double level)
{
    uf_effect effect = { .method = "" };
    uf_error error = { .reason = "" };
    ck_assert_int_eq(
        uf_proportion_interval(&effect, events, n, UF_WILSON, alternative, level, &error),
        UF_EINVAL);
    ck_assert_str_eq(error.function, "uf_proportion_interval");
    ck_assert_str_ne(error.reason, "");
}

START_TEST(impossible_requests_are_refused)
{
    refused(21, 20, UF_TWO_SIDED, .95);
    refused(3, 20, UF_TWO_SIDED, 0);
    refused(3, 20, UF_TWO_SIDED, 1);
    refused(3, 20, UF_TWO_SIDED, 95);
    refused(3, 20, UF_TWO_SIDED, NAN);
    refused(3, 20, UF_GREATER, .5);
    refused(3, (UINT64_C(1) << 53) + 1, UF_TWO_SIDED, .95);
}
END_TEST

START_TEST(a_row_is_filled_in)
{
    uf_estimate row;
    uf_estimate_init(&row);
    ck_assert_int_eq(uf_proportion_row(&row, 3, 20, UF_WILSON, UF_TWO_SIDED, .95, NULL), UF_OK);
    ck_assert_str_eq(row.term, "share");
    ck_assert_str_eq(row.method, "wilson");
    ck_assert_str_eq(row.note, "");
    ck_assert(row.n == 20 && row.events == 3 && row.conf_level == .95);
    ck_assert(isnan(row.df) && isnan(row.statistic) && isnan(row.p_value) && isnan(row.clusters));
    ck_oracle("O-PROP-01.wilson_lower", row.conf_low);
    uf_estimate_init(&row);
    ck_assert_int_eq(uf_proportion_row(&row, 0, 0, UF_WILSON, UF_TWO_SIDED, .95, NULL), UF_OK);
    ck_assert(row.n == 0 && isnan(row.estimate) && isnan(row.conf_level));
    ck_assert_str_ne(row.note, "");
    ck_assert_int_eq(uf_proportion_row(&row, 3, 2, UF_WILSON, UF_TWO_SIDED, .95, NULL), UF_EINVAL);
}
END_TEST

START_TEST(methods_are_found_by_name)
{
    for (int m = 0; m < METHODS; m++) {
        uf_proportion_method found;
        ck_assert(uf_proportion_method_named(uf_proportion_method_name(methods[m]), &found));
        ck_assert_int_eq(found, methods[m]);
    }
    uf_proportion_method untouched = UF_JEFFREYS;
    ck_assert(uf_proportion_method_named("wald", &untouched) && untouched == UF_WALD);
    untouched = UF_JEFFREYS;
    ck_assert(!uf_proportion_method_named("bayes", &untouched));
    ck_assert_int_eq(untouched, UF_JEFFREYS);
}
END_TEST

/* P(the interval has p in it): every count of n, weighted by its probability. */
static double coverage(uint64_t n, double p, uf_proportion_method method)
{
    double covered = 0;
    for (uint64_t x = 0; x <= n; x++) {
        uf_effect effect = interval(x, n, method, UF_TWO_SIDED, .95);
        if (effect.conf_low <= p && p <= effect.conf_high)
            covered += uf_binomial_probability(x, n, p);
    }
    return covered;
}

START_TEST(coverage_is_that_of_the_method)
{
    const struct {
        uint64_t n;
        double p;
    } designs[] = { { 12, .05 }, { 20, .10 }, { 50, .22 }, { 150, .12 }, { 200, .15 } };
    for (int i = 0; i < (int)(sizeof designs / sizeof designs[0]); i++) {
        for (int m = 0; m < METHODS; m++) {
            char id[64];
            snprintf(id, sizeof id, "U-COVER-%d.%s", (int)designs[i].n, prefixes[m]);
            ck_oracle(id, coverage(designs[i].n, designs[i].p, methods[m]));
        }
    }
}
END_TEST

/* Clopper-Pearson never covers less than its level: that is what it is for. Wilson's average over p
 * is within half a point of it, with dips at single p; Brown, Cai & DasGupta 2001 prefer it for
 * that. */
START_TEST(coverage_over_all_shares)
{
    double wilson_sum = 0;
    double wilson_least = 1;
    enum { POINTS = 100 };
    for (int point = 0; point < POINTS; point++) {
        double p = 0.005 + 0.01 * point;
        ck_assert(coverage(50, p, UF_CLOPPER_PEARSON) >= .95);
        double wilson = coverage(50, p, UF_WILSON);
        wilson_sum += wilson;
        wilson_least = fmin(wilson_least, wilson);
    }
    ck_assert(fabs(wilson_sum / POINTS - .95) < .005);
    ck_assert(wilson_least < .95 && wilson_least > .85);
}
END_TEST

Suite *test_proportion_suite(void);

Suite *test_proportion_suite(void)
{
    Suite *suite = suite_create("proportion");
    TCase *tests = tcase_create("proportion");
    tcase_add_test(tests, intervals_agree_with_r);
    tcase_add_loop_test(tests, further_methods_agree_with_r, 0, 6);
    tcase_add_test(tests, further_methods_in_large_and_rare_counts);
    tcase_add_test(tests, mid_p_lies_inside_clopper_pearson);
    tcase_add_test(tests, districts_meeting_a_target);
    tcase_add_test(tests, one_sided_intervals_have_one_infinite_end);
    tcase_add_test(tests, huge_counts_keep_their_digits);
    tcase_add_test(tests, a_limit_far_below_one_keeps_its_digits);
    tcase_add_test(tests, none_and_all_have_intervals);
    tcase_add_test(tests, standard_error_is_that_of_a_share);
    tcase_add_test(tests, a_share_of_nobody_is_undefined);
    tcase_add_test(tests, impossible_requests_are_refused);
    tcase_add_test(tests, a_row_is_filled_in);
    tcase_add_test(tests, methods_are_found_by_name);
    tcase_add_test(tests, coverage_is_that_of_the_method);
    tcase_add_test(tests, coverage_over_all_shares);
    suite_add_tcase(suite, tests);
    return suite;
}
