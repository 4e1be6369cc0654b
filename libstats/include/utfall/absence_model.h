/* absence_model.h: how pupils' absence is distributed, set so that given shares come out.
 *
 * Pupils differ, schools differ a little, and absence comes in spells. For pupil i of school s:
 *
 *     Y = sqrt(r) u_s + sqrt(1 - r) e_i           u, e standard normal
 *     a = 1 / (1 + exp(-(m + d Y))), at most 0.95  the pupil's share of lessons missed in the long
 *                                                 run; d is pupil_sd
 *
 * A school day is missed whole with probability f = (1 - w) a, in spells: a day of a spell is its
 * last with probability 1/D (D is spell_days), and a spell begins after a day without one with the
 * probability that makes f the stationary share, f / ((1 - f) D). Where that is above 1 it is 1 and
 * spells are longer. On the other days each lesson is missed by itself with probability w a /
 * (1 - f). So w (`single`) is the part of absence that consists of single lessons.
 *
 * m and r are found such that, without any effect,
 *   - `prevalence` of the pupils miss more than `limit` of the lessons of a window, as the mean of
 *     the windows whose lengths are given. p(a) is the exact probability of that for a pupil who
 *     has share a: the distribution of lessons missed in n days of the process above, begun in its
 *     stationary state, is built up day by day, and compared with the limit exactly;
 *   - `icc` is the intraclass correlation of that 0/1 outcome between pupils of a school:
 *         icc = Var_s(P_s) / (P (1 - P)),   P_s = E[p | u_s],   P = E[p] = prevalence,
 *     which is what the ANOVA estimator of icc.h estimates from one window. By Mehler's formula
 *     Var_s(P_s) = sum_k r^k c_k^2, c_k the coefficient of p in normalised Hermite polynomials of
 *     Y. r itself, the correlation of Y on the latent scale, is larger than icc.
 *
 * Integrals over Y are by the trapezoidal rule on 257 points from -8 to 8; p is computed at 401
 * values of logit a and interpolated between them (Steffen's monotone cubic). */
#ifndef UTFALL_ABSENCE_MODEL_H
#define UTFALL_ABSENCE_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/decimal.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* No pupil misses more than this share in the long run. */
#define UF_ABSENCE_MOST 0.95

enum { UF_ABSENCE_MAX_LESSONS = 24 };

typedef struct uf_absence_shape {
    unsigned lessons;  /* in a day, 1 to UF_ABSENCE_MAX_LESSONS                              */
    uf_decimal limit;  /* share of a window's lessons that is too much when it is exceeded   */
    double prevalence; /* share of pupils above the limit: (0, 1)                            */
    double icc;        /* of being above it: [0, 1)                                          */
    double pupil_sd;   /* d, standard deviation of the log odds of absence: 0.1 to 3         */
    double spell_days; /* D, mean length of a spell in school days: 1 to 100                 */
    double single;     /* w, part of absence that is single lessons: [0, 1]                  */
} uf_absence_shape;

/* What a pupil does, day by day. */
typedef struct uf_absence_habit {
    double share;  /* of all days that are missed whole in spells, f                         */
    double start;  /* probability that a spell begins after a day that is not in one         */
    double end;    /* probability that a day in a spell is its last                          */
    double lesson; /* probability that a lesson of a day that is not in a spell is missed    */
} uf_absence_habit;

/* The habit of a pupil who misses the share a (0 to UF_ABSENCE_MOST; more is cut to it) of all
 * lessons in the long run. shape's spell_days and single are read. */
void uf_absence_habit_init(uf_absence_habit *habit, double a, const uf_absence_shape *shape);

/* P(missed > limit) in windows of days[w] school days (ascending, at least 1), w < windows, into
 * over[w]: exact for the process described above. shape's lessons and limit are read.
 *   UF_EINVAL  lessons or limit outside their range, days not ascending or below 1
 *   UF_ENOMEM */
uf_status uf_absence_over(double *over, const uf_absence_habit *habit,
                          const uf_absence_shape *shape, const uint32_t *days, size_t windows,
                          uf_error *error);

typedef struct uf_absence_model uf_absence_model;

/* Find m and r. days: the school days of each of the windows that prevalence is the mean of, in
 * ascending order. On success *model is a new object for uf_absence_model_free().
 *   UF_EINVAL  something in shape is out of its range; no level of absence gives the prevalence; no
 *              difference between schools gives so high an icc (error->value is the highest there
 *              is: chance within pupils sets a limit to it)
 *   UF_ENOMEM
 * Cost: 401 distributions of windows of the longest length. */
uf_status uf_absence_model_new(uf_absence_model **model, const uf_absence_shape *shape,
                               const uint32_t *days, size_t windows, uf_error *error);

/* NULL is fine. */
void uf_absence_model_free(uf_absence_model *model);

/* m: the log odds of a when Y is 0. */
double uf_absence_model_location(const uf_absence_model *model);

/* r: the correlation of Y between pupils of a school. */
double uf_absence_model_correlation(const uf_absence_model *model);

/* a, for u_s and e_i. */
double uf_absence_model_share(const uf_absence_model *model, double school, double pupil);

/* E[a] when every a is multiplied by factor (and cut to UF_ABSENCE_MOST). */
double uf_absence_model_absence(const uf_absence_model *model, double factor);

/* E[p] when every a is multiplied by factor: the prevalence under an effect. */
double uf_absence_model_prevalence(const uf_absence_model *model, double factor);

/* E[p | u_s] when every a is multiplied by factor: the share above the limit that a school with u_s
 * would have in the long run. */
double uf_absence_model_school(const uf_absence_model *model, double school, double factor);

#ifdef __cplusplus
}
#endif
#endif
