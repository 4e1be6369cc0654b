/* chart_measure.c: a measure in words, from its definition. */
#include "cli/chart_measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_axis.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/vocabulary.h"

/* The parts of a definition that has a limit; pieces of the estimate's own text. */
struct limit {
    const char *before;
    int before_length;
    const char *outcome;
    int outcome_length;
    bool inclusive;    /* at least, and not above */
    const char *value; /* with its unit           */
    int value_length;
    const char *after; /* "", or from a semicolon on */
};

static bool find_limit(const uf_estimate *estimate, struct limit *limit)
{
    const bool above = strncmp(estimate->measure, "above", 5) == 0;
    if (!above && strncmp(estimate->measure, "at_least", 8) != 0)
        return false;
    const char *sign = strrchr(estimate->definition, '>');
    if (sign == NULL)
        return false;
    limit->before = limit->outcome = estimate->definition;
    for (const char *at = estimate->definition; at < sign; at++)
        if (*at == ';')
            limit->outcome = at + 1;
    const bool first = limit->outcome == limit->before;
    limit->before_length = first ? 0 : (int)(limit->outcome - 1 - limit->before);
    limit->outcome_length = (int)(sign - limit->outcome);
    limit->inclusive = sign[1] == '=';
    limit->value = sign[1] == '=' ? sign + 2 : sign + 1;
    limit->value_length = (int)strcspn(limit->value, ";");
    limit->after = limit->value + limit->value_length;
    return limit->value_length > 0 && strchr("-.0123456789", limit->value[0]) != NULL;
}

static bool is_percent(const struct limit *limit)
{
    return limit->value_length > 0 && limit->value[limit->value_length - 1] == '%';
}

/* "12.5%" in the language of the run. */
static char *value_text(const struct limit *limit)
{
    char number[UF_AXIS_TEXT_SIZE], text[UF_AXIS_TEXT_SIZE];
    const bool percent = is_percent(limit);
    const size_t length = (size_t)limit->value_length - percent;
    if (length >= sizeof number)
        return uf_message_text("%.*s", limit->value_length, limit->value);
    memcpy(number, limit->value, length);
    number[length] = '\0';
    (void)uf_axis_number(text, uf_language_number(number), percent ? "%" : "");
    return uf_message_text("%s", text);
}

static char *outcome_text(const struct limit *limit)
{
    char *outcome = uf_message_text("%.*s", limit->outcome_length, limit->outcome);
    char *text = outcome != NULL ? uf_vocabulary(outcome) : NULL;
    free(outcome);
    return text;
}

char *uf_chart_measure_short(const uf_estimate *estimate)
{
    struct limit limit;
    if (!find_limit(estimate, &limit))
        return uf_vocabulary(estimate->measure);
    char *value = value_text(&limit);
    char *text = value == NULL     ? NULL
                 : limit.inclusive ? uf_message_text(uf_translate("at least %s"), value)
                                   : uf_message_text(uf_translate("above %s"), value);
    free(value);
    return text;
}

char *uf_chart_measure_phrase(const uf_estimate *estimate)
{
    struct limit limit;
    if (!find_limit(estimate, &limit))
        return uf_vocabulary(estimate->measure);
    char *outcome = outcome_text(&limit), *value = value_text(&limit), *text = NULL;
    if (outcome != NULL && value != NULL)
        /* translators: "absence above 15%" */
        text = uf_message_text(limit.inclusive ? uf_translate("%s at least %s")
                                               : uf_translate("%s above %s"),
                               outcome, value);
    free(outcome);
    free(value);
    return text;
}

/* "Rate of absence", "Share of pupils: improved". */
static char *plain_title(const uf_estimate *estimate, bool several)
{
    char *units = uf_vocabulary(estimate->estimand), *measure = uf_vocabulary(estimate->measure);
    const bool of = estimate->estimand[0] != '\0';
    char *text = NULL;
    if (units == NULL || measure == NULL)
        text = NULL;
    else if (strcmp(estimate->term, "rate") == 0 && strcmp(estimate->measure, "absence") == 0)
        text = uf_message_text("%s", uf_translate("Absence as a share of scheduled time"));
    else if (strcmp(estimate->term, "rate") == 0)
        text = several ? uf_message_text("%s", uf_translate("Rates"))
                       : uf_message_text(uf_translate("Rate of %s"), measure);
    else if (several)
        text = of ? uf_message_text(uf_translate("Share of %s"), units)
                  : uf_message_text("%s", uf_translate("Shares"));
    else
        text = of ? uf_message_text(uf_translate("Share of %s: %s"), units, measure)
                  : uf_message_text(uf_translate("Share: %s"), measure);
    free(units);
    free(measure);
    return text;
}

/* "Share of pupils with absence above 15%" */
static char *limit_title(const struct limit *limit, const char *units, const char *outcome,
                         const char *value, bool several)
{
    if (several)
        return uf_message_text(uf_translate("Share of %s with %s above the limit"), units, outcome);
    if (limit->inclusive)
        return uf_message_text(uf_translate("Share of %s with %s at least %s"), units, outcome,
                               value);
    return uf_message_text(uf_translate("Share of %s with %s above %s"), units, outcome, value);
}

char *uf_chart_measure_title(const uf_estimate *estimate, bool several)
{
    struct limit limit;
    if (!find_limit(estimate, &limit))
        return plain_title(estimate, several);
    const bool said = estimate->estimand[0] != '\0';
    char *units = uf_vocabulary(said ? estimate->estimand : "units");
    char *outcome = outcome_text(&limit), *value = value_text(&limit);
    char *text = units != NULL && outcome != NULL && value != NULL
                     ? limit_title(&limit, units, outcome, value, several)
                     : NULL;
    free(units);
    free(outcome);
    free(value);
    return text;
}

char *uf_chart_measure_outcome(const uf_estimate *estimate)
{
    struct limit limit;
    if (!find_limit(estimate, &limit))
        return uf_vocabulary("limit");
    return outcome_text(&limit);
}

const char *uf_chart_measure_unit(const uf_estimate *estimate)
{
    struct limit limit;
    return find_limit(estimate, &limit) && is_percent(&limit) ? "%" : "";
}

bool uf_chart_measure_limit(const uf_estimate *estimate, uf_decimal *value)
{
    struct limit limit;
    uf_number number;
    return find_limit(estimate, &limit) &&
           uf_number_scan(limit.value, (size_t)limit.value_length, &number) &&
           uf_number_decimal(&number, value);
}

bool uf_chart_measure_pupils(const uf_estimate *estimate)
{
    return strcmp(estimate->estimand, "scheduled time") == 0 && !isnan(estimate->clusters);
}

char *uf_chart_measure_rules(const uf_estimate *estimate)
{
    struct limit limit;
    if (!find_limit(estimate, &limit))
        return uf_message_text("%s", estimate->definition);
    const char *after =
        limit.before_length == 0 && limit.after[0] == ';' ? limit.after + 1 : limit.after;
    return uf_message_text("%.*s%s", limit.before_length, limit.before, after);
}
