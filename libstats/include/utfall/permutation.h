/* permutation.h: exact and sampled permutation tests of a difference in means.
 *
 * Every way to divide the values (or to sign the differences) is as likely as the one that
 * happened; p is the share of ways whose statistic is at least as far out, that of the data
 * included. Equal statistics are met in other orders of addition, so at least means: not less by
 * more than 1e-9 of the largest possible statistic; without that one p in four would depend on the
 * algorithm.
 *
 * All ways are enumerated when they are at most exact_limit; otherwise replicates of them are
 * drawn, replicate r from stream r of the seed (rng.h), and p = (1 + as far out) / (1 +
 * replicates), which is never 0 and keeps its level (Phipson & Smyth 2010, Stat. Appl. Genet. Mol.
 * Biol. 9: 39). */
#ifndef UTFALL_PERMUTATION_H
#define UTFALL_PERMUTATION_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_permutation_plan {
    double exact_limit;  /* enumerate up to this many ways; 1e7 take about a tenth of a second */
    uint64_t replicates; /* drawn beyond it, at least 1                                        */
    uint64_t seed;
} uf_permutation_plan;

typedef struct uf_permutation_count {
    double ways;    /* how many there are: 2^n or C(n, k), exact to 2^53                     */
    double looked;  /* at how many: ways, or replicates                                      */
    double extreme; /* of these, at least as far out; in a sample without the data's own one */
} uf_permutation_count;

/* Mean of the group minus mean of the reference, all divisions of the n + n_reference values:
 * statistic and estimate that difference, p_value, method "permutation-exact" or
 * "permutation-sampled". *count may be NULL. NaN with a note when a group is empty; p is 1, with a
 * note, when all values are the same.
 *   UF_EINVAL  a value is not finite: error->index counts through group, then reference; replicates
 *              is 0 and needed;  UF_ENOMEM */
uf_status uf_permutation_difference(uf_effect *effect, uf_permutation_count *count,
                                    const double *group, size_t n, const double *reference,
                                    size_t n_reference, const uf_permutation_plan *plan,
                                    uf_alternative alternative, uf_error *error);

/* Mean of n differences, each with its sign or the other one (Fisher 1935, section 21): 2^n ways.
 * Errors as above; p is 1, with a note, when all differences are 0. Method "sign-flip-exact" or
 * "sign-flip-sampled". */
uf_status uf_permutation_sign_flip(uf_effect *effect, uf_permutation_count *count,
                                   const double *differences, size_t n,
                                   const uf_permutation_plan *plan, uf_alternative alternative,
                                   uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
