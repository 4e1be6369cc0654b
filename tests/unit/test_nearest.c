/* test_nearest.c: slips counted by hand. */
#include <check.h>

#include "cli/nearest.h"

Suite *test_nearest_suite(void);

START_TEST(distances)
{
    ck_assert_uint_eq(uf_nearest_distance("above", "above"), 0);
    ck_assert_uint_eq(uf_nearest_distance("abvoe", "above"), 1);
    ck_assert_uint_eq(uf_nearest_distance("abve", "above"), 1);
    ck_assert_uint_eq(uf_nearest_distance("abbove", "above"), 1);
    ck_assert_uint_eq(uf_nearest_distance("abxve", "above"), 1);
    ck_assert_uint_eq(uf_nearest_distance("", "above"), 5);
    ck_assert_uint_eq(uf_nearest_distance("above", ""), 5);
    ck_assert_uint_eq(uf_nearest_distance("kitten", "sitting"), 3);
    ck_assert_uint_eq(uf_nearest_distance("Date-From", "date_from"), 0);
    /* A letter may not be put between two that were swapped: 3, not 2. */
    ck_assert_uint_eq(uf_nearest_distance("ca", "abc"), 3);
}
END_TEST

START_TEST(suggestions)
{
    static const char *const names[] = { "above", "at-least", "level", "date-from", "by", "na" };
    enum { N = sizeof names / sizeof *names };
    ck_assert_uint_eq(uf_nearest("abvoe", names, N), 0);
    ck_assert_uint_eq(uf_nearest("atleast", names, N), 1);
    ck_assert_uint_eq(uf_nearest("levle", names, N), 2);
    ck_assert_uint_eq(uf_nearest("date_form", names, N), 3);
    ck_assert_uint_eq(uf_nearest("date", names, N), 3);
    ck_assert_uint_eq(uf_nearest("frequency", names, N), N);
    ck_assert_uint_eq(uf_nearest("x", names, N), N);
    ck_assert_uint_eq(uf_nearest("", names, N), N);
    ck_assert_uint_eq(uf_nearest("above", names, 0), 0);
}
END_TEST

START_TEST(long_words)
{
    char a[200];
    char b[200];
    for (size_t i = 0; i < sizeof a; i++) {
        a[i] = 'a';
        b[i] = i < 100 ? 'a' : 'b';
    }
    a[sizeof a - 1] = b[sizeof b - 1] = '\0';
    ck_assert_uint_eq(uf_nearest_distance(a, b), 0);
    ck_assert_uint_eq(uf_nearest_distance(a, "a"), 62);
}
END_TEST

Suite *test_nearest_suite(void)
{
    Suite *suite = suite_create("nearest");
    TCase *tests = tcase_create("nearest");
    tcase_add_test(tests, distances);
    tcase_add_test(tests, suggestions);
    tcase_add_test(tests, long_words);
    suite_add_tcase(suite, tests);
    return suite;
}
