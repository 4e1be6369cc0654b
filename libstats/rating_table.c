/* rating_table.c: iterative proportional fitting of a symmetric table to a marginal and to sums
 * over three bands: the diagonal, its neighbours, the rest. */
#include <utfall/rating_table.h>

#include <math.h>

enum { BANDS = 3, PASSES = 4000, MARGIN_PASSES = 500 };

static const double still = 1e-12;    /* a pass that moves no band by more ends the fitting   */
static const double least = 1e-12;    /* of a band: an empty one could never be filled again  */
static const double balanced = 1e-13; /* how far a row may be from its marginal              */

/* The table while it is fitted. */
struct fit {
    double *joint;
    size_t levels;
    double marginal[UF_RATING_LEVELS_MAX]; /* sums to 1 */
    double asked[BANDS], sum[BANDS];
};

bool uf_agreement_reached(const uf_agreement *asked, const uf_agreement *reached)
{
    return fabs(asked->exact - reached->exact) <= UF_AGREEMENT_TOLERANCE &&
           fabs(asked->within_one - reached->within_one) <= UF_AGREEMENT_TOLERANCE;
}

static size_t apart(size_t i, size_t j)
{
    return i > j ? i - j : j - i;
}

static size_t band(size_t i, size_t j)
{
    const size_t distance = apart(i, j);
    return distance < BANDS ? distance : BANDS - 1;
}

static uf_status check(const double *marginal, size_t levels, const uf_agreement *asked,
                       uf_error *error)
{
    static const char function[] = "uf_rating_table";
    if (levels == 0 || levels > UF_RATING_LEVELS_MAX)
        return uf_error_set(error, UF_EINVAL, function, "no levels, or more than 101", UF_NO_INDEX,
                            (double)levels);
    if (!(asked->exact >= 0 && asked->exact <= asked->within_one && asked->within_one <= 1))
        return uf_error_set(error, UF_EINVAL, function,
                            "agreement is not 0 <= exact <= within one step <= 1", UF_NO_INDEX,
                            asked->exact);
    double sum = 0;
    for (size_t i = 0; i < levels; i++) {
        if (!(marginal[i] >= 0 && isfinite(marginal[i])))
            return uf_error_set(error, UF_EINVAL, function, "a marginal is negative or not finite",
                                i, marginal[i]);
        sum += marginal[i];
    }
    if (!(sum > 0 && isfinite(sum)))
        return uf_error_set(error, UF_EDATA, function, "no ratings", UF_NO_INDEX, sum);
    return UF_OK;
}

static void begin(struct fit *fit, const double *marginal)
{
    double all = 0;
    for (size_t i = 0; i < fit->levels; i++)
        all += marginal[i];
    for (size_t i = 0; i < fit->levels; i++)
        fit->marginal[i] = marginal[i] / all;
    for (size_t i = 0; i < fit->levels; i++)
        for (size_t j = 0; j < fit->levels; j++)
            fit->joint[i * fit->levels + j] =
                marginal[i] > 0 && marginal[j] > 0 ? (double)(fit->levels - apart(i, j)) : 0;
}

static void add_bands(struct fit *fit)
{
    for (size_t b = 0; b < BANDS; b++)
        fit->sum[b] = 0;
    for (size_t i = 0; i < fit->levels; i++)
        for (size_t j = 0; j < fit->levels; j++)
            fit->sum[band(i, j)] += fit->joint[i * fit->levels + j];
}

/* What each band is to sum to, a band that has no cell giving its part to its neighbour further
 * from the diagonal, else to the one nearer, the diagonal being the last resort. */
static void ask(struct fit *fit, const uf_agreement *asked)
{
    const double shares[BANDS] = { asked->exact, asked->within_one - asked->exact,
                                   1 - asked->within_one };
    static const size_t heirs[BANDS][BANDS] = { { 0, 1, 2 }, { 1, 2, 0 }, { 2, 1, 0 } };
    double all = 0;
    for (size_t b = 0; b < BANDS; b++)
        fit->asked[b] = 0;
    for (size_t b = 0; b < BANDS; b++) {
        size_t h = 0;
        while (!(fit->sum[heirs[b][h]] > 0)) /* the diagonal always has a cell */
            h++;
        fit->asked[heirs[b][h]] += shares[b];
    }
    for (size_t b = 0; b < BANDS; b++) {
        if (fit->sum[b] > 0)
            fit->asked[b] = fmax(fit->asked[b], least);
        all += fit->asked[b];
    }
    for (size_t b = 0; b < BANDS; b++)
        fit->asked[b] /= all;
}

static void scale_bands(struct fit *fit)
{
    for (size_t i = 0; i < fit->levels; i++)
        for (size_t j = 0; j < fit->levels; j++) {
            const size_t b = band(i, j);
            if (fit->sum[b] > 0)
                fit->joint[i * fit->levels + j] *= fit->asked[b] / fit->sum[b];
        }
}

/* Multiply row and column i by the same factor, for each i, so that the table stays symmetric.
 * Returns how far a row was from its marginal. */
static double scale_margins(struct fit *fit)
{
    double factor[UF_RATING_LEVELS_MAX], furthest = 0;
    for (size_t i = 0; i < fit->levels; i++) {
        double row = 0;
        for (size_t j = 0; j < fit->levels; j++)
            row += fit->joint[i * fit->levels + j];
        factor[i] = row > 0 ? sqrt(fit->marginal[i] / row) : 0;
        furthest = fmax(furthest, fabs(row - fit->marginal[i]));
    }
    for (size_t i = 0; i < fit->levels; i++)
        for (size_t j = 0; j < fit->levels; j++)
            fit->joint[i * fit->levels + j] *= factor[i] * factor[j];
    return furthest;
}

static void scale_to_marginal(struct fit *fit)
{
    for (size_t pass = 0; pass < MARGIN_PASSES; pass++)
        if (scale_margins(fit) < balanced)
            return;
}

uf_status uf_rating_table(double *joint, uf_agreement *reached, const double *marginal,
                          size_t levels, const uf_agreement *asked, uf_error *error)
{
    uf_status status = check(marginal, levels, asked, error);
    if (status != UF_OK)
        return status;
    struct fit fit = { .levels = levels };
    fit.joint = joint;
    begin(&fit, marginal);
    add_bands(&fit);
    ask(&fit, asked);
    double moved = 1;
    for (size_t pass = 0; pass < PASSES && moved > still; pass++) {
        double before[BANDS];
        for (size_t b = 0; b < BANDS; b++)
            before[b] = fit.sum[b];
        scale_bands(&fit);
        scale_to_marginal(&fit);
        add_bands(&fit);
        moved = 0;
        for (size_t b = 0; b < BANDS; b++)
            moved = fmax(moved, fabs(fit.sum[b] - before[b]));
    }
    reached->exact = fit.sum[0];
    reached->within_one = fit.sum[0] + fit.sum[1];
    return UF_OK;
}
