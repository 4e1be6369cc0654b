/* test_results.c: the results schema (doc/results.md), written, and read back as it was. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/columns.h"
#include "cli/context.h"
#include "cli/results.h"
#include "cli/writer.h"

Suite *test_results_suite(void);

static const uf_tool tool = { .name = "uf-test", .brief = "a test", .operands = "[FILE]..." };

/* The schema, once more, as the design fixed it. */
static const char header[] =
    "school,role,measure,better,term,group,reference,period,estimate,std_error,conf_low,conf_high,"
    "conf_level,statistic,df,p_value,n,events,n_reference,events_reference,clusters,bound_low,"
    "bound_high,method,estimand,definition,note,verdict\n";

static char paths[2][300];

static void make_paths(void)
{
    const char *base = getenv("TMPDIR");
    for (int i = 0; i < 2; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/uf-results.XXXXXX", base != NULL ? base : "/tmp");
        int descriptor = mkstemp(paths[i]);
        ck_assert_int_ge(descriptor, 0);
        close(descriptor);
    }
}

static void remove_paths(void)
{
    unlink(paths[0]);
    unlink(paths[1]);
}

static void put(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fputs(bytes, file);
    fclose(file);
}

static uf_results *read_paths(uf_cli *cli, size_t n)
{
    const char *const names[] = { paths[0], paths[1] };
    *cli = (uf_cli){ .tool = &tool };
    return uf_results_read(cli, names, n);
}

static void write_two_rows(void)
{
    static const char *const by[] = { "school" };
    static const char *const extensions[] = { "verdict" };
    const uf_results_layout layout = {
        .by = by, .by_count = 1, .extensions = extensions, .extension_count = 1
    };
    uf_cli cli = { .tool = &tool };
    cli.writer = uf_writer_new(&cli, paths[0], NULL, 0);
    uf_estimate row;
    uf_estimate_init(&row);
    row.measure = "above_15";
    row.better = UF_BETTER_LOWER;
    row.term = "share";
    row.estimate = 0.1;
    row.conf_low = -INFINITY;
    row.conf_high = INFINITY;
    row.conf_level = 0.95;
    row.n = 50;
    row.events = 5;
    row.bound_low = 0;
    row.estimand = "pupils";
    row.definition = "absence>15%";
    uf_estimate_method(&row, "wilson");
    uf_estimate_note(&row, "first, \"quoted\"");
    uf_estimate_note(&row, "second");
    uf_results_header(&cli, &layout);
    uf_results_row(&cli, &layout, (const char *const[]){ "A" }, &row,
                   (const char *const[]){ "met" });
    uf_estimate_init(&row);
    row.role = UF_DESCRIPTIVE;
    row.measure = "above_15";
    row.term = "share";
    uf_results_row(&cli, &layout, (const char *const[]){ "B" }, &row, (const char *const[]){ "" });
    uf_writer_finish(cli.writer);
}

START_TEST(schema)
{
    char bytes[2048];
    write_two_rows();
    FILE *file = fopen(paths[0], "rb");
    ck_assert_ptr_nonnull(file);
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[length] = '\0';
    char expected[2048];
    snprintf(expected, sizeof expected, "%s%s%s", header,
             "A,primary,above_15,lower,share,,,,0.1,,-inf,inf,0.95,,,,50,5,,,,0,,wilson,pupils,"
             "absence>15%,\"first, \"\"quoted\"\"; second\",met\n",
             "B,descriptive,above_15,,share,,,,,,,,,,,,,,,,,,,,,,,\n");
    ck_assert_str_eq(bytes, expected);
}
END_TEST

START_TEST(fixed_columns)
{
    size_t n = 0;
    const char *at = header + strlen("school,");
    for (; uf_results_column(n) != NULL; n++) {
        size_t length = strlen(uf_results_column(n));
        ck_assert_int_eq(strncmp(at, uf_results_column(n), length), 0);
        at += length + 1;
    }
    ck_assert_uint_eq(n, 26);
}
END_TEST

START_TEST(round_trip)
{
    uf_cli cli;
    write_two_rows();
    uf_results *results = read_paths(&cli, 1);
    ck_assert_uint_eq(uf_results_count(results), 2);
    const uf_estimate *row = uf_results_get(results, 0);
    ck_assert_int_eq(row->role, UF_PRIMARY);
    ck_assert_int_eq(row->better, UF_BETTER_LOWER);
    ck_assert_str_eq(row->measure, "above_15");
    ck_assert_str_eq(row->group, "");
    ck_assert_double_eq(row->estimate, 0.1);
    ck_assert(isinf(row->conf_low) && row->conf_low < 0);
    ck_assert(isinf(row->conf_high) && row->conf_high > 0);
    ck_assert(isnan(row->std_error));
    ck_assert_double_eq(row->n, 50);
    ck_assert_double_eq(row->bound_low, 0);
    ck_assert_str_eq(row->method, "wilson");
    ck_assert_str_eq(row->note, "first, \"quoted\"; second");
    ck_assert_int_eq(uf_results_get(results, 1)->role, UF_DESCRIPTIVE);
    ck_assert_int_eq(uf_results_get(results, 1)->better, UF_BETTER_UNSAID);
    ck_assert_uint_eq(uf_results_extra_count(results), 2);
    ck_assert_uint_eq(uf_results_by_count(results), 1);
    ck_assert_str_eq(uf_results_extra_name(results, 0), "school");
    ck_assert_str_eq(uf_results_extra(results, 1, 0), "B");
    ck_assert_str_eq(uf_results_extra(results, 0, 1), "met");
    ck_assert_uint_eq(uf_results_find_extra(results, "verdict"), 1);
    ck_assert_uint_eq(uf_results_find_extra(results, "none"), UF_NO_COLUMN);
    ck_assert_str_eq(uf_results_file(results, 1), paths[0]);
    ck_assert_uint_eq(uf_results_line(results, 1), 3);
    uf_results_free(results);
}
END_TEST

/* A by-column that only the second file has comes before an extension that the first has. */
START_TEST(joined_by_name)
{
    uf_cli cli;
    put(paths[0], "role,measure,term,estimate,verdict\nprimary,a,share,0.5,met\n");
    put(paths[1], "class;estimate;measure;term\n2b;0,25;b;share\n2c;0,5;b;mean\n");
    uf_results *results = read_paths(&cli, 2);
    ck_assert_uint_eq(uf_results_count(results), 3);
    ck_assert_uint_eq(uf_results_by_count(results), 1);
    ck_assert_uint_eq(uf_results_extra_count(results), 2);
    ck_assert_str_eq(uf_results_extra_name(results, 0), "class");
    ck_assert_str_eq(uf_results_extra_name(results, 1), "verdict");
    ck_assert_str_eq(uf_results_extra(results, 0, 0), "");
    ck_assert_str_eq(uf_results_extra(results, 0, 1), "met");
    ck_assert_str_eq(uf_results_extra(results, 2, 0), "2c");
    ck_assert_str_eq(uf_results_extra(results, 2, 1), "");
    ck_assert_double_eq(uf_results_get(results, 1)->estimate, 0.25);
    ck_assert_str_eq(uf_results_get(results, 2)->term, "mean");
    /* No role: the row is the answer. */
    ck_assert_int_eq(uf_results_get(results, 1)->role, UF_PRIMARY);
    ck_assert_str_eq(uf_results_file(results, 1), paths[1]);
    uf_results_free(results);
}
END_TEST

START_TEST(no_rows)
{
    uf_cli cli;
    put(paths[0], "measure,term,estimate\n");
    uf_results *results = read_paths(&cli, 1);
    ck_assert_uint_eq(uf_results_count(results), 0);
    ck_assert_uint_eq(uf_results_extra_count(results), 0);
    uf_results_free(results);
}
END_TEST

/* A note that somebody else wrote may be longer than ours: it is cut between two characters. */
START_TEST(long_note)
{
    uf_cli cli;
    FILE *file = fopen(paths[0], "wb");
    ck_assert_ptr_nonnull(file);
    fputs("measure,term,estimate,note\na,share,1,x", file);
    for (int i = 0; i < UF_NOTE_SIZE; i++)
        fputs("\xC3\xA5", file);
    fputs("\n", file);
    fclose(file);
    uf_results *results = read_paths(&cli, 1);
    /* One x and as many whole characters of two bytes as the rest holds. */
    ck_assert_uint_eq(strlen(uf_results_get(results, 0)->note), 1 + (UF_NOTE_SIZE - 2) / 2 * 2);
    uf_results_free(results);
}
END_TEST

Suite *test_results_suite(void)
{
    Suite *suite = suite_create("results");
    TCase *tests = tcase_create("results");
    tcase_add_checked_fixture(tests, make_paths, remove_paths);
    tcase_add_test(tests, schema);
    tcase_add_test(tests, fixed_columns);
    tcase_add_test(tests, round_trip);
    tcase_add_test(tests, joined_by_name);
    tcase_add_test(tests, no_rows);
    tcase_add_test(tests, long_note);
    suite_add_tcase(suite, tests);
    return suite;
}
