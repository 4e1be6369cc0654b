/* change_settings.c: the options of uf-change as settings, and as a definition. */
#include "cli/change_settings.h"

#include <stdlib.h>
#include <string.h>

#include "cli/figure.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/values.h"

static const char *const stage_names[UF_CASE_STAGES] = { "identified", "offered", "started",
                                                         "completed" };

const char *uf_case_stage_name(uf_case_stage stage)
{
    return stage_names[stage];
}

/* ---- Pairs ---- */

static bool read_number(const char *text, uf_decimal *number)
{
    uf_number parts;
    return uf_number_scan(text, strlen(text), &parts) && parts.mark != ',' &&
           uf_number_decimal(&parts, number) && number->mantissa >= 0;
}

bool uf_change_numbers(uf_cli *cli, const char *option, uf_decimal *numbers, size_t room, size_t *n)
{
    const char *text = uf_cli_text(cli, option);
    char **parts, *why;
    if (text == NULL)
        return false;
    if (!uf_value_list(text, &parts, n, &why)) {
        if (why == NULL)
            uf_cli_no_memory(cli);
        uf_cli_die(cli, "--%s %s: %s", option, text, why);
    }
    bool fine = *n >= 1 && *n <= room;
    for (size_t i = 0; fine && i < *n; i++)
        fine = read_number(parts[i], &numbers[i]);
    free(parts);
    return fine;
}

bool uf_change_pair(uf_cli *cli, const char *option, uf_decimal pair[UF_SIDES])
{
    size_t n;
    if (!uf_cli_given(cli, option))
        return false;
    if (!uf_change_numbers(cli, option, pair, UF_SIDES, &n))
        uf_cli_die(cli, "--%s %s: write a number for risk and one for protection, such as 3,2",
                   option, uf_cli_text(cli, option));
    if (n == 1)
        pair[UF_PROTECTIVE] = pair[UF_RISK];
    return true;
}

static void read_min_factors(uf_cli *cli, uf_change_rules *rules)
{
    uf_decimal pair[UF_SIDES];
    const bool given = uf_change_pair(cli, "min-factors", pair);
    for (size_t side = 0; side < UF_SIDES; side++) {
        rules->min_factors[side] = UF_THREE_QUARTERS;
        if (!given)
            continue;
        const uf_decimal whole = uf_decimal_reduce(pair[side]);
        if (whole.places > 0 || whole.mantissa > UF_FACTORS_MAX)
            uf_cli_die(cli, "--min-factors %s: write whole numbers of factors",
                       uf_cli_text(cli, "min-factors"));
        rules->min_factors[side] = (size_t)whole.mantissa;
    }
}

/* ---- Settings ---- */

static void read_rules(uf_cli *cli, uf_change_rules *rules)
{
    (void)uf_change_rule_named(uf_cli_text(cli, "rule"), &rules->rule);
    /* Any change of a mean will do; the least change of a sum of whole numbers is 1. */
    const uf_decimal least = { rules->rule == UF_CHANGE_MEAN ? 0 : 1, 0 };
    rules->min_change[UF_RISK] = rules->min_change[UF_PROTECTIVE] = least;
    (void)uf_change_pair(cli, "min-change", rules->min_change);
    read_min_factors(cli, rules);
}

static void read_unit(uf_cli *cli, uf_change_settings *settings)
{
    const char *unit = uf_cli_text(cli, "unit"), *rule = uf_cli_text(cli, "family-rule");
    settings->unit_said = unit != NULL;
    settings->by_family = unit != NULL && strcmp(unit, "family") == 0;
    settings->family_rule_said = rule != NULL;
    settings->family_rule =
        rule != NULL && strcmp(rule, "any") == 0 ? UF_FAMILY_ANY : UF_FAMILY_ALL;
    if (rule != NULL && !settings->by_family)
        uf_cli_die(cli, "--family-rule %s goes with --unit family", rule);
}

static void read_among(uf_cli *cli, uf_change_settings *settings)
{
    const char *among = uf_cli_text(cli, "among");
    for (int stage = 0; stage < UF_CASE_STAGES; stage++)
        if (strcmp(among, stage_names[stage]) == 0)
            settings->among = (uf_case_stage)stage;
    if (settings->among != UF_CASE_IDENTIFIED && !uf_cli_given(cli, "cases"))
        uf_cli_die(cli, "--among %s needs --cases FILE with the column '%s'", among, among);
}

uf_change_settings uf_change_settings_read(uf_cli *cli)
{
    uf_change_settings settings = { .first = uf_cli_text(cli, "first"),
                                    .last = uf_cli_text(cli, "last"),
                                    .retro = uf_cli_text(cli, "retro") };
    read_rules(cli, &settings.rules);
    (void)uf_revealed_named(uf_cli_text(cli, "revealed"), &settings.revealed);
    if (settings.revealed == UF_REVEALED_RETRO && settings.retro == NULL)
        uf_cli_die(cli, "--revealed retro needs --retro COL with the re-rated baselines");
    if (settings.first != NULL && settings.last != NULL &&
        strcmp(settings.first, settings.last) == 0)
        uf_cli_die(cli, "--first %s --last %s: two different occasions", settings.first,
                   settings.last);
    read_unit(cli, &settings);
    read_among(cli, &settings);
    return settings;
}

/* ---- Definition ---- */

/* "folder/ester.csv" is "ester". The caller frees it. */
static char *base_name(uf_cli *cli, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = uf_cli_copy(cli, slash != NULL ? slash + 1 : path);
    const size_t length = strlen(name);
    if (length > 4 && strcmp(name + length - 4, ".csv") == 0)
        name[length - 4] = '\0';
    return name;
}

static char *checked(uf_cli *cli, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(cli);
    return text;
}

static char *min_factors(uf_cli *cli, const uf_change_rules *rules)
{
    if (rules->min_factors[UF_RISK] == UF_THREE_QUARTERS)
        return uf_cli_copy(cli, "75%");
    return checked(cli, uf_message_text("%zu,%zu", rules->min_factors[UF_RISK],
                                        rules->min_factors[UF_PROTECTIVE]));
}

/* ";times=a,b" whatever blanks the list was written with; "" without one. */
static char *listed_times(uf_cli *cli)
{
    const char *list = uf_cli_text(cli, "times");
    char *text = uf_cli_copy(cli, ""), **names = NULL, *why = NULL;
    size_t n = 0;
    if (list == NULL || !uf_value_list(list, &names, &n, &why))
        return text; /* what is no list has ended the program before */
    for (size_t i = 0; i < n; i++) {
        char *longer =
            checked(cli, uf_message_text("%s%s%s", text, i == 0 ? ";times=" : ",", names[i]));
        free(text);
        text = longer;
    }
    free(names);
    return text;
}

char *uf_change_definition(uf_cli *cli, const uf_change_settings *settings, uf_revealed revealed)
{
    const uf_change_rules *rules = &settings->rules;
    char risk[UF_DECIMAL_TEXT_SIZE], protective[UF_DECIMAL_TEXT_SIZE];
    char *factors = base_name(cli, uf_cli_text(cli, "factors"));
    char *least = min_factors(cli, rules);
    char *times = listed_times(cli);
    const char *family = !settings->by_family                     ? ""
                         : settings->family_rule == UF_FAMILY_ALL ? ";family-rule=all"
                                                                  : ";family-rule=any";
    char *text = uf_message_text(
        "change;factors=%s%s;first=%s;last=%s;revealed=%s;rule=%s;min-change=%s,%s;min-factors=%s;"
        "unit=%s%s;among=%s",
        factors, times, settings->first != NULL ? settings->first : "own",
        settings->last != NULL ? settings->last : "own", uf_revealed_name(revealed),
        uf_change_rule_name(rules->rule), uf_decimal_text(rules->min_change[UF_RISK], risk),
        uf_decimal_text(rules->min_change[UF_PROTECTIVE], protective), least,
        settings->by_family ? "family" : "case", family, uf_case_stage_name(settings->among));
    free(factors);
    free(least);
    free(times);
    return checked(cli, text);
}
