/* attendance_record.c: the records of one pupil, from the sums that attendance.c made. The rules
 * stand in attendance.h.
 *
 * The pupil's cells are sorted by bin, school and place, so that the result depends on the caller's
 * ranks and not on the order of the rows. */
#include "attendance_state.h"

#include <math.h>
#include <stdlib.h>

/* One window of one pupil while its record is made. */
struct in_window {
    int32_t index;
    const struct uf_attendance_stay *cells; /* of its bins, [cell_count] by bin and place */
    size_t cell_count;
    bool moved;
};

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

static void fill_sums(uf_attendance_record *record, const struct uf_attendance_sums *sums,
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
    if (a->options.window.kind == UF_WINDOW_ALL) {
        (void)uf_attendance_observed(a, &record->from, &record->to);
        return;
    }
    uf_rolling_bounds(&a->rolling, record->window, &record->from, &record->to);
    if (record->from < a->low)
        record->from = a->low;
    if (record->to > a->high)
        record->to = a->high;
}

/* The first of the pupil's returns that is after `day`, or none. */
static const struct uf_attendance_return *next_return(const uf_attendance *a, uint32_t pupil,
                                                      uf_day day)
{
    size_t low = 0;
    size_t high = a->return_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct uf_attendance_return *at = &a->returns[middle];
        if (at->pupil < pupil || (at->pupil == pupil && at->day <= day))
            low = middle + 1;
        else
            high = middle;
    }
    return low < a->return_count && a->returns[low].pupil == pupil ? &a->returns[low] : NULL;
}

/* School days and the longest spell within the record's window; under split, at the school whose
 * rank is given. A return cuts the window in two. */
static void fill_days(uf_attendance *a, uf_attendance_record *record,
                      const struct in_window *window, uint32_t school)
{
    const struct uf_day_set **sets = a->scratch.days;
    size_t used = 0;
    if (a->options.attribution != UF_ATTRIBUTE_SPLIT) {
        if (record->pupil < a->day_capacity)
            sets[used++] = &a->days[record->pupil];
    } else {
        for (size_t i = 0; i < window->cell_count; i++)
            if (window->cells[i].school == school && window->cells[i].number < a->day_capacity)
                sets[used++] = &a->days[window->cells[i].number];
    }
    record->days = uf_day_set_count(sets, used, record->from, record->to);
    uf_day from = record->from;
    while (from <= record->to) {
        const struct uf_attendance_return *cut = next_return(a, record->pupil, from);
        uf_day to = cut != NULL && cut->day <= record->to ? cut->day - 1 : record->to;
        uint32_t longest = uf_day_set_longest(sets, used, from, to);
        if (longest > record->longest_spell)
            record->longest_spell = longest;
        from = to + 1;
    }
}

/* The record of n > 0 merged stays. False if a sum leaves 64 bits. */
static bool fill_record(uf_attendance *a, uint32_t pupil, uf_attendance_record *record,
                        const struct in_window *window, const struct uf_attendance_stay *stays,
                        size_t n)
{
    struct uf_attendance_stay all = stays[0];
    for (size_t i = 1; i < n; i++)
        if (!uf_attendance_stay_join(&all, &stays[i]))
            return false;
    *record = (uf_attendance_record){
        .pupil = pupil,
        .place = uf_attendance_choose_place(a->options.attribution, stays, n),
        .window = window->index,
        .moved = window->moved,
    };
    fill_bounds(a, record);
    fill_sums(record, &all.sums, &a->options);
    fill_days(a, record, window, all.school);
    return true;
}

/* The records of a window, one or under split one per school, added to *made. False as above. */
static bool fill_window(uf_attendance *a, uint32_t pupil, struct in_window *window, size_t *made)
{
    struct uf_attendance_stay *stays = a->scratch.merged;
    size_t n = window->cell_count;
    for (size_t i = 0; i < n; i++)
        stays[i] = window->cells[i];
    if (uf_rolling_has_step(&a->rolling))
        uf_attendance_stays_sort_places(stays, n);
    if (!uf_attendance_stays_merge(stays, &n))
        return false;
    window->moved = stays[n - 1].school != stays[0].school;
    bool split = a->options.attribution == UF_ATTRIBUTE_SPLIT;
    for (size_t i = 0, end; i < n; i = end) {
        end = split ? uf_attendance_school_end(stays, i, n) : n;
        if (!fill_record(a, pupil, &a->scratch.records[(*made)++], window, stays + i, end - i))
            return false;
    }
    return true;
}

/* The bins of the first and last day observed that are in one at all; rolling windows must be
 * whole within them. */
static bool observed_bins(const uf_attendance *a, int32_t *first, int32_t *last)
{
    uf_day from;
    uf_day to;
    if (!uf_attendance_observed(a, &from, &to))
        return false;
    while (from <= to && a->bin_of[from - a->low] == UF_NO_WINDOW)
        from++;
    while (to >= from && a->bin_of[to - a->low] == UF_NO_WINDOW)
        to--;
    if (from > to)
        return false;
    *first = a->bin_of[from - a->low];
    *last = a->bin_of[to - a->low];
    return true;
}

/* Whether a window may be written. */
static bool is_whole(const uf_attendance *a, int32_t window, int32_t first_bin, int32_t last_bin)
{
    int32_t first;
    int32_t last;
    uf_rolling_bins(&a->rolling, window, &first, &last);
    return !uf_rolling_has_step(&a->rolling) || (first >= first_bin && last <= last_bin);
}

/* All records of a pupil with n stays, sorted by bin. False if a sum leaves 64 bits. */
static bool fill_windows(uf_attendance *a, uint32_t pupil, size_t n, size_t *made)
{
    const struct uf_attendance_stay *stays = a->scratch.stays;
    int32_t observed_first;
    int32_t observed_last;
    if (!observed_bins(a, &observed_first, &observed_last))
        return true;
    size_t start = 0;
    for (int64_t index = INT32_MIN; start < n; index++) {
        int32_t first;
        int32_t last;
        uf_rolling_windows(&a->rolling, stays[start].bin, &first, &last);
        if (index < first)
            index = first;
        struct in_window window = { .index = (int32_t)index, .cells = stays + start };
        uf_rolling_bins(&a->rolling, window.index, &first, &last);
        while (start + window.cell_count < n && stays[start + window.cell_count].bin <= last)
            window.cell_count++;
        if (is_whole(a, window.index, observed_first, observed_last) &&
            !fill_window(a, pupil, &window, made))
            return false;
        uf_rolling_bins(&a->rolling, window.index + 1, &first, &last);
        while (start < n && stays[start].bin < first)
            start++;
    }
    return true;
}

/* ---- Asking ---- */

/* Room for n stays and the records that they can make. */
static bool reach_scratch(uf_attendance *a, size_t n)
{
    struct uf_attendance_scratch *scratch = &a->scratch;
    if (n <= scratch->capacity)
        return true;
    size_t capacity = n + n / 2 + 16;
    size_t windows =
        (size_t)(a->rolling.length + a->rolling.stride - 1) / (size_t)a->rolling.stride;
    struct uf_attendance_stay *stays = realloc(scratch->stays, capacity * sizeof *stays);
    if (stays != NULL)
        scratch->stays = stays;
    struct uf_attendance_stay *merged = realloc(scratch->merged, capacity * sizeof *merged);
    if (merged != NULL)
        scratch->merged = merged;
    const struct uf_day_set **days = realloc(scratch->days, capacity * sizeof *days);
    if (days != NULL)
        scratch->days = days;
    uf_attendance_record *records = realloc(scratch->records, capacity * windows * sizeof *records);
    if (records != NULL)
        scratch->records = records;
    if (stays == NULL || merged == NULL || days == NULL || records == NULL)
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
    if (!reach_scratch(a, n))
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
        *stay = (struct uf_attendance_stay){
            .bin = cell->key.bin,
            .number = i,
            .place = cell->key.place,
            .school = places->school[cell->key.place],
            .order = places->order[cell->key.place],
            .first = cell->first,
            .last = cell->last,
            .sums = { cell->scheduled, cell->authorised, cell->unauthorised, cell->unsaid,
                      cell->unreported },
        };
        i = cell->next;
    }
    uf_attendance_stays_sort(a->scratch.stays, n);
    *count = n;
    return UF_OK;
}

static int by_pupil_and_day(const void *left, const void *right)
{
    const struct uf_attendance_return *a = left;
    const struct uf_attendance_return *b = right;
    if (a->pupil != b->pupil)
        return a->pupil < b->pupil ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
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
    if (!a->returns_sorted && a->return_count > 0)
        qsort(a->returns, a->return_count, sizeof *a->returns, by_pupil_and_day);
    a->returns_sorted = true;
    size_t n;
    const char *reason;
    uf_status status = collect(a, pupil, places, &n, &reason);
    if (status != UF_OK)
        return uf_error_set(error, status, __func__, reason, pupil, NAN);
    size_t made = 0;
    if (!fill_windows(a, pupil, n, &made))
        return uf_error_set(error, UF_ERANGE, __func__, "the sum of the pupil's time is too large",
                            pupil, NAN);
    if (a->options.worst)
        uf_attendance_keep_worst(a, places, a->scratch.records, &made);
    *records = a->scratch.records;
    *count = made;
    return UF_OK;
}
