/* comparison_ancova.c: the arms after, compared at the same value before. */
#include "comparison_rows.h"

#include <math.h>
#include <stdlib.h>
#include <utfall/cluster_robust.h>
#include <utfall/linear_model.h>

enum { ARM, BEFORE, CONSTANT, COLUMNS };

/* The units of both waves as rows of a regression; each is its own cluster. */
struct rows {
    double *x, *y, *weights;  /* one block */
    uint32_t *unit, *stratum; /* another  */
    size_t n, columns;
    double largest, smallest; /* values before */
};

static bool in_both(const uf_observation *unit)
{
    return !isnan(unit->value[UF_WAVE_BEFORE]) && !isnan(unit->value[UF_WAVE_AFTER]);
}

static void push(struct rows *r, const uf_arm *arm, double treated)
{
    for (size_t i = 0; i < arm->count; i++) {
        const uf_observation *unit = &arm->units[i];
        if (!in_both(unit))
            continue;
        const double before = unit->value[UF_WAVE_BEFORE];
        double *x = r->x + r->n * r->columns;
        x[ARM] = treated;
        x[BEFORE] = before;
        if (r->columns > CONSTANT)
            x[CONSTANT] = 1;
        r->y[r->n] = unit->value[UF_WAVE_AFTER];
        r->weights[r->n] = (double)unit->units;
        r->stratum[r->n] = (uint32_t)unit->stratum;
        r->unit[r->n] = (uint32_t)r->n;
        r->largest = fmax(r->largest, before);
        r->smallest = fmin(r->smallest, before);
        r->n++;
    }
}

static uf_status make_rows(struct rows *r, const uf_arm *group, const uf_arm *reference,
                           bool stratified, uf_error *error)
{
    const size_t room = group->count + reference->count + 1;
    *r = (struct rows){ .columns = stratified ? CONSTANT : COLUMNS,
                        .largest = -INFINITY,
                        .smallest = INFINITY };
    r->x = malloc(room * (COLUMNS + 2) * sizeof *r->x);
    r->unit = malloc(2 * room * sizeof *r->unit);
    if (r->x == NULL || r->unit == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    r->y = r->x + room * COLUMNS;
    r->weights = r->y + room;
    r->stratum = r->unit + room;
    push(r, group, 1);
    push(r, reference, 0);
    return UF_OK;
}

/* Why there is nothing to fit; "" if there is. */
static const char *nothing_to_fit(const struct rows *r, double n, double n_reference)
{
    if (!(n > 0) || !(n_reference > 0))
        return "nobody of a group is in both periods";
    if (!(r->smallest < r->largest))
        return "the values before are all the same: there is nothing to adjust for";
    return "";
}

/* Robust where no strata are swept out, and as the textbook has it. */
static uf_status contrasts(uf_comparison *c, const uf_regression *fit, const char *term,
                           bool is_single, const uf_comparison_settings *settings, uf_error *error)
{
    const double contrast[COLUMNS] = { [ARM] = 1 };
    const bool stratified = settings->strata > 0;
    uf_effect effect;
    uf_status status = UF_OK;
    if (!stratified) {
        status = uf_cluster_robust_contrast(&effect, fit, contrast, UF_CR2, settings->alternative,
                                            uf_comparison_each_side(settings), error);
        effect.method = "ancova(hc2-satterthwaite)";
        if (status != UF_OK)
            return status;
        if (is_single)
            effect.note = "a group has only one value"; /* said of clusters, it would puzzle */
        uf_effect_one_sided(&effect, settings->alternative);
        (void)uf_comparison_add(c, term, UF_PRIMARY, &effect, settings);
    }
    status = uf_regression_contrast(&effect, fit, contrast, settings->alternative,
                                    uf_comparison_each_side(settings), error);
    effect.method = stratified ? "ancova(ols-blocks)" : "ancova(ols)";
    if (status != UF_OK)
        return status;
    uf_effect_one_sided(&effect, settings->alternative);
    (void)uf_comparison_add(c, term, stratified ? UF_PRIMARY : UF_SENSITIVITY, &effect, settings);
    return UF_OK;
}

static uf_status fit_rows(uf_comparison *c, const struct rows *r, const char *term, bool is_single,
                          const uf_comparison_settings *settings, uf_error *error)
{
    const bool stratified = settings->strata > 0;
    const uf_design design = { .n = r->n,
                               .p = r->columns,
                               .x = r->x,
                               .y = r->y,
                               .weights = r->weights,
                               .weighted = UF_WEIGHT_COUNT,
                               .cluster = stratified ? NULL : r->unit,
                               .clusters = stratified ? 0 : r->n,
                               .fixed = stratified ? r->stratum : NULL,
                               .fixed_groups = settings->strata };
    uf_regression *fit = NULL;
    uf_status status = uf_linear_model_fit(&fit, &design, error);
    if (status == UF_ESINGULAR) {
        uf_effect effect = uf_effect_none("ancova(ols)");
        effect.note =
            "the values before, or the strata, tell the groups apart: what is due to which "
            "cannot be said";
        (void)uf_comparison_add(c, term, UF_PRIMARY, &effect, settings);
        return UF_OK;
    }
    if (status == UF_OK)
        status = contrasts(c, fit, term, is_single, settings, error);
    uf_regression_free(fit);
    return status;
}

uf_status uf_comparison_ancova(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                               const uf_comparison_settings *settings, uf_error *error)
{
    uf_estimate checked;
    struct rows r;
    c->count = c->strata = 0;
    if (isnan(uf_comparison_each_side(settings)) || settings->kind == UF_OUTCOME_RATE)
        return uf_error_set(error, UF_EINVAL, __func__, "level or kind is out of range",
                            UF_NO_INDEX, settings->level);
    uf_status status = uf_comparison_arm(&checked, group, UF_WAVE_AFTER, settings, error);
    if (status == UF_OK)
        status = uf_comparison_arm(&checked, reference, UF_WAVE_AFTER, settings, error);
    if (status != UF_OK)
        return status;
    const char *term = settings->kind == UF_OUTCOME_BINARY ? "risk_difference" : "mean_difference";
    const double n = (double)uf_comparison_waves(group).both;
    const double n_reference = (double)uf_comparison_waves(reference).both;
    status = make_rows(&r, group, reference, settings->strata > 0, error);
    if (status == UF_OK) {
        uf_effect effect = uf_effect_none("ancova(ols)");
        effect.note = nothing_to_fit(&r, n, n_reference);
        if (effect.note[0] != '\0')
            (void)uf_comparison_add(c, term, UF_PRIMARY, &effect, settings);
        else
            status = fit_rows(c, &r, term, n == 1 || n_reference == 1, settings, error);
    }
    free(r.x);
    free(r.unit);
    uf_comparison_sizes(c, 0, n, n_reference);
    for (size_t i = 0; i < c->count; i++)
        c->rows[i].estimand = UF_ESTIMAND_BOTH_WAVES;
    return status;
}
