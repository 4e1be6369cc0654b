/* mixed_statistics.h: what a mixed model needs of its rows, summed up by class. Private to
 * libstats.
 *
 * X is made orthonormal, X = Q T^-1, and y replaced by its least-squares residuals r. A row is then
 * a vector a = (wave indicators, class 1, school 1, q, r) of the effects above the person that the
 * model has and of the coefficients. With S_i the covariance of a person's rows A_i given those
 * effects, in units of the residual variance, what enters the likelihood of a class is
 *
 *     sum over its persons of A_i'S_i^-1 A_i  =  sum over entries of coefficient * matrix
 *
 * where the matrices are constants, found once, and the coefficients depend on the variances alone:
 *
 *   PERSON, SLOPE.  Person i has Z_i = (1, t), or (1). With an orthonormal basis O of Z_i and
 *     B = O'Z_i, S_i^-1 = I - OO' + O (I + B G B')^-1 O'. Persons with the same B, a pattern, are
 *     summed: the part outside O with coefficient 1, and Y'Y, Y = O'A_i, element by element of the
 *     inverse.
 *   AR1.  S_i^-1 is tridiagonal. For neighbouring rows at distance d, phi = rho^d, and D = later -
 *     earlier: DD'/(1 - phi^2) + (D earlier' + earlier D')/(1 + phi) + earlier earlier' (1 - phi)/
 *     (1 + phi); and the first row with coefficient 1. Nothing cancels as rho goes to 1.
 *
 * Coefficient 0 is the constant 1; the others come three to each pattern or distance: elements 00,
 * 01, 11 of the inverse, or the three above. */
#ifndef UTFALL_MIXED_STATISTICS_H
#define UTFALL_MIXED_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/mixed_model.h>

#include "least_squares.h"

/* A person's B: [b00 b01; 0 b11], of rank 1 without slope or with one time. */
typedef struct uf_mixed_pattern {
    size_t rank;
    double b00, b01, b11;
    double persons;
} uf_mixed_pattern;

/* Neighbouring rows at that distance. */
typedef struct uf_mixed_gap {
    uint32_t distance;
    double pairs;
} uf_mixed_gap;

typedef struct uf_mixed_group {
    size_t first, count; /* entries            */
    uint32_t school;     /* 0 without schools  */
} uf_mixed_group;

typedef struct uf_mixed_statistics {
    unsigned terms;
    size_t n, p;
    size_t effects;     /* columns of a before q                                               */
    size_t waves;       /* of them wave indicators, the first ones; 0 without CLASS_WAVE       */
    size_t d;           /* effects + p + 1                                                     */
    uf_least_squares x; /* T                                                                    */
    double *b;          /* p: of least squares                                                 */
    double log_det_x;   /* log|X'X|                                                            */
    double outcome_length, residual_length;
    double time_mean, time_scale; /* slopes are on (time - mean) / scale                        */
    size_t persons, classes, schools;
    double between; /* the persons' (AR1: one person's rows') share of variance, by ANOVA      */
    double class_share, class_wave_share, school_share;

    uf_mixed_group *groups; /* classes, or one group that is everybody, in order of schools     */
    size_t group_count;
    size_t *coefficients; /* of each entry, group by group                                     */
    double *matrices;     /* of each entry: d-by-d, upper triangle                              */
    size_t entry_count, coefficient_room, matrix_room;
    uf_mixed_pattern *patterns;
    size_t pattern_count, pattern_room;
    uf_mixed_gap *gaps;
    size_t gap_count, gap_room;
} uf_mixed_statistics;

/* Errors as uf_mixed_fit, for which `function` stands. Release also after failure. */
uf_status uf_mixed_statistics_init(uf_mixed_statistics *s, const uf_mixed_data *data,
                                   unsigned terms, const char *function, uf_error *error);
void uf_mixed_statistics_release(uf_mixed_statistics *s);

#endif
