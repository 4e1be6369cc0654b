/* chart_scale.c: terms and their scales. */
#include "cli/chart_scale.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cli/chart_measure.h"
#include "cli/language.h"
#include "cli/messages.h"

static const struct {
    const char *term;
    uf_scale_kind kind;
    const char *name;
} terms[] = {
    { "share", UF_SCALE_SHARE, UF_TRANSLATABLE("share") },
    { "rate", UF_SCALE_SHARE, UF_TRANSLATABLE("rate") },
    { "coverage", UF_SCALE_SHARE, UF_TRANSLATABLE("coverage") },
    { "mean", UF_SCALE_LEVEL, UF_TRANSLATABLE("mean") },
    { "limit", UF_SCALE_LEVEL, UF_TRANSLATABLE("limit") },
    { "risk_difference", UF_SCALE_POINTS, UF_TRANSLATABLE("risk difference") },
    { "risk_ratio", UF_SCALE_RATIO, UF_TRANSLATABLE("risk ratio") },
    { "odds_ratio", UF_SCALE_RATIO, UF_TRANSLATABLE("odds ratio") },
    { "rate_difference", UF_SCALE_DIFFERENCE, UF_TRANSLATABLE("rate difference") },
    { "rate_ratio", UF_SCALE_RATIO, UF_TRANSLATABLE("rate ratio") },
    { "mean_ratio", UF_SCALE_RATIO, UF_TRANSLATABLE("ratio of means") },
    { "change", UF_SCALE_DIFFERENCE, UF_TRANSLATABLE("change") },
    { "relative_change", UF_SCALE_RELATIVE, UF_TRANSLATABLE("relative change") },
    { "mean_difference", UF_SCALE_DIFFERENCE, UF_TRANSLATABLE("mean difference") },
    { "shift", UF_SCALE_DIFFERENCE, UF_TRANSLATABLE("location shift") },
    { "hedges_g", UF_SCALE_STANDARDISED, UF_TRANSLATABLE("Hedges g") },
    { "glass_delta", UF_SCALE_STANDARDISED, UF_TRANSLATABLE("Glass delta") },
    { "cox_index", UF_SCALE_STANDARDISED, UF_TRANSLATABLE("Cox index") },
    { "did", UF_SCALE_DIFFERENCE, UF_TRANSLATABLE("difference in differences") },
    { "icc", UF_SCALE_COEFFICIENT, UF_TRANSLATABLE("intraclass correlation") },
    { "alpha", UF_SCALE_COEFFICIENT, UF_TRANSLATABLE("Cronbach's alpha") },
};
enum { TERMS = sizeof terms / sizeof terms[0] };

static size_t find_term(const char *term)
{
    size_t i = 0;
    while (i < TERMS && strcmp(term, terms[i].term) != 0)
        i++;
    return i;
}

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

static uf_scale_kind kind_of(const char *term)
{
    const size_t known = find_term(term);
    if (known < TERMS)
        return terms[known].kind;
    return ends_with(term, "_ratio")        ? UF_SCALE_RATIO
           : ends_with(term, "_difference") ? UF_SCALE_DIFFERENCE
                                            : UF_SCALE_COEFFICIENT;
}

/* --- Scales. --- */

/* What the results say of the measure of a row. */
struct facts {
    bool shares; /* it is one of shares             */
    bool means;  /* it has means                    */
    bool beyond; /* it has a rate that is no share  */
};

static struct facts find_facts(const uf_results *results, const uf_estimate *estimate)
{
    uf_decimal limit;
    struct facts facts = { .shares = !isnan(estimate->events) ||
                                     uf_chart_measure_limit(estimate, &limit) };
    for (size_t i = 0; i < uf_results_count(results); i++) {
        const uf_estimate *other = uf_results_get(results, i);
        if (strcmp(other->measure, estimate->measure) != 0)
            continue;
        const uf_scale_kind kind = kind_of(other->term);
        facts.shares = facts.shares || kind == UF_SCALE_SHARE || kind == UF_SCALE_POINTS;
        facts.means = facts.means || strcmp(other->term, "mean") == 0;
        facts.beyond = facts.beyond || (strcmp(other->term, "rate") == 0 && other->estimate > 1.0);
    }
    return facts;
}

uf_scale uf_scale_of(const uf_results *results, const uf_estimate *estimate)
{
    uf_scale scale = { kind_of(estimate->term), "", "" };
    const bool rate = strcmp(estimate->term, "rate") == 0;
    if (scale.kind == UF_SCALE_DIFFERENCE || rate) {
        const struct facts facts = find_facts(results, estimate);
        if (rate && facts.beyond)
            scale.kind = UF_SCALE_LEVEL;
        else if (!rate && facts.shares && !facts.means && !facts.beyond)
            scale.kind = UF_SCALE_POINTS;
    }
    if (scale.kind == UF_SCALE_DIFFERENCE || scale.kind == UF_SCALE_LEVEL)
        scale.measure = estimate->measure;
    if (scale.kind == UF_SCALE_LEVEL || scale.kind == UF_SCALE_COEFFICIENT)
        scale.term = estimate->term;
    return scale;
}

bool uf_scale_same(const uf_scale *a, const uf_scale *b)
{
    return a->kind == b->kind && strcmp(a->measure, b->measure) == 0 &&
           strcmp(a->term, b->term) == 0;
}

bool uf_scale_logarithmic(const uf_scale *scale)
{
    return scale->kind == UF_SCALE_RATIO;
}

double uf_scale_null(const uf_scale *scale)
{
    switch (scale->kind) {
    case UF_SCALE_RATIO: return 1.0;
    case UF_SCALE_SHARE:
    case UF_SCALE_LEVEL:
    case UF_SCALE_COEFFICIENT: return NAN;
    default: return 0.0;
    }
}

static bool percent(const uf_scale *scale)
{
    return scale->kind == UF_SCALE_SHARE || scale->kind == UF_SCALE_POINTS ||
           scale->kind == UF_SCALE_RELATIVE;
}

double uf_scale_shown(const uf_scale *scale, double value)
{
    return percent(scale) ? 100 * value : value;
}

const char *uf_scale_sign(const uf_scale *scale)
{
    return percent(scale) && scale->kind != UF_SCALE_POINTS ? "%" : "";
}

const char *uf_scale_unit(const uf_scale *scale)
{
    switch (scale->kind) {
    case UF_SCALE_SHARE:
    case UF_SCALE_RELATIVE: return uf_translate("percent");
    case UF_SCALE_POINTS: return uf_translate("percentage points");
    case UF_SCALE_RATIO: return uf_translate("ratio");
    case UF_SCALE_STANDARDISED: return uf_translate("standard deviations");
    default: return "";
    }
}

/* --- Words and numbers. --- */

char *uf_scale_term(const char *term)
{
    const size_t known = find_term(term);
    char *text = uf_message_text("%s", known < TERMS ? uf_translate(terms[known].name) : term);
    for (char *at = known == TERMS ? text : NULL; at != NULL && *at != '\0'; at++)
        if (*at == '_')
            *at = ' ';
    return text;
}

/* As many as make three digits of a value, and none beyond. */
static int ratio_decimals(double shown)
{
    if (!(shown > 0))
        return 2;
    const int magnitude = (int)floor(log10(shown) + 1e-9);
    return magnitude >= 2    ? 0
           : magnitude >= 0  ? 2 - magnitude
           : magnitude >= -4 ? 1 - magnitude
                             : 6;
}

char *uf_scale_text(const uf_scale *scale, double shown, int decimals,
                    char text[UF_SCALE_TEXT_SIZE])
{
    char number[UF_SCALE_TEXT_SIZE];
    if (isinf(shown)) {
        (void)snprintf(text, UF_SCALE_TEXT_SIZE, "%s\xE2\x88\x9E", shown < 0 ? "-" : "");
        return text;
    }
    const int places = uf_scale_logarithmic(scale) ? ratio_decimals(shown) : decimals;
    if (fabs(shown) >= 1e7 || (places == 6 && shown < 1e-5 && shown > 0))
        (void)snprintf(number, sizeof number, "%.3g", shown);
    else
        (void)snprintf(number, sizeof number, "%.*f", places, shown);
    /* -0.0 of a small negative number says nothing that 0.0 does not */
    const char *digits = number + (number[0] == '-' && strspn(number, "-0.") == strlen(number));
    (void)snprintf(text, UF_SCALE_TEXT_SIZE, "%s", digits);
    return uf_language_number(text);
}
