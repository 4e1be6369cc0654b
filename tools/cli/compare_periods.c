/* compare_periods.c: the periods that are neither before nor after: the effect in each of them.
 *
 * Periods before the one called before are placebo windows: what happened then cannot be due to the
 * intervention. All units of a period count, where they were then, each cluster alike. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/event_study.h>

#include "cli/compare_clusters.h"
#include "cli/numbers.h"

enum { MANY = 20 }; /* degrees of freedom that leave a test some power */

struct study {
    const uf_compare_contrast *c;
    const char **names; /* [periods] in their order */
    size_t periods;
    size_t reference; /* the place of before */
    double *values;   /* clusters-by-periods */
};

/* ---- The periods in their order ---- */

/* Numbers by size, other labels as text: those of uf-absence are in order then. */
static int by_time(const void *left, const void *right)
{
    const char *a = *(const char *const *)left, *b = *(const char *const *)right;
    double one, other;
    if (uf_number_read(a, strlen(a), &one) && uf_number_read(b, strlen(b), &other) && one != other)
        return one < other ? -1 : 1;
    return strcmp(a, b);
}

/* The sums of a cluster in a period; NULL when it has no rows there. */
static const uf_compare_total *total_of(const uf_compare_contrast *c, uint32_t cluster,
                                        const char *name)
{
    const uf_compare_clusters *all = c->job->clusters;
    for (size_t i = 0; i < all->total_count; i++)
        if (all->totals[i].group == c->group && all->totals[i].cluster == cluster &&
            strcmp(uf_intern_text(all->periods, all->totals[i].period), name) == 0)
            return &all->totals[i];
    return NULL;
}

/* The value of a cluster in a period, NaN without units; table has before and after. */
static double value_of(const uf_compare_contrast *c, const uf_clustered *table, size_t cluster,
                       const char *name)
{
    for (int w = 0; w < UF_WAVES; w++) {
        uf_estimate row;
        if (strcmp(name, c->job->period[w]) == 0)
            return uf_clustered_cluster(&row, table, cluster, (uf_wave)w) ? row.estimate : NAN;
    }
    const uf_compare_total *total = total_of(c, c->units.codes[cluster], name);
    if (total == NULL || !(total->exposure[c->outcome] > 0))
        return NAN;
    return total->value[c->outcome] / total->exposure[c->outcome];
}

/* Periods in which every cluster has units; the others cannot stand beside them. */
static void open_study(struct study *s, const uf_clustered *table)
{
    const uf_compare *job = s->c->job;
    const uf_intern *others = job->clusters->periods;
    const size_t clusters = s->c->units.data.clusters, all = uf_intern_count(others) + UF_WAVES;
    s->names = uf_cli_allocate(job->cli, all, sizeof *s->names);
    s->values = uf_cli_allocate(job->cli, clusters + 1, all * sizeof *s->values);
    for (size_t p = 0; p < all; p++) {
        const char *name =
            p < UF_WAVES ? job->period[p] : uf_intern_text(others, (uint32_t)(p - UF_WAVES));
        bool whole = true;
        for (size_t g = 0; g < clusters; g++)
            whole = whole && !isnan(value_of(s->c, table, g, name));
        if (whole)
            s->names[s->periods++] = name;
        else
            uf_cli_say(job->cli, "period '%s': not all %s have %s in it; it is left out", name,
                       job->clusters->plain, uf_units_name(job->unit_rules));
    }
    qsort(s->names, s->periods, sizeof *s->names, by_time);
    for (size_t p = 0; p < s->periods; p++) {
        if (strcmp(s->names[p], job->period[UF_WAVE_BEFORE]) == 0)
            s->reference = p;
        for (size_t g = 0; g < clusters; g++)
            s->values[g * s->periods + p] = value_of(s->c, table, g, s->names[p]);
    }
}

/* ---- Rows ---- */

static void keep(const struct study *s, uf_estimate *row, const char *period)
{
    const uf_compare_contrast *c = s->c;
    row->role = UF_SENSITIVITY;
    row->group = c->arm_name;
    row->reference = c->job->control;
    row->clusters = (double)c->units.data.clusters;
    uf_compare_contrast_dress(c, row, period, UF_CLUSTERS_ALIKE, false);
    uf_compare_keep(c->job, c->table, row, false);
}

static void write_periods(const struct study *s, const uf_effect *effects)
{
    const uf_compare *job = s->c->job;
    const double level = job->clusters->settings.level;
    for (size_t p = 0; p < s->periods; p++) {
        uf_estimate row;
        if (p == s->reference || strcmp(s->names[p], job->period[UF_WAVE_AFTER]) == 0)
            continue; /* the one is 0, the other the answer */
        uf_estimate_init(&row);
        row.term = "did";
        uf_effect_row(&row, &effects[p], level);
        uf_compare_note(&row, "against '%s'%s", job->period[UF_WAVE_BEFORE],
                        p < s->reference ? ": a placebo window, before there was an intervention"
                                         : "");
        keep(s, &row, s->names[p]);
    }
}

static void write_before(const struct study *s, const uf_effect *effect, double numerator)
{
    uf_estimate row;
    if (s->reference == 0)
        return;
    uf_estimate_init(&row);
    row.term = "parallel_trends";
    uf_effect_row(&row, effect, s->c->job->clusters->settings.level);
    if (!isnan(numerator) && !isnan(effect->df))
        uf_compare_note(&row, "F on %.0f and %.0f df%s", numerator, effect->df,
                        effect->df < MANY ? ": a test with so few that finds nothing has shown "
                                            "nothing"
                                          : "");
    keep(s, &row, s->c->job->period[UF_WAVE_BEFORE]);
}

static void ask(struct study *s)
{
    const uf_compare_contrast *c = s->c;
    const uf_clustered_settings *settings = &c->job->clusters->settings;
    const uf_event_study study = { s->values, s->periods, s->reference, s->reference + 1 };
    const uf_cluster_design design = { .assigned = { c->units.treated, c->units.data.block,
                                                     c->units.data.clusters } };
    uf_effect *effects = uf_cli_allocate(c->job->cli, s->periods, sizeof *effects);
    uf_effect before = uf_effect_none("");
    uf_error error;
    double numerator = NAN;
    if (uf_event_study_periods(effects, &study, &design, UF_TWO_SIDED, settings->level, &error) !=
            UF_OK ||
        uf_event_study_before(&before, &numerator, &study, &design, &error) != UF_OK)
        (void)uf_cli_fail(c->job->cli, &error);
    write_periods(s, effects);
    write_before(s, &before, numerator);
    free(effects);
}

void uf_compare_periods_write(const uf_compare_contrast *c)
{
    struct study s = { .c = c };
    uf_clustered_settings settings = uf_compare_contrast_settings(c);
    uf_clustered *table = NULL;
    uf_error error;
    if (settings.design != UF_CLUSTERED_DID || uf_intern_count(c->job->clusters->periods) == 0 ||
        c->units.data.clusters == 0)
        return;
    settings.panel = false;
    if (uf_clustered_new(&table, &c->units.data, &settings, &error) != UF_OK)
        (void)uf_cli_fail(c->job->cli, &error);
    open_study(&s, table);
    if (s.periods > UF_WAVES && strcmp(s.names[s.reference], c->job->period[0]) == 0 &&
        uf_clustered_left_out(table) == 0)
        ask(&s);
    uf_clustered_free(table);
    free(s.names);
    free(s.values);
}
