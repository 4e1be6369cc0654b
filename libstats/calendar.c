/* calendar.c: day numbers, months and weekdays. See calendar.h for the source. */
#include <utfall/calendar.h>

#include "floor_div.h"

enum { DAYS_IN_ERA = 146097, YEARS_IN_ERA = 400, ERA_TO_EPOCH = 719468, MONTHS_IN_YEAR = 12 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int uf_month_length(int year, int month)
{
    static const unsigned char length[MONTHS_IN_YEAR] = { 31, 28, 31, 30, 31, 30,
                                                          31, 31, 30, 31, 30, 31 };
    return length[month - 1] + (month == 2 && is_leap(year));
}

bool uf_civil_is_valid(uf_civil date)
{
    return date.year >= UF_FIRST_YEAR && date.year <= UF_LAST_YEAR && date.month >= 1 &&
           date.month <= MONTHS_IN_YEAR && date.day >= 1 &&
           date.day <= uf_month_length(date.year, date.month);
}

bool uf_day_is_valid(uf_day day)
{
    return day >= UF_FIRST_DAY && day <= UF_LAST_DAY;
}

uf_day uf_day_from_civil(uf_civil date)
{
    int year = date.year - (date.month <= 2);
    int era = floor_div(year, YEARS_IN_ERA);
    int year_of_era = year - era * YEARS_IN_ERA;
    int month_from_march = (date.month + 9) % MONTHS_IN_YEAR;
    int day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_IN_ERA + day_of_era - ERA_TO_EPOCH;
}

uf_civil uf_day_to_civil(uf_day day)
{
    int shifted = day + ERA_TO_EPOCH;
    int era = floor_div(shifted, DAYS_IN_ERA);
    int day_of_era = shifted - era * DAYS_IN_ERA;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_IN_ERA - 1)) /
        365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (uf_civil){ .year = year_of_era + era * YEARS_IN_ERA + (month <= 2),
                       .month = month,
                       .day = day_of_year - (153 * month_from_march + 2) / 5 + 1 };
}

uf_weekday uf_day_weekday(uf_day day)
{
    const int thursday = 3; /* 1970-01-01, counted from Monday = 0 */
    int since_monday = day + thursday - 7 * floor_div(day + thursday, 7);
    return (uf_weekday)(since_monday + UF_MONDAY);
}

uf_day uf_day_add_months(uf_day day, int months)
{
    uf_civil date = uf_day_to_civil(day);
    int month = date.year * MONTHS_IN_YEAR + date.month - 1 + months;
    date.year = floor_div(month, MONTHS_IN_YEAR);
    date.month = month - date.year * MONTHS_IN_YEAR + 1;
    int length = uf_month_length(date.year, date.month);
    if (date.day > length)
        date.day = length;
    return uf_day_from_civil(date);
}

unsigned uf_day_months(uf_day from, uf_day to)
{
    unsigned months = 0;
    if (from > to)
        return months;
    uf_civil first = uf_day_to_civil(from), last = uf_day_to_civil(to);
    int count = (last.year - first.year) * MONTHS_IN_YEAR + last.month - first.month + 1;
    for (int i = 0; i < count && i < MONTHS_IN_YEAR; i++)
        months |= 1u << (unsigned)((first.month - 1 + i) % MONTHS_IN_YEAR);
    return months;
}

static void put_digits(char *text, int count, int value)
{
    for (int i = count - 1; i >= 0; i--) {
        text[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

char *uf_day_format(uf_day day, char text[UF_DATE_SIZE])
{
    uf_civil date = uf_day_to_civil(day);
    put_digits(text, 4, date.year);
    text[4] = '-';
    put_digits(text + 5, 2, date.month);
    text[7] = '-';
    put_digits(text + 8, 2, date.day);
    text[10] = '\0';
    return text;
}
