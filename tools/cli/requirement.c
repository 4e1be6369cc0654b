/* requirement.c: reading the text of a target. */
#include "cli/requirement.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/numbers.h"

/* Where the reader stands, and what it found wrong. */
struct reader {
    uf_cli *cli;
    const char *at;
    char *problem; /* or NULL */
};

/* Note the first problem; later ones follow from it. */
__attribute__((format(printf, 2, 3))) static void fail(struct reader *reader, const char *format,
                                                       ...)
{
    if (reader->problem != NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    reader->problem = uf_cli_allocate(reader->cli, (size_t)length + 1, 1);
    va_start(arguments, format);
    (void)vsnprintf(reader->problem, (size_t)length + 1, format, arguments);
    va_end(arguments);
}

static void skip_spaces(struct reader *reader)
{
    while (*reader->at == ' ' || *reader->at == '\t')
        reader->at++;
}

static bool take(struct reader *reader, const char *token)
{
    skip_spaces(reader);
    const size_t length = strlen(token);
    if (strncmp(reader->at, token, length) != 0)
        return false;
    reader->at += length;
    return true;
}

/* The text up to any of the stops, without the spaces round it. */
static char *take_until(struct reader *reader, const char *stops)
{
    skip_spaces(reader);
    const size_t reach = strcspn(reader->at, stops);
    size_t length = reach;
    while (length > 0 && reader->at[length - 1] == ' ')
        length--;
    char *text = uf_cli_allocate(reader->cli, length + 1, 1);
    memcpy(text, reader->at, length);
    text[length] = '\0';
    reader->at += reach;
    return text;
}

/* ---- TERM(MEASURE,…) ---- */

static void set_once(struct reader *reader, char **field, char *text, const char *what)
{
    if (*field != NULL)
        fail(reader, "%s stands twice", what);
    free(*field);
    *field = text;
}

static void read_arguments(struct reader *reader, uf_demand *demand)
{
    demand->measure = take_until(reader, ",)");
    if (demand->measure[0] == '\0')
        fail(reader, "no measure in the parentheses");
    while (take(reader, ",")) {
        if (take(reader, "period="))
            set_once(reader, &demand->period, take_until(reader, ",)"), "period");
        else if (take(reader, "method="))
            set_once(reader, &demand->method, take_until(reader, ",)"), "method");
        else
            set_once(reader, &demand->group, take_until(reader, ",)"), "the group");
    }
    if (!take(reader, ")"))
        fail(reader, "a parenthesis is not closed");
}

static void read_subject(struct reader *reader, uf_demand *demand)
{
    static const char short_share[] = "share_";
    demand->term = take_until(reader, "(<>= ");
    if (take(reader, "("))
        read_arguments(reader, demand);
    else if (strncmp(demand->term, short_share, sizeof short_share - 1) == 0) {
        demand->measure = uf_cli_copy(reader->cli, demand->term + sizeof short_share - 1);
        demand->term[sizeof short_share - 2] = '\0';
    } else
        fail(reader, "write TERM(MEASURE), such as share(above_15)");
    demand->rule.quantity = uf_quantity_of_term(demand->term);
    const bool is_n = strcmp(demand->term, "n") == 0;
    if (!is_n && strcmp(demand->term, "events") != 0)
        return;
    demand->rule.quantity = is_n ? UF_QUANTITY_N : UF_QUANTITY_EVENTS;
    free(demand->term);
    demand->term = NULL;
}

static void read_relation(struct reader *reader, uf_demand *demand)
{
    static const struct {
        const char *text;
        uf_relation relation;
    } relations[] = {
        { ">=", UF_AT_LEAST },    { "\u2265", UF_AT_LEAST }, { "<=", UF_AT_MOST },
        { "\u2264", UF_AT_MOST }, { ">", UF_MORE_THAN },     { "<", UF_LESS_THAN },
    };
    for (size_t i = 0; i < sizeof relations / sizeof relations[0]; i++)
        if (take(reader, relations[i].text)) {
            demand->rule.relation = relations[i].relation;
            return;
        }
    fail(reader, "one of >= <= > < is missing at '%s'", reader->at);
}

/* ---- VALUE ---- */

enum unit { PLAIN, PERCENT, POINTS };

static enum unit take_unit(struct reader *reader)
{
    static const struct {
        const char *text;
        enum unit unit;
    } units[] = {
        { "percentage points", POINTS },
        { "procentenheter", POINTS },
        { "points", POINTS },
        { "point", POINTS },
        { "percent", PERCENT },
        { "procent", PERCENT },
        { "%", PERCENT },
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (take(reader, units[i].text))
            return units[i].unit;
    return PLAIN;
}

/* The sign, digits and mark at the reader; a comma is a decimal mark here, U+2212 a minus. */
static bool take_number(struct reader *reader, uf_decimal *value, bool *has_sign)
{
    char text[64] = "";
    size_t length = 0;
    skip_spaces(reader);
    if (take(reader, "\u2212"))
        text[length++] = '-';
    while (length + 1 < sizeof text && *reader->at != '\0' && strchr("+-.,0123456789", *reader->at))
        text[length++] = *reader->at++;
    uf_number number;
    if (!uf_number_scan(text, length, &number) || !uf_number_decimal(&number, value))
        return false;
    *has_sign = text[0] == '-' || text[0] == '+';
    return true;
}

static bool is_beyond_one(uf_decimal value)
{
    static const uf_decimal one = { 1, 0 }, minus_one = { -1, 0 };
    return uf_decimal_compare(value, one) > 0 || uf_decimal_compare(value, minus_one) < 0;
}

/* Refuse what can be read in several ways, with the readings. */
static void check_reading(struct reader *reader, const uf_demand *demand, enum unit unit,
                          const char *number, bool has_sign)
{
    const uf_quantity quantity = demand->rule.quantity;
    const bool share = quantity == UF_QUANTITY_SHARE || quantity == UF_QUANTITY_RATE;
    const bool change = quantity == UF_QUANTITY_RELATIVE_CHANGE;
    const bool difference = quantity == UF_QUANTITY_SHARE_DIFFERENCE;
    if (difference && unit == PERCENT)
        fail(reader, "%s%% of a difference: write '%s points', or ask for relative_change(%s) %s%%",
             number, number, demand->measure, number);
    if (change && unit == POINTS)
        fail(reader,
             "points of a relative change: write '%s%%', or ask for risk_difference(%s) "
             "%s points",
             number, demand->measure, number);
    if (change && unit == PERCENT && !has_sign)
        fail(reader, "%s%%: write -%s%% for a fall or +%s%% for a rise", number, number, number);
    if ((share || change || difference) && unit == PLAIN && is_beyond_one(demand->rule.value))
        fail(reader, "%s: write %s%s, or the share itself (0.22)", number, number,
             difference ? " points" : "%");
    if (share && unit == POINTS)
        fail(reader, "points of a share: write %s%%, or ask for risk_difference(%s)", number,
             demand->measure);
    if (!share && !change && !difference && unit != PLAIN)
        fail(reader, "%s of '%s': write a plain number", unit == POINTS ? "points" : "percent",
             demand->term != NULL ? demand->term : "a count");
}

static void read_value(struct reader *reader, uf_demand *demand)
{
    skip_spaces(reader);
    const char *start = reader->at;
    bool has_sign = false;
    if (!take_number(reader, &demand->rule.value, &has_sign)) {
        fail(reader, "'%s' is not a number", start);
        return;
    }
    const size_t length = (size_t)(reader->at - start);
    char number[64];
    (void)snprintf(number, sizeof number, "%.*s", (int)length, start);
    const enum unit unit = take_unit(reader);
    check_reading(reader, demand, unit, number, has_sign);
    if (unit != PLAIN)
        demand->rule.value.places += 2;
    if (demand->rule.value.places > UF_DECIMAL_MAX_PLACES)
        fail(reader, "%s has too many decimals", number);
}

/* ---- each COL | pooled ---- */

static void read_scope(struct reader *reader, uf_demand *demand)
{
    demand->pooled = take(reader, "pooled");
    if (!demand->pooled && take(reader, "each ")) {
        do {
            if (demand->each_count == UF_REQUIREMENT_EACH) {
                fail(reader, "more than %d columns after each", UF_REQUIREMENT_EACH);
                return;
            }
            demand->each[demand->each_count] = take_until(reader, ", ");
            if (demand->each[demand->each_count++][0] == '\0')
                fail(reader, "no column after each");
        } while (take(reader, ","));
    }
    skip_spaces(reader);
    if (*reader->at != '\0')
        fail(reader, "'%s' is left over; each COL or pooled may stand here", reader->at);
}

char *uf_demand_read(uf_cli *cli, uf_demand *demand, const char *text)
{
    struct reader reader = { .cli = cli, .at = text };
    *demand = (uf_demand){ .text = uf_cli_copy(cli, text) };
    read_subject(&reader, demand);
    if (reader.problem == NULL)
        read_relation(&reader, demand);
    if (reader.problem == NULL)
        read_value(&reader, demand);
    if (reader.problem == NULL)
        read_scope(&reader, demand);
    if (reader.problem != NULL)
        uf_demand_release(demand);
    return reader.problem;
}

void uf_demand_release(uf_demand *demand)
{
    free(demand->text);
    free(demand->term);
    free(demand->measure);
    free(demand->group);
    free(demand->period);
    free(demand->method);
    for (size_t i = 0; i < demand->each_count; i++)
        free(demand->each[i]);
    *demand = (uf_demand){ 0 };
}
