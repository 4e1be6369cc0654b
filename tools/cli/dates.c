/* dates.c: from text to day numbers, in ISO 8601 and in forms that the user describes. */
#include "cli/dates.h"

#include <string.h>

enum { FEBRUARY_29_1900 = 60, LONGEST_SERIAL = 7 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static const char excel[] = "excel";

bool uf_date_format_valid(const char *format, const char **problem)
{
    if (problem != NULL)
        *problem = NULL;
    if (strcmp(format, excel) == 0)
        return true;
    int years = 0;
    int months = 0;
    int days = 0;
    const char *wrong = NULL;
    for (const char *p = format; *p != '\0' && wrong == NULL; p++) {
        if (*p != '%')
            continue;
        p++;
        years += *p == 'Y' || *p == 'y';
        months += *p == 'm';
        days += *p == 'd';
        if (*p == '\0' || strchr("Yymd%", *p) == NULL) {
            wrong = "only %Y, %y, %m, %d and %% can be used";
            break;
        }
    }
    if (wrong == NULL && (years != 1 || months != 1 || days != 1))
        wrong = "it needs %d, %m and one of %Y and %y, each once";
    if (problem != NULL)
        *problem = wrong;
    return wrong == NULL;
}

/* Take least to most digits at *p. False if there are fewer. */
static bool digits(const char **p, const char *end, int least, int most, int *value)
{
    int count = 0;
    *value = 0;
    for (; count < most && *p < end && **p >= '0' && **p <= '9'; (*p)++, count++)
        *value = 10 * *value + (**p - '0');
    return count >= least;
}

/* Take the field that a letter of the format stands for. */
static bool field(char letter, const char **p, const char *end, uf_civil *date)
{
    switch (letter) {
    case 'Y': return digits(p, end, 4, 4, &date->year);
    case 'm': return digits(p, end, 1, 2, &date->month);
    case 'd': return digits(p, end, 1, 2, &date->day);
    case 'y':
        if (!digits(p, end, 2, 2, &date->year))
            return false;
        date->year += date->year < 69 ? 2000 : 1900;
        return true;
    default: return *p < end && *(*p)++ == letter; /* %% */
    }
}

/* Where the date ends, or NULL when the text is not of the form. */
static const char *by_format(const char *p, const char *end, const char *format, uf_civil *date)
{
    for (; *format != '\0'; format++) {
        if (*format == '%') {
            if (!field(*++format, &p, end, date))
                return NULL;
        } else if (p == end || *p++ != *format) {
            return NULL;
        }
    }
    return p;
}

static const char *by_iso(const char *p, const char *end, uf_civil *date)
{
    if (!digits(&p, end, 4, 4, &date->year))
        return NULL;
    bool dashes = p < end && *p == '-';
    p += dashes;
    if (!digits(&p, end, 2, 2, &date->month))
        return NULL;
    if (dashes && (p == end || *p++ != '-'))
        return NULL;
    return digits(&p, end, 2, 2, &date->day) ? p : NULL;
}

/* A serial number of Excel, with a fraction perhaps. */
static uf_date_verdict by_serial(const char *p, const char *end, uf_day *day)
{
    static const uf_day zero =
        -25569; /* 1899-12-30, for all serials after the day that never was */
    int serial;
    if (!digits(&p, end, 1, LONGEST_SERIAL, &serial) || serial == FEBRUARY_29_1900)
        return UF_DATE_NOT;
    if (p < end && (*p == '.' || *p == ',')) {
        p++;
        while (p < end && *p >= '0' && *p <= '9')
            p++;
    }
    if (p < end)
        return UF_DATE_NOT;
    uf_day found = zero + serial + (serial < FEBRUARY_29_1900);
    if (!uf_day_is_valid(found))
        return UF_DATE_OUTSIDE;
    *day = found;
    return UF_DATE_OK;
}

uf_date_verdict uf_date_read(const char *text, size_t length, const char *format, uf_day *day)
{
    const char *end = text + length;
    while (text < end && is_space(*text))
        text++;
    while (text < end && is_space(end[-1]))
        end--;
    if (format != NULL && strcmp(format, excel) == 0)
        return by_serial(text, end, day);
    uf_civil date = { 0 };
    const char *rest =
        format == NULL ? by_iso(text, end, &date) : by_format(text, end, format, &date);
    if (rest == NULL || (rest < end && *rest != 'T' && !is_space(*rest)))
        return UF_DATE_NOT;
    if (date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > uf_month_length(date.year, date.month))
        return UF_DATE_NOT;
    if (!uf_civil_is_valid(date))
        return UF_DATE_OUTSIDE;
    *day = uf_day_from_civil(date);
    return UF_DATE_OK;
}
