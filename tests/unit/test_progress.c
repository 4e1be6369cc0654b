/* test_progress.c: what the line says. Expected texts by hand. */
#include <check.h>

#include "cli/progress.h"

START_TEST(the_line_says_how_far_how_fast_and_how_long)
{
    char text[UF_PROGRESS_SIZE];
    ck_assert_str_eq(uf_progress_text(150000000, 600000000, 2, text),
                     "25 % of 600 MB, 75 MB/s, 6 s left");
    ck_assert_str_eq(uf_progress_text(600000000, 600000000, 8, text),
                     "100 % of 600 MB, 75 MB/s, 0 s left");
}
END_TEST

START_TEST(without_a_size_there_is_no_share_and_no_end)
{
    char text[UF_PROGRESS_SIZE];
    ck_assert_str_eq(uf_progress_text(150000000, 0, 2, text), "150 MB, 75 MB/s");
    ck_assert_str_eq(uf_progress_text(0, 600000000, 2, text), "0 MB, 0 MB/s");
    ck_assert_str_eq(uf_progress_text(150000000, 100000000, 2, text), "150 MB, 75 MB/s");
    ck_assert_str_eq(uf_progress_text(150000000, 600000000, 0, text), "150 MB, 0 MB/s");
}
END_TEST

Suite *test_progress_suite(void);

Suite *test_progress_suite(void)
{
    Suite *suite = suite_create("progress");
    TCase *line = tcase_create("line");
    tcase_add_test(line, the_line_says_how_far_how_fast_and_how_long);
    tcase_add_test(line, without_a_size_there_is_no_share_and_no_end);
    suite_add_tcase(suite, line);
    return suite;
}
