/* limit_counts.c: units by their place among limits. */
#include <utfall/limit_counts.h>

#include <string.h>

void uf_limit_counts_init(uf_limit_counts *counts, uint64_t *memory, size_t limits)
{
    const size_t places = limits + 1;
    memset(memory, 0, UF_LIMIT_COUNTS_ROOM(limits) * sizeof *memory);
    *counts = (uf_limit_counts){ .limits = limits,
                                 .at = memory,
                                 .lowest = memory + places,
                                 .highest = memory + 2 * places,
                                 .settled = memory + 3 * places };
}

void uf_limit_counts_push(uf_limit_counts *counts, const uf_limit_place *place, uint64_t units)
{
    if (place->known) {
        counts->n += units;
        counts->at[place->at] += units;
    } else {
        counts->missing += units;
    }
    counts->unsettled += place->unsettled ? units : 0;
    counts->lowest[place->lowest] += units;
    counts->highest[place->highest] += units;
    if (place->lowest == place->highest)
        counts->settled[place->lowest] += units;
}

/* Units in the places from first on. */
static uint64_t from(const uint64_t *places, size_t first, size_t limits)
{
    uint64_t sum = 0;
    for (size_t i = first; i <= limits; i++)
        sum += places[i];
    return sum;
}

uf_limit_count uf_limit_counts_over(const uf_limit_counts *counts, size_t limit)
{
    return (uf_limit_count){
        .events = from(counts->at, limit + 1, counts->limits),
        .n = counts->n,
        .surely = from(counts->lowest, limit + 1, counts->limits),
        .maybe = from(counts->highest, limit + 1, counts->limits),
        .all = counts->n + counts->missing,
    };
}

/* A unit may be in a band when its lowest place is not above it and its highest not below. */
uf_limit_count uf_limit_counts_band(const uf_limit_counts *counts, size_t band)
{
    const uint64_t not_below = from(counts->highest, band, counts->limits);
    const uint64_t above = from(counts->lowest, band + 1, counts->limits);
    return (uf_limit_count){
        .events = counts->at[band],
        .n = counts->n,
        .surely = counts->settled[band],
        .maybe = not_below - above,
        .all = counts->n + counts->missing,
    };
}
