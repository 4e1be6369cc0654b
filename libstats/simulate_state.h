/* simulate_state.h: what a simulation of attendance holds. Private to simulate_absence.c, which
 * makes it, and simulate_days.c, which steps through it. */
#ifndef UTFALL_SIMULATE_STATE_H
#define UTFALL_SIMULATE_STATE_H

#include <utfall/rng.h>
#include <utfall/simulate_absence.h>

/* What a stream of random numbers is for; the school, class or pupil makes up its lower bits. */
enum uf_simulation_purpose {
    UF_SIMULATION_SCHOOL = 1,
    UF_SIMULATION_CLASS,
    UF_SIMULATION_PUPIL,
    UF_SIMULATION_DAYS,
    UF_SIMULATION_MOVES,
    UF_SIMULATION_CLASS_REGISTERS,
    UF_SIMULATION_PUPIL_REGISTERS
};

#define UF_SIMULATION_NEVER UINT32_MAX

struct school {
    double level;     /* u                       */
    double registers; /* z                       */
    uint32_t size;    /* pupils on the first day */
    bool intervention;
};

/* The classes of a school's grade are numbered one after the other. */
struct grade {
    uint32_t first_class, sections;
};

/* Days here are numbers of school days from the first, 0. */
struct pupil {
    double share; /* a */
    uint32_t school, class_;
    uint32_t first_day;
    uint32_t move_day, change_day; /* of school and class in this term, or UF_SIMULATION_NEVER */
    uint8_t cohort;                /* grade on the first day - 1 */
    bool in_spell, authorised;
};

struct uf_simulation {
    uf_simulation_settings settings;
    uf_absence_model *model;
    uf_day *days;
    uint32_t day_count;
    uint32_t today;    /* the next day to come        */
    uint32_t term_end; /* first day of the next term  */
    struct school *schools;
    struct grade *grades; /* [schools * settings.grades] */
    struct pupil *pupils;
    uint32_t pupil_count, class_count;
    unsigned slots;               /* registers of a class in a day                       */
    double register_slope;        /* of the log odds that one is missing, by part absent */
    double *class_level;          /* [class_count] those log odds when nobody is absent  */
    uint32_t *scheduled, *absent; /* [class_count * slots] minutes today                 */
    bool *taken;                  /* [class_count * slots]                               */
    uf_simulated_row *rows;       /* [pupil_count * slots]                               */
    uf_simulation_counts counts;
};

/* The stream of one school, class or pupil for one purpose, from its first number. */
uf_rng uf_simulation_stream(const uf_simulation *simulation, enum uf_simulation_purpose purpose,
                            uint32_t index);

/* By what the effect multiplies the share missed at a school on a school day (by its number). */
double uf_simulation_factor(const uf_simulation *simulation, uint32_t school, uint32_t day);

/* The classes of a school's grade, by the grade on the first day - 1. */
const struct grade *uf_simulation_grade(const uf_simulation *simulation, uint32_t school,
                                        unsigned cohort);

#endif
