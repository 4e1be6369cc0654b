/* mixed_statistics.c: orthonormal columns, least-squares residuals, and their sums by class. */
#include "mixed_statistics.h"

#include "mixed_entries.h"
#include "mixed_order.h"
#include "row_qr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/icc.h>

/* What is needed while the sums are made. */
struct work {
    uf_mixed_order order;
    uf_row_qr qr;
    uf_mixed_entries entries;
    double *residual; /* n                                       */
    double *rows;     /* of a person: largest number of rows by d */
    uint32_t *wave;   /* of the same rows                        */
    double *time;
};

static void release(struct work *w)
{
    uf_mixed_order_release(&w->order);
    uf_row_qr_release(&w->qr);
    uf_mixed_entries_release(&w->entries);
    free(w->residual);
    free(w->rows);
    free(w->wave);
    free(w->time);
}

static uf_status no_memory(const char *function, uf_error *error)
{
    return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
}

/* T and b from the triangle of [X y]; what is left of y is its last element. */
static uf_status orthonormal(uf_mixed_statistics *s, const uf_row_qr *qr, const char *function,
                             uf_error *error)
{
    size_t p = s->p, m = p + 1;
    double *x = calloc(p * p + 2 * p, sizeof *x);
    if (x == NULL)
        return no_memory(function, error);
    double *length = x + p * p, *y = length + p;
    for (size_t j = 0; j < p; j++) {
        y[j] = qr->r[j * m + p];
        s->log_det_x += 2 * log(fabs(qr->r[j * m + j]));
        for (size_t i = 0; i <= j; i++) {
            x[i * p + j] = qr->r[i * m + j];
            length[j] = hypot(length[j], x[i * p + j]);
        }
    }
    s->outcome_length = hypot(uf_length(y, p), qr->r[p * m + p]);
    uf_status status = uf_least_squares_factor(&s->x, x, length, p, p, function, error);
    if (status == UF_OK)
        uf_least_squares_solve(&s->x, s->b, y, y);
    free(x);
    return status;
}

static uf_status least_squares(uf_mixed_statistics *s, struct work *w, const uf_design *design,
                               const char *function, uf_error *error)
{
    size_t n = s->n, p = s->p;
    if (uf_row_qr_init(&w->qr, p + 1) != UF_OK)
        return no_memory(function, error);
    for (size_t i = 0; i < n; i++) {
        double *row = uf_row_qr_next(&w->qr);
        memcpy(row, design->x + i * p, p * sizeof *row);
        row[p] = design->y[i];
    }
    uf_row_qr_finish(&w->qr);
    uf_status status = orthonormal(s, &w->qr, function, error);
    double squares = 0;
    for (size_t i = 0; status == UF_OK && i < n; i++) {
        double left = design->y[i];
        for (size_t j = 0; j < p; j++)
            left -= design->x[i * p + j] * s->b[j];
        w->residual[i] = left;
        squares += left * left;
    }
    s->residual_length = sqrt(squares);
    if (status == UF_OK && !(isfinite(squares) && isfinite(s->outcome_length)))
        status = uf_error_set(error, UF_ENUMERIC, function, "products of the numbers overflow",
                              UF_NO_INDEX, squares);
    return status;
}

/* Mean and spread of all times: slopes are on that scale while they are sought. */
static void scale_times(uf_mixed_statistics *s, const double *time)
{
    s->time_scale = 1;
    if ((s->terms & UF_MIXED_SLOPE) == 0)
        return;
    uf_moments m;
    uf_moments_init(&m);
    for (size_t i = 0; i < s->n; i++)
        uf_moments_push(&m, time[i]);
    double sd = uf_moments_sd(&m);
    s->time_mean = m.mean;
    if (sd > 0 && isfinite(sd))
        s->time_scale = sd;
}

/* The row vector a of one row. */
static void fill_row(double *restrict a, const uf_mixed_statistics *s, const uf_mixed_data *data,
                     size_t row, double residual)
{
    size_t p = s->p;
    const double *x = data->design->x + row * p;
    double *q = a + s->effects;
    memset(a, 0, s->d * sizeof *a);
    if (s->waves > 0)
        a[data->wave[row]] = 1;
    for (size_t e = s->waves; e < s->effects; e++)
        a[e] = 1;
    for (size_t j = 0; j < p; j++) {
        const double *t = s->x.t + j * p;
        double x_j = x[j];
        if (x_j == 0)
            continue; /* most of an indicator's rows */
        for (size_t l = 0; l < p; l++)
            q[l] += x_j * t[l];
    }
    q[p] = residual;
}

static bool add_person(struct work *w, const uf_mixed_statistics *s, const uf_mixed_data *data,
                       size_t person)
{
    const uf_mixed_order *o = &w->order;
    size_t first = o->person_start[person], count = o->person_start[person + 1] - first;
    for (size_t i = 0; i < count; i++) {
        size_t row = o->row[first + i];
        fill_row(w->rows + i * s->d, s, data, row, w->residual[row]);
        if ((s->terms & UF_MIXED_AR1) != 0)
            w->wave[i] = data->wave[row];
        if ((s->terms & UF_MIXED_SLOPE) != 0)
            w->time[i] = (data->time[row] - s->time_mean) / s->time_scale;
    }
    const uf_mixed_person made = {
        .rows = w->rows, .count = count, .wave = w->wave, .time = w->time
    };
    return uf_mixed_entries_add(&w->entries, &made);
}

static bool reserve(uf_mixed_statistics *s, struct work *w)
{
    size_t largest = 1;
    for (size_t i = 0; i < w->order.persons; i++) {
        size_t count = w->order.person_start[i + 1] - w->order.person_start[i];
        largest = count > largest ? count : largest;
    }
    if (s->d > SIZE_MAX / sizeof(double) / largest)
        return false;
    w->rows = calloc(largest * s->d, sizeof *w->rows);
    w->wave = calloc(largest, sizeof *w->wave);
    w->time = calloc(largest, sizeof *w->time);
    s->groups = calloc(w->order.groups, sizeof *s->groups);
    return w->rows != NULL && w->wave != NULL && w->time != NULL && s->groups != NULL &&
           uf_mixed_entries_init(&w->entries, s);
}

static uf_status sum_up(uf_mixed_statistics *s, struct work *w, const uf_mixed_data *data,
                        const char *function, uf_error *error)
{
    const uf_mixed_order *o = &w->order;
    bool made = reserve(s, w);
    for (size_t g = 0; made && g < o->groups; g++) {
        size_t row = o->row[o->person_start[o->group_start[g]]];
        bool school = (s->terms & UF_MIXED_SCHOOL) != 0;
        uf_mixed_entries_group(&w->entries, school ? data->school[row] : 0);
        for (size_t i = o->group_start[g]; made && i < o->group_start[g + 1]; i++)
            made = add_person(w, s, data, i);
    }
    return made ? UF_OK : no_memory(function, error);
}

/* How many groups have rows, and the share of the residuals' variance that is between them: one-way
 * analysis of variance, at least 0. Codes may be NULL: nothing is done. */
static bool anova(double *share, size_t *used, const struct work *w, const uint32_t *outer,
                  const uint32_t *inner, size_t outer_limit, size_t inner_limit)
{
    if (outer == NULL)
        return true;
    if (inner_limit > 0 && outer_limit > SIZE_MAX / sizeof(uf_moments) / inner_limit)
        return false;
    size_t count = outer_limit * (inner != NULL ? inner_limit : 1);
    uf_moments *groups = calloc(count, sizeof *groups);
    if (groups == NULL)
        return false;
    for (size_t g = 0; g < count; g++)
        uf_moments_init(&groups[g]);
    for (size_t i = 0; i < w->order.n; i++) {
        size_t g = inner != NULL ? outer[i] * inner_limit + inner[i] : outer[i];
        uf_moments_push(&groups[g], w->residual[i]);
    }
    uf_icc icc;
    uf_icc_anova(&icc, groups, count);
    *share = icc.rho > 0 ? icc.rho : 0;
    if (used != NULL)
        *used = icc.clusters;
    free(groups);
    return true;
}

static uf_status shares(uf_mixed_statistics *s, const struct work *w, const uf_mixed_data *data,
                        const char *function, uf_error *error)
{
    bool classes = (s->terms & (UF_MIXED_CLASS | UF_MIXED_CLASS_WAVE)) != 0;
    bool persons = (s->terms & (UF_MIXED_PERSON | UF_MIXED_AR1)) != 0;
    bool schools = (s->terms & UF_MIXED_SCHOOL) != 0;
    const uint32_t *class_code = classes ? data->class_code : NULL;
    bool made =
        anova(&s->between, &s->persons, w, persons ? data->person : NULL, NULL, data->persons, 0) &&
        anova(&s->class_share, &s->classes, w, class_code, NULL, data->classes, 0) &&
        anova(&s->school_share, &s->schools, w, schools ? data->school : NULL, NULL, data->schools,
              0) &&
        (s->waves == 0 ||
         anova(&s->class_wave_share, NULL, w, class_code, data->wave, data->classes, data->waves));
    return made ? UF_OK : no_memory(function, error);
}

uf_status uf_mixed_statistics_init(uf_mixed_statistics *s, const uf_mixed_data *data,
                                   unsigned terms, const char *function, uf_error *error)
{
    *s = (uf_mixed_statistics){ .terms = terms, .n = data->design->n, .p = data->design->p };
    struct work w = { .residual = NULL };
    uf_status status = uf_mixed_order_init(&w.order, data, terms, function, error);
    if (status == UF_OK && s->n <= s->p)
        status = uf_error_set(error, UF_EDATA, function, "no more rows than coefficients",
                              UF_NO_INDEX, (double)s->n);
    if (status == UF_OK) {
        s->waves = (terms & UF_MIXED_CLASS_WAVE) != 0 ? data->waves : 0;
        s->effects = s->waves + ((terms & UF_MIXED_CLASS) != 0) + ((terms & UF_MIXED_SCHOOL) != 0);
        s->d = s->effects + s->p + 1;
        s->b = calloc(s->p, sizeof *s->b);
        w.residual = calloc(s->n, sizeof *w.residual);
        if (s->b == NULL || w.residual == NULL || s->d > SIZE_MAX / sizeof(double) / s->d)
            status = no_memory(function, error);
    }
    if (status == UF_OK)
        status = least_squares(s, &w, data->design, function, error);
    if (status == UF_OK) {
        scale_times(s, data->time);
        status = sum_up(s, &w, data, function, error);
    }
    if (status == UF_OK)
        status = shares(s, &w, data, function, error);
    release(&w);
    return status;
}

void uf_mixed_statistics_release(uf_mixed_statistics *s)
{
    uf_least_squares_release(&s->x);
    free(s->b);
    free(s->groups);
    free(s->coefficients);
    free(s->matrices);
    free(s->patterns);
    free(s->gaps);
    *s = (uf_mixed_statistics){ .n = 0 };
}
