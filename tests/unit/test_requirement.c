/* test_requirement.c: what a target's text demands, and which texts are refused with their
 * readings. */
#include "cli/requirement.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figure.h"
#include "cli/writer.h"
#include "run_tool.h"

Suite *test_requirement_suite(void);

static const uf_option options[] = {
    { "require", 0, UF_OPTION_TEXT, "TEXT", .text = "a target" },
    { .name = NULL },
};

static const char *shown(const char *text)
{
    return text != NULL ? text : "-";
}

/* "term|measure|group|period|method relation value each pooled", or what is wrong. */
static int run(uf_cli *cli)
{
    uf_demand demand;
    char line[512], value[UF_DECIMAL_TEXT_SIZE], each[128] = "";
    char *problem = uf_demand_read(cli, &demand, uf_cli_text(cli, "require"));
    if (problem != NULL)
        uf_cli_die(cli, "%s", problem);
    for (size_t i = 0; i < demand.each_count; i++)
        (void)snprintf(each + strlen(each), sizeof each - strlen(each), " each %s", demand.each[i]);
    (void)snprintf(line, sizeof line, "%s|%s|%s|%s|%s %s %s%s%s\n", shown(demand.term),
                   demand.measure, shown(demand.group), shown(demand.period), shown(demand.method),
                   uf_relation_name(demand.rule.relation),
                   uf_decimal_text(demand.rule.value, value), each, demand.pooled ? " pooled" : "");
    uf_writer_raw(uf_cli_output(cli), line, strlen(line));
    uf_demand_release(&demand);
    return 0;
}

static const char *const examples[] = { "uf-test --require 'share(a) >= 1%'", NULL };
static const uf_tool tool = { .name = "uf-test",
                              .brief = "a target",
                              .operands = "",
                              .examples = examples,
                              .options = options,
                              .run = run };

static tool_run read_text(const char *text)
{
    tool_run result;
    run_tool(&result, &tool, (const char *const[]){ "--require", text, NULL }, "");
    return result;
}

static void means(const char *text, const char *expected)
{
    tool_run result = read_text(text);
    char line[256];
    (void)snprintf(line, sizeof line, "%s\n", expected);
    ck_assert_msg(result.status == 0, "%s: %s", text, result.err);
    ck_assert_str_eq(result.out, line);
}

static void refused(const char *text, const char *why)
{
    tool_run result = read_text(text);
    ck_assert_msg(result.status == 2, "%s: %s", text, result.out);
    ck_assert_msg(strstr(result.err, why) != NULL, "%s: %s", text, result.err);
}

START_TEST(subjects)
{
    means("share(improved) >= 22%", "share|improved|-|-|- >= 0.22");
    means("share_improved>=22%", "share|improved|-|-|- >= 0.22");
    means("share( above_15 , certainly over ) <= 10 %", "share|above_15|certainly over|-|- <= 0.1");
    means("share(above_15,period=2017-08-01) < 15%", "share|above_15|-|2017-08-01|- < 0.15");
    means("mean_difference(stress,method=cr2) < -0.5", "mean_difference|stress|-|-|cr2 < -0.5");
    means("events(meeting) >= 50", "-|meeting|-|-|- >= 50");
    means("n(above_15) >= 600", "-|above_15|-|-|- >= 600");
    refused("share >= 22%", "write TERM(MEASURE)");
    refused("share() >= 22%", "no measure");
    refused("share(a >= 22%", "a parenthesis is not closed");
    refused("share(a,period=x,period=y) >= 22%", "period stands twice");
    refused("share(a,b,c) >= 22%", "the group stands twice");
}
END_TEST

START_TEST(relations)
{
    means("share(a) \u2265 22%", "share|a|-|-|- >= 0.22");
    means("share(a) \u2264 22%", "share|a|-|-|- <= 0.22");
    means("share(a) > 22%", "share|a|-|-|- > 0.22");
    means("share(a) < 22%", "share|a|-|-|- < 0.22");
    refused("share(a) = 22%", "one of >= <= > < is missing");
    refused("share(a) 22%", "one of >= <= > < is missing");
}
END_TEST

START_TEST(values)
{
    means("share(a) >= 22,5 %", "share|a|-|-|- >= 0.225");
    means("share(a) >= 22.5 procent", "share|a|-|-|- >= 0.225");
    means("share(a) >= 0.22", "share|a|-|-|- >= 0.22");
    means("share(a) >= 1", "share|a|-|-|- >= 1");
    means("relative_change(a) <= -20%", "relative_change|a|-|-|- <= -0.2");
    means("relative_change(a) <= \u221220 %", "relative_change|a|-|-|- <= -0.2");
    means("relative_change(a) <= -0,2", "relative_change|a|-|-|- <= -0.2");
    means("risk_difference(a) <= -3 points", "risk_difference|a|-|-|- <= -0.03");
    means("risk_difference(a) <= -3 procentenheter", "risk_difference|a|-|-|- <= -0.03");
    means("coverage(registers) >= 90%", "coverage|registers|-|-|- >= 0.9");
    means("rate(absence) <= 7,5 %", "rate|absence|-|-|- <= 0.075");
    means("risk_ratio(a) <= 0.8", "risk_ratio|a|-|-|- <= 0.8");
    means("mean(days) <= 12,5", "mean|days|-|-|- <= 12.5");
    refused("share(a) >= many", "'many' is not a number");
    refused("share(a) >= 0.12345678901234567%", "too many decimals");
}
END_TEST

START_TEST(several_readings)
{
    refused("risk_difference(a) <= -20%", "write '-20 points', or ask for relative_change(a) -20%");
    refused("relative_change(a) <= -3 points", "or ask for risk_difference(a) -3 points");
    refused("relative_change(a) <= 20%", "write -20% for a fall or +20% for a rise");
    refused("relative_change(a) <= -20", "write -20%");
    refused("share(a) >= 22", "write 22%, or the share itself");
    refused("share(a) >= 3 points", "write 3%, or ask for risk_difference(a)");
    refused("coverage(registers) >= 90", "write 90%, or the share itself");
    refused("mean(a) <= 15%", "write a plain number");
    refused("events(a) >= 50%", "write a plain number");
}
END_TEST

START_TEST(scopes)
{
    means("share(a) <= 15% each school", "share|a|-|-|- <= 0.15 each school");
    means("share(a) <= 15% each school, window", "share|a|-|-|- <= 0.15 each school each window");
    means("share(a) <= 15% pooled", "share|a|-|-|- <= 0.15 pooled");
    refused("share(a) <= 15% each", "'each' is left over");
    refused("share(a) <= 15% every school", "'every school' is left over");
    refused("share(a) <= 15% pooled each school", "is left over");
}
END_TEST

Suite *test_requirement_suite(void)
{
    Suite *suite = suite_create("requirement");
    TCase *tests = tcase_create("texts");
    tcase_add_test(tests, subjects);
    tcase_add_test(tests, relations);
    tcase_add_test(tests, values);
    tcase_add_test(tests, several_readings);
    tcase_add_test(tests, scopes);
    suite_add_tcase(suite, tests);
    return suite;
}
