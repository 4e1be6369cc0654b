/* simulate_truth.c: the realised truth of a simulation, by the rules of attendance.h. */
#include <utfall/simulate_truth.h>

#include <math.h>
#include <stdlib.h>

#include <utfall/attendance.h>
#include <utfall/window.h>

enum { BATCH = 256, PERIODS = 2 };

/* One share: events of n. */
struct cell {
    uint64_t events, n;
};

struct uf_truth {
    uf_attendance *attendance;
    uf_window window;
    int32_t first_window;
    size_t windows;
    uf_decimal limit;
    uf_day start;
    uint32_t schools;
    bool *intervention;             /* [schools]            */
    uint32_t *ranks;                /* [schools] 0, 1, 2 ... */
    struct cell *above;             /* [windows * schools]  */
    struct cell *absence, *missing; /* [PERIODS * schools]  */
    uf_truth_row *rows;
    size_t count;
    uf_attendance_row batch[BATCH];
};

static uf_status no_memory(const char *function, uf_error *error)
{
    return uf_error_set(error, UF_ENOMEM, function, "memory ran out", UF_NO_INDEX, NAN);
}

/* Rows that come out per period: all schools, two arms, each school. */
static size_t rows_a_period(const uf_truth *truth)
{
    return 3 + (size_t)truth->schools;
}

static uf_status reserve(uf_truth *truth, const uf_simulation *simulation, uf_error *error)
{
    const size_t schools = truth->schools;
    truth->intervention = calloc(schools, sizeof *truth->intervention);
    truth->ranks = calloc(schools, sizeof *truth->ranks);
    truth->above = calloc(truth->windows * schools, sizeof *truth->above);
    truth->absence = calloc(PERIODS * schools, sizeof *truth->absence);
    truth->missing = calloc(PERIODS * schools, sizeof *truth->missing);
    truth->rows =
        calloc((truth->windows + (size_t)2 * PERIODS) * rows_a_period(truth), sizeof *truth->rows);
    if (truth->intervention == NULL || truth->ranks == NULL || truth->above == NULL ||
        truth->absence == NULL || truth->missing == NULL || truth->rows == NULL)
        return no_memory("uf_truth_new", error);
    for (uint32_t school = 0; school < truth->schools; school++) {
        truth->intervention[school] = uf_simulation_intervention(simulation, school);
        truth->ranks[school] = school;
    }
    return UF_OK;
}

uf_status uf_truth_new(uf_truth **truth, const uf_simulation *simulation,
                       const uf_simulation_settings *settings, uf_error *error)
{
    *truth = NULL;
    uf_truth *made = calloc(1, sizeof *made);
    if (made == NULL)
        return no_memory(__func__, error);
    made->limit = settings->shape.limit;
    made->start = settings->start;
    made->schools = settings->schools;
    uf_attendance_options options;
    uf_attendance_options_init(&options);
    uf_status status = uf_window_init(&options.window, UF_WINDOW_MONTHS, 3, UF_NO_DAY, error);
    if (status == UF_OK)
        status = uf_attendance_new(&made->attendance, &options, error);
    if (status == UF_OK) {
        made->window = options.window;
        made->first_window = uf_window_index(&made->window, settings->from);
        made->windows =
            (size_t)(uf_window_index(&made->window, settings->to) - made->first_window) + 1;
        status = reserve(made, simulation, error);
    }
    if (status == UF_OK)
        *truth = made;
    else
        uf_truth_free(made);
    return status;
}

void uf_truth_free(uf_truth *truth)
{
    if (truth == NULL)
        return;
    uf_attendance_free(truth->attendance);
    free(truth->intervention);
    free(truth->ranks);
    free(truth->above);
    free(truth->absence);
    free(truth->missing);
    free(truth->rows);
    free(truth);
}

/* ---- Rows in ---- */

static uf_attendance_row lesson_of(const uf_simulated_row *row)
{
    return (uf_attendance_row){
        .pupil = row->pupil,
        .place = row->school,
        .day = row->day,
        .lesson = { .state = UF_LESSON_REPORTED,
                    .scheduled = row->scheduled * UF_AMOUNT_ONE,
                    .authorised = row->authorised * UF_AMOUNT_ONE,
                    .unauthorised = row->unauthorised * UF_AMOUNT_ONE },
    };
}

static void count_minutes(uf_truth *truth, const uf_simulated_row *row)
{
    const size_t at = (row->day >= truth->start ? (size_t)truth->schools : 0) + (size_t)row->school;
    truth->absence[at].n += row->scheduled;
    truth->absence[at].events += (uint64_t)row->authorised + row->unauthorised;
    truth->missing[at].n += row->scheduled;
    truth->missing[at].events += row->reported ? 0 : row->scheduled;
}

uf_status uf_truth_add(uf_truth *truth, const uf_simulated_row *rows, size_t count, uf_error *error)
{
    uf_status status = UF_OK;
    size_t batched = 0;
    for (size_t i = 0; i < count && status == UF_OK; i++) {
        count_minutes(truth, &rows[i]);
        truth->batch[batched++] = lesson_of(&rows[i]);
        if (batched == BATCH || i + 1 == count) {
            status = uf_attendance_add(truth->attendance, truth->batch, batched, error);
            batched = 0;
        }
    }
    return status;
}

/* ---- Shares out ---- */

static uf_status count_above(uf_truth *truth, uf_error *error)
{
    const uf_attendance_places places = { .school = truth->ranks,
                                          .order = truth->ranks,
                                          .count = truth->schools };
    for (size_t i = 0; i < truth->windows * truth->schools; i++)
        truth->above[i] = (struct cell){ 0, 0 };
    const uint32_t pupils = uf_attendance_pupils(truth->attendance);
    for (uint32_t pupil = 0; pupil < pupils; pupil++) {
        const uf_attendance_record *records;
        size_t count;
        const uf_status status =
            uf_attendance_records(truth->attendance, pupil, &places, &records, &count, error);
        if (status != UF_OK)
            return status;
        for (size_t i = 0; i < count; i++) {
            const size_t window = (size_t)(records[i].window - truth->first_window);
            struct cell *cell = &truth->above[window * truth->schools + records[i].place];
            cell->n++;
            cell->events +=
                uf_decimal_compare_share(records[i].absent, records[i].scheduled, truth->limit) > 0;
        }
    }
    return UF_OK;
}

/* The share over the schools of an arm (0 or 1), over all (2), or of one. */
static void put(uf_truth *truth, uf_truth_row row, const struct cell *cells, int arm)
{
    static const char *const names[] = { "control", "intervention", "" };
    for (uint32_t school = 0; school < truth->schools; school++) {
        if (row.school != UF_TRUTH_ALL ? school != row.school
                                       : arm != 2 && truth->intervention[school] != (arm == 1))
            continue;
        row.events += cells[school].events;
        row.n += cells[school].n;
    }
    row.arm = names[row.school == UF_TRUTH_ALL ? arm : truth->intervention[row.school]];
    row.value = row.n > 0 ? (double)row.events / (double)row.n : NAN;
    truth->rows[truth->count++] = row;
}

/* The rows of one period. */
static void put_all(uf_truth *truth, const char *term, uf_truth_period period, uf_day window,
                    const struct cell *cells)
{
    uf_truth_row row = { .term = term, .school = UF_TRUTH_ALL, .period = period, .window = window };
    put(truth, row, cells, 2);
    put(truth, row, cells, 1);
    put(truth, row, cells, 0);
    for (row.school = 0; row.school < truth->schools; row.school++)
        put(truth, row, cells, 2);
}

uf_status uf_truth_rows(uf_truth *truth, const uf_truth_row **rows, size_t *count, uf_error *error)
{
    const uf_status status = count_above(truth, error);
    if (status != UF_OK)
        return status;
    truth->count = 0;
    for (size_t w = 0; w < truth->windows; w++) {
        uf_day from, to;
        uf_window_bounds(&truth->window, truth->first_window + (int32_t)w, &from, &to);
        put_all(truth, "above", UF_TRUTH_WINDOW, from, &truth->above[w * truth->schools]);
    }
    static const uf_truth_period periods[PERIODS] = { UF_TRUTH_BEFORE, UF_TRUTH_AFTER };
    for (size_t p = 0; p < PERIODS; p++)
        put_all(truth, "absence", periods[p], UF_NO_DAY, &truth->absence[p * truth->schools]);
    for (size_t p = 0; p < PERIODS; p++)
        put_all(truth, "unreported", periods[p], UF_NO_DAY, &truth->missing[p * truth->schools]);
    *rows = truth->rows;
    *count = truth->count;
    return UF_OK;
}
