/* attendance.c: adding lessons up per pupil, bin and place. The rules stand in attendance.h;
 * attendance_record.c makes the records. */
#include "attendance_state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void uf_attendance_options_init(uf_attendance_options *options)
{
    *options = (uf_attendance_options){
        .window = { .kind = UF_WINDOW_ALL, .n = 1, .anchor = UF_NO_DAY },
        .date_from = UF_NO_DAY,
        .date_to = UF_NO_DAY,
        .unreported = UF_UNREPORTED_EXCLUDE,
        .attribution = UF_ATTRIBUTE_LONGEST,
        .min_scheduled = { .mantissa = 0, .places = 0 },
        .authorised_known = true,
    };
}

/* What is wrong with the options, or NULL. */
static const char *options_fault(const uf_attendance_options *options)
{
    uf_window window;
    uf_error fault;
    uf_rolling rolling;
    bool counted = options->window.kind >= UF_WINDOW_MONTHS;
    bool calendar =
        options->window.kind == UF_WINDOW_TERM || options->window.kind == UF_WINDOW_SCHOOL_DAYS;
    if (uf_window_init(&window, options->window.kind, options->window.n, options->window.anchor,
                       &fault) != UF_OK)
        return fault.reason;
    if (counted && options->window.anchor == UF_NO_DAY)
        return "the window has no anchor";
    if (calendar && options->window.calendar == NULL)
        return "windows of terms and of school days need a calendar";
    if (uf_rolling_init(&rolling, &options->window, options->step, &fault) != UF_OK)
        return fault.reason;
    if (options->date_from != UF_NO_DAY && !uf_day_is_valid(options->date_from))
        return "the first date is outside 1900-01-01 to 2199-12-31";
    if (options->date_to != UF_NO_DAY && !uf_day_is_valid(options->date_to))
        return "the last date is outside 1900-01-01 to 2199-12-31";
    if (options->date_to != UF_NO_DAY && options->date_from > options->date_to)
        return "the last date is before the first";
    if (options->min_scheduled.mantissa < 0)
        return "the least scheduled time is negative";
    return NULL;
}

uf_status uf_attendance_new(uf_attendance **attendance, const uf_attendance_options *options,
                            uf_error *error)
{
    const char *fault = options_fault(options);
    if (fault != NULL)
        return uf_error_set(error, UF_EINVAL, __func__, fault, UF_NO_INDEX, NAN);

    uf_day low = options->date_from == UF_NO_DAY ? UF_FIRST_DAY : options->date_from;
    uf_day high = options->date_to == UF_NO_DAY ? UF_LAST_DAY : options->date_to;
    uf_attendance *new = malloc(sizeof *new);
    int32_t *bin_of = malloc((size_t)(high - low + 1) * sizeof *bin_of);
    if (new == NULL || bin_of == NULL) {
        free(new);
        free(bin_of);
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    }
    *new = (uf_attendance){ .options = *options,
                            .low = low,
                            .high = high,
                            .bin_of = bin_of,
                            .first = UF_LAST_DAY + 1,
                            .last = UF_FIRST_DAY - 1 };
    (void)uf_rolling_init(&new->rolling, &options->window, options->step, NULL);
    uf_window_number(&new->rolling.bin, low, high, bin_of);
    *attendance = new;
    return UF_OK;
}

void uf_attendance_free(uf_attendance *attendance)
{
    if (attendance == NULL)
        return;
    for (size_t i = 0; i < attendance->day_capacity; i++)
        uf_day_set_release(&attendance->days[i]);
    uf_attendance_cells_release(&attendance->cells);
    free(attendance->days);
    free(attendance->head);
    free(attendance->bin_of);
    free(attendance->returns);
    free(attendance->scratch.stays);
    free(attendance->scratch.merged);
    free(attendance->scratch.days);
    free(attendance->scratch.records);
    free(attendance);
}

bool uf_attendance_covers(const uf_attendance *attendance, uf_day day)
{
    return day >= attendance->low && day <= attendance->high &&
           attendance->bin_of[day - attendance->low] != UF_NO_WINDOW;
}

uint32_t uf_attendance_pupils(const uf_attendance *attendance)
{
    return attendance->pupils;
}

bool uf_attendance_has(const uf_attendance *attendance, uint32_t pupil)
{
    return pupil < attendance->pupils && attendance->head[pupil] != UF_NO_CELL;
}

bool uf_attendance_span(const uf_attendance *attendance, uf_day *first, uf_day *last)
{
    if (attendance->first > attendance->last)
        return false;
    *first = attendance->first;
    *last = attendance->last;
    return true;
}

bool uf_attendance_observed(const uf_attendance *attendance, uf_day *from, uf_day *to)
{
    const uf_attendance_options *options = &attendance->options;
    *from = options->date_from == UF_NO_DAY ? attendance->first : options->date_from;
    *to = options->date_to == UF_NO_DAY ? attendance->last : options->date_to;
    return uf_day_is_valid(*from) && uf_day_is_valid(*to) && *from <= *to;
}

char *uf_attendance_label(const uf_attendance *attendance, int32_t window,
                          char label[UF_WINDOW_LABEL_SIZE])
{
    return uf_rolling_label(&attendance->rolling, window, label);
}

/* The capacity to grow to, so that `needed` fits and growing costs amortised constant time. */
static size_t larger(size_t capacity, size_t needed)
{
    size_t grown = capacity + capacity / 2 + 64;
    return grown > needed ? grown : needed;
}

bool uf_attendance_reach_pupil(uf_attendance *a, uint32_t pupil)
{
    if (pupil >= a->pupil_capacity) {
        size_t capacity = larger(a->pupil_capacity, (size_t)pupil + 1);
        uint32_t *head = realloc(a->head, capacity * sizeof *head);
        if (head == NULL)
            return false;
        for (size_t i = a->pupil_capacity; i < capacity; i++)
            head[i] = UF_NO_CELL;
        a->head = head;
        a->pupil_capacity = capacity;
    }
    if (pupil >= a->pupils)
        a->pupils = pupil + 1;
    return true;
}

static bool reach_days(uf_attendance *a, uint32_t number)
{
    if (number < a->day_capacity)
        return true;
    size_t capacity = larger(a->day_capacity, (size_t)number + 1);
    struct uf_day_set *days = realloc(a->days, capacity * sizeof *days);
    if (days == NULL)
        return false;
    memset(days + a->day_capacity, 0, (capacity - a->day_capacity) * sizeof *days);
    a->days = days;
    a->day_capacity = capacity;
    return true;
}

/* Whether the sums have room for the lesson. The absent sums never exceed scheduled. */
static bool has_room(const struct uf_attendance_cell *cell, const uf_lesson *lesson)
{
    int64_t sum = cell->scheduled;
    if (lesson->state == UF_LESSON_UNREPORTED)
        sum = cell->unreported;
    return lesson->state == UF_LESSON_EXEMPT || lesson->scheduled <= INT64_MAX - sum;
}

static void sum_lesson(struct uf_attendance_cell *cell, uf_day day, const uf_lesson *lesson)
{
    if (day < cell->first)
        cell->first = day;
    if (day > cell->last)
        cell->last = day;
    switch (lesson->state) {
    case UF_LESSON_REPORTED:
        cell->scheduled += lesson->scheduled;
        cell->authorised += lesson->authorised;
        cell->unauthorised += lesson->unauthorised;
        cell->unsaid += lesson->unsaid;
        break;
    case UF_LESSON_UNREPORTED: cell->unreported += lesson->scheduled; break;
    case UF_LESSON_EXEMPT: break;
    }
}

/* Mark the day for the longest spell, under the policy in force. False if memory ran out. */
static bool mark_day(uf_attendance *a, uint32_t set, uf_day day, const uf_lesson *lesson)
{
    bool missed = false;
    bool attended = false;
    if (lesson->state == UF_LESSON_REPORTED) {
        int64_t absent = lesson->authorised + lesson->unauthorised + lesson->unsaid;
        missed = absent > 0;
        attended = absent < lesson->scheduled;
    } else if (lesson->state == UF_LESSON_UNREPORTED && lesson->scheduled > 0) {
        missed = a->options.unreported == UF_UNREPORTED_ABSENT;
        attended = a->options.unreported == UF_UNREPORTED_PRESENT;
    }
    if (!missed && !attended)
        return true;
    return reach_days(a, set) && uf_day_set_mark(&a->days[set], day, missed, attended);
}

/* What is wrong with a row before anything is looked up, or UF_OK. */
static uf_status check_row(uf_attendance *a, const uf_attendance_row *row, const char **reason)
{
    uf_lesson_fault fault = uf_lesson_check(&row->lesson);
    if (fault != UF_LESSON_SOUND) {
        *reason = uf_lesson_fault_text(fault);
        return UF_EDATA;
    }
    *reason = "the day is outside the limits or in no window";
    if (!uf_attendance_covers(a, row->day))
        return UF_EINVAL;
    *reason = "the code is out of range";
    if (row->pupil == UINT32_MAX || row->place == UINT32_MAX)
        return UF_EINVAL;
    *reason = "out of memory";
    return uf_attendance_reach_pupil(a, row->pupil) ? UF_OK : UF_ENOMEM;
}

static bool is_split(const uf_attendance *a)
{
    return a->options.attribution == UF_ATTRIBUTE_SPLIT;
}

/* Where a row's sums are, as far as it is known ahead of adding it. */
struct ahead {
    uint64_t hash;
    uint32_t guess;
    struct uf_attendance_key key;
};

static void expect_row(const uf_attendance *a, const uf_attendance_row *row, struct ahead *ahead)
{
    ahead->key = (struct uf_attendance_key){ .pupil = row->pupil,
                                             .bin = a->bin_of[row->day - a->low],
                                             .place = row->place };
    ahead->hash = uf_attendance_cells_expect(&a->cells, &ahead->key);
    if (!is_split(a) && row->pupil < a->day_capacity)
        uf_prefetch(&a->days[row->pupil]);
}

static void guess_row(const uf_attendance *a, const uf_attendance_row *row, struct ahead *ahead)
{
    ahead->guess = uf_attendance_cells_guess(&a->cells, ahead->hash);
    uint32_t set = is_split(a) ? ahead->guess : row->pupil;
    if (set < a->day_capacity)
        uf_prefetch(uf_day_set_block(&a->days[set], row->day));
}

/* Add a sound row. */
static uf_status add_row(uf_attendance *a, const uf_attendance_row *row, const struct ahead *ahead,
                         const char **reason)
{
    *reason = "out of memory";
    uint32_t number = uf_attendance_cells_find_or_insert(&a->cells, &ahead->key, ahead->hash,
                                                         ahead->guess, &a->head[row->pupil]);
    if (number == UF_NO_CELL)
        return UF_ENOMEM;
    struct uf_attendance_cell *cell = uf_attendance_cells_at(&a->cells, number);
    if (!has_room(cell, &row->lesson)) {
        *reason = "the sum of the pupil's time is too large";
        return UF_ERANGE;
    }
    if (!mark_day(a, is_split(a) ? number : row->pupil, row->day, &row->lesson))
        return UF_ENOMEM;
    sum_lesson(cell, row->day, &row->lesson);
    if (row->day < a->first)
        a->first = row->day;
    if (row->day > a->last)
        a->last = row->day;
    return UF_OK;
}

enum { ROWS_IN_CHUNK = 64 };

/* Add up to ROWS_IN_CHUNK rows in three rounds (see attendance_cells.h); *added is how many went
 * in. A row that is not sound ends the chunk before it. */
static uf_status add_chunk(uf_attendance *a, const uf_attendance_row *rows, size_t n, size_t *added,
                           const char **reason)
{
    struct ahead ahead[ROWS_IN_CHUNK];
    const char *fault = NULL;
    uf_status status = UF_OK;
    size_t sound = 0;
    for (; sound < n; sound++) {
        status = check_row(a, &rows[sound], &fault);
        if (status != UF_OK)
            break;
        expect_row(a, &rows[sound], &ahead[sound]);
    }
    for (size_t i = 0; i < sound; i++)
        guess_row(a, &rows[i], &ahead[i]);
    for (*added = 0; *added < sound; ++*added) {
        uf_status failed = add_row(a, &rows[*added], &ahead[*added], reason);
        if (failed != UF_OK)
            return failed;
    }
    *reason = fault;
    return status;
}

uf_status uf_attendance_add(uf_attendance *a, const uf_attendance_row *rows, size_t n,
                            uf_error *error)
{
    for (size_t start = 0; start < n; start += ROWS_IN_CHUNK) {
        size_t count = n - start < ROWS_IN_CHUNK ? n - start : ROWS_IN_CHUNK;
        size_t added = 0;
        const char *reason = NULL;
        uf_status status = add_chunk(a, rows + start, count, &added, &reason);
        if (status != UF_OK)
            return uf_error_set(error, status, __func__, reason, start + added, NAN);
    }
    return UF_OK;
}
