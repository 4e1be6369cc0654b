/* reference_distribution.h: where an observed statistic lies among those of the other assignments.
 *
 * A randomisation test asks how many of the ways to assign would have given a statistic at least as
 * far out as the one observed, which is itself one of the ways (Fisher 1935; for a sample of them
 * Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9: 39). The statistics have been computed
 * elsewhere, and equal ones perhaps in other orders of addition: at least means not less by more
 * than 1e-9 of the largest in size. */
#ifndef UTFALL_REFERENCE_DISTRIBUTION_H
#define UTFALL_REFERENCE_DISTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>
#include <utfall/status.h>
#include <utfall/tail.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_reference_distribution {
    double observed;
    double slack;               /* what counts as equal                                       */
    uf_alternative alternative; /* two-sided: by absolute size                                */
    size_t assignments;         /* the observed one and the others                            */
    size_t extreme;             /* at least as far out as the observed, which is one of them  */
    size_t farthest;            /* as far out as any: no p-value is below farthest/assignments */
    double p_value;             /* extreme / assignments                                      */
    double smallest_p;          /* farthest / assignments                                     */
} uf_reference_distribution;

/* Place the observed statistic among others (n of them, the observed assignment not included;
 * n may be 0, and then p is 1).
 *   UF_EDATA  a statistic is not finite: error->index is its place among others, n for observed */
uf_status uf_reference_distribution_make(uf_reference_distribution *distribution, double observed,
                                         const double *others, size_t n, uf_alternative alternative,
                                         uf_error *error);

/* Whether a statistic is at least as far out as the observed one. */
bool uf_reference_distribution_extreme(const uf_reference_distribution *distribution,
                                       double statistic);

#ifdef __cplusplus
}
#endif
#endif
