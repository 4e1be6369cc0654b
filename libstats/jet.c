/* jet.c: rules of differentiation, layer by layer. */
#include "jet.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

uf_jet uf_jet_constant(double value)
{
    return (uf_jet){ .value = value };
}

uf_jet uf_jet_parameter(double value, size_t i, size_t k)
{
    uf_jet jet = { .value = value };
    if (i < k)
        jet.first[i] = 1;
    return jet;
}

uf_jet uf_jet_scale(const uf_jet *a, double factor, size_t k)
{
    return uf_jet_compose(a, factor * a->value, factor, 0, k);
}

uf_jet uf_jet_add(const uf_jet *a, const uf_jet *b, size_t k)
{
    uf_jet sum = { .value = a->value + b->value };
    for (size_t i = 0; i < k; i++) {
        sum.first[i] = a->first[i] + b->first[i];
        for (size_t j = 0; j < k; j++)
            sum.second[i][j] = a->second[i][j] + b->second[i][j];
    }
    return sum;
}

uf_jet uf_jet_multiply(const uf_jet *a, const uf_jet *b, size_t k)
{
    uf_jet product = { .value = a->value * b->value };
    for (size_t i = 0; i < k; i++) {
        product.first[i] = a->first[i] * b->value + a->value * b->first[i];
        for (size_t j = 0; j < k; j++)
            product.second[i][j] = a->second[i][j] * b->value + a->value * b->second[i][j] +
                                   a->first[i] * b->first[j] + a->first[j] * b->first[i];
    }
    return product;
}

uf_jet uf_jet_divide(const uf_jet *a, const uf_jet *b, size_t k)
{
    double inverse = 1 / b->value;
    uf_jet reciprocal =
        uf_jet_compose(b, inverse, -inverse * inverse, 2 * inverse * inverse * inverse, k);
    return uf_jet_multiply(a, &reciprocal, k);
}

uf_jet uf_jet_compose(const uf_jet *a, double f, double df, double ddf, size_t k)
{
    uf_jet result = { .value = f };
    for (size_t i = 0; i < k; i++) {
        result.first[i] = df * a->first[i];
        for (size_t j = 0; j < k; j++)
            result.second[i][j] = df * a->second[i][j] + ddf * a->first[i] * a->first[j];
    }
    return result;
}

uf_jet uf_jet_log(const uf_jet *a, size_t k)
{
    double inverse = 1 / a->value;
    return uf_jet_compose(a, log(a->value), inverse, -inverse * inverse, k);
}

static size_t layer_count(size_t k)
{
    return 1 + k + k * (k + 1) / 2;
}

/* The number of the layer of d2/didj. */
static size_t second_layer(size_t k, size_t i, size_t j)
{
    size_t low = i < j ? i : j, high = i < j ? j : i;
    return 1 + k + high * (high + 1) / 2 + low;
}

uf_status uf_jet_matrix_init(uf_jet_matrix *m, size_t d)
{
    *m = (uf_jet_matrix){ .d = d };
    size_t layers = layer_count(UF_JET_PARAMETERS);
    if (d == 0 || d > SIZE_MAX / sizeof(double) / layers / d)
        return UF_ENOMEM;
    m->layers = calloc(layers * d * d, sizeof *m->layers);
    return m->layers != NULL ? UF_OK : UF_ENOMEM;
}

void uf_jet_matrix_release(uf_jet_matrix *m)
{
    free(m->layers);
    *m = (uf_jet_matrix){ .d = 0 };
}

void uf_jet_matrix_clear(uf_jet_matrix *m, size_t k)
{
    m->k = k;
    memset(m->layers, 0, layer_count(k) * m->d * m->d * sizeof *m->layers);
}

static double *layer(const uf_jet_matrix *m, size_t number)
{
    return m->layers + number * m->d * m->d;
}

const double *uf_jet_matrix_value(const uf_jet_matrix *m)
{
    return m->layers;
}

const double *uf_jet_matrix_first(const uf_jet_matrix *m, size_t i)
{
    return layer(m, 1 + i);
}

const double *uf_jet_matrix_second(const uf_jet_matrix *m, size_t i, size_t j)
{
    return layer(m, second_layer(m->k, i, j));
}

static void add_layer(double *to, const double *b, double factor, size_t d)
{
    for (size_t r = 0; factor != 0 && r < d; r++) {
        for (size_t c = r; c < d; c++)
            to[r * d + c] += factor * b[r * d + c];
    }
}

void uf_jet_matrix_add(uf_jet_matrix *m, const double *b, const uf_jet *factor)
{
    add_layer(m->layers, b, factor->value, m->d);
    for (size_t i = 0; i < m->k; i++) {
        add_layer(layer(m, 1 + i), b, factor->first[i], m->d);
        for (size_t j = 0; j <= i; j++)
            add_layer(layer(m, second_layer(m->k, i, j)), b, factor->second[i][j], m->d);
    }
}

void uf_jet_matrix_add_corner(uf_jet_matrix *m, const uf_jet_matrix *other)
{
    size_t d = m->d, skip = other->d - d;
    for (size_t number = 0; number < layer_count(m->k); number++) {
        double *to = layer(m, number);
        const double *from = layer(other, number);
        for (size_t r = 0; r < d; r++) {
            for (size_t c = r; c < d; c++)
                to[r * d + c] += from[(r + skip) * other->d + c + skip];
        }
    }
}

uf_jet uf_jet_matrix_element(const uf_jet_matrix *m, size_t row, size_t column)
{
    size_t at = row * m->d + column;
    uf_jet jet = { .value = m->layers[at] };
    for (size_t i = 0; i < m->k; i++) {
        jet.first[i] = uf_jet_matrix_first(m, i)[at];
        for (size_t j = 0; j < m->k; j++)
            jet.second[i][j] = uf_jet_matrix_second(m, i, j)[at];
    }
    return jet;
}

/* One layer less a b' + b a' for a_c = sum of weight[t] from[t][c], b = v; in rows after z. */
static void subtract(double *to, size_t d, size_t z, const double *const *from,
                     const double *weight, size_t terms, const double *v)
{
    for (size_t r = z + 1; r < d; r++) {
        double a_r = 0;
        for (size_t t = 0; t < terms; t++)
            a_r += weight[t] * from[t][r];
        for (size_t c = r; c < d; c++) {
            double a_c = 0;
            for (size_t t = 0; t < terms; t++)
                a_c += weight[t] * from[t][c];
            to[r * d + c] -= a_r * v[c] + v[r] * a_c;
        }
    }
}

/* d2/didj of f v v' = w v' + v w' + f (v_i v_j' + v_j v_i'), w = f_ij v/2 + f_i v_j + f_j v_i
 * + f v_ij; likewise the first derivative, w = f_i v/2 + f v_i, and the value, w = f v/2. */
void uf_jet_matrix_sweep(uf_jet_matrix *m, size_t z, const uf_jet *f)
{
    size_t d = m->d, k = m->k;
    const double *v = m->layers + z * d;
    for (size_t i = 0; i < k; i++) {
        const double *v_i = uf_jet_matrix_first(m, i) + z * d;
        for (size_t j = 0; j <= i; j++) {
            const double *v_j = uf_jet_matrix_first(m, j) + z * d;
            double *to = layer(m, second_layer(k, i, j));
            const double *const w[] = { v, v_j, v_i, to + z * d };
            const double weight[] = { f->second[i][j] / 2, f->first[i], f->first[j], f->value };
            subtract(to, d, z, w, weight, 4, v);
            subtract(to, d, z, &v_i, &f->value, 1, v_j);
        }
    }
    for (size_t i = 0; i < k; i++) {
        double *to = layer(m, 1 + i);
        const double *const w[] = { v, to + z * d };
        const double weight[] = { f->first[i] / 2, f->value };
        subtract(to, d, z, w, weight, 2, v);
    }
    double half = f->value / 2;
    subtract(m->layers, d, z, &v, &half, 1, v);
}
