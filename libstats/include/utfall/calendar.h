/* calendar.h: days as numbers, in the proleptic Gregorian calendar.
 *
 * A day is the number of days since 1970-01-01, so that periods are subtraction and sorting is
 * integer order. Data may lie between 1900-01-01 and 2199-12-31; arithmetic may step outside that
 * range (any year from -9999 to 9999), and what comes back is then not a valid day.
 *
 * Conversions: Hinnant 2013, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and
 * civil_from_days (years start on 1 March, in eras of 400 years = 146097 days). */
#ifndef UTFALL_CALENDAR_H
#define UTFALL_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t uf_day;

#define UF_NO_DAY    INT32_MIN        /* "not given"; never a valid day */
#define UF_FIRST_DAY ((uf_day)-25567) /* 1900-01-01 */
#define UF_LAST_DAY  ((uf_day)84005)  /* 2199-12-31 */

enum { UF_FIRST_YEAR = 1900, UF_LAST_YEAR = 2199, UF_DATE_SIZE = 11 };

typedef struct uf_civil {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
} uf_civil;

/* The numbers of ISO 8601. */
typedef enum uf_weekday {
    UF_MONDAY = 1,
    UF_TUESDAY,
    UF_WEDNESDAY,
    UF_THURSDAY,
    UF_FRIDAY,
    UF_SATURDAY,
    UF_SUNDAY
} uf_weekday;

/* Whether the date exists and lies in 1900 to 2199: 1900-02-29 does not exist. */
bool uf_civil_is_valid(uf_civil date);

/* Whether the day lies in 1900-01-01 to 2199-12-31. */
bool uf_day_is_valid(uf_day day);

/* 28 to 31 days; month is 1 to 12. */
int uf_month_length(int year, int month);

/* The day number of an existing date, and back. */
uf_day uf_day_from_civil(uf_civil date);
uf_civil uf_day_to_civil(uf_day day);

uf_weekday uf_day_weekday(uf_day day);

/* The same day of the month, `months` later (earlier if negative), or that month's last day where
 * the day does not exist: 2015-11-30 + 3 is 2016-02-29. It does not undo itself. */
uf_day uf_day_add_months(uf_day day, int months);

/* The calendar months from one day to another, both included, whatever the year: bit 0 is January.
 * 0 when from is later than to. */
unsigned uf_day_months(uf_day from, uf_day to);

/* Write the valid day as YYYY-MM-DD with its terminator. Returns text. */
char *uf_day_format(uf_day day, char text[UF_DATE_SIZE]);

#ifdef __cplusplus
}
#endif
#endif
