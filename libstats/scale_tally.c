/* scale_tally.c: counts and item-rest correlations in one pass. */
#include <utfall/scale_tally.h>

#include <math.h>
#include <stdlib.h>

/* Running moments of an item and its product with the total of all items. */
struct item {
    double mean, deviations, with_total;
    double keyed; /* of the person in hand */
};

struct uf_scale_tally {
    const uf_scale *scale;
    uf_scale_counts counts;
    uf_scale_score lowest, highest;
    double total_mean, total_deviations;
    struct item *items; /* scale->n; NULL for a scale of parts */
};

uf_scale_tally *uf_scale_tally_new(const uf_scale *scales, size_t i)
{
    uf_scale_tally *tally = calloc(1, sizeof *tally);
    if (tally == NULL)
        return NULL;
    tally->scale = &scales[i];
    uf_scale_ends(&tally->lowest, &tally->highest, scales, i);
    if (tally->scale->n == 0)
        return tally;
    tally->items = calloc(tally->scale->n, sizeof *tally->items);
    if (tally->items == NULL) {
        free(tally);
        return NULL;
    }
    return tally;
}

void uf_scale_tally_free(uf_scale_tally *tally)
{
    if (tally == NULL)
        return;
    free(tally->items);
    free(tally);
}

/* ---- Answers that are all the same ---- */

bool uf_scale_mixed(const uf_scale *scale)
{
    size_t reversed = 0;
    for (size_t i = 0; i < scale->n; i++)
        reversed += scale->items[i].reverse;
    return reversed > 0 && reversed < scale->n;
}

bool uf_scale_alike(const uf_scale *scale, const int64_t *answers)
{
    const uf_scale_item *first = NULL;
    size_t answered = 0;
    for (size_t i = 0; i < scale->n; i++) {
        const uf_scale_item *item = &scale->items[i];
        if (answers[item->answer] == UF_NO_ANSWER)
            continue;
        if (first == NULL)
            first = item;
        if (answers[item->answer] != answers[first->answer])
            return false;
        answered++;
    }
    if (first == NULL || answered < UF_ALIKE_ITEMS)
        return false;
    const int64_t answer = answers[first->answer];
    return (answer != first->min && answer != first->max) || uf_scale_mixed(scale);
}

/* ---- One person more ---- */

/* The keyed answers of a person who answered everything, into items; false for any other. */
static bool key_all(uf_scale_tally *tally, const int64_t *answers, double *total)
{
    const uf_scale *scale = tally->scale;
    *total = 0;
    for (size_t i = 0; i < scale->n; i++) {
        const int64_t answer = answers[scale->items[i].answer];
        if (answer == UF_NO_ANSWER)
            return false;
        tally->items[i].keyed = (double)uf_scale_keyed(&scale->items[i], answer) / UF_ANSWER_UNIT;
        *total += tally->items[i].keyed;
    }
    return true;
}

static void push_complete(uf_scale_tally *tally, double total)
{
    const double n = (double)++tally->counts.complete, share = 1 / n;
    const double distance = total - tally->total_mean;
    tally->total_mean += distance * share;
    const double after = total - tally->total_mean;
    tally->total_deviations += distance * after;
    for (size_t i = 0; i < tally->scale->n; i++) {
        struct item *item = &tally->items[i];
        const double from_mean = item->keyed - item->mean;
        item->mean += from_mean * share;
        item->deviations += from_mean * (item->keyed - item->mean);
        item->with_total += from_mean * after;
    }
}

void uf_scale_tally_push(uf_scale_tally *tally, const int64_t *answers, const uf_scale_score *score)
{
    uf_scale_counts *counts = &tally->counts;
    double total;
    counts->people++;
    if (score->known) {
        counts->scored++;
        counts->prorated += score->prorated;
        counts->floor += score->value <= tally->lowest.value;
        counts->ceiling += score->value >= tally->highest.value;
    }
    if (tally->items == NULL)
        return;
    counts->alike += uf_scale_alike(tally->scale, answers);
    if (key_all(tally, answers, &total))
        push_complete(tally, total);
}

uf_scale_counts uf_scale_tally_counts(const uf_scale_tally *tally)
{
    return tally->counts;
}

double uf_scale_item_rest(const uf_scale_tally *tally, size_t item)
{
    if (tally->scale->n < 2 || tally->counts.complete < 3)
        return NAN;
    const struct item *here = &tally->items[item];
    /* The rest is total - item. */
    const double product = here->with_total - here->deviations;
    const double rest = tally->total_deviations - 2 * here->with_total + here->deviations;
    /* A rest that does not vary is left with rounding only. */
    if (!(here->deviations > 0) || !(rest > 1e-12 * (tally->total_deviations + here->deviations)))
        return NAN;
    return product / sqrt(here->deviations * rest);
}

/* ---- Shifts ---- */

void uf_item_ends_push(uf_item_ends *ends, int64_t min, int64_t max, int64_t answer, uint64_t times)
{
    ends->answers += times;
    ends->lowest += answer == min ? times : 0;
    ends->highest += answer == max ? times : 0;
    ends->below += answer == min - UF_ANSWER_UNIT ? times : 0;
    ends->above += answer == max + UF_ANSWER_UNIT ? times : 0;
    ends->broken += answer % UF_ANSWER_UNIT != 0 ? times : 0;
}

void uf_item_ends_merge(uf_item_ends *ends, const uf_item_ends *other)
{
    ends->answers += other->answers;
    ends->lowest += other->lowest;
    ends->highest += other->highest;
    ends->below += other->below;
    ends->above += other->above;
    ends->broken += other->broken;
}

uf_shift uf_item_ends_shift(const uf_item_ends *ends)
{
    if (ends->above > 0 && ends->lowest == 0 && ends->below == 0)
        return UF_SHIFT_UP;
    if (ends->below > 0 && ends->highest == 0 && ends->above == 0)
        return UF_SHIFT_DOWN;
    if (ends->lowest == 0 && ends->below == 0 && ends->answers >= UF_SHIFT_ANSWERS)
        return UF_SHIFT_SILENT_UP;
    return UF_SHIFT_NONE;
}
