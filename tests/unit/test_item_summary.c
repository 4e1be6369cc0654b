/* test_item_summary.c: one question summarised, against R (tests/certified/scale.tsv,
 * SCALE-question). */
#include <check.h>
#include <math.h>
#include <string.h>

#include <utfall/item_summary.h>
#include <utfall/scale.h>

#include "oracle.h"

Suite *test_item_summary_suite(void);

#define ONE ((int64_t)UF_ANSWER_UNIT)

/* 1 1 2 2 2 3 4 4 5 5 5 5, in no order, and three who did not know. */
static void make(uf_item_summary *summary)
{
    static const int answers[] = { 5, 2, 4, 1, 5, 3, 2, 5, 1, 4, 2, 5 };
    uf_error error;
    uf_item_summary_init(summary);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        ck_assert_int_eq(uf_item_summary_push(summary, answers[i] * ONE, &error), UF_OK);
    summary->do_not_know = 3;
}

START_TEST(the_mean_leaves_out_those_who_did_not_know)
{
    uf_item_summary summary;
    uf_estimate row;
    uf_error error;
    make(&summary);
    uf_estimate_init(&row);
    ck_assert_int_eq(uf_item_mean_row(&row, &summary, 0.95, &error), UF_OK);
    ck_oracle("SCALE-question.mean", row.estimate);
    ck_oracle("SCALE-question.se", row.std_error);
    ck_oracle("SCALE-question.low", row.conf_low);
    ck_oracle("SCALE-question.high", row.conf_high);
    ck_assert_double_eq(row.n, 12);
    ck_assert_double_eq(row.df, 11);
    ck_assert_str_eq(row.term, "mean");
    ck_assert_str_eq(row.method, "t");
    uf_item_summary_release(&summary);
}
END_TEST

START_TEST(shares_of_steps_and_of_not_knowing)
{
    uf_item_summary summary;
    uf_estimate row;
    uf_error error;
    make(&summary);
    ck_assert_uint_eq(summary.count, 5);
    ck_assert_int_eq(summary.steps[4].answer, 5 * ONE);
    ck_assert_uint_eq(summary.steps[2].people, 1);
    uf_estimate_init(&row);
    ck_assert_int_eq(uf_item_share_row(&row, &summary, 4, 0.95, &error), UF_OK);
    ck_assert_double_eq(row.events, 4);
    ck_assert_double_eq(row.n, 12);
    ck_oracle("SCALE-question.share5.low", row.conf_low);
    ck_oracle("SCALE-question.share5.high", row.conf_high);
    uf_estimate_init(&row);
    ck_assert_int_eq(uf_item_do_not_know_row(&row, &summary, 0.95, &error), UF_OK);
    ck_assert_double_eq(row.events, 3);
    ck_assert_double_eq(row.n, 15);
    ck_oracle("SCALE-question.unsure.low", row.conf_low);
    ck_oracle("SCALE-question.unsure.high", row.conf_high);
    uf_item_summary_release(&summary);
}
END_TEST

START_TEST(a_step_that_nobody_answers_has_a_share_of_nothing)
{
    uf_item_summary summary;
    uf_estimate row;
    uf_error error;
    make(&summary);
    ck_assert_int_eq(uf_item_summary_declare(&summary, 0, &error), UF_OK);
    ck_assert_int_eq(uf_item_summary_declare(&summary, 0, &error), UF_OK);
    ck_assert_uint_eq(summary.count, 6);
    uf_estimate_init(&row);
    ck_assert_int_eq(uf_item_share_row(&row, &summary, 0, 0.95, &error), UF_OK);
    ck_assert_double_eq(row.estimate, 0);
    ck_assert_double_gt(row.conf_high, 0.2);
    uf_item_summary_release(&summary);
}
END_TEST

START_TEST(many_steps_in_any_order)
{
    uf_item_summary summary;
    uf_error error;
    uf_item_summary_init(&summary);
    for (int64_t i = 0; i < 101; i++)
        ck_assert_int_eq(uf_item_summary_push(&summary, (i * 37 % 101) * ONE, &error), UF_OK);
    ck_assert_uint_eq(summary.count, 101);
    for (size_t i = 0; i < 101; i++) {
        ck_assert_int_eq(summary.steps[i].answer, (int64_t)i * ONE);
        ck_assert_uint_eq(summary.steps[i].people, 1);
    }
    uf_item_summary_release(&summary);
}
END_TEST

START_TEST(what_cannot_be_said)
{
    uf_item_summary summary;
    uf_estimate row;
    uf_error error;
    uf_item_summary_init(&summary);
    static const char *const notes[] = { "nobody answered", "one answer says nothing of the spread",
                                         "all answers are the same" };
    for (size_t i = 0; i < 3; i++) {
        uf_estimate_init(&row);
        ck_assert_int_eq(uf_item_mean_row(&row, &summary, 0.95, &error), UF_OK);
        ck_assert_str_eq(row.note, notes[i]);
        ck_assert(isnan(row.conf_low) && isnan(row.std_error));
        ck_assert_int_eq(uf_item_summary_push(&summary, 3 * ONE, &error), UF_OK);
    }
    ck_assert_int_eq(uf_item_mean_row(&row, &summary, 1, &error), UF_EINVAL);
    uf_item_summary_release(&summary);
}
END_TEST

Suite *test_item_summary_suite(void)
{
    Suite *suite = suite_create("item_summary");
    TCase *tests = tcase_create("item_summary");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, the_mean_leaves_out_those_who_did_not_know);
    tcase_add_test(tests, shares_of_steps_and_of_not_knowing);
    tcase_add_test(tests, a_step_that_nobody_answers_has_a_share_of_nothing);
    tcase_add_test(tests, many_steps_in_any_order);
    tcase_add_test(tests, what_cannot_be_said);
    return suite;
}
