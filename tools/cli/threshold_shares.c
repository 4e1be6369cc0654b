/* threshold_shares.c: the share over each limit and in each band, and the limit that a capacity
 * allows.
 *
 * One pass. Of each group only counts are kept, and of each cluster in it; with --capacity the
 * units' values too. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/capacity.h>

#include "cli/threshold.h"

/* What is kept of one group. */
struct tally {
    uint64_t *memory; /* of both counts */
    uf_limit_counts limits, bands;
    uf_fraction *values; /* [known] with --capacity */
    size_t known, room;
};

struct shares {
    uf_threshold *job;
    uf_clustering *clustering; /* NULL where none is asked about */
    struct tally *tallies;     /* [group]                        */
    size_t capacity;           /* groups there is room for       */
    bool keeps_values;
    uf_threshold_table table;
};

/* ---- Counting ---- */

static void init_tally(const struct shares *shares, struct tally *tally)
{
    const size_t limits = shares->job->limits.count, bands = shares->job->bands.count;
    *tally = (struct tally){ .memory = uf_cli_allocate(shares->job->cli,
                                                       UF_LIMIT_COUNTS_ROOM(limits) +
                                                           UF_LIMIT_COUNTS_ROOM(bands),
                                                       sizeof *tally->memory) };
    uf_limit_counts_init(&tally->limits, tally->memory, limits);
    uf_limit_counts_init(&tally->bands, tally->memory + UF_LIMIT_COUNTS_ROOM(limits), bands);
}

static struct tally *tally_of(struct shares *shares, uint32_t group)
{
    if (group >= shares->capacity) {
        const size_t capacity = 2 * (size_t)group + 4;
        shares->tallies =
            uf_cli_grow(shares->job->cli, shares->tallies, capacity, sizeof shares->tallies[0]);
        for (size_t g = shares->capacity; g < capacity; g++)
            init_tally(shares, &shares->tallies[g]);
        shares->capacity = capacity;
    }
    return &shares->tallies[group];
}

static void keep_value(const struct shares *shares, struct tally *tally, uf_fraction value)
{
    if (tally->known == tally->room) {
        tally->room = 2 * tally->room + 64;
        tally->values =
            uf_cli_grow(shares->job->cli, tally->values, tally->room, sizeof tally->values[0]);
    }
    tally->values[tally->known++] = value;
}

/* Where the counts of limits and of bands lie in a cluster's slots. */
static size_t limit_slot(size_t place)
{
    return place;
}

static size_t band_slot(const uf_threshold *job, size_t place)
{
    return job->limits.count + 1 + place;
}

/* How many units the current row stands for. */
static uint64_t read_count(const uf_threshold *job)
{
    static const int64_t most = INT64_C(1000000000000); /* so that no sum of them overflows */
    uf_decimal number;
    if (job->count == UF_NO_COLUMN)
        return 1;
    if (!uf_rows_present(job->rows, job->count) || !uf_rows_decimal(job->rows, job->count, &number))
        return 0;
    number = uf_decimal_reduce(number);
    if (number.places == 0 && number.mantissa >= 0 && number.mantissa <= most)
        return (uint64_t)number.mantissa;
    uf_rows_reject(job->rows, job->count, "'%s' is not a number of units",
                   uf_rows_cell(job->rows, job->count).text);
    return 0;
}

static void count_unit(struct shares *shares)
{
    const uf_threshold *job = shares->job;
    uf_measured measured;
    uint32_t group;
    const uint64_t units = read_count(job);
    if (!uf_threshold_take(job, &measured, &group))
        return;
    const uf_limit_place limit = uf_outcome_place(&measured, &job->limits);
    const uf_limit_place band = uf_outcome_place(&measured, &job->bands);
    if (shares->clustering != NULL) {
        const size_t slots[] = { limit_slot(limit.at), band_slot(job, band.at) };
        uf_clustering_add(shares->clustering, group, units, slots, measured.known ? 2 : 0);
    }
    struct tally *tally = tally_of(shares, group);
    uf_limit_counts_push(&tally->limits, &limit, units);
    uf_limit_counts_push(&tally->bands, &band, units);
    if (shares->keeps_values && measured.known)
        keep_value(shares, tally, measured.value);
}

/* ---- Shares ---- */

static void take_clusters_in(const struct shares *shares, uint32_t group, uf_slots slots,
                             uf_estimate *row)
{
    const uf_threshold *job = shares->job;
    if (shares->clustering == NULL)
        return;
    if (job->rule == UF_CLUSTER_COLUMN) {
        uf_clustered_share share;
        uf_clustering_share(shares->clustering, group, slots, &share);
        uf_threshold_clustered(job, &share, row);
    }
    const char *ignored = uf_clustering_ignored(shares->clustering, group);
    if (ignored == NULL)
        return;
    uf_icc icc;
    uf_clustering_icc(shares->clustering, group, slots, &icc);
    uf_threshold_note_ignored(job, ignored, &icc, row);
}

static void write_limit(const struct shares *shares, uint32_t group, const struct tally *tally,
                        size_t limit)
{
    const uf_threshold *job = shares->job;
    const uf_limit_count count = uf_limit_counts_over(&tally->limits, limit);
    const uf_slots slots = { limit_slot(limit + 1), limit_slot(job->limits.count + 1) };
    char measure[UF_MEASURE_SIZE], condition[UF_MEASURE_SIZE];
    uf_estimate row;
    uf_threshold_begin(job, &row);
    row.measure = uf_limits_measure(&job->limits, limit, measure);
    uf_threshold_share(job, &count, &row);
    take_clusters_in(shares, group, slots, &row);
    char *definition = uf_threshold_definition(
        job, group, uf_limits_condition(&job->limits, limit, condition), "");
    row.definition = definition;
    uf_threshold_row(job, &shares->table, limit, &row);
    free(definition);
}

static void write_band(const struct shares *shares, uint32_t group, const struct tally *tally,
                       size_t band)
{
    const uf_threshold *job = shares->job;
    const uf_limit_count count = uf_limit_counts_band(&tally->bands, band);
    const uf_slots slots = { band_slot(job, band), band_slot(job, band) + 1 };
    char measure[UF_MEASURE_SIZE], condition[UF_MEASURE_SIZE];
    uf_estimate row;
    uf_threshold_begin(job, &row);
    row.better = UF_BETTER_UNSAID; /* neither more nor fewer in a middle band is better */
    row.measure = uf_bands_measure(&job->bands, band, measure);
    uf_threshold_share(job, &count, &row);
    take_clusters_in(shares, group, slots, &row);
    char *definition =
        uf_threshold_definition(job, group, uf_bands_condition(&job->bands, band, condition), "");
    row.definition = definition;
    uf_threshold_row(job, &shares->table, UF_EVERY_LIMIT, &row);
    free(definition);
}

/* ---- What unreported lessons leave open ---- */

static void write_certainty(const struct shares *shares, uint32_t group, const struct tally *tally,
                            size_t limit)
{
    const uf_threshold *job = shares->job;
    const uf_limit_count count = uf_limit_counts_over(&tally->limits, limit);
    const struct {
        const char *name;
        uint64_t units;
    } parts[] = { { "certainly over", count.surely },
                  { "certainly under", count.all - count.maybe },
                  { "undecided", count.maybe - count.surely } };
    char measure[UF_MEASURE_SIZE], condition[UF_MEASURE_SIZE];
    char *definition = uf_threshold_definition(
        job, group, uf_limits_condition(&job->limits, limit, condition), "");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        uf_estimate row;
        uf_threshold_begin(job, &row);
        row.role = UF_SENSITIVITY; /* what the share would be if the unknown were known */
        row.better = UF_BETTER_UNSAID;
        row.measure = uf_limits_measure(&job->limits, limit, measure);
        row.term = "share";
        row.group = parts[i].name;
        row.n = (double)count.all;
        row.events = (double)parts[i].units;
        row.estimate = row.events / row.n;
        row.definition = definition;
        uf_threshold_row(job, &shares->table, limit, &row);
    }
    free(definition);
}

/* ---- Capacity ---- */

/* "--above 14.3 selects the same". */
static void note_percent(const uf_capacity *found, uf_estimate *row)
{
    char note[96], number[UF_DECIMAL_TEXT_SIZE];
    uf_decimal share;
    if (!uf_capacity_percent(found, &share))
        return;
    share.places -= 2;
    if (share.places < 0)
        share = (uf_decimal){ share.mantissa * (share.places == -1 ? 10 : 100), 0 };
    (void)snprintf(note, sizeof note, "%s %s selects the same",
                   found->inclusive ? "--at-least" : "--above", uf_decimal_text(share, number));
    (void)uf_estimate_note(row, note);
}

static void note_capacity(const uf_threshold *job, const uf_capacity *found, uint64_t capacity,
                          uf_estimate *row)
{
    const char *units = uf_units_name(job->units);
    char note[192];
    switch (found->outcome) {
    case UF_CAPACITY_ALL:
        (void)snprintf(note, sizeof note, "no limit is needed: %s in all: %.0f", units,
                       (double)found->selected);
        break;
    case UF_CAPACITY_TIED:
        (void)snprintf(note, sizeof note,
                       "%.0f %s have the highest value: every limit selects more than %.0f, or "
                       "nobody",
                       (double)found->beyond, units, (double)capacity);
        break;
    case UF_CAPACITY_LIMIT:
        (void)snprintf(note, sizeof note, "any lower limit selects %.0f or more",
                       (double)found->beyond);
        break;
    }
    (void)uf_estimate_note(row, note);
    if (job->limits.is_share)
        note_percent(found, row);
}

static double quotient(const uf_fraction *fraction)
{
    return uf_decimal_value(fraction->part) / uf_decimal_value(fraction->whole);
}

static void write_capacity(const struct shares *shares, uint32_t group, const struct tally *tally)
{
    const uf_threshold *job = shares->job;
    const uint64_t capacity = (uint64_t)uf_cli_count(job->cli, "capacity", 0);
    const bool inclusive = job->limits.inclusive;
    char rule[48];
    uf_capacity found;
    uf_estimate row;
    uf_capacity_find(&found, tally->values, tally->known, capacity, inclusive);
    uf_threshold_begin(job, &row);
    row.better = UF_BETTER_UNSAID;
    row.measure = inclusive ? "at_least" : "above";
    row.term = "limit";
    (void)uf_estimate_method(&row, "capacity");
    row.n = (double)tally->known;
    row.events = (double)found.selected;
    if (found.outcome == UF_CAPACITY_LIMIT)
        row.estimate = quotient(&found.limit);
    if (tally->limits.n + tally->limits.missing == 0)
        (void)uf_estimate_note(&row, "no rows");
    else
        note_capacity(job, &found, capacity, &row);
    uf_threshold_note_missing(job, tally->limits.missing, &row);
    (void)snprintf(rule, sizeof rule, "capacity=%.0f", (double)capacity);
    char *definition = uf_threshold_definition(job, group, inclusive ? ">=limit" : ">limit", rule);
    row.definition = definition;
    uf_threshold_row(job, &shares->table, UF_EVERY_LIMIT, &row);
    free(definition);
}

/* ---- The run ---- */

static void write_group(struct shares *shares, uint32_t group)
{
    const uf_threshold *job = shares->job;
    const struct tally *tally = tally_of(shares, group);
    const bool open = uf_outcome_has_bounds(&job->outcome) && tally->limits.unsettled > 0;
    for (size_t limit = 0; limit < job->limits.count; limit++) {
        write_limit(shares, group, tally, limit);
        if (open && !job->limits.sweep)
            write_certainty(shares, group, tally, limit);
    }
    for (size_t band = 0; job->bands.count > 0 && band <= job->bands.count; band++)
        write_band(shares, group, tally, band);
    if (shares->keeps_values)
        write_capacity(shares, group, tally);
}

static void write_all(struct shares *shares)
{
    const uint32_t *order;
    bool exist;
    const size_t count = uf_threshold_groups(shares->job, &order, &exist);
    uf_threshold_open(shares->job, &shares->table);
    for (size_t g = 0; g < count; g++) {
        const uint32_t group = exist ? order[g] : 0;
        uf_threshold_group(shares->job, &shares->table, group, exist);
        write_group(shares, group);
    }
    uf_threshold_close(&shares->table);
}

void uf_threshold_shares(uf_threshold *job)
{
    struct shares shares = { .job = job, .keeps_values = uf_cli_given(job->cli, "capacity") };
    if (job->rule != UF_CLUSTER_NONE)
        shares.clustering = uf_clustering_new(job->cli, job->rows, job->cluster,
                                              job->limits.count + job->bands.count + 2);
    while (uf_rows_next(job->rows))
        count_unit(&shares);
    uf_threshold_end_of_records(job);
    if (shares.clustering != NULL)
        uf_clustering_finish(shares.clustering);
    write_all(&shares);
    uf_clustering_free(shares.clustering);
    for (size_t g = 0; g < shares.capacity; g++) {
        free(shares.tallies[g].memory);
        free(shares.tallies[g].values);
    }
    free(shares.tallies);
}
