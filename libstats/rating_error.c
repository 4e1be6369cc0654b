/* rating_error.c: the error of one rating, as the root of the table of two. */
#include <utfall/rating_table.h>

#include <math.h>

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>

static const double rounding = 1e-9; /* below it, a negative eigenvalue or cell is 0 */

/* What the decomposition needs; any may be NULL. */
struct work {
    gsl_matrix *symmetric, *vectors;
    gsl_vector *values;
    gsl_eigen_symmv_workspace *space;
};

static void release(struct work *work)
{
    gsl_matrix_free(work->symmetric);
    gsl_matrix_free(work->vectors);
    gsl_vector_free(work->values);
    gsl_eigen_symmv_free(work->space);
}

static void sum_rows(double *marginal, const double *joint, size_t levels)
{
    for (size_t i = 0; i < levels; i++) {
        marginal[i] = 0;
        for (size_t j = 0; j < levels; j++)
            marginal[i] += joint[i * levels + j];
    }
}

/* The second rating given the first is similar to the symmetric joint_ij / sqrt(m_i m_j). */
static void symmetrise(gsl_matrix *symmetric, const double *joint, const double *marginal,
                       size_t levels)
{
    for (size_t i = 0; i < levels; i++)
        for (size_t j = 0; j < levels; j++) {
            const double scale = sqrt(marginal[i]) * sqrt(marginal[j]);
            gsl_matrix_set(symmetric, i, j, scale > 0 ? joint[i * levels + j] / scale : 0);
        }
}

/* Root of an eigenvalue; NaN if it is negative. */
static double root(double value)
{
    return value < -rounding ? NAN : sqrt(fmax(0, value));
}

static uf_status take_root(double *one, const struct work *work, const double *marginal,
                           size_t levels, uf_error *error)
{
    for (size_t i = 0; i < levels; i++)
        for (size_t j = 0; j < levels; j++) {
            double sum = 0;
            for (size_t k = 0; k < levels; k++)
                sum += gsl_matrix_get(work->vectors, i, k) * root(gsl_vector_get(work->values, k)) *
                       gsl_matrix_get(work->vectors, j, k);
            const double cell = marginal[i] > 0 ? sum * sqrt(marginal[j] / marginal[i]) : 0;
            if (!(cell >= -rounding))
                return uf_error_set(error, UF_EDATA, "uf_rating_error",
                                    "ratings agree so seldom that no error round a true level "
                                    "makes them",
                                    i, cell);
            one[i * levels + j] = fmax(0, cell);
        }
    return UF_OK;
}

uf_status uf_rating_error(double *one, const double *joint, size_t levels, uf_error *error)
{
    if (levels == 0 || levels > UF_RATING_LEVELS_MAX)
        return uf_error_set(error, UF_EINVAL, __func__, "no levels, or more than 101", UF_NO_INDEX,
                            (double)levels);
    double marginal[UF_RATING_LEVELS_MAX];
    sum_rows(marginal, joint, levels);
    struct work work = { gsl_matrix_alloc(levels, levels), gsl_matrix_alloc(levels, levels),
                         gsl_vector_alloc(levels), gsl_eigen_symmv_alloc(levels) };
    uf_status status = UF_OK;
    if (work.symmetric == NULL || work.vectors == NULL || work.values == NULL || work.space == NULL)
        status = uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    if (status == UF_OK) {
        symmetrise(work.symmetric, joint, marginal, levels);
        if (gsl_eigen_symmv(work.symmetric, work.values, work.vectors, work.space) != 0)
            status = uf_error_set(error, UF_ENUMERIC, __func__, "no eigenvalues", UF_NO_INDEX, NAN);
    }
    if (status == UF_OK)
        status = take_root(one, &work, marginal, levels, error);
    release(&work);
    return status;
}
