/* test_options.c: command lines, by the rules of options.h and values.h. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/arguments.h"
#include "cli/help.h"
#include "cli/program.h"

Suite *test_options_suite(void);

static const uf_option options[] = {
    { .name = "above",
      .kind = UF_OPTION_LIMIT,
      .low = 0,
      .high = 100,
      .repeatable = true,
      .section = "Limits",
      .text = "a limit" },
    { .name = "share",
      .letter = 's',
      .kind = UF_OPTION_PERCENT,
      .low = 0,
      .high = 100,
      .repeatable = true,
      .section = "Limits",
      .text = "a share" },
    { .name = "one", .kind = UF_OPTION_PERCENT, .section = "Limits", .text = "one share" },
    { .name = "effect",
      .kind = UF_OPTION_PERCENT,
      .low = -100,
      .high = 100,
      .initial = "-20%",
      .text = "a change" },
    { .name = "ci",
      .kind = UF_OPTION_CHOICE,
      .choices = "wilson|jeffreys",
      .initial = "wilson",
      .text = "an interval" },
    { .name = "bins", .kind = UF_OPTION_COUNT, .low = 1, .high = INFINITY, .text = "how many" },
    { .name = "anchor", .kind = UF_OPTION_DATE, .text = "a day" },
    { .name = "codes", .kind = UF_OPTION_FILE, .text = "a file" },
    { .name = "flag", .letter = 'f', .kind = UF_OPTION_FLAG, .text = ".a \\flag" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "whose it is" },
    { "absent_authorised", NULL, "absent with leave" },
    { "definition", "", "cannot be renamed" },
    { NULL, NULL, NULL },
};

static const char *const examples[] = { "uf-test --above 15 rates.csv", NULL };

static const uf_tool tool = { .name = "uf-test",
                              .brief = "a table to be tested",
                              .operands = "[FILE]...",
                              .examples = examples,
                              .options = options,
                              .columns = columns,
                              .groups = UF_OPTIONS_INPUT | UF_OPTIONS_ANALYSIS };

enum { MOST_WORDS = 16 };

/* Read a command line written with spaces between its words ("" is written ''). */
static uf_request read_line(uf_arguments *arguments, const uf_tool *program, const char *line)
{
    static char copy[256];
    char *words[MOST_WORDS] = { copy };
    int count = 1;
    ck_assert_uint_lt(strlen(line) + 9, sizeof copy);
    strncpy(copy, "uf-test ", sizeof copy - 1);
    strncat(copy, line, sizeof copy - 9);
    for (char *c = copy; *c != '\0'; c++) {
        if (*c != ' ')
            continue;
        *c = '\0';
        if (c[1] != '\0')
            words[count++] = strncmp(c + 1, "''", 2) == 0 ? c + 3 : c + 1;
        ck_assert_int_lt(count, MOST_WORDS);
    }
    return uf_arguments_read(arguments, program, count, words);
}

/* The command line is refused with exactly this text. */
static void check_wrong(const char *line, const char *why)
{
    uf_arguments arguments;
    ck_assert_int_eq(read_line(&arguments, &tool, line), UF_REQUEST_WRONG);
    ck_assert_str_eq(arguments.why, why);
    uf_arguments_release(&arguments);
}

/* The command line is accepted; the caller releases. */
static void read_good(uf_arguments *arguments, const char *line)
{
    uf_request request = read_line(arguments, &tool, line);
    ck_assert_msg(request == UF_REQUEST_RUN, "%s: %s", line, arguments->why);
}

static const char *text_of(const uf_arguments *arguments, const char *name, size_t position)
{
    const uf_argument *argument = uf_arguments_find(arguments, name);
    ck_assert_ptr_nonnull(argument);
    ck_assert_uint_lt(position, argument->texts.count);
    return argument->texts.items[position];
}

static void check_limit(const uf_argument *argument, size_t position, int64_t mantissa, int places)
{
    ck_assert_uint_lt(position, argument->limit_count);
    ck_assert_int_eq(argument->limits[position].mantissa, mantissa);
    ck_assert_int_eq(argument->limits[position].places, places);
}

START_TEST(unknown_options)
{
    check_wrong("--abvoe 15", "unknown option '--abvoe': did you mean '--above'?");
    check_wrong("--abvoe=15", "unknown option '--abvoe': did you mean '--above'?");
    check_wrong("--frequency", "unknown option '--frequency': uf-test --help lists the options");
    check_wrong("-x", "unknown option '-x': uf-test --help lists the options");
    check_wrong("-fqx", "unknown option '-x': uf-test --help lists the options");
    check_wrong("-level", "unknown option '-level': did you mean '--level'?");
    /* Abbreviations are not taken, but understood. */
    check_wrong("--anch 2016-08-01", "unknown option '--anch': did you mean '--anchor'?");
}
END_TEST

START_TEST(given_twice)
{
    check_wrong("--level 0.9 --level 0.9", "--level is given twice; it takes one value");
    check_wrong("-q --quiet", "--quiet is given twice");
    check_wrong("--share 10 --share 10.0", "--share 10.0: the same limit is given twice");
    uf_arguments arguments;
    read_good(&arguments, "--by a,b -g c --where x=1 --where y=2 --na - --na ''");
    ck_assert_uint_eq(uf_arguments_find(&arguments, "by")->texts.count, 3);
    ck_assert_str_eq(text_of(&arguments, "by", 2), "c");
    ck_assert_str_eq(text_of(&arguments, "where", 1), "y=2");
    ck_assert_str_eq(text_of(&arguments, "na", 1), "");
    uf_arguments_release(&arguments);
}
END_TEST

START_TEST(values_and_no_values)
{
    check_wrong("--bins", "--bins needs a value: --bins N");
    check_wrong("-s", "--share needs a value: --share PERCENT");
    check_wrong("--flag=1", "--flag takes no value");
    check_wrong("--bins=", "--bins: the value is empty");
    check_wrong("--by a,,b", "--by a,,b: part 2 of the list is empty");
    uf_arguments arguments;
    read_good(&arguments, "-oFILE -d; -fq --bins=3 -- --above -");
    ck_assert_str_eq(text_of(&arguments, "output", 0), "FILE");
    ck_assert_str_eq(text_of(&arguments, "delimiter", 0), ";");
    ck_assert(uf_arguments_find(&arguments, "flag")->given);
    ck_assert(uf_arguments_find(&arguments, "quiet")->given);
    ck_assert(!uf_arguments_find(&arguments, "verbose")->given);
    ck_assert_uint_eq(arguments.operands.count, 2);
    ck_assert_str_eq(arguments.operands.items[0], "--above");
    ck_assert_str_eq(arguments.operands.items[1], "-");
    uf_arguments_release(&arguments);
}
END_TEST

START_TEST(numbers)
{
    check_wrong("--level x", "--level x: not a number");
    check_wrong("--level 0,9", "--level 0,9: not a number (the decimal mark here is the point)");
    check_wrong("--level 1", "--level 1: must be more than 0 and less than 1");
    check_wrong("--level 0", "--level 0: must be more than 0 and less than 1");
    check_wrong("--level 0x1p-1", "--level 0x1p-1: not a number");
    check_wrong("--level nan", "--level nan: not a number");
    check_wrong("--bins 1.5", "--bins 1.5: not a whole number");
    check_wrong("--bins 0", "--bins 0: must be at least 1");
    check_wrong("--bins -3", "--bins -3: must be at least 1");
    check_wrong("--bins 99999999999999999999", "--bins 99999999999999999999: too large");
    uf_arguments arguments;
    read_good(&arguments, "--level 9e-1 --bins 12");
    ck_assert_double_eq(uf_arguments_find(&arguments, "level")->number, 0.9);
    ck_assert_int_eq(uf_arguments_find(&arguments, "bins")->whole, 12);
    uf_arguments_release(&arguments);
}
END_TEST

START_TEST(choices)
{
    check_wrong("--ci wilsn", "--ci wilsn: write wilson or jeffreys; did you mean 'wilson'?");
    check_wrong("--ci bootstrap", "--ci bootstrap: write wilson or jeffreys");
    uf_arguments arguments;
    read_good(&arguments, "--ci jeffreys");
    ck_assert_str_eq(text_of(&arguments, "ci", 0), "jeffreys");
    uf_arguments_release(&arguments);
}
END_TEST

START_TEST(defaults)
{
    uf_arguments arguments;
    read_good(&arguments, "");
    ck_assert_str_eq(text_of(&arguments, "ci", 0), "wilson");
    ck_assert(!uf_arguments_find(&arguments, "ci")->given);
    ck_assert_double_eq(uf_arguments_find(&arguments, "level")->number, 0.95);
    ck_assert(isnan(uf_arguments_find(&arguments, "one")->number));
    ck_assert_uint_eq(uf_arguments_find(&arguments, "share")->limit_count, 0);
    ck_assert_uint_eq(arguments.operands.count, 0);
    uf_arguments_release(&arguments);
}
END_TEST

START_TEST(dates)
{
    check_wrong("--anchor 2015-02-29",
                "--anchor 2015-02-29: no such date: write YYYY-MM-DD or YYYYMMDD");
    check_wrong("--anchor 1/8/2016",
                "--anchor 1/8/2016: no such date: write YYYY-MM-DD or YYYYMMDD");
    check_wrong("--anchor 1850-01-01", "--anchor 1850-01-01: the year must be from 1900 to 2199");
    /* 2016-08-01 is 17014 days after 1970-01-01: 46 years with 11 leap days (1972 to 2012), the
     * year 2016's first 213 days (leap). 46 * 365 + 11 + 213. */
    uf_arguments arguments;
    read_good(&arguments, "--anchor 20160801");
    ck_assert_int_eq(uf_arguments_find(&arguments, "anchor")->day, 17014);
    uf_arguments_release(&arguments);
}
END_TEST

START_TEST(percent)
{
    uf_arguments arguments;
    read_good(&arguments, "--share 15 --share 12.5% --share 0.15%,20% --share 0");
    const uf_argument *share = uf_arguments_find(&arguments, "share");
    ck_assert_uint_eq(share->limit_count, 5);
    check_limit(share, 0, 15, 0);
    check_limit(share, 1, 125, 1);
    check_limit(share, 2, 15, 2);
    check_limit(share, 3, 20, 0);
    check_limit(share, 4, 0, 0);
    uf_arguments_release(&arguments);
    read_good(&arguments, "--share 10.50,15.0 --one 250");
    check_limit(uf_arguments_find(&arguments, "share"), 0, 105, 1);
    check_limit(uf_arguments_find(&arguments, "share"), 1, 15, 0);
    check_limit(uf_arguments_find(&arguments, "one"), 0, 250, 0);
    check_limit(uf_arguments_find(&arguments, "effect"), 0, -20, 0);
    uf_arguments_release(&arguments);
    read_good(&arguments, "--effect -12.5");
    check_limit(uf_arguments_find(&arguments, "effect"), 0, -125, 1);
    uf_arguments_release(&arguments);
}
END_TEST

START_TEST(percent_refused)
{
    check_wrong("--share 0.15", "--share 0.15: write 15% or 0.15%");
    check_wrong("--share .155", "--share .155: write 15.5% or .155%");
    check_wrong("--share 12,5", "--share 12,5: write 12.5, or 5,12 for two limits");
    check_wrong("--share 12,5%", "--share 12,5%: write 12.5%, or 5%,12% for two limits");
    check_wrong("--share 2,5%", "--share 2,5%: write 2.5%, or 2%,5% for two limits");
    check_wrong("--share 15,12.5",
                "--share 15,12.5: write several limits in ascending order, all with % or none");
    check_wrong("--share 20,15,10",
                "--share 20,15,10: write several limits in ascending order, all with % or none");
    check_wrong("--one 12,5", "--one 12,5: write 12.5: the decimal mark here is the point");
    check_wrong("--one 10,15,20", "--one 10,15,20: write one limit: --one takes no list");
    check_wrong("--share 101", "--share 101: must be from 0% to 100%");
    check_wrong("--share -1", "--share -1: a limit in percent is not negative");
    check_wrong("--effect -0.2", "--effect -0.2: write -20% or -0.2%");
    check_wrong("--effect -101", "--effect -101: must be from -100% to 100%");
    check_wrong("--share abc", "--share abc: 'abc' is not a number");
    check_wrong("--share 15,15", "--share 15,15: the same limit is given twice");
    check_wrong("--share 0.12345678901234567891%",
                "--share 0.12345678901234567891%: '0.12345678901234567891%' has too many digits");
}
END_TEST

START_TEST(limits_wait_for_their_unit)
{
    uf_arguments arguments;
    char *why;
    read_good(&arguments, "--above 0.5 --above -3,2.50");
    uf_argument *above = uf_arguments_find(&arguments, "above");
    ck_assert_uint_eq(above->limit_count, 0);
    ck_assert(!uf_argument_limits(above, true, &why));
    ck_assert_str_eq(why, "--above 0.5: write 50% or 0.5%");
    free(why);
    ck_assert(uf_argument_limits(above, false, &why));
    ck_assert_uint_eq(above->limit_count, 3);
    check_limit(above, 0, 5, 1);
    check_limit(above, 1, -3, 0);
    check_limit(above, 2, 25, 1);
    uf_arguments_release(&arguments);
    read_good(&arguments, "--above 15%");
    above = uf_arguments_find(&arguments, "above");
    ck_assert(!uf_argument_limits(above, false, &why));
    ck_assert_str_eq(why, "--above 15%: write a plain number, in the column's own unit");
    free(why);
    ck_assert(uf_argument_limits(above, true, &why));
    check_limit(above, 0, 15, 0);
    uf_arguments_release(&arguments);
    check_wrong("--above 12,5", "--above 12,5: write 12.5, or 5,12 for two limits");
}
END_TEST

START_TEST(stdin_once)
{
    check_wrong("- -", "'-' (stdin) can be read once only");
    check_wrong("--codes - -", "--codes -: stdin can be read once only");
    check_wrong("--codes - --map -", "--map -: stdin can be read once only");
    uf_arguments arguments;
    read_good(&arguments, "--codes - FILE -o -");
    uf_arguments_release(&arguments);
}
END_TEST

START_TEST(columns_are_renamed)
{
    uf_arguments arguments;
    read_good(&arguments, "--id kod --absent-authorised giltig");
    ck_assert_str_eq(text_of(&arguments, "id", 0), "kod");
    ck_assert_str_eq(text_of(&arguments, "absent_authorised", 0), "giltig");
    uf_arguments_release(&arguments);
    read_good(&arguments, "--absent_authorised giltig");
    ck_assert_str_eq(text_of(&arguments, "absent_authorised", 0), "giltig");
    uf_arguments_release(&arguments);
    check_wrong("--definition x",
                "unknown option '--definition': uf-test --help lists the options");
    check_wrong("--pupil x", "unknown option '--pupil': uf-test --help lists the options");
    check_wrong("--id a --id b", "--id is given twice; it takes one value");
}
END_TEST

START_TEST(questions)
{
    static const struct {
        const char *line;
        uf_request request;
        const char *topic;
    } cases[] = {
        { "--help", UF_REQUEST_HELP, "" },
        { "-h", UF_REQUEST_HELP, "" },
        { "--help=all", UF_REQUEST_HELP, "all" },
        { "--help FILE", UF_REQUEST_HELP, "" },
        { "-qh", UF_REQUEST_HELP, "" },
        { "--version", UF_REQUEST_VERSION, NULL },
        { "-V --bogus", UF_REQUEST_VERSION, NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uf_arguments arguments;
        ck_assert_int_eq(read_line(&arguments, &tool, cases[i].line), cases[i].request);
        if (cases[i].topic != NULL)
            ck_assert_str_eq(arguments.why, cases[i].topic);
        uf_arguments_release(&arguments);
    }
}
END_TEST

START_TEST(a_faulty_table_is_noticed)
{
    static const uf_option same_letter[] = {
        { .name = "a", .letter = 'q', .kind = UF_OPTION_FLAG, .text = "x" }, { .name = NULL }
    };
    static const uf_option same_name[] = {
        { .name = "output", .kind = UF_OPTION_FLAG, .text = "x" }, { .name = NULL }
    };
    static const uf_option bad_default[] = {
        { .name = "a", .kind = UF_OPTION_COUNT, .initial = "x", .text = "x" }, { .name = NULL }
    };
    static const uf_option no_choices[] = { { .name = "a", .kind = UF_OPTION_CHOICE, .text = "x" },
                                            { .name = NULL } };
    const uf_option *const tables[] = { same_letter, same_name, bad_default, no_choices };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        uf_tool faulty = { .name = "uf-faulty", .options = tables[i] };
        uf_arguments arguments;
        ck_assert_int_eq(read_line(&arguments, &faulty, ""), UF_REQUEST_BROKEN);
        uf_arguments_release(&arguments);
    }
}
END_TEST

START_TEST(groups_of_options)
{
    uf_option_walk found;
    ck_assert(uf_options_find(&tool, "level", 0, &found));
    ck_assert_int_eq(found.origin, UF_FROM_ANALYSIS);
    ck_assert(uf_options_find(&tool, NULL, 'g', &found));
    ck_assert_str_eq(found.option.name, "by");
    ck_assert(uf_options_find(&tool, "id", 0, &found));
    ck_assert_str_eq(found.column, "pupil");
    ck_assert(!uf_options_find(&tool, "absent", 0, &found));
    static const uf_tool small = { .name = "uf-small",
                                   .groups =
                                       UF_OPTIONS_INPUT | UF_OPTIONS_NO_BY | UF_OPTIONS_NO_OUTPUT };
    ck_assert(!uf_options_find(&small, "by", 0, &found));
    ck_assert(!uf_options_find(&small, "output", 0, &found));
    ck_assert(!uf_options_find(&small, "level", 0, &found));
    ck_assert(uf_options_find(&small, "where", 0, &found));
    ck_assert(uf_options_find(&small, "version", 0, &found));
    uf_arguments arguments;
    ck_assert_int_eq(read_line(&arguments, &small, "FILE"), UF_REQUEST_WRONG);
    ck_assert_str_eq(arguments.why, "'FILE' is not an option, and uf-small takes no files");
    uf_arguments_release(&arguments);
}
END_TEST

static char *help(const char *topic)
{
    size_t length;
    bool known;
    char *text = uf_help_text(&tool, topic, &length, &known);
    ck_assert(known);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_eq(length, strlen(text));
    return text;
}

START_TEST(help_names_every_option)
{
    char *brief = help("");
    char *all = help("all");
    char *man = help("man");
    uf_option_walk walk = { .position = 0 };
    while (uf_options_next(&tool, &walk)) {
        char name[64];
        ck_assert_int_lt(snprintf(name, sizeof name, "--%s", walk.option.name), (int)sizeof name);
        ck_assert_msg(strstr(all, name) != NULL, "%s is not in --help=all", name);
        if (walk.origin != UF_FROM_COLUMN || strcmp(walk.column, walk.option.name) != 0)
            ck_assert_msg(strstr(brief, name) != NULL, "%s is not in --help", name);
        ck_assert_msg(strstr(all, walk.option.text) != NULL || strlen(walk.option.text) > 40,
                      "the text of %s is not in --help=all", name);
    }
    ck_assert_ptr_nonnull(strstr(brief, "uf-test --above 15 rates.csv"));
    ck_assert_ptr_nonnull(strstr(man, ".SH SYNOPSIS\n"));
    ck_assert_ptr_nonnull(strstr(man, ".SH OPTIONS\n"));
    ck_assert_ptr_nonnull(strstr(man, ".SH \"COLUMNS READ\"\n"));
    ck_assert_ptr_nonnull(strstr(man, "\\fB\\-\\-date\\-format\\fR"));
    /* A text that begins with a point is no request, a backslash no escape. */
    ck_assert_ptr_nonnull(strstr(man, "\n\\&.a \\eflag.\n"));
    free(brief);
    free(all);
    free(man);
}
END_TEST

START_TEST(help_fits_the_page)
{
    static const char *const topics[] = { "", "all" };
    for (size_t i = 0; i < 2; i++) {
        char *text = help(topics[i]);
        for (const char *line = text; *line != '\0';) {
            size_t length = strcspn(line, "\n");
            ck_assert_msg(length <= 80, "too wide: %.*s", (int)length, line);
            line += length + 1;
        }
        free(text);
    }
}
END_TEST

START_TEST(help_topics)
{
    size_t length;
    bool known;
    ck_assert_ptr_null(uf_help_text(&tool, "everything", &length, &known));
    ck_assert(!known);
    char *version = uf_help_version(&tool, &length);
    ck_assert_int_eq(strncmp(version, "uf-test (utfall) ", 17), 0);
    ck_assert_uint_eq(length, strlen(version));
    ck_assert_int_eq(version[length - 1], '\n');
    free(version);
}
END_TEST

Suite *test_options_suite(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = tcase_create("options");
    tcase_add_test(tests, unknown_options);
    tcase_add_test(tests, given_twice);
    tcase_add_test(tests, values_and_no_values);
    tcase_add_test(tests, numbers);
    tcase_add_test(tests, choices);
    tcase_add_test(tests, defaults);
    tcase_add_test(tests, dates);
    tcase_add_test(tests, percent);
    tcase_add_test(tests, percent_refused);
    tcase_add_test(tests, limits_wait_for_their_unit);
    tcase_add_test(tests, stdin_once);
    tcase_add_test(tests, columns_are_renamed);
    tcase_add_test(tests, questions);
    tcase_add_test(tests, a_faulty_table_is_noticed);
    tcase_add_test(tests, groups_of_options);
    tcase_add_test(tests, help_names_every_option);
    tcase_add_test(tests, help_fits_the_page);
    tcase_add_test(tests, help_topics);
    suite_add_tcase(suite, tests);
    return suite;
}
