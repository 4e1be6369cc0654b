/* test_rolling.c: windows that overlap, windows of terms and of school days, against day-by-day
 * definitions. */
#include <check.h>
#include <string.h>
#include <utfall/rolling.h>

Suite *test_rolling_suite(void);

static uf_day day_of(int year, int month, int day)
{
    return uf_day_from_civil((uf_civil){ year, month, day });
}

static uf_school_days *calendar(void)
{
    uf_school_days *days = NULL;
    ck_assert_int_eq(uf_school_days_new(&days, NULL), UF_OK);
    ck_assert_int_eq(uf_school_days_add_term(days, day_of(2016, 8, 18), day_of(2016, 12, 21), NULL),
                     UF_OK);
    ck_assert_int_eq(uf_school_days_add_term(days, day_of(2017, 1, 10), day_of(2017, 6, 9), NULL),
                     UF_OK);
    uf_school_days_number(days);
    return days;
}

static uf_rolling rolling_of(const char *window, const char *step, uf_day anchor,
                             const uf_school_days *days)
{
    uf_window parsed;
    uf_rolling rolling;
    int length = 0;
    ck_assert_int_eq(uf_window_parse(&parsed, window, anchor, NULL), UF_OK);
    if (days != NULL)
        ck_assert_int_eq(uf_window_follow(&parsed, days, NULL), UF_OK);
    if (step != NULL)
        ck_assert_int_eq(uf_rolling_parse_step(&length, &parsed, step, NULL), UF_OK);
    ck_assert_int_eq(uf_rolling_init(&rolling, &parsed, length, NULL), UF_OK);
    return rolling;
}

static void expect(const uf_rolling *rolling, int32_t window, uf_day from, uf_day to)
{
    uf_day first;
    uf_day last;
    char label[UF_WINDOW_LABEL_SIZE];
    char date[UF_DATE_SIZE];
    uf_rolling_bounds(rolling, window, &first, &last);
    ck_assert_int_eq(first, from);
    ck_assert_int_eq(last, to);
    ck_assert_str_eq(uf_rolling_label(rolling, window, label), uf_day_format(from, date));
}

START_TEST(three_months_every_month)
{
    uf_rolling rolling = rolling_of("3m", "1m", day_of(2016, 8, 1), NULL);
    ck_assert(uf_rolling_has_step(&rolling));
    expect(&rolling, 0, day_of(2016, 8, 1), day_of(2016, 10, 31));
    expect(&rolling, 1, day_of(2016, 9, 1), day_of(2016, 11, 30));
    expect(&rolling, -1, day_of(2016, 7, 1), day_of(2016, 9, 30));
    int32_t first;
    int32_t last;
    uf_rolling_windows(&rolling, 5, &first, &last);
    ck_assert_int_eq(first, 3);
    ck_assert_int_eq(last, 5);
}
END_TEST

/* From the 30th: a window begins on the 30th, or on 1 March where February has none. */
START_TEST(steps_from_a_day_that_february_lacks)
{
    uf_rolling rolling = rolling_of("3m", "1m", day_of(2016, 11, 30), NULL);
    expect(&rolling, 0, day_of(2016, 11, 30), day_of(2017, 2, 28));
    expect(&rolling, 1, day_of(2016, 12, 30), day_of(2017, 3, 29));
    expect(&rolling, 3, day_of(2017, 3, 1), day_of(2017, 5, 29));
}
END_TEST

/* 6 and 4 have the bin 2: windows of three bins, two apart. */
START_TEST(a_step_need_not_divide_the_window)
{
    uf_rolling rolling = rolling_of("6m", "4m", day_of(2016, 8, 1), NULL);
    ck_assert_int_eq(rolling.bin.n, 2);
    ck_assert_int_eq(rolling.stride, 2);
    ck_assert_int_eq(rolling.length, 3);
    expect(&rolling, 0, day_of(2016, 8, 1), day_of(2017, 1, 31));
    expect(&rolling, 1, day_of(2016, 12, 1), day_of(2017, 5, 31));
}
END_TEST

/* Each window holds a day if and only if its bounds do, for all sorts of lengths. */
START_TEST(windows_of_a_bin_are_those_that_hold_its_days)
{
    static const char *const pairs[][2] = { { "3m", "1m" }, { "7d", "3d" },   { "6w", "4w" },
                                            { "5d", "5d" }, { "10d", "10d" }, { "9m", "6m" } };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        uf_rolling rolling = rolling_of(pairs[i][0], pairs[i][1], day_of(2016, 8, 1), NULL);
        for (uf_day day = day_of(2015, 1, 1); day < day_of(2018, 1, 1); day += 11) {
            int32_t first;
            int32_t last;
            uf_rolling_windows(&rolling, uf_window_index(&rolling.bin, day), &first, &last);
            ck_assert_int_le(first, last);
            for (int32_t window = first - 2; window <= last + 2; window++) {
                uf_day from;
                uf_day to;
                uf_rolling_bounds(&rolling, window, &from, &to);
                ck_assert_int_eq(from <= day && day <= to, window >= first && window <= last);
            }
        }
    }
}
END_TEST

START_TEST(no_step_is_the_window_itself)
{
    uf_rolling rolling = rolling_of("quarter", NULL, UF_NO_DAY, NULL);
    char label[UF_WINDOW_LABEL_SIZE];
    int32_t index = uf_window_index(&rolling.bin, day_of(2016, 9, 1));
    int32_t first;
    int32_t last;
    ck_assert(!uf_rolling_has_step(&rolling));
    uf_rolling_windows(&rolling, index, &first, &last);
    ck_assert_int_eq(first, index);
    ck_assert_int_eq(last, index);
    ck_assert_str_eq(uf_rolling_label(&rolling, index, label), "2016-Q3");
}
END_TEST

START_TEST(steps_that_make_no_sense_are_refused)
{
    static const struct {
        const char *window, *step;
    } rows[] = { { "3m", "2w" }, { "3m", "4m" }, { "quarter", "1m" }, { "3m", "0m" },
                 { "3m", "m" },  { "3m", "1" },  { "all", "1m" } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uf_window window;
        int step = 0;
        uf_error error = { 0 };
        ck_assert_int_eq(uf_window_parse(&window, rows[i].window, UF_NO_DAY, NULL), UF_OK);
        ck_assert_int_eq(uf_rolling_parse_step(&step, &window, rows[i].step, &error), UF_EINVAL);
        ck_assert_str_ne(error.reason, "");
    }
    uf_window window;
    uf_rolling rolling;
    ck_assert_int_eq(uf_window_parse(&window, "3m", UF_NO_DAY, NULL), UF_OK);
    ck_assert_int_eq(uf_rolling_init(&rolling, &window, -1, NULL), UF_EINVAL);
}
END_TEST

START_TEST(terms_are_windows)
{
    uf_school_days *days = calendar();
    uf_rolling rolling = rolling_of("term", NULL, UF_NO_DAY, days);
    ck_assert_int_eq(uf_window_index(&rolling.bin, day_of(2016, 12, 21)), 0);
    ck_assert_int_eq(uf_window_index(&rolling.bin, day_of(2016, 12, 22)), UF_NO_WINDOW);
    ck_assert_int_eq(uf_window_index(&rolling.bin, day_of(2017, 1, 10)), 1);
    expect(&rolling, 1, day_of(2017, 1, 10), day_of(2017, 6, 9));
    int32_t index[3];
    uf_window_number(&rolling.bin, day_of(2016, 12, 21), day_of(2016, 12, 23), index);
    ck_assert_int_eq(index[0], 0);
    ck_assert_int_eq(index[2], UF_NO_WINDOW);
    uf_school_days_free(days);
}
END_TEST

/* 18 and 19 August, four weeks of five less two days: 20 school days end on 14 September. */
START_TEST(windows_of_school_days)
{
    uf_school_days *days = calendar();
    uf_rolling rolling = rolling_of("20s", NULL, day_of(2016, 8, 18), days);
    expect(&rolling, 0, day_of(2016, 8, 18), day_of(2016, 9, 14));
    expect(&rolling, 1, day_of(2016, 9, 15), day_of(2016, 10, 12));
    /* 90 days in autumn: window 4 is 10 days in December and 10 in January */
    expect(&rolling, 4, day_of(2016, 12, 8), day_of(2017, 1, 23));
    /* 199 in all: the last window has 19 and ends with the term */
    expect(&rolling, 9, day_of(2017, 5, 16), day_of(2017, 6, 9));
    uf_day saturday = day_of(2016, 9, 17);
    ck_assert_int_eq(uf_window_index(&rolling.bin, saturday), 1);
    ck_assert_int_eq(uf_window_index(&rolling.bin, day_of(2016, 12, 22)), UF_NO_WINDOW);
    ck_assert_int_eq(uf_window_index(&rolling.bin, day_of(2016, 8, 17)), UF_NO_WINDOW);

    rolling = rolling_of("20s", "5s", day_of(2016, 8, 18), days);
    expect(&rolling, 1, day_of(2016, 8, 25), day_of(2016, 9, 21));
    rolling = rolling_of("20s", NULL, day_of(2016, 8, 25), days); /* 5 school days before it */
    expect(&rolling, -1, day_of(2016, 8, 18), day_of(2016, 8, 24));
    uf_school_days_free(days);
}
END_TEST

/* Every day of a term is in the window whose bounds hold it, and windows have as many school days
 * as they are long. */
START_TEST(school_days_agree_with_their_bounds)
{
    uf_school_days *days = calendar();
    uf_rolling rolling = rolling_of("7s", NULL, day_of(2016, 10, 3), days);
    for (uf_day day = day_of(2016, 8, 18); day <= day_of(2017, 6, 9); day++) {
        uf_day from;
        uf_day to;
        int32_t index = uf_window_index(&rolling.bin, day);
        if (uf_school_days_term(days, day) == UF_NO_TERM) {
            ck_assert_int_eq(index, UF_NO_WINDOW);
            continue;
        }
        uf_window_bounds(&rolling.bin, index, &from, &to);
        ck_assert(from <= day && day <= to);
        int32_t count = uf_school_days_before(days, to + 1) - uf_school_days_before(days, from);
        ck_assert_int_le(count, 7);
        if (from > day_of(2016, 8, 18) && to < day_of(2017, 6, 9))
            ck_assert_int_eq(count, 7);
    }
    uf_school_days_free(days);
}
END_TEST

START_TEST(terms_need_a_calendar_with_terms)
{
    uf_school_days *days = NULL;
    uf_window window;
    uf_error error = { 0 };
    ck_assert_int_eq(uf_school_days_new(&days, NULL), UF_OK);
    uf_school_days_number(days);
    ck_assert_int_eq(uf_window_parse(&window, "term", UF_NO_DAY, NULL), UF_OK);
    ck_assert_int_eq(uf_window_follow(&window, days, &error), UF_EDATA);
    ck_assert_ptr_null(window.calendar);
    ck_assert_int_eq(uf_window_parse(&window, "month", UF_NO_DAY, NULL), UF_OK);
    ck_assert_int_eq(uf_window_follow(&window, days, &error), UF_OK);
    ck_assert_int_eq(uf_window_parse(&window, "20s", UF_NO_DAY, &error), UF_EINVAL);
    uf_school_days_free(days);
}
END_TEST

Suite *test_rolling_suite(void)
{
    Suite *suite = suite_create("rolling");
    TCase *cases = tcase_create("windows");
    tcase_add_test(cases, three_months_every_month);
    tcase_add_test(cases, steps_from_a_day_that_february_lacks);
    tcase_add_test(cases, a_step_need_not_divide_the_window);
    tcase_add_test(cases, windows_of_a_bin_are_those_that_hold_its_days);
    tcase_add_test(cases, no_step_is_the_window_itself);
    tcase_add_test(cases, steps_that_make_no_sense_are_refused);
    tcase_add_test(cases, terms_are_windows);
    tcase_add_test(cases, windows_of_school_days);
    tcase_add_test(cases, school_days_agree_with_their_bounds);
    tcase_add_test(cases, terms_need_a_calendar_with_terms);
    suite_add_tcase(suite, cases);
    return suite;
}
