/* test_scale_tally.c: what the answers to a scale show as a whole. Item-rest correlations against R
 * (tests/certified/scale.tsv, psych::alpha); the rest by hand. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <utfall/scale_tally.h>

#include "dataset.h"
#include "oracle.h"

Suite *test_scale_tally_suite(void);

#define ONE ((int64_t)UF_ANSWER_UNIT)
enum { NO = -1000 };

/* n items from min to max, reversed where the text has a minus. */
static void make(uf_scale_item *items, size_t n, int min, int max, const char *reversed)
{
    for (size_t i = 0; i < n; i++)
        items[i] = (uf_scale_item){ .answer = i,
                                    .min = min * ONE,
                                    .max = max * ONE,
                                    .reverse = reversed[i] == '-',
                                    .weight = UF_WEIGHT_UNIT };
}

static void push(uf_scale_tally *tally, const uf_scale *scale, const int64_t *answers)
{
    uf_scale_score score;
    uf_scale_score_all(&score, scale, 1, answers);
    uf_scale_tally_push(tally, answers, &score);
}

/* A scale of five items of the bfi. */
static void check_bfi(const dataset *data, const char *id, char letter, const char *reversed)
{
    uf_scale_item items[5];
    make(items, 5, 1, 6, reversed);
    const uf_scale scale = { .items = items,
                             .n = 5,
                             .rule = { .method = UF_SCALE_MEAN, .min_items = 1 } };
    uf_scale_tally *tally = uf_scale_tally_new(&scale, 0);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        int64_t answers[5];
        for (size_t i = 0; i < 5; i++) {
            const char name[] = { letter, (char)('1' + i), '\0' };
            const double value = dataset_number(data, row, name);
            answers[i] = isnan(value) ? UF_NO_ANSWER : (int64_t)value * ONE;
        }
        push(tally, &scale, answers);
    }
    char row_id[64];
    (void)snprintf(row_id, sizeof row_id, "%s.n", id);
    ck_oracle(row_id, (double)uf_scale_tally_counts(tally).complete);
    for (size_t i = 0; i < 5; i++) {
        (void)snprintf(row_id, sizeof row_id, "%s.r_%c%zu", id, letter, i + 1);
        ck_oracle(row_id, uf_scale_item_rest(tally, i));
    }
    uf_scale_tally_free(tally);
}

START_TEST(item_rest_correlations_agree_with_psych)
{
    dataset *data = dataset_open("bfi");
    if (data == NULL)
        return;
    check_bfi(data, "SCALE-agree", 'A', "-++++");
    check_bfi(data, "SCALE-conscientious", 'C', "+++--");
    check_bfi(data, "SCALE-extraversion", 'E', "--+++");
    check_bfi(data, "SCALE-neuroticism", 'N', "+++++");
    check_bfi(data, "SCALE-openness", 'O', "+-++-");
    dataset_close(data);
}
END_TEST

/* The same item unreversed: its correlation with the rest turns negative, and nobody else's
 * does. */
START_TEST(an_item_that_nobody_reversed_shows)
{
    dataset *data = dataset_open("bfi");
    if (data == NULL)
        return;
    ck_assert_double_lt(oracle_value("SCALE-unreversed.r_A1"), 0);
    check_bfi(data, "SCALE-unreversed", 'A', "+++++");
    dataset_close(data);
}
END_TEST

START_TEST(correlations_that_cannot_be_said)
{
    uf_scale_item items[3];
    make(items, 3, 0, 4, "+++");
    const uf_scale scale = { .items = items, .n = 3, .rule = { .min_items = 3 } };
    uf_scale_tally *tally = uf_scale_tally_new(&scale, 0);
    const int64_t rows[][3] = {
        { 0, ONE, 2 * ONE }, { 0, 2 * ONE, ONE }, { 0, 3 * ONE, 0 }, { UF_NO_ANSWER, 0, 0 }
    };
    push(tally, &scale, rows[0]);
    push(tally, &scale, rows[1]);
    ck_assert(isnan(uf_scale_item_rest(tally, 1))); /* two people */
    push(tally, &scale, rows[2]);
    push(tally, &scale, rows[3]);
    ck_assert_uint_eq(uf_scale_tally_counts(tally).complete, 3);
    ck_assert(isnan(uf_scale_item_rest(tally, 0))); /* always 0; the rest always 3 */
    ck_assert_double_eq_tol(uf_scale_item_rest(tally, 1), -1, 1e-12);
    uf_scale_tally_free(tally);
}
END_TEST

START_TEST(floor_ceiling_missing_and_prorated_are_counted)
{
    uf_scale_item items[2];
    make(items, 2, 0, 4, "+-");
    const uf_scale scale = { .items = items,
                             .n = 2,
                             .rule = { .method = UF_SCALE_MEAN, .min_items = 1 } };
    const int64_t rows[][2] = { { 0, 4 * ONE },
                                { 4 * ONE, 0 },
                                { 4 * ONE, UF_NO_ANSWER },
                                { 2 * ONE, 2 * ONE },
                                { UF_NO_ANSWER, UF_NO_ANSWER } };
    uf_scale_tally *tally = uf_scale_tally_new(&scale, 0);
    for (size_t i = 0; i < 5; i++)
        push(tally, &scale, rows[i]);
    const uf_scale_counts counts = uf_scale_tally_counts(tally);
    ck_assert_uint_eq(counts.people, 5);
    ck_assert_uint_eq(counts.scored, 4);
    ck_assert_uint_eq(counts.prorated, 1);
    ck_assert_uint_eq(counts.floor, 1);
    ck_assert_uint_eq(counts.ceiling, 2);
    ck_assert_uint_eq(counts.complete, 3);
    uf_scale_tally_free(tally);
}
END_TEST

/* ---- The same answer to everything ---- */

static bool alike(const char *reversed, const int *answers)
{
    uf_scale_item items[5];
    int64_t values[5];
    make(items, 5, 0, 4, reversed);
    for (size_t i = 0; i < 5; i++)
        values[i] = answers[i] == NO ? UF_NO_ANSWER : answers[i] * ONE;
    const uf_scale scale = { .items = items, .n = 5 };
    return uf_scale_alike(&scale, values);
}

START_TEST(straight_lining_contradicts_itself_where_items_are_reversed)
{
    ck_assert(alike("+-+-+", (const int[]){ 4, 4, 4, 4, 4 }));
    ck_assert(alike("+-+-+", (const int[]){ 2, 2, NO, 2, 2 }));
    ck_assert(!alike("+-+-+", (const int[]){ 2, 2, NO, NO, 2 })); /* three answers prove nothing */
    ck_assert(!alike("+-+-+", (const int[]){ 2, 2, 2, 2, 3 }));
    /* Never, never, never may be meant; sometimes five times is not contradictory but odd. */
    ck_assert(!alike("+++++", (const int[]){ 0, 0, 0, 0, 0 }));
    ck_assert(!alike("-----", (const int[]){ 4, 4, 4, 4, 4 }));
    ck_assert(alike("+++++", (const int[]){ 2, 2, 2, 2, 2 }));
    ck_assert(!alike("+++++", (const int[]){ NO, NO, NO, NO, NO }));
}
END_TEST

/* ---- Where counting began ---- */

/* Answers from `from` to `to`, so many of each, to an item from 0 to 4. */
static uf_shift shift_of(int from, int to, uint64_t times)
{
    uf_item_ends ends = { 0 };
    for (int answer = from; answer <= to; answer++)
        uf_item_ends_push(&ends, 0, 4 * ONE, answer * ONE, times);
    return uf_item_ends_shift(&ends);
}

START_TEST(a_file_that_counts_from_one)
{
    ck_assert_int_eq(shift_of(1, 5, 1), UF_SHIFT_UP);
    ck_assert_int_eq(shift_of(0, 5, 1), UF_SHIFT_NONE); /* a slip, not a shift */
    ck_assert_int_eq(shift_of(0, 4, 100), UF_SHIFT_NONE);
    ck_assert_int_eq(shift_of(-1, 3, 1), UF_SHIFT_DOWN);
    ck_assert_int_eq(shift_of(-1, 5, 1), UF_SHIFT_NONE);
}
END_TEST

/* Nobody chose the top, so nothing is out of range: but nobody chose the bottom either. */
START_TEST(a_shift_that_nothing_out_of_range_shows)
{
    ck_assert_int_eq(shift_of(1, 4, 25), UF_SHIFT_SILENT_UP);
    ck_assert_int_eq(shift_of(1, 4, 24), UF_SHIFT_NONE); /* 96 answers are too few to say */
}
END_TEST

START_TEST(answers_between_steps_are_counted)
{
    uf_item_ends ends = { 0 }, more = { 0 };
    uf_item_ends_push(&ends, 0, 4 * ONE, 5 * ONE / 2, 3);
    uf_item_ends_push(&more, 0, 4 * ONE, 0, 1);
    uf_item_ends_merge(&ends, &more);
    ck_assert_uint_eq(ends.answers, 4);
    ck_assert_uint_eq(ends.broken, 3);
    ck_assert_uint_eq(ends.lowest, 1);
}
END_TEST

Suite *test_scale_tally_suite(void)
{
    Suite *suite = suite_create("scale_tally");
    TCase *tests = tcase_create("scale_tally");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, item_rest_correlations_agree_with_psych);
    tcase_add_test(tests, an_item_that_nobody_reversed_shows);
    tcase_add_test(tests, correlations_that_cannot_be_said);
    tcase_add_test(tests, floor_ceiling_missing_and_prorated_are_counted);
    tcase_add_test(tests, straight_lining_contradicts_itself_where_items_are_reversed);
    tcase_add_test(tests, a_file_that_counts_from_one);
    tcase_add_test(tests, a_shift_that_nothing_out_of_range_shows);
    tcase_add_test(tests, answers_between_steps_are_counted);
    return suite;
}
