/* test_columns.c: columns by name, range and wildcard, worked out by hand from columns.h; and
 * conditions compiled as where.h says. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/where.h"

Suite *test_columns_suite(void);

static const char *const names[] = { "id", "q10", "q1",  "q2",       "q3",      "stress_1",
                                     "x",  "age", "q01", "stress_2", "s-1-s-3", "x" };
enum { NAMES = sizeof names / sizeof names[0] };
static const uf_names all = { names, NAMES };

/* The positions that the parts select, as text; the last verdict in *verdict. */
static const char *select(const char *const *parts, uf_part_verdict *verdict, char *missing)
{
    static char text[200];
    size_t positions[NAMES];
    uf_selection selection = { .positions = positions };
    *verdict = UF_PART_OK;
    for (; *parts != NULL && *verdict == UF_PART_OK; parts++)
        *verdict = uf_columns_add(&selection, all, *parts);
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < selection.count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%zu ", positions[i]);
    if (missing != NULL)
        memcpy(missing, selection.missing, sizeof selection.missing);
    return text;
}

static const struct {
    const char *parts[4];
    const char *positions;
} good[] = {
    { { "id", NULL }, "0 " },
    { { "x", "id", "x", NULL }, "6 0 " },
    { { "q1-q3", NULL }, "2 3 4 " },
    { { "q1-q1", NULL }, "2 " },
    { { "stress_*", NULL }, "5 9 " },
    { { "*ress*2", NULL }, "9 " },
    { { "q*", NULL }, "1 2 3 4 8 " },
    { { "*", NULL }, "0 1 2 3 4 5 6 7 8 9 10 11 " },
    { { "stress_1-stress_2", "id", NULL }, "5 9 0 " },
    { { "s-1-s-3", NULL }, "10 " },
    { { "q01-q01", NULL }, "8 " },
    { { NULL }, "" },
};

START_TEST(selections)
{
    uf_part_verdict verdict;
    ck_assert_str_eq(select(good[_i].parts, &verdict, NULL), good[_i].positions);
    ck_assert_int_eq(verdict, UF_PART_OK);
}
END_TEST

static const struct {
    const char *part;
    uf_part_verdict verdict;
    const char *missing;
} bad[] = {
    { "q4", UF_PART_MISSING, "q4" },       { "q2-q11", UF_PART_MISSING, "q4" },
    { "q01-q02", UF_PART_MISSING, "q02" }, { "y*", UF_PART_NO_MATCH, "" },
    { "q3-q1", UF_PART_NO_MATCH, "" },     { "q1-x3", UF_PART_MISSING, "q1-x3" },
    { "q1-3", UF_PART_MISSING, "q1-3" },   { "", UF_PART_MISSING, "" },
    { "-", UF_PART_MISSING, "-" },         { "Q1", UF_PART_MISSING, "Q1" },
};

START_TEST(impossible_selections)
{
    const char *const parts[] = { bad[_i].part, NULL };
    uf_part_verdict verdict;
    char missing[sizeof((uf_selection *)0)->missing];
    select(parts, &verdict, missing);
    ck_assert_int_eq(verdict, bad[_i].verdict);
    ck_assert_str_eq(missing, bad[_i].missing);
}
END_TEST

START_TEST(finding)
{
    ck_assert_uint_eq(uf_columns_find(all, "age"), 7);
    ck_assert_uint_eq(uf_columns_find(all, "AGE"), UF_NO_COLUMN);
    ck_assert_uint_eq(uf_columns_find(all, ""), UF_NO_COLUMN);
    ck_assert(uf_columns_twice(all, 6));
    ck_assert(!uf_columns_twice(all, 7));
    static const char *const nameless[] = { "", "b" };
    uf_names two = { nameless, 2 };
    ck_assert_uint_eq(uf_columns_find(two, ""), UF_NO_COLUMN);
    size_t positions[2];
    uf_selection selection = { .positions = positions };
    ck_assert_int_eq(uf_columns_add(&selection, two, "*"), UF_PART_OK);
    ck_assert_uint_eq(selection.count, 1);
    ck_assert_uint_eq(positions[0], 1);
}
END_TEST

static const char *const where_names[] = { "a", "ab", "a<b", "date", "a=b", "" };
static const uf_names where_all = { where_names, 6 };

static const struct {
    const char *text;
    size_t column;
    uf_relation relation;
    const char *value;
} conditions[] = {
    { "a=1", 0, UF_EQUAL, "1" },
    { "ab=1", 1, UF_EQUAL, "1" },
    { "ab!=", 1, UF_NOT_EQUAL, "" },
    { "ab>=2", 1, UF_GREATER_EQUAL, "2" },
    { "ab<=-2.5", 1, UF_LESS_EQUAL, "-2.5" },
    { "ab<2", 1, UF_LESS, "2" },
    { "ab>2", 1, UF_GREATER, "2" },
    { "a<b<3", 2, UF_LESS, "3" },
    { "a=b=c", 4, UF_EQUAL, "c" },
    { "a=b", 0, UF_EQUAL, "b" },
    { "a==b", 0, UF_EQUAL, "=b" },
    { "a= b ", 0, UF_EQUAL, " b " },
    { "date>=2016-09-01", 3, UF_GREATER_EQUAL, "2016-09-01" },
};

START_TEST(compiled_conditions)
{
    uf_where where;
    ck_assert_int_eq(uf_where_compile(&where, where_all, conditions[_i].text), UF_WHERE_OK);
    ck_assert_uint_eq(where.column, conditions[_i].column);
    ck_assert_int_eq(where.relation, conditions[_i].relation);
    ck_assert_str_eq(where.value, conditions[_i].value);
}
END_TEST

START_TEST(impossible_conditions)
{
    uf_where where;
    ck_assert_int_eq(uf_where_compile(&where, where_all, "a =1"), UF_WHERE_NO_OPERATOR);
    ck_assert_int_eq(uf_where_compile(&where, where_all, "abc=1"), UF_WHERE_NO_OPERATOR);
    uf_names few = { where_names, 4 };
    ck_assert_int_eq(uf_where_compile(&where, few, "z=1"), UF_WHERE_NO_COLUMN);
    ck_assert_int_eq(uf_where_compile(&where, few, ""), UF_WHERE_NO_COLUMN);
    ck_assert_int_eq(uf_where_compile(&where, few, "a<x"), UF_WHERE_NO_ORDER);
    ck_assert_int_eq(uf_where_compile(&where, few, "a<"), UF_WHERE_NO_ORDER);
    ck_assert_int_eq(uf_where_compile(&where, few, "a<2,5"), UF_WHERE_NO_ORDER);
    ck_assert_int_eq(uf_where_compile(&where, few, "date<2016-02-30"), UF_WHERE_NO_ORDER);
}
END_TEST

START_TEST(empty_names_are_no_columns)
{
    uf_where where;
    ck_assert_int_eq(uf_where_compile(&where, where_all, "=1"), UF_WHERE_NO_COLUMN);
}
END_TEST

Suite *test_columns_suite(void)
{
    Suite *suite = suite_create("columns");
    TCase *tests = tcase_create("columns");
    tcase_add_loop_test(tests, selections, 0, sizeof good / sizeof good[0]);
    tcase_add_loop_test(tests, impossible_selections, 0, sizeof bad / sizeof bad[0]);
    tcase_add_test(tests, finding);
    tcase_add_loop_test(tests, compiled_conditions, 0, sizeof conditions / sizeof conditions[0]);
    tcase_add_test(tests, impossible_conditions);
    tcase_add_test(tests, empty_names_are_no_columns);
    suite_add_tcase(suite, tests);
    return suite;
}
