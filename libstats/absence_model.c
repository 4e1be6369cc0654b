/* absence_model.c: the distribution of lessons missed in a window, and the two searches for the
 * levels that give the prevalence and the intraclass correlation asked for. */
#include <utfall/absence_model.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_spline.h>

#include "root.h"

/* The grid of Y, and the order up to which the Hermite series is taken: correlations of schools are
 * far below 1, and r^60 is 0 to the last digit for r below 0.5. */
enum { POINTS = 257, ORDER = 60 };
#define Y_MOST 8.0

/* The grid of logit a on which p is computed. */
enum { KNOTS = 401 };
#define LOGIT_LOW (-16.0)

struct uf_absence_model {
    uf_absence_shape shape;
    double location, correlation;
    double logit_high;     /* of UF_ABSENCE_MOST */
    gsl_spline *over;      /* p by logit a       */
    double hermite[ORDER]; /* c_1 to c_ORDER     */
    double prevalence;     /* attained           */
};

/* ---- One pupil ---- */

void uf_absence_habit_init(uf_absence_habit *habit, double a, const uf_absence_shape *shape)
{
    if (a > UF_ABSENCE_MOST)
        a = UF_ABSENCE_MOST;
    const double share = (1 - shape->single) * a;
    double end = 1 / shape->spell_days;
    double start = end * share / (1 - share);
    if (start > 1) {
        start = 1;
        end = (1 - share) / share;
    }
    *habit = (uf_absence_habit){
        .share = share, .start = start, .end = end, .lesson = shape->single * a / (1 - share)
    };
}

/* P(k lessons missed so far), the last day being in a spell or not, for k up to `most`; what is
 * above most is in `above`, and never comes back. */
struct tally {
    double *in, *out, *next_in, *next_out;
    size_t most;
    double above;
    double missed[UF_ABSENCE_MAX_LESSONS + 1]; /* P(so many single lessons in a day) */
};

/* The binomial distribution of single lessons missed on a day out of spells. */
static void set_missed(struct tally *tally, unsigned lessons, double lesson)
{
    tally->missed[0] = 1;
    for (unsigned n = 1; n <= lessons; n++) {
        tally->missed[n] = tally->missed[n - 1] * lesson;
        for (unsigned k = n - 1; k > 0; k--)
            tally->missed[k] = tally->missed[k] * (1 - lesson) + tally->missed[k - 1] * lesson;
        tally->missed[0] *= 1 - lesson;
    }
}

static void add(struct tally *tally, double *to, size_t k, double probability)
{
    if (k > tally->most)
        tally->above += probability;
    else
        to[k] += probability;
}

/* One school day more. into_in and into_out: the probabilities that it is in a spell, given that
 * the day before was in one, and was not. */
static void step(struct tally *tally, unsigned lessons, double after_in, double after_out)
{
    for (size_t k = 0; k <= tally->most; k++)
        tally->next_in[k] = tally->next_out[k] = 0;
    for (size_t k = 0; k <= tally->most; k++) {
        const double in = tally->in[k] * after_in + tally->out[k] * after_out;
        const double out = tally->in[k] + tally->out[k] - in;
        add(tally, tally->next_in, k + lessons, in);
        for (unsigned j = 0; j <= lessons; j++)
            add(tally, tally->next_out, k + j, out * tally->missed[j]);
    }
    double *swap = tally->in;
    tally->in = tally->next_in;
    tally->next_in = swap;
    swap = tally->out;
    tally->out = tally->next_out;
    tally->next_out = swap;
}

/* Whether k of n lessons are over the limit. */
static bool is_over(size_t k, size_t n, uf_decimal limit)
{
    return uf_decimal_compare_share((uf_decimal){ (int64_t)k, 0 }, (uf_decimal){ (int64_t)n, 0 },
                                    limit) > 0;
}

/* The probability that more than the limit was missed of n lessons. */
static double over_of(const struct tally *tally, size_t n, uf_decimal limit)
{
    double sum = tally->above;
    for (size_t k = tally->most + 1; k-- > 0 && is_over(k, n, limit);)
        sum += tally->in[k] + tally->out[k];
    return sum;
}

static uf_status check_windows(const uf_absence_shape *shape, const uint32_t *days, size_t windows,
                               const char *function, uf_error *error)
{
    if (shape->lessons < 1 || shape->lessons > UF_ABSENCE_MAX_LESSONS)
        return uf_error_set(error, UF_EINVAL, function, "lessons are outside 1 to 24", UF_NO_INDEX,
                            shape->lessons);
    const double limit = uf_decimal_value(shape->limit);
    if (!(limit > 0 && limit < 1))
        return uf_error_set(error, UF_EINVAL, function, "limit is outside (0, 1)", UF_NO_INDEX,
                            limit);
    if (windows == 0)
        return uf_error_set(error, UF_EINVAL, function, "no window", UF_NO_INDEX, NAN);
    for (size_t w = 0; w < windows; w++)
        if (days[w] < 1 || days[w] > 4000 || (w > 0 && days[w] < days[w - 1]))
            return uf_error_set(error, UF_EINVAL, function, "window lengths do not ascend from 1",
                                w, days[w]);
    return UF_OK;
}

uf_status uf_absence_over(double *over, const uf_absence_habit *habit,
                          const uf_absence_shape *shape, const uint32_t *days, size_t windows,
                          uf_error *error)
{
    const uf_status status = check_windows(shape, days, windows, __func__, error);
    if (status != UF_OK)
        return status;
    const size_t lessons = shape->lessons;
    const size_t longest = days[windows - 1] * lessons;
    struct tally tally = { .most = longest };
    while (tally.most > 0 && is_over(tally.most, longest, shape->limit))
        tally.most--;
    double *memory = calloc(4 * (tally.most + 1), sizeof *memory);
    if (memory == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    tally.in = memory;
    tally.out = tally.in + tally.most + 1;
    tally.next_in = tally.out + tally.most + 1;
    tally.next_out = tally.next_in + tally.most + 1;
    set_missed(&tally, shape->lessons, habit->lesson);
    /* The day before the first: in a spell with the stationary probability. */
    tally.in[0] = habit->share;
    tally.out[0] = 1 - habit->share;
    size_t window = 0;
    for (uint32_t day = 1; window < windows; day++) {
        step(&tally, shape->lessons, 1 - habit->end, habit->start);
        for (; window < windows && days[window] == day; window++)
            over[window] = over_of(&tally, day * lessons, shape->limit);
    }
    free(memory);
    return UF_OK;
}

/* ---- All pupils ---- */

static double point(size_t i)
{
    return Y_MOST * (2.0 * (double)i / (POINTS - 1) - 1);
}

/* The weight of a point in an integral over the standard normal distribution. What lies beyond the
 * ends has no weight in doubles that add up to 1. */
static double weight(size_t i)
{
    const double y = point(i);
    const double height = exp(-y * y / 2) / (M_SQRT2 * M_SQRTPI);
    return height * (2 * Y_MOST / (POINTS - 1)) * (i == 0 || i == POINTS - 1 ? 0.5 : 1);
}

static double share_of(double logit)
{
    const double a = 1 / (1 + exp(-logit));
    return a < UF_ABSENCE_MOST ? a : UF_ABSENCE_MOST;
}

/* p for a pupil whose share has these log odds. */
static double over_at(const uf_absence_model *model, double logit)
{
    double p;
    if (logit < LOGIT_LOW)
        logit = LOGIT_LOW;
    if (!(logit < model->logit_high))
        logit = model->logit_high;
    /* The spline was built on these very ends, so it cannot refuse; were it to, NaN would show. */
    return gsl_spline_eval_e(model->over, logit, NULL, &p) == GSL_SUCCESS ? p : NAN;
}

/* p when the share is multiplied by a factor. */
static double over_scaled(const uf_absence_model *model, double logit, double factor)
{
    if (factor == 1)
        return over_at(model, logit);
    double a = share_of(logit) * factor;
    if (a > UF_ABSENCE_MOST)
        a = UF_ABSENCE_MOST;
    return a > 0 ? over_at(model, log(a / (1 - a))) : 0;
}

/* E[p] for Y normal with a mean and a standard deviation. */
static double expected_over(const uf_absence_model *model, double mean, double sd, double factor)
{
    double sum = 0;
    for (size_t i = 0; i < POINTS; i++) {
        const double logit = model->location + model->shape.pupil_sd * (mean + sd * point(i));
        sum += weight(i) * over_scaled(model, logit, factor);
    }
    return sum;
}

static double prevalence_excess(double location, const void *context)
{
    uf_absence_model model = *(const uf_absence_model *)context;
    model.location = location;
    return expected_over(&model, 0, 1, 1) - model.shape.prevalence;
}

/* Var_s(P_s) for a latent correlation. */
static double school_variance(double correlation, const uf_absence_model *model)
{
    double sum = 0;
    for (size_t k = ORDER; k-- > 0;)
        sum = correlation * (sum + gsl_pow_2(model->hermite[k]));
    return sum;
}

static double icc_excess(double correlation, const void *context)
{
    const uf_absence_model *model = context;
    const double p = model->prevalence;
    return school_variance(correlation, model) / (p * (1 - p)) - model->shape.icc;
}

/* c_k = E[p h_k(Y)] with h_k the Hermite polynomial He_k over sqrt(k!). */
static void expand(uf_absence_model *model)
{
    for (size_t k = 0; k < ORDER; k++)
        model->hermite[k] = 0;
    for (size_t i = 0; i < POINTS; i++) {
        const double y = point(i);
        const double p = over_at(model, model->location + model->shape.pupil_sd * y) * weight(i);
        double before = 0, now = 1;
        for (size_t k = 0; k < ORDER; k++) {
            const double next = (y * now - sqrt((double)k) * before) / sqrt((double)k + 1);
            before = now;
            now = next;
            model->hermite[k] += p * now;
        }
    }
}

/* The table of p by logit a, as the mean over the windows. */
static uf_status tabulate(uf_absence_model *model, const uint32_t *days, size_t windows,
                          uf_error *error)
{
    double logits[KNOTS], overs[KNOTS];
    double *over = calloc(windows, sizeof *over);
    if (over == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    uf_status status = UF_OK;
    for (size_t i = 0; i < KNOTS && status == UF_OK; i++) {
        const double part = (double)i / (KNOTS - 1);
        logits[i] = LOGIT_LOW * (1 - part) + model->logit_high * part; /* exact at both ends */
        uf_absence_habit habit;
        uf_absence_habit_init(&habit, share_of(logits[i]), &model->shape);
        status = uf_absence_over(over, &habit, &model->shape, days, windows, error);
        overs[i] = 0;
        for (size_t w = 0; w < windows; w++)
            overs[i] += over[w] / (double)windows;
    }
    free(over);
    if (status == UF_OK && gsl_spline_init(model->over, logits, overs, KNOTS) != GSL_SUCCESS)
        return uf_error_set(error, UF_ENUMERIC, __func__, "the shares cannot be interpolated",
                            UF_NO_INDEX, NAN);
    return status;
}

static uf_status check_shape(const uf_absence_shape *shape, uf_error *error)
{
    const struct {
        bool good;
        const char *reason;
        double value;
    } rules[] = {
        { shape->prevalence > 0 && shape->prevalence < 1, "prevalence is outside (0, 1)",
          shape->prevalence },
        { shape->icc >= 0 && shape->icc < 1, "icc is outside [0, 1)", shape->icc },
        { shape->pupil_sd >= 0.1 && shape->pupil_sd <= 3, "pupil_sd is outside 0.1 to 3",
          shape->pupil_sd },
        { shape->spell_days >= 1 && shape->spell_days <= 100, "spell_days is outside 1 to 100",
          shape->spell_days },
        { shape->single >= 0 && shape->single <= 1, "single is outside 0 to 1", shape->single },
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (!rules[i].good)
            return uf_error_set(error, UF_EINVAL, "uf_absence_model_new", rules[i].reason,
                                UF_NO_INDEX, rules[i].value);
    return UF_OK;
}

/* m, then r. */
static uf_status search(uf_absence_model *model, uf_error *error)
{
    const char *function = "uf_absence_model_new";
    model->location = uf_root(prevalence_excess, model, -40, 40);
    if (isnan(model->location))
        return uf_error_set(error, UF_EINVAL, function,
                            "no level of absence puts that share of pupils above the limit",
                            UF_NO_INDEX, model->shape.prevalence);
    model->prevalence = expected_over(model, 0, 1, 1);
    expand(model);
    model->correlation = uf_root(icc_excess, model, 0, 1);
    if (isnan(model->correlation))
        return uf_error_set(error, UF_EINVAL, function,
                            "icc is higher than the most that differences between schools give",
                            UF_NO_INDEX, icc_excess(1, model) + model->shape.icc);
    return UF_OK;
}

uf_status uf_absence_model_new(uf_absence_model **model, const uf_absence_shape *shape,
                               const uint32_t *days, size_t windows, uf_error *error)
{
    *model = NULL;
    uf_status status = check_shape(shape, error);
    if (status == UF_OK)
        status = check_windows(shape, days, windows, __func__, error);
    if (status != UF_OK)
        return status;
    uf_absence_model *made = calloc(1, sizeof *made);
    if (made == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    made->shape = *shape;
    made->logit_high = log(UF_ABSENCE_MOST / (1 - UF_ABSENCE_MOST));
    made->over = gsl_spline_alloc(gsl_interp_steffen, KNOTS);
    if (made->over == NULL)
        status = uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    if (status == UF_OK)
        status = tabulate(made, days, windows, error);
    if (status == UF_OK)
        status = search(made, error);
    if (status == UF_OK)
        *model = made;
    else
        uf_absence_model_free(made);
    return status;
}

void uf_absence_model_free(uf_absence_model *model)
{
    if (model == NULL)
        return;
    gsl_spline_free(model->over);
    free(model);
}

/* ---- What was found ---- */

double uf_absence_model_location(const uf_absence_model *model)
{
    return model->location;
}

double uf_absence_model_correlation(const uf_absence_model *model)
{
    return model->correlation;
}

double uf_absence_model_share(const uf_absence_model *model, double school, double pupil)
{
    const double y = sqrt(model->correlation) * school + sqrt(1 - model->correlation) * pupil;
    return share_of(model->location + model->shape.pupil_sd * y);
}

double uf_absence_model_absence(const uf_absence_model *model, double factor)
{
    double sum = 0;
    for (size_t i = 0; i < POINTS; i++) {
        const double a = share_of(model->location + model->shape.pupil_sd * point(i)) * factor;
        sum += weight(i) * (a < UF_ABSENCE_MOST ? a : UF_ABSENCE_MOST);
    }
    return sum;
}

double uf_absence_model_prevalence(const uf_absence_model *model, double factor)
{
    return expected_over(model, 0, 1, factor);
}

double uf_absence_model_school(const uf_absence_model *model, double school, double factor)
{
    return expected_over(model, sqrt(model->correlation) * school, sqrt(1 - model->correlation),
                         factor);
}
