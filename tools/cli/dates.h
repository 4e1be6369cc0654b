/* dates.h: dates as text.
 *
 * Without a format a date is YYYY-MM-DD or YYYYMMDD. A format has %Y (four digits), %m and %d (one
 * or two digits), %y (two digits: 69-99 are 1969-1999, 00-68 are 2000-2068, as POSIX has it) and %%
 * (a percent sign); everything else stands for itself. It needs the day, the month and one of the
 * years, each once. A time part, which a T or a space begins, is cut off; spaces and tabs around
 * the date are ignored. Day and month are never guessed.
 *
 * The format `excel` stands for the serial numbers of Excel: 1 is 1900-01-01, 61 is 1900-03-01, and
 * a fraction is the time of day, which is cut off. 60 is no day: Excel takes 1900 for a leap year.
 */
#ifndef UF_CLI_DATES_H
#define UF_CLI_DATES_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/calendar.h>

typedef enum uf_date_verdict {
    UF_DATE_OK,
    UF_DATE_NOT,    /* not of the form, or no such day (31 April)                              */
    UF_DATE_OUTSIDE /* of the form, but the year lies outside 1900 to 2199                     */
} uf_date_verdict;

/* Whether a format can be used. *problem, which may be NULL, says what is wrong (a constant). */
bool uf_date_format_valid(const char *format, const char **problem);

/* Read a date by a valid format, or by YYYY-MM-DD and YYYYMMDD if format is NULL. *day is set only
 * when the verdict is UF_DATE_OK. */
uf_date_verdict uf_date_read(const char *text, size_t length, const char *format, uf_day *day);

#endif
