/* schema_time.h: dates and times of day as Table Schema writes them.
 *
 * Without a format they are as ISO 8601 has them: YYYY-MM-DD, hh:mm:ss, YYYY-MM-DDThh:mm:ss; a time
 * may have a fraction of a second, and Z or an offset (+01:00) after it. A format has %Y (four
 * digits), %m %d %H %M %S (one or two), %y (two: 69-99 are 1969-1999, 00-68 are 2000-2068), %f (a
 * fraction, one to nine digits), %z (Z, +01:00 or +0100) and %%; everything else stands for itself.
 * Nothing may follow: a date with a time is no date here, unlike in dates.h, which reads what
 * people have and not what they promised. Years are 1900 to 2199. */
#ifndef UF_CLI_SCHEMA_TIME_H
#define UF_CLI_SCHEMA_TIME_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/decimal.h>

typedef enum uf_time_parts { UF_TIME_DATE = 1, UF_TIME_CLOCK = 2 } uf_time_parts;

/* What is wrong with a format for these parts (ored together), or NULL. A constant. */
const char *uf_time_format_fault(const char *format, unsigned parts);

/* Read by a sound format, or by ISO 8601 if it is NULL. *instant, which orders: days for a date
 * alone, else seconds (since 1970-01-01 where there is a date, in UTC where there is an offset). */
bool uf_time_read(const char *text, size_t length, const char *format, unsigned parts,
                  uf_decimal *instant);

/* YYYY-MM, in months of year 0. */
bool uf_time_read_month(const char *text, size_t length, uf_decimal *month);

/* Whether a text is a duration of ISO 8601: P1Y6M, PT45M, P2W. */
bool uf_time_is_duration(const char *text, size_t length);

#endif
