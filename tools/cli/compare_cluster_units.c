/* compare_cluster_units.c: the units of an arm and the control as libstats takes them.
 *
 * Intention to treat: arm and cluster are those of the record in which a unit was first seen, so a
 * pupil who is new after counts where he or she entered. With --assign as-attended each record
 * counts where it is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare_clusters.h"
#include "cli/messages.h"

/* ---- Names ---- */

static char *checked(const uf_compare *job, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(job->cli);
    return text;
}

const char *uf_compare_text(const uf_compare *job, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = checked(job, uf_message_text_list(format, arguments));
    va_end(arguments);
    const uint32_t code = uf_intern_code(job->clusters->texts, text, strlen(text));
    free(text);
    return uf_intern_text(job->clusters->texts, code);
}

const char *uf_compare_cluster_name(const uf_compare *job, uint32_t code)
{
    const uf_groups *clusters = job->clusters->clusters;
    if (uf_groups_width(clusters) == 1)
        return uf_groups_text(clusters, code, 0);
    return uf_compare_text(job, "%s %s", uf_groups_text(clusters, code, 0),
                           uf_groups_text(clusters, code, 1));
}

/* ---- Which clusters ---- */

/* The record that says where the unit is in a wave, or UF_NO_RECORD. */
static size_t place_of(const uf_compare *job, const uf_compare_unit *unit, int wave)
{
    if (job->clusters->as_attended)
        return unit->record[wave];
    return (size_t)(uf_compare_first(job, unit) - job->data.records);
}

/* What is known of a cluster in the group. */
struct member {
    uint32_t arm, stratum; /* UF_NO_CODE: no unit yet */
};

/* Every cluster has one arm, and one stratum: else it is not what was assigned. */
static void note_member(const uf_compare *job, struct member *members, size_t record)
{
    const uf_compare_record *r = &job->data.records[record];
    const uint32_t cluster = job->clusters->cluster[record];
    struct member *m = &members[cluster];
    const char *name = job->clusters->name;
    if (m->arm == UF_NO_CODE)
        *m = (struct member){ r->arm, r->stratum };
    if (m->arm != r->arm)
        uf_cli_die(
            job->cli,
            "--cluster %s: '%s' has units of arm '%s' and of arm '%s', so it is not what was "
            "assigned; --cluster none takes the units as assigned",
            name, uf_compare_cluster_name(job, cluster), uf_intern_text(job->data.arms, m->arm),
            uf_intern_text(job->data.arms, r->arm));
    if (m->stratum != r->stratum)
        uf_cli_die(job->cli, "--strata: %s '%s' is in stratum '%s' and in stratum '%s'", name,
                   uf_compare_cluster_name(job, cluster),
                   uf_intern_text(job->data.strata, m->stratum),
                   uf_intern_text(job->data.strata, r->stratum));
}

static struct member *find_members(const uf_compare *job, uint32_t group)
{
    const uf_compare_data *data = &job->data;
    const size_t all = uf_groups_count(job->clusters->clusters);
    struct member *members = uf_cli_allocate(job->cli, all, sizeof *members);
    for (size_t c = 0; c < all; c++)
        members[c] = (struct member){ UF_NO_CODE, UF_NO_CODE };
    for (size_t i = data->first[group]; i < data->first[group + 1]; i++)
        for (int w = 0; w < UF_WAVES; w++) {
            const size_t record = place_of(job, &data->units[i], w);
            if (record != UF_NO_RECORD)
                note_member(job, members, record);
        }
    return members;
}

/* Clusters of the arm and the control in the order of their names; dense[code] their places. */
static size_t *list_clusters(const uf_compare *job, const struct member *members, uint32_t arm,
                             uf_compare_arms *pair)
{
    uf_groups *clusters = job->clusters->clusters;
    const size_t all = uf_groups_count(clusters);
    const uint32_t *order = uf_groups_order(clusters);
    size_t *dense = uf_cli_allocate(job->cli, all, sizeof *dense);
    pair->codes = uf_cli_allocate(job->cli, all, sizeof *pair->codes);
    pair->treated = uf_cli_allocate(job->cli, all, sizeof *pair->treated);
    pair->block = uf_cli_allocate(job->cli, all, sizeof *pair->block);
    for (size_t i = 0; i < all; i++) {
        const struct member *m = &members[order[i]];
        dense[order[i]] = UF_NO_INDEX;
        if (m->arm == UF_NO_CODE || (m->arm != arm && m->arm != job->data.control))
            continue;
        const size_t place = pair->data.clusters++;
        dense[order[i]] = place;
        pair->codes[place] = order[i];
        pair->treated[place] = m->arm == arm ? 1 : 0;
        pair->block[place] = m->stratum != UF_NO_CODE ? job->data.stratum_rank[m->stratum] : 0;
    }
    return dense;
}

/* ---- Their units ---- */

/* A unit and its covariates, for sorting. */
struct item {
    uf_clustered_unit unit;
    const double *covariates[UF_WAVES];
    size_t covariate_count;
};

static int compare_numbers(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return (a > b) - (a < b);
}

static int compare_wave(const struct item *a, const struct item *b, int w)
{
    const uf_clustered_unit *one = &a->unit, *other = &b->unit;
    int order = (one->cluster[w] > other->cluster[w]) - (one->cluster[w] < other->cluster[w]);
    const double left[] = { one->value[w], one->exposure[w], one->low[w], one->high[w],
                            one->whole[w] };
    const double right[] = { other->value[w], other->exposure[w], other->low[w], other->high[w],
                             other->whole[w] };
    for (size_t i = 0; i < sizeof left / sizeof left[0] && order == 0; i++)
        order = compare_numbers(left[i], right[i]);
    for (size_t k = 0; k < a->covariate_count && order == 0; k++)
        order = compare_numbers(a->covariates[w] != NULL ? a->covariates[w][k] : NAN,
                                b->covariates[w] != NULL ? b->covariates[w][k] : NAN);
    return order;
}

static int by_cluster(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    const int order = compare_wave(a, b, UF_WAVE_AFTER);
    return order != 0 ? order : compare_wave(a, b, UF_WAVE_BEFORE);
}

/* What the outcome could be, where that makes sense of what it is. */
static void set_bounds(const uf_compare *job, uf_clustered_unit *unit, int w, size_t record,
                       size_t outcome)
{
    const uf_compare_clusters *c = job->clusters;
    unit->low[w] = unit->high[w] = unit->whole[w] = NAN;
    if (c->low == NULL)
        return;
    const double low = c->low[record * job->outcome_count + outcome];
    const double high = c->high[record * job->outcome_count + outcome];
    if (isnan(low) || isnan(high) || low > high)
        return;
    if (job->columns.exposure == UF_NO_COLUMN && (unit->value[w] < low || unit->value[w] > high))
        return; /* a flag of something else than the rate */
    unit->low[w] = low;
    unit->high[w] = high;
    unit->whole[w] = unit->exposure[w] * (1 + c->unknown[record]);
}

/* The unit in the pair; false when it is not of its clusters. */
static bool observe(const uf_compare *job, const uf_compare_unit *source, size_t outcome,
                    const size_t *dense, uf_compare_arms *pair, struct item *item)
{
    const uf_compare_data *data = &job->data;
    const uf_compare_clusters *c = job->clusters;
    bool inside = false;
    *item = (struct item){ .covariate_count = c->covariate_count };
    item->unit.units = uf_compare_first(job, source)->units;
    for (int w = 0; w < UF_WAVES; w++) {
        const size_t record = source->record[w], place = place_of(job, source, w);
        item->unit.value[w] = item->unit.low[w] = item->unit.high[w] = item->unit.whole[w] = NAN;
        item->unit.exposure[w] = 1;
        if (record == UF_NO_RECORD || dense[c->cluster[place]] == UF_NO_INDEX)
            continue;
        inside = true;
        item->unit.cluster[w] = dense[c->cluster[place]];
        item->unit.value[w] = data->values[record * job->outcome_count + outcome];
        bool missing = isnan(item->unit.value[w]);
        if (data->exposures != NULL && !missing)
            item->unit.exposure[w] = data->exposures[record];
        set_bounds(job, &item->unit, w, record, outcome);
        if (c->covariate_count > 0)
            item->covariates[w] = c->covariate + record * c->covariate_count;
        for (size_t k = 0; k < c->covariate_count; k++)
            missing = missing || isnan(item->covariates[w][k]);
        if (missing)
            pair->missing[pair->treated[item->unit.cluster[w]]][w] += item->unit.units;
    }
    return inside;
}

/* How many units stand in both periods, and how many moved. */
static void count_unit(const uf_compare *job, const uf_compare_unit *source,
                       const uf_clustered_unit *unit, uf_compare_arms *pair)
{
    const bool before = !isnan(unit->value[UF_WAVE_BEFORE]);
    const bool after = !isnan(unit->value[UF_WAVE_AFTER]);
    const size_t *record = source->record;
    if (before && after)
        pair->both += unit->units;
    else if (before || after)
        pair->only[before ? UF_WAVE_BEFORE : UF_WAVE_AFTER] += unit->units;
    if (record[UF_WAVE_BEFORE] == UF_NO_RECORD || record[UF_WAVE_AFTER] == UF_NO_RECORD)
        return;
    const uint32_t *cluster = job->clusters->cluster;
    if (cluster[record[UF_WAVE_BEFORE]] != cluster[record[UF_WAVE_AFTER]])
        pair->moved += unit->units;
}

static void lay_out(const uf_compare *job, const struct item *items, size_t n,
                    uf_compare_arms *pair)
{
    const size_t k = job->clusters->covariate_count;
    pair->units = uf_cli_allocate(job->cli, n, sizeof *pair->units);
    pair->covariates = uf_cli_allocate(job->cli, n * UF_WAVES + 1, (k + 1) * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        pair->units[i] = items[i].unit;
        for (int w = 0; w < UF_WAVES; w++)
            for (size_t c = 0; c < k; c++)
                pair->covariates[(i * UF_WAVES + (size_t)w) * k + c] =
                    items[i].covariates[w] != NULL ? items[i].covariates[w][c] : NAN;
    }
    pair->data.units = pair->units;
    pair->data.count = n;
    pair->data.covariates = pair->covariates;
    pair->data.covariate_count = k;
    pair->data.treated = pair->treated;
    pair->data.block = job->columns.stratum != UF_NO_COLUMN ? pair->block : NULL;
}

void uf_compare_clusters_gather(const uf_compare *job, uint32_t group, uint32_t arm, size_t outcome,
                                uf_compare_arms *pair)
{
    const uf_compare_data *data = &job->data;
    const size_t room = data->first[group + 1] - data->first[group];
    struct item *items = uf_cli_allocate(job->cli, room, sizeof *items);
    size_t n = 0;
    *pair = (uf_compare_arms){ .moved = 0 };
    struct member *members = find_members(job, group);
    size_t *dense = list_clusters(job, members, arm, pair);
    for (size_t i = data->first[group]; i < data->first[group + 1]; i++)
        if (observe(job, &data->units[i], outcome, dense, pair, &items[n]))
            count_unit(job, &data->units[i], &items[n++].unit, pair);
    /* The order of the rows in the input must not show in the last digits. */
    qsort(items, n, sizeof *items, by_cluster);
    lay_out(job, items, n, pair);
    free(items);
    free(members);
    free(dense);
}

void uf_compare_arms_release(uf_compare_arms *pair)
{
    free(pair->codes);
    free(pair->units);
    free(pair->covariates);
    free(pair->treated);
    free(pair->block);
}
