/* duplicates.h: one lesson of a pupil in several rows, and what becomes of them.
 *
 * They are looked for when the log has a column `lesson` (a start time or an identity). Rows are
 * the same lesson if pupil, day, school and lesson are the same. The rules:
 *     error        a bad row (strict, or set aside by --reject)
 *     first        the row that came first counts; of the rules, the one that the order of the log
 *                  decides
 *     most-absent  the row with most absence counts (uf_lesson_more_absent); where all amounts are
 *                  equal, the one whose place comes first. Lessons are kept until all rows are in.
 * A row without a lesson is no duplicate of anything. */
#ifndef UF_CLI_DUPLICATES_H
#define UF_CLI_DUPLICATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/attendance.h>

#include "cli/intern.h"
#include "cli/places.h"
#include "cli/rows.h"

typedef struct uf_duplicates uf_duplicates;

/* By the option --duplicates, which needs a column `lesson` when it is given; NULL when it is not
 * given and the log has no such column. Ask before the first
 * uf_rows_next. */
uf_duplicates *uf_duplicates_new(uf_cli *cli, uf_rows *rows, const uf_places *places);
void uf_duplicates_free(uf_duplicates *duplicates);

/* Take the current row, made into row. True if it is to be added now; false if it is left out, or
 * bad, or kept for uf_duplicates_kept. */
bool uf_duplicates_take(uf_duplicates *duplicates, const uf_attendance_row *row);

/* Rows to be added when all are in, *n long. */
const uf_attendance_row *uf_duplicates_kept(const uf_duplicates *duplicates, size_t *n);

/* Rows left out so far because another of their lesson counts; rows without a lesson. */
uint64_t uf_duplicates_left_out(const uf_duplicates *duplicates);
uint64_t uf_duplicates_without(const uf_duplicates *duplicates);

#endif
