/* simulate_absence.h: an attendance log of schools that do not exist, with known truths.
 *
 * A day at a time, one row per pupil and lesson (or per pupil and day). Each row has the true
 * absence, also where the register was not taken, so that what unreported lessons do can be
 * compared with what happened.
 *
 * Pupils' absence follows absence_model.h: levels that differ between pupils and schools, spells,
 * single lessons. Besides:
 *
 * Schools. The first half of them (of an odd number, one more) gets the intervention. Sizes are
 * gamma distributed with mean `pupils` and coefficient of variation size_cv, rounded, at least one
 * pupil a grade. Pupils are in grades 1 to `grades` on the first day, in classes of about
 * class_size, and go up a grade each 1 August; nobody leaves, and nobody starts in grade 1 then.
 *
 * Effect. From day `start`, at an intervention school, a pupil's long-run share of lessons missed
 * is multiplied by 1 + effect (and at most UF_ABSENCE_MOST). It follows the school that the pupil
 * is in on that day.
 *
 * Moves. In each school term (school_year.h) a pupil changes school with probability `moves` and
 * class within the school with probability class_changes (if the grade has another), on a day of
 * the term that is not its first; the new one is any of the others with equal probability. Absence
 * goes on as before: the pupil's own level keeps the school of the first day. With probability
 * `late` a pupil begins on a later day than the first, with equal probability for each.
 *
 * Registers. The log odds that one is missing are
 *     b + sd (z_school + z_class) / sqrt(2) + log(odds) x
 * with z standard normal, sd unreported_sd, and odds unreported_odds. A register is about one
 * class's lesson (or day), or about one pupil's, and x is the part of the time of those whom it is
 * about that they miss. So unreported_odds is the odds that a register is missing when all of them
 * are absent, against when nobody is. b is such that without an effect the mean share missing is
 * `unreported` (x is taken as binomial for this, with class_size pupils, or one).
 *
 * Randomness. Every draw is a place in a stream of rng.h that belongs to one school, class or
 * pupil, so that it depends on seed and settings of its own and nothing else: the same seed with
 * another effect, with other registers or without moves gives the same pupils the same luck, and
 * rows of a day are the same lessons added up. Given one GSL, results are the same to the bit on
 * every machine, unless its exp or log differs in the last digit and a draw falls into that gap
 * (one in 10^15). */
#ifndef UTFALL_SIMULATE_ABSENCE_H
#define UTFALL_SIMULATE_ABSENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/absence_model.h>
#include <utfall/calendar.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_simulation_settings {
    uint64_t seed;
    uf_day from, to;         /* the log has the school days of school_year.h between them        */
    int sports_week;         /* 7 to 10                                                          */
    uint32_t schools;        /* 1 to 100000                                                      */
    double pupils;           /* mean per school, 1 to 100000; 100 million in all at most         */
    double size_cv;          /* 0 to 2                                                           */
    unsigned grades;         /* 1 to 12                                                          */
    double class_size;       /* 1 to 100000                                                      */
    uf_absence_shape shape;  /* of absence                                                       */
    unsigned lesson_minutes; /* 1 to 1440                                                        */
    bool per_day;            /* a row is a day; the register is the day's too                    */
    double authorised;       /* probability that a spell, or a single lesson missed, is
                                authorised: 0 to 1                                               */
    double effect;           /* -1 to 10: -0.2 is a fifth less absence                           */
    uf_day start;            /* first day of the effect                                          */
    double unreported;       /* [0, 1)                                                           */
    double unreported_sd;    /* of log odds, 0 to 3                                              */
    double unreported_odds;  /* 1 is no dependence; 1e-6 to 1e6                                  */
    bool unreported_pupils;  /* a register is one pupil's instead of one class's                 */
    double moves, class_changes; /* per term, 0 to 1; with one school nobody moves               */
    double late; /* 0 to 1                                                           */
} uf_simulation_settings;

/* The project of six schools in Borås: 250 pupils each in grades 1 to 3; autumn 2016 to autumn
 * 2017; intervention in three from 2017; 12 % above 15 %. */
void uf_simulation_settings_init(uf_simulation_settings *settings);

typedef struct uf_simulated_row {
    uf_day day;
    uint32_t pupil;   /* 0, 1, 2 ... by school and class of the first day                   */
    uint32_t school;  /* 0 to schools - 1                                                   */
    uint32_t section; /* 0, 1, 2 ...: which of the grade's classes                          */
    uint16_t grade;
    uint16_t lesson;    /* 1, 2, 3 ...; 0 where the row is a day                              */
    uint16_t scheduled; /* minutes                                                            */
    uint16_t authorised, unauthorised; /* minutes missed in truth, reported or not               */
    bool intervention; /* the school's arm                                                   */
    bool reported;     /* a register was taken                                               */
} uf_simulated_row;

/* Counts of a simulation so far. */
typedef struct uf_simulation_counts {
    uint64_t rows, unreported;
    uint32_t pupils; /* who have appeared                    */
    uint32_t late;   /* of them, after the first school day  */
    uint32_t moves, class_changes;
} uf_simulation_counts;

typedef struct uf_simulation uf_simulation;

/* On success *simulation is a new object for uf_simulation_free(), before its first day.
 *   UF_EINVAL  a setting out of its range, or what uf_absence_model_new refuses
 *   UF_EDATA   no school day between from and to
 *   UF_ENOMEM
 * Memory: about 48 bytes a pupil and 32 for each row of one day. */
uf_status uf_simulation_new(uf_simulation **simulation, const uf_simulation_settings *settings,
                            uf_error *error);

/* NULL is fine. */
void uf_simulation_free(uf_simulation *simulation);

/* Step to the next school day: its rows, by pupil and lesson, *count long, are valid until the next
 * call. False after the last day. */
bool uf_simulation_day(uf_simulation *simulation, const uf_simulated_row **rows, size_t *count);

/* Pupils in all, also those who have not appeared yet. */
uint32_t uf_simulation_pupils(const uf_simulation *simulation);

/* Whether a school gets the intervention. */
bool uf_simulation_intervention(const uf_simulation *simulation, uint32_t school);

/* The school's u of absence_model.h. */
double uf_simulation_school_level(const uf_simulation *simulation, uint32_t school);

const uf_absence_model *uf_simulation_model(const uf_simulation *simulation);
const uf_simulation_counts *uf_simulation_so_far(const uf_simulation *simulation);

#ifdef __cplusplus
}
#endif
#endif
