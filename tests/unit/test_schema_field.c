/* test_schema_field.c: cells as Table Schema's types and formats. What is good and what is not
 * follows the Table Schema specification (datapackage.org/standard/table-schema, "Field types") and
 * what schema_field.h and schema_time.h add to it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cli/schema_field.h"
#include "cli/schema_time.h"

Suite *test_schema_field_suite(void);

static uf_field field_of(uf_field_type type, const char *format)
{
    static const char *yes[] = { "true", "1" };
    static const char *no[] = { "false", "0" };
    return (uf_field){ .name = "x",
                       .type = type,
                       .format = format,
                       .bare_number = true,
                       .true_values = { yes, 2 },
                       .false_values = { no, 2 },
                       .delimiter = ",",
                       .item_type = UF_FIELD_STRING };
}

static bool reads_as(const uf_field *field, const char *text, uf_field_value *value)
{
    bool of_format;
    return uf_field_read(field, text, strlen(text), value, &of_format) == NULL;
}

static const struct {
    uf_field_type type;
    const char *format, *good[8], *bad[8];
} cases[] = {
    { UF_FIELD_ANY, NULL, { "x", "" }, { NULL } },
    { UF_FIELD_STRING, NULL, { "x", "Åsa", "" }, { NULL } },
    { UF_FIELD_STRING,
      "email",
      { "a@b.se", "a.b+c@skola.boras.se" },
      { "a", "@b.se", "a@", "a b@c.se", "a@b..se", "a@-b.se", "a@b@c.se" } },
    { UF_FIELD_STRING,
      "uri",
      { "http://a.se/b?c=d#e", "urn:isbn:1", "mailto:a@b.se" },
      { "a.se", "://a", "http:", "1http://a", "http://a b" } },
    { UF_FIELD_STRING,
      "uuid",
      { "123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000" },
      { "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g" } },
    { UF_FIELD_STRING, "binary", { "", "YQ==", "YWI=", "YWJj" }, { "YQ=", "Y!==", "====", "YWJ" } },
    { UF_FIELD_NUMBER,
      NULL,
      { "1", "-1.5", "+.5", "1e3", "NaN", "INF", "-inf" },
      { "", "x", "1 000", "12 %", "0x10", "+INF" } },
    { UF_FIELD_INTEGER,
      NULL,
      { "0", "-12", "+3", "007", "123456789012345678901234567890" },
      { "", "1.0", "1e3", "1,0", "12%", "NaN", "x" } },
    { UF_FIELD_BOOLEAN, NULL, { "true", "0" }, { "yes", "TRUE", "2", "" } },
    { UF_FIELD_DATE,
      NULL,
      { "2016-09-01", "2016-02-29" },
      { "2015-02-29", "2016-9-1", "20160901", "2016-09-01T08:00", "2016-13-01", "01/09/2016",
        "" } },
    { UF_FIELD_DATE,
      "%d/%m/%Y",
      { "01/09/2016", "1/9/2016" },
      { "2016-09-01", "31/04/2016", "1/9/16", "1/9/2016 " } },
    { UF_FIELD_DATE, "%d.%m.%y", { "01.09.16" }, { "01.09.2016" } },
    { UF_FIELD_TIME,
      NULL,
      { "08:30:00", "23:59:59.25", "08:30:00Z", "08:30:00+01:00" },
      { "24:00:00", "08:30", "8:30:00", "08:60:00", "08:30:00.", "08:30:00+1" } },
    { UF_FIELD_TIME, "%H:%M", { "8:30", "08:30" }, { "08:30:00", "25:00" } },
    { UF_FIELD_DATETIME,
      NULL,
      { "2016-09-01T08:30:00", "2016-09-01T08:30:00Z", "2016-09-01T08:30:00.5-02:00" },
      { "2016-09-01", "2016-09-01 08:30:00", "2016-02-30T08:30:00" } },
    { UF_FIELD_DATETIME, "%Y%m%dT%H%M%S", { "20160901T083000" }, { "20160901T0830000" } },
    { UF_FIELD_YEAR, NULL, { "2016", "-0044" }, { "16", "20160", "2016.0" } },
    { UF_FIELD_YEARMONTH, NULL, { "2016-09" }, { "2016-13", "2016-9", "2016", "2016-09-01" } },
    { UF_FIELD_DURATION,
      NULL,
      { "P1Y6M", "PT45M", "P2W", "P1DT12H", "-P1D", "PT0.5S" },
      { "P", "1Y", "P1H", "PT", "P1M1Y", "PT1.5M1S", "P1" } },
    { UF_FIELD_OBJECT, NULL, { "{}", "{\"a\": 1}" }, { "[]", "{", "1", "" } },
    { UF_FIELD_ARRAY, NULL, { "[]", "[1, 2]" }, { "{}", "[1,", "1" } },
    { UF_FIELD_LIST, NULL, { "a", "a,b" }, { NULL } },
    { UF_FIELD_GEOPOINT, NULL, { "12.94, 57.72", "-180,90" }, { "12.94", "200,0", "0,91", "a,b" } },
    { UF_FIELD_GEOPOINT, "array", { "[12.94, 57.72]" }, { "12.94, 57.72", "[1]" } },
    { UF_FIELD_GEOPOINT, "object", { "{\"lon\": 12.94, \"lat\": 57.72}" }, { "[1, 2]" } },
    { UF_FIELD_GEOJSON, NULL, { "{\"type\": \"Point\"}" }, { "Point" } },
};

START_TEST(types_and_formats)
{
    const uf_field field = field_of(cases[_i].type, cases[_i].format);
    uf_field_value value;
    for (size_t i = 0; i < 8 && cases[_i].good[i] != NULL; i++)
        ck_assert_msg(reads_as(&field, cases[_i].good[i], &value), "'%s' is a %s",
                      cases[_i].good[i], uf_field_type_name(field.type));
    for (size_t i = 0; i < 8 && cases[_i].bad[i] != NULL; i++)
        ck_assert_msg(!reads_as(&field, cases[_i].bad[i], &value), "'%s' is no %s",
                      cases[_i].bad[i], uf_field_type_name(field.type));
}
END_TEST

START_TEST(numbers_in_other_dress)
{
    uf_field_value value;
    uf_field field = field_of(UF_FIELD_NUMBER, NULL);
    field.decimal = ",";
    field.grouping = ".";
    ck_assert(reads_as(&field, "1.234,50", &value));
    ck_assert_int_eq(uf_decimal_compare(value.number, (uf_decimal){ 12345, 1 }), 0);
    field.grouping = NULL;
    ck_assert(!reads_as(&field, "1.5", &value));
    field = field_of(UF_FIELD_INTEGER, NULL);
    field.bare_number = false;
    ck_assert(reads_as(&field, "SEK 95", &value));
    ck_assert_int_eq(uf_decimal_compare(value.number, (uf_decimal){ 95, 0 }), 0);
    ck_assert(reads_as(&field, "95 %", &value));
    ck_assert(!reads_as(&field, "none", &value));
    field.grouping = "\xC2\xA0";
    ck_assert(reads_as(&field,
                       "1\xC2\xA0"
                       "234 kr",
                       &value));
    ck_assert_int_eq(uf_decimal_compare(value.number, (uf_decimal){ 1234, 0 }), 0);
}
END_TEST

START_TEST(lists_have_items_of_a_type)
{
    uf_field_value value;
    uf_field field = field_of(UF_FIELD_LIST, NULL);
    field.item_type = UF_FIELD_INTEGER;
    field.delimiter = ";";
    ck_assert(reads_as(&field, "1;2;3", &value));
    ck_assert_uint_eq(value.length, 3);
    ck_assert(!reads_as(&field, "1;x", &value));
    ck_assert(!reads_as(&field, "1;", &value));
}
END_TEST

static int compare(uf_field_type type, const char *left, const char *right)
{
    const uf_field field = field_of(type, NULL);
    uf_field_value a, b;
    ck_assert(reads_as(&field, left, &a));
    ck_assert(reads_as(&field, right, &b));
    return uf_field_compare(&a, &b);
}

START_TEST(values_have_an_order)
{
    ck_assert_int_eq(compare(UF_FIELD_NUMBER, "0.1", "0.10"), 0);
    ck_assert_int_eq(compare(UF_FIELD_NUMBER, "-INF", "-1e17"), -1);
    ck_assert_int_eq(compare(UF_FIELD_NUMBER, "NaN", "1"), 0);
    ck_assert_int_eq(compare(UF_FIELD_INTEGER, "123456789012345678901234567890", "5"), 1);
    ck_assert_int_eq(compare(UF_FIELD_DATE, "2016-12-31", "2017-01-01"), -1);
    ck_assert_int_eq(compare(UF_FIELD_YEARMONTH, "2016-12", "2017-01"), -1);
    ck_assert_int_eq(compare(UF_FIELD_TIME, "08:30:00", "08:29:59.999999999"), 1);
    /* Half past eight in Sweden in summer is half past six in UTC. */
    ck_assert_int_eq(
        compare(UF_FIELD_DATETIME, "2016-09-01T08:30:00+02:00", "2016-09-01T06:30:00Z"), 0);
    ck_assert_int_eq(compare(UF_FIELD_DATETIME, "2199-12-31T23:59:59", "1900-01-01T00:00:00"), 1);
}
END_TEST

/* The same value gives the same key, different ones different keys. */
START_TEST(keys_are_of_values)
{
    const uf_field number = field_of(UF_FIELD_NUMBER, NULL);
    const uf_field string = field_of(UF_FIELD_STRING, NULL);
    uf_field_value value;
    char key[UF_FIELD_KEY_SIZE], other[UF_FIELD_KEY_SIZE];
    ck_assert(reads_as(&number, "1.50", &value));
    size_t length = uf_field_key(&number, "1.50", 4, &value, key);
    ck_assert(reads_as(&number, "1.5", &value));
    ck_assert_uint_eq(uf_field_key(&number, "1.5", 3, &value, other), length);
    ck_assert_mem_eq(key, other, length);
    length = uf_field_key(&string, "1.50", 4, &value, key);
    ck_assert_uint_ne(uf_field_key(&string, "1.5", 3, &value, other), length);
}
END_TEST

START_TEST(formats_of_time_are_checked)
{
    ck_assert_ptr_null(uf_time_format_fault("%d/%m/%Y", UF_TIME_DATE));
    ck_assert_ptr_null(uf_time_format_fault("%d/%m/%y %H:%M", UF_TIME_DATE | UF_TIME_CLOCK));
    ck_assert_ptr_null(uf_time_format_fault("%H%%", UF_TIME_CLOCK));
    ck_assert_ptr_nonnull(uf_time_format_fault("%m/%Y", UF_TIME_DATE));
    ck_assert_ptr_nonnull(uf_time_format_fault("%d %b %Y", UF_TIME_DATE));
    ck_assert_ptr_nonnull(uf_time_format_fault("%d/%m/%Y %H", UF_TIME_DATE));
    ck_assert_ptr_nonnull(uf_time_format_fault("%d/%m/%Y", UF_TIME_DATE | UF_TIME_CLOCK));
    ck_assert_ptr_nonnull(uf_time_format_fault("%Y-%m-%d%", UF_TIME_DATE));
}
END_TEST

static const struct {
    const char *pattern, *text;
    bool matches;
} patterns[] = {
    { "[A-F]", "A", true },           { "[A-F]", "AB", false },
    { "a|bc", "bc", true },           { "a|bc", "ab", false },
    { ".{3}", "åäö", true },          { "[åäö]{3}", "öäå", true },
    { "[^ ]+", "Åsa", true },         { "[A-Z]{2}-[0-9]{4}", "AB-1234", true },
    { "[[:alpha:]]+", "ÅsaÉ", true }, { "\\.x\\$", ".x$", true },
};

START_TEST(patterns_match_whole_cells)
{
    char why[128];
    uf_field field = field_of(UF_FIELD_STRING, NULL);
    field.true_values.items = field.false_values.items = NULL;
    field.pattern = patterns[_i].pattern;
    ck_assert_ptr_null(uf_field_pattern_fault(field.pattern));
    ck_assert(uf_field_compile(&field, why, sizeof why));
    ck_assert_int_eq(uf_field_matches(&field, patterns[_i].text), patterns[_i].matches);
    uf_field_release(&field);
}
END_TEST

START_TEST(patterns_of_other_dialects_are_refused)
{
    static const char *const foreign[] = {
        "\\d+", "[\\w.]+", "(?:a|b)", "a*?", "a++", "[a-z", "(a)\\1", "a\\",
    };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        ck_assert_msg(uf_field_pattern_fault(foreign[i]) != NULL, "%s", foreign[i]);
    ck_assert_ptr_null(uf_field_pattern_fault("[[:digit:]]+(a|b)?[]x][^]y]"));
}
END_TEST

Suite *test_schema_field_suite(void)
{
    Suite *suite = suite_create("schema_field");
    TCase *tests = tcase_create("fields");
    tcase_add_loop_test(tests, types_and_formats, 0, (int)(sizeof cases / sizeof cases[0]));
    tcase_add_test(tests, numbers_in_other_dress);
    tcase_add_test(tests, lists_have_items_of_a_type);
    tcase_add_test(tests, values_have_an_order);
    tcase_add_test(tests, keys_are_of_values);
    tcase_add_test(tests, formats_of_time_are_checked);
    tcase_add_loop_test(tests, patterns_match_whole_cells, 0,
                        (int)(sizeof patterns / sizeof patterns[0]));
    tcase_add_test(tests, patterns_of_other_dialects_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
