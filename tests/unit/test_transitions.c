/* test_transitions.c: directions, the sign test and marginal homogeneity against R and by hand. */
#include <utfall/transitions.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <utfall/paired_binary.h>
#include <utfall/start.h>

static const uint64_t vision[] = { 1520, 266, 124,  66,  234, 1512, 432, 78,
                                   117,  362, 1772, 205, 36,  82,   179, 492 };
static const uint64_t five[] = { 5, 2, 1, 0, 0, 6, 9, 3, 1, 0, 2, 8, 12,
                                 4, 1, 0, 3, 7, 9, 2, 1, 0, 2, 6, 4 };
static const uint64_t two[] = { 10, 3, 14, 20 };

static uf_effect homogeneity(const uint64_t *counts, size_t levels, uf_marginal_test test)
{
    uf_effect effect;
    ck_assert_int_eq(uf_transitions_homogeneity(&effect, counts, levels, test, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

/* tests/certified/r/transitions.R */
START_TEST(reference)
{
    static const struct {
        const char *row;
        const uint64_t *counts;
        size_t levels;
    } tables[] = { { "MH-01", vision, 4 }, { "MH-02", five, 5 }, { "MH-03", two, 2 } };
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
        for (int test = 0; test < 2; test++) {
            char row[16];
            snprintf(row, sizeof row, "%s-%c", tables[t].row, test == 0 ? 'S' : 'B');
            const uf_effect effect =
                homogeneity(tables[t].counts, tables[t].levels, (uf_marginal_test)test);
            same(row, "statistic", effect.statistic);
            same(row, "df", effect.df);
            same(row, "p", effect.p_value);
            ck_assert_str_eq(effect.note, "");
        }
    ck_oracle("MH-01p.statistic", homogeneity(vision, 4, UF_STUART_MAXWELL).statistic);
}
END_TEST

/* With two levels it is McNemar's test. */
START_TEST(two_levels_are_mcnemar)
{
    const uf_paired_table table = { .both = 10, .first_only = 3, .second_only = 14, .neither = 20 };
    uf_effect mcnemar;
    ck_assert_int_eq(uf_paired_mcnemar(&mcnemar, &table, UF_MCNEMAR_ASYMPTOTIC, NULL), UF_OK);
    ck_assert_double_eq_tol(homogeneity(two, 2, UF_STUART_MAXWELL).statistic, mcnemar.statistic,
                            1e-12);
}
END_TEST

/* Empty levels, and levels that nobody left or came to, say nothing: the table without them. */
START_TEST(levels_without_changes_are_left_out)
{
    uint64_t wide[49] = { 0 };
    static const size_t places[] = { 0, 2, 3, 4, 6 }; /* 1 is empty, everybody at 5 stayed */
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 5; j++)
            wide[places[i] * 7 + places[j]] = five[i * 5 + j];
    wide[5 * 7 + 5] = 11;
    const uf_effect effect = homogeneity(wide, 7, UF_STUART_MAXWELL);
    same("MH-02-S", "statistic", effect.statistic);
    same("MH-02-S", "df", effect.df);
}
END_TEST

/* Two groups of levels between which nobody went: the statistics of both add up, df 1 + 1. By hand
 * (McNemar): (3 - 14)^2 / 17 and (9 - 4)^2 / 13. */
START_TEST(separate_groups_lose_a_df_each)
{
    const uint64_t counts[] = { 10, 0, 3, 0, 0, 7, 0, 9, 14, 0, 20, 0, 0, 4, 0, 8 };
    const uf_effect effect = homogeneity(counts, 4, UF_STUART_MAXWELL);
    ck_assert_double_eq_tol(effect.statistic, 121.0 / 17 + 25.0 / 13, 1e-12);
    ck_assert_double_eq(effect.df, 2);
}
END_TEST

START_TEST(nothing_changed)
{
    const uint64_t counts[] = { 4, 0, 0, 9 }, none[9] = { 0 };
    uf_effect effect = homogeneity(counts, 2, UF_STUART_MAXWELL);
    ck_assert_double_nan(effect.statistic);
    ck_assert_str_eq(effect.note, "nobody changed");
    effect = homogeneity(none, 3, UF_BHAPKAR);
    ck_assert_double_nan(effect.p_value);
    const uint64_t few[] = { 4, 3, 2, 9 };
    ck_assert_str_ne(homogeneity(few, 2, UF_STUART_MAXWELL).note, "");
    /* Everybody went up: n = S, and Bhapkar's variance is 0. */
    const uint64_t up[] = { 0, 12, 0, 0 };
    effect = homogeneity(up, 2, UF_BHAPKAR);
    ck_assert(isinf(effect.statistic) && effect.p_value == 0);
    ck_assert_double_eq_tol(homogeneity(up, 2, UF_STUART_MAXWELL).statistic, 12, 1e-12);
}
END_TEST

/* By hand from the table: below, on and above the diagonal. */
START_TEST(directions)
{
    const uf_transition_counts counts = uf_transitions_count(five, 5);
    ck_assert_uint_eq(counts.n, 88);
    ck_assert_uint_eq(counts.lowered, 35);
    ck_assert_uint_eq(counts.same, 39);
    ck_assert_uint_eq(counts.raised, 14);
    ck_assert_uint_eq(uf_transitions_count(NULL, 0).n, 0);
}
END_TEST

static void check_sign(const char *row, uint64_t lowered, uint64_t raised, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_sign_test(&effect, lowered, raised, level, UF_TWO_SIDED, NULL), UF_OK);
    same(row, "estimate", effect.estimate);
    same(row, "low", effect.conf_low);
    same(row, "high", effect.conf_high);
    same(row, "p", effect.p_value);
    ck_assert_int_eq(uf_sign_test(&effect, lowered, raised, level, UF_GREATER, NULL), UF_OK);
    same(row, "greater", effect.p_value);
    ck_assert_int_eq(uf_sign_test(&effect, lowered, raised, level, UF_LESS, NULL), UF_OK);
    same(row, "less", effect.p_value);
    same(row, "high_less", effect.conf_high);
    ck_assert(isinf(effect.conf_low) && effect.conf_low < 0);
    ck_assert_str_eq(effect.method, "sign-exact");
}

START_TEST(signs)
{
    check_sign("ST-01", 14, 5, 0.95);
    check_sign("ST-02", 3, 40, 0.9);
    check_sign("ST-03", 6, 6, 0.95);
    uf_effect effect;
    ck_assert_int_eq(uf_sign_test(&effect, 0, 0, 0.95, UF_TWO_SIDED, NULL), UF_OK);
    ck_assert_double_nan(effect.estimate);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_str_eq(effect.note, "nobody changed");
}
END_TEST

START_TEST(refused)
{
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_transitions_homogeneity(&effect, two, 0, UF_BHAPKAR, NULL), UF_EINVAL);
    ck_assert_int_eq(
        uf_transitions_homogeneity(&effect, two, UF_TRANSITIONS_LEVELS_MAX + 1, UF_BHAPKAR, NULL),
        UF_EINVAL);
    const uint64_t huge[] = { 1, 2, (UINT64_C(1) << 53) + 1, 4 };
    ck_assert_int_eq(uf_transitions_homogeneity(&effect, huge, 2, UF_STUART_MAXWELL, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_int_eq(uf_sign_test(&effect, huge[2], 0, 0.95, UF_TWO_SIDED, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_sign_test(&effect, 3, 4, 1.5, UF_TWO_SIDED, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_sign_test(&effect, 3, 4, 0.4, UF_LESS, NULL), UF_EINVAL);
}
END_TEST

Suite *test_transitions_suite(void);

Suite *test_transitions_suite(void)
{
    Suite *suite = suite_create("transitions");
    TCase *tests = tcase_create("transitions");
    tcase_add_checked_fixture(tests, uf_start, NULL);
    tcase_add_test(tests, reference);
    tcase_add_test(tests, two_levels_are_mcnemar);
    tcase_add_test(tests, levels_without_changes_are_left_out);
    tcase_add_test(tests, separate_groups_lose_a_df_each);
    tcase_add_test(tests, nothing_changed);
    tcase_add_test(tests, directions);
    tcase_add_test(tests, signs);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
