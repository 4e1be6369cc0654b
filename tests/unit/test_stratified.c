/* test_stratified.c: Mantel-Haenszel and Breslow-Day against R, metafor and contingencytables. */
#include <utfall/stratified.h>

#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>

/* BCG vaccine trials: cases among vaccinated and controls (metafor's dat.bcg). */
static const uf_two_by_two bcg[] = {
    { 4, 123, 11, 139 },       { 6, 306, 29, 303 },        { 3, 231, 11, 220 },
    { 62, 13598, 248, 12867 }, { 33, 5069, 47, 5808 },     { 180, 1541, 372, 1451 },
    { 8, 2545, 10, 629 },      { 505, 88391, 499, 88391 }, { 29, 7499, 45, 7277 },
    { 17, 1716, 65, 1665 },    { 186, 50634, 141, 27338 }, { 5, 2498, 3, 2341 },
    { 27, 16913, 29, 17854 },
};
static const uf_two_by_two small[] = {
    { 3, 5, 1, 5 }, { 0, 4, 2, 5 }, { 5, 5, 2, 3 }, { 1, 7, 0, 3 }
};
/* Lung cancer and smoking, men and women: Doll & Hill 1950. */
static const uf_two_by_two doll[] = { { 647, 1269, 2, 29 }, { 41, 69, 19, 51 } };

static const struct {
    const char *name;
    const uf_two_by_two *strata;
    size_t count;
} sets[] = { { "STRAT-bcg", bcg, 13 }, { "STRAT-small", small, 4 }, { "STRAT-doll", doll, 2 } };

static uf_effect common(const uf_two_by_two *strata, size_t count, uf_common_effect kind)
{
    uf_effect effect;
    ck_assert_int_eq(uf_stratified_common(&effect, strata, count, kind, 0.95, NULL), UF_OK);
    return effect;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

/* tests/certified/r/stratified.R */
START_TEST(against_r)
{
    const char *row = sets[_i].name;
    const uf_two_by_two *strata = sets[_i].strata;
    size_t count = sets[_i].count;
    uf_effect effect = common(strata, count, UF_COMMON_RISK_DIFFERENCE);
    same(row, "rd", effect.estimate);
    same(row, "rd_se", effect.std_error);
    same(row, "rd_low", effect.conf_low);
    same(row, "rd_high", effect.conf_high);
    effect = common(strata, count, UF_COMMON_RISK_RATIO);
    same(row, "rr", effect.estimate);
    same(row, "rr_se", effect.std_error);
    same(row, "rr_low", effect.conf_low);
    same(row, "rr_high", effect.conf_high);
    effect = common(strata, count, UF_COMMON_ODDS_RATIO);
    same(row, "or", effect.estimate);
    same(row, "or_low", effect.conf_low);
    same(row, "or_high", effect.conf_high);
    uf_stratified_test(&effect, strata, count, false, NULL);
    same(row, "cmh", effect.statistic);
    same(row, "cmh_p", effect.p_value);
    uf_stratified_test(&effect, strata, count, true, NULL);
    same(row, "cmh_cc", effect.statistic);
    uf_stratified_homogeneity(&effect, strata, count, false, NULL);
    same(row, "bd", effect.statistic);
    same(row, "bd_p", effect.p_value);
    uf_stratified_homogeneity(&effect, strata, count, true, NULL);
    same(row, "tarone", effect.statistic);
    same(row, "tarone_p", effect.p_value);
}
END_TEST

START_TEST(published)
{
    uf_effect effect = common(bcg, 13, UF_COMMON_RISK_DIFFERENCE);
    ck_oracle("STRAT-bcg-metafor.rd", effect.estimate);
    ck_oracle("STRAT-bcg-metafor.rd_low", effect.conf_low);
    ck_oracle("STRAT-bcg-metafor.rd_high", effect.conf_high);
    ck_oracle("STRAT-bcg-metafor.rd_z", effect.statistic);
    effect = common(bcg, 13, UF_COMMON_RISK_RATIO);
    ck_oracle("STRAT-bcg-metafor.rr", log(effect.estimate));
    ck_oracle("STRAT-bcg-metafor.rr_low", log(effect.conf_low));
    ck_oracle("STRAT-bcg-metafor.rr_high", log(effect.conf_high));
    ck_oracle("STRAT-bcg-metafor.rr_z", effect.statistic);
    effect = common(bcg, 13, UF_COMMON_ODDS_RATIO);
    ck_oracle("STRAT-bcg-metafor.or", log(effect.estimate));
    ck_oracle("STRAT-bcg-metafor.or_low", log(effect.conf_low));
    ck_oracle("STRAT-bcg-metafor.or_high", log(effect.conf_high));
    ck_oracle("STRAT-bcg-metafor.or_z", effect.statistic);
    uf_stratified_homogeneity(&effect, doll, 2, true, NULL);
    ck_oracle("STRAT-doll-book.tarone", effect.statistic);
    ck_oracle("STRAT-doll-book.tarone_p", effect.p_value);
    ck_oracle("STRAT-doll-book.rd", common(doll, 2, UF_COMMON_RISK_DIFFERENCE).estimate);
    ck_oracle("STRAT-doll-book.rr", common(doll, 2, UF_COMMON_RISK_RATIO).estimate);
}
END_TEST

START_TEST(doll_and_hill)
{
    uf_effect effect = common(doll, 2, UF_COMMON_ODDS_RATIO);
    ck_oracle("O-MH-01.or_mh", effect.estimate);
    ck_oracle("O-MH-01p.or_mh", effect.estimate);
    ck_oracle("O-MH-01.lower", effect.conf_low);
    ck_oracle("O-MH-01.upper", effect.conf_high);
    uf_stratified_test(&effect, doll, 2, false, NULL);
    ck_oracle("O-MH-01.cmh", effect.statistic);
    ck_oracle("O-MH-01p.cmh", effect.statistic);
    ck_oracle("O-MH-01.p", effect.p_value);
    uf_stratified_test(&effect, doll, 2, true, NULL);
    ck_oracle("O-MH-01.cmh_cc", effect.statistic);
    ck_assert_int_eq(uf_stratified_exact(&effect, doll, 2, UF_TWO_SIDED, NULL), UF_OK);
    ck_oracle("O-MH-01.p_exact", effect.p_value);
}
END_TEST

/* Admitted among women and among men by department, R's UCBAdmissions. */
START_TEST(berkeley)
{
    static const uf_two_by_two departments[] = { { 89, 108, 512, 825 },  { 17, 25, 353, 560 },
                                                 { 202, 593, 120, 325 }, { 131, 375, 138, 417 },
                                                 { 94, 393, 53, 191 },   { 24, 341, 22, 373 } };
    uf_effect effect = common(departments, 6, UF_COMMON_ODDS_RATIO);
    ck_oracle("O-CHI-01.or_mh", effect.estimate);
    ck_oracle("O-CHI-01.or_lower", effect.conf_low);
    ck_oracle("O-CHI-01.or_upper", effect.conf_high);
    uf_stratified_test(&effect, departments, 6, false, NULL);
    ck_oracle("O-CHI-01.cmh", effect.statistic);
    ck_oracle("O-CHI-01.cmh_p", effect.p_value);
}
END_TEST

START_TEST(exact)
{
    static const char *const rows[] = { "STRAT-small-exact-both", "STRAT-small-exact-less",
                                        "STRAT-small-exact-greater" };
    for (int side = 0; side < 3; side++) {
        uf_effect effect;
        uf_stratified_exact(&effect, small, 4, (uf_alternative)side, NULL);
        same(rows[side], "s", effect.statistic);
        same(rows[side], "p", effect.p_value);
    }
    /* One stratum is Fisher's test. */
    uf_effect fisher, effect;
    uf_two_by_two_fisher(&fisher, &doll[1], UF_FISHER_EXACT, UF_TWO_SIDED, NULL);
    uf_stratified_exact(&effect, &doll[1], 1, UF_TWO_SIDED, NULL);
    ck_assert_double_eq_tol(effect.p_value / fisher.p_value, 1, 1e-10);
}
END_TEST

/* Strata without one of the groups change nothing. */
START_TEST(empty_strata)
{
    uf_two_by_two more[4] = { doll[0], { 0, 0, 3, 9 }, doll[1], { 4, 6, 0, 0 } };
    ck_assert_uint_eq(uf_stratified_informative(more, 4), 2);
    for (int kind = 0; kind <= UF_COMMON_ODDS_RATIO; kind++) {
        uf_effect with = common(more, 4, (uf_common_effect)kind);
        uf_effect without = common(doll, 2, (uf_common_effect)kind);
        ck_assert_double_eq(with.estimate, without.estimate);
        ck_assert_double_eq(with.conf_low, without.conf_low);
    }
    uf_effect with, without;
    uf_stratified_homogeneity(&with, more, 4, true, NULL);
    uf_stratified_homogeneity(&without, doll, 2, true, NULL);
    ck_assert_double_eq(with.statistic, without.statistic);
    ck_assert_double_eq(with.df, 1);
    uf_stratified_exact(&with, more, 4, UF_TWO_SIDED, NULL);
    uf_stratified_exact(&without, doll, 2, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(with.p_value, without.p_value);
}
END_TEST

START_TEST(nothing_to_say)
{
    static const uf_two_by_two apart[] = { { 0, 0, 3, 5 }, { 2, 4, 0, 0 } };
    static const uf_two_by_two none[] = { { 0, 5, 0, 5 }, { 0, 7, 0, 2 } };
    static const uf_two_by_two all[] = { { 5, 5, 0, 5 }, { 7, 7, 0, 2 } };
    uf_effect effect;
    for (int kind = 0; kind <= UF_COMMON_ODDS_RATIO; kind++) {
        effect = common(apart, 2, (uf_common_effect)kind);
        ck_assert_double_nan(effect.estimate);
        ck_assert_str_ne(effect.note, "");
        effect = common(none, 2, (uf_common_effect)kind);
        ck_assert_double_nan(effect.conf_low);
        ck_assert_str_ne(effect.note, "");
    }
    effect = common(all, 2, UF_COMMON_ODDS_RATIO);
    ck_assert_double_eq(effect.estimate, INFINITY);
    ck_assert_double_nan(effect.conf_high);
    uf_stratified_test(&effect, none, 2, true, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    uf_stratified_homogeneity(&effect, doll, 1, true, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
    uf_stratified_exact(&effect, none, 2, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(effect.p_value, 1);
    ck_assert_str_ne(effect.note, "");
    static const uf_two_by_two large[] = { { 100000, 300000, 100000, 300000 } };
    uf_stratified_exact(&effect, large, 1, UF_TWO_SIDED, NULL);
    ck_assert_double_nan(effect.p_value);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(impossible)
{
    static const uf_two_by_two wrong[] = { { 1, 2, 1, 2 }, { 3, 2, 1, 2 } };
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_stratified_common(&effect, wrong, 2, UF_COMMON_RISK_RATIO, 0.95, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_int_eq(uf_stratified_common(&effect, wrong, 1, UF_COMMON_RISK_RATIO, 1.5, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_stratified_test(&effect, wrong, 0, true, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_stratified_exact(&effect, wrong, 2, UF_LESS, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_stratified_homogeneity(&effect, wrong, 2, false, NULL), UF_EINVAL);
}
END_TEST

Suite *test_stratified_suite(void);

Suite *test_stratified_suite(void)
{
    Suite *suite = suite_create("stratified");
    TCase *tests = tcase_create("mantel-haenszel");
    tcase_add_loop_test(tests, against_r, 0, 3);
    tcase_add_test(tests, published);
    tcase_add_test(tests, doll_and_hill);
    tcase_add_test(tests, berkeley);
    tcase_add_test(tests, exact);
    tcase_add_test(tests, empty_strata);
    tcase_add_test(tests, nothing_to_say);
    tcase_add_test(tests, impossible);
    suite_add_tcase(suite, tests);
    return suite;
}
