/* mixed_model.h: linear mixed models of persons measured several times, in classes and schools.
 *
 *     y = X b + Z u + e,   V = var(y) = sigma^2 (R + sum_k gamma_k Z_k Z_k')
 *
 * with any of these random effects, named by flags that are added:
 *
 *     UF_MIXED_PERSON      a level per person
 *     UF_MIXED_SLOPE       and a change per unit of time, correlated with the level
 *     UF_MIXED_AR1         instead of both: residuals of one person that are correlated rho^d at a
 *                          distance of d waves, and rows of different persons are not
 *     UF_MIXED_CLASS       a level per class
 *     UF_MIXED_CLASS_WAVE  a level per class and wave: what happens to a whole class at once. Where
 *                          classes got a programme, a class level cancels in time x arm and this is
 *                          what its standard error has to rest on
 *     UF_MIXED_SCHOOL      a level per school
 *
 * by restricted maximum likelihood (Patterson & Thompson 1971, Biometrika 58: 545-554) or maximum
 * likelihood, with b and sigma^2 profiled out (Bates, Maechler, Bolker & Walker 2015, J. Stat.
 * Softw. 67(1), sections 3.4 and 3.5):
 *
 *     REML  log|V0| + log|X'V0^-1 X| + (n - p) (1 + log(2 pi R^2/(n - p))),  V = sigma^2 V0
 *     ML    log|V0| + n (1 + log(2 pi R^2/n)),     R^2 = min over b of (y - Xb)'V0^-1(y - Xb)
 *
 * How. X is made orthonormal and y replaced by its least-squares residuals first, so that nothing
 * cancels. Persons with the same times are summed up as one matrix; so the cost of a step of the
 * search depends on the number of classes and of distinct patterns of waves, not of persons: one
 * pass over the rows, then almost nothing. Effects are swept out one by one from person to school.
 * The sums carry their exact first and second derivatives in the variances (jet.h), and Newton's
 * method on standard deviations (on Cholesky factors for level and slope, as lme4; on atanh rho)
 * ends where the deviance would fall by less than 1e-12. Starting values: analysis of variance.
 *
 * A variance that comes out as 0 is a result: the fit is that without the term, `boundary` says
 * which, and the note. As in lme4, estimates are never negative.
 *
 * Crossed effects of two factors, each level of one meeting each of the other: hand over one as
 * person, the other as wave, all rows in one class, and ask for PERSON and CLASS_WAVE.
 *
 * Certified against lme4 1.1-31 and, for AR(1), nlme 3.1-162 (tests/certified/mixed_model.tsv). */
#ifndef UTFALL_MIXED_MODEL_H
#define UTFALL_MIXED_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utfall/design.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_mixed_term {
    UF_MIXED_PERSON = 1,
    UF_MIXED_SLOPE = 2,
    UF_MIXED_AR1 = 4,
    UF_MIXED_CLASS = 8,
    UF_MIXED_CLASS_WAVE = 16,
    UF_MIXED_SCHOOL = 32
} uf_mixed_term;

typedef enum uf_mixed_criterion { UF_MIXED_REML, UF_MIXED_ML } uf_mixed_criterion;

/* A row is a person at a wave; a wave that a person missed is a row that is not there. Rows may
 * stand in any order. Arrays have design->n elements, belong to the caller and are only read. What
 * the terms do not need may be NULL, and is not looked at. */
typedef struct uf_mixed_data {
    const uf_design *design; /* n, p, x, y; weights, offset, cluster and fixed are to be NULL   */
    const uint32_t *person;  /* codes below persons; PERSON, SLOPE, AR1                         */
    size_t persons;
    const uint32_t *class_code; /* codes below classes; a person is in one class               */
    size_t classes;
    const uint32_t *school; /* codes below schools; a class (a person) is in one school        */
    size_t schools;
    const uint32_t *wave; /* codes below waves; CLASS_WAVE, and AR1, where distances count and
                           * a person has one row a wave                                        */
    size_t waves;
    const double *time; /* SLOPE; in units in which the slope's variance is reported            */
} uf_mixed_data;

/* NaN for what is not in the model. */
typedef struct uf_mixed_variances {
    double residual;     /* sigma^2; with AR1 the variance of a row's residual */
    double person;       /* of the level at time 0                             */
    double slope;        /* per squared unit of time                           */
    double person_slope; /* covariance of level and slope                  */
    double class_level;
    double class_wave;
    double school;
    double correlation; /* AR1: rho                                           */
} uf_mixed_variances;

typedef struct uf_mixed_summary {
    size_t n, p;
    size_t persons, classes, schools; /* with rows; 0 where codes were not needed               */
    uf_mixed_variances variance;
    double sigma;          /* root of the residual variance                                     */
    double deviance;       /* the criterion above: -2 log likelihood (REML: restricted)         */
    double log_likelihood; /* half of it with the other sign                                    */
    unsigned boundary;     /* terms whose variance is 0; SLOPE also when the correlation of
                            * level and slope is -1 or 1                                        */
    bool converged;
    double decrement; /* root of g'H^-1 g for gradient and Hessian of the deviance at the end:
                       * half its square is what the deviance could still fall              */
    int iterations;   /* Newton steps                                                           */
    const char *note; /* a string constant: boundary, poor convergence, nothing varies; or ""    */
} uf_mixed_summary;

typedef struct uf_mixed uf_mixed;

/* On success *fit is a new object for uf_mixed_free(); nothing of data is needed afterwards.
 *   UF_EINVAL  no term, or terms that exclude each other (SLOPE without PERSON, AR1 with PERSON);
 *              arrays that a term needs are NULL, or those that are to be NULL are not; a code that
 *              is too large, a time that is not finite, a person in two classes, a class in two
 *              schools, a person with two rows of one wave under AR1 (error->index the row)
 *   UF_EDATA   no more rows than coefficients; a variance that these data cannot tell from the
 *              residual or from the other effects: nobody was measured twice (three times for a
 *              slope), one class, one wave, as many persons as coefficients between them
 *              (error->reason names the effect)
 *   UF_ESINGULAR  error->index is the first column of x that those before it explain
 *   UF_ENOMEM, UF_ENUMERIC
 * Where the residuals are rounding (all values equal, coefficients that fit every row), or nothing
 * varies within persons, the fit succeeds, variances and deviance are NaN and the note says why.
 * Cost: time n (p + e)^2 and memory n for one pass, e the effects above the person (waves + 2);
 * then per step of the search classes * patterns * (p + e)^2. */
uf_status uf_mixed_fit(uf_mixed **fit, const uf_mixed_data *data, unsigned terms,
                       uf_mixed_criterion criterion, uf_error *error);

/* NULL is fine. */
void uf_mixed_free(uf_mixed *fit);

uf_mixed_summary uf_mixed_summarise(const uf_mixed *fit);

/* b, one for each column of x; lives as long as fit. */
const double *uf_mixed_coefficients(const uf_mixed *fit, size_t *p);

/* The share of the variance of a row at that time (not looked at without SLOPE) that persons of one
 * school (level UF_MIXED_SCHOOL), of one class (UF_MIXED_CLASS: school and class) or a person at
 * different waves (UF_MIXED_PERSON: those and the person's own level at that time) have in common:
 * intraclass correlations. Effects of class x wave are part of a row's variance and in common to
 * no two waves. NaN where the model has no such level, or no variances. */
double uf_mixed_icc(const uf_mixed *fit, uf_mixed_term level, double time);

#ifdef __cplusplus
}
#endif
#endif
