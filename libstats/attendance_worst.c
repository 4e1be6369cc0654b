/* attendance_worst.c: each pupil's worst window. The rules stand in attendance.h. */
#include <math.h>

#include "attendance_state.h"

static int64_t amount(uf_decimal sum)
{
    int64_t scaled = 0; /* exact: sums were made with as many places */
    (void)uf_decimal_scale(sum, UF_AMOUNT_PLACES, &scaled, NULL);
    return scaled;
}

/* Sign of the rates' difference, exactly; a pupil without a rate comes below all others. */
static int compare_rates(const uf_attendance_record *a, const uf_attendance_record *b)
{
    if (isnan(a->rate) || isnan(b->rate))
        return (int)!isnan(a->rate) - (int)!isnan(b->rate);
    __extension__ typedef __int128 wide;
    wide left = (wide)amount(a->absent) * amount(b->scheduled);
    wide right = (wide)amount(b->absent) * amount(a->scheduled);
    return (left > right) - (left < right);
}

/* Make *worst the worse of itself and a later record; the bounds are the worst of either among
 * those that are as eligible. */
static void take_worse(uf_attendance_record *worst, const uf_attendance_record *record)
{
    if (worst->eligible != record->eligible) {
        if (record->eligible)
            *worst = *record;
        return;
    }
    double rate_min = fmax(worst->rate_min, record->rate_min); /* a NaN gives way */
    double rate_max = fmax(worst->rate_max, record->rate_max);
    if (compare_rates(record, worst) > 0)
        *worst = *record;
    worst->rate_min = rate_min;
    worst->rate_max = rate_max;
}

void uf_attendance_keep_worst(const uf_attendance *a, const uf_attendance_places *places,
                              uf_attendance_record *records, size_t *n)
{
    bool split = a->options.attribution == UF_ATTRIBUTE_SPLIT;
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        size_t k = 0;
        while (k < kept && split &&
               places->school[records[k].place] != places->school[records[i].place])
            k++;
        if (k < kept)
            take_worse(&records[k], &records[i]);
        else
            records[kept++] = records[i];
    }
    *n = kept;
    for (size_t i = 1; i < kept; i++) /* by window again, then school; there are few */
        for (size_t k = i; k > 0; k--) {
            uf_attendance_record *left = &records[k - 1];
            uf_attendance_record right = records[k];
            if (left->window < right.window ||
                (left->window == right.window &&
                 places->school[left->place] < places->school[right.place]))
                break;
            records[k] = *left;
            *left = right;
        }
}
