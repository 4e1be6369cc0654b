/* test_lesson.c: rows, status codes and percentages as exact amounts. Expected values by hand. */
#include <check.h>
#include <stdlib.h>
#include <utfall/lesson.h>

Suite *test_lesson_suite(void);

static void expect_lesson(const uf_lesson *lesson, uf_lesson_state state, int64_t scheduled,
                          int64_t authorised, int64_t unauthorised, int64_t unsaid)
{
    ck_assert_int_eq(lesson->state, state);
    ck_assert_int_eq(lesson->scheduled, scheduled);
    ck_assert_int_eq(lesson->authorised, authorised);
    ck_assert_int_eq(lesson->unauthorised, unauthorised);
    ck_assert_int_eq(lesson->unsaid, unsaid);
}

static uf_attendance_code code_of(uf_counts_as counts_as, uf_authorised authorised,
                                  int64_t mantissa, int places)
{
    return (uf_attendance_code){ .counts_as = counts_as,
                                 .authorised = authorised,
                                 .weight = { .mantissa = mantissa, .places = places } };
}

START_TEST(absent_may_equal_but_not_exceed_scheduled)
{
    uf_lesson lesson = { UF_LESSON_REPORTED, 40, 15, 20, 5 };
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_SOUND);
    lesson.unsaid = 6;
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_ABSENT_OVER_SCHEDULED);
    lesson = (uf_lesson){ UF_LESSON_REPORTED, 40, 41, 0, 0 };
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_ABSENT_OVER_SCHEDULED);
    lesson = (uf_lesson){ UF_LESSON_REPORTED, 40, 0, 41, 0 };
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_ABSENT_OVER_SCHEDULED);
    lesson = (uf_lesson){ UF_LESSON_REPORTED, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX };
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_ABSENT_OVER_SCHEDULED);
}
END_TEST

START_TEST(negative_amounts_are_faults)
{
    uf_lesson lesson = { UF_LESSON_REPORTED, -1, 0, 0, 0 };
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_NEGATIVE_SCHEDULED);
    lesson.state = UF_LESSON_EXEMPT;
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_NEGATIVE_SCHEDULED);
    lesson = (uf_lesson){ UF_LESSON_REPORTED, 40, 0, 0, -1 };
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_NEGATIVE_ABSENT);
    lesson = (uf_lesson){ UF_LESSON_REPORTED, 40, -1, 30, 0 };
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_NEGATIVE_ABSENT);
}
END_TEST

START_TEST(absence_of_an_unreported_lesson_is_not_read)
{
    uf_lesson lesson = { UF_LESSON_UNREPORTED, 40, 50, -3, 0 };
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_SOUND);
    lesson.state = UF_LESSON_EXEMPT;
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_SOUND);
}
END_TEST

START_TEST(faults_have_words)
{
    ck_assert_str_eq(uf_lesson_fault_text(UF_LESSON_SOUND), "");
    for (int fault = UF_LESSON_NEGATIVE_SCHEDULED; fault <= UF_LESSON_PERCENT_RANGE; fault++)
        ck_assert_str_ne(uf_lesson_fault_text((uf_lesson_fault)fault), "");
}
END_TEST

START_TEST(codes_become_lessons)
{
    const int64_t hour = 60 * UF_AMOUNT_ONE;
    uf_lesson lesson;
    uf_attendance_code code = code_of(UF_COUNTS_PRESENT, UF_AUTHORISED_NO, 1, 0);
    uf_lesson_from_code(&lesson, &code, hour);
    expect_lesson(&lesson, UF_LESSON_REPORTED, hour, 0, 0, 0);
    code = code_of(UF_COUNTS_ABSENT, UF_AUTHORISED_YES, 1, 0);
    uf_lesson_from_code(&lesson, &code, hour);
    expect_lesson(&lesson, UF_LESSON_REPORTED, hour, hour, 0, 0);
    code = code_of(UF_COUNTS_ABSENT, UF_AUTHORISED_NO, 25, 2);
    uf_lesson_from_code(&lesson, &code, hour);
    expect_lesson(&lesson, UF_LESSON_REPORTED, hour, 0, hour / 4, 0);
    code = code_of(UF_COUNTS_ABSENT, UF_AUTHORISED_UNSAID, 5, 1);
    uf_lesson_from_code(&lesson, &code, hour);
    expect_lesson(&lesson, UF_LESSON_REPORTED, hour, 0, 0, hour / 2);
    code = code_of(UF_COUNTS_EXEMPT, UF_AUTHORISED_YES, 1, 0);
    uf_lesson_from_code(&lesson, &code, hour);
    expect_lesson(&lesson, UF_LESSON_EXEMPT, hour, 0, 0, 0);
    code = code_of(UF_COUNTS_UNREPORTED, UF_AUTHORISED_YES, 1, 0);
    uf_lesson_from_code(&lesson, &code, hour);
    expect_lesson(&lesson, UF_LESSON_UNREPORTED, hour, 0, 0, 0);
}
END_TEST

/* A weight of 1 is the whole of any amount; 0.3 of 3 billionths is 0.9, rounded to 1. */
START_TEST(weights_are_exact_to_the_last_amount)
{
    uf_lesson lesson;
    uf_attendance_code whole = code_of(UF_COUNTS_ABSENT, UF_AUTHORISED_YES, 1, 0);
    uf_lesson_from_code(&lesson, &whole, INT64_MAX);
    ck_assert_int_eq(lesson.authorised, INT64_MAX);
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_SOUND);
    uf_attendance_code most = code_of(UF_COUNTS_ABSENT, UF_AUTHORISED_YES, 999999999, 9);
    uf_lesson_from_code(&lesson, &most, INT64_MAX);
    /* by hand: 9223372036854775807 - 9223372036.854775807 = 9223372027631403770.145224193 */
    ck_assert_int_eq(lesson.authorised, INT64_C(9223372027631403770));
    uf_attendance_code third = code_of(UF_COUNTS_ABSENT, UF_AUTHORISED_YES, 3, 1);
    uf_lesson_from_code(&lesson, &third, 3);
    ck_assert_int_eq(lesson.authorised, 1);
    uf_lesson_from_code(&lesson, &third, -5);
    ck_assert_int_eq(uf_lesson_check(&lesson), UF_LESSON_NEGATIVE_SCHEDULED);
}
END_TEST

START_TEST(codes_are_checked)
{
    uf_error error;
    uf_attendance_code code = code_of(UF_COUNTS_ABSENT, UF_AUTHORISED_YES, 1, 0);
    ck_assert_int_eq(uf_attendance_code_check(&code, &error), UF_OK);
    code.weight = (uf_decimal){ 0, 0 };
    ck_assert_int_eq(uf_attendance_code_check(&code, &error), UF_OK);
    code.weight = (uf_decimal){ 11, 1 };
    ck_assert_int_eq(uf_attendance_code_check(&code, &error), UF_EINVAL);
    ck_assert_str_eq(error.reason, "weight is outside 0 to 1");
    ck_assert_double_eq_tol(error.value, 1.1, 1e-15);
    code.weight = (uf_decimal){ -1, 1 };
    ck_assert_int_eq(uf_attendance_code_check(&code, &error), UF_EINVAL);
    code.weight = (uf_decimal){ INT64_MAX, 0 };
    ck_assert_int_eq(uf_attendance_code_check(&code, &error), UF_EINVAL);
    code.weight = (uf_decimal){ 3333333333, 10 };
    ck_assert_int_eq(uf_attendance_code_check(&code, &error), UF_EINVAL);
    ck_assert_str_eq(error.reason, "weight has more than nine decimals");
    code.counts_as = UF_COUNTS_PRESENT;
    ck_assert_int_eq(uf_attendance_code_check(&code, &error), UF_OK);
}
END_TEST

/* 93.8 percent attendance is 6.2 of 100 absent. */
START_TEST(percentages_become_lessons)
{
    const int64_t hundred = 100 * UF_AMOUNT_ONE;
    uf_lesson lesson;
    ck_assert_int_eq(uf_lesson_from_percent(&lesson, INT64_C(93800000000)), UF_LESSON_SOUND);
    expect_lesson(&lesson, UF_LESSON_REPORTED, hundred, 0, 0, INT64_C(6200000000));
    ck_assert_int_eq(uf_lesson_from_percent(&lesson, 0), UF_LESSON_SOUND);
    expect_lesson(&lesson, UF_LESSON_REPORTED, hundred, 0, 0, hundred);
    ck_assert_int_eq(uf_lesson_from_percent(&lesson, hundred), UF_LESSON_SOUND);
    expect_lesson(&lesson, UF_LESSON_REPORTED, hundred, 0, 0, 0);
    ck_assert_int_eq(uf_lesson_from_percent(&lesson, hundred + 1), UF_LESSON_PERCENT_RANGE);
    ck_assert_int_eq(uf_lesson_from_percent(&lesson, -1), UF_LESSON_PERCENT_RANGE);
}
END_TEST

Suite *test_lesson_suite(void)
{
    Suite *suite = suite_create("lesson");
    TCase *cases = tcase_create("lessons");
    tcase_add_test(cases, absent_may_equal_but_not_exceed_scheduled);
    tcase_add_test(cases, negative_amounts_are_faults);
    tcase_add_test(cases, absence_of_an_unreported_lesson_is_not_read);
    tcase_add_test(cases, faults_have_words);
    tcase_add_test(cases, codes_become_lessons);
    tcase_add_test(cases, weights_are_exact_to_the_last_amount);
    tcase_add_test(cases, codes_are_checked);
    tcase_add_test(cases, percentages_become_lessons);
    suite_add_tcase(suite, cases);
    return suite;
}
