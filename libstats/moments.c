/* moments.c: Welford's update and its merge. */
#include <utfall/moments.h>

#include <math.h>

void uf_moments_init(uf_moments *m)
{
    *m = (uf_moments){ .min = INFINITY, .max = -INFINITY };
}

/* NaN stays, once it is there. */
static double lower(double a, double b)
{
    return a < b || isnan(a) ? a : b;
}

static double higher(double a, double b)
{
    return a > b || isnan(a) ? a : b;
}

void uf_moments_push(uf_moments *m, double value)
{
    m->n++;
    double distance = value - m->mean;
    m->mean += distance / (double)m->n;
    m->deviations += distance * (value - m->mean);
    m->min = lower(m->min, value);
    m->max = higher(m->max, value);
}

void uf_moments_merge(uf_moments *m, const uf_moments *other)
{
    if (other->n == 0)
        return;
    if (m->n == 0) {
        *m = *other;
        return;
    }
    double mine = (double)m->n;
    double theirs = (double)other->n;
    double all = mine + theirs;
    double distance = other->mean - m->mean;
    m->mean += distance * (theirs / all);
    m->deviations += other->deviations + distance * distance * (mine * (theirs / all));
    m->n += other->n;
    m->min = lower(m->min, other->min);
    m->max = higher(m->max, other->max);
}

double uf_moments_mean(const uf_moments *m)
{
    return m->n > 0 ? m->mean : NAN;
}

double uf_moments_min(const uf_moments *m)
{
    return m->n > 0 ? m->min : NAN;
}

double uf_moments_max(const uf_moments *m)
{
    return m->n > 0 ? m->max : NAN;
}

double uf_moments_variance(const uf_moments *m)
{
    return m->n > 1 ? m->deviations / (double)(m->n - 1) : NAN;
}

double uf_moments_sd(const uf_moments *m)
{
    return sqrt(uf_moments_variance(m));
}

double uf_moments_std_error(const uf_moments *m)
{
    return m->n > 1 ? uf_moments_sd(m) / sqrt((double)m->n) : NAN;
}
