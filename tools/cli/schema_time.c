/* schema_time.c: a reader of dates and times, directed by a format. */
#include "cli/schema_time.h"

#include <stdint.h>
#include <string.h>

#include <utfall/calendar.h>

enum { CLOCK_PLACES = 9 };
#define SECOND INT64_C(1000000000)

/* What has been read so far, and what is left of the text. */
struct reading {
    const char *at, *end;
    uf_civil date;
    int hour, minute, second;
    int64_t fraction; /* in 10^-9 */
    int offset;       /* minutes east of UTC */
};

/* least to most digits; false, and nothing taken, where there are fewer. */
static bool take_digits(struct reading *reading, int least, int most, int *number)
{
    int count = 0;
    int value = 0;
    while (count < most && reading->at < reading->end && *reading->at >= '0' &&
           *reading->at <= '9') {
        value = 10 * value + (*reading->at++ - '0');
        count++;
    }
    *number = value;
    return count >= least;
}

static bool take_byte(struct reading *reading, char byte)
{
    const bool there = reading->at < reading->end && *reading->at == byte;
    reading->at += there;
    return there;
}

static bool take_fraction(struct reading *reading)
{
    int64_t unit = SECOND;
    const char *start = reading->at;
    while (reading->at < reading->end && *reading->at >= '0' && *reading->at <= '9' && unit > 1) {
        unit /= 10;
        reading->fraction += unit * (*reading->at++ - '0');
    }
    return reading->at > start;
}

static bool take_offset(struct reading *reading)
{
    int hours, minutes;
    if (take_byte(reading, 'Z'))
        return true;
    const bool west = take_byte(reading, '-');
    if (!west && !take_byte(reading, '+'))
        return false;
    if (!take_digits(reading, 2, 2, &hours))
        return false;
    (void)take_byte(reading, ':');
    if (!take_digits(reading, 2, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    reading->offset = (west ? -1 : 1) * (60 * hours + minutes);
    return true;
}

static bool take_short_year(struct reading *reading)
{
    const bool good = take_digits(reading, 2, 2, &reading->date.year);
    reading->date.year += reading->date.year < 69 ? 2000 : 1900;
    return good;
}

/* One directive of a format; `least` digits where one or two may stand. */
static bool take_directive(struct reading *reading, char directive, int least)
{
    switch (directive) {
    case 'Y': return take_digits(reading, 4, 4, &reading->date.year);
    case 'y': return take_short_year(reading);
    case 'm': return take_digits(reading, least, 2, &reading->date.month);
    case 'd': return take_digits(reading, least, 2, &reading->date.day);
    case 'H': return take_digits(reading, least, 2, &reading->hour);
    case 'M': return take_digits(reading, least, 2, &reading->minute);
    case 'S': return take_digits(reading, least, 2, &reading->second);
    case 'f': return take_fraction(reading);
    case 'z': return take_offset(reading);
    default: return take_byte(reading, directive);
    }
}

static bool take_format(struct reading *reading, const char *format, int least)
{
    for (const char *at = format; *at != '\0'; at++) {
        const bool directed = *at == '%';
        at += directed;
        if (directed ? !take_directive(reading, *at, least) : !take_byte(reading, *at))
            return false;
    }
    return true;
}

/* What ISO 8601 lets follow a time. */
static bool take_iso_tail(struct reading *reading)
{
    if (take_byte(reading, '.') && !take_fraction(reading))
        return false;
    return reading->at == reading->end || take_offset(reading);
}

static const char *iso_format(unsigned parts)
{
    if (parts == UF_TIME_DATE)
        return "%Y-%m-%d";
    return parts == UF_TIME_CLOCK ? "%H:%M:%S" : "%Y-%m-%dT%H:%M:%S";
}

const char *uf_time_format_fault(const char *format, unsigned parts)
{
    static const char directives[] = "YymdHMSfz%";
    bool there[sizeof directives] = { false };
    for (const char *at = format; *at != '\0'; at++) {
        if (*at != '%')
            continue;
        at++;
        const char *known = *at != '\0' ? strchr(directives, *at) : NULL;
        if (known == NULL)
            return "only %Y %y %m %d %H %M %S %f %z and %% can be read";
        there[known - directives] = true;
    }
    const bool has_date = (there[0] || there[1]) && there[2] && there[3];
    if ((parts & UF_TIME_DATE) != 0 && !has_date)
        return "a date needs a year, %m and %d";
    if ((parts & UF_TIME_CLOCK) != 0 && !there[4])
        return "a time needs %H";
    if (parts == UF_TIME_DATE && (there[4] || there[5] || there[6]))
        return "a date has no time; the type is datetime";
    return NULL;
}

bool uf_time_read(const char *text, size_t length, const char *format, unsigned parts,
                  uf_decimal *instant)
{
    struct reading reading = { .at = text,
                               .end = text + length,
                               .date = { .year = UF_FIRST_YEAR, .month = 1, .day = 1 } };
    const bool iso = format == NULL;
    if (!take_format(&reading, iso ? iso_format(parts) : format, iso ? 2 : 1))
        return false;
    if (iso && parts != UF_TIME_DATE && !take_iso_tail(&reading))
        return false;
    if (reading.at != reading.end || !uf_civil_is_valid(reading.date) || reading.hour > 23 ||
        reading.minute > 59 || reading.second > 59)
        return false;
    const int64_t day = (parts & UF_TIME_DATE) != 0 ? uf_day_from_civil(reading.date) : INT64_C(0);
    const int64_t minutes = 60 * (24 * day + reading.hour) + reading.minute - reading.offset;
    *instant =
        parts == UF_TIME_DATE
            ? (uf_decimal){ .mantissa = day, .places = 0 }
            : (uf_decimal){ .mantissa = (60 * minutes + reading.second) * SECOND + reading.fraction,
                            .places = CLOCK_PLACES };
    return true;
}

bool uf_time_read_month(const char *text, size_t length, uf_decimal *month)
{
    struct reading reading = { .at = text, .end = text + length };
    if (!take_format(&reading, "%Y-%m", 2) || reading.at != reading.end || reading.date.month < 1 ||
        reading.date.month > 12)
        return false;
    *month = (uf_decimal){ .mantissa = 12 * reading.date.year + reading.date.month - 1 };
    return true;
}

/* Numbers before the designators, in their order, as many as there are. A fraction may stand before
 * the last one only. Returns how many; -1 where something is wrong. */
static int take_amounts(struct reading *reading, const char *designators)
{
    int count = 0;
    bool fraction = false;
    while (reading->at < reading->end && *reading->at != 'T') {
        const char *start = reading->at;
        while (reading->at < reading->end && *reading->at >= '0' && *reading->at <= '9')
            reading->at++;
        if (reading->at == start || fraction)
            return -1;
        fraction = take_byte(reading, '.') || take_byte(reading, ',');
        if (fraction && !take_fraction(reading))
            return -1;
        const char *designator = reading->at < reading->end && *reading->at != '\0'
                                     ? strchr(designators, *reading->at)
                                     : NULL;
        if (designator == NULL)
            return -1;
        designators = designator + 1;
        reading->at++;
        count++;
    }
    return count;
}

bool uf_time_is_duration(const char *text, size_t length)
{
    struct reading reading = { .at = text, .end = text + length };
    (void)take_byte(&reading, '-');
    if (!take_byte(&reading, 'P'))
        return false;
    const int days = take_amounts(&reading, "YMWD");
    if (days < 0 || reading.at == reading.end)
        return days > 0;
    return take_byte(&reading, 'T') && take_amounts(&reading, "HMS") > 0 &&
           reading.at == reading.end;
}
