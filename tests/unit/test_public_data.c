/* test_public_data.c: shares, rates and summaries of public attendance data, against figures that
 * were published with them and against R.
 *
 * Most of the data are not distributed (dataset.h): a test without its data is skipped. */
#include <utfall/clustered_share.h>
#include <utfall/comoments.h>
#include <utfall/limit.h>
#include <utfall/moments.h>
#include <utfall/proportion.h>
#include <utfall/risk_difference.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SCHOOLS = 64 };

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

/* A share as a published percentage: to one decimal. */
static double percent(double share)
{
    char text[32];
    snprintf(text, sizeof text, "%.1f", 100 * share);
    return strtod(text, NULL);
}

static uf_effect wilson(uint64_t events, uint64_t n)
{
    uf_effect effect;
    ck_assert_int_eq(
        uf_proportion_interval(&effect, events, n, UF_WILSON, UF_TWO_SIDED, 0.95, NULL), UF_OK);
    return effect;
}

static uint64_t counted(const dataset *data, size_t row, const char *column)
{
    double value = dataset_number(data, row, column);
    ck_assert(value >= 0 && value == floor(value));
    return (uint64_t)value;
}

/* A table's number as the decimal that it is, of at most that many places. */
static uf_decimal decimal(const dataset *data, size_t row, const char *column, int places)
{
    double units = dataset_number(data, row, column) * pow(10, places);
    ck_assert_double_eq_tol(units, round(units), 1e-6);
    return (uf_decimal){ llround(units), places };
}

/* --- England's autumn terms 2006/07 to 2017/18 (Department for Education). --- */

START_TEST(england_as_published)
{
    dataset *data = dataset_open("dfe_absence_autumn");
    if (data == NULL)
        return;
    ck_assert_uint_eq(dataset_rows(data), 36);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        const char *type = dataset_text(data, row, "School_type");
        const char *schools = strstr(type, "and secondary") != NULL ? "all"
                              : strstr(type, "primary") != NULL     ? "pri"
                                                                    : "sec";
        char id[32];
        snprintf(id, sizeof id, "O-DFE-%s%s", dataset_text(data, row, "Year"), schools);
        uf_clustered_share sessions;
        uf_clustered_share_init(&sessions);
        ck_assert_int_eq(uf_clustered_share_push(&sessions,
                                                 dataset_number(data, row, "sess_possible"),
                                                 dataset_number(data, row, "sess_overall"), NULL),
                         UF_OK);
        uf_effect rate;
        ck_assert_int_eq(uf_clustered_share_logit_t(&rate, &sessions, 0.95, NULL), UF_OK);
        same(id, "absence_pct", percent(rate.estimate));
        uf_effect persistent =
            wilson(counted(data, row, "enrolments_pa_10_exact"), counted(data, row, "enrolments"));
        same(id, "pa_pct", percent(persistent.estimate));
    }
    dataset_close(data);
}
END_TEST

/* Counts of the 2016/17 and 2017/18 rows, in the millions. */
START_TEST(england_change_of_a_year)
{
    dataset *data = dataset_open("dfe_absence_autumn");
    if (data == NULL)
        return;
    uf_two_by_two table = { 0 };
    for (size_t row = 0; row < dataset_rows(data); row++) {
        if (strcmp(dataset_text(data, row, "School_type"), "State-funded secondary") != 0)
            continue;
        uint64_t events = counted(data, row, "enrolments_pa_10_exact");
        uint64_t n = counted(data, row, "enrolments");
        if (strcmp(dataset_text(data, row, "Year"), "201718") == 0) {
            table.events = events;
            table.n = n;
        } else if (strcmp(dataset_text(data, row, "Year"), "201617") == 0) {
            table.events_reference = events;
            table.n_reference = n;
        }
    }
    uf_effect effect = wilson(table.events, table.n);
    ck_oracle("O-DFE-cmp.p1", effect.estimate);
    ck_oracle("O-DFE-cmp.w_lower", effect.conf_low);
    ck_oracle("O-DFE-cmp.w_upper", effect.conf_high);
    ck_assert_int_eq(uf_risk_difference(&effect, &table, UF_RISK_DIFFERENCE_NEWCOMBE, 0.95, NULL),
                     UF_OK);
    ck_oracle("O-DFE-cmp.rd", effect.estimate);
    ck_oracle("O-DFE-cmp.newc_lower", effect.conf_low);
    ck_oracle("O-DFE-cmp.newc_upper", effect.conf_high);
    dataset_close(data);
}
END_TEST

/* --- Portuguese pupils: absences in a year (UCI Student Performance). --- */

START_TEST(portugal_ten_absences_or_more)
{
    dataset *data = dataset_open("uci_student_mat");
    if (data == NULL)
        return;
    static const char *const schools[] = { "all", "GP", "MS" };
    const uf_limit ten = { { 10, 0 }, true };
    for (int i = 0; i < 3; i++) {
        uint64_t over = 0, n = 0;
        for (size_t row = 0; row < dataset_rows(data); row++) {
            if (i > 0 && strcmp(dataset_text(data, row, "school"), schools[i]) != 0)
                continue;
            n++;
            over += uf_limit_selects(&ten, decimal(data, row, "absences", 0));
        }
        uf_effect effect = wilson(over, n);
        char id[32];
        snprintf(id, sizeof id, "O-UCI-%s", schools[i]);
        same(id, "x", (double)over);
        same(id, "n", (double)n);
        same(id, "p", effect.estimate);
        same(id, "lower", effect.conf_low);
        same(id, "upper", effect.conf_high);
    }
    dataset_close(data);
}
END_TEST

START_TEST(portugal_moments)
{
    dataset *data = dataset_open("uci_student_mat");
    if (data == NULL)
        return;
    uf_moments m;
    uf_moments_init(&m);
    for (size_t row = 0; row < dataset_rows(data); row++)
        uf_moments_push(&m, dataset_number(data, row, "absences"));
    ck_oracle("O-UCI-desc.n", (double)m.n);
    ck_oracle("O-UCI-desc.mean", uf_moments_mean(&m));
    ck_oracle("O-UCI-desc.sd", uf_moments_sd(&m));
    ck_oracle("O-UCI-desc.max", uf_moments_max(&m));
    dataset_close(data);
}
END_TEST

/* --- Students' attendance at lectures, percent (Wooldridge). --- */

START_TEST(lectures)
{
    dataset *data = dataset_open("attend");
    if (data == NULL)
        return;
    const uf_limit from_75 = { { 75, 0 }, true }, from_90 = { { 90, 0 }, true };
    uint64_t below_75 = 0, below_90 = 0;
    uf_moments attendance;
    uf_moments_init(&attendance);
    uf_comoments both;
    uf_comoments_init(&both, 2);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double rate = dataset_number(data, row, "atndrte");
        below_75 += !uf_limit_selects(&from_75, (uf_decimal){ llround(rate * 1e6), 6 });
        below_90 += !uf_limit_selects(&from_90, (uf_decimal){ llround(rate * 1e6), 6 });
        uf_moments_push(&attendance, rate);
        uf_comoments_push(&both, (double[]){ rate, dataset_number(data, row, "final") });
    }
    ck_oracle("O-ATT-01.n", (double)attendance.n);
    ck_oracle("O-ATT-01.below75", (double)below_75);
    ck_oracle("O-ATT-01.below90", (double)below_90);
    ck_oracle("O-ATT-01.mean", uf_moments_mean(&attendance));
    ck_oracle("O-ATT-01.sd", uf_moments_sd(&attendance));
    ck_oracle("O-ATT-01.r_final",
              both.product[0][1] / sqrt(both.product[0][0] * both.product[1][1]));
    dataset_close(data);
}
END_TEST

/* --- Days of New York's first school district, percent present. --- */

START_TEST(new_york)
{
    dataset *data = dataset_open("nyc_d01_2015_16");
    if (data == NULL)
        return;
    const uf_limit from_90 = { { 90, 0 }, true };
    const char *names[MOST_SCHOOLS];
    uf_moments schools[MOST_SCHOOLS];
    size_t count = 0;
    uint64_t below = 0;
    uf_moments days;
    uf_moments_init(&days);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double present = dataset_number(data, row, "attn_pct");
        if (isnan(present))
            continue;
        const char *name = dataset_text(data, row, "dbn");
        size_t school = 0;
        while (school < count && strcmp(names[school], name) != 0)
            school++;
        if (school == count) {
            ck_assert_uint_lt(count, MOST_SCHOOLS);
            names[count] = name;
            uf_moments_init(&schools[count++]);
        }
        uf_moments_push(&schools[school], present);
        uf_moments_push(&days, present);
        below += !uf_limit_selects(&from_90, decimal(data, row, "attn_pct", 2));
    }
    uint64_t schools_below = 0;
    for (size_t i = 0; i < count; i++)
        schools_below += uf_moments_mean(&schools[i]) < 90;
    ck_oracle("O-NYC-01.n", (double)days.n);
    ck_oracle("O-NYC-01.schools", (double)count);
    ck_oracle("O-NYC-01.below", (double)below);
    ck_oracle("O-NYC-01.share", wilson(below, days.n).estimate);
    ck_oracle("O-NYC-01.schools_mean_below", (double)schools_below);
    ck_oracle("O-NYC-01.mean", uf_moments_mean(&days));
    dataset_close(data);
}
END_TEST

/* --- Connecticut's districts 2021/22: attendance rates, and pupils. --- */

START_TEST(connecticut)
{
    dataset *data = dataset_open("ct_attendance");
    if (data == NULL)
        return;
    const uf_limit from_90 = { { 90, 2 }, true };
    const uf_limit from_95 = { { 95, 2 }, true };
    uint64_t districts = 0, below_90 = 0, met = 0;
    uf_clustered_share pupils;
    uf_clustered_share_init(&pupils);
    for (size_t row = 0; row < dataset_rows(data); row++) {
        if (strcmp(dataset_text(data, row, "student_group"), "All Students") != 0 ||
            strcmp(dataset_text(data, row, "district"), "Connecticut") == 0)
            continue;
        districts++;
        uf_decimal rate = decimal(data, row, "rate_2022", 4);
        below_90 += !uf_limit_selects(&from_90, rate);
        met += uf_limit_selects(&from_95, rate);
        double n = dataset_number(data, row, "n_2022");
        ck_assert_int_eq(uf_clustered_share_push(&pupils, n, n * uf_decimal_value(rate), NULL),
                         UF_OK);
    }
    uf_effect effect;
    ck_assert_int_eq(uf_clustered_share_logit_t(&effect, &pupils, 0.95, NULL), UF_OK);
    ck_oracle("O-CT-01.districts", (double)districts);
    ck_oracle("O-CT-01.below90", (double)below_90);
    ck_oracle("O-CT-01.weighted_2022", effect.estimate);
    ck_oracle("O-TGT-01.n", (double)districts);
    ck_oracle("O-TGT-01.met", (double)met);
    dataset_close(data);
}
END_TEST

Suite *test_public_data_suite(void);

Suite *test_public_data_suite(void)
{
    Suite *suite = suite_create("public_data");
    TCase *tests = tcase_create("public_data");
    tcase_add_test(tests, england_as_published);
    tcase_add_test(tests, england_change_of_a_year);
    tcase_add_test(tests, portugal_ten_absences_or_more);
    tcase_add_test(tests, portugal_moments);
    tcase_add_test(tests, lectures);
    tcase_add_test(tests, new_york);
    tcase_add_test(tests, connecticut);
    suite_add_tcase(suite, tests);
    return suite;
}
