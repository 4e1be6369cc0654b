/* test_frame.c: texts to numbers, groups of rows, and columns in memory. Expected values are worked
 * out by hand. */
#include <check.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/frame.h"
#include "run_tool.h"

Suite *test_frame_suite(void);

static const uf_column columns[] = {
    { "pupil", "id", "the pupil" }, { "date", NULL, "the date" }, { "value", NULL, "a number" },
    { "exact", NULL, "a decimal" }, { "flag", NULL, "0 or 1" },   { NULL, NULL, NULL },
};
static const uf_option no_options[] = { { .name = NULL } };
static const char *const examples[] = { NULL };

static tool_run run_with(int (*run)(uf_cli *), const char *const *arguments, const char *input)
{
    const uf_tool tool = { .name = "tool",
                           .brief = "test",
                           .operands = "[FILE]...",
                           .examples = examples,
                           .options = no_options,
                           .columns = columns,
                           .groups = UF_OPTIONS_INPUT,
                           .run = run };
    tool_run result;
    run_tool(&result, &tool, arguments, input);
    return result;
}

static const char *const nothing[] = { NULL };

/* --- Texts. --- */

static int intern(uf_cli *cli)
{
    enum { MANY = 200000 };
    uf_intern *table = uf_intern_new(cli);
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < MANY; i++) {
            char text[64];
            int length =
                snprintf(text, sizeof text, "%s%" PRIu32, i % 2 ? "a long prefix " : "", i);
            if (uf_intern_code(table, text, (size_t)length) != i)
                return 3;
        }
    }
    if (uf_intern_count(table) != MANY)
        return 4;
    for (uint32_t i = 0; i < MANY; i++) {
        char text[64];
        int length = snprintf(text, sizeof text, "%s%" PRIu32, i % 2 ? "a long prefix " : "", i);
        if (strcmp(uf_intern_text(table, i), text) != 0 ||
            uf_intern_length(table, i) != (size_t)length ||
            uf_intern_find(table, text, (size_t)length) != i)
            return 5;
    }
    if (uf_intern_find(table, "b", 1) != UF_NO_CODE)
        return 6;
    /* bytes of any kind, prefixes of each other, and a text larger than a block */
    uint32_t empty = uf_intern_code(table, "", 0);
    uint32_t nul = uf_intern_code(table, "\0", 1);
    uint32_t nuls = uf_intern_code(table, "\0\0\0\0\0\0\0\0", 8);
    uint32_t more = uf_intern_code(table, "\0\0\0\0\0\0\0\0\0", 9);
    if (empty != MANY || nul != MANY + 1 || nuls != MANY + 2 || more != MANY + 3)
        return 7;
    size_t size = 3000000;
    char *large = uf_cli_allocate(cli, size, 1);
    memset(large, 'x', size);
    uint32_t code = uf_intern_code(table, large, size);
    bool same = uf_intern_length(table, code) == size &&
                memcmp(uf_intern_text(table, code), large, size) == 0 &&
                uf_intern_code(table, large, size) == code;
    free(large);
    uf_intern_free(table);
    uf_intern_free(NULL);
    return same ? 0 : 8;
}

START_TEST(texts_become_numbers)
{
    tool_run result = run_with(intern, nothing, "");
    ck_assert_str_eq(result.err, "");
    ck_assert_int_eq(result.status, 0);
}
END_TEST

/* --- Groups. --- */

static int group(uf_cli *cli)
{
    uf_rows *rows = uf_rows_open(cli);
    size_t n;
    const size_t *by = uf_rows_select(rows, "by", &n);
    uf_groups *groups = uf_groups_new(cli, rows, by, n);
    while (uf_rows_next(rows))
        dprintf(STDOUT_FILENO, "%" PRIu32 " ", uf_groups_code(groups, rows));
    uf_rows_close(rows);
    dprintf(STDOUT_FILENO, "of %zu\n", uf_groups_count(groups));
    for (size_t i = 0; i < uf_groups_width(groups); i++)
        dprintf(STDOUT_FILENO, "%s,", uf_groups_name(groups, i));
    const uint32_t *order = uf_groups_order(groups);
    for (size_t i = 0; i < uf_groups_count(groups); i++) {
        dprintf(STDOUT_FILENO, " %" PRIu32 ":", order[i]);
        for (size_t k = 0; k < uf_groups_width(groups); k++)
            dprintf(STDOUT_FILENO, "[%s]", uf_groups_text(groups, order[i], k));
    }
    uf_groups_free(groups);
    return 0;
}

static const struct {
    const char *arguments[3];
    const char *input, *out;
} groupings[] = {
    { { "--by=a", NULL }, "a,b\ny,1\nx,1\ny,2\nx,3\n", "0 1 0 1 of 2\na, 1:[x] 0:[y]" },
    { { "--by=b,a", NULL },
      "a,b\ny,1\nx,1\ny,1\ny,2\n",
      "0 1 0 2 of 3\nb,a, 1:[1][x] 0:[1][y] 2:[2][y]" },
    /* the same letters, divided otherwise */
    { { "--by=a,b", NULL },
      "a,b\nxy,z\nx,yz\nxyz,\n",
      "0 1 2 of 3\na,b, 1:[x][yz] 0:[xy][z] "
      "2:[xyz][]" },
    /* the order is that of bytes: 10 before 9, and texts are not numbers */
    { { "--by=a", NULL }, "a\n9\n10\n09\n", "0 1 2 of 3\na, 2:[09] 1:[10] 0:[9]" },
    /* missing is one group, however it is written */
    { { "--by=a", "--na=-", NULL }, "a,b\nNA,1\n,1\n-,1\nx,1\n", "0 0 0 1 of 2\na, 0:[] 1:[x]" },
    { { NULL }, "a\n1\n2\n", "0 0 of 1\n 0:" },
    { { NULL }, "a\n", "of 1\n 0:" },
    { { "--by=a", NULL }, "a\n", "of 0\na," },
};

START_TEST(rows_fall_into_groups)
{
    tool_run result = run_with(group, groupings[_i].arguments, groupings[_i].input);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, groupings[_i].out);
}
END_TEST

/* --- Frames. --- */

static const uf_frame_column declared[] = {
    { "pupil", UF_FRAME_TEXT, true },     { "value", UF_FRAME_NUMBER, true },
    { "exact", UF_FRAME_DECIMAL, false }, { "date", UF_FRAME_DAY, false },
    { "flag", UF_FRAME_FLAG, false },
};

static int frame(uf_cli *cli)
{
    uf_rows *rows = uf_rows_open(cli);
    size_t n;
    const size_t *by = uf_rows_select(rows, "by", &n);
    uf_groups *groups = uf_groups_new(cli, rows, by, n);
    uf_frame *data = uf_frame_read(cli, rows, declared, 5, groups);
    for (size_t i = 0; i < uf_frame_count(data); i++) {
        uint32_t pupil = uf_frame_texts(data, 0)[i];
        dprintf(STDOUT_FILENO, "%" PRIu64 " [%s] %g", uf_frame_line(data, i),
                pupil == UF_NO_CODE ? "none" : uf_intern_text(uf_frame_table(data, 0), pupil),
                uf_frame_numbers(data, 1)[i]);
        if (uf_frame_decimals(data, 2) != NULL)
            dprintf(STDOUT_FILENO, " %" PRId64 "/%d", uf_frame_decimals(data, 2)[i].mantissa,
                    uf_frame_decimals(data, 2)[i].places);
        if (uf_frame_days(data, 3) != NULL)
            dprintf(STDOUT_FILENO, " %" PRId32, uf_frame_days(data, 3)[i]);
        if (uf_frame_flags(data, 4) != NULL)
            dprintf(STDOUT_FILENO, " %d", uf_frame_flags(data, 4)[i]);
        dprintf(STDOUT_FILENO, " in %" PRIu32 " of %s\n", uf_frame_groups(data)[i],
                uf_frame_file(data, i));
    }
    uf_frame_free(data);
    uf_groups_free(groups);
    return 0;
}

START_TEST(columns_in_memory)
{
    tool_run result = run_with(frame, (const char *const[]){ "--by=pupil", NULL },
                               "pupil,value,exact,date,flag\na,1,2.50,1970-01-02,1\n"
                               "b,2,,,\nNA,NA,3,1970-01-03,0\na,4,-1,1970-01-01,no\n");
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "2 [a] 1 250/2 1 1 in 0 of stdin\n"
                                 "3 [b] 2 0/-1 -2147483648 -1 in 1 of stdin\n"
                                 "4 [none] nan 3/0 2 0 in 2 of stdin\n"
                                 "5 [a] 4 -1/0 0 0 in 0 of stdin\n");
    result = run_with(frame, nothing, "value,pupil\n1,a\n");
    ck_assert_str_eq(result.out, "2 [a] 1 in 0 of stdin\n");
    result = run_with(frame, nothing, "value,pupil\n");
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.status, 0);
}
END_TEST

START_TEST(bad_rows_end_it)
{
    tool_run result = run_with(frame, nothing, "value,pupil\nx,a\n2,b\n");
    ck_assert_str_eq(result.out, "");
    ck_assert_str_eq(result.err, "tool: stdin:2: column 'value': 'x' is not a number; "
                                 "--reject FILE sets such rows aside\n"
                                 "tool: 1 of 2 rows is bad\n");
    ck_assert_int_eq(result.status, 2);
    result = run_with(frame, nothing, "pupil,valu\na,1\n");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "no column 'value' (did you mean 'valu'?)"));
}
END_TEST

static int many_rows(uf_cli *cli)
{
    uf_rows *rows = uf_rows_open(cli);
    uf_frame *data = uf_frame_read(cli, rows, declared, 2, NULL);
    double sum = 0;
    for (size_t i = 0; i < uf_frame_count(data); i++)
        sum += uf_frame_numbers(data, 1)[i];
    dprintf(STDOUT_FILENO, "%zu %g %d", uf_frame_count(data), sum, uf_frame_groups(data) == NULL);
    uf_frame_free(data);
    return 0;
}

START_TEST(frames_grow)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    ck_assert_ptr_nonnull(out);
    fputs("pupil,value\n", out);
    for (int i = 1; i <= 5000; i++)
        fprintf(out, "p%d,%d\n", i, i);
    fclose(out);
    tool_run result = run_with(many_rows, nothing, text);
    ck_assert_str_eq(result.out, "5000 1.25025e+07 1"); /* 5000 * 5001 / 2 */
    free(text);
}
END_TEST

Suite *test_frame_suite(void)
{
    Suite *suite = suite_create("frame");
    TCase *tests = tcase_create("frame");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, texts_become_numbers);
    tcase_add_loop_test(tests, rows_fall_into_groups, 0, sizeof groupings / sizeof groupings[0]);
    tcase_add_test(tests, columns_in_memory);
    tcase_add_test(tests, bad_rows_end_it);
    tcase_add_test(tests, frames_grow);
    suite_add_tcase(suite, tests);
    return suite;
}
