/* linear_model.h: ordinary and weighted least squares.
 *
 *     y = X b + e,  minimise sum w_i (y_i - offset_i - x_i b)^2
 *
 * by column-pivoted Householder QR of the scaled columns (Golub & Van Loan 2013, Matrix
 * computations, sections 5.4 and 5.5), never by X'X. A column that the others explain but for 1e-12
 * of its length is an error that names it, never a minimum-norm answer.
 *
 * Fixed effects (design.h) are swept out of y and every column by subtracting the groups' weighted
 * means (Frisch & Waugh 1933, Econometrica 1: 387-401; Lovell 1963, J. Am. Stat. Assoc. 58:
 * 993-1010): the coefficients are those of a regression with a dummy for each group, and so are the
 * degrees of freedom. A constant, or anything else that is the same throughout every group, is then
 * a dependent column.
 *
 * Certified: NIST StRD Norris, Longley, Pontius, Filip and Wampler1 to Wampler5
 * (tests/certified/nist.tsv): to 11 digits or more, Filip to the 7 that the powers of x leave. */
#ifndef UTFALL_LINEAR_MODEL_H
#define UTFALL_LINEAR_MODEL_H

#include <utfall/design.h>
#include <utfall/regression.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* On success *fit is a new object for uf_regression_free(); the design's arrays are only read and
 * are not needed afterwards.
 *   UF_EINVAL, UF_EDATA  as uf_design_check
 *   UF_ESINGULAR  error->index is the first column that those before it explain
 *   UF_ENOMEM; UF_ENUMERIC  products of the numbers overflow
 * Cost: time n p^2, memory three n-by-p copies of x while fitting and one afterwards. */
uf_status uf_linear_model_fit(uf_regression **fit, const uf_design *design, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
