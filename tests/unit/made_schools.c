/* made_schools.c: the recipe of tests/certified/r/made.R. */
#include "made_schools.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

static void pupil(made_schools *made, size_t number, uint32_t school, size_t schools)
{
    static const double effect[] = { 3, -2, 1, 0, 2.5, -1.5 };
    size_t row = made->n++;
    ck_assert_uint_lt(row, MADE_MOST);
    made->school[row] = school;
    made->i[row] = (double)number;
    made->arm[row] = 2 * (size_t)school >= schools;
    made->u[row] = (double)((31 * number * number + 17 * number) % 97);
    made->x[row] = (double)((7 * number * number + 3 * number) % 53) / 10;
    made->z[row] = (double)((11 * number * number + 5 * number) % 41) / 10;
    made->y[row] = 10 + effect[school % 6] + made->u[row] / 10 + 0.3 * made->x[row];
    made->over[row] = made->u[row] < 15 + 4 * school + made->x[row];
    made->count[row] = fmod(made->u[row] + 3 * school, 7);
    made->exposure[row] = 20 + (double)(13 * number % 17);
}

void made_schools_add(made_schools *made, const size_t *sizes, size_t schools, size_t first)
{
    size_t number = first;
    made->schools = schools;
    for (uint32_t s = 0; s < schools; s++) {
        for (size_t k = 0; k < sizes[s]; k++)
            pupil(made, number++, s, schools);
    }
}

double *made_matrix(size_t n, size_t p, const double *const *columns)
{
    double *x = malloc(n * p * sizeof *x);
    ck_assert_ptr_nonnull(x);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < p; j++)
            x[i * p + j] = columns[j] != NULL ? columns[j][i] : 1;
    }
    return x;
}
