/* compare_units.c: units made of records, and the observations of an arm.
 *
 * A unit is in the arm where it was first seen: in the period before if it was there, else in the
 * one after. Who changes arm between the periods stays where assigned (intention to treat). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"

/* ---- Pairing ---- */

/* What qsort needs to know of a record. */
struct entry {
    const uf_compare_record *record;
    size_t position;
};

static int compare_codes(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_unit(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = compare_codes(a->record->group, b->record->group);
    if (order == 0)
        order = compare_codes(a->record->unit, b->record->unit);
    if (order == 0)
        order = (int)a->record->wave - (int)b->record->wave;
    return order != 0 ? order : (a->position > b->position) - (a->position < b->position);
}

/* Whether a record is of the same unit as the one before it in the order. */
static bool goes_on(const uf_compare_record *record, const uf_compare_record *before)
{
    return record->unit != UF_NO_CODE && record->unit == before->unit &&
           record->group == before->group;
}

static size_t make_units(uf_compare_data *data, const struct entry *entries)
{
    size_t count = 0;
    for (size_t i = 0; i < data->count; i++) {
        if (i == 0 || !goes_on(entries[i].record, entries[i - 1].record))
            data->units[count++] = (uf_compare_unit){ { UF_NO_RECORD, UF_NO_RECORD } };
        data->units[count - 1].record[entries[i].record->wave] = entries[i].position;
    }
    return count;
}

static const uf_compare_record *first_record(const uf_compare_data *data,
                                             const uf_compare_unit *unit)
{
    const size_t before = unit->record[UF_WAVE_BEFORE];
    return &data->records[before != UF_NO_RECORD ? before : unit->record[UF_WAVE_AFTER]];
}

void uf_compare_pair(uf_compare *job)
{
    uf_compare_data *data = &job->data;
    struct entry *entries = uf_cli_allocate(job->cli, data->count, sizeof *entries);
    for (size_t i = 0; i < data->count; i++)
        entries[i] = (struct entry){ &data->records[i], i };
    qsort(entries, data->count, sizeof *entries, by_unit);
    data->units = uf_cli_allocate(job->cli, data->count, sizeof *data->units);
    const size_t units = make_units(data, entries);
    free(entries);
    data->groups = uf_groups_count(uf_units_groups(job->unit_rules));
    data->first = uf_cli_allocate(job->cli, data->groups + 1, sizeof *data->first);
    size_t at = 0;
    for (size_t g = 0; g <= data->groups; g++) {
        while (at < units && first_record(data, &data->units[at])->group < g)
            at++;
        data->first[g] = at;
    }
}

/* ---- Arms ---- */

const uf_compare_record *uf_compare_first(const uf_compare *job, const uf_compare_unit *unit)
{
    return first_record(&job->data, unit);
}

uint32_t uf_compare_arm_of(const uf_compare *job, const uf_compare_unit *unit)
{
    return first_record(&job->data, unit)->arm;
}

uint64_t uf_compare_crossed(const uf_compare *job, uint32_t group)
{
    const uf_compare_data *data = &job->data;
    uint64_t crossed = 0;
    for (size_t i = data->first[group]; i < data->first[group + 1]; i++) {
        const size_t after = data->units[i].record[UF_WAVE_AFTER];
        crossed += after != UF_NO_RECORD &&
                   data->records[after].arm != uf_compare_arm_of(job, &data->units[i]);
    }
    return crossed;
}

static uf_observation observe(const uf_compare *job, const uf_compare_unit *unit, size_t outcome,
                              uint64_t *missing)
{
    const uf_compare_data *data = &job->data;
    const uf_compare_record *first = first_record(data, unit);
    uf_observation observation = { .value = { NAN, NAN },
                                   .exposure = { 1, 1 },
                                   .units = first->units };
    if (first->stratum != UF_NO_CODE)
        observation.stratum = data->stratum_rank[first->stratum];
    for (int w = 0; w < UF_WAVES; w++) {
        const size_t record = unit->record[w];
        if (record == UF_NO_RECORD)
            continue;
        observation.value[w] = data->values[record * job->outcome_count + outcome];
        if (data->exposures != NULL && !isnan(observation.value[w]))
            observation.exposure[w] = data->exposures[record];
        missing[w] += isnan(observation.value[w]) ? first->units : 0;
    }
    return observation;
}

static int compare_numbers(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return (a > b) - (a < b);
}

static int by_value(const void *left, const void *right)
{
    const uf_observation *a = left, *b = right;
    int order = (a->stratum > b->stratum) - (a->stratum < b->stratum);
    for (int w = 0; w < UF_WAVES && order == 0; w++) {
        order = compare_numbers(a->value[w], b->value[w]);
        if (order == 0)
            order = compare_numbers(a->exposure[w], b->exposure[w]);
    }
    return order != 0 ? order : (a->units > b->units) - (a->units < b->units);
}

void uf_compare_gather(const uf_compare *job, uint32_t group, uint32_t arm, size_t outcome,
                       uf_observation *observations, uf_arm *gathered)
{
    const uf_compare_data *data = &job->data;
    *gathered = (uf_arm){ .units = observations };
    for (size_t i = data->first[group]; i < data->first[group + 1]; i++)
        if (uf_compare_arm_of(job, &data->units[i]) == arm)
            observations[gathered->count++] =
                observe(job, &data->units[i], outcome, gathered->missing);
    /* The order of the rows in the input must not show in the last digits. */
    qsort(observations, gathered->count, sizeof *observations, by_value);
}

void uf_compare_release(uf_compare *job)
{
    uf_compare_data *data = &job->data;
    free(data->records);
    free(data->values);
    free(data->exposures);
    free(data->binary);
    uf_intern_free(data->arms);
    uf_intern_free(data->strata);
    free(data->stratum_rank);
    free(data->others);
    free(data->units);
    free(data->first);
}
