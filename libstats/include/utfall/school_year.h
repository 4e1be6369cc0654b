/* school_year.h: the days on which a Swedish compulsory school is usually open.
 *
 * Each principal fixes its own terms, so no calendar is that of all schools. This one is a typical
 * one, for simulated data and for plans, and is what the rules below say and nothing more:
 *
 *   autumn term   third Thursday of August to the third Wednesday of December
 *   spring term   second Tuesday of January to the second Tuesday of June
 *   closed        Saturdays, Sundays; autumn break (ISO week 44); sports break (an ISO week, 7 to
 *   10
 *                 by region; 7 in Västra Götaland); Holy Week, Good Friday and Easter Monday; 1
 *                 May; Ascension Day and the Friday after it; 6 June
 *
 * In the terms from autumn 2016 to autumn 2017 these are 266 days. Public holidays: SFS 1989:253;
 * terms and breaks as in the calendars that municipalities of the region publish. */
#ifndef UTFALL_SCHOOL_YEAR_H
#define UTFALL_SCHOOL_YEAR_H

#include <stdbool.h>

#include <utfall/calendar.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { UF_SPORTS_WEEK_FIRST = 7, UF_SPORTS_WEEK_LAST = 10 };

/* Easter Sunday of a year of the Gregorian calendar (anonymous algorithm; Meeus 1991, Astronomical
 * algorithms, chapter 8). */
uf_day uf_easter_sunday(int year);

/* The number of the ISO 8601 week that holds a valid day, 1 to 53. */
int uf_iso_week(uf_day day);

/* Whether a school with the sports break in ISO week sports_week is open on a valid day. */
bool uf_is_school_day(uf_day day, int sports_week);

/* The school terms as numbers that grow with time, two a year: those of the spring of a year and of
 * its autumn. Whether school is open does not matter. */
int uf_school_term(uf_day day);

/* The calendar year in which the school year of a valid day began: it begins on 1 August. */
int uf_school_year(uf_day day);

#ifdef __cplusplus
}
#endif
#endif
