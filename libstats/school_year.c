/* school_year.c: terms, breaks and holidays by rule. */
#include <utfall/school_year.h>

enum { WEEK = 7, AUTUMN_BREAK_WEEK = 44, HOLY_WEEK_MONDAY = -6, EASTER_MONDAY = 1, ASCENSION = 39 };

uf_day uf_easter_sunday(int year)
{
    const int moon_year = year % 19;
    const int century = year / 100, rest = year % 100;
    const int leap = (century - (century + 8) / 25 + 1) / 3;
    const int epact = (19 * moon_year + century - century / 4 - leap + 15) % 30;
    const int to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    const int late = (moon_year + 11 * epact + 22 * to_sunday) / 451;
    const int sum = epact + to_sunday - 7 * late + 114;
    return uf_day_from_civil((uf_civil){ year, sum / 31, sum % 31 + 1 });
}

int uf_iso_week(uf_day day)
{
    /* The week belongs to the year that its Thursday is in. */
    const uf_day thursday = day + UF_THURSDAY - (uf_day)uf_day_weekday(day);
    const int year = uf_day_to_civil(thursday).year;
    return (int)(thursday - uf_day_from_civil((uf_civil){ year, 1, 1 })) / WEEK + 1;
}

/* The nth weekday of its kind in a month. */
static uf_day nth(int n, uf_weekday weekday, int year, int month)
{
    const uf_day first = uf_day_from_civil((uf_civil){ year, month, 1 });
    const int ahead = ((int)weekday - (int)uf_day_weekday(first) + WEEK) % WEEK;
    return first + ahead + WEEK * (n - 1);
}

static bool in_term(uf_day day, int year)
{
    if (day < nth(3, UF_THURSDAY, year, 8))
        return day >= nth(2, UF_TUESDAY, year, 1) && day <= nth(2, UF_TUESDAY, year, 6);
    return day <= nth(3, UF_WEDNESDAY, year, 12);
}

static bool is_holiday(uf_day day, uf_civil date)
{
    const uf_day after_easter = day - uf_easter_sunday(date.year);
    return (after_easter >= HOLY_WEEK_MONDAY && after_easter <= EASTER_MONDAY) ||
           after_easter == ASCENSION || after_easter == ASCENSION + 1 ||
           (date.month == 5 && date.day == 1) || (date.month == 6 && date.day == 6);
}

bool uf_is_school_day(uf_day day, int sports_week)
{
    const uf_weekday weekday = uf_day_weekday(day);
    const uf_civil date = uf_day_to_civil(day);
    if (weekday == UF_SATURDAY || weekday == UF_SUNDAY || !in_term(day, date.year))
        return false;
    const int week = uf_iso_week(day);
    return week != AUTUMN_BREAK_WEEK && week != sports_week && !is_holiday(day, date);
}

int uf_school_term(uf_day day)
{
    const uf_civil date = uf_day_to_civil(day);
    return 2 * date.year + (date.month >= 8);
}

int uf_school_year(uf_day day)
{
    const uf_civil date = uf_day_to_civil(day);
    return date.month >= 8 ? date.year : date.year - 1;
}
