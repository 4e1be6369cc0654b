/* roster.h: a roster: who should be at which school, from when to when.
 *
 * A CSV file with the columns pupil, school, from and to, and optionally class, grade and arm. Each
 * row is a spell, both days inclusive; an empty `to` means that the pupil is still there. A pupil
 * may have several rows: after a move, after a return, or at two schools at once. */
#ifndef UF_CLI_ROSTER_H
#define UF_CLI_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/attendance.h>
#include <utfall/enrolment.h>

#include "cli/intern.h"
#include "cli/program.h"

typedef struct uf_roster uf_roster;

/* What a roster may say of a place besides its days. */
typedef enum uf_roster_field {
    UF_ROSTER_SCHOOL,
    UF_ROSTER_CLASS,
    UF_ROSTER_GRADE,
    UF_ROSTER_ARM,
    UF_ROSTER_FIELDS
} uf_roster_field;

/* "school", "class", "grade", "arm". */
const char *uf_roster_field_name(uf_roster_field field);

/* Read a roster; whatever is wrong with it ends the program with file and line. Pupils get their
 * codes from `pupils`, schools and the like from `texts`, both of which outlive the roster. */
uf_roster *uf_roster_read(uf_cli *cli, const char *path, uf_intern *pupils, uf_intern *texts);
void uf_roster_free(uf_roster *roster);

/* Its spells, sorted. The school of a spell is a code of texts; its place is one of
 * uf_roster_places, which are numbered in the order of their texts. */
const uf_enrolments *uf_roster_spells(const uf_roster *roster);
size_t uf_roster_places(const uf_roster *roster);
/* The code of a place's text in a field; UF_NO_CODE where the roster has no such column or an empty
 * cell. */
uint32_t uf_roster_text(const uf_roster *roster, uint32_t place, uf_roster_field field);
/* Whether the roster has the column. */
bool uf_roster_has(const uf_roster *roster, uf_roster_field field);

/* Tell an accumulator that has all rows where the pupils should have been, and when they came back
 * after a time without enrolment. place_of[place] is the place code of a roster's place; calendar
 * may be NULL. Returns how many pupils are there now who have no row. */
size_t uf_roster_enrol(const uf_roster *roster, uf_attendance *attendance, const uint32_t *place_of,
                       const uf_attendance_places *places, const uf_school_days *calendar);

#endif
