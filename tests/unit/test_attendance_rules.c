/* test_attendance_rules.c: what is wrong with a log as a whole. Expected values by hand, and for
 * many rows by comparing each with all before it. */
#include <check.h>
#include <stdlib.h>
#include <utfall/attendance_rules.h>

Suite *test_attendance_rules_suite(void);

static uf_attendance_rules *rules;

static void set_up(void)
{
    uf_error error;
    ck_assert_int_eq(uf_attendance_rules_new(&rules, &error), UF_OK);
}

static void tear_down(void)
{
    uf_attendance_rules_free(rules);
}

static uf_day day(int year, int month, int d)
{
    return uf_day_from_civil((uf_civil){ year, month, d });
}

/* Thursday 1 September 2016, at school 0, in its only class, lesson 8, 60 minutes. */
static uf_rules_row a_row(uint32_t pupil, uint64_t where)
{
    return (uf_rules_row){ .pupil = pupil,
                           .school = 0,
                           .place = 0,
                           .lesson = 8,
                           .day = day(2016, 9, 1),
                           .state = UF_LESSON_REPORTED,
                           .scheduled = 60 * UF_AMOUNT_ONE,
                           .where = where };
}

static uf_rules_verdict add(uf_rules_row row)
{
    uf_error error;
    uf_rules_verdict verdict;
    ck_assert_int_eq(uf_attendance_rules_add(rules, &row, &verdict, &error), UF_OK);
    return verdict;
}

static void expect_refused(uf_rules_row row, uf_status status)
{
    uf_error error;
    uf_rules_verdict verdict;
    ck_assert_int_eq(uf_attendance_rules_add(rules, &row, &verdict, &error), status);
}

START_TEST(a_lesson_stands_once)
{
    uf_rules_row row = a_row(1, 2);
    ck_assert(!add(row).repeat);
    row.lesson = 9;
    row.where = 3;
    ck_assert(!add(row).repeat);
    row.day++;
    row.where = 4;
    ck_assert(!add(row).repeat);
    row = a_row(2, 5);
    ck_assert(!add(row).repeat);
    row.pupil = 1; /* at the same hour, but elsewhere */
    row.school = 3;
    row.where = 6;
    ck_assert(!add(row).repeat);
    row = a_row(1, 7);
    uf_rules_verdict verdict = add(row);
    ck_assert(verdict.repeat);
    ck_assert_uint_eq(verdict.repeat_of, 2);
    row.where = 8;
    ck_assert_uint_eq(add(row).repeat_of, 2);
}
END_TEST

START_TEST(without_lessons_nothing_is_a_repeat)
{
    uf_rules_row row = a_row(1, 2);
    row.lesson = UF_CODE_UNSAID;
    ck_assert(!add(row).repeat);
    row.where = 3;
    ck_assert(!add(row).repeat);
}
END_TEST

START_TEST(two_schools_are_said_once_a_day)
{
    uf_rules_row row = a_row(1, 2);
    ck_assert(!add(row).elsewhere);
    row.lesson = 9;
    row.school = 3;
    uf_rules_verdict verdict = add(row);
    ck_assert(verdict.elsewhere);
    ck_assert_uint_eq(verdict.other_school, 0);
    row.lesson = 10;
    ck_assert(!add(row).elsewhere);
    row.day++; /* the next day begins at school 3 */
    ck_assert(!add(row).elsewhere);
    row.lesson = 11;
    row.school = 0;
    verdict = add(row);
    ck_assert(verdict.elsewhere);
    ck_assert_uint_eq(verdict.other_school, 3);
    row = a_row(2, 9);
    row.school = UF_CODE_UNSAID;
    ck_assert(!add(row).elsewhere);
    row.school = 3;
    row.lesson = 9;
    ck_assert(!add(row).elsewhere);
}
END_TEST

/* 2016-09-02 was a Friday (R 4.2.2: weekdays(as.Date("2016-09-02"))). */
START_TEST(weekends)
{
    static const bool expected[] = { false, true, true, false };
    for (int i = 0; i < 4; i++) {
        uf_rules_row row = a_row(1, (uint64_t)i + 2);
        row.day = day(2016, 9, 2 + i);
        ck_assert_int_eq(add(row).weekend, expected[i]);
    }
}
END_TEST

static void add_marks(uint32_t place, uint32_t lesson, const char *marks, uint64_t where)
{
    for (uint32_t i = 0; marks[i] != '\0'; i++) {
        uf_rules_row row = a_row(100 * place + i, where + i);
        row.place = place;
        row.lesson = lesson;
        row.state = marks[i] == '?'   ? UF_LESSON_UNREPORTED
                    : marks[i] == 'x' ? UF_LESSON_EXEMPT
                                      : UF_LESSON_REPORTED;
        (void)add(row);
    }
}

START_TEST(registers_that_were_not_taken)
{
    uint32_t number = 0;
    uf_rules_register found;
    add_marks(0, 8, "rrr", 2);   /* taken                       */
    add_marks(0, 9, "???", 5);   /* not taken                   */
    add_marks(0, 10, "r?r?", 8); /* two pupils forgotten        */
    add_marks(1, 8, "xx", 12);   /* cancelled: nothing to take  */
    add_marks(1, 9, "x?", 14);   /* of those who should be there */
    ck_assert(uf_attendance_rules_next_register(rules, &number, &found));
    ck_assert_uint_eq(found.lesson, 9);
    ck_assert_uint_eq(found.rows, 3);
    ck_assert_uint_eq(found.unreported, 3);
    ck_assert_int_eq(found.time, 180 * UF_AMOUNT_ONE);
    ck_assert_uint_eq(found.where, 5);
    ck_assert_int_eq(found.day, day(2016, 9, 1));
    ck_assert(uf_attendance_rules_next_register(rules, &number, &found));
    ck_assert_uint_eq(found.lesson, 10);
    ck_assert_uint_eq(found.rows, 4);
    ck_assert_uint_eq(found.unreported, 2);
    ck_assert_uint_eq(found.where, 9);
    ck_assert(uf_attendance_rules_next_register(rules, &number, &found));
    ck_assert_uint_eq(found.place, 1);
    ck_assert_uint_eq(found.rows, 1);
    ck_assert_uint_eq(found.unreported, 1);
    ck_assert(!uf_attendance_rules_next_register(rules, &number, &found));
}
END_TEST

START_TEST(a_repeat_is_not_counted_again)
{
    uint32_t number = 0;
    uf_rules_register found;
    add_marks(0, 8, "rr", 2);
    add_marks(0, 8, "??", 4);
    ck_assert(!uf_attendance_rules_next_register(rules, &number, &found));
}
END_TEST

static void add_month(uint32_t school, uint32_t place, int month, bool reported, uint64_t where)
{
    uf_rules_row row = a_row(place, where);
    row.school = school;
    row.place = place;
    row.day = day(2016, month, 1);
    row.state = reported ? UF_LESSON_REPORTED : UF_LESSON_UNREPORTED;
    (void)add(row);
}

START_TEST(months_without_registers)
{
    uf_error error;
    size_t count;
    const uf_rules_silence *silences;
    add_month(0, 0, 9, true, 2);
    add_month(0, 1, 9, false, 3);  /* one class of a school */
    add_month(5, 2, 10, false, 4); /* a whole school: not its classes too */
    add_month(5, 3, 10, false, 5);
    add_month(5, 2, 9, true, 6);
    add_month(5, 3, 9, true, 7);
    ck_assert_int_eq(uf_attendance_rules_silences(rules, &silences, &count, &error), UF_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_uint_eq(silences[0].school, 0);
    ck_assert_uint_eq(silences[0].place, 1);
    ck_assert_int_eq(silences[0].month, 9);
    ck_assert_uint_eq(silences[0].where, 3);
    ck_assert_uint_eq(silences[1].school, 5);
    ck_assert_uint_eq(silences[1].place, UF_CODE_UNSAID);
    ck_assert_int_eq(silences[1].year, 2016);
    ck_assert_int_eq(silences[1].month, 10);
    ck_assert_uint_eq(silences[1].rows, 2);
    ck_assert_uint_eq(silences[1].where, 4);
}
END_TEST

START_TEST(an_empty_log_is_silent_about_nothing)
{
    uf_error error;
    size_t count;
    uint32_t number = 0;
    uf_rules_register found;
    const uf_rules_silence *silences;
    ck_assert_int_eq(uf_attendance_rules_silences(rules, &silences, &count, &error), UF_OK);
    ck_assert_uint_eq(count, 0);
    ck_assert(!uf_attendance_rules_next_register(rules, &number, &found));
}
END_TEST

START_TEST(bad_rows_are_refused)
{
    uf_rules_row row = a_row(1, 2);
    row.day = UF_LAST_DAY + 1;
    expect_refused(row, UF_EINVAL);
    row = a_row(1, 2);
    row.scheduled = -1;
    expect_refused(row, UF_EINVAL);
    row = a_row(1, 2);
    row.state = UF_LESSON_UNREPORTED;
    row.scheduled = INT64_MAX;
    (void)add(row);
    row.pupil = 2;
    row.scheduled = 1;
    expect_refused(row, UF_ERANGE);
}
END_TEST

/* 3,000 rows over 5 pupils, 40 days and 30 lessons, so that many repeat; the index grows several
 * times. The generator is Park and Miller's minimal standard. */
START_TEST(repeats_agree_with_a_search)
{
    enum { ROWS = 3000 };
    static uf_rules_row rows[ROWS];
    uint64_t state = 2016;
    size_t repeats = 0;
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = a_row(0, i + 2);
        uint32_t *parts[] = { &rows[i].pupil, &rows[i].lesson, NULL };
        const uint32_t sizes[] = { 5, 30 };
        for (size_t k = 0; parts[k] != NULL; k++) {
            state = state * 16807 % 2147483647;
            *parts[k] = (uint32_t)(state % sizes[k]);
        }
        state = state * 16807 % 2147483647;
        rows[i].day += (uf_day)(state % 40);
        size_t first = 0;
        while (rows[first].pupil != rows[i].pupil || rows[first].day != rows[i].day ||
               rows[first].lesson != rows[i].lesson)
            first++;
        const uf_rules_verdict verdict = add(rows[i]);
        ck_assert_int_eq(verdict.repeat, first < i);
        ck_assert_uint_eq(verdict.repeat_of, rows[first].where);
        repeats += verdict.repeat;
    }
    ck_assert_uint_gt(repeats, 500);
    ck_assert_uint_lt(repeats, 2000);
}
END_TEST

Suite *test_attendance_rules_suite(void)
{
    Suite *suite = suite_create("attendance_rules");
    TCase *tests = tcase_create("rules");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_lesson_stands_once);
    tcase_add_test(tests, without_lessons_nothing_is_a_repeat);
    tcase_add_test(tests, two_schools_are_said_once_a_day);
    tcase_add_test(tests, weekends);
    tcase_add_test(tests, registers_that_were_not_taken);
    tcase_add_test(tests, a_repeat_is_not_counted_again);
    tcase_add_test(tests, months_without_registers);
    tcase_add_test(tests, an_empty_log_is_silent_about_nothing);
    tcase_add_test(tests, bad_rows_are_refused);
    tcase_add_test(tests, repeats_agree_with_a_search);
    suite_add_tcase(suite, tests);
    return suite;
}
