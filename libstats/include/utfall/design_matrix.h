/* design_matrix.h: columns of numbers from variables, factors and their interactions.
 *
 * A factor with m levels becomes m - 1 columns of 0 and 1, one for each level but the reference
 * (treatment coding: each coefficient is that level minus the reference). An interaction is the
 * products of its variables' columns, the first variable's changing fastest, as in R. The terms
 * stand in the order in which they are given and nothing is added to them: an interaction without
 * its main effects is fitted as it is written.
 *
 * A level that no row has gets no column, so that a file's levels can be used for a part of the
 * file. A combination of levels that no row has gets a column of zeros, which the fit refuses by
 * name: it asks for an effect that nobody can see. */
#ifndef UTFALL_DESIGN_MATRIX_H
#define UTFALL_DESIGN_MATRIX_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/design.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct uf_variable {
    const char *name;
    const double *numbers;     /* n of them; NULL for a factor                    */
    const uint32_t *codes;     /* of a factor: n codes below level_count          */
    const char *const *levels; /* of a factor: level_count names                  */
    uint32_t level_count;
    uint32_t reference; /* the level that the others are compared with     */
} uf_variable;

enum { UF_TERM_VARIABLES = 3 };

/* The product of `order` variables; of none, the constant. */
typedef struct uf_term {
    size_t order;                       /* 0 to UF_TERM_VARIABLES           */
    size_t variable[UF_TERM_VARIABLES]; /* which of the variables           */
} uf_term;

typedef struct uf_design_matrix uf_design_matrix;

/* The matrix of `terms` terms on n rows. On success *matrix is a new object for
 * uf_design_matrix_free(); nothing of the variables is needed afterwards.
 *   UF_EINVAL  a term with too many variables or one that does not exist (error->index the term); a
 *              code that is not below level_count, a number that is not finite (error->index the
 *              row); a reference that is no level (error->index the variable)
 *   UF_EDATA   no row has the reference level (error->index the variable): nothing to compare with
 *   UF_ENOMEM */
uf_status uf_design_matrix_new(uf_design_matrix **matrix, size_t n, const uf_variable *variables,
                               size_t variable_count, const uf_term *terms, size_t term_count,
                               uf_error *error);

/* NULL is fine. */
void uf_design_matrix_free(uf_design_matrix *matrix);

/* Set n, p and x of *design, which lives no longer than the matrix. The rest is left as it is. */
void uf_design_matrix_view(const uf_design_matrix *matrix, uf_design *design);

/* The columns of a term: *count of them from *first. */
void uf_design_matrix_columns(const uf_design_matrix *matrix, size_t term, size_t *first,
                              size_t *count);

/* The name of a column: "(constant)", "age", "arm=intervention", "arm=intervention:period=after".
 * Lives as long as the matrix. */
const char *uf_design_matrix_name(const uf_design_matrix *matrix, size_t column);

#ifdef __cplusplus
}
#endif
#endif
