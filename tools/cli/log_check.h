/* log_check.h: rows of an attendance log against the rules for one, its roster and its calendar.
 *
 * The log is read as uf-absence reads it (attendance_log.h). The rules that need other rows are in
 * utfall/attendance_rules.h; which pupil belongs where is utfall/enrolment.h, when school is open
 * utfall/school_days.h. A lesson breaks one rule about its day at most: outside the terms, else
 * closed, else a weekend. */
#ifndef UF_CLI_LOG_CHECK_H
#define UF_CLI_LOG_CHECK_H

#include "cli/findings.h"
#include "cli/program.h"
#include "cli/rows.h"

typedef struct uf_log_check uf_log_check;

/* Prepare, before the first uf_rows_next: the options --codes, --attendance-percent, --roster,
 * --calendar and --coverage. A log without a column that it needs ends the program. */
uf_log_check *uf_log_check_new(uf_cli *cli, uf_rows *rows, uf_findings *findings);
void uf_log_check_free(uf_log_check *check);

/* Look at the current row. Faults of its cells go to the listener of rows. */
void uf_log_check_row(uf_log_check *check);

/* For the listener: the rule that a fault of this column breaks (UF_NO_COLUMN: of the lesson), and
 * the column to show it in. */
uf_rule uf_log_check_fault(const uf_log_check *check, size_t *column);

/* All rows have been looked at: find what only the whole log shows, and write --coverage. */
void uf_log_check_finish(uf_log_check *check);

#endif
