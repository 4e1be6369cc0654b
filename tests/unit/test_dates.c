/* test_dates.c: dates as text. Day numbers: R 4.2.2, as.integer(as.Date(...)). */
#include <check.h>
#include <string.h>

#include "cli/dates.h"

Suite *test_dates_suite(void);

static uf_date_verdict read_as(const char *text, const char *format, uf_day *day)
{
    *day = UF_NO_DAY;
    return uf_date_read(text, strlen(text), format, day);
}

static void expect(const char *text, const char *format, uf_day expected)
{
    uf_day day;
    ck_assert_msg(read_as(text, format, &day) == UF_DATE_OK, "%s", text);
    ck_assert_msg(day == expected, "%s became %d", text, (int)day);
}

static void expect_not(const char *text, const char *format)
{
    uf_day day;
    ck_assert_msg(read_as(text, format, &day) == UF_DATE_NOT, "%s", text);
    ck_assert_int_eq(day, UF_NO_DAY);
}

START_TEST(iso)
{
    expect("2016-09-01", NULL, 17045);
    expect("20160901", NULL, 17045);
    expect("1970-01-01", NULL, 0);
    expect("1900-01-01", NULL, -25567);
    expect("2199-12-31", NULL, 84005);
    expect("2016-02-29", NULL, 16860);
    expect(" 2016-09-01\t", NULL, 17045);
}
END_TEST

START_TEST(time_is_cut_off)
{
    expect("2016-09-01T08:10:00Z", NULL, 17045);
    expect("2016-09-01 08:10", NULL, 17045);
    expect("20160901T0810", NULL, 17045);
    expect("1/9/2016 08:10", "%d/%m/%Y", 17045);
    expect_not("2016-09-01x", NULL);
    expect_not("2016-09-011", NULL);
    expect_not("201609011", NULL);
}
END_TEST

START_TEST(not_dates)
{
    static const char *const texts[] = { "",           " ",          "abc",        "2016",
                                         "2016-09",    "201609",     "2016-9-1",   "16-09-01",
                                         "01/09/2016", "2016/09/01", "2016-0901",  "201609-01",
                                         "2016-13-01", "2016-00-1",  "2016-00-01", "2016-04-31",
                                         "2015-02-29", "1900-02-29", "2016-09-00", "42614",
                                         "2016-09-",   "-2016-09-01" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        expect_not(texts[i], NULL);
}
END_TEST

START_TEST(years_outside)
{
    uf_day day;
    ck_assert_int_eq(read_as("1899-12-31", NULL, &day), UF_DATE_OUTSIDE);
    ck_assert_int_eq(read_as("2200-01-01", NULL, &day), UF_DATE_OUTSIDE);
    ck_assert_int_eq(read_as("31/12/1899", "%d/%m/%Y", &day), UF_DATE_OUTSIDE);
}
END_TEST

START_TEST(formats)
{
    expect("01/09/2016", "%d/%m/%Y", 17045);
    expect("1/9/2016", "%d/%m/%Y", 17045);
    expect("9/1/2016", "%m/%d/%Y", 17045);
    expect("1.9.16", "%d.%m.%y", 17045);
    expect("160901", "%y%m%d", 17045);
    expect("69-01-01", "%y-%m-%d", -365);
    expect("68-12-31", "%y-%m-%d", 36159);
    expect("100% 2016-09-01", "100%% %Y-%m-%d", 17045);
    expect_not("2016-09-01", "%d/%m/%Y");
    expect_not("13/13/2016", "%d/%m/%Y");
    expect_not("01/09/16", "%d/%m/%Y");
    expect_not("01/09/", "%d/%m/%Y");
    expect_not("01-09-2016", "%d/%m/%Y");
}
END_TEST

/* Serial numbers: R 4.2.2, as.integer(as.Date(D) - as.Date("1899-12-30")) for D from 1900-03-01 on;
 * before that Excel itself is one less, as its 60 is the 29 February 1900 that never was. */
START_TEST(serials_of_excel)
{
    expect("42614", "excel", 17045);
    expect("42614.375", "excel", 17045);
    expect(" 42614,99999 ", "excel", 17045);
    expect("1", "excel", -25567);
    expect("59", "excel", -25509);
    expect("61", "excel", -25508);
    expect("109574", "excel", 84005);
    static const char *const texts[] = { "60",     "60.5",   "",          "-1",        "+42614",
                                         "4e4",    "42 614", "x",         ".5",        "42614.5.1",
                                         "42614T", "42614x", "426140000", "2016-09-01" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        expect_not(texts[i], "excel");
    uf_day day;
    ck_assert_int_eq(read_as("0", "excel", &day), UF_DATE_OUTSIDE);
    ck_assert_int_eq(read_as("109575", "excel", &day), UF_DATE_OUTSIDE);
    ck_assert_int_eq(read_as("9999999", "excel", &day), UF_DATE_OUTSIDE);
}
END_TEST

START_TEST(valid_formats)
{
    const char *problem;
    ck_assert(uf_date_format_valid("%d/%m/%Y", &problem));
    ck_assert_ptr_null(problem);
    ck_assert(uf_date_format_valid("%y%m%d", NULL));
    ck_assert(uf_date_format_valid("excel", &problem));
    ck_assert_ptr_null(problem);
    static const char *const wrong[] = { "",         "%Y-%m", "%d.%B.%Y",    "%d/%m/%Y%",
                                         "%Y%y%m%d", "Excel", "%d/%m/%Y %H", "%d/%m/%m/%Y" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ck_assert_msg(!uf_date_format_valid(wrong[i], &problem), "%s", wrong[i]);
        ck_assert_ptr_nonnull(problem);
    }
}
END_TEST

Suite *test_dates_suite(void)
{
    Suite *suite = suite_create("dates");
    TCase *tests = tcase_create("dates");
    tcase_add_test(tests, iso);
    tcase_add_test(tests, time_is_cut_off);
    tcase_add_test(tests, not_dates);
    tcase_add_test(tests, years_outside);
    tcase_add_test(tests, formats);
    tcase_add_test(tests, serials_of_excel);
    tcase_add_test(tests, valid_formats);
    suite_add_tcase(suite, tests);
    return suite;
}
