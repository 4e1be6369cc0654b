/* reliability_items.c: Welford's update for all pairs of items. */
#include <utfall/reliability_items.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Of each ordered pair (i, j), at i * items + j: how many answered both, the mean of i among them,
 * and at i >= j the sum of products of deviations. With complete answers the counts and the means
 * do not differ between pairs, and only column 0 of them is kept. */
struct uf_item_covariance {
    size_t items;
    uf_items_missing missing;
    double people;
    double *origin; /* an answer to each item, which the means are counted from: NaN before one */
    double *count, *mean, *product;
    double *out_mean, *out_covariance; /* what uf_item_covariance_spread hands out */
    double *answer;                    /* of the person in hand, from the origin */
};

uf_status uf_item_covariance_new(uf_item_covariance **covariance, size_t items,
                                 uf_items_missing missing, uf_error *error)
{
    *covariance = NULL;
    if (items == 0 || items > UF_RELIABILITY_ITEMS_MAX)
        return uf_error_set(error, UF_EINVAL, __func__, "no items, or too many", UF_NO_INDEX,
                            (double)items);
    uf_item_covariance *c = calloc(1, sizeof *c);
    if (c == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    const size_t pairs = items * items, own = missing == UF_ITEMS_PAIRWISE ? pairs : items;
    c->items = items;
    c->missing = missing;
    c->origin = calloc(items, sizeof *c->origin);
    c->count = calloc(own, sizeof *c->count);
    c->mean = calloc(own, sizeof *c->mean);
    c->product = calloc(pairs, sizeof *c->product);
    c->out_mean = calloc(items, sizeof *c->out_mean);
    c->out_covariance = calloc(pairs, sizeof *c->out_covariance);
    c->answer = calloc(items, sizeof *c->answer);
    if (c->origin == NULL || c->count == NULL || c->mean == NULL || c->product == NULL ||
        c->out_mean == NULL || c->out_covariance == NULL || c->answer == NULL) {
        uf_item_covariance_free(c);
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    }
    for (size_t i = 0; i < items; i++)
        c->origin[i] = NAN;
    *covariance = c;
    return UF_OK;
}

void uf_item_covariance_free(uf_item_covariance *covariance)
{
    if (covariance == NULL)
        return;
    free(covariance->origin);
    free(covariance->count);
    free(covariance->mean);
    free(covariance->product);
    free(covariance->out_mean);
    free(covariance->out_covariance);
    free(covariance->answer);
    free(covariance);
}

/* ---- One person more ---- */

static void push_complete(uf_item_covariance *c)
{
    for (size_t i = 0; i < c->items; i++) {
        if (isnan(c->answer[i]))
            return;
    }
    const double n = ++c->count[0], share = (n - 1) / n;
    for (size_t i = 0; i < c->items; i++) {
        c->answer[i] -= c->mean[i];
        const double weighted = share * c->answer[i];
        for (size_t j = 0; j <= i; j++)
            c->product[i * c->items + j] += weighted * c->answer[j];
        c->mean[i] += c->answer[i] / n;
    }
}

static void push_pairs(uf_item_covariance *c)
{
    for (size_t i = 0; i < c->items; i++) {
        for (size_t j = 0; j <= i; j++) {
            if (isnan(c->answer[i]) || isnan(c->answer[j]))
                continue;
            const size_t here = i * c->items + j, mirror = j * c->items + i;
            const double n = ++c->count[here];
            const double gap_i = c->answer[i] - c->mean[here];
            const double gap_j = c->answer[j] - c->mean[mirror];
            c->product[here] += (n - 1) / n * gap_i * gap_j;
            c->mean[here] += gap_i / n;
            if (mirror != here)
                c->mean[mirror] += gap_j / n;
        }
    }
}

void uf_item_covariance_push(uf_item_covariance *covariance, const double *answers)
{
    covariance->people++;
    for (size_t i = 0; i < covariance->items; i++) {
        if (isnan(covariance->origin[i]))
            covariance->origin[i] = answers[i];
        covariance->answer[i] = answers[i] - covariance->origin[i];
    }
    if (covariance->missing == UF_ITEMS_COMPLETE)
        push_complete(covariance);
    else
        push_pairs(covariance);
}

/* ---- What there is ---- */

uf_item_spread uf_item_covariance_spread(uf_item_covariance *c)
{
    const bool pairwise = c->missing == UF_ITEMS_PAIRWISE;
    double fewest = c->count[0];
    for (size_t i = 0; i < c->items; i++) {
        for (size_t j = 0; j <= i; j++) {
            const size_t here = i * c->items + j;
            const double n = pairwise ? c->count[here] : c->count[0];
            const double value = n > 1 ? c->product[here] / (n - 1) : NAN;
            c->out_covariance[here] = c->out_covariance[j * c->items + i] = value;
            fewest = fmin(fewest, n);
        }
        const size_t own = pairwise ? i * c->items + i : i;
        const double n = pairwise ? c->count[own] : c->count[0];
        c->out_mean[i] = n > 0 ? c->origin[i] + c->mean[own] : NAN;
    }
    return (uf_item_spread){
        .items = c->items,
        .missing = c->missing,
        .people = c->people,
        .n = fewest,
        .mean = c->out_mean,
        .covariance = c->out_covariance,
    };
}
