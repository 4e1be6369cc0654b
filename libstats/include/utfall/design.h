/* design.h: what a regression is fitted to: outcome, design matrix, weights, clusters.
 *
 * A plain view: every array belongs to the caller and is only read. A matrix with factors and
 * interactions is made by uf_design_matrix_new (design_matrix.h); anybody may also point at an
 * array of their own:
 *
 *     const uf_design design = { .n = 240, .p = 2, .x = x, .y = y, .cluster = school, .clusters = 6
 *     };
 */
#ifndef UTFALL_DESIGN_H
#define UTFALL_DESIGN_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_weight_kind {
    /* The row stands for so many units that are exactly like it (0 is allowed, and need not be
     * whole): every result is that of the table written out, n and df included. */
    UF_WEIGHT_COUNT,
    /* How much the row is to count in the estimate; it is one unit, however it is weighted, and all
     * units vary alike (the working model of CR2). R: lm(weights =), clubSandwich. */
    UF_WEIGHT_IMPORTANCE
} uf_weight_kind;

typedef struct uf_design {
    size_t n, p;             /* rows, columns                                               */
    const double *x;         /* n-by-p, row-major; a constant stands there as a column      */
    const double *y;         /* n                                                           */
    const double *weights;   /* n, each 0 or more; NULL: every row counts once              */
    uf_weight_kind weighted; /* what weights mean; not looked at without them               */
    const double *offset;    /* n, added to x b with coefficient 1 (log exposure); or NULL  */
    const uint32_t *cluster; /* n codes below clusters; NULL: no clusters                   */
    size_t clusters;
    const uint32_t *fixed; /* n codes below fixed_groups: each group has its own constant,
                            * which is swept out and not estimated; NULL: none. Linear only */
    size_t fixed_groups;
} uf_design;

/* Whether the arrays are what they should be. Rows of weight 0 are looked at too.
 *   UF_EINVAL  error->index: a row whose outcome, offset or weight is not finite or whose weight is
 *              negative, a value of x that is not finite (index into x), a code that is too large
 *   UF_EDATA   no rows, no columns, or all weights 0 */
uf_status uf_design_check(const uf_design *design, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
