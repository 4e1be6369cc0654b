/* chart_extent.c: how far an axis of estimates goes, and its numbers. */
#include "cli/chart_extent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_axis.h"

/* How many usual widths beyond the outermost estimate an interval may end and still be held. */
static const double far = 2.0;
/* The part of the axis that is left to an interval that goes on beyond it. */
static const double room = 0.15;

struct span {
    double low, high;
};

static double placed(bool logarithmic, double value)
{
    return !logarithmic ? value : value > 0 ? log10(value) : -INFINITY;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of the finite widths; NaN where there is none. */
static double usual_width(uf_cli *cli, const uf_extent_row *rows, size_t n, bool logarithmic)
{
    double *widths = uf_cli_allocate(cli, n + 1, sizeof *widths);
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const double width = placed(logarithmic, rows[i].high) - placed(logarithmic, rows[i].low);
        if (isfinite(width))
            widths[count++] = width;
    }
    if (count > 0)
        qsort(widths, count, sizeof *widths, by_size);
    const double median = count > 0 ? widths[count / 2] : NAN;
    free(widths);
    return median;
}

static void hold(struct span *span, double value)
{
    if (isfinite(value)) {
        span->low = fmin(span->low, value);
        span->high = fmax(span->high, value);
    }
}

/* From the least to the most that the axis must hold; *beyond, on which sides something lies
 * beyond it. */
static struct span find_span(uf_cli *cli, const uf_extent_row *rows, size_t n,
                             const uf_extent_frame *frame, bool beyond[2])
{
    const bool logarithmic = frame->logarithmic;
    struct span points = { INFINITY, -INFINITY };
    hold(&points, placed(logarithmic, frame->include));
    for (size_t i = 0; i < n; i++)
        hold(&points, placed(logarithmic, rows[i].estimate));
    if (points.low > points.high)
        points = (struct span){ 0.0, 0.0 };
    const double width = usual_width(cli, rows, n, logarithmic);
    const double reach = isfinite(width) ? far * width : INFINITY;
    struct span span = points;
    for (size_t i = 0; i < n; i++) {
        const double ends[] = { placed(logarithmic, rows[i].low), placed(logarithmic, rows[i].high),
                                placed(logarithmic, rows[i].estimate) };
        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
            const double end = ends[k];
            if (end < points.low - reach || end == -INFINITY)
                beyond[0] = true;
            else if (end > points.high + reach || end == INFINITY)
                beyond[1] = true;
            else
                hold(&span, end);
        }
    }
    return span;
}

/* --- Numbers. --- */

static void add_tick(uf_extent *extent, double value)
{
    if (extent->tick_count < UF_EXTENT_TICKS)
        extent->ticks[extent->tick_count++] = value;
}

static void round_linear(uf_extent *extent, struct span span, const uf_extent_frame *frame)
{
    const uf_axis axis = uf_axis_round(span.low, span.high, frame->steps, false);
    extent->low = fmax(axis.low, frame->least);
    extent->high = fmin(axis.high, frame->most);
    for (size_t i = 0; i <= uf_axis_steps(&axis); i++) {
        const double tick = uf_axis_tick(&axis, i);
        if (tick >= extent->low - axis.step * 1e-9 && tick <= extent->high + axis.step * 1e-9)
            add_tick(extent, tick);
    }
}

/* 1, 2, 5 (parts 3) or 1 (parts 1) times every step-th power of ten: the i-th, from 0 on up and
 * down. */
static double mark(long i, long parts, long step)
{
    const long decade = (i >= 0 ? i : i - parts + 1) / parts, which = i - decade * parts;
    const double factor = which == 0 ? 1.0 : which == 1 ? 2.0 : 5.0;
    return factor * pow(10.0, (double)(decade * step));
}

static void round_logarithmic(uf_extent *extent, struct span span, const uf_extent_frame *frame)
{
    const double low = pow(10.0, span.low), high = pow(10.0, span.high);
    const uf_axis axis = uf_axis_round(low, high, frame->steps, false);
    if (high <= 2.5 * low && axis.low > 0) {
        round_linear(extent, (struct span){ low, high }, frame);
        return;
    }
    for (long parts = 3, step = 1;; parts == 3 ? (parts = 1) : step++) {
        const double a = span.low * (double)parts / (double)step;
        long first = (long)floor(a) - parts, last;
        while (mark(first + 1, parts, step) <= low * (1 + 1e-9))
            first++;
        for (last = first + 1; mark(last, parts, step) < high * (1 - 1e-9);)
            last++;
        if (last - first > (long)frame->steps + 1)
            continue;
        extent->low = mark(first, parts, step);
        extent->high = mark(last, parts, step);
        for (long i = first; i <= last; i++)
            add_tick(extent, mark(i, parts, step));
        return;
    }
}

/* --- The whole. --- */

static bool any_estimate(const uf_extent_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(rows[i].estimate))
            return true;
    return false;
}

uf_extent uf_extent_choose(uf_cli *cli, const uf_extent_row *rows, size_t n,
                           const uf_extent_frame *frame)
{
    bool beyond[2] = { false, false };
    struct span span = find_span(cli, rows, n, frame, beyond);
    uf_extent extent = { .logarithmic = frame->logarithmic,
                         .left = frame->left,
                         .right = frame->right };
    /* something must be seen of an interval that goes on, also where there is one estimate */
    double width = span.high - span.low;
    if (!(width > 0))
        width = frame->logarithmic ? 0.5 : span.high != 0 ? fabs(span.high) : 1.0;
    if (beyond[0])
        span.low -= room * width;
    if (beyond[1])
        span.high += room * width;
    if (span.low == span.high && frame->logarithmic) {
        span.low -= 0.3;
        span.high += 0.3;
    }
    if (frame->logarithmic)
        round_logarithmic(&extent, span, frame);
    else
        round_linear(&extent, span, frame);
    if (!any_estimate(rows, n))
        extent.tick_count = 0;
    return extent;
}

double uf_extent_x(const uf_extent *extent, double value)
{
    const double low = placed(extent->logarithmic, extent->low);
    const double high = placed(extent->logarithmic, extent->high);
    const double part = (placed(extent->logarithmic, value) - low) / (high - low);
    return extent->left + fmin(fmax(part, 0.0), 1.0) * (extent->right - extent->left);
}

int uf_extent_beyond(const uf_extent *extent, double value)
{
    const double slack = 1e-9 * (fabs(extent->low) + fabs(extent->high));
    return value < extent->low - slack ? -1 : value > extent->high + slack;
}
