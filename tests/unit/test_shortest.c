/* test_shortest.c: shortest decimals against strtod, which reads decimals correctly rounded, and
 * against printf's correctly rounded digits. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/shortest.h"

Suite *test_shortest_suite(void);

/* xorshift64* (Marsaglia 2003, Vigna 2016): the same bit patterns in every run. */
static uint64_t next_bits(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

/* The digits of a decimal text as a number, trailing zeros dropped, with the power of ten that
 * belongs to it. Returns how many digits. */
static int take_apart(const char *text, uint64_t *digits, int *exponent)
{
    bool fraction = false;
    *digits = 0;
    *exponent = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text == '.') {
            fraction = true;
        } else if (*text != '-') {
            *digits = 10 * *digits + (uint64_t)(*text - '0');
            *exponent -= fraction;
        }
    }
    if (*text == 'e')
        *exponent += (int)strtol(text + 1, NULL, 10);
    for (; *digits != 0 && *digits % 10 == 0; *digits /= 10)
        (*exponent)++;
    int count = 0;
    for (uint64_t rest = *digits; rest > 0; rest /= 10)
        count++;
    return count;
}

static double value_of(uint64_t digits, int exponent)
{
    char text[64];
    snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, exponent);
    return strtod(text, NULL);
}

/* No decimal of one digit fewer reads back: the nearest such and its neighbours are tried. */
static bool is_shortest(double magnitude, int count)
{
    char text[64];
    uint64_t digits;
    int exponent;
    if (count < 2)
        return true;
    int fewer = count - 1;
    snprintf(text, sizeof text, "%.*e", fewer - 1, magnitude);
    int lost = take_apart(text, &digits, &exponent);
    for (; lost < fewer; lost++, exponent--)
        digits *= 10;
    return value_of(digits, exponent) != magnitude && value_of(digits + 1, exponent) != magnitude &&
           value_of(digits - 1, exponent) != magnitude;
}

/* Of the decimals with as many digits it is the nearest: the one printf rounds to, if that reads
 * back (at powers of two it may not). */
static bool is_nearest(double magnitude, int count, uint64_t digits, int exponent)
{
    char text[64];
    uint64_t rounded;
    int rounded_exponent;
    snprintf(text, sizeof text, "%.*e", count - 1, magnitude);
    if (strtod(text, NULL) != magnitude)
        return true;
    take_apart(text, &rounded, &rounded_exponent);
    return rounded == digits && rounded_exponent == exponent;
}

/* What is wrong with the text of a number; NULL: nothing. */
static const char *fault(double number, size_t length, const char *text)
{
    uint64_t digits;
    int exponent;
    if (length != strlen(text) || length >= UF_SHORTEST_SIZE)
        return "has another length than was returned, or than there is room for";
    const double back = strtod(text, NULL);
    if (back != number || !signbit(back) != !signbit(number))
        return "reads back as another number";
    if (number == 0)
        return NULL;
    const int count = take_apart(text, &digits, &exponent);
    if (count > 17)
        return "has more than 17 digits";
    if (!is_shortest(fabs(number), count))
        return "could be shorter";
    return is_nearest(fabs(number), count, digits, exponent) ? NULL : "is not the nearest";
}

/* libcheck notes every assertion, which takes longer than what is tested here; so there is one only
 * where something is wrong. */
static void check_number(double number)
{
    char text[UF_SHORTEST_SIZE];
    if (!isfinite(number))
        return;
    const size_t length = uf_shortest(number, text);
    const char *wrong = fault(number, length, text);
    if (wrong != NULL)
        ck_abort_msg("%a as %s %s", number, text, wrong);
}

START_TEST(a_million_bit_patterns)
{
    uint64_t state = 20161107;
    for (int i = 0; i < 1000000; i++) {
        uint64_t bits = next_bits(&state);
        double number;
        memcpy(&number, &bits, sizeof number);
        check_number(number);
    }
}
END_TEST

START_TEST(everyday_numbers)
{
    uint64_t state = 3;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = next_bits(&state);
        check_number((double)(bits % 1000) / (double)(1 + bits / 1000 % 1000));
        check_number((double)(bits >> 11) * 0x1p-53);
        check_number((double)(bits >> 11) * 0x1p-40);
        check_number((double)(bits % 10000000) / 1000);
        check_number(-(double)(bits >> 11));
    }
}
END_TEST

START_TEST(powers_of_two_and_their_neighbours)
{
    for (int e = -1074; e < 1024; e++) {
        double power = ldexp(1, e);
        check_number(power);
        check_number(nextafter(power, 0));
        check_number(nextafter(power, INFINITY));
    }
}
END_TEST

START_TEST(powers_of_ten_and_their_neighbours)
{
    for (int e = -323; e <= 308; e++) {
        double power = value_of(1, e);
        check_number(power);
        check_number(nextafter(power, 0));
        check_number(nextafter(power, INFINITY));
    }
}
END_TEST

/* By definition of the format in shortest.h; the extreme values are IEEE 754's. */
START_TEST(as_written)
{
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        { 0, "0" },
        { -0.0, "-0" },
        { 1, "1" },
        { 0.15, "0.15" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 1.0 / 3, "0.3333333333333333" },
        { 2.0 / 3, "0.6666666666666666" },
        { 100, "100" },
        { -12.5, "-12.5" },
        { 123456.75, "123456.75" },
        { 999999999999999, "999999999999999" },
        { 1e15, "1e15" },
        { 0.00001, "0.00001" },
        { 0.0000099, "9.9e-6" },
        { 1e-6, "1e-6" },
        { 1.25e-300, "1.25e-300" },
        { 5e-324, "5e-324" },
        { 2.2250738585072014e-308, "2.2250738585072014e-308" },
        { 1.7976931348623157e308, "1.7976931348623157e308" },
        { 9007199254740993.0, "9.007199254740992e15" },
        { 1e23, "1e23" },
        { 9.5367431640625e-7, "9.5367431640625e-7" },
        { INFINITY, "inf" },
        { -INFINITY, "-inf" },
        { NAN, "nan" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[UF_SHORTEST_SIZE];
        size_t length = uf_shortest(cases[i].number, text);
        ck_assert_str_eq(text, cases[i].text);
        ck_assert_uint_eq(length, strlen(text));
    }
}
END_TEST

Suite *test_shortest_suite(void)
{
    Suite *suite = suite_create("shortest");
    TCase *tests = tcase_create("shortest");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, a_million_bit_patterns);
    tcase_add_test(tests, everyday_numbers);
    tcase_add_test(tests, powers_of_two_and_their_neighbours);
    tcase_add_test(tests, powers_of_ten_and_their_neighbours);
    tcase_add_test(tests, as_written);
    suite_add_tcase(suite, tests);
    return suite;
}
