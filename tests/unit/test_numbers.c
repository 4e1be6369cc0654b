/* test_numbers.c: numbers as text, against strtod, published hard cases, and arithmetic by hand. */
#include <check.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/numbers.h"

Suite *test_numbers_suite(void);

static double value_of(const char *text)
{
    uf_number number;
    double value = NAN;
    ck_assert_msg(uf_number_scan(text, strlen(text), &number), "%s", text);
    ck_assert_msg(uf_number_value(&number, &value), "%s", text);
    return value;
}

static bool is_number(const char *text)
{
    uf_number number;
    return uf_number_scan(text, strlen(text), &number);
}

START_TEST(forms)
{
    ck_assert_double_eq(value_of("0"), 0);
    ck_assert_double_eq(value_of("12"), 12);
    ck_assert_double_eq(value_of("-12"), -12);
    ck_assert_double_eq(value_of("+12"), 12);
    ck_assert_double_eq(value_of("12.5"), 12.5);
    ck_assert_double_eq(value_of("12,5"), 12.5);
    ck_assert_double_eq(value_of(".5"), 0.5);
    ck_assert_double_eq(value_of("5."), 5);
    ck_assert_double_eq(value_of("1e-5"), 1e-5);
    ck_assert_double_eq(value_of("2,5E+3"), 2500);
    ck_assert_double_eq(value_of("  12.5\t"), 12.5);
    ck_assert_double_eq(value_of("12.5%"), 12.5);
    ck_assert_double_eq(value_of("12,5 %"), 12.5);
    ck_assert_double_eq(value_of("007"), 7);
    ck_assert(signbit(value_of("-0")));
}
END_TEST

START_TEST(not_numbers)
{
    static const char *const texts[] = {
        "",
        " ",
        "abc",
        "1 2",
        "1.2.3",
        "1,2,3",
        "1.2,3",
        "1,234.5",
        ".",
        ",",
        "-",
        "+",
        "e5",
        "1e",
        "1e+",
        "0x10",
        "inf",
        "-inf",
        "NaN",
        "nan",
        "1d5",
        "--1",
        "+-1",
        "%",
        "5%%",
        "1_000",
        "1'000",
        "5\n",
        "1e5.0",
        "12a",
        "- 5",
        "\xE2\x88\x92 5",
        "\xE2\x88\x92-5",
        "\xE2\x80\x93\x35", /* an en dash is no minus */
        "\xC2\xA0",
        "\xA0\x35", /* half a no-break space */
        "1\xC2\xA0\x32\x33\x34",
        "1e 5",
        "infinity",
        "0b1",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        ck_assert_msg(!is_number(texts[i]), "'%s' was read as a number", texts[i]);
}
END_TEST

#define NBSP   "\xC2\xA0"
#define THIN   "\xE2\x80\x89"
#define NARROW "\xE2\x80\xAF"
#define MINUS  "\xE2\x88\x92"

START_TEST(typography)
{
    ck_assert_double_eq(value_of(MINUS "12,5"), -12.5);
    ck_assert_double_eq(value_of(NBSP "12.5" NBSP), 12.5);
    ck_assert_double_eq(value_of(" " NARROW "+12.5" THIN "\t"), 12.5);
    ck_assert_double_eq(value_of("12,5" NBSP "%"), 12.5);
    ck_assert_double_eq(value_of("12,5" NARROW "%"), 12.5);
    ck_assert_double_eq(value_of("12,5" THIN "% "), 12.5);
    /* The way through strtod: 2^53 + 1 is no double, and the even neighbour is nearest. */
    ck_assert_double_eq(value_of(MINUS "9007199254740993"), -9007199254740992);
    ck_assert_double_eq(value_of(NBSP MINUS "1,5e-30" NBSP "%"), -1.5e-30);
}
END_TEST

static const struct {
    const char *text;
    uf_grouping grouping;
    double value;
} grouped[] = {
    { "1.234,5", UF_GROUPING_POINT, 1234.5 },
    { "1.234.567", UF_GROUPING_POINT, 1234567 },
    { "-12.345", UF_GROUPING_POINT, -12345 },
    { "1,5", UF_GROUPING_POINT, 1.5 },
    { "1234,5", UF_GROUPING_POINT, 1234.5 },
    { "0,125", UF_GROUPING_POINT, 0.125 },
    { "1,234.5 %", UF_GROUPING_COMMA, 1234.5 },
    { "1,234", UF_GROUPING_COMMA, 1234 },
    { "1 234,5", UF_GROUPING_SPACE, 1234.5 },
    { "1" NBSP "234" NBSP "567", UF_GROUPING_SPACE, 1234567 },
    { "1" NARROW "234.5", UF_GROUPING_SPACE, 1234.5 },
    { "1" THIN "234", UF_GROUPING_SPACE, 1234 },
    { MINUS "1" NBSP "234,5" NBSP "%", UF_GROUPING_NBSP, -1234.5 },
    { "12" NARROW "345", UF_GROUPING_NBSP, 12345 },
    { "123" THIN "456", UF_GROUPING_THIN, 123456 },
    { "12" NARROW "345", UF_GROUPING_THIN, 12345 },
    { "12", UF_GROUPING_THIN, 12 },
    { "1.5e3", UF_GROUPING_COMMA, 1500 },
    /* strtod, on 2^53 + 1 and on a fraction of many digits */
    { "9.007.199.254.740.993", UF_GROUPING_POINT, 9007199254740992 },
    { "-9,007,199,254,740,993.0", UF_GROUPING_COMMA, -9007199254740992 },
    { "1" NBSP "234,50000000000000000000001", UF_GROUPING_NBSP, 1234.5 },
};

START_TEST(groups_of_digits)
{
    for (size_t i = 0; i < sizeof grouped / sizeof grouped[0]; i++) {
        uf_number number;
        double value = NAN;
        const char *text = grouped[i].text;
        ck_assert_msg(uf_number_scan_grouped(text, strlen(text), grouped[i].grouping, &number),
                      "%s", text);
        ck_assert(!number.may_group);
        ck_assert_msg(uf_number_value(&number, &value), "%s", text);
        ck_assert_double_eq(value, grouped[i].value);
    }
    uf_number number;
    uf_decimal decimal;
    ck_assert(uf_number_scan_grouped("1.234,50", 8, UF_GROUPING_POINT, &number));
    ck_assert(uf_number_decimal(&number, &decimal));
    ck_assert_int_eq(decimal.mantissa, 123450);
    ck_assert_int_eq(decimal.places, 2);
}
END_TEST

START_TEST(malformed_groups)
{
    static const struct {
        const char *text;
        uf_grouping grouping;
    } texts[] = {
        { "1.5", UF_GROUPING_POINT },         { "12.34", UF_GROUPING_POINT },
        { "1234.567", UF_GROUPING_POINT },    { "1.2345", UF_GROUPING_POINT },
        { "1.234.56", UF_GROUPING_POINT },    { "1..234", UF_GROUPING_POINT },
        { "0.125", UF_GROUPING_POINT },       { ".125", UF_GROUPING_POINT },
        { "1,234.567", UF_GROUPING_POINT },   { "1.234.", UF_GROUPING_POINT },
        { "1,5", UF_GROUPING_COMMA },         { "1.234,567", UF_GROUPING_COMMA },
        { "1 23", UF_GROUPING_SPACE },        { "1  234", UF_GROUPING_SPACE },
        { "1\t234", UF_GROUPING_SPACE },      { "1 234", UF_GROUPING_NBSP },
        { "1" THIN "234", UF_GROUPING_NBSP }, { "1" NBSP "234", UF_GROUPING_THIN },
        { "1 234", UF_GROUPING_NONE },        { "1.234,5", UF_GROUPING_NONE },
        { "1e3.000", UF_GROUPING_POINT },
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        uf_number number;
        ck_assert_msg(!uf_number_scan_grouped(texts[i].text, strlen(texts[i].text),
                                              texts[i].grouping, &number),
                      "'%s' was read as a number", texts[i].text);
    }
}
END_TEST

START_TEST(names_of_groupings)
{
    static const struct {
        const char *text;
        uf_grouping grouping;
    } names[] = {
        { "space", UF_GROUPING_SPACE }, { " ", UF_GROUPING_SPACE },
        { "nbsp", UF_GROUPING_NBSP },   { NBSP, UF_GROUPING_NBSP },
        { "thin", UF_GROUPING_THIN },   { THIN, UF_GROUPING_THIN },
        { NARROW, UF_GROUPING_THIN },   { ".", UF_GROUPING_POINT },
        { "point", UF_GROUPING_POINT }, { ",", UF_GROUPING_COMMA },
        { "comma", UF_GROUPING_COMMA },
    };
    uf_grouping grouping;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ck_assert_msg(uf_grouping_named(names[i].text, &grouping), "%s", names[i].text);
        ck_assert_int_eq(grouping, names[i].grouping);
        ck_assert(uf_grouping_named(uf_grouping_name(grouping), &grouping));
        ck_assert_int_eq(grouping, names[i].grouping);
    }
    ck_assert(!uf_grouping_named("", &grouping));
    ck_assert(!uf_grouping_named("none", &grouping));
    ck_assert(!uf_grouping_named("'", &grouping));
    ck_assert(!uf_grouping_named("..", &grouping));
}
END_TEST

/* The length counts and not a terminator. */
START_TEST(not_terminated)
{
    uf_number number;
    double value;
    ck_assert(uf_number_scan("12.55", 4, &number));
    ck_assert(uf_number_value(&number, &value));
    ck_assert_double_eq(value, 12.5);
    ck_assert(uf_number_scan("1234567890123456789012345", 21, &number));
    ck_assert(uf_number_value(&number, &value));
    ck_assert_double_eq(value, 123456789012345678901.0);
}
END_TEST

/* Published hard cases. 9007199254740993 = 2^53 + 1 is halfway, ties to even (Clinger 1990, "How to
 * read floating point numbers accurately"; Gay 1990, "Correctly rounded binary-decimal and
 * decimal-binary conversions"). At 2.2250738585072011e-308, just below the smallest normal double,
 * PHP (bug 53632) and Java (bug 4421494) hung. 1e22 is the last power of ten that is a double. */
START_TEST(hard_cases)
{
    ck_assert_double_eq(value_of("9007199254740993"), 9007199254740992.0);
    ck_assert_double_eq(value_of("9007199254740992"), 9007199254740992.0);
    ck_assert_double_eq(value_of("9007199254740995"), 9007199254740996.0);
    ck_assert_double_eq(value_of("9007199254740993.00000000000000000001"), 9007199254740994.0);
    ck_assert_double_eq(value_of("2.2250738585072011e-308"), 0x0.fffffffffffffp-1022);
    ck_assert_double_eq(value_of("2.2250738585072014e-308"), DBL_MIN);
    ck_assert_double_eq(value_of("1.7976931348623157e308"), DBL_MAX);
    ck_assert_double_eq(value_of("4.9406564584124654e-324"), 0x1p-1074);
    ck_assert_double_eq(value_of("1e-400"), 0);
    ck_assert_double_eq(value_of("1e22"), 0x1.0f0cf064dd592p+73);
    ck_assert_double_eq(value_of("1e23"), 0x1.52d02c7e14af6p+76);
    ck_assert_double_eq(value_of("0.1"), 0x1.999999999999ap-4);
    ck_assert_double_eq(value_of("0,15"), 0x1.3333333333333p-3);
}
END_TEST

START_TEST(beyond_the_range)
{
    static const char *const texts[] = { "1e309", "-1e309", "1.8e308", "1e99999999999999999999" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        uf_number number;
        double value;
        ck_assert(uf_number_scan(texts[i], strlen(texts[i]), &number));
        ck_assert_msg(!uf_number_value(&number, &value), "%s", texts[i]);
    }
    ck_assert_double_eq(value_of("0e99999999999999999999"), 0);
    char text[1101];
    memset(text, '1', sizeof text);
    uf_number number;
    double value;
    ck_assert(uf_number_scan(text, 300, &number));
    ck_assert(uf_number_value(&number, &value));
    ck_assert(uf_number_scan(text, 1100, &number));
    ck_assert(!uf_number_value(&number, &value));
}
END_TEST

static uint64_t next_bits(uint64_t *state)
{
    /* splitmix64: Steele, Lea & Flood 2014 */
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* strtod, which glibc rounds correctly, on numbers of 1 to 20 digits with a mark anywhere and small
 * exponents: both the exact path and the other. */
START_TEST(agrees_with_strtod)
{
    uint64_t state = 20160901;
    for (int i = 0; i < 500000; i++) {
        char text[64];
        uint64_t bits = next_bits(&state);
        uint64_t digits = next_bits(&state) >> (bits & 63);
        int length = snprintf(text, sizeof text, "%s%" PRIu64 ".%" PRIu64, bits & 64 ? "-" : "",
                              digits >> (bits >> 7 & 31), bits >> 12 & 0xFFFFF);
        if (bits >> 40 & 1)
            snprintf(text + length, sizeof text - (size_t)length, "e%d",
                     (int)(bits >> 41 & 63) - 32);
        double expected = strtod(text, NULL);
        ck_assert_msg(value_of(text) == expected, "%s", text);
        text[strcspn(text, ".")] = ',';
        ck_assert_msg(value_of(text) == expected, "%s", text);
    }
}
END_TEST

START_TEST(round_trip)
{
    uint64_t state = 1;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = next_bits(&state);
        double number;
        memcpy(&number, &bits, sizeof number);
        if (!isfinite(number))
            continue;
        char text[40];
        snprintf(text, sizeof text, "%.17g", number);
        ck_assert_msg(value_of(text) == number, "%s", text);
    }
}
END_TEST

static void expect_decimal(const char *text, int64_t mantissa, int places)
{
    uf_number number;
    uf_decimal decimal;
    ck_assert_msg(uf_number_scan(text, strlen(text), &number), "%s", text);
    ck_assert_msg(uf_number_decimal(&number, &decimal), "%s", text);
    ck_assert_msg(decimal.mantissa == mantissa && decimal.places == places,
                  "%s became %" PRId64 " / 10^%d", text, decimal.mantissa, decimal.places);
}

START_TEST(decimals)
{
    expect_decimal("15", 15, 0);
    expect_decimal("-12,50", -1250, 2);
    expect_decimal("0.15", 15, 2);
    expect_decimal("0", 0, 0);
    expect_decimal("0.000", 0, 0);
    expect_decimal("1.5e3", 1500, 0);
    expect_decimal("1e-5", 1, 5);
    expect_decimal("150e-2", 150, 2);
    expect_decimal("999999999999999999", 999999999999999999, 0);
    expect_decimal("0.999999999999999999", 999999999999999999, 18);
    expect_decimal("1e17", 100000000000000000, 0);
    expect_decimal("0.0005882352941176471", 588235294117647, 18);
}
END_TEST

/* What is cut stays on its side of every decimal with fewer places: a trailing 0 becomes 1. */
START_TEST(cut_decimals)
{
    expect_decimal("0.1500000000000000000001", 150000000000000001, 18);
    expect_decimal("0.1499999999999999999999", 149999999999999999, 18);
    expect_decimal("-0.1500000000000000000001", -150000000000000001, 18);
    expect_decimal("0.1500000000000000000000", 150000000000000000, 18);
    expect_decimal("12.34567890123456789012", 123456789012345678, 16);
    expect_decimal("1e-30", 1, 18);
    expect_decimal("-1e-30", -1, 18);
}
END_TEST

START_TEST(decimals_that_do_not_fit)
{
    static const char *const texts[] = { "1000000000000000000", "1e18", "12345678901234567890123",
                                         "1e300" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        uf_number number;
        uf_decimal decimal;
        ck_assert(uf_number_scan(texts[i], strlen(texts[i]), &number));
        ck_assert_msg(!uf_number_decimal(&number, &decimal), "%s", texts[i]);
    }
}
END_TEST

static uf_number parts(const char *text)
{
    uf_number number;
    ck_assert(uf_number_scan(text, strlen(text), &number));
    return number;
}

START_TEST(marks_and_groups)
{
    ck_assert_int_eq(parts("12").mark, 0);
    ck_assert_int_eq(parts("12.5").mark, '.');
    ck_assert_int_eq(parts("12,5").mark, ',');
    static const char *const may[] = { "1,234", "12,345", "123,456", "-1,234", "1,000", "1,234 %" };
    for (size_t i = 0; i < sizeof may / sizeof may[0]; i++)
        ck_assert_msg(parts(may[i]).may_group, "%s", may[i]);
    static const char *const cannot[] = { "0,234", "1.234",    "1,23",    "1,2345",
                                          ",234",  "1234,567", "1,234e1", "1234" };
    for (size_t i = 0; i < sizeof cannot / sizeof cannot[0]; i++)
        ck_assert_msg(!parts(cannot[i]).may_group, "%s", cannot[i]);
}
END_TEST

START_TEST(our_own_files)
{
    double value;
    ck_assert(uf_number_read("0.15", 4, &value));
    ck_assert_double_eq(value, 0.15);
    ck_assert(!uf_number_read("0,15", 4, &value));
    ck_assert(!uf_number_read("inf", 3, &value));
    ck_assert(uf_number_read_bound("inf", 3, &value));
    ck_assert(isinf(value) && value > 0);
    ck_assert(uf_number_read_bound("-inf", 4, &value));
    ck_assert(isinf(value) && value < 0);
    ck_assert(!uf_number_read_bound("-infinity", 9, &value));
    ck_assert(!uf_number_read_bound("nan", 3, &value));
}
END_TEST

Suite *test_numbers_suite(void)
{
    Suite *suite = suite_create("numbers");
    TCase *tests = tcase_create("numbers");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, forms);
    tcase_add_test(tests, not_numbers);
    tcase_add_test(tests, not_terminated);
    tcase_add_test(tests, hard_cases);
    tcase_add_test(tests, beyond_the_range);
    tcase_add_test(tests, agrees_with_strtod);
    tcase_add_test(tests, round_trip);
    tcase_add_test(tests, decimals);
    tcase_add_test(tests, cut_decimals);
    tcase_add_test(tests, decimals_that_do_not_fit);
    tcase_add_test(tests, marks_and_groups);
    tcase_add_test(tests, our_own_files);
    tcase_add_test(tests, typography);
    tcase_add_test(tests, groups_of_digits);
    tcase_add_test(tests, malformed_groups);
    tcase_add_test(tests, names_of_groupings);
    suite_add_tcase(suite, tests);
    return suite;
}
