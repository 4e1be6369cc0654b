/* simulate_truth.h: what really happened in a simulation, before registers went missing.
 *
 * Every row of a simulation is taken in with its true absence, as if all registers had been taken,
 * and summed as attendance.h sums an attendance log: a pupil's window belongs to the school where
 * the pupil had most lessons in it. Three things come out, each for all schools, by arm (of the
 * window's school) and by school:
 *
 *   above       share of pupils above the limit, per three-month window (of pupils with lessons)
 *   absence     minutes missed of minutes scheduled, before and after the effect's first day
 *   unreported  minutes without a register of minutes scheduled, before and after
 *
 * The last two count minutes where they were taught. */
#ifndef UTFALL_SIMULATE_TRUTH_H
#define UTFALL_SIMULATE_TRUTH_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/simulate_absence.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UF_TRUTH_ALL UINT32_MAX

typedef enum uf_truth_period { UF_TRUTH_WINDOW, UF_TRUTH_BEFORE, UF_TRUTH_AFTER } uf_truth_period;

typedef struct uf_truth_row {
    const char *term; /* "above", "absence" or "unreported"                    */
    const char *arm;  /* "intervention" or "control"; "" for both              */
    uint32_t school;  /* or UF_TRUTH_ALL                                       */
    uf_truth_period period;
    uf_day window; /* its first day; UF_NO_DAY for the others               */
    double value;  /* events / n; NaN where n is 0                          */
    uint64_t events, n;
} uf_truth_row;

typedef struct uf_truth uf_truth;

/* On success *truth is a new object for uf_truth_free(). simulation is only asked which school is
 * in which arm, settings are those it was made with.
 *   UF_ENOMEM */
uf_status uf_truth_new(uf_truth **truth, const uf_simulation *simulation,
                       const uf_simulation_settings *settings, uf_error *error);

/* NULL is fine. */
void uf_truth_free(uf_truth *truth);

/* Take in the rows of a day.
 *   UF_ENOMEM  the object may then only be freed */
uf_status uf_truth_add(uf_truth *truth, const uf_simulated_row *rows, size_t count,
                       uf_error *error);

/* What has been taken in. *rows is *count long and lives until the next call or the end of truth.
 *   UF_ENOMEM */
uf_status uf_truth_rows(uf_truth *truth, const uf_truth_row **rows, size_t *count, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
