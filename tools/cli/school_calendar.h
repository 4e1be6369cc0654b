/* school_calendar.h: a school calendar from a file: named terms, and days without school.
 *
 * A CSV file with the columns kind, name, school, from and to. A row of kind `term` is a term, with
 * its name; it holds for all schools, so `school` is empty. A row of kind `closed` is a day or,
 * with `to`, several on which a school is closed, or where `school` is empty all of them; its name
 * is for people. Both days are inclusive.
 *
 *     kind,name,school,from,to
 *     term,HT 2016,,2016-08-18,2016-12-21
 *     closed,autumn break,,2016-10-31,2016-11-04
 *     closed,staff day,Björkskolan,2016-09-16, */
#ifndef UF_CLI_SCHOOL_CALENDAR_H
#define UF_CLI_SCHOOL_CALENDAR_H

#include <stdint.h>

#include <utfall/school_days.h>

#include "cli/intern.h"
#include "cli/program.h"

typedef struct uf_school_calendar uf_school_calendar;

/* Read a calendar; whatever is wrong with it ends the program with file and line. Schools get their
 * codes from texts. */
uf_school_calendar *uf_school_calendar_read(uf_cli *cli, const char *path, uf_intern *texts);
void uf_school_calendar_free(uf_school_calendar *calendar);

/* Its days, numbered; live as long as it. */
const uf_school_days *uf_school_calendar_days(const uf_school_calendar *calendar);
/* The name of term 0, 1, ... in order of time. */
const char *uf_school_calendar_term(const uf_school_calendar *calendar, int32_t term);

#endif
