/* comoments.c: Welford's update for vectors, and its merge. */
#include <utfall/comoments.h>

#include <math.h>

/* What rounding leaves of a spread that is exactly 0: a part of the products that cancel, and of
 * the squared means whose differences they are made of. */
static const double product_noise = 1e-14, mean_noise = 1e-28;

void uf_comoments_init(uf_comoments *c, size_t variables)
{
    *c = (uf_comoments){ .variables = variables };
}

void uf_comoments_push(uf_comoments *c, const double *vector)
{
    uf_comoments one = { .variables = c->variables, .count = 1 };
    for (size_t i = 0; i < c->variables; i++)
        one.sum[i] = vector[i];
    uf_comoments_merge(c, &one);
}

void uf_comoments_merge(uf_comoments *c, const uf_comoments *other)
{
    if (!(other->count > 0))
        return;
    double gap[UF_COMOMENTS_MAX] = { 0 };
    if (c->count > 0) {
        for (size_t i = 0; i < c->variables; i++)
            gap[i] = other->sum[i] / other->count - c->sum[i] / c->count;
    }
    double weight = c->count * (other->count / (c->count + other->count));
    for (size_t i = 0; i < c->variables; i++) {
        c->sum[i] += other->sum[i];
        for (size_t j = 0; j < c->variables; j++)
            c->product[i][j] += other->product[i][j] + weight * gap[i] * gap[j];
    }
    c->count += other->count;
}

double uf_comoments_spread(const uf_comoments *c, const double *weights)
{
    double spread = 0, noise = 0;
    for (size_t i = 0; i < c->variables; i++) {
        double mean = c->count > 0 ? c->sum[i] / c->count : 0;
        noise += weights[i] * weights[i] *
                 (product_noise * c->product[i][i] + mean_noise * c->count * mean * mean);
        for (size_t j = 0; j < c->variables; j++)
            spread += weights[i] * weights[j] * c->product[i][j];
    }
    return spread > noise ? spread : 0;
}
