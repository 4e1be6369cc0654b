/* simulate_absence.c: the schools, classes and pupils of a simulation, and its calendar. */
#include <utfall/simulate_absence.h>

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

#include <utfall/school_year.h>
#include <utfall/window.h>

#include "simulate_registers.h"
#include "simulate_state.h"

#define MOST_TOTAL 100000000.0

/* ---- Settings ---- */

void uf_simulation_settings_init(uf_simulation_settings *settings)
{
    *settings = (uf_simulation_settings){
        .seed = 2016,
        .from = uf_day_from_civil((uf_civil){ 2016, 8, 1 }),
        .to = uf_day_from_civil((uf_civil){ 2017, 12, 31 }),
        .sports_week = UF_SPORTS_WEEK_FIRST,
        .schools = 6,
        .pupils = 250,
        .size_cv = 0.2,
        .grades = 3,
        .class_size = 22,
        .shape = { .lessons = 4,
                   .limit = { 15, 2 },
                   .prevalence = 0.12,
                   .icc = 0.031,
                   .pupil_sd = 1,
                   .spell_days = 3,
                   .single = 0.25 },
        .lesson_minutes = 60,
        .authorised = 0.75,
        .effect = -0.2,
        .start = uf_day_from_civil((uf_civil){ 2017, 1, 1 }),
        .unreported = 0.06,
        .unreported_sd = 0.7,
        .unreported_odds = 1,
        .moves = 0.03,
        .class_changes = 0.01,
        .late = 0.02,
    };
}

static uf_status refuse(const char *reason, double value, uf_error *error)
{
    return uf_error_set(error, UF_EINVAL, "uf_simulation_new", reason, UF_NO_INDEX, value);
}

static uf_status check(const uf_simulation_settings *s, uf_error *error)
{
    const struct {
        double value, low, high;
        const char *reason;
    } ranges[] = {
        { s->sports_week, UF_SPORTS_WEEK_FIRST, UF_SPORTS_WEEK_LAST,
          "sports_week outside 7 to 10" },
        { s->schools, 1, 100000, "schools outside 1 to 100000" },
        { s->pupils, 1, 100000, "pupils outside 1 to 100000" },
        { s->size_cv, 0, 2, "size_cv outside 0 to 2" },
        { s->grades, 1, 12, "grades outside 1 to 12" },
        { s->class_size, 1, 100000, "class_size outside 1 to 100000" },
        { s->lesson_minutes, 1, 1440, "lesson_minutes outside 1 to 1440" },
        { s->authorised, 0, 1, "authorised outside 0 to 1" },
        { s->effect, -1, 10, "effect outside -1 to 10" },
        { s->unreported, 0, 0.999999, "unreported outside [0, 1)" },
        { s->unreported_sd, 0, 3, "unreported_sd outside 0 to 3" },
        { s->unreported_odds, 1e-6, 1e6, "unreported_odds outside 1e-6 to 1e6" },
        { s->moves, 0, 1, "moves outside 0 to 1" },
        { s->class_changes, 0, 1, "class_changes outside 0 to 1" },
        { s->late, 0, 1, "late outside 0 to 1" },
        { s->schools * s->pupils, 1, MOST_TOTAL, "more than 100 million pupils" },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (!(ranges[i].value >= ranges[i].low && ranges[i].value <= ranges[i].high))
            return refuse(ranges[i].reason, ranges[i].value, error);
    if (!uf_day_is_valid(s->from) || !uf_day_is_valid(s->to) || !uf_day_is_valid(s->start))
        return refuse("from, to or start is not a valid day", NAN, error);
    return UF_OK;
}

/* ---- The calendar, and the model of absence in it ---- */

static uf_status find_days(uf_simulation *simulation, uf_error *error)
{
    const uf_simulation_settings *s = &simulation->settings;
    const size_t most = s->to >= s->from ? (size_t)(s->to - s->from) + 1 : 0;
    simulation->days = calloc(most + 1, sizeof *simulation->days);
    if (simulation->days == NULL)
        return uf_error_set(error, UF_ENOMEM, "uf_simulation_new", "memory ran out", UF_NO_INDEX,
                            NAN);
    for (uf_day day = s->from; day <= s->to; day++)
        if (uf_is_school_day(day, s->sports_week))
            simulation->days[simulation->day_count++] = day;
    if (simulation->day_count == 0)
        return uf_error_set(error, UF_EDATA, "uf_simulation_new", "no school day between the dates",
                            UF_NO_INDEX, NAN);
    return UF_OK;
}

static int ascending(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Prevalence is the mean of the calendar's three-month windows. */
static uf_status fit_model(uf_simulation *simulation, uf_error *error)
{
    uf_window window;
    uf_status status = uf_window_init(&window, UF_WINDOW_MONTHS, 3, UF_NO_DAY, error);
    if (status != UF_OK)
        return status;
    uint32_t *lengths = calloc((size_t)simulation->day_count + 1, sizeof *lengths);
    if (lengths == NULL)
        return uf_error_set(error, UF_ENOMEM, "uf_simulation_new", "memory ran out", UF_NO_INDEX,
                            NAN);
    size_t windows = 0;
    int32_t last = 0;
    for (uint32_t i = 0; i < simulation->day_count; i++) {
        const int32_t index = uf_window_index(&window, simulation->days[i]);
        if (i == 0 || index != last)
            windows++;
        last = index;
        lengths[windows - 1]++;
    }
    qsort(lengths, windows, sizeof *lengths, ascending);
    status = uf_absence_model_new(&simulation->model, &simulation->settings.shape, lengths, windows,
                                  error);
    free(lengths);
    return status;
}

/* ---- Who is there ---- */

uf_rng uf_simulation_stream(const uf_simulation *simulation, enum uf_simulation_purpose purpose,
                            uint32_t index)
{
    uf_rng rng;
    uf_rng_init(&rng, simulation->settings.seed, ((uint64_t)purpose << 48) | (uint64_t)index);
    return rng;
}

const struct grade *uf_simulation_grade(const uf_simulation *simulation, uint32_t school,
                                        unsigned cohort)
{
    return &simulation->grades[(size_t)school * simulation->settings.grades + cohort];
}

static uint32_t rounded(double value, double least)
{
    return (uint32_t)lround(fmax(value, least));
}

static void draw_school(uf_simulation *simulation, uint32_t index)
{
    const uf_simulation_settings *s = &simulation->settings;
    struct school *school = &simulation->schools[index];
    uf_rng rng = uf_simulation_stream(simulation, UF_SIMULATION_SCHOOL, index);
    gsl_rng generator = uf_rng_gsl(&rng);
    school->level = gsl_ran_gaussian(&generator, 1);
    school->registers = gsl_ran_gaussian(&generator, 1);
    double size = s->pupils;
    if (s->size_cv > 0)
        size = gsl_ran_gamma(&generator, 1 / gsl_pow_2(s->size_cv), size * gsl_pow_2(s->size_cv));
    school->size = rounded(fmin(size, 10 * s->pupils * (1 + s->size_cv)), s->grades);
    school->intervention = index < (s->schools + 1) / 2;
}

/* The pupils of a school's grade on the first day: those numbered from..to - 1 within the school.
 * */
static void grade_span(const uf_simulation *simulation, uint32_t school, unsigned cohort,
                       uint32_t *from, uint32_t *to)
{
    const uint64_t size = simulation->schools[school].size;
    const uint64_t grades = simulation->settings.grades;
    *from = (uint32_t)(size * cohort / grades);
    *to = (uint32_t)(size * (cohort + 1) / grades);
}

static bool make_schools(uf_simulation *simulation)
{
    const uf_simulation_settings *s = &simulation->settings;
    simulation->schools = calloc(s->schools, sizeof *simulation->schools);
    simulation->grades = calloc((size_t)s->schools * s->grades, sizeof *simulation->grades);
    if (simulation->schools == NULL || simulation->grades == NULL)
        return false;
    for (uint32_t school = 0; school < s->schools; school++) {
        draw_school(simulation, school);
        for (unsigned cohort = 0; cohort < s->grades; cohort++) {
            struct grade *grade = &simulation->grades[(size_t)school * s->grades + cohort];
            uint32_t from, to;
            grade_span(simulation, school, cohort, &from, &to);
            grade->first_class = simulation->class_count;
            grade->sections = rounded((to - from) / s->class_size, 1);
            simulation->class_count += grade->sections;
        }
        simulation->pupil_count += simulation->schools[school].size;
    }
    return true;
}

double uf_simulation_factor(const uf_simulation *simulation, uint32_t school, uint32_t day)
{
    const bool works = simulation->schools[school].intervention &&
                       simulation->days[day] >= simulation->settings.start;
    return works ? 1 + simulation->settings.effect : 1;
}

static void draw_pupil(uf_simulation *simulation, uint32_t index, uint32_t school)
{
    struct pupil *pupil = &simulation->pupils[index];
    uf_rng rng = uf_simulation_stream(simulation, UF_SIMULATION_PUPIL, index);
    gsl_rng generator = uf_rng_gsl(&rng);
    const double stationary = uf_rng_uniform(&rng);
    const double authorised = uf_rng_uniform(&rng);
    const double late = uf_rng_uniform(&rng);
    const double when = uf_rng_uniform(&rng);
    const double level = gsl_ran_gaussian(&generator, 1);

    const uint32_t days = simulation->day_count;
    pupil->school = school;
    pupil->share =
        uf_absence_model_share(simulation->model, simulation->schools[school].level, level);
    if (days > 1 && late < simulation->settings.late)
        pupil->first_day = 1 + (uint32_t)(when * (days - 1));
    uf_absence_habit habit;
    uf_absence_habit_init(&habit,
                          pupil->share * uf_simulation_factor(simulation, school, pupil->first_day),
                          &simulation->settings.shape);
    pupil->in_spell = stationary < habit.share;
    pupil->authorised = authorised < simulation->settings.authorised;
    pupil->move_day = pupil->change_day = UF_SIMULATION_NEVER;
}

static bool make_pupils(uf_simulation *simulation)
{
    const uf_simulation_settings *s = &simulation->settings;
    simulation->pupils = calloc(simulation->pupil_count, sizeof *simulation->pupils);
    if (simulation->pupils == NULL)
        return false;
    uint32_t index = 0;
    for (uint32_t school = 0; school < s->schools; school++)
        for (unsigned cohort = 0; cohort < s->grades; cohort++) {
            const struct grade *grade = uf_simulation_grade(simulation, school, cohort);
            uint32_t from, to;
            grade_span(simulation, school, cohort, &from, &to);
            for (uint32_t i = 0; i < to - from; i++, index++) {
                struct pupil *pupil = &simulation->pupils[index];
                pupil->cohort = (uint8_t)cohort;
                pupil->class_ =
                    grade->first_class + (uint32_t)((uint64_t)i * grade->sections / (to - from));
                draw_pupil(simulation, index, school);
            }
        }
    return true;
}

static bool make_registers(uf_simulation *simulation)
{
    const uf_simulation_settings *s = &simulation->settings;
    const size_t classes = simulation->class_count;
    simulation->slots = s->per_day ? 1 : s->shape.lessons;
    simulation->class_level = calloc(classes, sizeof *simulation->class_level);
    simulation->scheduled = calloc(classes * simulation->slots, sizeof *simulation->scheduled);
    simulation->absent = calloc(classes * simulation->slots, sizeof *simulation->absent);
    simulation->taken = calloc(classes * simulation->slots, sizeof *simulation->taken);
    simulation->rows =
        calloc((size_t)simulation->pupil_count * simulation->slots, sizeof *simulation->rows);
    if (simulation->class_level == NULL || simulation->scheduled == NULL ||
        simulation->absent == NULL || simulation->taken == NULL || simulation->rows == NULL)
        return false;
    simulation->register_slope = log(s->unreported_odds);
    const double location = uf_register_location(s, uf_absence_model_absence(simulation->model, 1));
    for (uint32_t school = 0; school < s->schools; school++)
        for (unsigned cohort = 0; cohort < s->grades; cohort++) {
            const struct grade *grade = uf_simulation_grade(simulation, school, cohort);
            for (uint32_t c = grade->first_class; c < grade->first_class + grade->sections; c++) {
                uf_rng rng = uf_simulation_stream(simulation, UF_SIMULATION_CLASS, c);
                gsl_rng generator = uf_rng_gsl(&rng);
                simulation->class_level[c] = location + s->unreported_sd * M_SQRT1_2 *
                                                            (simulation->schools[school].registers +
                                                             gsl_ran_gaussian(&generator, 1));
            }
        }
    return true;
}

uf_status uf_simulation_new(uf_simulation **simulation, const uf_simulation_settings *settings,
                            uf_error *error)
{
    *simulation = NULL;
    uf_status status = check(settings, error);
    if (status != UF_OK)
        return status;
    uf_simulation *made = calloc(1, sizeof *made);
    if (made == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    made->settings = *settings;
    status = find_days(made, error);
    if (status == UF_OK)
        status = fit_model(made, error);
    if (status == UF_OK && !(make_schools(made) && make_pupils(made) && make_registers(made)))
        status = uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    if (status == UF_OK)
        *simulation = made;
    else
        uf_simulation_free(made);
    return status;
}

void uf_simulation_free(uf_simulation *simulation)
{
    if (simulation == NULL)
        return;
    uf_absence_model_free(simulation->model);
    free(simulation->days);
    free(simulation->schools);
    free(simulation->grades);
    free(simulation->pupils);
    free(simulation->class_level);
    free(simulation->scheduled);
    free(simulation->absent);
    free(simulation->taken);
    free(simulation->rows);
    free(simulation);
}

/* ---- What is known of it ---- */

uint32_t uf_simulation_pupils(const uf_simulation *simulation)
{
    return simulation->pupil_count;
}

bool uf_simulation_intervention(const uf_simulation *simulation, uint32_t school)
{
    return simulation->schools[school].intervention;
}

double uf_simulation_school_level(const uf_simulation *simulation, uint32_t school)
{
    return simulation->schools[school].level;
}

const uf_absence_model *uf_simulation_model(const uf_simulation *simulation)
{
    return simulation->model;
}

const uf_simulation_counts *uf_simulation_so_far(const uf_simulation *simulation)
{
    return &simulation->counts;
}
