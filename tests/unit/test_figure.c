/* test_figure.c: numbers as a person reads them. Expected texts by hand. */
#include <check.h>
#include <math.h>
#include <stdint.h>

#include "cli/figure.h"

static const char *figure(uf_quantity quantity, double value)
{
    static char text[UF_FIGURE_SIZE];
    return uf_figure(quantity, value, text);
}

START_TEST(values_are_in_the_unit_of_their_quantity)
{
    ck_assert_str_eq(figure(UF_QUANTITY_SHARE, 0.1229), "12.3 %");
    ck_assert_str_eq(figure(UF_QUANTITY_RATE, 0.9418), "94.2 %");
    ck_assert_str_eq(figure(UF_QUANTITY_RELATIVE_CHANGE, -0.2), "-20.0 %");
    ck_assert_str_eq(figure(UF_QUANTITY_SHARE_DIFFERENCE, -0.03), "-3.0 points");
    ck_assert_str_eq(figure(UF_QUANTITY_NUMBER, 1234.5), "1234.5");
    ck_assert_str_eq(figure(UF_QUANTITY_NUMBER, INFINITY), "inf");
    ck_assert_str_eq(figure(UF_QUANTITY_SHARE, NAN), "no value");
}
END_TEST

START_TEST(decimals_are_exact)
{
    char text[UF_DECIMAL_TEXT_SIZE];
    ck_assert_str_eq(uf_decimal_text((uf_decimal){ 125, 1 }, text), "12.5");
    ck_assert_str_eq(uf_decimal_text((uf_decimal){ 1500, 2 }, text), "15");
    ck_assert_str_eq(uf_decimal_text((uf_decimal){ -3, 0 }, text), "-3");
    ck_assert_str_eq(uf_decimal_text((uf_decimal){ -5, 3 }, text), "-0.005");
    ck_assert_str_eq(uf_decimal_text((uf_decimal){ 0, 5 }, text), "0");
    ck_assert_str_eq(uf_decimal_text((uf_decimal){ INT64_MIN, 18 }, text), "-9.223372036854775808");
    ck_assert_str_eq(uf_decimal_text((uf_decimal){ INT64_MAX, 0 }, text), "9223372036854775807");
}
END_TEST

START_TEST(intervals_and_counts_are_left_out_where_there_are_none)
{
    uf_estimate row;
    char text[160], counts[128];
    uf_estimate_init(&row);
    ck_assert_str_eq(uf_figure_interval(UF_QUANTITY_SHARE, &row, text, sizeof text), "");
    ck_assert_str_eq(uf_figure_counts(UF_QUANTITY_SHARE, &row, counts, sizeof counts), "");
    row.conf_low = 0.088;
    row.conf_high = 0.17;
    row.conf_level = 0.95;
    row.n = 244;
    row.events = 30;
    ck_assert_str_eq(uf_figure_interval(UF_QUANTITY_SHARE, &row, text, sizeof text),
                     ", 95 % interval 8.8 % to 17.0 %");
    ck_assert_str_eq(uf_figure_interval(UF_QUANTITY_EVENTS, &row, text, sizeof text), "");
    ck_assert_str_eq(uf_figure_counts(UF_QUANTITY_SHARE, &row, counts, sizeof counts),
                     " (30 of 244)");
    ck_assert_str_eq(uf_figure_counts(UF_QUANTITY_RATE, &row, counts, sizeof counts),
                     " (30 of 244)");
    ck_assert(uf_figure_value(UF_QUANTITY_EVENTS, &row) == 30);
    ck_assert(uf_figure_value(UF_QUANTITY_N, &row) == 244);
    ck_assert(isnan(uf_figure_value(UF_QUANTITY_SHARE, &row)));
}
END_TEST

START_TEST(a_change_shows_the_counts_of_both_shares)
{
    uf_estimate row;
    char counts[128];
    uf_estimate_init(&row);
    row.n = 200;
    row.events = 24;
    ck_assert_str_eq(uf_figure_counts(UF_QUANTITY_RELATIVE_CHANGE, &row, counts, sizeof counts),
                     "");
    row.n_reference = 180;
    row.events_reference = 30;
    ck_assert_str_eq(uf_figure_counts(UF_QUANTITY_RELATIVE_CHANGE, &row, counts, sizeof counts),
                     " (24 of 200, before that 30 of 180)");
    row.reference = "control";
    ck_assert_str_eq(uf_figure_counts(UF_QUANTITY_SHARE_DIFFERENCE, &row, counts, sizeof counts),
                     " (24 of 200 compared with 30 of 180)");
    ck_assert_str_eq(uf_figure_counts(UF_QUANTITY_SHARE, &row, counts, sizeof counts),
                     " (24 of 200)");
    ck_assert_str_eq(uf_figure_counts(UF_QUANTITY_NUMBER, &row, counts, sizeof counts), "");
}
END_TEST

START_TEST(cells_have_every_digit)
{
    char text[UF_FIGURE_SIZE];
    ck_assert_str_eq(uf_figure_cell(NAN, text), "");
    ck_assert_str_eq(uf_figure_cell(0.1 + 0.2, text), "0.30000000000000004");
}
END_TEST

Suite *test_figure_suite(void);

Suite *test_figure_suite(void)
{
    Suite *suite = suite_create("figure");
    TCase *figures = tcase_create("figures");
    tcase_add_test(figures, values_are_in_the_unit_of_their_quantity);
    tcase_add_test(figures, decimals_are_exact);
    tcase_add_test(figures, intervals_and_counts_are_left_out_where_there_are_none);
    tcase_add_test(figures, a_change_shows_the_counts_of_both_shares);
    tcase_add_test(figures, cells_have_every_digit);
    suite_add_tcase(suite, figures);
    return suite;
}
