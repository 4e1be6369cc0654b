/* window.c: cutting the calendar into windows. The rules stand in window.h. */
#include <utfall/window.h>

#include <math.h>
#include <string.h>

#include "floor_div.h"

enum { AUGUST = 8, MONTHS_IN_YEAR = 12, MONTHS_IN_QUARTER = 3, DAYS_IN_WEEK = 7 };

/* 2000-08-01, so that twelve months are a school year; and the first Monday after it. */
static const uf_day default_month_anchor = 11170;
static const uf_day default_week_anchor = 11176;

/* The longest window of a kind, 0 for the kinds without a length. */
static int longest(uf_window_kind kind)
{
    switch (kind) {
    case UF_WINDOW_ALL:
    case UF_WINDOW_YEAR:
    case UF_WINDOW_QUARTER:
    case UF_WINDOW_MONTH:
    case UF_WINDOW_TERM: return 0;
    case UF_WINDOW_MONTHS: return UF_WINDOW_MAX_MONTHS;
    case UF_WINDOW_WEEKS: return UF_WINDOW_MAX_WEEKS;
    case UF_WINDOW_DAYS:
    case UF_WINDOW_SCHOOL_DAYS: return UF_WINDOW_MAX_DAYS;
    }
    return -1;
}

static uf_day default_anchor(uf_window_kind kind)
{
    switch (kind) {
    case UF_WINDOW_MONTHS: return default_month_anchor;
    case UF_WINDOW_WEEKS: return default_week_anchor;
    default: return UF_NO_DAY;
    }
}

uf_status uf_window_init(uf_window *window, uf_window_kind kind, int n, uf_day anchor,
                         uf_error *error)
{
    const char *fault = NULL;
    int most = longest(kind);
    if (most < 0)
        fault = "no such kind of window";
    else if (most == 0 && anchor != UF_NO_DAY)
        fault = "only windows of N months, weeks or days have an anchor";
    else if (most > 0 && (n < 1 || n > most))
        fault = "the length of the window is out of range";
    else if (anchor != UF_NO_DAY && !uf_day_is_valid(anchor))
        fault = "the anchor is outside 1900-01-01 to 2199-12-31";
    else if (anchor == UF_NO_DAY && (kind == UF_WINDOW_DAYS || kind == UF_WINDOW_SCHOOL_DAYS))
        fault = "windows of days need an anchor";
    if (fault != NULL)
        return uf_error_set(error, UF_EINVAL, __func__, fault, UF_NO_INDEX, (double)n);

    *window = (uf_window){ .kind = kind,
                           .n = most == 0 ? 1 : n,
                           .anchor = anchor == UF_NO_DAY ? default_anchor(kind) : anchor };
    return UF_OK;
}

uf_status uf_window_follow(uf_window *window, const uf_school_days *calendar, uf_error *error)
{
    if (window->kind != UF_WINDOW_TERM && window->kind != UF_WINDOW_SCHOOL_DAYS)
        return UF_OK;
    if (uf_school_days_terms(calendar) == 0)
        return uf_error_set(error, UF_EDATA, __func__, "the calendar has no terms", UF_NO_INDEX,
                            NAN);
    window->calendar = calendar;
    return UF_OK;
}

/* The names of the kinds without a length, in the order of uf_window_kind, and the letters of the
 * units of the others. */
static const char *const calendar_names[] = { "all", "year", "quarter", "month", "term" };
static const char unit_letters[] = "mwds";
enum { CALENDAR_NAMES = sizeof calendar_names / sizeof *calendar_names };

/* Digits at the start of text, as a number; 0 if there are none or the number is absurd. */
static int leading_number(const char **text)
{
    int n = 0;
    while (**text >= '0' && **text <= '9' && n <= UF_WINDOW_MAX_DAYS)
        n = n * 10 + (*(*text)++ - '0');
    return n;
}

uf_status uf_window_parse(uf_window *window, const char *text, uf_day anchor, uf_error *error)
{
    for (int i = 0; i < CALENDAR_NAMES; i++)
        if (strcmp(text, calendar_names[i]) == 0)
            return uf_window_init(window, (uf_window_kind)i, 1, anchor, error);

    const char *unit = text;
    int n = leading_number(&unit);
    const char *letter = unit[0] != '\0' ? strchr(unit_letters, unit[0]) : NULL;
    if (unit != text && letter != NULL && unit[1] == '\0')
        return uf_window_init(window, UF_WINDOW_MONTHS + (uf_window_kind)(letter - unit_letters), n,
                              anchor, error);
    return uf_error_set(error, UF_EINVAL, __func__,
                        "a window is all, year, quarter, month, term, or a number and m, w, d or s",
                        UF_NO_INDEX, NAN);
}

/* Write value in decimal with its terminator; returns where the terminator stands. */
static char *put_number(char *text, int value)
{
    int digits = 1;
    for (int rest = value / 10; rest > 0; rest /= 10)
        digits++;
    text[digits] = '\0';
    for (int i = digits - 1; i >= 0; i--) {
        text[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return text + digits;
}

char *uf_window_name(const uf_window *window, char name[UF_WINDOW_NAME_SIZE])
{
    if (longest(window->kind) == 0) {
        const char *text = calendar_names[window->kind];
        return memcpy(name, text, strlen(text) + 1);
    }
    char *end = put_number(name, window->n);
    end[0] = unit_letters[window->kind - UF_WINDOW_MONTHS];
    end[1] = '\0';
    return name;
}

/* First day of window k of N months. */
static uf_day months_start(const uf_window *window, int k)
{
    uf_day start = uf_day_add_months(window->anchor, k * window->n);
    bool day_exists = uf_day_to_civil(start).day == uf_day_to_civil(window->anchor).day;
    return day_exists ? start : start + 1;
}

static int months_index(const uf_window *window, uf_civil date, uf_day day)
{
    uf_civil anchor = uf_day_to_civil(window->anchor);
    int months = (date.year - anchor.year) * MONTHS_IN_YEAR + date.month - anchor.month;
    int k = floor_div(months, window->n);
    return day < months_start(window, k) ? k - 1 : k;
}

/* How many school days come before the anchor. */
static int32_t school_days_offset(const uf_window *window)
{
    return uf_school_days_before(window->calendar, window->anchor);
}

/* The window of school days that holds a day of a term: that of the last school day up to it. */
static int32_t school_days_index(const uf_window *window, uf_day day)
{
    if (uf_school_days_term(window->calendar, day) == UF_NO_TERM)
        return UF_NO_WINDOW;
    int32_t number = uf_school_days_before(window->calendar, day);
    if (!uf_school_days_open(window->calendar, day) && number > 0)
        number--;
    return floor_div(number - school_days_offset(window), window->n);
}

static int32_t term_index(const uf_window *window, uf_day day)
{
    int32_t term = uf_school_days_term(window->calendar, day);
    return term == UF_NO_TERM ? UF_NO_WINDOW : term;
}

int32_t uf_window_index(const uf_window *window, uf_day day)
{
    uf_civil date = uf_day_to_civil(day);
    switch (window->kind) {
    case UF_WINDOW_ALL: return 0;
    case UF_WINDOW_YEAR: return date.month >= AUGUST ? date.year : date.year - 1;
    case UF_WINDOW_QUARTER:
        return (date.year * MONTHS_IN_YEAR + date.month - 1) / MONTHS_IN_QUARTER;
    case UF_WINDOW_MONTH: return date.year * MONTHS_IN_YEAR + date.month - 1;
    case UF_WINDOW_TERM: return term_index(window, day);
    case UF_WINDOW_MONTHS: return months_index(window, date, day);
    case UF_WINDOW_WEEKS: return floor_div(day - window->anchor, window->n * DAYS_IN_WEEK);
    case UF_WINDOW_DAYS: return floor_div(day - window->anchor, window->n);
    case UF_WINDOW_SCHOOL_DAYS: return school_days_index(window, day);
    }
    return 0;
}

/* The first day of month `month` counted from January of year 0. */
static uf_day month_start(int month)
{
    return uf_day_from_civil((uf_civil){
        .year = floor_div(month, MONTHS_IN_YEAR), .month = month % MONTHS_IN_YEAR + 1, .day = 1 });
}

/* The first day of a window of school days; of one that begins after the last of them, the day
 * after the last term. The first holds what the calendar has before it, back to the first term. */
static uf_day school_days_start(const uf_window *window, int32_t index)
{
    const uf_school_days *calendar = window->calendar;
    int64_t first = (int64_t)school_days_offset(window) + (int64_t)index * window->n;
    uf_day from;
    uf_day to;
    if (first >= uf_school_days_count(calendar)) {
        uf_school_days_term_bounds(calendar, uf_school_days_terms(calendar) - 1, &from, &to);
        return to + 1;
    }
    if (first > 0)
        return uf_school_days_nth(calendar, (int32_t)first);
    uf_school_days_term_bounds(calendar, 0, &from, &to);
    return from;
}

/* The first day of a window, even where that is outside the calendar. */
static uf_day start_of(const uf_window *window, int32_t index)
{
    switch (window->kind) {
    case UF_WINDOW_ALL: return index <= 0 ? UF_FIRST_DAY : UF_LAST_DAY + 1;
    case UF_WINDOW_YEAR: return month_start(index * MONTHS_IN_YEAR + AUGUST - 1);
    case UF_WINDOW_QUARTER: return month_start(index * MONTHS_IN_QUARTER);
    case UF_WINDOW_MONTH: return month_start(index);
    case UF_WINDOW_TERM: break; /* terms do not follow each other without a gap */
    case UF_WINDOW_MONTHS: return months_start(window, index);
    case UF_WINDOW_WEEKS: return window->anchor + index * window->n * DAYS_IN_WEEK;
    case UF_WINDOW_DAYS: return window->anchor + index * window->n;
    case UF_WINDOW_SCHOOL_DAYS: return school_days_start(window, index);
    }
    return UF_FIRST_DAY;
}

void uf_window_bounds(const uf_window *window, int32_t index, uf_day *from, uf_day *to)
{
    if (window->kind == UF_WINDOW_TERM) {
        uf_school_days_term_bounds(window->calendar, index, from, to);
        return;
    }
    uf_day first = start_of(window, index);
    uf_day last = start_of(window, index + 1) - 1;
    *from = first < UF_FIRST_DAY ? UF_FIRST_DAY : first;
    *to = last > UF_LAST_DAY ? UF_LAST_DAY : last;
}

char *uf_window_label(const uf_window *window, int32_t index, char label[UF_WINDOW_LABEL_SIZE])
{
    uf_day from;
    uf_day to;
    uf_window_bounds(window, index, &from, &to);
    uf_day_format(from, label);
    switch (window->kind) {
    case UF_WINDOW_ALL: memcpy(label, "all", sizeof "all"); break;
    case UF_WINDOW_YEAR: /* from the index: the first window is cut off at 1 January 1900 */
        put_number(label, index);
        label[4] = '/';
        label[5] = (char)('0' + (index + 1) / 10 % 10);
        label[6] = (char)('0' + (index + 1) % 10);
        label[7] = '\0';
        break;
    case UF_WINDOW_QUARTER:
        label[5] = 'Q';
        label[6] = (char)('1' + index % 4);
        label[7] = '\0';
        break;
    case UF_WINDOW_MONTH: label[7] = '\0'; break;
    case UF_WINDOW_TERM:
    case UF_WINDOW_MONTHS:
    case UF_WINDOW_WEEKS:
    case UF_WINDOW_DAYS:
    case UF_WINDOW_SCHOOL_DAYS: break;
    }
    return label;
}

void uf_window_number(const uf_window *window, uf_day from, uf_day to, int32_t *index)
{
    uf_day day = from;
    while (day <= to) {
        uf_day window_from;
        uf_day window_to;
        int32_t current = uf_window_index(window, day);
        if (window->calendar != NULL) { /* windows have gaps */
            index[day++ - from] = current;
            continue;
        }
        uf_window_bounds(window, current, &window_from, &window_to);
        for (; day <= to && day <= window_to; day++)
            index[day - from] = current;
    }
}
