/* test_limits.c: limits and bands as a command line gives them, and their names. */
#include "cli/limits.h"

#include <check.h>
#include <stdio.h>

#include "cli/writer.h"
#include "run_tool.h"

Suite *test_limits_suite(void);

static const uf_option options[] = {
    { "above", 0, UF_OPTION_LIMIT, "P", .high = 100, .repeatable = true, .text = "over" },
    { "at-least", 0, UF_OPTION_LIMIT, "P", .high = 100, .repeatable = true, .text = "from" },
    { "sweep", 0, UF_OPTION_TEXT, "FROM:TO:STEP", .text = "many" },
    { "bands", 0, UF_OPTION_LIMIT, "P,P", .high = 100, .repeatable = true, .text = "between" },
    { "plain", 0, UF_OPTION_FLAG, NULL, .text = "in a unit of its own" },
    { .name = NULL },
};

/* A row per limit (its text, measure, condition) and per band (measure, condition). */
static int run(uf_cli *cli)
{
    uf_writer *writer = uf_cli_output(cli);
    uf_limits limits, bands;
    char text[UF_DECIMAL_TEXT_SIZE], name[UF_MEASURE_SIZE], condition[UF_MEASURE_SIZE];
    uf_limits_read(&limits, cli, !uf_cli_flag(cli, "plain"));
    uf_bands_read(&bands, cli, !uf_cli_flag(cli, "plain"));
    uf_writer_header(writer, (const char *const[]){ "text", "measure", "condition" }, 3);
    for (size_t i = 0; i < limits.count; i++) {
        uf_writer_text(writer, uf_limits_text(&limits, i, text));
        uf_writer_text(writer, uf_limits_measure(&limits, i, name));
        uf_writer_text(writer, uf_limits_condition(&limits, i, condition));
        uf_writer_end_row(writer);
    }
    for (size_t band = 0; bands.count > 0 && band <= bands.count; band++) {
        uf_writer_text(writer, "");
        uf_writer_text(writer, uf_bands_measure(&bands, band, name));
        uf_writer_text(writer, uf_bands_condition(&bands, band, condition));
        uf_writer_end_row(writer);
    }
    uf_limits_release(&limits);
    uf_limits_release(&bands);
    return 0;
}

static const char *const examples[] = { "uf-test --above 15", NULL };
static const uf_tool tool = { .name = "uf-test",
                              .brief = "limits",
                              .operands = "",
                              .examples = examples,
                              .options = options,
                              .run = run };

#define HEADER "text,measure,condition\n"

static void expect(const char *const *arguments, const char *out)
{
    tool_run result;
    run_tool(&result, &tool, arguments, "");
    ck_assert_msg(result.status == 0, "%s", result.err);
    ck_assert_str_eq(result.out, out);
}

static void refused(const char *const *arguments, const char *why)
{
    tool_run result;
    run_tool(&result, &tool, arguments, "");
    ck_assert_int_eq(result.status, 2);
    ck_assert_str_eq(result.out, "");
    ck_assert_str_eq(result.err, why);
}

#define LINE(...) ((const char *const[]){ __VA_ARGS__, NULL })

START_TEST(limits_are_sorted_and_named)
{
    expect(LINE("--above", "12.5,15", "--above", "10%"),
           HEADER "10,above_10,>10%\n12.5,above_12.5,>12.5%\n15,above_15,>15%\n");
    expect(LINE("--at-least", "20"), HEADER "20,at_least_20,>=20%\n");
    expect(LINE("--plain", "--at-least", "20"), HEADER "20,at_least_20,>=20\n");
    expect(LINE("--plain", "--above", "0.5"), HEADER "0.5,above_0.5,>0.5\n");
    expect(LINE("--plain", "--above", "-2"), HEADER "-2,above_-2,>-2\n");
    expect(LINE("--plain"), HEADER);
}
END_TEST

START_TEST(a_sweep_is_one_measure)
{
    expect(LINE("--sweep", "5:6:0.5"), HEADER "5,above,>5%\n5.5,above,>5.5%\n6,above,>6%\n");
    expect(LINE("--sweep", "5:6:0.5", "--at-least", "5.75"),
           HEADER "5,at_least,>=5%\n5.5,at_least,>=5.5%\n5.75,at_least,>=5.75%\n"
                  "6,at_least,>=6%\n");
    expect(LINE("--sweep", "5:6:0.5", "--above", "5.5"),
           HEADER "5,above,>5%\n5.5,above,>5.5%\n6,above,>6%\n");
    refused(LINE("--sweep", "5:6"), "uf-test: --sweep 5:6: write FROM:TO:STEP, such as 5:30:1\n");
    refused(LINE("--sweep", "6:5:1"),
            "uf-test: --sweep 6:5:1: write FROM:TO:STEP, such as 5:30:1\n");
    refused(LINE("--sweep", "0:100:0.001"),
            "uf-test: --sweep 0:100:0.001: 100001 limits; at most 10000\n");
}
END_TEST

/* Half open: a pupil at 10 % is in 10 to 20, as England counts persistent absence. */
START_TEST(bands_have_their_lower_end)
{
    expect(LINE("--bands", "5,10,20"),
           HEADER ",band_below_5,<5%\n,band_5_10,>=5%<10%\n,band_10_20,>=10%<20%\n"
                  ",band_20_up,>=20%\n");
    expect(LINE("--plain", "--bands", "12.5"),
           HEADER ",band_below_12.5,<12.5\n,band_12.5_up,>=12.5\n");
    expect(LINE("--above", "15", "--bands", "20", "--bands", "5"),
           HEADER "15,above_15,>15%\n,band_below_5,<5%\n,band_5_20,>=5%<20%\n,band_20_up,>=20%\n");
}
END_TEST

START_TEST(two_kinds_at_once_and_the_same_twice_are_refused)
{
    refused(LINE("--above", "15", "--at-least", "10"),
            "uf-test: --above and --at-least: give one of them\n");
    refused(LINE("--above", "15,15"), "uf-test: --above 15,15: the same limit is given twice\n");
    refused(LINE("--above", "15%", "--above", "15.0"),
            "uf-test: --above 15.0: the same limit is given twice\n");
    refused(LINE("--bands", "0.05"), "uf-test: --bands 0.05: write 5% or 0.05%\n");
}
END_TEST

Suite *test_limits_suite(void)
{
    Suite *suite = suite_create("limits");
    TCase *tests = tcase_create("limits");
    tcase_add_test(tests, limits_are_sorted_and_named);
    tcase_add_test(tests, a_sweep_is_one_measure);
    tcase_add_test(tests, bands_have_their_lower_end);
    tcase_add_test(tests, two_kinds_at_once_and_the_same_twice_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
