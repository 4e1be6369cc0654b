/* window.h: the periods that absence is summed over.
 *
 * A window specification cuts the calendar into consecutive windows, numbered by an integer index:
 * every day from 1900-01-01 to 2199-12-31 is in exactly one of them, except that windows of terms
 * and of school days hold only days within terms. Windows never depend on the data, so two files
 * cut with the same specification can be compared and merged. Windows that overlap are rolling.h's.
 *
 *   all      one window
 *   year     school year, 1 August to 31 July          2016/17
 *   quarter  calendar quarter                          2016-Q3
 *   month    calendar month                            2016-09
 *   term     a term of a school calendar               its first day
 *   Nm       N months from an anchor                   its first day, 2016-08-01
 *   Nw       N weeks from an anchor                    its first day
 *   Nd       N days from an anchor                     its first day
 *   Ns       N school days from an anchor              its first day
 *
 * Window 0 of Nm, Nw and Nd begins on the anchor, and indices run below zero before it. Where the
 * anchor's day does not exist in a month, a window of months ends on that month's last day and the
 * next begins the day after: 3m from 30 November is 30 November to the last of February, 1 March
 * to 29 May, 30 May to 29 August, 30 August to 29 November.
 *
 * Terms and school days are those of school_days.h. Window 0 of Ns begins on the anchor or the
 * first school day after it; each ends the day before the next one begins, so that a weekend or a
 * holiday belongs to the school days before it, and the last ends with the last term. Where the
 * calendar begins or ends within N school days, the first or last window is shorter. */
#ifndef UTFALL_WINDOW_H
#define UTFALL_WINDOW_H

#include <stdint.h>
#include <utfall/calendar.h>
#include <utfall/school_days.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_window_kind {
    UF_WINDOW_ALL,
    UF_WINDOW_YEAR,
    UF_WINDOW_QUARTER,
    UF_WINDOW_MONTH,
    UF_WINDOW_TERM,
    UF_WINDOW_MONTHS,     /* n months from the anchor      */
    UF_WINDOW_WEEKS,      /* n weeks from the anchor       */
    UF_WINDOW_DAYS,       /* n days from the anchor        */
    UF_WINDOW_SCHOOL_DAYS /* n school days from the anchor */
} uf_window_kind;

typedef struct uf_window {
    uf_window_kind kind;
    int n;         /* length of Nm, Nw, Nd, Ns; 1 otherwise                                  */
    uf_day anchor; /* first day of window 0; UF_NO_DAY for the others                        */
    const uf_school_days *calendar; /* of terms and school days, borrowed; NULL for the others */
} uf_window;

/* The index of a day in no window: one outside terms. */
#define UF_NO_WINDOW INT32_MIN

enum {
    UF_WINDOW_MAX_MONTHS = 3600, /* the whole calendar */
    UF_WINDOW_MAX_WEEKS = 15653, /* the whole calendar */
    UF_WINDOW_MAX_DAYS = 109573, /* the whole calendar, also for school days */
    UF_WINDOW_LABEL_SIZE = UF_DATE_SIZE,
    UF_WINDOW_NAME_SIZE = 16
};

/* Make *window. anchor UF_NO_DAY means the default: 2000-08-01 for months; 2000-08-07, a Monday,
 * for weeks. n is ignored where the kind has no length.
 * Terms and school days need a calendar besides (uf_window_follow).
 *   UF_EINVAL  n outside 1 to UF_WINDOW_MAX_...; anchor not a valid day; no anchor for days or
 *              school days; an anchor for a kind that has none */
uf_status uf_window_init(uf_window *window, uf_window_kind kind, int n, uf_day anchor,
                         uf_error *error);

/* Make *window from its name: all, year, quarter, month, term, 3m, 2w, 30d, 20s.
 *   UF_EINVAL  the text is none of these, or as uf_window_init */
uf_status uf_window_parse(uf_window *window, const char *text, uf_day anchor, uf_error *error);

/* Let a window of terms or school days follow this calendar, whose days are numbered and which
 * lives as long as the window is used. For another kind nothing happens.
 *   UF_EDATA  the calendar has no terms */
uf_status uf_window_follow(uf_window *window, const uf_school_days *calendar, uf_error *error);

/* Write the name that uf_window_parse reads. Returns name. */
char *uf_window_name(const uf_window *window, char name[UF_WINDOW_NAME_SIZE]);

/* The index of the window that holds a valid day, between -200000 and 200000, or UF_NO_WINDOW. */
int32_t uf_window_index(const uf_window *window, uf_day day);

/* First and last day, both inclusive, of a window that holds at least one valid day. What would
 * stick out of 1900-01-01 to 2199-12-31 is cut off. */
void uf_window_bounds(const uf_window *window, int32_t index, uf_day *from, uf_day *to);

/* Write the label of a window that holds at least one valid day (see the table above).
 * Returns label. */
char *uf_window_label(const uf_window *window, int32_t index, char label[UF_WINDOW_LABEL_SIZE]);

/* The indices of all days from `from` to `to` (valid, from <= to): index[i] is that of from + i.
 * For programs that look up a window for every row. Cost: one step a day. */
void uf_window_number(const uf_window *window, uf_day from, uf_day to, int32_t *index);

#ifdef __cplusplus
}
#endif
#endif
