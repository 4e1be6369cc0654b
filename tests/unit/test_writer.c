/* test_writer.c: CSV as RFC 4180 has it, and files that are replaced or left alone. What ends the
 * program is tested on the programs, by tests/cli/conformance.sh. */
#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/context.h"
#include "cli/output.h"
#include "cli/writer.h"

Suite *test_writer_suite(void);

static const uf_tool tool = { .name = "uf-test", .brief = "a test" };

static char folder[256];

static void make_folder(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/uf-writer.XXXXXX", base != NULL ? base : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static const char *path_of(const char *name)
{
    static char paths[4][512];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void remove_folder(void)
{
    static const char *const names[] = { "out", "link", "other" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(path_of(names[i]));
    /* Fails, and shows it, when a file was left beside. */
    ck_assert_int_eq(rmdir(folder), 0);
}

static const char *content(const char *name)
{
    static char bytes[1024];
    FILE *file = fopen(path_of(name), "rb");
    ck_assert_ptr_nonnull(file);
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

static void put(const char *name, const char *bytes)
{
    FILE *file = fopen(path_of(name), "wb");
    ck_assert_ptr_nonnull(file);
    fputs(bytes, file);
    fclose(file);
}

static uf_writer *start(uf_cli *cli)
{
    *cli = (uf_cli){ .tool = &tool };
    cli->writer = uf_writer_new(cli, path_of("out"), NULL, 0);
    return cli->writer;
}

START_TEST(cells)
{
    uf_cli cli;
    uf_writer *writer = start(&cli);
    static const char *const names[] = { "a", "b,c", "d \"e\"" };
    uf_writer_header(writer, names, 3);
    uf_writer_text(writer, "x\ny");
    uf_writer_text(writer, " blank");
    uf_writer_text(writer, "blank\t");
    uf_writer_end_row(writer);
    uf_writer_text(writer, "in side");
    uf_writer_text(writer, "a;b");
    uf_writer_bytes_cell(writer, "\r", 1);
    uf_writer_end_row(writer);
    uf_writer_missing(writer);
    uf_writer_text(writer, "");
    uf_writer_text(writer, "\xC3\xA5=1");
    uf_writer_end_row(writer);
    uf_writer_finish(writer);
    ck_assert_str_eq(content("out"), "a,\"b,c\",\"d \"\"e\"\"\"\n"
                                     "\"x\ny\",\" blank\",\"blank\t\"\n"
                                     "in side,a;b,\"\r\"\n"
                                     ",,\xC3\xA5=1\n");
}
END_TEST

START_TEST(numbers)
{
    uf_cli cli;
    uf_writer *writer = start(&cli);
    uf_writer_number(writer, 0.1);
    uf_writer_number(writer, NAN);
    uf_writer_number(writer, -INFINITY);
    uf_writer_number(writer, INFINITY);
    uf_writer_number(writer, -0.0);
    uf_writer_number(writer, 200);
    uf_writer_end_row(writer);
    uf_writer_count(writer, 0);
    uf_writer_count(writer, -12);
    uf_writer_count(writer, INT64_MIN);
    uf_writer_count(writer, INT64_MAX);
    uf_writer_end_row(writer);
    uf_writer_decimal(writer, (uf_decimal){ 1250, 2 });
    uf_writer_decimal(writer, (uf_decimal){ -5, 3 });
    uf_writer_decimal(writer, (uf_decimal){ 0, 4 });
    uf_writer_decimal(writer, (uf_decimal){ 100, 0 });
    uf_writer_decimal(writer, (uf_decimal){ INT64_MIN, 18 });
    uf_writer_decimal(writer, (uf_decimal){ 1, 18 });
    uf_writer_end_row(writer);
    uf_writer_day(writer, uf_day_from_civil((uf_civil){ 2016, 2, 29 }));
    uf_writer_day(writer, UF_NO_DAY);
    uf_writer_end_row(writer);
    uf_writer_finish(writer);
    ck_assert_str_eq(content("out"), "0.1,,-inf,inf,0,200\n"
                                     "0,-12,-9223372036854775808,9223372036854775807\n"
                                     "12.5,-0.005,0,100,-9.223372036854775808,"
                                     "0.000000000000000001\n"
                                     "2016-02-29,\n");
}
END_TEST

START_TEST(one_column)
{
    uf_cli cli;
    uf_writer *writer = start(&cli);
    static const char *const names[] = { "a" };
    uf_writer_header(writer, names, 1);
    uf_writer_missing(writer);
    uf_writer_end_row(writer);
    uf_writer_text(writer, "x");
    uf_writer_end_row(writer);
    uf_writer_number(writer, NAN);
    uf_writer_end_row(writer);
    uf_writer_finish(writer);
    ck_assert_str_eq(content("out"), "a\n\"\"\nx\n\"\"\n");
}
END_TEST

/* More than the buffer starts with, and more than a stream holds. */
START_TEST(much_output)
{
    uf_cli cli;
    uf_writer *writer = start(&cli);
    enum { ROWS = 3 * 1024 * 1024 };
    if (_i == 1)
        uf_writer_stream(writer);
    for (int64_t i = 0; i < ROWS; i++) {
        uf_writer_count(writer, 1000000 + i % 9);
        uf_writer_end_row(writer);
    }
    uf_writer_finish(writer);
    struct stat status;
    ck_assert_int_eq(stat(path_of("out"), &status), 0);
    ck_assert_int_eq(status.st_size, 8 * (off_t)ROWS);
}
END_TEST

START_TEST(abandoned)
{
    uf_cli cli;
    put("out", "old\n");
    uf_writer *writer = start(&cli);
    uf_writer_stream(writer);
    /* 17 MiB: a part has been written beside already. */
    static char cell[1024];
    memset(cell, 'x', sizeof cell - 1);
    for (int i = 0; i < 17 * 1024; i++) {
        uf_writer_text(writer, cell);
        uf_writer_end_row(writer);
    }
    ck_assert_str_eq(content("out"), "old\n");
    uf_writer_abandon(writer);
    ck_assert_str_eq(content("out"), "old\n");
}
END_TEST

/* A stream that fails ends with a cell that begins and does not end. */
START_TEST(open_quote)
{
    uf_cli cli = { .tool = &tool };
    put("out", "");
    int descriptor = open(path_of("out"), O_WRONLY | O_TRUNC);
    ck_assert_int_ge(descriptor, 0);
    int saved = dup(STDOUT_FILENO);
    ck_assert_int_ge(dup2(descriptor, STDOUT_FILENO), 0);
    uf_writer *writer = uf_writer_new(&cli, NULL, NULL, 0);
    uf_writer_stream(writer);
    static char cell[1024];
    memset(cell, 'x', sizeof cell - 1);
    for (int i = 0; i < 16 * 1024 + 1; i++) {
        uf_writer_text(writer, cell);
        uf_writer_end_row(writer);
    }
    uf_writer_text(writer, "cut");
    uf_writer_abandon(writer);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    close(descriptor);
    /* What is held after the first 16 MiB goes out in blocks, of which none was full. */
    struct stat status;
    ck_assert_int_eq(stat(path_of("out"), &status), 0);
    ck_assert_int_eq(status.st_size, 16 * 1024 * 1024 + 1);
    char last[2];
    descriptor = open(path_of("out"), O_RDONLY);
    ck_assert_int_eq(pread(descriptor, last, 2, status.st_size - 2), 2);
    close(descriptor);
    ck_assert_mem_eq(last, "\n\"", 2);
}
END_TEST

/* --- Where the bytes go. --- */

static void check_refused(const char *path, const char *const *inputs, size_t n, const char *part)
{
    uf_output output;
    char *why;
    ck_assert(!uf_output_open(&output, path, inputs, n, &why));
    ck_assert_msg(strstr(why, part) != NULL, "'%s' is not in '%s'", part, why);
    free(why);
}

static void write_file(const char *path, const char *bytes)
{
    uf_output output;
    char *why;
    bool good = uf_output_open(&output, path, NULL, 0, &why) &&
                uf_output_write(&output, bytes, strlen(bytes), &why) &&
                uf_output_finish(&output, &why);
    ck_assert_msg(good, "%s", good ? "" : why);
}

START_TEST(modes)
{
    struct stat status;
    mode_t old = umask(027);
    write_file(path_of("out"), "a\n");
    ck_assert_int_eq(stat(path_of("out"), &status), 0);
    ck_assert_int_eq(status.st_mode & 07777, 0640);
    ck_assert_int_eq(chmod(path_of("out"), 0604), 0);
    write_file(path_of("out"), "b\n");
    umask(old);
    ck_assert_int_eq(stat(path_of("out"), &status), 0);
    ck_assert_int_eq(status.st_mode & 07777, 0604);
    ck_assert_str_eq(content("out"), "b\n");
}
END_TEST

START_TEST(links)
{
    struct stat status;
    put("out", "old\n");
    ck_assert_int_eq(symlink("out", path_of("link")), 0);
    write_file(path_of("link"), "new\n");
    ck_assert_str_eq(content("out"), "new\n");
    ck_assert_int_eq(lstat(path_of("link"), &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    /* A link to a file that is not there yet. */
    unlink(path_of("out"));
    write_file(path_of("link"), "newer\n");
    ck_assert_str_eq(content("out"), "newer\n");
    unlink(path_of("link"));
    ck_assert_int_eq(symlink("link", path_of("link")), 0);
    check_refused(path_of("link"), NULL, 0, "symbolic links");
}
END_TEST

START_TEST(refused)
{
    const char *input = path_of("other");
    put("other", "data\n");
    check_refused(path_of("other"), &input, 1, "is an input as well as the output");
    ck_assert_int_eq(symlink("other", path_of("link")), 0);
    check_refused(path_of("link"), &input, 1, "is an input as well as the output");
    ck_assert_str_eq(content("other"), "data\n");
    check_refused(folder, NULL, 0, "is a folder");
    check_refused(path_of("none/out"), NULL, 0, "there is no folder");
    check_refused(path_of("other/out"), NULL, 0, "there is no folder");
    check_refused(path_of("none/"), NULL, 0, "not the name of a file");
}
END_TEST

Suite *test_writer_suite(void)
{
    Suite *suite = suite_create("writer");
    TCase *tests = tcase_create("writer");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, cells);
    tcase_add_test(tests, numbers);
    tcase_add_test(tests, one_column);
    tcase_add_loop_test(tests, much_output, 0, 2);
    tcase_add_test(tests, abandoned);
    tcase_add_test(tests, open_quote);
    tcase_add_test(tests, modes);
    tcase_add_test(tests, links);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
