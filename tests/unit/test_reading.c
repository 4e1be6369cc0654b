/* test_reading.c: what is known afterwards of what a run has read, and rows set aside.
 *
 * A small program reads a column, leaves out some rows by a rule of its own, and writes what
 * reading.h says of it. */
#include <check.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/reading.h"
#include "cli/rows.h"
#include "run_tool.h"

Suite *test_reading_suite(void);

static const uf_column columns[] = { { "value", NULL, "a number" }, { NULL, NULL, NULL } };
static const uf_option options[] = { { .name = NULL } };

/* The name without its folder, which is another in each run. */
static const char *base(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash == NULL ? name : slash + 1;
}

static void write_reading(uf_cli *cli)
{
    size_t n;
    const uf_reading *reading = uf_cli_reading(cli);
    const uf_reading_input *inputs = uf_reading_inputs(reading, &n);
    for (size_t i = 0; i < n; i++)
        dprintf(STDOUT_FILENO,
                "%s%s: %" PRIu64 " bytes, rows %" PRIu64 " -%" PRIu64 " -%" PRIu64 "%s\n",
                base(inputs[i].name), inputs[i].beside ? " beside" : "", inputs[i].bytes,
                inputs[i].rows, inputs[i].bad, inputs[i].unselected,
                inputs[i].sha256[0] == '\0' ? "" : inputs[i].sha256);
    const uf_reading_rule *rules = uf_reading_rules(reading, &n);
    for (size_t i = 0; i < n; i++)
        dprintf(STDOUT_FILENO, "%s: %" PRIu64 "\n", rules[i].reason, rules[i].rows);
    uf_reading_rows sum = uf_reading_sum(reading);
    dprintf(STDOUT_FILENO, "%" PRIu64 " = %" PRIu64 " + %" PRIu64 " + %" PRIu64 " + %" PRIu64 "\n",
            sum.read, sum.bad, sum.unselected, sum.left_out, sum.used);
}

static int run(uf_cli *cli)
{
    uf_rows *rows = uf_rows_open(cli);
    size_t value = uf_rows_require(rows, "value");
    while (uf_rows_next(rows)) {
        double number = uf_rows_number(rows, value);
        if (uf_rows_bad(rows))
            continue;
        uf_reading_leave_out(cli, isnan(number) ? 1U : 0U, "no value");
        uf_reading_leave_out(cli, number == 0 ? 1U : 0U, "nothing");
    }
    uf_rows_close(rows);
    write_reading(cli);
    return 0;
}

static const char *const examples[] = { NULL };
static const uf_tool tool = {
    .name = "tool",
    .brief = "write what was read",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT,
    .run = run,
};

typedef const char *arguments[6];

START_TEST(every_row_is_one_of_four)
{
    char *one = new_file("one.csv", "value,group\n1,a\n,a\n0,a\n0,b\n3,b\n");
    char *two = new_file("two.csv", "value,group\n,a\n5,a\n");
    tool_run result;
    run_tool(&result, &tool, (arguments){ "--where=group=a", one, two, "-", NULL },
             "value,group\n");
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "one.csv: 31 bytes, rows 5 -0 -2\n"
                                 "two.csv: 19 bytes, rows 2 -0 -0\n"
                                 "stdin: 12 bytes, rows 0 -0 -0\n"
                                 "no value: 2\nnothing: 1\n"
                                 "7 = 0 + 2 + 3 + 2\n");
    remove_file(one);
    remove_file(two);
}
END_TEST

START_TEST(tables_beside_the_data_do_not_count)
{
    char *map = new_file("map.csv", "name,column\nvalue,tal\n");
    char option[256];
    snprintf(option, sizeof option, "--map=%s", map);
    tool_run result;
    run_tool(&result, &tool, (arguments){ option, NULL }, "tal\n1\n");
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "map.csv beside: 22 bytes, rows 1 -0 -0\n"
                                 "stdin: 6 bytes, rows 1 -0 -0\n1 = 0 + 0 + 0 + 1\n");
    remove_file(map);
}
END_TEST

/* SHA-256 of "value\n1\n" by sha256sum of GNU coreutils 9.1. */
START_TEST(hashed_for_the_record_only)
{
    char *record = new_file("record", "");
    char option[256];
    snprintf(option, sizeof option, "--record=%s", record);
    tool_run result;
    run_tool(&result, &tool, (arguments){ option, NULL }, "value\n1\n");
    ck_assert_str_eq(result.err, "");
    ck_assert_ptr_nonnull(
        strstr(result.out, "-01a80986111952a11d02e84dbed98ae00f279469aad0615d17fa81911f8a6b428\n"));
    run_tool(&result, &tool, (arguments){ NULL }, "value\n1\n");
    ck_assert_ptr_nonnull(strstr(result.out, "stdin: 8 bytes, rows 1 -0 -0\n"));
    remove_file(record);
}
END_TEST

/* The content of a file, which the caller frees. */
static char *content(const char *path)
{
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    char *text = calloc(1, 4096);
    ck_assert_ptr_nonnull(text);
    size_t length = fread(text, 1, 4095, file);
    ck_assert_uint_lt(length, 4095);
    fclose(file);
    return text;
}

static void expect_rejects(const char *input, int status, const char *err, const char *rejects)
{
    char *file = new_file("bad.csv", "old\n");
    char option[256];
    snprintf(option, sizeof option, "--reject=%s", file);
    tool_run result;
    run_tool(&result, &tool, (arguments){ option, "--date-format=excel", NULL }, input);
    ck_assert_int_eq(result.status, status);
    ck_assert_msg(strstr(result.err, err) != NULL, "%s", result.err);
    char *text = content(file);
    ck_assert_str_eq(text, rejects);
    free(text);
    remove_file(file);
}

START_TEST(rows_set_aside)
{
#define HEADER "file,line,column,reason,row\n"
    expect_rejects("value,x\n1,2\n", 0, "", HEADER);
    expect_rejects("value,x\n", 0, "", HEADER);
    expect_rejects("value,x\nb,\"2\n\"\n1,2\n3\n", 0, "tool: rows set aside in ",
                   HEADER "stdin,2,value,'b' is not a number,\"b,\"\"2\n\"\"\"\n"
                          "stdin,5,,\"1 cell, but the header has 2 columns\",3\n");
    /* one row of the file for each bad one: its first fault; control bytes shown, not written */
    expect_rejects("value,x\n1,2\nb\x1B[2J\n", 0, ": 1 of 2\n",
                   HEADER "stdin,3,,\"1 cell, but the header has 2 columns\",b\x1B[2J\n");
    expect_rejects("value\n1\nb\x1B[2J\n", 0, ": 1 of 2\n",
                   HEADER "stdin,3,value,'b\\x1B[2J' is not a number,b\x1B[2J\n");
    expect_rejects("value,x\n1\"2,3\n1,2\n", 0, ": 1 of 2\n",
                   HEADER "stdin,2,,a quote inside an unquoted cell (quote the whole cell and "
                          "double the quotes in it); the row is taken to end with its line,"
                          "\"1\"\"2,3\"\n");
    /* none remains: the file says why */
    expect_rejects("value\nb\n", 2, "tool: no row remains: all 1 are set aside in ",
                   HEADER "stdin,2,value,'b' is not a number,b\n");
    /* a run that ends otherwise leaves the old file */
    expect_rejects("value\nb\n\"1\n", 2, "tool: stdin:3: a quote is opened here", "old\n");
    expect_rejects("valeu\nb\n", 2, "tool: stdin: no column 'value'", "old\n");
}
END_TEST

START_TEST(tables_beside_the_data_are_not_set_aside)
{
    char *map = new_file("map.csv", "name,column\nvalue,tal,x\n");
    char *file = new_file("bad.csv", "old\n");
    char option[256];
    char reject[256];
    snprintf(option, sizeof option, "--map=%s", map);
    snprintf(reject, sizeof reject, "--reject=%s", file);
    tool_run result;
    run_tool(&result, &tool, (arguments){ option, reject, NULL }, "tal\n1\n");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "map.csv:2: 3 cells, but the header has 2 columns\n"));
    char *text = content(file);
    ck_assert_str_eq(text, "old\n");
    free(text);
    remove_file(map);
    remove_file(file);
}
END_TEST

START_TEST(not_to_a_file_of_another_kind)
{
    char *input = new_file("in.csv", "value\n1\n");
    char reject[256];
    char output[256];
    snprintf(reject, sizeof reject, "--reject=%s", input);
    snprintf(output, sizeof output, "--output=%s", input);
    tool_run result;
    run_tool(&result, &tool, (arguments){ reject, input, NULL }, "");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "in.csv is an input as well as the output"));
    run_tool(&result, &tool, (arguments){ reject, output, NULL }, "value\n1\n");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "in.csv: is the output of the run as well\n"));
    run_tool(&result, &tool, (arguments){ "--reject=-", NULL }, "value\n1\n");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "tool: --reject -: stdout has the output"));
    run_tool(&result, &tool,
             (arguments){ "--reject=/tmp/utfall-no-such-file", "-o", "/tmp/./utfall-no-such-file",
                          NULL },
             "value\n1\n");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "is the output of the run as well\n"));
    run_tool(&result, &tool, (arguments){ "--reject=/no/such/folder", NULL }, "value\n1\n");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "there is no folder"));
    remove_file(input);
}
END_TEST

Suite *test_reading_suite(void)
{
    Suite *suite = suite_create("reading");
    TCase *tests = tcase_create("reading");
    tcase_add_test(tests, every_row_is_one_of_four);
    tcase_add_test(tests, tables_beside_the_data_do_not_count);
    tcase_add_test(tests, hashed_for_the_record_only);
    tcase_add_test(tests, rows_set_aside);
    tcase_add_test(tests, tables_beside_the_data_are_not_set_aside);
    tcase_add_test(tests, not_to_a_file_of_another_kind);
    suite_add_tcase(suite, tests);
    return suite;
}
