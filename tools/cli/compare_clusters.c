/* compare_clusters.c: the questions that a comparison of clusters puts to libstats, outcome by
 * outcome and arm by arm. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare_clusters.h"
#include "cli/messages.h"

/* ---- What all rows say ---- */

/* "schools equally, pupils in both periods", "pupils". */
static const char *estimand_of(const uf_compare_contrast *c, uf_clustered_weighting weighting,
                               bool panel)
{
    const char *units = uf_units_name(c->job->unit_rules), *clusters = c->job->clusters->plain;
    if (weighting == UF_UNITS_ALIKE)
        return panel ? uf_compare_text(c->job, "%s in both periods", units) : units;
    return panel ? uf_compare_text(c->job, "%s equally, %s in both periods", clusters, units)
                 : uf_compare_text(c->job, "%s equally", clusters);
}

void uf_compare_contrast_dress(const uf_compare_contrast *c, uf_estimate *row, const char *period,
                               uf_clustered_weighting weighting, bool panel)
{
    const char *better = uf_cli_text(c->job->cli, "better");
    row->measure = c->job->outcomes[c->outcome];
    if (better != NULL)
        row->better = strcmp(better, "lower") == 0 ? UF_BETTER_LOWER : UF_BETTER_HIGHER;
    row->period = period;
    row->estimand = estimand_of(c, weighting, panel);
    row->definition = c->definition;
}

static uf_outcome_kind kind_of(const uf_compare *job, size_t outcome)
{
    if (job->columns.exposure != UF_NO_COLUMN)
        return UF_OUTCOME_RATE;
    return job->data.binary[outcome] ? UF_OUTCOME_BINARY : UF_OUTCOME_NUMBER;
}

uf_clustered_settings uf_compare_contrast_settings(const uf_compare_contrast *c)
{
    uf_clustered_settings settings = c->job->clusters->settings;
    settings.kind = kind_of(c->job, c->outcome);
    settings.panel = c->panel;
    return settings;
}

/* A failure of libstats in words: a covariate by its name. */
static void check(const uf_compare_contrast *c, uf_status status, const uf_error *error)
{
    const uf_compare_clusters *clusters = c->job->clusters;
    if (status == UF_OK)
        return;
    if (status == UF_ESINGULAR && error->index < clusters->covariate_count)
        uf_cli_die(
            c->job->cli,
            "covariate '%s' is constant, or says nothing that those before it and the strata "
            "do not say: leave it out",
            clusters->covariates[error->index]);
    if (status == UF_ESINGULAR && error->index == clusters->covariate_count)
        uf_cli_die(c->job->cli,
                   "--design ancova: the values before are the same in all %s, or follow from the "
                   "strata: there is nothing to adjust for",
                   clusters->plain);
    if (status == UF_ESINGULAR)
        uf_cli_die(c->job->cli, "the covariates and strata tell the arms apart completely: what is "
                                "due to which cannot be said");
    (void)uf_cli_fail(c->job->cli, error);
}

static uf_clustered *sum_up(const uf_compare_contrast *c, const uf_clustered_settings *settings)
{
    uf_clustered *table = NULL;
    uf_error error;
    check(c, uf_clustered_new(&table, &c->units.data, settings, &error), &error);
    return table;
}

/* ---- Arms and clusters ---- */

static const char *arm_of(const uf_compare_contrast *c, unsigned char treated)
{
    return treated ? c->arm_name : c->job->control;
}

static int first_wave(const uf_compare *job)
{
    return job->design == UF_COMPARE_POST ? UF_WAVE_AFTER : UF_WAVE_BEFORE;
}

static void write_arm(const uf_compare_contrast *c, const uf_clustered *table,
                      unsigned char treated)
{
    const uf_compare *job = c->job;
    for (int w = first_wave(job); w < UF_WAVES; w++) {
        uf_estimate row;
        uf_error error;
        check(c, uf_clustered_arm(&row, table, treated, (uf_wave)w, &error), &error);
        row.group = arm_of(c, treated);
        uf_compare_contrast_dress(c, &row, job->period[w], job->clusters->settings.weighting,
                                  false);
        uf_compare_keep(job, c->table, &row, false);
    }
}

static void write_clusters(const uf_compare_contrast *c, const uf_clustered *table,
                           unsigned char treated)
{
    for (size_t g = 0; g < c->units.data.clusters; g++)
        for (int w = first_wave(c->job); w < UF_WAVES; w++) {
            uf_estimate row;
            if (c->units.treated[g] != treated || !uf_clustered_cluster(&row, table, g, (uf_wave)w))
                continue;
            row.group = arm_of(c, treated);
            uf_compare_contrast_dress(c, &row, c->job->period[w], UF_UNITS_ALIKE, false);
            uf_compare_keep_cluster(c->job, c->table, &row,
                                    uf_compare_cluster_name(c->job, c->units.codes[g]));
        }
}

static void write_changes(const uf_compare_contrast *c, const uf_clustered *table,
                          unsigned char treated)
{
    uf_estimate rows[UF_CLUSTERED_CHANGES];
    size_t count;
    uf_error error;
    check(c, uf_clustered_changes(rows, &count, table, treated, &error), &error);
    for (size_t i = 0; i < count; i++) {
        rows[i].group = arm_of(c, treated);
        uf_compare_note(&rows[i], "change over time is not effect");
        uf_compare_contrast_dress(c, &rows[i], "after-before", c->job->clusters->settings.weighting,
                                  c->panel);
        uf_compare_keep(c->job, c->table, &rows[i], false);
    }
}

static void write_icc(const uf_compare_contrast *c, const uf_clustered *table)
{
    for (int w = first_wave(c->job); w < UF_WAVES; w++) {
        uf_estimate rows[UF_CLUSTERED_ICCS];
        double design_effects[UF_CLUSTERED_ICCS];
        uf_error error;
        check(c, uf_clustered_icc(rows, design_effects, table, (uf_wave)w, &error), &error);
        for (size_t i = 0; i < UF_CLUSTERED_ICCS; i++) {
            if (!isnan(design_effects[i]))
                uf_compare_note(&rows[i], "design effect %.4g", design_effects[i]);
            uf_compare_note(&rows[i], "both arms together");
            uf_compare_contrast_dress(c, &rows[i], c->job->period[w], UF_UNITS_ALIKE, false);
            uf_compare_keep(c->job, c->table, &rows[i], false);
        }
    }
}

static void write_baseline(const uf_compare_contrast *c, const uf_clustered *table)
{
    uf_estimate row;
    uf_error error;
    check(c, uf_clustered_baseline(&row, table, &error), &error);
    row.group = c->arm_name;
    row.reference = c->job->control;
    uf_compare_contrast_dress(c, &row, c->job->period[UF_WAVE_BEFORE],
                              c->job->clusters->settings.weighting, c->panel);
    uf_compare_keep(c->job, c->table, &row, false);
}

/* What is said of the arms by themselves; of the control once. */
static void write_levels(const uf_compare_contrast *c)
{
    uf_clustered_settings settings = uf_compare_contrast_settings(c);
    settings.panel = false;
    uf_clustered *table = sum_up(c, &settings);
    for (int treated = 1; treated >= (c->first ? 0 : 1); treated--)
        write_arm(c, table, (unsigned char)treated);
    for (int treated = 1; treated >= (c->first ? 0 : 1); treated--)
        if (uf_cli_flag(c->job->cli, "by-cluster"))
            write_clusters(c, table, (unsigned char)treated);
    write_icc(c, table);
    uf_clustered_free(table);
}

/* ---- The effect ---- */

/* Of several arms none is the comparison that the table is about: at most one row is primary. */
static void demote(const uf_compare_contrast *c, uf_estimate *row)
{
    if (!c->several || row->role != UF_PRIMARY)
        return;
    row->role = UF_DESCRIPTIVE;
    uf_compare_note(row, "several arms are compared with the control: none is primary; --where "
                         "chooses");
}

static void dress_effects(const uf_compare_contrast *c, uf_clustered_effects *effects,
                          const uf_clustered_settings *settings)
{
    const bool did = c->job->design == UF_COMPARE_DID;
    for (size_t i = 0; i < effects->count; i++) {
        uf_estimate *row = &effects->rows[i].row;
        row->group = c->arm_name;
        row->reference = c->job->control;
        uf_compare_contrast_dress(c, row, did ? "after-before" : c->job->period[UF_WAVE_AFTER],
                                  settings->weighting, settings->panel);
        demote(c, row);
    }
}

static void compare(const uf_compare_contrast *c, const uf_clustered *table,
                    const uf_clustered_settings *settings, uf_clustered_effects *effects, bool main)
{
    uf_error error;
    check(c, uf_clustered_compare(effects, table, &error), &error);
    dress_effects(c, effects, settings);
    uf_compare_notes(c, effects, table, main);
}

/* The same question of other people, or weighted otherwise: the t on clusters, as sensitivity. */
static void compare_other(const uf_compare_contrast *c, const uf_clustered_settings *settings,
                          uf_estimate *answer, uf_estimate *row)
{
    uf_clustered *table = sum_up(c, settings);
    uf_clustered_effects effects;
    compare(c, table, settings, &effects, false);
    *row = effects.rows[0].row;
    row->role = UF_SENSITIVITY;
    uf_compare_note_signs(answer, row);
    uf_clustered_effects_release(&effects);
    uf_clustered_free(table);
}

static void write_scale(const uf_compare_contrast *c, uf_clustered_settings settings,
                        uf_outcome_scale scale)
{
    settings.scale = scale;
    if (settings.kind == UF_OUTCOME_NUMBER && scale == UF_ON_LOGIT)
        return; /* a mean has no odds */
    uf_clustered *table = sum_up(c, &settings);
    uf_clustered_effects effects;
    compare(c, table, &settings, &effects, true);
    for (size_t i = 0; i < effects.count; i++)
        uf_compare_keep(c->job, c->table, &effects.rows[i].row, false);
    uf_clustered_effects_release(&effects);
    uf_clustered_free(table);
}

/* The rows of the main question, kept; where that of the randomisation test is. */
static void keep_effects(const uf_compare_contrast *c, const uf_clustered_effects *effects,
                         uf_compare_family *family, const uf_clustered *table)
{
    const char *adjust = uf_cli_text(c->job->cli, "adjust");
    const bool joint = adjust != NULL && strcmp(adjust, "westfall-young") == 0;
    bool found = false;
    for (size_t i = 0; i < effects->count; i++) {
        const uf_clustered_row *made = &effects->rows[i];
        const bool tests = joint && !found && made->inference == UF_INFER_RANDOMISATION;
        if (!tests) {
            uf_compare_keep(c->job, c->table, &made->row, i == 0);
            continue;
        }
        found = true;
        uf_compare_family_add(family, c, table,
                              uf_compare_keep_adjusted(c->job, c->table, &made->row));
    }
}

static void write_effects(const uf_compare_contrast *c, uf_compare_family *family)
{
    const uf_compare *job = c->job;
    uf_clustered_settings settings = uf_compare_contrast_settings(c);
    uf_clustered *table = sum_up(c, &settings);
    uf_clustered_effects effects;
    uf_estimate others[2];
    size_t other_count = 0;
    if (job->design == UF_COMPARE_DID)
        for (int treated = 1; treated >= (c->first ? 0 : 1); treated--)
            write_changes(c, table, (unsigned char)treated);
    if (uf_cli_flag(job->cli, "equivalence"))
        write_baseline(c, table);
    compare(c, table, &settings, &effects, true);
    uf_clustered_settings other = settings;
    other.inferences = UF_INFER_CLUSTER_MEANS;
    other.weighting = settings.weighting == UF_UNITS_ALIKE ? UF_CLUSTERS_ALIKE : UF_UNITS_ALIKE;
    compare_other(c, &other, &effects.rows[0].row, &others[other_count++]);
    other.weighting = settings.weighting;
    other.panel = !settings.panel;
    if (job->design != UF_COMPARE_POST && c->units.both > 0 &&
        c->units.only[UF_WAVE_BEFORE] + c->units.only[UF_WAVE_AFTER] > 0)
        compare_other(c, &other, &effects.rows[0].row, &others[other_count++]);
    keep_effects(c, &effects, family, table);
    for (size_t i = 0; i < other_count; i++)
        uf_compare_keep(job, c->table, &others[i], false);
    for (int scale = UF_ON_LOG; scale <= UF_ON_LOGIT; scale++)
        if (job->clusters->scales[scale])
            write_scale(c, settings, (uf_outcome_scale)scale);
    uf_compare_draws_write(c, &effects);
    uf_clustered_effects_release(&effects);
    uf_clustered_free(table);
}

/* ---- An outcome, a group ---- */

/* Nothing to compare: one row that says why. */
static void write_nothing(const uf_compare_contrast *c)
{
    uf_estimate row;
    uf_estimate_init(&row);
    row.term = c->job->design == UF_COMPARE_DID ? "did" : "mean_difference";
    row.reference = c->job->control;
    row.n = 0;
    uf_compare_note(&row, "no arm but the control has rows");
    uf_compare_contrast_dress(c, &row, c->job->period[UF_WAVE_AFTER],
                              c->job->clusters->settings.weighting, false);
    uf_compare_keep(c->job, c->table, &row, false);
}

static const char *definition_of(const uf_compare *job, uint32_t group, size_t outcome)
{
    char *own = uf_compare_definition(job, group, outcome);
    const char *covariates = "";
    for (size_t k = 0; k < job->clusters->covariate_count; k++)
        covariates = uf_compare_text(job, "%s%s%s", covariates,
                                     k > 0 ? "," : ";covariates=", job->clusters->covariates[k]);
    const char *text = uf_compare_text(
        job, "%s;cluster=%s%s%s", own, job->clusters->name,
        job->two_waves ? (job->clusters->as_attended ? ";assign=as-attended" : ";assign=baseline")
                       : "",
        covariates);
    free(own);
    return text;
}

void uf_compare_clusters_write(const uf_compare *job, uf_compare_table *table, uint32_t group)
{
    const uf_compare_data *data = &job->data;
    uf_compare_family *families = uf_compare_families_new(job);
    for (size_t outcome = 0; outcome < job->outcome_count; outcome++) {
        uf_compare_contrast c = { .job = job, .table = table, .group = group };
        c.outcome = outcome;
        c.several = data->other_count > 1;
        c.definition = definition_of(job, group, outcome);
        if (data->other_count == 0)
            write_nothing(&c);
        for (size_t a = 0; a < data->other_count; a++) {
            c.first = a == 0;
            c.arm = data->others[a];
            c.arm_name = uf_intern_text(data->arms, c.arm);
            uf_compare_clusters_gather(job, group, c.arm, outcome, &c.units);
            c.panel = job->design != UF_COMPARE_POST && c.units.both > 0;
            write_levels(&c);
            write_effects(&c, &families[a]);
            uf_compare_periods_write(&c);
            uf_compare_arms_release(&c.units);
        }
    }
    uf_compare_families_adjust(job, table, families);
    uf_compare_end(job, table);
}
