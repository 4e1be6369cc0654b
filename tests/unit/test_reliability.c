/* test_reliability.c: consistency of the items of a scale, against psych and lavaan. */
#include <utfall/reliability.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/icc.h>
#include <utfall/moments.h>
#include <utfall/reliability_omega.h>

enum { ITEMS_MAX = 8 };

/* Item j of person i, as tests/certified/r/reliability.R makes them. */
static double made(int i, int j)
{
    const int a = (31 * i * i + 17 * i) % 97;
    const int answer = (a + 2 * ((11 * i * i + (5 + 6 * j) * i + 13 * j) % (23 + 4 * j))) / 30;
    return answer;
}

static uf_item_covariance *covariance_new(size_t items, uf_items_missing missing)
{
    uf_item_covariance *covariance;
    ck_assert_int_eq(uf_item_covariance_new(&covariance, items, missing, NULL), UF_OK);
    return covariance;
}

static uf_effect alpha_of(const uf_item_spread *spread, double level)
{
    uf_effect effect;
    ck_assert_int_eq(uf_alpha(&effect, spread, level, NULL), UF_OK);
    return effect;
}

static uf_effect omega_of(const uf_item_spread *spread, double *loadings)
{
    uf_effect effect;
    ck_assert_int_eq(uf_omega_total(&effect, loadings, spread, NULL), UF_OK);
    return effect;
}

/* The row `case.name[number]`, where number is above 0. */
static void agrees(const char *row_case, const char *name, size_t number, double value)
{
    char id[96];
    if (number > 0)
        (void)snprintf(id, sizeof id, "%s.%s%zu", row_case, name, number);
    else
        (void)snprintf(id, sizeof id, "%s.%s", row_case, name);
    ck_oracle(id, value);
}

/* ---- Everything psych::alpha prints ---- */

static void check_items(const char *row_case, const uf_item_spread *spread, double level)
{
    for (size_t i = 0; i < spread->items; i++) {
        uf_effect mean, rest, drop;
        ck_assert_int_eq(uf_item_mean(&mean, spread, i, level, NULL), UF_OK);
        ck_assert_int_eq(uf_item_rest(&rest, spread, i, level, NULL), UF_OK);
        ck_assert_int_eq(uf_alpha_if_dropped(&drop, spread, i, level, NULL), UF_OK);
        agrees(row_case, "mean", i + 1, mean.estimate);
        agrees(row_case, "mean.low", i + 1, mean.conf_low);
        agrees(row_case, "mean.high", i + 1, mean.conf_high);
        agrees(row_case, "sd", i + 1, sqrt(spread->covariance[i * spread->items + i]));
        agrees(row_case, "rest", i + 1, rest.estimate);
        agrees(row_case, "rest.low", i + 1, rest.conf_low);
        agrees(row_case, "rest.high", i + 1, rest.conf_high);
        agrees(row_case, "drop", i + 1, drop.estimate);
        agrees(row_case, "drop.low", i + 1, drop.conf_low);
        agrees(row_case, "drop.high", i + 1, drop.conf_high);
    }
}

static void check_alpha(const char *row_case, const uf_item_spread *spread, double level, double sd)
{
    const uf_effect alpha = alpha_of(spread, level);
    uf_effect standardised, sem;
    uf_alpha_standardised(&standardised, spread);
    uf_alpha_sem(&sem, &alpha, sd);
    agrees(row_case, "alpha", 0, alpha.estimate);
    agrees(row_case, "low", 0, alpha.conf_low);
    agrees(row_case, "high", 0, alpha.conf_high);
    agrees(row_case, "std", 0, standardised.estimate);
    agrees(row_case, "mean_r", 0, uf_mean_item_correlation(spread));
    agrees(row_case, "sem", 0, sem.estimate);
    check_items(row_case, spread, level);
}

START_TEST(made_items)
{
    static const struct {
        const char *row_case;
        int people, items;
        double level, more;
        bool turned; /* the second and the third item are 6 - answer */
    } cases[] = {
        { "REL-01", 60, 6, 0.95, 0, false }, { "REL-02", 60, 6, 0.9, 0, false },
        { "REL-03", 60, 4, 0.95, 0, true },  { "REL-04", 40, 4, 0.95, 1e8, false },
        { "REL-05", 5, 8, 0.95, 0, false },
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        uf_item_covariance *covariance = covariance_new((size_t)cases[c].items, UF_ITEMS_COMPLETE);
        uf_moments totals;
        uf_moments_init(&totals);
        for (int i = 0; i < cases[c].people; i++) {
            double answers[ITEMS_MAX] = { 0 }, total = 0;
            for (int j = 0; j < cases[c].items; j++) {
                const bool turn = cases[c].turned && (j == 1 || j == 2);
                answers[j] = (turn ? 6 - made(i, j) : made(i, j)) + cases[c].more;
                total += answers[j];
            }
            uf_item_covariance_push(covariance, answers);
            uf_moments_push(&totals, total);
        }
        const uf_item_spread spread = uf_item_covariance_spread(covariance);
        check_alpha(cases[c].row_case, &spread, cases[c].level, uf_moments_sd(&totals));
        uf_item_covariance_free(covariance);
    }
}
END_TEST

START_TEST(answers_missing)
{
    static const int holes[][2] = { { 3, 1 },  { 9, 2 },  { 9, 5 },  { 20, 6 },
                                    { 41, 1 }, { 41, 3 }, { 41, 4 }, { 60, 2 } };
    uf_item_covariance *complete = covariance_new(6, UF_ITEMS_COMPLETE);
    uf_item_covariance *pairwise = covariance_new(6, UF_ITEMS_PAIRWISE);
    for (int i = 0; i < 60; i++) {
        double answers[6];
        for (int j = 0; j < 6; j++)
            answers[j] = made(i, j);
        for (size_t h = 0; h < sizeof holes / sizeof holes[0]; h++) {
            if (holes[h][0] == i + 1)
                answers[holes[h][1] - 1] = NAN;
        }
        uf_item_covariance_push(complete, answers);
        uf_item_covariance_push(pairwise, answers);
    }
    const uf_item_spread all = uf_item_covariance_spread(complete);
    ck_oracle("REL-06.complete", alpha_of(&all, 0.95).estimate);
    ck_oracle("REL-06.n", all.n);
    ck_assert_double_eq(all.people, 60);
    const uf_item_spread pairs = uf_item_covariance_spread(pairwise);
    const uf_effect alpha = alpha_of(&pairs, 0.95);
    uf_effect standardised, rest;
    uf_alpha_standardised(&standardised, &pairs);
    ck_oracle("REL-06.pairwise", alpha.estimate);
    ck_oracle("REL-06.pairwise_std", standardised.estimate);
    ck_assert(isnan(alpha.conf_low) && isnan(alpha.conf_high));
    ck_assert_str_eq(alpha.method, "cronbach-pairwise");
    ck_assert_int_eq(uf_item_rest(&rest, &pairs, 0, 0.95, NULL), UF_OK);
    ck_assert(rest.estimate > 0.5 && isnan(rest.conf_low));
    /* The fewest behind a pair: 1 and 2 are missing in rows 3, 9, 41, 60. */
    ck_assert_double_eq(pairs.n, 56);
    uf_item_covariance_free(complete);
    uf_item_covariance_free(pairwise);
}
END_TEST

/* ---- One factor ---- */

static void check_factor(const char *row_case, const uf_item_spread *spread)
{
    double loadings[ITEMS_MAX];
    const uf_effect omega = omega_of(spread, loadings);
    agrees(row_case, "omega", 0, omega.estimate);
    for (size_t i = 0; i < spread->items; i++)
        agrees(row_case, "minres", i + 1, loadings[i]);
    const char *note;
    ck_assert_int_eq(uf_one_factor(loadings, &note, spread, UF_FACTOR_ML, NULL), UF_OK);
    ck_assert_str_eq(note, "");
    agrees(row_case, "omega_ml", 0, uf_omega_of_loadings(loadings, NULL, spread->items));
    for (size_t i = 0; i < spread->items; i++)
        agrees(row_case, "ml", i + 1, loadings[i]);
}

START_TEST(made_factor)
{
    uf_item_covariance *covariance = covariance_new(6, UF_ITEMS_COMPLETE);
    for (int i = 0; i < 60; i++)
        uf_item_covariance_push(covariance, (double[]){ made(i, 0), made(i, 1), made(i, 2),
                                                        made(i, 3), made(i, 4), made(i, 5) });
    const uf_item_spread spread = uf_item_covariance_spread(covariance);
    check_factor("REL-01F", &spread);
    ck_assert_double_eq(omega_of(&spread, NULL).estimate,
                        omega_of(&spread, (double[6]){ 0 }).estimate);
    uf_item_covariance_free(covariance);
}
END_TEST

/* A spread of given correlations, as if of so many people. */
static uf_item_spread of_correlations(const double *r, size_t items, double n)
{
    return (uf_item_spread){ .items = items, .people = n, .n = n, .covariance = r };
}

/* By hand: loadings 0.8, 0.6, 0.5 give correlations 0.48, 0.4, 0.3 exactly, and a uniqueness sum of
 * 0.36 + 0.64 + 0.75 = 1.75 in a total of 3 + 2 * 1.18 = 5.36. */
START_TEST(factor_by_hand)
{
    const double r[] = { 1, 0.48, 0.4, 0.48, 1, 0.3, 0.4, 0.3, 1 };
    const uf_item_spread spread = of_correlations(r, 3, 50);
    double loadings[3];
    const uf_effect omega = omega_of(&spread, loadings);
    ck_assert_double_eq_tol(loadings[0], 0.8, 1e-10);
    ck_assert_double_eq_tol(loadings[1], 0.6, 1e-10);
    ck_assert_double_eq_tol(loadings[2], 0.5, 1e-10);
    ck_assert_double_eq_tol(omega.estimate, 1 - 1.75 / 5.36, 1e-10);
    ck_assert_double_eq_tol(uf_omega_of_loadings(loadings, NULL, 3), 3.61 / 5.36, 1e-10);
    const char *note;
    ck_assert_int_eq(uf_one_factor(loadings, &note, &spread, UF_FACTOR_ML, NULL), UF_OK);
    ck_assert_double_eq_tol(loadings[0], 0.8, 1e-8);
    ck_assert_double_eq_tol(loadings[2], 0.5, 1e-8);
    /* With standard deviations 1, 2, 4: (0.8 + 1.2 + 2)^2 of that and 0.36 + 4 * 0.64 + 16 * 0.75.
     */
    ck_assert_double_eq_tol(uf_omega_of_loadings(loadings, (double[]){ 1, 2, 4 }, 3),
                            16 / (16 + 0.36 + 2.56 + 12), 1e-8);
}
END_TEST

START_TEST(factor_at_its_bound)
{
    /* l1^2 = r12 r13 / r23 = 0.9 * 0.8 / 0.5 is above 1: no item can load so much. */
    const double heywood[] = { 1, 0.9, 0.8, 0.9, 1, 0.5, 0.8, 0.5, 1 };
    uf_item_spread spread = of_correlations(heywood, 3, 50);
    double loadings[3];
    uf_effect omega = omega_of(&spread, loadings);
    ck_assert_double_eq_tol(loadings[0], 1, 1e-12);
    ck_assert(omega.estimate < 1 && strncmp(omega.note, "a Heywood case", 14) == 0);
    /* Items that are one and the same. */
    const double same[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    spread = of_correlations(same, 3, 50);
    omega = omega_of(&spread, loadings);
    ck_assert_double_eq_tol(omega.estimate, 1, 1e-12);
    /* Nothing in common. */
    const double none[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
    spread = of_correlations(none, 3, 50);
    omega = omega_of(&spread, loadings);
    ck_assert_double_eq_tol(omega.estimate, 0, 1e-12);
    /* An item that goes the other way. */
    const double against[] = { 1, 0.5, -0.5, 0.5, 1, -0.5, -0.5, -0.5, 1 };
    spread = of_correlations(against, 3, 50);
    omega = omega_of(&spread, loadings);
    ck_assert(loadings[2] < 0 && loadings[0] > 0);
    ck_assert_ptr_nonnull(strstr(omega.note, "loads negatively"));
    /* A matrix that no item fits together with the others: minres goes to its bounds and stays. */
    const double impossible[] = { 1, -0.9, -0.9, -0.9, 1, -0.9, -0.9, -0.9, 1 };
    spread = of_correlations(impossible, 3, 50);
    omega = omega_of(&spread, loadings);
    ck_assert(isnan(omega.estimate) || omega.estimate <= 1);
    ck_assert_str_ne(omega.note, "");
    spread = of_correlations(same, 3, 2);
    ck_assert_double_nan(omega_of(&spread, loadings).estimate);
    const double half[] = { 1, 0.3, 0.3, 0.3, 1, 0.3, 0.3, 0.3, 1 };
    spread = of_correlations(half, 2, 50);
    ck_assert_ptr_nonnull(strstr(omega_of(&spread, loadings).note, "two items"));
    spread = of_correlations(half, 1, 50);
    ck_assert_ptr_nonnull(strstr(omega_of(&spread, loadings).note, "one item"));
}
END_TEST

/* Items with little in common: descent from the item that has most to do with the others ends in a
 * hollow that is not the deepest. */
START_TEST(deepest_hollow)
{
    static const double below[] = { 0.25,  0.03,  -0.04, -0.24, 0.05,  0.12,  -0.08,
                                    -0.15, -0.07, -0.12, 0.05,  0.02,  -0.03, 0.09,
                                    0.22,  -0.03, 0,     0.05,  -0.08, -0.03, -0.14,
                                    0.01,  -0.01, 0.11,  0.02,  -0.15, -0.14, 0.02 };
    double r[64], loadings[8], residual = 0;
    for (size_t i = 0, at = 0; i < 8; i++) {
        r[i * 8 + i] = 1;
        for (size_t j = 0; j < i; j++)
            r[i * 8 + j] = r[j * 8 + i] = below[at++];
    }
    const uf_item_spread spread = of_correlations(r, 8, 56);
    const uf_effect omega = omega_of(&spread, loadings);
    for (size_t i = 0; i < 8; i++) {
        for (size_t j = 0; j < i; j++)
            residual += pow(r[i * 8 + j] - loadings[i] * loadings[j], 2);
    }
    ck_oracle("REL-HOLLOW.residual", residual);
    ck_oracle("REL-HOLLOW.omega", omega.estimate);
}
END_TEST

/* ---- Public data ---- */

struct scale {
    const char *name;
    const char *items[6];
    bool reverse[6]; /* 7 - x */
    size_t count;
};

/* Push a data set's rows into c; turned items count as 8 - x. */
static void push_rows(uf_item_covariance *c, const dataset *data, const struct scale *scale,
                      double top)
{
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double answers[6];
        for (size_t i = 0; i < scale->count; i++) {
            const double answer = dataset_number(data, row, scale->items[i]);
            answers[i] = scale->reverse[i] ? top - answer : answer;
        }
        uf_item_covariance_push(c, answers);
    }
}

static void check_spread(const char *row_case, const uf_item_spread *spread)
{
    const uf_effect alpha = alpha_of(spread, 0.95);
    uf_effect standardised;
    uf_alpha_standardised(&standardised, spread);
    agrees(row_case, "n", 0, spread->n);
    agrees(row_case, "k", 0, (double)spread->items);
    agrees(row_case, "alpha", 0, alpha.estimate);
    agrees(row_case, "std_alpha", 0, standardised.estimate);
    agrees(row_case, "mean_r", 0, uf_mean_item_correlation(spread));
    agrees(row_case, "feldt_lower", 0, alpha.conf_low);
    agrees(row_case, "feldt_upper", 0, alpha.conf_high);
}

static const struct scale personality[] = {
    { "agree", { "A1", "A2", "A3", "A4", "A5" }, { true }, 5 },
    { "conscientious", { "C1", "C2", "C3", "C4", "C5" }, { false, false, false, true, true }, 5 },
    { "extraversion", { "E1", "E2", "E3", "E4", "E5" }, { true, true }, 5 },
    { "neuroticism", { "N1", "N2", "N3", "N4", "N5" }, { false }, 5 },
    { "openness", { "O1", "O2", "O3", "O4", "O5" }, { false, true, false, false, true }, 5 },
};

START_TEST(bfi_alpha)
{
    dataset *data = dataset_open("bfi");
    if (data == NULL)
        return;
    for (size_t s = 0; s < sizeof personality / sizeof personality[0]; s++) {
        char row_case[32];
        (void)snprintf(row_case, sizeof row_case, "O-Q-%s", personality[s].name);
        uf_item_covariance *complete = covariance_new(5, UF_ITEMS_COMPLETE);
        push_rows(complete, data, &personality[s], 7);
        const uf_item_spread spread = uf_item_covariance_spread(complete);
        check_spread(row_case, &spread);
        uf_item_covariance *pairwise = covariance_new(5, UF_ITEMS_PAIRWISE);
        push_rows(pairwise, data, &personality[s], 7);
        const uf_item_spread pairs = uf_item_covariance_spread(pairwise);
        const double alpha = alpha_of(&pairs, 0.95).estimate;
        agrees(row_case, "alpha_pairwise", 0, alpha);
        /* psych's page rounds .7267 to .72 (reference/README.md), and has no row here. */
        if (strcmp(personality[s].name, "conscientious") != 0)
            agrees("O-Q-p", personality[s].name, 0, alpha);
        uf_item_covariance_free(complete);
        uf_item_covariance_free(pairwise);
    }
    dataset_close(data);
}
END_TEST

START_TEST(bfi_factor)
{
    dataset *data = dataset_open("bfi");
    if (data == NULL)
        return;
    uf_item_covariance *openness = covariance_new(5, UF_ITEMS_COMPLETE);
    push_rows(openness, data, &personality[4], 7);
    uf_item_spread spread = uf_item_covariance_spread(openness);
    check_factor("REL-BFI-O", &spread);
    uf_item_covariance_free(openness);

    uf_item_covariance *neuroticism = covariance_new(5, UF_ITEMS_COMPLETE);
    push_rows(neuroticism, data, &personality[3], 7);
    spread = uf_item_covariance_spread(neuroticism);
    check_factor("REL-BFI-N", &spread);
    double loadings[5], sd[5];
    const char *note;
    ck_assert_int_eq(uf_one_factor(loadings, &note, &spread, UF_FACTOR_ML, NULL), UF_OK);
    for (size_t i = 0; i < 5; i++) {
        agrees("O-Q-omega", "loading", i + 1, loadings[i]);
        sd[i] = sqrt(spread.covariance[i * 5 + i]);
    }
    ck_oracle("O-Q-omega.n", spread.n);
    ck_oracle("O-Q-omega.omega_ml_cor", uf_omega_of_loadings(loadings, NULL, 5));
    /* Maximum likelihood does not depend on the items' units: the CFA of the covariances is this.
     */
    ck_oracle("O-Q-omega.omega_cfa", uf_omega_of_loadings(loadings, sd, 5));
    uf_item_covariance_free(neuroticism);
    dataset_close(data);
}
END_TEST

static const char *const ages[] = { "10-11", "12-13", "14", "15", "16", "17-19" };

/* The total's mean, spread and F over age groups; each age group's name is in the file. */
static void check_totals(const dataset *data, const struct scale *scale)
{
    uf_moments all, groups[sizeof ages / sizeof ages[0]];
    const size_t count = sizeof ages / sizeof ages[0];
    uf_moments_init(&all);
    for (size_t g = 0; g < count; g++)
        uf_moments_init(&groups[g]);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double total = 0;
        for (size_t i = 0; i < scale->count; i++)
            total += dataset_number(data, row, scale->items[i]);
        uf_moments_push(&all, total);
        size_t g = 0;
        while (g + 1 < count && strcmp(ages[g], dataset_text(data, row, "agegroup")) != 0)
            g++;
        uf_moments_push(&groups[g], total);
    }
    uf_icc icc;
    uf_icc_anova(&icc, groups, count);
    ck_oracle("O-Q-gq6.mean", uf_moments_mean(&all));
    ck_oracle("O-Q-gq6.sd", uf_moments_sd(&all));
    ck_oracle("O-Q-gq6.F_age", icc.f);
}

START_TEST(gratitude)
{
    dataset *data = dataset_open("youth_gratitude");
    if (data == NULL)
        return;
    struct scale scale = {
        "gq6", { "gq6_1", "gq6_2", "gq6_3", "gq6_4", "gq6_5", "gq6_6" }, { false }, 6
    };
    uf_item_covariance *covariance = covariance_new(6, UF_ITEMS_COMPLETE);
    push_rows(covariance, data, &scale, 8);
    uf_item_spread spread = uf_item_covariance_spread(covariance);
    check_spread("O-Q-gq6", &spread);
    uf_effect effect;
    ck_assert_int_eq(uf_item_rest(&effect, &spread, 2, 0.95, NULL), UF_OK);
    ck_oracle("O-Q-gq6.r_item3", effect.estimate);
    ck_assert_int_eq(uf_item_rest(&effect, &spread, 5, 0.95, NULL), UF_OK);
    ck_oracle("O-Q-gq6.r_item6", effect.estimate);
    ck_assert_int_eq(uf_alpha_if_dropped(&effect, &spread, 5, 0.95, NULL), UF_OK);
    ck_oracle("O-Q-gq6.alpha_drop6", effect.estimate);
    uf_item_covariance_free(covariance);
    check_totals(data, &scale);

    /* The trap: items 3 and 6 are reversed in the file already. */
    scale.reverse[2] = scale.reverse[5] = true;
    covariance = covariance_new(6, UF_ITEMS_COMPLETE);
    push_rows(covariance, data, &scale, 8);
    spread = uf_item_covariance_spread(covariance);
    ck_oracle("O-Q-gq6.trap_alpha", alpha_of(&spread, 0.95).estimate);
    ck_assert_int_eq(uf_item_rest(&effect, &spread, 5, 0.95, NULL), UF_OK);
    ck_oracle("O-Q-gq6.trap_r_item6", effect.estimate);
    uf_item_covariance_free(covariance);
    dataset_close(data);
}
END_TEST

/* ---- Edges ---- */

START_TEST(perfect_items)
{
    uf_item_covariance *c = covariance_new(3, UF_ITEMS_COMPLETE);
    for (int i = 0; i < 9; i++)
        uf_item_covariance_push(c, (double[]){ i, i, i });
    const uf_item_spread spread = uf_item_covariance_spread(c);
    const uf_effect alpha = alpha_of(&spread, 0.95);
    uf_effect rest;
    ck_assert_double_eq_tol(alpha.estimate, 1, 1e-14);
    ck_assert_double_eq_tol(alpha.conf_low, 1, 1e-13);
    ck_assert_double_eq_tol(alpha.conf_high, 1, 1e-13);
    ck_assert_int_eq(uf_item_rest(&rest, &spread, 1, 0.95, NULL), UF_OK);
    ck_assert_double_eq_tol(rest.estimate, 1, 1e-14);
    uf_item_covariance_free(c);
}
END_TEST

/* By hand: the third item is 4 for all. Variances of 0..8 are 7.5, total 4 * 7.5, so alpha is
 * 3/2 (1 - 15/30), and of the two that vary 1. */
START_TEST(constant_item)
{
    uf_item_covariance *c = covariance_new(3, UF_ITEMS_COMPLETE);
    for (int i = 0; i < 9; i++)
        uf_item_covariance_push(c, (double[]){ i, i, 4 });
    const uf_item_spread spread = uf_item_covariance_spread(c);
    const uf_effect alpha = alpha_of(&spread, 0.95);
    uf_effect effect;
    ck_assert_double_eq_tol(alpha.estimate, 0.75, 1e-14);
    ck_assert_str_eq(alpha.note, "an item does not vary");
    ck_assert_int_eq(uf_alpha_if_dropped(&effect, &spread, 2, 0.95, NULL), UF_OK);
    ck_assert_double_eq_tol(effect.estimate, 1, 1e-14);
    ck_assert_int_eq(uf_item_rest(&effect, &spread, 2, 0.95, NULL), UF_OK);
    ck_assert(isnan(effect.estimate) && strcmp(effect.note, "the item does not vary") == 0);
    uf_alpha_standardised(&effect, &spread);
    ck_assert(isnan(effect.estimate) && strcmp(effect.note, "an item does not vary") == 0);
    ck_assert_double_nan(omega_of(&spread, NULL).estimate);
    ck_assert_double_nan(uf_mean_item_correlation(&spread));
    uf_item_covariance_free(c);
}
END_TEST

START_TEST(nothing_to_say)
{
    uf_item_covariance *c = covariance_new(2, UF_ITEMS_COMPLETE);
    uf_item_spread spread = uf_item_covariance_spread(c);
    uf_effect effect;
    ck_assert_str_eq(alpha_of(&spread, 0.95).note, "nobody answered every item");
    uf_item_covariance_push(c, (double[]){ 1, 2 });
    uf_item_covariance_push(c, (double[]){ NAN, 2 });
    spread = uf_item_covariance_spread(c);
    ck_assert_str_eq(alpha_of(&spread, 0.95).note, "fewer than 2 people");
    ck_assert_double_nan(alpha_of(&spread, 0.95).estimate);
    uf_item_covariance_push(c, (double[]){ 2, 1 });
    spread = uf_item_covariance_spread(c);
    ck_assert_str_eq(alpha_of(&spread, 0.95).note, "the total does not vary");
    ck_assert_int_eq(uf_item_rest(&effect, &spread, 0, 0.95, NULL), UF_OK);
    ck_assert_str_eq(effect.note, "fewer than 3 people");
    uf_alpha_standardised(&effect, &spread);
    ck_assert_str_eq(effect.note, "the total does not vary");
    uf_item_covariance_push(c, (double[]){ 5, 5 });
    spread = uf_item_covariance_spread(c);
    ck_assert_int_eq(uf_item_rest(&effect, &spread, 0, 0.95, NULL), UF_OK);
    ck_assert_str_eq(effect.note, "fewer than 4 people: no interval");
    ck_assert_int_eq(uf_alpha_if_dropped(&effect, &spread, 0, 0.95, NULL), UF_OK);
    ck_assert_str_eq(effect.note, "fewer than two items are left");
    uf_item_covariance_free(c);

    c = covariance_new(1, UF_ITEMS_COMPLETE);
    uf_item_covariance_push(c, (double[]){ 1 });
    spread = uf_item_covariance_spread(c);
    ck_assert_str_eq(alpha_of(&spread, 0.95).note, "one item: consistency is between items");
    uf_item_covariance_free(c);
    c = covariance_new(2, UF_ITEMS_PAIRWISE);
    uf_item_covariance_push(c, (double[]){ 1, NAN });
    spread = uf_item_covariance_spread(c);
    ck_assert_str_eq(alpha_of(&spread, 0.95).note,
                     "two items were never answered by the same person");
    uf_item_covariance_free(c);
}
END_TEST

START_TEST(refused)
{
    uf_item_covariance *c;
    uf_error error;
    ck_assert_int_eq(uf_item_covariance_new(&c, 0, UF_ITEMS_COMPLETE, NULL), UF_EINVAL);
    ck_assert_ptr_null(c);
    ck_assert_int_eq(
        uf_item_covariance_new(&c, UF_RELIABILITY_ITEMS_MAX + 1, UF_ITEMS_PAIRWISE, NULL),
        UF_EINVAL);
    uf_item_covariance_free(NULL);
    const double r[] = { 1, 0.5, 0.5, 1 };
    const uf_item_spread spread = of_correlations(r, 2, 50);
    uf_effect effect;
    ck_assert_int_eq(uf_alpha(&effect, &spread, 1, &error), UF_EINVAL);
    ck_assert_str_eq(error.function, "uf_alpha");
    ck_assert_int_eq(uf_item_rest(&effect, &spread, 2, 0.95, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_int_eq(uf_alpha_if_dropped(&effect, &spread, 0, 0, NULL), UF_EINVAL);
    /* The error of a score, where there is none to give. */
    const uf_effect alpha = alpha_of(&spread, 0.95);
    uf_alpha_sem(&effect, &alpha, NAN);
    ck_assert_str_eq(effect.note, "the scores do not vary");
}
END_TEST

Suite *test_reliability_suite(void);

Suite *test_reliability_suite(void)
{
    Suite *suite = suite_create("reliability");
    TCase *tests = tcase_create("reliability");
    tcase_add_test(tests, made_items);
    tcase_add_test(tests, answers_missing);
    tcase_add_test(tests, made_factor);
    tcase_add_test(tests, factor_by_hand);
    tcase_add_test(tests, factor_at_its_bound);
    tcase_add_test(tests, deepest_hollow);
    tcase_add_test(tests, bfi_alpha);
    tcase_add_test(tests, bfi_factor);
    tcase_add_test(tests, gratitude);
    tcase_add_test(tests, perfect_items);
    tcase_add_test(tests, constant_item);
    tcase_add_test(tests, nothing_to_say);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
