/* test_window.c: windows cut the calendar without gap or overlap, where the rule says. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/window.h>

Suite *test_window_suite(void);

static uf_day day_of(int year, int month, int day)
{
    return uf_day_from_civil((uf_civil){ year, month, day });
}

static uf_window parsed(const char *text, uf_day anchor)
{
    uf_window window;
    uf_error error;
    ck_assert_msg(uf_window_parse(&window, text, anchor, &error) == UF_OK, "%s", text);
    return window;
}

static void expect_refused(const char *text, uf_day anchor, const char *reason)
{
    uf_window window;
    uf_error error = { 0 };
    ck_assert_msg(uf_window_parse(&window, text, anchor, &error) == UF_EINVAL, "%s", text);
    ck_assert_msg(strstr(error.reason, reason) != NULL, "%s: %s", text, error.reason);
}

/* That a day's window has these bounds and this label. */
static void expect_window(const uf_window *window, uf_day day, uf_day from, uf_day to,
                          const char *label)
{
    char text[UF_WINDOW_LABEL_SIZE];
    uf_day window_from;
    uf_day window_to;
    int32_t index = uf_window_index(window, day);
    uf_window_bounds(window, index, &window_from, &window_to);
    ck_assert_int_eq(window_from, from);
    ck_assert_int_eq(window_to, to);
    ck_assert_str_eq(uf_window_label(window, index, text), label);
}

START_TEST(school_year_begins_in_august)
{
    uf_window year = parsed("year", UF_NO_DAY);
    uf_day from = day_of(2016, 8, 1);
    uf_day to = day_of(2017, 7, 31);
    expect_window(&year, from, from, to, "2016/17");
    expect_window(&year, day_of(2017, 1, 15), from, to, "2016/17");
    expect_window(&year, to, from, to, "2016/17");
    expect_window(&year, day_of(1999, 9, 1), day_of(1999, 8, 1), day_of(2000, 7, 31), "1999/00");
    expect_window(&year, UF_FIRST_DAY, UF_FIRST_DAY, day_of(1900, 7, 31), "1899/00");
    expect_window(&year, UF_LAST_DAY, day_of(2199, 8, 1), UF_LAST_DAY, "2199/00");
}
END_TEST

START_TEST(quarters_and_months_are_the_calendars)
{
    uf_window quarter = parsed("quarter", UF_NO_DAY);
    uf_window month = parsed("month", UF_NO_DAY);
    expect_window(&quarter, day_of(2016, 9, 30), day_of(2016, 7, 1), day_of(2016, 9, 30),
                  "2016-Q3");
    expect_window(&quarter, day_of(2016, 10, 1), day_of(2016, 10, 1), day_of(2016, 12, 31),
                  "2016-Q4");
    expect_window(&quarter, day_of(1900, 2, 1), UF_FIRST_DAY, day_of(1900, 3, 31), "1900-Q1");
    expect_window(&month, day_of(2016, 2, 29), day_of(2016, 2, 1), day_of(2016, 2, 29), "2016-02");
    expect_window(&month, day_of(2199, 12, 1), day_of(2199, 12, 1), UF_LAST_DAY, "2199-12");
}
END_TEST

START_TEST(all_is_one_window)
{
    uf_window all = parsed("all", UF_NO_DAY);
    expect_window(&all, 0, UF_FIRST_DAY, UF_LAST_DAY, "all");
    ck_assert_int_eq(uf_window_index(&all, UF_FIRST_DAY), uf_window_index(&all, UF_LAST_DAY));
}
END_TEST

/* Bounds by hand from the rule. The starts are also R's: seq(as.Date("2015-11-30"),
 * by = "3 months", length.out = 4) gives 2015-11-30 2016-03-01 2016-05-30 2016-08-30. */
START_TEST(three_months_from_30_november_end_with_february)
{
    uf_window window = parsed("3m", day_of(2015, 11, 30));
    expect_window(&window, day_of(2015, 11, 30), day_of(2015, 11, 30), day_of(2016, 2, 29),
                  "2015-11-30");
    expect_window(&window, day_of(2016, 2, 29), day_of(2015, 11, 30), day_of(2016, 2, 29),
                  "2015-11-30");
    expect_window(&window, day_of(2016, 3, 1), day_of(2016, 3, 1), day_of(2016, 5, 29),
                  "2016-03-01");
    expect_window(&window, day_of(2016, 5, 30), day_of(2016, 5, 30), day_of(2016, 8, 29),
                  "2016-05-30");
    expect_window(&window, day_of(2017, 2, 28), day_of(2016, 11, 30), day_of(2017, 2, 28),
                  "2016-11-30");
    expect_window(&window, day_of(2015, 11, 29), day_of(2015, 8, 30), day_of(2015, 11, 29),
                  "2015-08-30");
}
END_TEST

START_TEST(monthly_windows_from_the_31st)
{
    uf_window window = parsed("1m", day_of(2016, 1, 31));
    expect_window(&window, day_of(2016, 2, 15), day_of(2016, 1, 31), day_of(2016, 2, 29),
                  "2016-01-31");
    expect_window(&window, day_of(2016, 3, 30), day_of(2016, 3, 1), day_of(2016, 3, 30),
                  "2016-03-01");
    expect_window(&window, day_of(2016, 3, 31), day_of(2016, 3, 31), day_of(2016, 4, 30),
                  "2016-03-31");
}
END_TEST

START_TEST(default_anchors)
{
    uf_window months = parsed("3m", UF_NO_DAY);
    expect_window(&months, day_of(2016, 9, 15), day_of(2016, 8, 1), day_of(2016, 10, 31),
                  "2016-08-01");
    expect_window(&months, day_of(1999, 12, 31), day_of(1999, 11, 1), day_of(2000, 1, 31),
                  "1999-11-01");
    uf_window weeks = parsed("1w", UF_NO_DAY);
    expect_window(&weeks, day_of(2016, 9, 18), day_of(2016, 9, 12), day_of(2016, 9, 18),
                  "2016-09-12");
    for (uf_day day = day_of(1990, 1, 1); day < day_of(1990, 3, 1); day++) {
        uf_day from;
        uf_day to;
        uf_window_bounds(&weeks, uf_window_index(&weeks, day), &from, &to);
        ck_assert_int_eq(uf_day_weekday(from), UF_MONDAY);
    }
}
END_TEST

/* R 4.2.2: k <- floor(as.integer(d - a) / length); a + length * k, with a = 2000-08-07 and 21 days,
 * a = 2015-01-05 and 45 days. */
START_TEST(weeks_and_days_agree_with_r)
{
    static const struct {
        int date[3];
        int32_t weeks_index;
        int weeks_from[3];
        int32_t days_index;
        int days_from[3];
    } rows[] = {
        { { 1999, 12, 31 }, -11, { 1999, 12, 20 }, -122, { 1999, 12, 25 } },
        { { 2000, 8, 6 }, -1, { 2000, 7, 17 }, -117, { 2000, 8, 6 } },
        { { 2000, 8, 7 }, 0, { 2000, 8, 7 }, -117, { 2000, 8, 6 } },
        { { 2016, 9, 15 }, 280, { 2016, 9, 12 }, 13, { 2016, 8, 12 } },
        { { 2017, 8, 1 }, 295, { 2017, 7, 24 }, 20, { 2017, 6, 23 } },
        { { 1950, 6, 15 }, -873, { 1950, 5, 29 }, -524, { 1950, 6, 15 } },
    };
    uf_window weeks = parsed("3w", UF_NO_DAY);
    uf_window days = parsed("45d", day_of(2015, 1, 5));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uf_day from;
        uf_day to;
        uf_day day = day_of(rows[i].date[0], rows[i].date[1], rows[i].date[2]);
        ck_assert_int_eq(uf_window_index(&weeks, day), rows[i].weeks_index);
        uf_window_bounds(&weeks, rows[i].weeks_index, &from, &to);
        ck_assert_int_eq(
            from, day_of(rows[i].weeks_from[0], rows[i].weeks_from[1], rows[i].weeks_from[2]));
        ck_assert_int_eq(to, from + 20);
        ck_assert_int_eq(uf_window_index(&days, day), rows[i].days_index);
        uf_window_bounds(&days, rows[i].days_index, &from, &to);
        ck_assert_int_eq(from,
                         day_of(rows[i].days_from[0], rows[i].days_from[1], rows[i].days_from[2]));
        ck_assert_int_eq(to, from + 44);
    }
}
END_TEST

/* A new index comes exactly on the day after the last window's end and is one more; every day up to
 * the end of a window has the window's index, alone and in the table. Days are compared without
 * ck_assert, which would take most of the time. */
static void expect_partition(const uf_window *window)
{
    static int32_t table[UF_WINDOW_MAX_DAYS];
    uf_window_number(window, UF_FIRST_DAY, UF_LAST_DAY, table);
    int32_t index = uf_window_index(window, UF_FIRST_DAY);
    uf_day day = UF_FIRST_DAY;
    for (; day <= UF_LAST_DAY; index++) {
        uf_day from;
        uf_day to;
        uf_window_bounds(window, index, &from, &to);
        ck_assert_int_eq(from, day);
        ck_assert_int_ge(to, from);
        for (; day <= to; day++)
            if (uf_window_index(window, day) != index || table[day - UF_FIRST_DAY] != index)
                ck_abort_msg("day %d is not in window %d", (int)day, (int)index);
    }
    ck_assert_int_eq(day, UF_LAST_DAY + 1);
}

START_TEST(windows_partition_the_calendar)
{
    static const char *const names[] = { "all", "year", "quarter", "month",  "1m",  "2m",
                                         "3m",  "5m",   "7m",      "12m",    "13m", "3600m",
                                         "1w",  "2w",   "6w",      "53w",    "1d",  "2d",
                                         "10d", "45d",  "366d",    "109573d" };
    const uf_day anchors[] = { UF_FIRST_DAY,         UF_LAST_DAY,         day_of(2000, 2, 29),
                               day_of(2015, 11, 30), day_of(2016, 1, 31), day_of(2016, 12, 31),
                               day_of(2100, 2, 28),  day_of(1969, 12, 29) };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool anchored = i >= 4;
        for (size_t j = 0; j < (anchored ? sizeof anchors / sizeof *anchors : 1); j++) {
            uf_window window = parsed(names[i], anchored ? anchors[j] : UF_NO_DAY);
            expect_partition(&window);
        }
    }
}
END_TEST

START_TEST(names_are_read_and_written)
{
    static const char *const names[] = { "all", "year",   "quarter", "month",
                                         "3m",  "15653w", "109573d" };
    char name[UF_WINDOW_NAME_SIZE];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uf_window window = parsed(names[i], i == 6 ? 0 : UF_NO_DAY);
        ck_assert_str_eq(uf_window_name(&window, name), names[i]);
    }
}
END_TEST

START_TEST(impossible_windows_are_refused)
{
    uf_window window;
    uf_error error;
    expect_refused("", UF_NO_DAY, "a window is all");
    expect_refused("m", UF_NO_DAY, "a window is all");
    expect_refused("3", UF_NO_DAY, "a window is all");
    expect_refused("3 m", UF_NO_DAY, "a window is all");
    expect_refused("3mm", UF_NO_DAY, "a window is all");
    expect_refused("-3m", UF_NO_DAY, "a window is all");
    expect_refused("years", UF_NO_DAY, "a window is all");
    expect_refused("0m", UF_NO_DAY, "out of range");
    expect_refused("3601m", UF_NO_DAY, "out of range");
    expect_refused("99999999999999999999w", UF_NO_DAY, "a window is all");
    expect_refused("15654w", UF_NO_DAY, "out of range");
    expect_refused("109574d", 0, "out of range");
    expect_refused("10d", UF_NO_DAY, "need an anchor");
    expect_refused("year", 0, "have an anchor");
    expect_refused("3m", UF_LAST_DAY + 1, "the anchor is outside");
    ck_assert_int_eq(uf_window_init(&window, (uf_window_kind)99, 1, UF_NO_DAY, &error), UF_EINVAL);
}
END_TEST

Suite *test_window_suite(void)
{
    Suite *suite = suite_create("window");
    TCase *cases = tcase_create("windows");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, school_year_begins_in_august);
    tcase_add_test(cases, quarters_and_months_are_the_calendars);
    tcase_add_test(cases, all_is_one_window);
    tcase_add_test(cases, three_months_from_30_november_end_with_february);
    tcase_add_test(cases, monthly_windows_from_the_31st);
    tcase_add_test(cases, default_anchors);
    tcase_add_test(cases, weeks_and_days_agree_with_r);
    tcase_add_test(cases, windows_partition_the_calendar);
    tcase_add_test(cases, names_are_read_and_written);
    tcase_add_test(cases, impossible_windows_are_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
