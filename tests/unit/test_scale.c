/* test_scale.c: from answers to scores, with every classic mistake by name.
 *
 * Expected values: arithmetic by hand where nothing else is said; tests/certified/scale.tsv (R,
 * psych) and scale_data.tsv (the reference's rows of psych::bfi). */
#include <check.h>
#include <math.h>
#include <stdio.h>

#include <utfall/moments.h>
#include <utfall/scale.h>

#include "dataset.h"
#include "oracle.h"

Suite *test_scale_suite(void);

#define ONE    ((int64_t)UF_ANSWER_UNIT)
#define WEIGHT ((int64_t)UF_WEIGHT_UNIT)
enum { NO = -1000 };

/* An item from min to max; weight 1. */
static uf_scale_item item(size_t answer, int min, int max, bool reverse)
{
    return (uf_scale_item){ .answer = answer,
                            .min = min * ONE,
                            .max = max * ONE,
                            .reverse = reverse,
                            .weight = UF_WEIGHT_UNIT };
}

/* The score of up to ten whole answers (NO: none) on a scale of items. */
static uf_scale_score score(const uf_scale *scale, const int *answers)
{
    int64_t values[10];
    uf_scale_score made;
    ck_assert(scale->n <= 10);
    for (size_t i = 0; i < scale->n; i++)
        values[i] = answers[i] == NO ? UF_NO_ANSWER : answers[i] * ONE;
    uf_scale_score_all(&made, scale, 1, values);
    return made;
}

/* ---- Reversing ---- */

START_TEST(reversed_by_the_key_and_not_by_what_was_observed)
{
    /* 1 to 7, and nobody answers 7: by the observed ends 2 would become 1 + 6 - 2 = 5. */
    const uf_scale_item q = item(0, 1, 7, true);
    ck_assert_int_eq(uf_scale_keyed(&q, 2 * ONE), 6 * ONE);
    ck_assert_int_eq(uf_scale_keyed(&q, 6 * ONE), 2 * ONE);
}
END_TEST

START_TEST(reversing_does_not_forget_the_lowest_step)
{
    /* max - x alone would give 0 for the highest answer of an item from 1 to 5. */
    const uf_scale_item from_one = item(0, 1, 5, true), from_zero = item(0, 0, 4, true);
    ck_assert_int_eq(uf_scale_keyed(&from_one, 5 * ONE), ONE);
    ck_assert_int_eq(uf_scale_keyed(&from_zero, 4 * ONE), 0);
}
END_TEST

START_TEST(scoring_leaves_the_answers_as_they_are)
{
    const uf_scale_item items[] = { item(0, 1, 5, true), item(1, 1, 5, true) };
    const uf_scale scale = { .items = items, .n = 2, .rule = { .min_items = 2 } };
    int64_t answers[] = { ONE, 2 * ONE };
    uf_scale_score first, second;
    uf_scale_score_all(&first, &scale, 1, answers);
    uf_scale_score_all(&second, &scale, 1, answers);
    ck_assert_double_eq(first.value, 9);
    ck_assert_double_eq(second.value, 9);
    ck_assert_int_eq(answers[0], ONE);
}
END_TEST

/* ---- Missing answers ---- */

START_TEST(the_least_number_of_answers_is_a_whole_number)
{
    /* "75 % of 3" rounds to 2, and accepts 67 %; 3 means 3. */
    const uf_scale_item items[] = { item(0, 0, 4, false), item(1, 0, 4, false),
                                    item(2, 0, 4, false) };
    uf_scale scale = { .items = items,
                       .n = 3,
                       .rule = { .method = UF_SCALE_MEAN, .min_items = 3 } };
    const int two[] = { 4, 3, NO };
    ck_assert(!score(&scale, two).known);
    ck_assert(isnan(score(&scale, two).value));
    ck_assert_uint_eq(score(&scale, two).answered, 2);
    scale.rule.min_items = 2;
    ck_assert_double_eq(score(&scale, two).value, 3.5);
    ck_assert(score(&scale, two).prorated);
}
END_TEST

START_TEST(a_partial_sum_is_scaled_up_and_only_then)
{
    const uf_scale_item items[] = { item(0, 0, 3, false), item(1, 0, 3, true), item(2, 0, 3, false),
                                    item(3, 0, 3, false) };
    const uf_scale scale = { .items = items,
                             .n = 4,
                             .rule = { .method = UF_SCALE_SUM, .min_items = 3, .prorate = true } };
    /* 3 + (3 - 1) + 2 of three items: 7 * 4 / 3. Reversed before the mean is taken, not after. */
    ck_assert_double_eq(score(&scale, (const int[]){ 3, 1, NO, 2 }).value, 28.0 / 3);
    ck_assert_double_eq(score(&scale, (const int[]){ 3, 1, 0, 2 }).value, 7);
    ck_assert(!score(&scale, (const int[]){ 3, 1, 0, 2 }).prorated);
    ck_assert(!score(&scale, (const int[]){ NO, NO, NO, NO }).known);
}
END_TEST

/* Beck Youth: a missing answer counts as the youth's own mean, and the sum is not rounded
 * before. */
START_TEST(a_missing_answer_counts_as_the_persons_mean)
{
    uf_scale_item items[10];
    for (size_t i = 0; i < 10; i++)
        items[i] = item(i, 0, 3, false);
    const uf_scale scale = { .items = items,
                             .n = 10,
                             .rule = { .method = UF_SCALE_SUM, .min_items = 5, .prorate = true } };
    const uf_scale_score made = score(&scale, (const int[]){ 1, 2, 3, 0, 1, 1, 2, NO, NO, NO });
    ck_assert_double_eq(made.value, 100.0 / 7);
}
END_TEST

/* ---- Rounding ---- */

static uf_scale_score sdq(const int *answers)
{
    const uf_scale_item items[] = { item(0, 0, 2, false), item(1, 0, 2, false),
                                    item(2, 0, 2, false), item(3, 0, 2, false),
                                    item(4, 0, 2, false) };
    const uf_scale scale = { .items = items,
                             .n = 5,
                             .rule = { .method = UF_SCALE_ROUNDED, .factor = 5, .min_items = 3 } };
    return score(&scale, answers);
}

START_TEST(sdq_rounds_halves_up_and_not_to_even)
{
    /* Two over four answers: 2.5 is 3, where rint() says 2. */
    ck_assert_double_eq(sdq((const int[]){ 1, 1, 0, 0, NO }).value, 3);
    ck_assert_double_eq(rint(2.5), 2);
    /* Six over four: 7.5 is 8 either way. One over three: 1.67 is 2. */
    ck_assert_double_eq(sdq((const int[]){ 2, 2, 2, 0, NO }).value, 8);
    ck_assert_double_eq(sdq((const int[]){ 1, 0, 0, NO, NO }).value, 2);
    ck_assert_double_eq(sdq((const int[]){ 2, 2, 2, 2, 2 }).value, 10);
}
END_TEST

START_TEST(sdq_takes_three_of_five)
{
    ck_assert(sdq((const int[]){ 2, 2, 2, NO, NO }).known);
    ck_assert(!sdq((const int[]){ 2, 2, NO, NO, NO }).known);
}
END_TEST

START_TEST(below_zero_halves_go_up_too)
{
    const uf_scale_item items[] = { item(0, -2, 2, false), item(1, -2, 2, false) };
    const uf_scale scale = { .items = items,
                             .n = 2,
                             .rule = { .method = UF_SCALE_ROUNDED, .factor = 1, .min_items = 2 } };
    ck_assert_double_eq(score(&scale, (const int[]){ -1, 0 }).value, 0);
    ck_assert_double_eq(score(&scale, (const int[]){ -2, -1 }).value, -1);
    ck_assert_double_eq(score(&scale, (const int[]){ -2, -2 }).value, -2);
}
END_TEST

/* ---- Weights ---- */

START_TEST(weights_in_sum_and_mean)
{
    uf_scale_item items[] = { item(0, 0, 5, false), item(1, 0, 5, false) };
    items[1].weight = 4 * WEIGHT;
    uf_scale scale = { .items = items, .n = 2, .rule = { .min_items = 2 } };
    ck_assert_double_eq(score(&scale, (const int[]){ 5, 3 }).value, 17);
    scale.rule.method = UF_SCALE_MEAN;
    ck_assert_double_eq(score(&scale, (const int[]){ 5, 3 }).value, 3.4);
    scale.rule = (uf_scale_rule){ .method = UF_SCALE_SUM, .min_items = 1, .prorate = true };
    ck_assert_double_eq(score(&scale, (const int[]){ NO, 3 }).value, 15);
}
END_TEST

/* WHO-5: the percentage is the sum times 4. */
START_TEST(a_weight_makes_a_percentage)
{
    uf_scale_item items[5];
    for (size_t i = 0; i < 5; i++) {
        items[i] = item(i, 0, 5, false);
        items[i].weight = 4 * WEIGHT;
    }
    const uf_scale scale = { .items = items, .n = 5, .rule = { .min_items = 5 } };
    ck_assert_double_eq(score(&scale, (const int[]){ 5, 4, 3, 2, 1 }).value, 60);
}
END_TEST

/* ---- Totals ---- */

START_TEST(a_total_is_missing_when_a_part_is)
{
    const uf_scale_item items[] = { item(0, 0, 4, false), item(1, 0, 4, false) };
    const size_t parts[] = { 0, 1 };
    const uf_scale scales[] = {
        { .items = items, .n = 1, .rule = { .min_items = 1 } },
        { .items = items + 1, .n = 1, .rule = { .min_items = 1 } },
        { .parts = parts, .part_count = 2 },
        { .parts = parts, .part_count = 2, .rule = { .method = UF_SCALE_MEAN } },
    };
    const int64_t all[] = { 4 * ONE, 3 * ONE }, some[] = { 4 * ONE, UF_NO_ANSWER };
    uf_scale_score made[4];
    uf_scale_score_all(made, scales, 4, all);
    ck_assert_double_eq(made[2].value, 7);
    ck_assert_double_eq(made[3].value, 3.5);
    ck_assert(made[2].exact && made[3].exact);
    ck_assert_uint_eq(made[2].answered, 2);
    uf_scale_score_all(made, scales, 4, some);
    ck_assert_double_eq(made[0].value, 4);
    ck_assert(!made[2].known && isnan(made[2].value));
    ck_assert_uint_eq(made[2].answered, 1);
}
END_TEST

/* ---- Bands ---- */

static const uf_scale_band brs_bands[] = {
    { .name = "low", .low = { 1, 0 }, .high = { 299, 2 } },
    { .name = "normal", .low = { 3, 0 }, .high = { 430, 2 } },
    { .name = "high", .low = { 431, 2 }, .high = { 5, 0 } },
};

START_TEST(a_mean_at_a_cut_off_is_at_it)
{
    uf_scale_item items[6];
    for (size_t i = 0; i < 6; i++)
        items[i] = item(i, 1, 5, i % 2 == 1);
    const uf_scale scale = { .items = items,
                             .n = 6,
                             .rule = { .method = UF_SCALE_MEAN, .min_items = 6 },
                             .bands = brs_bands,
                             .band_count = 3 };
    /* Sums of 17, 18, 25, 26: means 2.83, 3, 4.17, 4.33. */
    const struct {
        int answers[6];
        size_t band;
    } cases[] = {
        { { 3, 4, 3, 3, 3, 3 }, 0 },
        { { 3, 3, 3, 3, 3, 3 }, 1 },
        { { 5, 2, 4, 2, 4, 2 }, 1 },
        { { 5, 2, 5, 2, 4, 2 }, 2 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uf_scale_score made = score(&scale, cases[i].answers);
        ck_assert_uint_eq(uf_scale_band_of(&scale, &made), cases[i].band);
    }
}
END_TEST

/* 0.3 * 3 is not 0.9 in doubles; three answers of 0.3, and a cut-off of 0.9. */
START_TEST(cut_offs_are_compared_exactly)
{
    const uf_scale_item items[] = { item(0, 0, 1, false), item(1, 0, 1, false),
                                    item(2, 0, 1, false) };
    const uf_scale_band bands[] = { { .name = "below", .low = { 0, 0 }, .open = true },
                                    { .name = "at", .low = { 9, 1 }, .open = true } };
    const uf_scale scale = {
        .items = items, .n = 3, .rule = { .min_items = 3 }, .bands = bands, .band_count = 2
    };
    const int64_t answers[] = { 3 * ONE / 10, 3 * ONE / 10, 3 * ONE / 10 };
    uf_scale_score made;
    uf_scale_score_all(&made, &scale, 1, answers);
    ck_assert_uint_eq(uf_scale_band_of(&scale, &made), 1);
    ck_assert_int_eq(uf_scale_compare(&made, (uf_decimal){ 90, 2 }), 0);
    ck_assert_int_eq(uf_scale_compare(&made, (uf_decimal){ 91, 2 }), -1);
    ck_assert_int_eq(uf_scale_compare(&made, (uf_decimal){ 89, 2 }), 1);
}
END_TEST

/* Thirds that add up to a whole number: 4/3 + 5/3, and the cut-off is 3. */
START_TEST(a_total_of_quotients_is_at_its_cut_off)
{
    const uf_scale_item items[] = { item(0, 0, 4, false), item(1, 0, 4, false),
                                    item(2, 0, 4, false), item(3, 0, 4, false),
                                    item(4, 0, 4, false), item(5, 0, 4, false),
                                    item(6, 0, 4, false) };
    const size_t parts[] = { 0, 1 };
    const uf_scale_rule mean = { .method = UF_SCALE_MEAN, .min_items = 3 };
    const uf_scale scales[] = { { .items = items, .n = 3, .rule = mean },
                                { .items = items + 3, .n = 4, .rule = mean },
                                { .parts = parts, .part_count = 2 } };
    const int64_t thirds[] = { 4 * ONE, 0, 0, 4 * ONE, ONE, 0, UF_NO_ANSWER };
    const int64_t unlike[] = { 4 * ONE, 0, 0, 4 * ONE, ONE, 0, 0 };
    uf_scale_score made[3];
    uf_scale_score_all(made, scales, 3, thirds);
    ck_assert(made[2].exact);
    ck_assert_int_eq(uf_scale_compare(&made[2], (uf_decimal){ 3, 0 }), 0);
    uf_scale_score_all(made, scales, 3, unlike); /* 4/3 + 5/4 */
    ck_assert(!made[2].exact);
    ck_assert_double_eq_tol(made[2].value, 31.0 / 12, 1e-15);
    ck_assert_int_eq(uf_scale_compare(&made[2], (uf_decimal){ 258, 2 }), 1);
}
END_TEST

START_TEST(ends_of_a_scale)
{
    const uf_scale_item items[] = { item(0, 1, 5, true), item(1, 0, 3, false) };
    const size_t parts[] = { 0, 1 };
    const uf_scale scales[] = {
        { .items = items, .n = 2, .rule = { .min_items = 2 } },
        { .items = items + 1,
          .n = 1,
          .rule = { .method = UF_SCALE_ROUNDED, .factor = 5, .min_items = 1 } },
        { .parts = parts, .part_count = 2 },
    };
    const double expected[][2] = { { 1, 8 }, { 0, 15 }, { 1, 23 } };
    for (size_t i = 0; i < 3; i++) {
        uf_scale_score lowest, highest;
        uf_scale_ends(&lowest, &highest, scales, i);
        ck_assert_double_eq(lowest.value, expected[i][0]);
        ck_assert_double_eq(highest.value, expected[i][1]);
    }
}
END_TEST

/* ---- Words ---- */

START_TEST(methods_by_name)
{
    uf_scale_method method = UF_SCALE_SUM;
    int32_t factor = 0;
    ck_assert(uf_scale_method_named("mean", &method, &factor) && method == UF_SCALE_MEAN);
    ck_assert(uf_scale_method_named("sum", &method, &factor) && method == UF_SCALE_SUM);
    ck_assert(uf_scale_method_named("floor(0.5 + 10 * mean)", &method, &factor));
    ck_assert(method == UF_SCALE_ROUNDED && factor == 10);
    static const char *const wrong[] = { "",
                                         "summa",
                                         "round(mean)",
                                         "floor(0.5+0*mean)",
                                         "floor(0.5+101*mean)",
                                         "floor(0.5+5*mean)x",
                                         "floor(0.5+99999999999*mean)" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_msg(!uf_scale_method_named(wrong[i], &method, &factor), "'%s'", wrong[i]);
    ck_assert(method == UF_SCALE_ROUNDED && factor == 10);
}
END_TEST

START_TEST(ages_are_completed_years)
{
    const uf_ages ages = { 11, 17 };
    ck_assert(!uf_ages_have(ages, 10.99) && uf_ages_have(ages, 11));
    ck_assert(uf_ages_have(ages, 17.9) && !uf_ages_have(ages, 18));
    ck_assert(!uf_ages_have(ages, NAN));
}
END_TEST

/* ---- Real answers ---- */

/* A scale of the bfi: five items called LETTER1 to LETTER5, those in `reversed` reversed. */
static void make_bfi(uf_scale_item items[5], const char *reversed)
{
    for (size_t i = 0; i < 5; i++)
        items[i] = item(i, 1, 6, reversed[i] == '-');
}

static void read_bfi(const dataset *data, size_t row, char letter, int64_t answers[5])
{
    for (size_t i = 0; i < 5; i++) {
        const char name[] = { letter, (char)('1' + i), '\0' };
        const double value = dataset_number(data, row, name);
        answers[i] = isnan(value) ? UF_NO_ANSWER : (int64_t)value * ONE;
    }
}

static uf_moments score_bfi(const dataset *data, char letter, const char *reversed,
                            uf_scale_rule rule, uint64_t *partial)
{
    uf_scale_item items[5];
    uf_moments moments;
    uf_moments_init(&moments);
    make_bfi(items, reversed);
    const uf_scale scale = { .items = items, .n = 5, .rule = rule };
    for (size_t row = 0; row < dataset_rows(data); row++) {
        int64_t answers[5];
        uf_scale_score made;
        read_bfi(data, row, letter, answers);
        uf_scale_score_all(&made, &scale, 1, answers);
        if (made.known)
            uf_moments_push(&moments, made.value);
        *partial += made.known && made.prorated;
    }
    return moments;
}

START_TEST(bfi_means_agree_with_psych)
{
    static const struct {
        const char *id;
        char letter;
        const char *reversed;
    } scales[] = { { "agree", 'A', "-++++" },
                   { "conscientious", 'C', "+++--" },
                   { "extraversion", 'E', "--+++" },
                   { "neuroticism", 'N', "+++++" },
                   { "openness", 'O', "+-++-" } };
    const uf_scale_rule rule = { .method = UF_SCALE_MEAN, .min_items = 4 };
    dataset *data = dataset_open("bfi");
    if (data == NULL)
        return;
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        uint64_t partial = 0;
        const uf_moments m = score_bfi(data, scales[i].letter, scales[i].reversed, rule, &partial);
        char id[64];
        (void)snprintf(id, sizeof id, "O-Q-%s.n_scored", scales[i].id);
        ck_oracle(id, (double)m.n);
        (void)snprintf(id, sizeof id, "O-Q-%s.mean", scales[i].id);
        ck_oracle(id, uf_moments_mean(&m));
        (void)snprintf(id, sizeof id, "O-Q-%s.sd", scales[i].id);
        ck_oracle(id, uf_moments_sd(&m));
    }
    dataset_close(data);
}
END_TEST

START_TEST(bfi_prorated_sums_agree_with_r)
{
    const uf_scale_rule rule = { .method = UF_SCALE_SUM, .min_items = 4, .prorate = true };
    dataset *data = dataset_open("bfi");
    if (data == NULL)
        return;
    uint64_t partial = 0;
    const uf_moments m = score_bfi(data, 'N', "+++++", rule, &partial);
    ck_oracle("SCALE-prorated.n", (double)m.n);
    ck_oracle("SCALE-prorated.partial", (double)partial);
    ck_oracle("SCALE-prorated.mean", uf_moments_mean(&m));
    ck_oracle("SCALE-prorated.sd", uf_moments_sd(&m));
    dataset_close(data);
}
END_TEST

/* The answers that scale.R takes away; rows there are counted from 1. */
static void take_away(size_t row, int64_t answers[5])
{
    if (row == 0)
        answers[0] = answers[1] = UF_NO_ANSWER;
    if (row % 7 == 1)
        answers[0] = UF_NO_ANSWER;
    if (row % 5 == 2)
        answers[2] = answers[3] = UF_NO_ANSWER;
}

START_TEST(rounded_scores_agree_with_r)
{
    uf_scale_item items[5];
    uint64_t n = 0, differs = 0, half = 0;
    double sum = 0;
    dataset *data = dataset_open("bfi");
    if (data == NULL)
        return;
    for (size_t i = 0; i < 5; i++)
        items[i] = item(i, 0, 2, false);
    const uf_scale scale = { .items = items,
                             .n = 5,
                             .rule = { .method = UF_SCALE_ROUNDED, .factor = 5, .min_items = 3 } };
    for (size_t row = 0; row < dataset_rows(data); row++) {
        int64_t answers[5];
        double total = 0, count = 0;
        uf_scale_score made;
        read_bfi(data, row, 'A', answers);
        take_away(row, answers);
        for (size_t i = 0; i < 5; i++) {
            if (answers[i] == UF_NO_ANSWER)
                continue;
            answers[i] %= 3 * ONE;
            total += (double)answers[i] / UF_ANSWER_UNIT;
            count++;
        }
        const double exact = 5 * total / count;
        uf_scale_score_all(&made, &scale, 1, answers);
        half += exact - floor(exact) == 0.5;
        n += made.known;
        sum += made.known ? made.value : 0;
        differs += made.known && made.value != rint(exact);
    }
    ck_oracle("SCALE-rounded.n", (double)n);
    ck_oracle("SCALE-rounded.sum", sum);
    ck_oracle("SCALE-rounded.half", (double)half);
    ck_oracle("SCALE-rounded.differs_from_even", (double)differs);
    dataset_close(data);
}
END_TEST

Suite *test_scale_suite(void)
{
    Suite *suite = suite_create("scale");
    TCase *tests = tcase_create("scale");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, reversed_by_the_key_and_not_by_what_was_observed);
    tcase_add_test(tests, reversing_does_not_forget_the_lowest_step);
    tcase_add_test(tests, scoring_leaves_the_answers_as_they_are);
    tcase_add_test(tests, the_least_number_of_answers_is_a_whole_number);
    tcase_add_test(tests, a_partial_sum_is_scaled_up_and_only_then);
    tcase_add_test(tests, a_missing_answer_counts_as_the_persons_mean);
    tcase_add_test(tests, sdq_rounds_halves_up_and_not_to_even);
    tcase_add_test(tests, sdq_takes_three_of_five);
    tcase_add_test(tests, below_zero_halves_go_up_too);
    tcase_add_test(tests, weights_in_sum_and_mean);
    tcase_add_test(tests, a_weight_makes_a_percentage);
    tcase_add_test(tests, a_total_is_missing_when_a_part_is);
    tcase_add_test(tests, a_mean_at_a_cut_off_is_at_it);
    tcase_add_test(tests, cut_offs_are_compared_exactly);
    tcase_add_test(tests, a_total_of_quotients_is_at_its_cut_off);
    tcase_add_test(tests, ends_of_a_scale);
    tcase_add_test(tests, methods_by_name);
    tcase_add_test(tests, ages_are_completed_years);
    tcase_add_test(tests, bfi_means_agree_with_psych);
    tcase_add_test(tests, bfi_prorated_sums_agree_with_r);
    tcase_add_test(tests, rounded_scores_agree_with_r);
    return suite;
}
