/* jet.h: numbers and symmetric matrices that carry their first and second derivatives. Private to
 * libstats.
 *
 * A jet is a function's value, gradient and Hessian at one point, in k parameters; sums, products
 * and quotients of jets are those of the functions (forward differentiation; Griewank & Walther
 * 2008, Evaluating derivatives, chapter 13). With k = 0 it is the value alone, and costs no more.
 *
 * A matrix of jets lies as layers, each a d-by-d matrix of which only the upper triangle is kept:
 * the value, k first derivatives, and the second ones (i, j), i <= j. */
#ifndef UTFALL_JET_H
#define UTFALL_JET_H

#include <stddef.h>
#include <utfall/status.h>

enum { UF_JET_PARAMETERS = 6 };

typedef struct uf_jet {
    double value;
    double first[UF_JET_PARAMETERS];
    double second[UF_JET_PARAMETERS][UF_JET_PARAMETERS]; /* symmetric */
} uf_jet;

/* A constant, and parameter i of k at that value (a constant where k is 0). */
uf_jet uf_jet_constant(double value);
uf_jet uf_jet_parameter(double value, size_t i, size_t k);

uf_jet uf_jet_scale(const uf_jet *a, double factor, size_t k);
uf_jet uf_jet_add(const uf_jet *a, const uf_jet *b, size_t k);
uf_jet uf_jet_multiply(const uf_jet *a, const uf_jet *b, size_t k);
uf_jet uf_jet_divide(const uf_jet *a, const uf_jet *b, size_t k);

/* f(a), from f and its two derivatives at a's value. */
uf_jet uf_jet_compose(const uf_jet *a, double f, double df, double ddf, size_t k);
uf_jet uf_jet_log(const uf_jet *a, size_t k);

typedef struct uf_jet_matrix {
    size_t d, k;
    double *layers;
} uf_jet_matrix;

/* Room for d-by-d in up to UF_JET_PARAMETERS parameters, 0 throughout. UF_ENOMEM. */
uf_status uf_jet_matrix_init(uf_jet_matrix *m, size_t d);
void uf_jet_matrix_release(uf_jet_matrix *m);

/* All 0, in k parameters. */
void uf_jet_matrix_clear(uf_jet_matrix *m, size_t k);

/* The layer of the value, of d/di, and of d2/didj (any order). */
const double *uf_jet_matrix_value(const uf_jet_matrix *m);
const double *uf_jet_matrix_first(const uf_jet_matrix *m, size_t i);
const double *uf_jet_matrix_second(const uf_jet_matrix *m, size_t i, size_t j);

/* m += factor * b for a matrix b of constants (d-by-d, upper triangle). */
void uf_jet_matrix_add(uf_jet_matrix *m, const double *b, const uf_jet *factor);

/* m += the last m->d rows and columns of `other`. */
void uf_jet_matrix_add_corner(uf_jet_matrix *m, const uf_jet_matrix *other);

/* Element (row, column), row <= column. */
uf_jet uf_jet_matrix_element(const uf_jet_matrix *m, size_t row, size_t column);

/* From the rows and columns after z, subtract factor * v v', v being row z after its diagonal. */
void uf_jet_matrix_sweep(uf_jet_matrix *m, size_t z, const uf_jet *factor);

#endif
