/* chart_measure.c: a measure in words, from its definition. */
#include "cli/chart_measure.h"

#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"

/* The parts of a definition that ends with a limit; pieces of the estimate's own text. */
struct limit {
    const char *rules;
    int rules_length;
    const char *outcome;
    int outcome_length;
    const char *relation; /* in words */
    const char *value;    /* with its unit, to the end */
};

static bool find_limit(const uf_estimate *estimate, struct limit *limit)
{
    const bool above = strncmp(estimate->measure, "above", 5) == 0;
    if (!above && strncmp(estimate->measure, "at_least", 8) != 0)
        return false;
    const char *separator = strrchr(estimate->definition, ';');
    const char *sign = strrchr(estimate->definition, '>');
    if (sign == NULL || (separator != NULL && sign < separator))
        return false;
    limit->rules = estimate->definition;
    limit->rules_length = separator != NULL ? (int)(separator - estimate->definition) : 0;
    limit->outcome = separator != NULL ? separator + 1 : estimate->definition;
    limit->outcome_length = (int)(sign - limit->outcome);
    limit->relation = sign[1] == '=' ? "at least" : "above";
    limit->value = sign[1] == '=' ? sign + 2 : sign + 1;
    return true;
}

char *uf_chart_measure_short(const uf_estimate *estimate)
{
    struct limit limit;
    if (!find_limit(estimate, &limit))
        return uf_message_text("%s", estimate->measure);
    return uf_message_text("%s %s", limit.relation, limit.value);
}

char *uf_chart_measure_title(const uf_estimate *estimate, bool several)
{
    struct limit limit;
    const char *of = estimate->estimand[0] != '\0' ? " of " : "";
    if (!find_limit(estimate, &limit)) {
        const char *what = strcmp(estimate->term, "rate") == 0 ? "Rate" : "Share";
        if (several)
            return uf_message_text("%s%s%s", what, of, estimate->estimand);
        return uf_message_text("%s%s%s: %s", what, of, estimate->estimand, estimate->measure);
    }
    return uf_message_text("Share%s%s with %.*s %s %s", of, estimate->estimand,
                           limit.outcome_length, limit.outcome, limit.relation,
                           several ? "the limit" : limit.value);
}

char *uf_chart_measure_outcome(const uf_estimate *estimate)
{
    struct limit limit;
    if (!find_limit(estimate, &limit))
        return uf_message_text("limit");
    return uf_message_text("%.*s", limit.outcome_length, limit.outcome);
}

const char *uf_chart_measure_unit(const uf_estimate *estimate)
{
    struct limit limit;
    const bool found = find_limit(estimate, &limit);
    const size_t length = found ? strlen(limit.value) : 0;
    return length > 0 && limit.value[length - 1] == '%' ? "%" : "";
}

char *uf_chart_measure_rules(const uf_estimate *estimate)
{
    struct limit limit;
    if (!find_limit(estimate, &limit))
        return uf_message_text("%s", estimate->definition);
    return uf_message_text("%.*s", limit.rules_length, limit.rules);
}
