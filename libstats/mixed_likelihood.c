/* mixed_likelihood.c: effects swept out of the sums, from person to school, and then the
 * coefficients. */
#include "mixed_likelihood.h"

#include <math.h>
#include <stdlib.h>

uf_mixed_layout uf_mixed_layout_of(unsigned terms)
{
    uf_mixed_layout l = { 0,
                          UF_NO_PARAMETER,
                          UF_NO_PARAMETER,
                          UF_NO_PARAMETER,
                          UF_NO_PARAMETER,
                          UF_NO_PARAMETER,
                          UF_NO_PARAMETER,
                          UF_NO_PARAMETER };
    if ((terms & UF_MIXED_PERSON) != 0)
        l.person = l.count++;
    if ((terms & UF_MIXED_SLOPE) != 0) {
        l.covariance = l.count++;
        l.slope = l.count++;
    }
    if ((terms & UF_MIXED_AR1) != 0)
        l.rho = l.count++;
    if ((terms & UF_MIXED_CLASS_WAVE) != 0)
        l.class_wave = l.count++;
    if ((terms & UF_MIXED_CLASS) != 0)
        l.class_level = l.count++;
    if ((terms & UF_MIXED_SCHOOL) != 0)
        l.school = l.count++;
    return l;
}

uf_status uf_mixed_likelihood_init(uf_mixed_likelihood *l, const uf_mixed_statistics *s,
                                   bool restricted)
{
    *l = (uf_mixed_likelihood){ .s = s,
                                .layout = uf_mixed_layout_of(s->terms),
                                .restricted = restricted };
    size_t shapes = s->pattern_count + s->gap_count;
    bool school = (s->terms & UF_MIXED_SCHOOL) != 0;
    l->coefficient = calloc(1 + 3 * shapes, sizeof *l->coefficient);
    return l->coefficient != NULL && uf_jet_matrix_init(&l->cross, s->p + 1) == UF_OK &&
                   uf_jet_matrix_init(&l->group, s->d) == UF_OK &&
                   uf_jet_matrix_init(&l->school, s->p + 1 + school) == UF_OK &&
                   uf_jet_matrix_init(&l->swept, s->p + 1) == UF_OK
               ? UF_OK
               : UF_ENOMEM;
}

void uf_mixed_likelihood_release(uf_mixed_likelihood *l)
{
    uf_jet_matrix_release(&l->cross);
    uf_jet_matrix_release(&l->group);
    uf_jet_matrix_release(&l->school);
    uf_jet_matrix_release(&l->swept);
    free(l->coefficient);
}

double uf_mixed_likelihood_df(const uf_mixed_likelihood *l)
{
    return (double)l->s->n - (l->restricted ? (double)l->s->p : 0);
}

static void add_log(uf_jet *sum, const uf_jet *a, double times, size_t k)
{
    uf_jet log_a = uf_jet_log(a, k), part = uf_jet_scale(&log_a, times, k);
    *sum = uf_jet_add(sum, &part, k);
}

/* H = I + B G B' for level and slope: its elements and determinant are sums of gamma times
 * constants, but for det G. */
static uf_jet combination(const uf_mixed_layout *layout, const double *gamma, double one,
                          double level, double covariance, double slope, size_t k)
{
    uf_jet sum = uf_jet_constant(one + level * gamma[layout->person]);
    if (k > 0)
        sum.first[layout->person] = level;
    if (layout->slope == UF_NO_PARAMETER)
        return sum;
    sum.value += covariance * gamma[layout->covariance] + slope * gamma[layout->slope];
    if (k > 0) {
        sum.first[layout->covariance] = covariance;
        sum.first[layout->slope] = slope;
    }
    return sum;
}

static uf_jet determinant(const uf_mixed_layout *layout, const double *gamma, size_t k)
{
    uf_jet level = uf_jet_parameter(gamma[layout->person], layout->person, k);
    uf_jet slope = uf_jet_parameter(gamma[layout->slope], layout->slope, k);
    uf_jet covariance = uf_jet_parameter(gamma[layout->covariance], layout->covariance, k);
    uf_jet minus = uf_jet_scale(&covariance, -1, k);
    uf_jet product = uf_jet_multiply(&level, &slope, k);
    uf_jet square = uf_jet_multiply(&covariance, &minus, k);
    return uf_jet_add(&product, &square, k);
}

/* The elements of H^-1 for a pattern, and log|H| for each of its persons. */
static void pattern_coefficients(uf_mixed_likelihood *l, const uf_mixed_pattern *pattern,
                                 uf_jet *element, const double *gamma, size_t k)
{
    const uf_mixed_layout *layout = &l->layout;
    double b00 = pattern->b00, b01 = pattern->b01, b11 = pattern->b11;
    uf_jet h00 = combination(layout, gamma, 1, b00 * b00, 2 * b00 * b01, b01 * b01, k);
    uf_jet one = uf_jet_constant(1);
    if (pattern->rank == 1) {
        element[0] = uf_jet_divide(&one, &h00, k);
        add_log(&l->log_det, &h00, pattern->persons, k);
        return;
    }
    uf_jet h01 = combination(layout, gamma, 0, 0, -b00 * b11, -b01 * b11, k);
    uf_jet h11 = combination(layout, gamma, 1, 0, 0, b11 * b11, k);
    /* |H| = 1 + tr BGB' + |B|^2 |G|: nothing cancels that G has not cancelled. */
    uf_jet det = determinant(layout, gamma, k);
    det = uf_jet_scale(&det, b00 * b11 * (b00 * b11), k);
    uf_jet trace = uf_jet_add(&h00, &h11, k);
    trace.value -= 1;
    det = uf_jet_add(&det, &trace, k);
    element[0] = uf_jet_divide(&h11, &det, k);
    element[1] = uf_jet_divide(&h01, &det, k);
    element[2] = uf_jet_divide(&h00, &det, k);
    add_log(&l->log_det, &det, pattern->persons, k);
}

/* 1/(1 - phi^2), 1/(1 + phi), (1 - phi)/(1 + phi) for phi = rho^distance. */
static void gap_coefficients(uf_mixed_likelihood *l, const uf_mixed_gap *gap, uf_jet *element,
                             double rho, size_t k)
{
    double d = gap->distance;
    uf_jet one = uf_jet_constant(1), base = uf_jet_parameter(rho, l->layout.rho, k);
    uf_jet phi = uf_jet_compose(&base, pow(rho, d), d * pow(rho, d - 1),
                                d > 1 ? d * (d - 1) * pow(rho, d - 2) : 0, k);
    uf_jet minus = uf_jet_scale(&phi, -1, k);
    uf_jet above = uf_jet_add(&one, &phi, k), below = uf_jet_add(&one, &minus, k);
    uf_jet product = uf_jet_multiply(&above, &below, k);
    element[0] = uf_jet_divide(&one, &product, k);
    element[1] = uf_jet_divide(&one, &above, k);
    element[2] = uf_jet_divide(&below, &above, k);
    add_log(&l->log_det, &product, gap->pairs, k);
}

static void find_coefficients(uf_mixed_likelihood *l, const double *gamma, size_t k)
{
    l->coefficient[0] = uf_jet_constant(1);
    for (size_t i = 0; i < l->s->pattern_count; i++)
        pattern_coefficients(l, &l->s->patterns[i], l->coefficient + 1 + 3 * i, gamma, k);
    for (size_t i = 0; i < l->s->gap_count; i++)
        gap_coefficients(l, &l->s->gaps[i], l->coefficient + 1 + 3 * i, gamma[l->layout.rho], k);
}

/* Sweep out effect z with variance ratio g: factor g/(1 + g m), log(1 + g m) for its diagonal m. */
static void absorb(uf_mixed_likelihood *l, uf_jet_matrix *sums, size_t z, size_t parameter,
                   double ratio, size_t k)
{
    uf_jet g = uf_jet_parameter(ratio, parameter, k), m = uf_jet_matrix_element(sums, z, z);
    if (!(m.value > 0))
        return; /* a wave that the class was not measured at */
    uf_jet one = uf_jet_constant(1), product = uf_jet_multiply(&g, &m, k);
    uf_jet inflated = uf_jet_add(&one, &product, k);
    uf_jet factor = uf_jet_divide(&g, &inflated, k);
    add_log(&l->log_det, &inflated, 1, k);
    uf_jet_matrix_sweep(sums, z, &factor);
}

static void absorb_school(uf_mixed_likelihood *l, const double *gamma, size_t k)
{
    absorb(l, &l->school, 0, l->layout.school, gamma[l->layout.school], k);
    uf_jet_matrix_add_corner(&l->cross, &l->school);
}

static void sum_group(uf_mixed_likelihood *l, const uf_mixed_group *group, const double *gamma,
                      size_t k)
{
    const uf_mixed_statistics *s = l->s;
    uf_jet_matrix_clear(&l->group, k);
    for (size_t i = group->first; i < group->first + group->count; i++)
        uf_jet_matrix_add(&l->group, s->matrices + i * s->d * s->d,
                          &l->coefficient[s->coefficients[i]]);
    for (size_t z = 0; z < s->waves; z++)
        absorb(l, &l->group, z, l->layout.class_wave, gamma[l->layout.class_wave], k);
    if (l->layout.class_level != UF_NO_PARAMETER)
        absorb(l, &l->group, s->waves, l->layout.class_level, gamma[l->layout.class_level], k);
}

void uf_mixed_likelihood_at(uf_mixed_likelihood *l, const double *gamma, bool derivatives)
{
    const uf_mixed_statistics *s = l->s;
    size_t k = derivatives ? l->layout.count : 0;
    bool schools = l->layout.school != UF_NO_PARAMETER;
    uf_jet_matrix_clear(&l->cross, k);
    l->log_det = uf_jet_constant(0);
    find_coefficients(l, gamma, k);
    for (size_t g = 0; g < s->group_count; g++) {
        bool first = g == 0 || s->groups[g].school != s->groups[g - 1].school;
        if (schools && first) {
            if (g > 0)
                absorb_school(l, gamma, k);
            uf_jet_matrix_clear(&l->school, k);
        }
        sum_group(l, &s->groups[g], gamma, k);
        uf_jet_matrix_add_corner(schools ? &l->school : &l->cross, &l->group);
    }
    if (schools)
        absorb_school(l, gamma, k);
}

uf_jet uf_mixed_likelihood_deviance(uf_mixed_likelihood *l, uf_jet *squares, uf_jet *log_det_q)
{
    const double two_pi = 6.283185307179586477;
    size_t k = l->cross.k, p = l->s->p;
    uf_jet one = uf_jet_constant(1), log_det = uf_jet_constant(0);
    uf_jet_matrix_clear(&l->swept, k);
    uf_jet_matrix_add_corner(&l->swept, &l->cross);
    for (size_t z = 0; z < p; z++) {
        uf_jet pivot = uf_jet_matrix_element(&l->swept, z, z);
        uf_jet factor = uf_jet_divide(&one, &pivot, k);
        add_log(&log_det, &pivot, 1, k);
        uf_jet_matrix_sweep(&l->swept, z, &factor);
    }
    uf_jet left = uf_jet_matrix_element(&l->swept, p, p);
    double df = uf_mixed_likelihood_df(l);
    uf_jet deviance = uf_jet_constant(df * (1 + log(two_pi / df)));
    deviance = uf_jet_add(&deviance, &l->log_det, k);
    add_log(&deviance, &left, df, k);
    if (l->restricted)
        deviance = uf_jet_add(&deviance, &log_det, k);
    if (squares != NULL)
        *squares = left;
    if (log_det_q != NULL)
        *log_det_q = log_det;
    return deviance;
}
