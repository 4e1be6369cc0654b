/* attendance_record.c: the records of one pupil, from the sums that attendance.c made. The rules
 * stand in attendance.h.
 *
 * The pupil's cells are sorted by window, school and place, so that the result depends on the
 * caller's ranks and not on the order of the rows. */
#include "attendance_state.h"

#include <math.h>
#include <stdlib.h>

/* Time that a pupil spent at one place, or at all places of one school. */
struct uf_attendance_stay {
    const struct uf_attendance_cell *cell; /* of a school: that of its first place */
    uint32_t number;                       /* of the cell                          */
    uint32_t school;                       /* rank of the school                   */
    uint32_t order;                        /* rank of the place                    */
    int64_t time;                          /* reported + unreported                */
    uf_day first, last;
};

/* Sums over the places that make up one record. */
struct totals {
    int64_t scheduled, authorised, unauthorised, unsaid, unreported;
};

static int three_way(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* By window, then school, then place: the order of the records and of the ties. */
static int by_window_and_place(const void *left, const void *right)
{
    const struct uf_attendance_stay *a = left;
    const struct uf_attendance_stay *b = right;
    int sign = three_way(a->cell->key.window, b->cell->key.window);
    if (sign == 0)
        sign = three_way(a->school, b->school);
    return sign != 0 ? sign : three_way(a->order, b->order);
}

/* Whether a stay is preferred to another by the attribution in force. Neither is where all is
 * equal: the caller then keeps the one that sorts first. */
static bool is_preferred(uf_attribution attribution, const struct uf_attendance_stay *a,
                         const struct uf_attendance_stay *b)
{
    int sign = 0;
    if (attribution == UF_ATTRIBUTE_FIRST)
        sign = three_way(b->first, a->first);
    else if (attribution == UF_ATTRIBUTE_LAST)
        sign = three_way(a->last, b->last);
    if (sign == 0)
        sign = three_way(a->time, b->time);
    if (sign == 0)
        sign = three_way(a->last, b->last);
    return sign > 0;
}

/* The end of the run of stays, beginning at `start`, in the same window (and school). */
static size_t run_end(const struct uf_attendance_stay *stays, size_t start, size_t count,
                      bool same_school)
{
    size_t end = start + 1;
    while (end < count && stays[end].cell->key.window == stays[start].cell->key.window &&
           (!same_school || stays[end].school == stays[start].school))
        end++;
    return end;
}

/* All places of one school as one stay. Its time cannot overflow: total() has added it up. */
static struct uf_attendance_stay school_stay(const struct uf_attendance_stay *stays, size_t count)
{
    struct uf_attendance_stay all = stays[0];
    for (size_t i = 1; i < count; i++) {
        all.time += stays[i].time;
        if (stays[i].first < all.first)
            all.first = stays[i].first;
        if (stays[i].last > all.last)
            all.last = stays[i].last;
    }
    return all;
}

/* The place that a window with these stays is attributed to. */
static uint32_t choose_place(uf_attribution attribution, const struct uf_attendance_stay *stays,
                             size_t count)
{
    size_t school = 0;
    struct uf_attendance_stay best = { 0 };
    for (size_t i = 0; i < count; i = run_end(stays, i, count, true)) {
        struct uf_attendance_stay stay = school_stay(stays + i, run_end(stays, i, count, true) - i);
        if (i == 0 || is_preferred(attribution, &stay, &best)) {
            best = stay;
            school = i;
        }
    }
    const struct uf_attendance_stay *place = &stays[school];
    for (size_t i = school + 1; i < run_end(stays, school, count, true); i++)
        if (is_preferred(attribution, &stays[i], place))
            place = &stays[i];
    return place->cell->key.place;
}

/* Add up; false if scheduled + unreported, which is at least every other sum, leaves 64 bits. */
static bool total(struct totals *sums, const struct uf_attendance_stay *stays, size_t count)
{
    *sums = (struct totals){ 0 };
    int64_t time = 0;
    for (size_t i = 0; i < count; i++) {
        const struct uf_attendance_cell *cell = stays[i].cell;
        if (stays[i].time > INT64_MAX - time)
            return false;
        time += stays[i].time;
        sums->scheduled += cell->scheduled;
        sums->authorised += cell->authorised;
        sums->unauthorised += cell->unauthorised;
        sums->unsaid += cell->unsaid;
        sums->unreported += cell->unreported;
    }
    return true;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* part / whole, NaN for whole = 0. In lowest terms first, so that amounts beyond 2^53 that stand
 * for small numbers (27 and 180 lessons) give the double nearest to the exact quotient. */
static double share(int64_t part, int64_t whole)
{
    if (whole == 0)
        return NAN;
    int64_t divisor = common_divisor(part, whole);
    int64_t numerator = part / divisor;
    int64_t denominator = whole / divisor;
    return (double)numerator / (double)denominator;
}

static uf_decimal decimal_of(int64_t amount)
{
    return uf_decimal_reduce((uf_decimal){ .mantissa = amount, .places = UF_AMOUNT_PLACES });
}

static void fill_sums(uf_attendance_record *record, const struct totals *sums,
                      const uf_attendance_options *options)
{
    int64_t missed = sums->authorised + sums->unauthorised + sums->unsaid;
    int64_t all = sums->scheduled + sums->unreported;
    bool counted = options->unreported != UF_UNREPORTED_EXCLUDE;
    int64_t scheduled = counted ? all : sums->scheduled;
    int64_t absent = missed;
    if (options->unreported == UF_UNREPORTED_ABSENT)
        absent += sums->unreported;

    record->scheduled = decimal_of(scheduled);
    record->absent = decimal_of(absent);
    record->unreported = decimal_of(sums->unreported);
    record->authorised_known = options->authorised_known && sums->unsaid == 0;
    record->authorised = decimal_of(record->authorised_known ? sums->authorised : 0);
    record->unauthorised = decimal_of(record->authorised_known ? sums->unauthorised : 0);
    record->coverage = share(sums->scheduled, all);
    record->rate = share(absent, scheduled);
    record->rate_min = share(missed, all);
    record->rate_max = share(missed + sums->unreported, all);
    record->eligible = uf_decimal_compare(record->scheduled, options->min_scheduled) >= 0;
}

static void fill_bounds(const uf_attendance *a, uf_attendance_record *record)
{
    const uf_attendance_options *options = &a->options;
    if (options->window.kind == UF_WINDOW_ALL) {
        record->from = options->date_from == UF_NO_DAY ? a->first : options->date_from;
        record->to = options->date_to == UF_NO_DAY ? a->last : options->date_to;
        return;
    }
    uf_window_bounds(&options->window, record->window, &record->from, &record->to);
    if (record->from < a->low)
        record->from = a->low;
    if (record->to > a->high)
        record->to = a->high;
}

/* The longest spell within the record's window; under split, at the places of the stays. */
static uint32_t longest_spell(uf_attendance *a, const uf_attendance_record *record,
                              const struct uf_attendance_stay *stays, size_t count)
{
    const struct uf_day_set **sets = a->scratch.days;
    size_t used = 0;
    if (a->options.attribution != UF_ATTRIBUTE_SPLIT) {
        if (record->pupil < a->day_capacity)
            sets[used++] = &a->days[record->pupil];
    } else {
        for (size_t i = 0; i < count; i++)
            if (stays[i].number < a->day_capacity)
                sets[used++] = &a->days[stays[i].number];
    }
    return uf_day_set_longest(sets, used, record->from, record->to);
}

static bool fill_record(uf_attendance *a, uf_attendance_record *record,
                        const struct uf_attendance_stay *stays, size_t count, bool moved)
{
    struct totals sums;
    if (!total(&sums, stays, count))
        return false;
    *record = (uf_attendance_record){ .pupil = stays->cell->key.pupil,
                                      .place = choose_place(a->options.attribution, stays, count),
                                      .window = stays->cell->key.window,
                                      .moved = moved };
    fill_bounds(a, record);
    fill_sums(record, &sums, &a->options);
    record->longest_spell = longest_spell(a, record, stays, count);
    return true;
}

/* Room for n stays and as many records. */
static bool reach_scratch(struct uf_attendance_scratch *scratch, size_t n)
{
    if (n <= scratch->capacity)
        return true;
    size_t capacity = n + n / 2 + 16;
    struct uf_attendance_stay *stays = realloc(scratch->stays, capacity * sizeof *stays);
    if (stays != NULL)
        scratch->stays = stays;
    const struct uf_day_set **days = realloc(scratch->days, capacity * sizeof *days);
    if (days != NULL)
        scratch->days = days;
    uf_attendance_record *records = realloc(scratch->records, capacity * sizeof *records);
    if (records != NULL)
        scratch->records = records;
    if (stays == NULL || days == NULL || records == NULL)
        return false;
    scratch->capacity = capacity;
    return true;
}

/* Gather the pupil's cells in order. */
static uf_status collect(uf_attendance *a, uint32_t pupil, const uf_attendance_places *places,
                         size_t *count, const char **reason)
{
    size_t n = 0;
    for (uint32_t i = a->head[pupil]; i != UF_NO_CELL;
         i = uf_attendance_cells_at(&a->cells, i)->next)
        n++;
    *reason = "out of memory";
    if (!reach_scratch(&a->scratch, n))
        return UF_ENOMEM;

    struct uf_attendance_stay *stay = a->scratch.stays;
    for (uint32_t i = a->head[pupil]; i != UF_NO_CELL; stay++) {
        const struct uf_attendance_cell *cell = uf_attendance_cells_at(&a->cells, i);
        *reason = "a place has no rank";
        if (cell->key.place >= places->count)
            return UF_EINVAL;
        *reason = "the sum of the pupil's time is too large";
        if (cell->unreported > INT64_MAX - cell->scheduled)
            return UF_ERANGE;
        *stay = (struct uf_attendance_stay){ .cell = cell,
                                             .number = i,
                                             .school = places->school[cell->key.place],
                                             .order = places->order[cell->key.place],
                                             .time = cell->scheduled + cell->unreported,
                                             .first = cell->first,
                                             .last = cell->last };
        i = cell->next;
    }
    qsort(a->scratch.stays, n, sizeof *stay, by_window_and_place);
    *count = n;
    return UF_OK;
}

uf_status uf_attendance_records(uf_attendance *a, uint32_t pupil,
                                const uf_attendance_places *places,
                                const uf_attendance_record **records, size_t *count,
                                uf_error *error)
{
    *count = 0;
    *records = NULL;
    if (pupil >= a->pupils || a->head[pupil] == UF_NO_CELL)
        return UF_OK;
    size_t n;
    const char *reason;
    uf_status status = collect(a, pupil, places, &n, &reason);
    if (status != UF_OK)
        return uf_error_set(error, status, __func__, reason, pupil, NAN);

    const struct uf_attendance_stay *stays = a->scratch.stays;
    size_t made = 0;
    size_t window_end = 0;
    bool split = a->options.attribution == UF_ATTRIBUTE_SPLIT;
    bool moved = false;
    for (size_t i = 0, end; i < n; i = end) {
        if (i == window_end) {
            window_end = run_end(stays, i, n, false);
            moved = stays[window_end - 1].school != stays[i].school;
        }
        end = split ? run_end(stays, i, n, true) : window_end;
        if (!fill_record(a, &a->scratch.records[made++], stays + i, end - i, moved))
            return uf_error_set(error, UF_ERANGE, __func__,
                                "the sum of the pupil's time is too large", pupil, NAN);
    }
    *records = a->scratch.records;
    *count = made;
    return UF_OK;
}
