/* multiplicity.h: p-values of several outcomes, adjusted for being several. */
#ifndef UTFALL_MULTIPLICITY_H
#define UTFALL_MULTIPLICITY_H

#include <stddef.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* With m p-values, p(1) <= ... <= p(m); all adjusted values are at most 1 and keep the order. */
typedef enum uf_adjust {
    /* max over j <= i of (m - j + 1) p(j): Holm 1979, Scand. J. Stat. 6: 65-70. Family-wise error
     * under any dependence. */
    UF_ADJUST_HOLM,
    /* min over j >= i of (m - j + 1) p(j): Hochberg 1988, Biometrika 75: 800-802. Family-wise error
     * for independent or positively dependent tests. */
    UF_ADJUST_HOCHBERG,
    /* min over j >= i of m p(j) / j: Benjamini & Hochberg 1995, JRSS B 57: 289-300. False discovery
     * rate under the same condition. */
    UF_ADJUST_BH,
    /* The same times 1 + 1/2 + ... + 1/m: Benjamini & Yekutieli 2001, Ann. Stat. 29: 1165-1188.
     * False discovery rate under any dependence. */
    UF_ADJUST_BY,
    /* m p. */
    UF_ADJUST_BONFERRONI
} uf_adjust;

/* adjusted[i] for p[i], in the order given; the two arrays may be one. A NaN is a test that was not
 * made: it stays NaN and does not count in m.
 *   UF_EINVAL  error->index a p outside 0..1;  UF_ENOMEM */
uf_status uf_adjust_p(double *adjusted, const double *p, size_t n, uf_adjust method,
                      uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
