/* made_schools.h: pupils in schools for the unit tests, from whole numbers alone, so that R has the
 * same (tests/certified/r/made.R). */
#ifndef MADE_SCHOOLS_H
#define MADE_SCHOOLS_H

#include <stddef.h>
#include <stdint.h>

enum { MADE_MOST = 2048 };

/* Row i of schools 0, 1, ...; the second half of the schools is arm 1. Outcomes: y a number, over 0
 * or 1, count of exposure. */
typedef struct made_schools {
    size_t n, schools;
    uint32_t school[MADE_MOST];
    double i[MADE_MOST], arm[MADE_MOST], u[MADE_MOST], x[MADE_MOST], z[MADE_MOST];
    double y[MADE_MOST], over[MADE_MOST], count[MADE_MOST], exposure[MADE_MOST];
} made_schools;

/* Append the pupils of `schools` schools of these sizes, whose numbers i begin at first. Start from
 * n = 0. More than MADE_MOST fail the test. */
void made_schools_add(made_schools *made, const size_t *sizes, size_t schools, size_t first);

/* An n-by-p matrix (row-major, for free()) with the columns given; NULL is a column of 1. */
double *made_matrix(size_t n, size_t p, const double *const *columns);

#endif
