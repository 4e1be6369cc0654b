/* test_dialect.c: delimiter and decimal mark, by the rules of dialect.h applied by hand. */
#include <check.h>
#include <string.h>

#include "cli/dialect.h"

Suite *test_dialect_suite(void);

static char delimiter_of(const char *header)
{
    return uf_dialect_delimiter(header, strlen(header));
}

START_TEST(delimiter_from_header)
{
    ck_assert_int_eq(delimiter_of("a,b,c\n"), ',');
    ck_assert_int_eq(delimiter_of("a;b;c\n"), ';');
    ck_assert_int_eq(delimiter_of("a\tb\tc\n"), '\t');
    ck_assert_int_eq(delimiter_of("a\n"), ',');
    ck_assert_int_eq(delimiter_of(""), ',');
    ck_assert_int_eq(delimiter_of("\"a;b;c;d\",e\n"), ',');
    ck_assert_int_eq(delimiter_of("\"a\"\"b;;;\",e\n"), ',');
    ck_assert_int_eq(delimiter_of("namn;andel, procent;antal\n"), ';');
    ck_assert_int_eq(delimiter_of("namn;andel, procent\n"), ';');
    ck_assert_int_eq(delimiter_of("a,b\tc\n"), '\t');
}
END_TEST

START_TEST(first_line)
{
    ck_assert_uint_eq(uf_dialect_line("a,b\nc", 5), 4);
    ck_assert_uint_eq(uf_dialect_line("a,b\r\nc", 6), 5);
    ck_assert_uint_eq(uf_dialect_line("a,b\rc", 5), 4);
    ck_assert_uint_eq(uf_dialect_line("a,\"b\nc\"\nd", 9), 8);
    ck_assert_uint_eq(uf_dialect_line("a,b", 3), 0);
    ck_assert_uint_eq(uf_dialect_line("a,\"b\nc", 6), 0);
    ck_assert_uint_eq(uf_dialect_line("", 0), 0);
}
END_TEST

START_TEST(declared)
{
    ck_assert_int_eq(uf_dialect_declared("sep=;\r\n", 7), ';');
    ck_assert_int_eq(uf_dialect_declared("SEP=\t\n", 6), '\t');
    ck_assert_int_eq(uf_dialect_declared("sep=\n", 5), 0);
    ck_assert_int_eq(uf_dialect_declared("sep=;;\n", 7), 0);
    ck_assert_int_eq(uf_dialect_declared("sepa;\n", 6), 0);
    ck_assert_int_eq(uf_dialect_declared("sep=\"\n", 6), 0);
    ck_assert_int_eq(uf_dialect_declared("", 0), 0);
}
END_TEST

START_TEST(cells)
{
    ck_assert_uint_eq(uf_dialect_cell("", 0, ','), 1);
    ck_assert_uint_eq(uf_dialect_cell("a,b;c,", 6, ','), 3);
    ck_assert_uint_eq(uf_dialect_cell("a,b;c,", 6, ';'), 2);
    ck_assert_uint_eq(uf_dialect_cell("\"a,b\",\"c,", 9, ','), 2);
    /* found: two semicolons, one comma outside quotes */
    ck_assert_uint_eq(uf_dialect_cell("a;b,c;\",,\"", 10, '\0'), 3);
}
END_TEST

START_TEST(named)
{
    ck_assert_int_eq(uf_dialect_named(","), ',');
    ck_assert_int_eq(uf_dialect_named("|"), '|');
    ck_assert_int_eq(uf_dialect_named("tab"), '\t');
    ck_assert_int_eq(uf_dialect_named("\\t"), '\t');
    ck_assert_int_eq(uf_dialect_named("\t"), '\t');
    ck_assert_int_eq(uf_dialect_named(""), 0);
    ck_assert_int_eq(uf_dialect_named(";;"), 0);
    ck_assert_int_eq(uf_dialect_named("\""), 0);
    ck_assert_int_eq(uf_dialect_named("\n"), 0);
    ck_assert_int_eq(uf_dialect_named("\xE5"), 0);
}
END_TEST

static uf_mark_verdict check(uf_decimal_mark *state, char mark, bool may_group, uint64_t line)
{
    return uf_decimal_mark_check(state, mark, may_group, line, "12.5", 4);
}

START_TEST(first_number_fixes_the_mark)
{
    uf_decimal_mark state;
    uf_decimal_mark_init(&state, ';', '\0');
    ck_assert_int_eq(check(&state, ',', false, 7), UF_MARK_FITS);
    ck_assert_int_eq(state.mark, ',');
    ck_assert_uint_eq(state.line, 7);
    ck_assert_str_eq(state.text, "12.5");
    ck_assert_int_eq(check(&state, ',', true, 8), UF_MARK_FITS);
    ck_assert_int_eq(check(&state, '.', false, 9), UF_MARK_DIFFERS);
    ck_assert_uint_eq(state.line, 7);
}
END_TEST

START_TEST(grouped_or_not)
{
    uf_decimal_mark state;
    uf_decimal_mark_init(&state, '\t', '\0');
    ck_assert_int_eq(check(&state, ',', true, 2), UF_MARK_AMBIGUOUS);
    ck_assert_int_eq(state.mark, 0);
    ck_assert_int_eq(check(&state, '.', false, 3), UF_MARK_FITS);
    ck_assert_int_eq(check(&state, ',', true, 4), UF_MARK_DIFFERS);
    uf_decimal_mark_init(&state, ';', ',');
    ck_assert_int_eq(check(&state, ',', true, 2), UF_MARK_FITS);
    ck_assert_int_eq(check(&state, '.', false, 3), UF_MARK_DIFFERS);
    ck_assert(state.given);
}
END_TEST

START_TEST(comma_delimited)
{
    uf_decimal_mark state;
    uf_decimal_mark_init(&state, ',', '\0');
    ck_assert_int_eq(check(&state, ',', false, 2), UF_MARK_NOT_A_NUMBER);
    ck_assert_int_eq(check(&state, ',', true, 2), UF_MARK_NOT_A_NUMBER);
    ck_assert_int_eq(check(&state, '.', false, 3), UF_MARK_FITS);
    uf_decimal_mark_init(&state, ',', ',');
    ck_assert_int_eq(check(&state, ',', false, 2), UF_MARK_FITS);
}
END_TEST

START_TEST(long_number)
{
    uf_decimal_mark state;
    uf_decimal_mark_init(&state, ';', '\0');
    static const char text[] = "0.123456789012345678901234567890123456789";
    ck_assert_int_eq(uf_decimal_mark_check(&state, '.', false, 2, text, sizeof text - 1),
                     UF_MARK_FITS);
    ck_assert_uint_eq(strlen(state.text), sizeof state.text - 1);
}
END_TEST

Suite *test_dialect_suite(void)
{
    Suite *suite = suite_create("dialect");
    TCase *tests = tcase_create("dialect");
    tcase_add_test(tests, delimiter_from_header);
    tcase_add_test(tests, first_line);
    tcase_add_test(tests, declared);
    tcase_add_test(tests, cells);
    tcase_add_test(tests, named);
    tcase_add_test(tests, first_number_fixes_the_mark);
    tcase_add_test(tests, grouped_or_not);
    tcase_add_test(tests, comma_delimited);
    tcase_add_test(tests, long_number);
    suite_add_tcase(suite, tests);
    return suite;
}
