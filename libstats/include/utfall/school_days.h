/* school_days.h: a school calendar: terms, and days on which school is closed.
 *
 * Terms hold for all schools; they follow each other without overlap, with holidays between them.
 * A closing is a day without school within a term, at one school or at all of them. A school day is
 * a day from Monday to Friday, within a term, on which school is not closed for all. What one
 * school closes for is a matter of its lessons (they are cancelled) and not of how school days are
 * counted, so that a window of 20 school days is the same for every school.
 *
 * Terms and closings go in first, in that order or mixed; then uf_school_days_number counts; then
 * the questions may be asked. school_year.h has a typical calendar of rules, for simulated data;
 * this one is what a municipality decided. */
#ifndef UTFALL_SCHOOL_DAYS_H
#define UTFALL_SCHOOL_DAYS_H

#include <stdbool.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_school_days uf_school_days;

#define UF_ALL_SCHOOLS UINT32_MAX
#define UF_NO_TERM     (-1)

/* On success *days is a new calendar, without terms and closings, for uf_school_days_free().
 *   UF_ENOMEM
 * Memory: about 700 kB. */
uf_status uf_school_days_new(uf_school_days **days, uf_error *error);

/* NULL is fine. */
void uf_school_days_free(uf_school_days *days);

/* Add a term, inclusive, after those that are there: term 0, then 1, ...
 *   UF_EINVAL  not valid days, or `to` before `from`
 *   UF_EDATA   it begins before the term added last has ended
 *   UF_ENOMEM */
uf_status uf_school_days_add_term(uf_school_days *days, uf_day from, uf_day to, uf_error *error);

/* Close a school (the caller's code) or UF_ALL_SCHOOLS on the days from `from` to `to`, inclusive.
 * Closing a day twice is fine.
 *   UF_EINVAL  not valid days, or `to` before `from`
 *   UF_ENOMEM */
uf_status uf_school_days_close(uf_school_days *days, uint32_t school, uf_day from, uf_day to,
                               uf_error *error);

/* Count: all terms and closings are in. May be called again after more were added. */
void uf_school_days_number(uf_school_days *days);

int32_t uf_school_days_terms(const uf_school_days *days);

/* The term that holds a valid day, or UF_NO_TERM. */
int32_t uf_school_days_term(const uf_school_days *days, uf_day day);

/* First and last day of term 0 to uf_school_days_terms() - 1. */
void uf_school_days_term_bounds(const uf_school_days *days, int32_t term, uf_day *from, uf_day *to);

/* Whether a school is closed on a valid day, for itself or with all. */
bool uf_school_days_closed(const uf_school_days *days, uint32_t school, uf_day day);

/* Whether a valid day is a school day. */
bool uf_school_days_open(const uf_school_days *days, uf_day day);

/* How many school days come before a valid day; in all. */
int32_t uf_school_days_before(const uf_school_days *days, uf_day day);
int32_t uf_school_days_count(const uf_school_days *days);

/* The school day before which there are n others, 0 <= n < uf_school_days_count(). */
uf_day uf_school_days_nth(const uf_school_days *days, int32_t n);

#ifdef __cplusplus
}
#endif
#endif
