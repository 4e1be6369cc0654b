/* item_summary.c: counting answers, and their mean and shares. */
#include <utfall/item_summary.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/effect.h>
#include <utfall/proportion.h>
#include <utfall/scale.h>
#include <utfall/tail.h>

void uf_item_summary_init(uf_item_summary *summary)
{
    *summary = (uf_item_summary){ 0 };
    uf_moments_init(&summary->moments);
}

void uf_item_summary_release(uf_item_summary *summary)
{
    free(summary->steps);
    uf_item_summary_init(summary);
}

/* ---- Steps ---- */

/* Where a step stands, or has to be put. */
static size_t place_of(const uf_item_summary *summary, int64_t answer)
{
    size_t low = 0, high = summary->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (summary->steps[middle].answer < answer)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool grow(uf_item_summary *summary)
{
    const size_t room = 2 * summary->room + 8;
    uf_item_step *steps =
        room > SIZE_MAX / sizeof *steps ? NULL : realloc(summary->steps, room * sizeof *steps);
    if (steps == NULL)
        return false;
    summary->steps = steps;
    summary->room = room;
    return true;
}

uf_status uf_item_summary_declare(uf_item_summary *summary, int64_t answer, uf_error *error)
{
    const size_t at = place_of(summary, answer);
    if (at < summary->count && summary->steps[at].answer == answer)
        return UF_OK;
    if (summary->count == summary->room && !grow(summary))
        return uf_error_set(error, UF_ENOMEM, __func__, "memory ran out", UF_NO_INDEX, NAN);
    memmove(summary->steps + at + 1, summary->steps + at,
            (summary->count - at) * sizeof *summary->steps);
    summary->steps[at] = (uf_item_step){ .answer = answer };
    summary->count++;
    return UF_OK;
}

uf_status uf_item_summary_push(uf_item_summary *summary, int64_t answer, uf_error *error)
{
    const uf_status status = uf_item_summary_declare(summary, answer, error);
    if (status != UF_OK)
        return status;
    summary->steps[place_of(summary, answer)].people++;
    uf_moments_push(&summary->moments, (double)answer / UF_ANSWER_UNIT);
    return UF_OK;
}

/* ---- Rows ---- */

uf_status uf_item_mean_row(uf_estimate *row, const uf_item_summary *summary, double level,
                           uf_error *error)
{
    const uf_moments *m = &summary->moments;
    uf_effect effect = uf_effect_none("t");
    if (!uf_level_valid(level))
        return uf_error_set(error, UF_EINVAL, __func__, "level is outside (0, 1)", UF_NO_INDEX,
                            level);
    row->term = "mean";
    row->n = (double)m->n;
    effect.estimate = uf_moments_mean(m);
    if (m->n < 2) {
        effect.note = m->n == 0 ? "nobody answered" : "one answer says nothing of the spread";
    } else if (!(m->min < m->max)) {
        effect.note = "all answers are the same";
    } else {
        effect.df = (double)(m->n - 1);
        effect.std_error = uf_moments_std_error(m);
        const double reach = uf_t_critical(level, effect.df) * effect.std_error;
        effect.conf_low = effect.estimate - reach;
        effect.conf_high = effect.estimate + reach;
    }
    uf_effect_row(row, &effect, level);
    return UF_OK;
}

uf_status uf_item_share_row(uf_estimate *row, const uf_item_summary *summary, size_t step,
                            double level, uf_error *error)
{
    return uf_proportion_row(row, summary->steps[step].people, summary->moments.n, UF_WILSON,
                             UF_TWO_SIDED, level, error);
}

uf_status uf_item_do_not_know_row(uf_estimate *row, const uf_item_summary *summary, double level,
                                  uf_error *error)
{
    return uf_proportion_row(row, summary->do_not_know, summary->moments.n + summary->do_not_know,
                             UF_WILSON, UF_TWO_SIDED, level, error);
}
