/* absence_counts.h: what became of the rows and pupils that uf-absence read, in words. */
#ifndef UF_CLI_ABSENCE_COUNTS_H
#define UF_CLI_ABSENCE_COUNTS_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/attendance.h>

#include "cli/program.h"

enum { UF_FEW_DAYS = 3 };

typedef struct uf_absence_counts {
    /* Rows left out. */
    uint64_t outside;       /* of --date-from and --date-to                     */
    uint64_t outside_terms; /* of all terms                                     */
    uint64_t not_in_roster; /* their pupils are unknown                         */
    uint64_t not_enrolled;  /* outside the pupil's spells                       */
    uint64_t repeated;      /* another row of the lesson counts                 */
    /* Rows that count, or are known not to. */
    uint64_t elsewhere;      /* at another school than the roster says           */
    uint64_t closed;         /* on days when the school was closed               */
    uint64_t called_off;     /* cancelled by the log                             */
    uint64_t without_lesson; /* not looked at for duplicates                     */
    uint64_t empty;          /* without a value for absence                      */
    uint64_t rounded;        /* amounts with more than nine decimals             */
    /* Pupils and records. */
    uint64_t pupils;           /* with a record                                    */
    uint64_t absentees;        /* of the roster, without any row                   */
    uint64_t overlaps;         /* at two schools at once, says the roster          */
    uint64_t few[UF_FEW_DAYS]; /* records of fewer than 10, 20 and 45 school days  */
    uint64_t ineligible;       /* records                                          */
} uf_absence_counts;

/* Count a pupil's records. */
void uf_absence_count_records(uf_absence_counts *counts, const uf_attendance_record *records,
                              size_t n);

/* Say on stderr which rows were left out and why, and note it for the record of the run. */
void uf_absence_say_rows(uf_cli *cli, const uf_absence_counts *counts, uint64_t rows_read);

/* Say what else a reader of the records must know. */
void uf_absence_say_records(uf_cli *cli, const uf_absence_counts *counts);

#endif
