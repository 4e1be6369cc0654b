/* simulate_days.c: a simulation's school days: who moves, who is absent, whose register is taken.
 * */
#include <utfall/simulate_absence.h>

#include <utfall/school_year.h>

#include "simulate_registers.h"
#include "simulate_state.h"

/* ---- Moves ---- */

/* Blocks of random numbers that a pupil's moves take in a term: two of plans, and then where to. */
enum { MOVE_BLOCKS = 4, PLACE_BLOCK = 2 };

static uf_rng moves_of(const uf_simulation *simulation, uint32_t index, unsigned block)
{
    uf_rng rng = uf_simulation_stream(simulation, UF_SIMULATION_MOVES, index);
    const int term = uf_school_term(simulation->days[simulation->today]);
    rng.block = (uint64_t)term * MOVE_BLOCKS + block;
    return rng;
}

/* A day of the term that begins today, but not today. */
static uint32_t later_day(const uf_simulation *simulation, double when)
{
    return simulation->today + 1 +
           (uint32_t)(when * (simulation->term_end - simulation->today - 1));
}

/* On the first day of a term: who will move in it, and when. */
static void plan_moves(uf_simulation *simulation)
{
    const uf_simulation_settings *s = &simulation->settings;
    const int term = uf_school_term(simulation->days[simulation->today]);
    simulation->term_end = simulation->today + 1;
    while (simulation->term_end < simulation->day_count &&
           uf_school_term(simulation->days[simulation->term_end]) == term)
        simulation->term_end++;
    const bool room = simulation->term_end - simulation->today > 1;
    for (uint32_t i = 0; i < simulation->pupil_count; i++) {
        uf_rng rng = moves_of(simulation, i, 0);
        const double moves = uf_rng_uniform(&rng), move_when = uf_rng_uniform(&rng);
        const double changes = uf_rng_uniform(&rng), change_when = uf_rng_uniform(&rng);
        struct pupil *pupil = &simulation->pupils[i];
        pupil->move_day = room && s->schools > 1 && moves < s->moves
                              ? later_day(simulation, move_when)
                              : UF_SIMULATION_NEVER;
        pupil->change_day = room && changes < s->class_changes ? later_day(simulation, change_when)
                                                               : UF_SIMULATION_NEVER;
    }
}

static void move(uf_simulation *simulation, uint32_t index)
{
    struct pupil *pupil = &simulation->pupils[index];
    uf_rng rng = moves_of(simulation, index, PLACE_BLOCK);
    const uint32_t other = uf_rng_below(&rng, simulation->settings.schools - 1);
    pupil->school = other + (other >= pupil->school);
    const struct grade *grade = uf_simulation_grade(simulation, pupil->school, pupil->cohort);
    pupil->class_ = grade->first_class + uf_rng_below(&rng, grade->sections);
    simulation->counts.moves++;
}

static void change_class(uf_simulation *simulation, uint32_t index)
{
    struct pupil *pupil = &simulation->pupils[index];
    uf_rng rng = moves_of(simulation, index, PLACE_BLOCK + 1);
    const struct grade *grade = uf_simulation_grade(simulation, pupil->school, pupil->cohort);
    if (grade->sections == 1)
        return;
    const uint32_t other = grade->first_class + uf_rng_below(&rng, grade->sections - 1);
    pupil->class_ = other + (other >= pupil->class_);
    simulation->counts.class_changes++;
}

/* ---- A day ---- */

/* The stream at the place that belongs to a day and slot, with so many blocks of numbers a day. */
static uf_rng stream_at(const uf_simulation *simulation, enum uf_simulation_purpose purpose,
                        uint32_t index, unsigned blocks, unsigned slot)
{
    uf_rng rng = uf_simulation_stream(simulation, purpose, index);
    const uf_day day = simulation->days[simulation->today];
    rng.block = (uint64_t)(day - UF_FIRST_DAY) * blocks + slot;
    return rng;
}

/* Which lessons of today the pupil misses: minutes into authorised and unauthorised, [lessons].
 * The draws of a day are a fixed number, so that none of them depends on another's outcome. */
static void live_day(uf_simulation *simulation, uint32_t index, uint16_t *authorised,
                     uint16_t *unauthorised)
{
    const uf_simulation_settings *s = &simulation->settings;
    struct pupil *pupil = &simulation->pupils[index];
    uf_absence_habit habit;
    uf_absence_habit_init(
        &habit, pupil->share * uf_simulation_factor(simulation, pupil->school, simulation->today),
        &s->shape);
    uf_rng rng = stream_at(simulation, UF_SIMULATION_DAYS, index, 1 + s->shape.lessons, 0);
    const double spell = uf_rng_uniform(&rng), leave = uf_rng_uniform(&rng);
    if (!pupil->in_spell && spell < habit.start) {
        pupil->in_spell = true;
        pupil->authorised = leave < s->authorised;
    } else if (pupil->in_spell && spell < habit.end) {
        pupil->in_spell = false;
    }
    for (unsigned i = 0; i < s->shape.lessons; i++) {
        bool missed = pupil->in_spell, with_leave = pupil->authorised;
        if (!pupil->in_spell) {
            missed = uf_rng_uniform(&rng) < habit.lesson;
            with_leave = uf_rng_uniform(&rng) < s->authorised;
        }
        authorised[i] = (uint16_t)(missed && with_leave ? s->lesson_minutes : 0);
        unauthorised[i] = (uint16_t)(missed && !with_leave ? s->lesson_minutes : 0);
    }
}

/* The lessons of a day as one. */
static void add_up(uint16_t *minutes, unsigned lessons)
{
    for (unsigned i = 1; i < lessons; i++)
        minutes[0] = (uint16_t)(minutes[0] + minutes[i]);
}

/* The rows of one pupil today; where the next pupil's begin. */
static uf_simulated_row *add_rows(uf_simulation *simulation, uint32_t index, uf_simulated_row *rows)
{
    const uf_simulation_settings *s = &simulation->settings;
    const struct pupil *pupil = &simulation->pupils[index];
    const struct grade *grade = uf_simulation_grade(simulation, pupil->school, pupil->cohort);
    const uf_day day = simulation->days[simulation->today];
    const int grades_up = uf_school_year(day) - uf_school_year(simulation->days[0]);
    uint16_t authorised[UF_ABSENCE_MAX_LESSONS], unauthorised[UF_ABSENCE_MAX_LESSONS];
    live_day(simulation, index, authorised, unauthorised);
    if (s->per_day) {
        add_up(authorised, s->shape.lessons);
        add_up(unauthorised, s->shape.lessons);
    }
    for (unsigned slot = 0; slot < simulation->slots; slot++) {
        *rows = (uf_simulated_row){
            .day = day,
            .pupil = index,
            .school = pupil->school,
            .section = pupil->class_ - grade->first_class,
            .grade = (uint16_t)(1 + pupil->cohort + grades_up),
            .lesson = (uint16_t)(s->per_day ? 0 : slot + 1),
            .scheduled = (uint16_t)(s->lesson_minutes * s->shape.lessons / simulation->slots),
            .authorised = authorised[slot],
            .unauthorised = unauthorised[slot],
            .intervention = simulation->schools[pupil->school].intervention,
        };
        const size_t at = (size_t)pupil->class_ * simulation->slots + slot;
        simulation->scheduled[at] += rows->scheduled;
        simulation->absent[at] += (uint32_t)(rows->authorised + rows->unauthorised);
        rows++;
    }
    return rows;
}

/* Whether a register is taken that is about those of whose time this part was missed. */
static bool is_taken(const uf_simulation *simulation, uf_rng rng, uint32_t class_, double part)
{
    const double log_odds = simulation->class_level[class_] + simulation->register_slope * part;
    return !(uf_rng_uniform(&rng) < uf_register_probability(log_odds));
}

static void take_class_registers(uf_simulation *simulation)
{
    for (uint32_t c = 0; c < simulation->class_count; c++)
        for (unsigned slot = 0; slot < simulation->slots; slot++) {
            const size_t at = (size_t)c * simulation->slots + slot;
            if (simulation->scheduled[at] == 0)
                continue;
            const double part = (double)simulation->absent[at] / simulation->scheduled[at];
            const uf_rng rng = stream_at(simulation, UF_SIMULATION_CLASS_REGISTERS, c,
                                         UF_ABSENCE_MAX_LESSONS, slot);
            simulation->taken[at] = is_taken(simulation, rng, c, part);
        }
}

static bool take_pupil_register(const uf_simulation *simulation, const uf_simulated_row *row,
                                unsigned slot)
{
    const double part = (double)(row->authorised + row->unauthorised) / row->scheduled;
    const uf_rng rng = stream_at(simulation, UF_SIMULATION_PUPIL_REGISTERS, row->pupil,
                                 UF_ABSENCE_MAX_LESSONS, slot);
    return is_taken(simulation, rng, simulation->pupils[row->pupil].class_, part);
}

static void report(uf_simulation *simulation, size_t count)
{
    const bool by_pupil = simulation->settings.unreported_pupils;
    if (!by_pupil)
        take_class_registers(simulation);
    for (size_t i = 0; i < count; i++) {
        uf_simulated_row *row = &simulation->rows[i];
        const unsigned slot = row->lesson > 0 ? row->lesson - 1u : 0;
        const size_t at = (size_t)simulation->pupils[row->pupil].class_ * simulation->slots + slot;
        row->reported =
            by_pupil ? take_pupil_register(simulation, row, slot) : simulation->taken[at];
        simulation->counts.unreported += !row->reported;
    }
    simulation->counts.rows += count;
}

bool uf_simulation_day(uf_simulation *simulation, const uf_simulated_row **rows, size_t *count)
{
    if (simulation->today == simulation->day_count)
        return false;
    if (simulation->today == simulation->term_end)
        plan_moves(simulation);
    const size_t registers = (size_t)simulation->class_count * simulation->slots;
    for (size_t i = 0; i < registers; i++)
        simulation->scheduled[i] = simulation->absent[i] = 0;
    uf_simulated_row *end = simulation->rows;
    for (uint32_t i = 0; i < simulation->pupil_count; i++) {
        const struct pupil *pupil = &simulation->pupils[i];
        if (pupil->first_day > simulation->today)
            continue;
        if (pupil->first_day == simulation->today) {
            simulation->counts.pupils++;
            simulation->counts.late += simulation->today > 0;
        } else if (pupil->move_day == simulation->today) {
            move(simulation, i);
        } else if (pupil->change_day == simulation->today) {
            change_class(simulation, i);
        }
        end = add_rows(simulation, i, end);
    }
    *rows = simulation->rows;
    *count = (size_t)(end - simulation->rows);
    report(simulation, *count);
    simulation->today++;
    return true;
}
