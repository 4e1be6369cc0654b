/* reliable_change.h: is a person's change larger than an instrument's error, and did it carry them
 * over to the others?
 *
 *     SEM = SD sqrt(1 - r),  S_diff = sqrt(2) SEM,  RC = (after - before) / S_diff
 *
 * RC beyond 1.96 either way is reliable (Jacobson & Truax 1991, J. Consult. Clin. Psychol. 59:
 * 12-19; S_diff after Christensen & Mendoza 1986). SD is of the baseline. r is the reliability that
 * fits the question: for change over time it is the correlation of two occasions between which
 * nothing was done. Internal consistency (alpha) is usually higher and makes reliable change too
 * easy, and the correlation of before and after in a treated group is no reliability at all.
 *
 * The cut-offs between a dysfunctional and a functional population, the latter with mean M0 and
 * SD0, the former M1 and SD1:
 *     a   M1 moved by 2 SD1 towards M0        needs the dysfunctional norms
 *     b   M0 moved by 2 SD0 towards M1        needs the functional norms
 *     c   (SD0 M1 + SD1 M0) / (SD0 + SD1)     needs both; for populations that overlap */
#ifndef UTFALL_RELIABLE_CHANGE_H
#define UTFALL_RELIABLE_CHANGE_H

#include <stddef.h>

#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Jacobson and Truax's limit of RC, for 95 %. */
#define UF_RELIABLE_LIMIT 1.96

/* The error of a measure, in its own unit. */
typedef struct uf_reliable_scale {
    double sem;    /* standard error of measurement                                              */
    double sdiff;  /* standard error of the difference of two measurements                       */
    double limit;  /* of RC                                                                      */
    double change; /* limit * sdiff: a change must be larger than this, either way                */
} uf_reliable_scale;

/* sd of the baseline, reliability r, limit usually UF_RELIABLE_LIMIT.
 *   UF_EINVAL  sd or limit not positive and finite; reliability outside [0, 1)
 * A reliability of 1 is refused: every change would be reliable. */
uf_status uf_reliable_scale_init(uf_reliable_scale *scale, double sd, double reliability,
                                 double limit, uf_error *error);

/* RC of one person: negative for a fall. NaN when a measurement is missing (NaN). */
double uf_reliable_index(const uf_reliable_scale *scale, double before, double after);

/* The reliability by untreated repeats: Pearson's correlation of first[i] and second[i], n pairs,
 * with Fisher's (1921) interval tanh(atanh r -+ z / sqrt(n - 3)), statistic t on n - 2 df and its
 * two-sided p_value for r = 0; method "pearson-fisher". NaN with a note below 3 pairs or when one
 * side does not vary; no interval below 4.
 *   UF_EINVAL  a value that is not finite: error->index; level outside (0, 1) */
uf_status uf_retest_reliability(uf_effect *effect, const double *first, const double *second,
                                size_t n, double level, uf_error *error);

/* --- The cut-off. --- */

/* Norms; NaN for what is not known. Which way is better follows from `better` below. */
typedef struct uf_clinical_norms {
    double dysfunctional_mean, dysfunctional_sd;
    double functional_mean, functional_sd;
} uf_clinical_norms;

typedef enum uf_clinical_cutoff_kind {
    UF_CLINICAL_A,
    UF_CLINICAL_B,
    UF_CLINICAL_C
} uf_clinical_cutoff_kind;

/* The value that a measurement must be beyond, the better way, to count as functional. spread is
 * how many SD a and b lie from the mean: 2 in the paper.
 *   UF_EINVAL  better unsaid; a norm that the kind needs is not finite, or an SD not positive;
 *              spread negative or not finite
 *   UF_EDATA   c, and the functional mean is not on the better side */
uf_status uf_clinical_cutoff(double *cutoff, uf_clinical_cutoff_kind kind,
                             const uf_clinical_norms *norms, uf_better better, double spread,
                             uf_error *error);

/* --- Classes. --- */

typedef enum uf_reliable_class {
    UF_RELIABLE_UNKNOWN,   /* a measurement is missing                                         */
    UF_RELIABLE_UNCHANGED, /* RC within the limit, the limit included                          */
    UF_RELIABLE_IMPROVED,  /* beyond it, the better way                                        */
    UF_RELIABLE_RECOVERED, /* improved, and crossed the cut-off to the functional side          */
    UF_RELIABLE_DETERIORATED, /* beyond it, the worse way                                         */
    UF_RELIABLE_HARMED /* deteriorated, and crossed the cut-off to the dysfunctional side   */
} uf_reliable_class;

/* "unknown", "unchanged", "improved", "recovered", "deteriorated", "harmed". */
const char *uf_reliable_class_name(uf_reliable_class class_);

/* Reliable change alone; UF_RELIABLE_UNKNOWN also when better is unsaid. */
uf_reliable_class uf_reliable_classify(const uf_reliable_scale *scale, double before, double after,
                                       uf_better better);

/* The same with the cut-off. A value at the cut-off is not beyond it. */
uf_reliable_class uf_clinical_classify(const uf_reliable_scale *scale, double cutoff, double before,
                                       double after, uf_better better);

#ifdef __cplusplus
}
#endif
#endif
