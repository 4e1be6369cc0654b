/* cluster_robust.c: sums over clusters of what each says, and the df of Bell & McCaffrey. */
#include <utfall/cluster_robust.h>

#include "cluster_adjust.h"
#include "least_squares.h"
#include "regression_state.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Rows in the order of their clusters, without those of weight 0. */
struct order {
    size_t *row;   /* n            */
    size_t *start; /* clusters + 1 */
    size_t used;   /* clusters with rows */
};

/* Sums over clusters. With s_g = (left_g, right_g) and B_gh = s_g'K s_h, K = [S -I; -I 0],
 * P_gh = [g = h] a_g'a_g + B_gh. */
struct sums {
    size_t p;
    double *meat;    /* p-by-p: of score score'                       */
    double *spread;  /* 2p-by-2p: of s s'                             */
    double trace;    /* of P                                          */
    double diagonal; /* of (a'a)^2 + 2 a'a B_gg                       */
    double alone;    /* largest part of k that one cluster alone knows */
};

/* What the passes need, and what is freed at the end. */
struct passes {
    const uf_regression *fit;
    uf_cluster_robust type;
    bool importance;
    struct order order;
    struct sums sums;
    uf_cluster_adjuster adjuster;
    uf_cluster_part part;
    double *root_weight; /* n, with mean square 1      */
    double *total;       /* p-by-p: S                  */
};

static void release(struct passes *s)
{
    free(s->order.row);
    free(s->order.start);
    free(s->sums.meat);
    free(s->sums.spread);
    uf_cluster_adjuster_release(&s->adjuster);
    free(s->part.score);
    free(s->part.left);
    free(s->part.right);
    free(s->root_weight);
    free(s->total);
}

static bool reserve(struct passes *s)
{
    size_t n = s->fit->n, p = s->fit->p;
    s->sums.p = p;
    s->order.row = calloc(n + 1, sizeof *s->order.row);
    s->order.start = calloc(s->fit->clusters + 2, sizeof *s->order.start);
    s->sums.meat = calloc(p * p + 1, sizeof *s->sums.meat);
    s->sums.spread = calloc(4 * p * p + 1, sizeof *s->sums.spread);
    s->part.score = calloc(p + 1, sizeof *s->part.score);
    s->part.left = calloc(p + 1, sizeof *s->part.left);
    s->part.right = calloc(p + 1, sizeof *s->part.right);
    s->root_weight = calloc(n + 1, sizeof *s->root_weight);
    s->total = calloc(p * p + 1, sizeof *s->total);
    return s->order.row != NULL && s->order.start != NULL && s->sums.meat != NULL &&
           s->sums.spread != NULL && s->part.score != NULL && s->part.left != NULL &&
           s->part.right != NULL && s->root_weight != NULL && s->total != NULL &&
           uf_cluster_adjuster_init(&s->adjuster, p) == UF_OK;
}

/* Counting sort: start[g] is where cluster g begins, its rows in their order. */
static void sort_rows(struct order *order, const uf_regression *fit)
{
    for (size_t i = 0; i < fit->n; i++)
        order->start[fit->cluster[i] + 2] += fit->root_weight[i] > 0;
    for (size_t g = 0; g < fit->clusters; g++) {
        order->used += order->start[g + 2] > 0;
        order->start[g + 2] += order->start[g + 1];
    }
    for (size_t i = 0; i < fit->n; i++) {
        if (fit->root_weight[i] > 0)
            order->row[order->start[fit->cluster[i] + 1]++] = i;
    }
}

/* Weights of mean 1, and S = sum of R'R, the identity unless weights are of importance. */
static void weigh(struct passes *s)
{
    const uf_regression *fit = s->fit;
    double unit = uf_length(fit->root_weight, fit->n) / sqrt((double)fit->n);
    for (size_t i = 0; i < fit->n; i++)
        s->root_weight[i] = s->importance ? fit->root_weight[i] / unit : 1;
    for (size_t j = 0; j < fit->p; j++)
        s->total[j * fit->p + j] = s->importance ? 0 : 1;
    for (size_t i = 0; s->importance && i < fit->n; i++) {
        double w = s->root_weight[i] * s->root_weight[i];
        const double *q = fit->squares.q + i * fit->p;
        for (size_t j = 0; j < fit->p; j++) {
            for (size_t l = 0; l < fit->p; l++)
                s->total[j * fit->p + l] += w * q[j] * q[l];
        }
    }
}

static uf_status check(const struct passes *s, const char *function, uf_error *error)
{
    const uf_regression *fit = s->fit;
    bool adjusted = s->type == UF_CR2 || s->type == UF_CR3;
    const char *reason = NULL;
    if (fit->cluster == NULL)
        reason = "the design has no clusters";
    else if (adjusted && fit->fixed && !fit->fixed_in_clusters)
        reason = "fixed effects that were swept out cross the clusters";
    else if (s->importance && fit->fixed)
        reason = "fixed effects were swept out under weights of importance";
    return reason == NULL ? UF_OK
                          : uf_error_set(error, UF_EINVAL, function, reason, UF_NO_INDEX, NAN);
}

/* y'K x for two vectors of 2p. */
static double between(const double *total, const uf_cluster_part *x, const uf_cluster_part *y,
                      size_t p)
{
    double sum = 0;
    for (size_t a = 0; a < p; a++) {
        sum -= x->left[a] * y->right[a] + x->right[a] * y->left[a];
        for (size_t b = 0; b < p; b++)
            sum += x->left[a] * total[a * p + b] * y->left[b];
    }
    return sum;
}

static double element(const uf_cluster_part *part, size_t i, size_t p)
{
    return i < p ? part->left[i] : part->right[i - p];
}

static void add(struct sums *sums, const uf_cluster_part *part, const double *total)
{
    size_t p = sums->p;
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++)
            sums->meat[i * p + j] += part->score[i] * part->score[j];
    }
    for (size_t i = 0; i < 2 * p; i++) {
        for (size_t j = 0; j < 2 * p; j++)
            sums->spread[i * 2 * p + j] += element(part, i, p) * element(part, j, p);
    }
    double own = between(total, part, part, p);
    sums->trace += part->square + own;
    sums->diagonal += part->square * (part->square + 2 * own);
    sums->alone = fmax(sums->alone, part->alone);
}

/* Sums over the clusters, about direction k. */
static uf_status run(struct passes *s, const double *k, const char *function, uf_error *error)
{
    const uf_regression *fit = s->fit;
    s->importance = s->type == UF_CR2 && fit->weighted == UF_WEIGHT_IMPORTANCE;
    uf_status status = check(s, function, error);
    if (status != UF_OK)
        return status;
    if (!reserve(s)) {
        uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
        return UF_ENOMEM;
    }
    sort_rows(&s->order, fit);
    weigh(s);
    for (size_t g = 0; g < fit->clusters; g++) {
        const uf_cluster_rows rows = { .row = s->order.row + s->order.start[g],
                                       .count = s->order.start[g + 1] - s->order.start[g],
                                       .p = fit->p,
                                       .q = fit->squares.q,
                                       .residual = fit->residual,
                                       .root_weight = s->root_weight };
        if (rows.count == 0)
            continue;
        status = s->importance
                     ? uf_cluster_adjust_importance(&s->part, &s->adjuster, &rows, k, s->total)
                     : uf_cluster_adjust(&s->part, &s->adjuster, &rows, k, s->type);
        if (status != UF_OK)
            return uf_error_set(error, status, function,
                                status == UF_ENOMEM ? "out of memory"
                                                    : "eigenvalues of a cluster were not found",
                                g, NAN);
        add(&s->sums, &s->part, s->total);
    }
    return UF_OK;
}

/* Trace of K S K S: the sum of B_gh^2 over all pairs of clusters. */
static double squared_products(const struct sums *sums, const double *total, double *product)
{
    size_t p = sums->p, m = 2 * p;
    const double *spread = sums->spread;
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            double sum = i < p ? -spread[(i + p) * m + j] : -spread[(i - p) * m + j];
            for (size_t b = 0; i < p && b < p; b++)
                sum += total[i * p + b] * spread[b * m + j];
            product[i * m + j] = sum;
        }
    }
    double trace = 0;
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++)
            trace += product[i * m + j] * product[j * m + i];
    }
    return trace;
}

/* NaN where nothing is left of the residuals that the contrast rests on. */
static uf_status satterthwaite(double *df, const struct passes *s, const char *function,
                               uf_error *error)
{
    size_t p = s->sums.p;
    double *product = calloc(4 * p * p, sizeof *product);
    if (product == NULL)
        return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
    double squares = s->sums.diagonal + squared_products(&s->sums, s->total, product);
    free(product);
    *df = s->sums.trace > UF_ALL_LEVERAGE && squares > 0 ? s->sums.trace * (s->sums.trace / squares)
                                                         : NAN;
    return UF_OK;
}

static double factor(const struct passes *s)
{
    double g = (double)s->order.used, n = s->fit->summary.units;
    switch (s->type) {
    case UF_CR1: return g / (g - 1);
    case UF_CR1S: return g / (g - 1) * ((n - 1) / s->fit->summary.df);
    case UF_CR0:
    case UF_CR2:
    case UF_CR3: break;
    }
    return 1;
}

static double quadratic(const double *meat, const double *k, size_t p)
{
    double sum = 0;
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++)
            sum += k[i] * meat[i * p + j] * k[j];
    }
    return sum;
}

static const char *method(uf_cluster_robust type)
{
    switch (type) {
    case UF_CR0: return "cr0";
    case UF_CR1: return "cr1";
    case UF_CR1S: return "cr1s";
    case UF_CR2: return "cr2-satterthwaite";
    case UF_CR3: return "cr3";
    }
    return "";
}

/* Of the squared length of a contrast, what is more than rounding. */
static const double noticeable = 1e-8;

/* Why there can be no inference, or NULL. */
static const char *obstacle(const struct passes *s, double std_error)
{
    if (s->order.used < 2)
        return "one cluster: nothing can be said of how clusters vary";
    if (s->sums.alone > noticeable)
        return "the contrast rests on one cluster: its own variation cannot be told from the "
               "effect";
    if (uf_regression_is_rounding(s->fit, std_error, 1))
        return "the residuals do not vary between clusters, but for rounding";
    return NULL;
}

static void infer(uf_effect *effect, const struct passes *s, double df, double std_error,
                  uf_alternative alternative, double level)
{
    if (!(df > 0)) {
        effect->note = "the degrees of freedom cannot be determined";
        return;
    }
    effect->std_error = std_error;
    effect->df = df;
    uf_regression_t(effect, alternative, level);
    /* Balanced designs have whole df, but for rounding. */
    if (s->type == UF_CR2 && df < UF_SATTERTHWAITE_FEW * (1 - 1e-9))
        effect->note = "under 4 degrees of freedom: the t approximation is poor";
}

uf_status uf_cluster_robust_contrast(uf_effect *effect, const uf_regression *fit,
                                     const double *contrast, uf_cluster_robust type,
                                     uf_alternative alternative, double level, uf_error *error)
{
    *effect = uf_effect_none(method(type));
    struct passes s = { .fit = fit, .type = type };
    double *k = NULL, k_length = 0;
    uf_status status =
        uf_regression_direct(&k, &k_length, effect, fit, contrast, level, __func__, error);
    for (size_t j = 0; status == UF_OK && j < fit->p; j++)
        k[j] /= k_length;
    if (status == UF_OK)
        status = run(&s, k, __func__, error);
    double df = (double)s.order.used - 1;
    if (status == UF_OK && type == UF_CR2)
        status = satterthwaite(&df, &s, __func__, error);
    if (status == UF_OK) {
        double std_error = sqrt(factor(&s) * quadratic(s.sums.meat, k, fit->p));
        const char *reason = obstacle(&s, std_error);
        if (reason != NULL)
            effect->note = reason;
        else
            infer(effect, &s, df, k_length * std_error, alternative, level);
    }
    release(&s);
    free(k);
    return status;
}

/* T meat T', the meat in the coordinates of the coefficients. */
static void bread(double *variance, const struct passes *s)
{
    size_t p = s->sums.p;
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++) {
            const double *ti = s->fit->squares.t + i * p, *tj = s->fit->squares.t + j * p;
            double sum = 0;
            for (size_t a = 0; a < p; a++) {
                for (size_t b = 0; b < p; b++)
                    sum += ti[a] * s->sums.meat[a * p + b] * tj[b];
            }
            variance[i * p + j] = factor(s) * sum;
        }
    }
}

static uf_status two_clusters(const struct passes *s, const char *function, uf_error *error)
{
    return s->order.used >= 2 ? UF_OK
                              : uf_error_set(error, UF_EDATA, function, "fewer than two clusters",
                                             UF_NO_INDEX, (double)s->order.used);
}

uf_status uf_cluster_robust_variance(double *variance, const uf_regression *fit,
                                     uf_cluster_robust type, uf_error *error)
{
    struct passes s = { .fit = fit, .type = type };
    double *k = calloc(fit->p + 1, sizeof *k);
    if (k == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    uf_status status = run(&s, k, __func__, error);
    if (status == UF_OK)
        status = two_clusters(&s, __func__, error);
    if (status == UF_OK)
        bread(variance, &s);
    release(&s);
    free(k);
    return status;
}

uf_status uf_cluster_robust_df(double *df, const uf_regression *fit, const double *contrast,
                               uf_error *error)
{
    uf_effect effect = uf_effect_none("");
    struct passes s = { .fit = fit, .type = UF_CR2 };
    double *k = NULL, k_length = 0;
    uf_status status =
        uf_regression_direct(&k, &k_length, &effect, fit, contrast, 0.5, __func__, error);
    for (size_t j = 0; status == UF_OK && j < fit->p; j++)
        k[j] /= k_length;
    if (status == UF_OK)
        status = run(&s, k, __func__, error);
    if (status == UF_OK)
        status = two_clusters(&s, __func__, error);
    if (status == UF_OK)
        status = satterthwaite(df, &s, __func__, error);
    release(&s);
    free(k);
    return status;
}
