/* test_lesson_register.c: the same lesson twice. Expected values are by hand. */
#include <check.h>
#include <utfall/lesson_register.h>

#include "attendance_log.h"

Suite *test_lesson_register_suite(void);

static bool enter(uf_lesson_register *lessons, uint32_t pupil, uf_day day, uint32_t lesson)
{
    uf_attendance_row row = log_lesson(pupil, 0, day, 60, 0);
    bool seen = false;
    uf_attendance_row *kept = NULL;
    ck_assert_int_eq(uf_lesson_register_enter(lessons, &row, lesson, &seen, &kept, NULL), UF_OK);
    ck_assert_ptr_null(kept);
    return seen;
}

START_TEST(a_lesson_is_pupil_day_and_code)
{
    uf_lesson_register *lessons = NULL;
    ck_assert_int_eq(uf_lesson_register_new(&lessons, false, NULL), UF_OK);
    ck_assert(!enter(lessons, 0, 10, 0));
    ck_assert(!enter(lessons, 1, 10, 0));
    ck_assert(!enter(lessons, 0, 11, 0));
    ck_assert(!enter(lessons, 0, 10, 1));
    ck_assert(!enter(lessons, 0, -10, 0));
    ck_assert(enter(lessons, 0, 10, 0));
    ck_assert(enter(lessons, 0, -10, 0));
    size_t n;
    (void)uf_lesson_register_rows(lessons, &n);
    ck_assert_uint_eq(n, 0);
    uf_lesson_register_free(lessons);
    uf_lesson_register_free(NULL);
}
END_TEST

/* 120,000 lessons whose codes differ in few bits, each met twice. */
START_TEST(nothing_else_is_taken_for_a_duplicate)
{
    uf_lesson_register *lessons = NULL;
    ck_assert_int_eq(uf_lesson_register_new(&lessons, false, NULL), UF_OK);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 120000; i++)
            ck_assert_int_eq(enter(lessons, i % 300, (uf_day)(i / 300 % 80), i / 24000),
                             round == 1);
    uf_lesson_register_free(lessons);
}
END_TEST

START_TEST(kept_rows_may_be_replaced)
{
    uf_lesson_register *lessons = NULL;
    ck_assert_int_eq(uf_lesson_register_new(&lessons, true, NULL), UF_OK);
    bool seen = false;
    uf_attendance_row *kept = NULL;
    for (uint32_t i = 0; i < 1000; i++) {
        uf_attendance_row row = log_lesson(i, 0, 10, 60, 0);
        ck_assert_int_eq(uf_lesson_register_enter(lessons, &row, 5, &seen, &kept, NULL), UF_OK);
        ck_assert(!seen);
    }
    uf_attendance_row row = log_lesson(500, 0, 10, 60, 15);
    ck_assert_int_eq(uf_lesson_register_enter(lessons, &row, 5, &seen, &kept, NULL), UF_OK);
    ck_assert(seen);
    ck_assert_int_eq(kept->lesson.unsaid, 0);
    *kept = row;
    size_t n;
    const uf_attendance_row *rows = uf_lesson_register_rows(lessons, &n);
    ck_assert_uint_eq(n, 1000);
    ck_assert_uint_eq(rows[999].pupil, 999);
    ck_assert_int_eq(rows[500].lesson.unsaid, 15 * UF_AMOUNT_ONE);
    uf_lesson_register_free(lessons);
}
END_TEST

/* Each lesson has more absence than the next. */
START_TEST(the_most_absent_of_two)
{
    static const uf_lesson order[] = {
        { UF_LESSON_REPORTED, 60, 0, 60, 0 },  { UF_LESSON_REPORTED, 60, 10, 50, 0 },
        { UF_LESSON_REPORTED, 60, 10, 0, 50 }, { UF_LESSON_REPORTED, 60, 60, 0, 0 },
        { UF_LESSON_REPORTED, 40, 15, 0, 0 },  { UF_LESSON_REPORTED, 60, 15, 0, 0 },
        { UF_LESSON_REPORTED, 60, 0, 0, 0 },   { UF_LESSON_UNREPORTED, 40, 9, 9, 9 },
        { UF_LESSON_UNREPORTED, 60, 0, 0, 0 }, { UF_LESSON_EXEMPT, 60, 60, 0, 0 },
    };
    enum { N = sizeof order / sizeof order[0] };
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) {
            int sign = uf_lesson_more_absent(&order[i], &order[k]);
            ck_assert_int_eq(sign, (i < k) - (i > k));
        }
}
END_TEST

Suite *test_lesson_register_suite(void)
{
    Suite *suite = suite_create("lesson_register");
    TCase *cases = tcase_create("lessons");
    tcase_add_test(cases, a_lesson_is_pupil_day_and_code);
    tcase_add_test(cases, nothing_else_is_taken_for_a_duplicate);
    tcase_add_test(cases, kept_rows_may_be_replaced);
    tcase_add_test(cases, the_most_absent_of_two);
    suite_add_tcase(suite, cases);
    return suite;
}
