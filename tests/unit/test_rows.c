/* test_rows.c: rows and their values as a program sees them, and the words for bad ones.
 *
 * A small program reads every row and writes what the getters gave. Expected values and messages
 * follow from rows.h, design decisions of dialect.h, dates.h and where.h, worked out by hand; day
 * numbers: R 4.2.2, as.integer(as.Date("2016-09-01")) is 17045. */
#include <check.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/rows.h"
#include "run_tool.h"

Suite *test_rows_suite(void);

static const uf_column columns[] = {
    { "pupil", "id", "the pupil" }, { "date", NULL, "the date" }, { "value", NULL, "a number" },
    { "exact", NULL, "a decimal" }, { "flag", NULL, "0 or 1" },   { NULL, NULL, NULL },
};
static const uf_option options[] = {
    { .name = "carry", .kind = UF_OPTION_COLUMNS, .argument = "COLS", .text = "columns to keep" },
    { .name = NULL },
};

static void write_value(uf_rows *rows, size_t column, const char *name)
{
    if (column == UF_NO_COLUMN)
        return;
    uf_decimal exact;
    switch (name[0]) {
    case 'p': dprintf(STDOUT_FILENO, "[%s]", uf_rows_cell(rows, column).text); break;
    case 'd': dprintf(STDOUT_FILENO, " day %" PRId32, uf_rows_day(rows, column)); break;
    case 'v': dprintf(STDOUT_FILENO, " %g", uf_rows_number(rows, column)); break;
    case 'f': dprintf(STDOUT_FILENO, " %d", uf_rows_flag(rows, column)); break;
    default:
        if (uf_rows_decimal(rows, column, &exact))
            dprintf(STDOUT_FILENO, " %" PRId64 "/%d", exact.mantissa, exact.places);
        else
            dprintf(STDOUT_FILENO, " no decimal");
    }
}

static int run(uf_cli *cli)
{
    uf_rows *rows = uf_rows_open(cli);
    size_t positions[5];
    for (size_t i = 0; i < 5; i++)
        positions[i] = uf_rows_column(rows, columns[i].name);
    size_t n;
    const size_t *carried = uf_rows_select(rows, "carry", &n);
    while (uf_rows_next(rows)) {
        dprintf(STDOUT_FILENO, "%" PRIu64 ":", uf_rows_line(rows));
        for (size_t i = 0; i < 5; i++)
            write_value(rows, positions[i], columns[i].name);
        for (size_t i = 0; i < n; i++)
            dprintf(STDOUT_FILENO, " %s=%s", uf_rows_name(rows, carried[i]),
                    uf_rows_passed_on(rows, uf_rows_cell(rows, carried[i])).text);
        dprintf(STDOUT_FILENO, "%s\n", uf_rows_bad(rows) ? " bad" : "");
    }
    uf_rows_close(rows);
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

static const struct {
    arguments arguments;
    const char *input, *out;
} good[] = {
    { { NULL }, "pupil,value\na,1\nb,2.5\n", "2:[a] 1\n3:[b] 2.5\n" },
    { { NULL }, "value,pupil\n1,a\n", "2:[a] 1\n" },
    { { NULL }, "pupil,value\n", "" },
    { { NULL }, "pupil,value\na,\nNA,NA\n", "2:[a] nan\n3:[NA] nan\n" },
    { { "--na=-", "--na", "x y", NULL }, "value\n-\nx y\nNA\n", "2: nan\n3: nan\n4: nan\n" },
    { { "--na=0", NULL }, "value\n0\n1\n", "2: nan\n3: 1\n" },
    { { NULL }, "value\n1\n\n3\n", "2: 1\n3: nan\n4: 3\n" },
    { { NULL },
      "date\n2016-09-01\n20160901T08\n\n",
      "2: day 17045\n3: day 17045\n4: day "
      "-2147483648\n" },
    { { "--date-format=%d.%m.%Y", NULL }, "date\n1.9.2016\n", "2: day 17045\n" },
    { { NULL },
      "flag\n1\n0\nyes\nNO\nTrue\nfalse\nja\nNej\nNA\n",
      "2: 1\n3: 0\n4: 1\n5: 0\n6: 1\n7: 0\n8: 1\n9: 0\n10: -1\n" },
    { { NULL }, "exact\n15.50\n1e-3\nNA\n", "2: 1550/2\n3: 1/3\n4: no decimal\n" },
    /* the decimal mark */
    { { NULL }, "value;pupil\n12,5;a\n1,234;b\n7;c\n", "2:[a] 12.5\n3:[b] 1.234\n4:[c] 7\n" },
    { { NULL }, "value;pupil\n12.5;a\n1.234;b\n", "2:[a] 12.5\n3:[b] 1.234\n" },
    { { NULL }, "value;pupil\n0,125;a\n1,234;b\n", "2:[a] 0.125\n3:[b] 1.234\n" },
    { { "--decimal=comma", NULL }, "value;pupil\n1,234;a\n", "2:[a] 1.234\n" },
    { { "--decimal=comma", NULL }, "value,pupil\n\"1,5\",a\n", "2:[a] 1.5\n" },
    { { NULL }, "value\tpupil\n12,5 %\ta\n15%\tb\n", "2:[a] 12.5\n3:[b] 15\n" },
    { { "--delimiter=|", NULL }, "value|pupil\n1,5|a\n", "2:[a] 1.5\n" },
    { { "-d", "tab", NULL }, "value,x\tpupil\n1,5\ta\n", "2:[a]\n" },
    /* digits in groups, and other typography */
    { { "--grouping=.", NULL },
      "value;pupil\n1,5;a\n3,25;b\n5;c\n1.234,5;d\n",
      "2:[a] 1.5\n3:[b] 3.25\n4:[c] 5\n5:[d] 1234.5\n" },
    { { "--grouping", "point", NULL }, "value,pupil\n\"1.234,5\",a\n", "2:[a] 1234.5\n" },
    { { "--grouping=comma", NULL }, "value,exact\n\"1,234\",\"1,234.50\"\n", "2: 1234 123450/2\n" },
    { { "--grouping=space", NULL },
      "value;exact\n1 234,5;1\xC2\xA0\x32\x33\x34\n1,234;2\n",
      "2: 1234.5 1234/0\n3: 1.234 2/0\n" },
    { { "--grouping=nbsp", "--decimal=point", NULL },
      "value\n1\xE2\x80\xAF\x32\x33\x34.5\n",
      "2: 1234.5\n" },
    { { NULL }, "value;exact\n12,5\xC2\xA0%;\xE2\x88\x92\x31,5\n", "2: 12.5 -15/1\n" },
    { { "--date-format=excel", NULL }, "date;value\n42614,375;1\n", "2: day 17045 1\n" },
    /* encodings */
    { { "-e", "cp1252", NULL }, "pupil;value\n\xC5sa;1\n", "2:[\xC3\x85sa] 1\n" },
    { { "--encoding=UTF-8", NULL }, "\xEF\xBB\xBFpupil\n\xC3\x85sa\n", "2:[\xC3\x85sa]\n" },
    /* renaming */
    { { "--id=elev", "--value", "tid", NULL }, "elev,tid\na,5\n", "2:[a] 5\n" },
    { { "--value=x", "--exact=x", NULL }, "pupil,x\na,5\n", "2:[a] 5 5/0\n" },
    { { "--value=x", NULL }, "value,x\n1,5\n", "2: 5\n" },
    /* columns */
    { { "--carry=q1-q3", NULL }, "pupil,q3,q2,q1\na,3,2,1\n", "2:[a] q1=1 q2=2 q3=3\n" },
    { { "--carry", "s_*,x", "--carry=s_1", NULL },
      "x,pupil,s_1,y,s_2\n0,a,1,9,2\n",
      "2:[a] s_1=1 s_2=2 x=0\n" },
    { { "--id=elev", "--carry=pupil", NULL }, "elev\na\n", "2:[a] elev=a\n" },
    /* passed on: numbers as our own files write them, and nothing else changed */
    { { "--carry=x", NULL }, "value;x\n1,5;12,5\n2;-0,50 %\n", "2: 1.5 x=12.5\n3: 2 x=-0.50 %\n" },
    { { "--carry=x", NULL }, "value;x\n1;1,234\n1,5;1,234\n", "2: 1 x=1,234\n3: 1.5 x=1.234\n" },
    { { "--carry=x", NULL }, "value;x\n1;12,5\n", "2: 1 x=12.5\n" },
    { { "--carry=x", NULL }, "value;x\n1.5;12,5\n", "2: 1.5 x=12,5\n" },
    { { "--carry=x", NULL }, "value,x\n1.5,\"12,5\"\n", "2: 1.5 x=12,5\n" },
    { { "--carry=x", NULL },
      "value;x\n1,5;1,2,3\n1;a 1,5\n1;\n1;2016-09-01\n1;1 234,5\n1;07\n",
      "2: 1.5 x=1,2,3\n3: 1 x=a 1,5\n4: 1 x=\n5: 1 x=2016-09-01\n6: 1 x=1 234,5\n7: 1 x=07\n" },
    { { "--carry=x", NULL },
      "value;x\n1;\xE2\x88\x92\x31,5\n1;+1,5e3\n",
      "2: 1 x=-1.5\n3: 1 x=1.5e3\n" },
    { { "--carry=x", "--grouping=space", NULL },
      "value;x\n1,5;1 234,5\n1;12 345\n1;12 34\n",
      "2: 1.5 x=1234.5\n3: 1 x=12345\n4: 1 x=12 34\n" },
    { { "--carry=x", "--grouping=point", NULL }, "value;x\n1;1.234\n", "2: 1 x=1234\n" },
    { { "--carry=x", "--grouping=comma", NULL }, "value,x\n1,\"1,234\"\n", "2: 1 x=1234\n" },
    /* selection */
    { { "--where=pupil=a", NULL }, "pupil,value\na,1\nb,2\na,3\n", "2:[a] 1\n4:[a] 3\n" },
    { { "--where=pupil!=a", NULL }, "pupil,value\na,1\nb,2\nNA,3\n", "3:[b] 2\n4:[NA] 3\n" },
    { { "--where=value>=2", "--where=value<3", NULL },
      "pupil,value\na,1\nb,2\nc,3\nd,NA\ne,2.0\n",
      "3:[b] 2\n6:[e] 2\n" },
    { { "--where=value=", NULL }, "pupil,value\na,1\nb,\nc,NA\n", "3:[b] nan\n4:[c] nan\n" },
    { { "--where=value!=", NULL }, "pupil,value\na,1\nb,\nc,NA\n", "2:[a] 1\n" },
    { { "--where=value<=2.5", NULL }, "pupil;value\na;2,5\nb;2,6\n", "2:[a] 2.5\n" },
    { { "--where=date>2016-09-01", NULL },
      "pupil,date\na,2016-09-01\nb,2016-09-02\nc,\n",
      "3:[b] day 17046\n" },
    { { "--where=elev=a", "--id=elev", NULL }, "elev\na\nb\n", "2:[a]\n" },
    { { "--where=pupil=a", "--id=elev", NULL }, "elev\na\nb\n", "2:[a]\n" },
    { { "--where=pupil=a", "--id=elev", NULL }, "elev,pupil\na,b\nb,a\n", "3:[b]\n" },
    { { "--where=value>2", NULL }, "pupil,value\na,10\nb,9\n", "2:[a] 10\n3:[b] 9\n" },
    { { NULL }, "\xEF\xBB\xBFpupil;value\r\n\"a;b\";1\r\n", "2:[a;b] 1\n" },
    { { NULL }, "pupil,,\na,1,2\n", "2:[a]\n" },
    { { NULL }, "pupil,x,x\na,1,2\n", "2:[a]\n" },
};

START_TEST(rows_and_values)
{
    tool_run result;
    run_tool(&result, &tool, good[_i].arguments, good[_i].input);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, good[_i].out);
    ck_assert_int_eq(result.status, 0);
}
END_TEST

#define ASIDE "; --reject FILE sets such rows aside"
#define DATE_REMEDY                                                                                \
    "is not a date (YYYY-MM-DD or YYYYMMDD); --date-format '%d/%m/%Y' describes another form\n"

static const struct {
    arguments arguments;
    const char *input, *err;
} bad[] = {
    { { NULL },
      "pupil,value\na,1\nb,abc\nc,3\n",
      "tool: stdin:3: column 'value': 'abc' is not a number" ASIDE "\ntool: 1 of 3 rows is bad\n" },
    { { NULL },
      "value,exact\nx,y\n1,2\n",
      "tool: stdin:2: column 'value': 'x' is not a number" ASIDE "\n"
      "tool: stdin:2: column 'exact': 'y' is not a number\ntool: 1 of 2 rows is bad\n" },
    { { NULL },
      "pupil,date\n\"a\n\",2016-09-01\nb,1/9/2016\n",
      "tool: stdin:4: column 'date': '1/9/2016' " DATE_REMEDY "tool: 1 of 2 rows is bad\n" },
    { { "--date-format=%d/%m/%Y", NULL },
      "date\n2016-09-01\n1/9/1899\n",
      "tool: stdin:2: column 'date': '2016-09-01' is not a date of the form %d/%m/%Y" ASIDE "\n"
      "tool: stdin:3: column 'date': '1/9/1899' is outside the years 1900 to 2199\n"
      "tool: 2 of 2 rows are bad\n" },
    { { NULL },
      "flag\n2\n",
      "tool: stdin:2: column 'flag': '2' is neither 0 nor 1" ASIDE "\ntool: 1 of 1 rows is bad\n" },
    { { NULL },
      "exact,value\n12345678901234567890,1e999\n",
      "tool: stdin:2: column 'value': '1e999' is too large for a number" ASIDE "\n"
      "tool: stdin:2: column 'exact': '12345678901234567890' has more than 18 digits before the "
      "decimal mark\ntool: 1 of 1 rows is bad\n" },
    { { NULL },
      "pupil,value\na\nb,1\nc,1,2\n",
      "tool: stdin:2: 1 cell, but the header has 2 columns" ASIDE "\n"
      "tool: stdin:4: 3 cells, but the header has 2 columns\ntool: 2 of 3 rows are bad\n" },
    { { NULL },
      "pupil;value\na;12,5\nb;7\nc;12.5\n",
      "tool: stdin:4: column 'value': '12.5' has a decimal point, but '12,5' in line 2 has a "
      "decimal comma" ASIDE "\ntool: 1 of 3 rows is bad\n" },
    { { NULL },
      "pupil;value\na;1,234\nb;0.5\nc;1,234\n",
      "tool: stdin:2: column 'value': '1,234' could have a decimal comma or be a grouped whole "
      "number; --decimal comma says that it is the first, --grouping comma the second\n"
      "tool: stdin:4: column 'value': '1,234' has a decimal comma, but '0.5' in line 3 has a "
      "decimal point" ASIDE "\ntool: 2 of 3 rows are bad\n" },
    { { "--decimal=point", NULL },
      "pupil;value\na;1,5\n",
      "tool: stdin:2: column 'value': '1,5' has a decimal comma, but --decimal is point\n"
      "tool: 1 of 1 rows is bad\n" },
    { { NULL },
      "pupil,value\na,\"1,5\"\n",
      "tool: stdin:2: column 'value': '1,5' is not a number (the delimiter of this file is the "
      "comma; --decimal comma makes it the decimal mark too)\ntool: 1 of 1 rows is bad\n" },
    { { "--grouping=.", NULL },
      "value\n1.5\nx\n",
      "tool: stdin:2: column 'value': '1.5' is not a number whose thousands are grouped by "
      "point" ASIDE "\ntool: stdin:3: column 'value': 'x' is not a number\n"
      "tool: 2 of 2 rows are bad\n" },
    { { NULL },
      "pupil;value\na;1,5\nb;1.234,5\n",
      "tool: stdin:3: column 'value': '1.234,5' is not a number; --grouping point reads grouped "
      "thousands\ntool: 1 of 2 rows is bad\n" },
    { { NULL },
      "pupil;value\na;1\xC2\xA0\x32\x33\x34\n",
      "tool: stdin:2: column 'value': '1\xC2\xA0\x32\x33\x34' is not a number; --grouping space "
      "reads grouped thousands\ntool: 1 of 1 rows is bad\n" },
    { { "--date-format=excel", NULL },
      "date\n60\n2016-09-01\n0\n",
      "tool: stdin:2: column 'date': '60' is not a date as Excel counts days (1 is "
      "1900-01-01)" ASIDE "\n"
      "tool: stdin:3: column 'date': '2016-09-01' is not a date as Excel counts days (1 is "
      "1900-01-01)\ntool: stdin:4: column 'date': '0' is outside the years 1900 to 2199\n"
      "tool: 3 of 3 rows are bad\n" },
    { { "--where=value>2", NULL },
      "pupil,value\na,x\nb,3\n",
      "tool: stdin:2: column 'value': 'x' is not a number" ASIDE "\ntool: 1 of 2 rows is bad\n" },
    { { NULL },
      "pupil,value\na,0123456789012345678901234567890123456789ö\n",
      "tool: stdin:2: column 'value': '0123456789012345678901234567890123456789…' is not a "
      "number" ASIDE "\ntool: 1 of 1 rows is bad\n" },
    { { NULL },
      "pupil,value\na,x\x1B[2Jy\n",
      "tool: stdin:2: column 'value': 'x\\x1B[2Jy' is not a number" ASIDE "\n"
      "tool: 1 of 1 rows is bad\n" },
    { { NULL }, "", "tool: stdin: no header: the input is empty\n" },
    { { NULL },
      "pupil,value\na,\"1\nb,2\n",
      "tool: stdin:2: a quote is opened here and never closed\n" },
    { { "/", NULL }, "", "tool: /: is a directory\n" },
    { { "/no/such.csv", NULL }, "", "tool: /no/such.csv: no such file\n" },
    { { "--value=vlaue", NULL },
      "pupil,value\n",
      "tool: stdin: no column 'vlaue' (did you mean 'value'?); the columns are value, pupil\n" },
    { { "--carry=q1-q3", NULL },
      "pupil,q1,q3\n",
      "tool: stdin: no column 'q2' (did you mean 'q1'?); the columns are q1, pupil, q3; --carry "
      "asks for it\n" },
    { { "--carry=x*", NULL },
      "pupil\n",
      "tool: stdin: no column 'x*'; the columns are pupil; --carry asks for it\n" },
    { { "--carry=x", NULL }, "pupil,x,x\n", "tool: stdin: two columns are called 'x'\n" },
    { { "--where=z=1", NULL },
      "pupil,b\n",
      "tool: stdin: no column 'z'; the columns are pupil, b; --where asks for it\n" },
    { { "--where=pupil = 1", NULL },
      "pupil\n",
      "tool: --where 'pupil = 1': no operator right after the column; <= >= != = < or >, and no "
      "spaces around it\n" },
    { { "--where=pupil<x", NULL },
      "pupil\n",
      "tool: --where 'pupil<x': 'x' is neither a number nor a date (YYYY-MM-DD)\n" },
    { { "--delimiter=ab", NULL },
      "pupil\n",
      "tool: --delimiter 'ab': one ASCII character or tab is needed\n" },
    { { "--date-format=%d", NULL },
      "pupil\n",
      "tool: --date-format '%d': it needs %d, %m and one of %Y and %y, each once\n" },
    { { "-", "-", NULL }, "pupil\n", NULL },
    { { NULL },
      "pupil,value\na,1\np\xE5r,2\n",
      "tool: stdin:3: column 'pupil': not valid UTF-8 (byte \\xE5); --encoding cp1252 reads files "
      "from Windows\n" },
    { { NULL },
      "pupil,v\xE4rde\na,1\n",
      "tool: stdin:1: column 2: not valid UTF-8 (byte \\xE4); --encoding cp1252 reads files from "
      "Windows\n" },
    { { "--encoding=cp1252", NULL },
      "pupil,value\na,\x81\n",
      "tool: stdin:2: column 'value': not valid cp1252 (byte \\x81)\n" },
    { { NULL }, "\xFE\xFF", "tool: stdin: is UTF-16 and not UTF-8; --encoding utf-16 reads it\n" },
    { { "--encoding=x", NULL },
      "pupil\n",
      "tool: --encoding 'x': this system does not know it; iconv -l lists those that it does\n" },
    { { "--grouping='", NULL },
      "pupil\n",
      "tool: --grouping ''': write space, nbsp, thin, point or comma\n" },
    { { "--grouping=.", "--decimal=point", NULL },
      "pupil\n",
      "tool: --grouping . and --decimal point: they cannot be the same\n" },
    { { NULL }, "\x1F\x8B\b", "tool: stdin: gzip data end early\n" },
    { { NULL },
      "pupil,value\na\"b,1\n",
      "tool: stdin:2: a quote inside an unquoted cell (quote the whole cell and double the quotes "
      "in it)" ASIDE "\n" },
    { { NULL },
      "pupil,val\"ue\na,1\n",
      "tool: stdin:1: a quote inside an unquoted cell (quote the whole cell and double the quotes "
      "in it)\n" },
};

START_TEST(bad_input)
{
    tool_run result;
    run_tool(&result, &tool, bad[_i].arguments, bad[_i].input);
    if (bad[_i].err != NULL)
        ck_assert_str_eq(result.err, bad[_i].err);
    ck_assert_str_ne(result.err, "");
    ck_assert_int_eq(result.status, 2);
}
END_TEST

START_TEST(ten_of_a_kind_then_a_count)
{
    char input[4096] = "value,exact\n";
    size_t length = strlen(input);
    for (int i = 0; i < 25; i++)
        length += (size_t)snprintf(input + length, sizeof input - length, "x%d,%s\n", i,
                                   i < 3 ? "y" : "1");
    tool_run result;
    run_tool(&result, &tool, (arguments){ NULL }, input);
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "tool: stdin:11: column 'value': 'x9' is not"));
    ck_assert_ptr_null(strstr(result.err, "'x10'"));
    ck_assert_ptr_nonnull(strstr(result.err, "tool: stdin:4: column 'exact': 'y' is not"));
    ck_assert_ptr_nonnull(
        strstr(result.err, "tool: 15 more like stdin:2: column 'value': 'x0' is not a number\n"
                           "tool: 25 of 25 rows are bad\n"));
}
END_TEST

START_TEST(several_files_are_one)
{
    char *one = new_file("one.csv", "pupil,value\na,1\n");
    char *two = new_file("two.csv", "pupil;value\r\nb;2,5\r\n");
    char *empty = new_file("empty.csv", "pupil,value\n");
    tool_run result;
    run_tool(&result, &tool, (arguments){ one, empty, "-", two, NULL }, "pupil\tvalue\nc\t1.5\n");
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "2:[a] 1\n2:[c] 1.5\n2:[b] 2.5\n");
    char *other = new_file("other.csv", "pupil,vaule\nb,2\n");
    run_tool(&result, &tool, (arguments){ one, other, NULL }, "");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(
        strstr(result.err, "other.csv: column 2 is called 'vaule', but 'value' in "));
    ck_assert_ptr_nonnull(strstr(result.err, "one.csv; files that are read as one"));
    char *wide = new_file("wide.csv", "pupil,value,x\nb,2,3\n");
    run_tool(&result, &tool, (arguments){ one, wide, NULL }, "");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "wide.csv: 3 columns, but 2 in "));
    remove_file(one);
    remove_file(two);
    remove_file(empty);
    remove_file(other);
    remove_file(wide);
}
END_TEST

START_TEST(maps)
{
    char *map = new_file("map.csv", "name,column\npupil,Elev\nvalue,Tid\nexact,Tid\nflag,\n"
                                    "date,Datum\n");
    char option[256];
    snprintf(option, sizeof option, "--map=%s", map);
    tool_run result;
    run_tool(&result, &tool, (arguments){ option, NULL }, "Elev,Tid\na,5\n");
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "2:[a] 5 5/0\n");
    /* an option wins over the map; a part of a list may be our name */
    run_tool(&result, &tool, (arguments){ option, "--id=Namn", "--carry=value", NULL },
             "Elev,Tid,Namn\na,5,b\n");
    ck_assert_str_eq(result.out, "2:[b] 5 5/0 Tid=5\n");
    remove_file(map);
    map = new_file("map.csv", "name,column\npupil,Elev\npupil,Namn\n");
    snprintf(option, sizeof option, "--map=%s", map);
    run_tool(&result, &tool, (arguments){ option, NULL }, "Elev\n");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(
        strstr(result.err, "map.csv:3: column 'name': 'pupil' is mapped already, to 'Elev'\n"));
    remove_file(map);
    run_tool(&result, &tool, (arguments){ "--map=no-such", NULL }, "Elev\n");
    ck_assert_int_eq(result.status, 2);
    ck_assert_ptr_nonnull(strstr(result.err, "no-such: no such file, and no maps/no-such.csv in "));
}
END_TEST

START_TEST(maps_that_ship)
{
    char folder[] = "/tmp/utfall-test-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    char within[sizeof folder + 16];
    snprintf(within, sizeof within, "%s/maps", folder);
    ck_assert_int_eq(mkdir(within, 0700), 0);
    char path[sizeof within + 16];
    snprintf(path, sizeof path, "%s/own.csv", within);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("name,column\npupil,Elev\n", file);
    fclose(file);
    setenv("UTFALL_DATA", folder, 1);
    tool_run result;
    run_tool(&result, &tool, (arguments){ "--map=own", NULL }, "Elev\na\n");
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "2:[a]\n");
    unlink(path);
    rmdir(within);
    rmdir(folder);
}
END_TEST

static int run_requiring(uf_cli *cli)
{
    uf_rows *rows = uf_rows_open(cli);
    size_t pupil = uf_rows_require(rows, "pupil");
    size_t date = uf_rows_require(rows, "date");
    while (uf_rows_next(rows)) {
        if (uf_rows_present(rows, pupil) && uf_rows_present(rows, date))
            uf_rows_reject(rows, UF_NO_COLUMN, "row %s of %d", uf_rows_cell(rows, pupil).text, 7);
    }
    dprintf(STDOUT_FILENO, "%" PRIu64, uf_rows_read(rows));
    uf_rows_close(rows);
    return 0;
}

START_TEST(required_columns_and_own_reasons)
{
    uf_tool requiring = tool;
    requiring.run = run_requiring;
    tool_run result;
    run_tool(&result, &requiring, (arguments){ NULL }, "elev,datum\n");
    ck_assert_str_eq(result.err,
                     "tool: stdin: no column 'pupil'; the columns are elev, datum; --id COLUMN or "
                     "--map FILE names another\n");
    run_tool(&result, &requiring, (arguments){ NULL }, "pupil,date\n,x\na,\nb,c\n");
    ck_assert_str_eq(result.err, "tool: stdin:2: column 'pupil': the value is missing" ASIDE "\n"
                                 "tool: stdin:3: column 'date': the value is missing\n"
                                 "tool: stdin:4: row b of 7\n"
                                 "tool: 3 of 3 rows are bad\n");
    ck_assert_str_eq(result.out, "3");
}
END_TEST

static int run_bounds(uf_cli *cli)
{
    uf_rows *rows = uf_rows_open_file(cli, "-");
    size_t value = uf_rows_require(rows, "value");
    while (uf_rows_next(rows))
        dprintf(STDOUT_FILENO, "%g ", uf_rows_bound(rows, value));
    uf_rows_close(rows);
    return 0;
}

START_TEST(bounds)
{
    uf_tool reading = tool;
    reading.run = run_bounds;
    tool_run result;
    run_tool(&result, &reading, (arguments){ "--na=1", NULL }, "value\n1\ninf\n-inf\nNA\n2.5\n");
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "1 inf -inf nan 2.5 ");
    run_tool(&result, &tool, (arguments){ NULL }, "value\ninf\n");
    ck_assert_int_eq(result.status, 2);
}
END_TEST

START_TEST(what_was_detected)
{
    tool_run result;
    run_tool(&result, &tool, (arguments){ "-v", NULL }, "\n\npupil;value\na;1\nb;2,5\n");
    ck_assert_ptr_nonnull(strstr(
        result.err, "tool: stdin: UTF-8, delimiter semicolon, 2 columns, header in line 3\n"));
    ck_assert_ptr_nonnull(strstr(result.err, "tool: stdin: decimal comma, from line 5\n"));
}
END_TEST

Suite *test_rows_suite(void)
{
    Suite *suite = suite_create("rows");
    TCase *tests = tcase_create("rows");
    tcase_add_loop_test(tests, rows_and_values, 0, sizeof good / sizeof good[0]);
    tcase_add_loop_test(tests, bad_input, 0, sizeof bad / sizeof bad[0]);
    tcase_add_test(tests, ten_of_a_kind_then_a_count);
    tcase_add_test(tests, several_files_are_one);
    tcase_add_test(tests, maps);
    tcase_add_test(tests, maps_that_ship);
    tcase_add_test(tests, required_columns_and_own_reasons);
    tcase_add_test(tests, bounds);
    tcase_add_test(tests, what_was_detected);
    suite_add_tcase(suite, tests);
    return suite;
}
