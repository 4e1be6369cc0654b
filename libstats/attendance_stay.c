/* attendance_stay.c: joining stays, and the place that a window belongs to. */
#include "attendance_stay.h"

#include <stdlib.h>

static int three_way(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int64_t uf_attendance_stay_time(const struct uf_attendance_stay *stay)
{
    return stay->sums.scheduled + stay->sums.unreported;
}

static int by_place(const void *left, const void *right)
{
    const struct uf_attendance_stay *a = left;
    const struct uf_attendance_stay *b = right;
    int sign = three_way(a->school, b->school);
    if (sign == 0)
        sign = three_way(a->order, b->order);
    return sign != 0 ? sign : three_way(a->bin, b->bin);
}

static int by_bin_and_place(const void *left, const void *right)
{
    const struct uf_attendance_stay *a = left;
    const struct uf_attendance_stay *b = right;
    int sign = three_way(a->bin, b->bin);
    return sign != 0 ? sign : by_place(left, right);
}

void uf_attendance_stays_sort(struct uf_attendance_stay *stays, size_t n)
{
    qsort(stays, n, sizeof *stays, by_bin_and_place);
}

void uf_attendance_stays_sort_places(struct uf_attendance_stay *stays, size_t n)
{
    qsort(stays, n, sizeof *stays, by_place);
}

bool uf_attendance_stay_join(struct uf_attendance_stay *a, const struct uf_attendance_stay *b)
{
    if (uf_attendance_stay_time(b) > INT64_MAX - uf_attendance_stay_time(a))
        return false;
    a->sums.scheduled += b->sums.scheduled;
    a->sums.authorised += b->sums.authorised;
    a->sums.unauthorised += b->sums.unauthorised;
    a->sums.unsaid += b->sums.unsaid;
    a->sums.unreported += b->sums.unreported;
    if (b->first < a->first)
        a->first = b->first;
    if (b->last > a->last)
        a->last = b->last;
    return true;
}

bool uf_attendance_stays_merge(struct uf_attendance_stay *stays, size_t *n)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        if (kept > 0 && stays[kept - 1].place == stays[i].place) {
            if (!uf_attendance_stay_join(&stays[kept - 1], &stays[i]))
                return false;
        } else {
            stays[kept++] = stays[i];
        }
    }
    *n = kept;
    return true;
}

size_t uf_attendance_school_end(const struct uf_attendance_stay *stays, size_t start, size_t n)
{
    size_t end = start + 1;
    while (end < n && stays[end].school == stays[start].school)
        end++;
    return end;
}

/* Whether a stay is preferred to another by the attribution in force. Neither is where all is
 * equal: the caller then keeps the one that sorts first. */
static bool is_preferred(uf_attribution attribution, const struct uf_attendance_stay *a,
                         const struct uf_attendance_stay *b)
{
    int64_t time_a = uf_attendance_stay_time(a);
    int64_t time_b = uf_attendance_stay_time(b);
    int sign = three_way(time_a > 0, time_b > 0);
    if (sign == 0 && attribution == UF_ATTRIBUTE_FIRST)
        sign = three_way(b->first, a->first);
    if (sign == 0 && attribution == UF_ATTRIBUTE_LAST)
        sign = three_way(a->last, b->last);
    if (sign == 0)
        sign = three_way(time_a, time_b);
    if (sign == 0)
        sign = three_way(a->last, b->last);
    return sign > 0;
}

/* All places of one school as one stay. The caller has seen that their time fits. */
static struct uf_attendance_stay school_stay(const struct uf_attendance_stay *stays, size_t n)
{
    struct uf_attendance_stay all = stays[0];
    for (size_t i = 1; i < n; i++)
        (void)uf_attendance_stay_join(&all, &stays[i]);
    return all;
}

uint32_t uf_attendance_choose_place(uf_attribution attribution,
                                    const struct uf_attendance_stay *stays, size_t n)
{
    size_t school = 0;
    struct uf_attendance_stay best = { 0 };
    for (size_t i = 0, end; i < n; i = end) {
        end = uf_attendance_school_end(stays, i, n);
        struct uf_attendance_stay stay = school_stay(stays + i, end - i);
        if (i == 0 || is_preferred(attribution, &stay, &best)) {
            best = stay;
            school = i;
        }
    }
    const struct uf_attendance_stay *place = &stays[school];
    for (size_t i = school + 1; i < uf_attendance_school_end(stays, school, n); i++)
        if (is_preferred(attribution, &stays[i], place))
            place = &stays[i];
    return place->place;
}
