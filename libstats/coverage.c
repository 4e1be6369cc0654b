/* coverage.c: sums by school, arm and window, and what is said of them. */
#include <utfall/coverage.h>

#include <math.h>
#include <stdlib.h>
#include <utfall/moments.h>
#include <utfall/tail.h>

#include "key_index.h"

/* Sums by the key school, arm, window. Besides what is added, UF_NO_ARM stands for all arms of a
 * school and UF_ALL_WINDOWS for all windows. */
struct uf_coverage {
    struct uf_key_index index;
    uf_coverage_sums *sums; /* [room] */
    size_t room;
};

/* What the schools of an arm say. */
struct arm_summary {
    uf_moments coverage; /* one value for each school with scheduled time */
    uf_moments time;     /* scheduled, of the same schools                */
};

uf_status uf_coverage_new(uf_coverage **coverage, uf_error *error)
{
    uf_coverage *new = malloc(sizeof *new);
    if (new == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    *new = (uf_coverage){ .index = { .words = 3 } };
    *coverage = new;
    return UF_OK;
}

void uf_coverage_free(uf_coverage *coverage)
{
    if (coverage == NULL)
        return;
    uf_key_index_release(&coverage->index);
    free(coverage->sums);
    free(coverage);
}

/* The sums of a key, zeros if it is new. NULL: memory ran out. */
static uf_coverage_sums *take(uf_coverage *coverage, uint32_t school, uint32_t arm, int32_t window)
{
    bool added;
    const uint32_t key[] = { school, arm, (uint32_t)window };
    const uint32_t number = uf_key_index_take(&coverage->index, key, &added);
    if (number == UF_NO_KEY)
        return NULL;
    if (number >= coverage->room) {
        const size_t room = 2 * (size_t)number + 16;
        uf_coverage_sums *sums = realloc(coverage->sums, room * sizeof *sums);
        if (sums == NULL)
            return NULL;
        coverage->sums = sums;
        coverage->room = room;
    }
    if (added)
        coverage->sums[number] = (uf_coverage_sums){ 0 };
    return &coverage->sums[number];
}

static uf_status add_to(uf_coverage *coverage, uint32_t school, uint32_t arm, int32_t window,
                        const uf_lesson *lesson, uf_error *error)
{
    uf_coverage_sums *sums = take(coverage, school, arm, window);
    if (sums == NULL)
        return uf_error_set(error, UF_ENOMEM, "uf_coverage_add", "out of memory", UF_NO_INDEX, NAN);
    if (lesson->state == UF_LESSON_EXEMPT)
        return UF_OK;
    const bool reported = lesson->state == UF_LESSON_REPORTED;
    int64_t *sum = reported ? &sums->reported : &sums->unreported;
    if (lesson->scheduled > INT64_MAX - *sum)
        return uf_error_set(error, UF_ERANGE, "uf_coverage_add",
                            "the time of a school leaves 64 bits", UF_NO_INDEX, NAN);
    *sum += lesson->scheduled;
    sums->rows++;
    sums->unreported_rows += !reported;
    return UF_OK;
}

uf_status uf_coverage_add(uf_coverage *coverage, uint32_t school, uint32_t arm, int32_t window,
                          const uf_lesson *lesson, uf_error *error)
{
    if (lesson->scheduled < 0 || window == UF_ALL_WINDOWS)
        return uf_error_set(error, UF_EINVAL, __func__,
                            lesson->scheduled < 0 ? "the scheduled time is negative"
                                                  : "all windows are no window",
                            UF_NO_INDEX, NAN);
    const int32_t windows[] = { window, UF_ALL_WINDOWS };
    uf_status status = UF_OK;
    for (size_t i = 0; i < 2 && status == UF_OK; i++) {
        status = add_to(coverage, school, UF_NO_ARM, windows[i], lesson, error);
        if (status == UF_OK && arm != UF_NO_ARM)
            status = add_to(coverage, school, arm, windows[i], lesson, error);
    }
    return status;
}

uf_coverage_sums uf_coverage_of(const uf_coverage *coverage, uint32_t school, int32_t window)
{
    const uint32_t key[] = { school, UF_NO_ARM, (uint32_t)window };
    const uint32_t number = uf_key_index_find(&coverage->index, key);
    const uf_coverage_sums nothing = { 0 };
    return number == UF_NO_KEY ? nothing : coverage->sums[number];
}

static double units(int64_t amount)
{
    return uf_decimal_value((uf_decimal){ .mantissa = amount, .places = UF_AMOUNT_PLACES });
}

static double scheduled_of(const uf_coverage_sums *sums)
{
    return units(sums->reported) + units(sums->unreported);
}

void uf_coverage_row(uf_estimate *row, const uf_coverage_sums *sums)
{
    uf_estimate_init(row);
    row->term = "coverage";
    row->better = UF_BETTER_HIGHER;
    row->n = scheduled_of(sums);
    row->events = units(sums->reported);
    if (row->n > 0)
        row->estimate = row->events / row->n;
    else
        (void)uf_estimate_note(row, sums->rows == 0 ? "no rows" : "nothing was scheduled");
}

static struct arm_summary summarise(const uf_coverage *coverage, uint32_t arm, int32_t window)
{
    struct arm_summary summary;
    uf_moments_init(&summary.coverage);
    uf_moments_init(&summary.time);
    for (uint32_t i = 0; i < coverage->index.count; i++) {
        const uint32_t *key = uf_key_index_key(&coverage->index, i);
        const double scheduled = scheduled_of(&coverage->sums[i]);
        if (key[1] != arm || (int32_t)key[2] != window || scheduled == 0)
            continue;
        uf_moments_push(&summary.coverage, units(coverage->sums[i].reported) / scheduled);
        uf_moments_push(&summary.time, scheduled);
    }
    return summary;
}

static void common_row(uf_estimate *row, const char *term)
{
    uf_estimate_init(row);
    row->term = term;
    row->better = UF_BETTER_HIGHER;
    row->estimand = "schools equally";
}

uf_status uf_coverage_arm_row(uf_estimate *row, const uf_coverage *coverage, uint32_t arm,
                              int32_t window, double level, uf_error *error)
{
    common_row(row, "coverage");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    const uf_moments schools = summarise(coverage, arm, window).coverage;
    row->n = row->clusters = (double)schools.n;
    row->estimate = uf_moments_mean(&schools);
    (void)uf_estimate_method(row, "t");
    if (schools.n < 2) {
        (void)uf_estimate_note(row, schools.n == 0 ? "no school with scheduled time"
                                                   : "one school says nothing of the spread");
        return UF_OK;
    }
    row->std_error = uf_moments_std_error(&schools);
    row->df = (double)(schools.n - 1);
    if (row->std_error == 0) {
        (void)uf_estimate_note(row, "the schools do not differ");
        return UF_OK;
    }
    const double reach = uf_t_critical(level, row->df) * row->std_error;
    row->conf_low = row->estimate - reach;
    row->conf_high = row->estimate + reach;
    row->conf_level = level;
    return UF_OK;
}

uf_status uf_coverage_difference_row(uf_estimate *row, const uf_coverage *coverage, uint32_t arm,
                                     uint32_t reference, int32_t window,
                                     uf_mean_difference_method method, double level,
                                     uf_error *error)
{
    common_row(row, "risk_difference");
    row->better = UF_BETTER_UNSAID;
    const uf_moments schools = summarise(coverage, arm, window).coverage;
    const uf_moments others = summarise(coverage, reference, window).coverage;
    uf_effect effect;
    const uf_status status =
        uf_mean_difference(&effect, &schools, &others, method, UF_TWO_SIDED, level, error);
    if (status != UF_OK)
        return status;
    if (schools.n == 0 || others.n == 0)
        effect.note = "an arm has no school with scheduled time";
    uf_effect_row(row, &effect, level);
    (void)uf_estimate_method(row, method == UF_MEAN_DIFFERENCE_WELCH ? "cluster-means(welch)"
                                                                     : "cluster-means(pooled-t)");
    row->n = (double)schools.n;
    row->n_reference = (double)others.n;
    row->clusters = row->n + row->n_reference;
    return UF_OK;
}

double uf_coverage_imbalance(const uf_coverage *coverage, uint32_t arm, uint32_t reference,
                             int32_t window)
{
    const uf_moments times[] = { summarise(coverage, arm, window).time,
                                 summarise(coverage, reference, window).time };
    if (times[0].n == 0 || times[1].n == 0)
        return NAN;
    const double ratio = times[0].mean / times[1].mean;
    return ratio < 1 ? 1 / ratio : ratio;
}
