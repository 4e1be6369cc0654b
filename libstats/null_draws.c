/* null_draws.c: counting resamples as far out, for one hypothesis and for all of them. */
#include "null_draws.h"

#include "real_roots.h"

#include <utfall/quantiles.h>

#include <math.h>
#include <stdlib.h>

/* Statistics this part apart are the same. */
static const double tie = 1e-9;

/* A variance that is less than this part of its terms is what rounding left of 0. */
static const double noise = 1e-18;

double uf_null_draw_value(const struct null_draw *draw, double x)
{
    double top = draw->n0 + draw->n1 * x;
    double a = draw->v0, b = draw->v1 * x, c = draw->v2 * x * x;
    double bottom = a + b + c;
    if (bottom > noise * (a + fabs(b) + c))
        return top / sqrt(bottom);
    if (isnan(top) || fabs(top) <= tie * (fabs(draw->n0) + fabs(draw->n1 * x)))
        return isnan(top) ? NAN : 0;
    return top > 0 ? INFINITY : -INFINITY;
}

static bool as_far(double t, double observed, double slack, uf_alternative alternative)
{
    if (isnan(t))
        return true;
    switch (alternative) {
    case UF_LESS: return t <= observed + slack;
    case UF_GREATER: return t >= observed - slack;
    case UF_TWO_SIDED: break;
    }
    return fabs(t) >= fabs(observed) - slack;
}

double uf_null_draws_extreme(const struct null_draws *draws, double b0, uf_alternative alternative)
{
    double x = b0 - draws->estimate;
    double observed = uf_null_draw_value(&(struct null_draw){ 0, -1, draws->variance, 0, 0 }, x);
    double largest = fmax(1, fabs(observed));
    if (!draws->studentised) {
        largest = 0;
        for (size_t i = 0; i < draws->count; i++)
            largest = fmax(largest, fabs(uf_null_draw_value(&draws->draw[i], x)));
    }
    double slack = isfinite(largest) ? tie * largest : 0, extreme = 0;
    for (size_t i = 0; i < draws->count; i++) {
        double t = uf_null_draw_value(&draws->draw[i], x);
        extreme += as_far(t, observed, slack, alternative);
        if (draws->paired)
            extreme += as_far(-t, observed, slack, alternative);
    }
    return extreme;
}

/* --- The set of x on which a resample is as far out as the data --- */

/* Starts and ends of closed pieces, not yet paired; x is measured in `unit`. */
struct pieces {
    double *starts, *ends;
    size_t count;
};

static void add_piece(struct pieces *pieces, double start, double end)
{
    pieces->starts[pieces->count] = start;
    pieces->ends[pieces->count++] = end;
}

/* n0, v1 and v2 in units in which the data's statistic is -x. */
static struct null_draw standard(const struct null_draws *draws, size_t i, double unit)
{
    struct null_draw d = draws->draw[i];
    d.n0 /= unit;
    if (draws->studentised) {
        d.v0 /= draws->variance;
        d.v1 = d.v1 / draws->variance * unit;
        d.v2 = d.v2 / draws->variance * unit * unit;
    }
    return d;
}

/* Where |t(x)| and |x| cross, ascending, with 0, where t(x) may cross -x while |t(x)| and |x| only
 * touch; at most five. */
static size_t crossings(double *points, const struct null_draw *d, bool studentised)
{
    if (studentised) {
        const double f[] = { d->n0 * d->n0, 2 * d->n0 * d->n1, d->n1 * d->n1 - d->v0, -d->v1,
                             -d->v2 };
        size_t count = uf_real_roots(points, f, 4), i = count;
        for (; i > 0 && points[i - 1] > 0; i--)
            points[i] = points[i - 1];
        points[i] = 0;
        return count + 1;
    }
    /* n0 + n1 x = x and n0 + n1 x = -x; parallel lines, but for rounding, do not cross. */
    size_t found = 0;
    if (1 - d->n1 > tie || d->n1 - 1 > tie)
        points[found++] = d->n0 / (1 - d->n1);
    if (1 + d->n1 > tie || 1 + d->n1 < -tie)
        points[found++] = -d->n0 / (1 + d->n1);
    if (found == 2 && points[0] > points[1]) {
        double swap = points[0];
        points[0] = points[1];
        points[1] = swap;
    }
    return found;
}

/* Whether t(x) >= -x, or |t(x)| >= |x|. */
static bool holds(const struct null_draw *d, double x, uf_alternative alternative)
{
    double t = uf_null_draw_value(d, x);
    switch (alternative) {
    case UF_GREATER: return t >= -x;
    case UF_LESS: return t <= -x;
    case UF_TWO_SIDED: break;
    }
    return fabs(t) >= fabs(x);
}

/* A point in stretch i of those that count ascending points make, not 0: there the statistic of the
 * data is 0 and everything is as far out. */
static double between(const double *points, size_t count, size_t i)
{
    if (count == 0)
        return 1;
    if (i == 0)
        return fmin(points[0], 0) - 1 - fabs(points[0]);
    if (i == count)
        return fmax(points[count - 1], 0) + 1 + fabs(points[count - 1]);
    double low = points[i - 1], high = points[i], middle = low + (high - low) / 2;
    return middle != 0 ? middle : low + (high - low) / 4;
}

/* The pieces of one resample: what holds within a stretch between crossings holds throughout it.
 * Two-sided, 0 always belongs to the set, be it alone. */
static void find_pieces(struct pieces *pieces, const struct null_draw *d, bool studentised,
                        uf_alternative alternative)
{
    double points[REAL_ROOTS_DEGREE + 1], start = NAN;
    if (isnan(d->n0)) {
        add_piece(pieces, -INFINITY, INFINITY);
        return;
    }
    size_t count = crossings(points, d, studentised), first = pieces->count;
    for (size_t i = 0; i <= count; i++) {
        double low = i > 0 ? points[i - 1] : -INFINITY;
        if (holds(d, between(points, count, i), alternative)) {
            start = isnan(start) ? low : start;
        } else if (!isnan(start)) {
            add_piece(pieces, start, low);
            start = NAN;
        }
    }
    if (!isnan(start))
        add_piece(pieces, start, INFINITY);
    for (size_t i = first; i < pieces->count; i++) {
        if (pieces->starts[i] <= 0 && pieces->ends[i] >= 0)
            return;
    }
    if (alternative == UF_TWO_SIDED)
        add_piece(pieces, 0, 0);
}

/* --- Where enough of the sets meet --- */

static void widen(uf_inverted_interval *interval, double low, double high, double *hole)
{
    if (interval->pieces == 0) {
        interval->low = low;
    } else if (low - interval->high <= tie) {
        interval->high = fmax(interval->high, high);
        return;
    } else if (!(low - interval->high <= *hole)) {
        *hole = low - interval->high;
        interval->gap_low = interval->high;
        interval->gap_high = low;
    }
    interval->high = high;
    interval->pieces++;
}

/* The points that lie in at least `needed` pieces. */
static void sweep(uf_inverted_interval *interval, const struct pieces *pieces, double needed)
{
    double covering = 0, open = NAN, hole = 0;
    size_t s = 0, e = 0;
    while (e < pieces->count) {
        if (s < pieces->count && pieces->starts[s] <= pieces->ends[e]) {
            covering++;
            if (covering >= needed && isnan(open))
                open = pieces->starts[s];
            s++;
        } else {
            covering--;
            if (covering < needed && !isnan(open)) {
                widen(interval, open, pieces->ends[e], &hole);
                open = NAN;
            }
            e++;
        }
    }
}

/* The scale of x. */
static double unit_of(const struct null_draws *draws)
{
    if (draws->studentised)
        return sqrt(draws->variance);
    double unit = 0;
    for (size_t i = 0; i < draws->count; i++)
        unit = fmax(unit, fabs(draws->draw[i].n0));
    return unit > 0 ? unit : 1;
}

/* From x in units to the value tested; an end that is 0 but for rounding is 0, so that it agrees
 * with the p-value of 0. */
static double back(double x, const struct null_draws *draws, double unit)
{
    double value = draws->estimate + unit * x;
    return fabs(value) <= tie * fmax(unit, fabs(draws->estimate)) ? 0 : value;
}

static void gather(struct pieces *pieces, const struct null_draws *draws, double unit,
                   uf_alternative alternative)
{
    for (size_t i = 0; i < draws->count; i++) {
        struct null_draw d = standard(draws, i, unit);
        find_pieces(pieces, &d, draws->studentised, alternative);
        if (draws->paired && alternative != UF_TWO_SIDED) {
            d.n0 = -d.n0;
            d.n1 = -d.n1;
            find_pieces(pieces, &d, draws->studentised, alternative);
        }
    }
    uf_quantile_sort(pieces->starts, pieces->count);
    uf_quantile_sort(pieces->ends, pieces->count);
}

uf_status uf_null_draws_interval(uf_inverted_interval *interval, const struct null_draws *draws,
                                 double level, uf_alternative alternative, const char *function,
                                 uf_error *error)
{
    *interval = (uf_inverted_interval){ NAN, NAN, 0, NAN, NAN };
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, function, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    /* A resample gives at most three pieces and 0, each sign of it. */
    size_t room = 4 * draws->count;
    if (draws->paired && alternative != UF_TWO_SIDED)
        room *= 2;
    struct pieces pieces = { .count = 0 };
    pieces.starts = calloc(room + 1, sizeof *pieces.starts);
    pieces.ends = calloc(room + 1, sizeof *pieces.ends);
    if (pieces.starts == NULL || pieces.ends == NULL) {
        free(pieces.starts);
        free(pieces.ends);
        return uf_error_set(error, UF_ENOMEM, function, "memory ran out", UF_NO_INDEX, NAN);
    }
    double unit = unit_of(draws);
    gather(&pieces, draws, unit, alternative);
    /* More than (1 - level) of the resamples, counted: 1 - 0.9 is not quite a tenth. */
    double all = (double)draws->count * (draws->paired ? 2 : 1);
    double needed = floor((1 - level) * all * (1 + tie)) + 1;
    if (draws->paired && alternative == UF_TWO_SIDED)
        needed = ceil(needed / 2);
    sweep(interval, &pieces, needed);
    interval->low = back(interval->low, draws, unit);
    interval->high = back(interval->high, draws, unit);
    interval->gap_low = back(interval->gap_low, draws, unit);
    interval->gap_high = back(interval->gap_high, draws, unit);
    free(pieces.starts);
    free(pieces.ends);
    return UF_OK;
}

const char *uf_null_draws_remark(const uf_inverted_interval *interval)
{
    if (interval->pieces == 1 && isinf(interval->low) && isinf(interval->high))
        return "the level is beyond what these clusters can give: the interval is unbounded";
    return interval->pieces > 1 ? "the values not rejected fall into several pieces" : "";
}
