/* absence_settings.h: which absence uf-absence is to measure, from its options, and how to say so.
 *
 * The definition lists every rule in force in a fixed order, so that two files are comparable when
 * their definitions are equal, byte by byte:
 *
 *     absence;window=W[;step=M][;worst][;anchor=DATE][;from=DATE][;to=DATE][;calendar][;roster]
 *         [;codes=NAME][;duplicates=RULE];unreported=RULE;attribute=RULE[;min-scheduled=X]
 *
 * calendar, roster and the log are data, and are not named; a table of codes is a rule, and is, by
 * its file name without folder. duplicates=error is not there: it chooses nothing. */
#ifndef UF_CLI_ABSENCE_SETTINGS_H
#define UF_CLI_ABSENCE_SETTINGS_H

#include <utfall/attendance.h>

#include "cli/program.h"

/* What the options say, with this calendar's days (NULL if there is none). What does not go
 * together ends the program. authorised_known is left to the caller. */
uf_attendance_options uf_absence_settings(uf_cli *cli, const uf_school_days *calendar);

/* The definition; the caller frees it. */
char *uf_absence_definition(uf_cli *cli, const uf_attendance_options *settings);

#endif
