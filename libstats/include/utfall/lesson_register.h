/* lesson_register.h: the same lesson of a pupil registered twice, found and resolved.
 *
 * Two teachers may each take the register of one lesson, and a system may export both. Two rows are
 * the same lesson if pupil, day, school and lesson (its start time or identity) are the same. Keys
 * are kept whole, so nothing is taken for a duplicate that is not one, and rows may come in any
 * order. Memory: 18 to 24 bytes a lesson, and 56 more where rows are kept.
 *
 * What a duplicate means is the caller's rule; uf_lesson_more_absent is one that does not depend on
 * the order of the rows. */
#ifndef UTFALL_LESSON_REGISTER_H
#define UTFALL_LESSON_REGISTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/attendance.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_lesson_register uf_lesson_register;

/* On success *lessons is a new, empty register for uf_lesson_register_free(). keep: rows are kept,
 * for uf_lesson_register_rows.
 *   UF_ENOMEM */
uf_status uf_lesson_register_new(uf_lesson_register **lessons, bool keep, uf_error *error);

/* NULL is fine. */
void uf_lesson_register_free(uf_lesson_register *lessons);

/* Enter a row whose lesson has this code, which stands for school and lesson together. *seen is
 * false, and the row is kept if rows are, when it is the first of its lesson. When it is not, *seen
 * is true and *kept (NULL if rows are not kept) is the row there is, which the caller may replace;
 * it lives until the next row is entered.
 *   UF_ENOMEM  out of memory, or more than 4294967294 lessons */
uf_status uf_lesson_register_enter(uf_lesson_register *lessons, const uf_attendance_row *row,
                                   uint32_t lesson, bool *seen, uf_attendance_row **kept,
                                   uf_error *error);

/* The rows kept, *n long, in the order in which their lessons were first met. */
const uf_attendance_row *uf_lesson_register_rows(const uf_lesson_register *lessons, size_t *n);

/* Which of two registrations of one lesson has more absence: positive if a. A register that was
 * taken comes before one that was not, and that before a cancelled lesson; then more absent time,
 * then less scheduled time, then less of it authorised. 0 only where all of this is equal. */
int uf_lesson_more_absent(const uf_lesson *a, const uf_lesson *b);

#ifdef __cplusplus
}
#endif
#endif
