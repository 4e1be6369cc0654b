/* school_days.c: a school calendar as one entry a day. The rules stand in school_days.h. */
#include <utfall/school_days.h>

#include <math.h>
#include <stdlib.h>

enum { DAYS = UF_LAST_DAY - UF_FIRST_DAY + 1, CLOSED_FOR_ALL = 1, CLOSED_FOR_SOME = 2 };

struct term {
    uf_day from, to;
};

struct closing {
    uint32_t school;
    uf_day day;
};

struct uf_school_days {
    struct term *terms;
    int32_t term_count;
    struct closing *closings; /* of single schools; sorted by uf_school_days_number */
    size_t closing_count, closing_capacity;
    int32_t *before;       /* [DAYS + 1] school days before a day, and in all */
    unsigned char *closed; /* [DAYS] CLOSED_FOR_... */
};

static uf_status no_memory(const char *function, uf_error *error)
{
    return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
}

uf_status uf_school_days_new(uf_school_days **days, uf_error *error)
{
    uf_school_days *new = calloc(1, sizeof *new);
    if (new == NULL)
        return no_memory(__func__, error);
    new->before = calloc(DAYS + 1, sizeof *new->before);
    new->closed = calloc(DAYS, sizeof *new->closed);
    if (new->before == NULL || new->closed == NULL) {
        uf_school_days_free(new);
        return no_memory(__func__, error);
    }
    *days = new;
    return UF_OK;
}

void uf_school_days_free(uf_school_days *days)
{
    if (days == NULL)
        return;
    free(days->terms);
    free(days->closings);
    free(days->before);
    free(days->closed);
    free(days);
}

/* What is wrong with a period, or NULL. */
static const char *period_fault(uf_day from, uf_day to)
{
    if (!uf_day_is_valid(from) || !uf_day_is_valid(to))
        return "a date is outside 1900-01-01 to 2199-12-31";
    return to < from ? "the last day is before the first" : NULL;
}

uf_status uf_school_days_add_term(uf_school_days *days, uf_day from, uf_day to, uf_error *error)
{
    const char *fault = period_fault(from, to);
    if (fault != NULL)
        return uf_error_set(error, UF_EINVAL, __func__, fault, UF_NO_INDEX, NAN);
    size_t count = (size_t)days->term_count;
    if (count > 0 && from <= days->terms[count - 1].to)
        return uf_error_set(error, UF_EDATA, __func__, "the term begins before another has ended",
                            count, NAN);
    struct term *terms = realloc(days->terms, (count + 1) * sizeof *terms);
    if (terms == NULL)
        return no_memory(__func__, error);
    terms[count] = (struct term){ from, to };
    days->terms = terms;
    days->term_count++;
    return UF_OK;
}

static bool add_closing(uf_school_days *days, uint32_t school, uf_day day)
{
    if (days->closing_count == days->closing_capacity) {
        size_t capacity = 2 * days->closing_capacity + 64;
        struct closing *closings = realloc(days->closings, capacity * sizeof *closings);
        if (closings == NULL)
            return false;
        days->closings = closings;
        days->closing_capacity = capacity;
    }
    days->closings[days->closing_count++] = (struct closing){ school, day };
    return true;
}

uf_status uf_school_days_close(uf_school_days *days, uint32_t school, uf_day from, uf_day to,
                               uf_error *error)
{
    const char *fault = period_fault(from, to);
    if (fault != NULL)
        return uf_error_set(error, UF_EINVAL, __func__, fault, UF_NO_INDEX, NAN);
    for (uf_day day = from; day <= to; day++) {
        unsigned char *closed = &days->closed[day - UF_FIRST_DAY];
        *closed |= school == UF_ALL_SCHOOLS ? CLOSED_FOR_ALL : CLOSED_FOR_SOME;
        if (school != UF_ALL_SCHOOLS && !add_closing(days, school, day))
            return no_memory(__func__, error);
    }
    return UF_OK;
}

static int by_school_and_day(const void *left, const void *right)
{
    const struct closing *a = left;
    const struct closing *b = right;
    if (a->school != b->school)
        return a->school < b->school ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

void uf_school_days_number(uf_school_days *days)
{
    if (days->closing_count > 0)
        qsort(days->closings, days->closing_count, sizeof *days->closings, by_school_and_day);
    int32_t count = 0;
    for (uf_day day = UF_FIRST_DAY; day <= UF_LAST_DAY; day++) {
        days->before[day - UF_FIRST_DAY] = count;
        count += uf_school_days_open(days, day);
    }
    days->before[DAYS] = count;
}

int32_t uf_school_days_terms(const uf_school_days *days)
{
    return days->term_count;
}

int32_t uf_school_days_term(const uf_school_days *days, uf_day day)
{
    int32_t low = 0;
    int32_t high = days->term_count;
    while (low < high) { /* the first term that ends on the day or later */
        int32_t middle = low + (high - low) / 2;
        if (days->terms[middle].to < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < days->term_count && days->terms[low].from <= day ? low : UF_NO_TERM;
}

void uf_school_days_term_bounds(const uf_school_days *days, int32_t term, uf_day *from, uf_day *to)
{
    *from = days->terms[term].from;
    *to = days->terms[term].to;
}

bool uf_school_days_closed(const uf_school_days *days, uint32_t school, uf_day day)
{
    unsigned char closed = days->closed[day - UF_FIRST_DAY];
    if ((closed & CLOSED_FOR_ALL) != 0)
        return true;
    if ((closed & CLOSED_FOR_SOME) == 0)
        return false;
    struct closing wanted = { school, day };
    return bsearch(&wanted, days->closings, days->closing_count, sizeof wanted,
                   by_school_and_day) != NULL;
}

bool uf_school_days_open(const uf_school_days *days, uf_day day)
{
    return uf_day_weekday(day) <= UF_FRIDAY && uf_school_days_term(days, day) != UF_NO_TERM &&
           (days->closed[day - UF_FIRST_DAY] & CLOSED_FOR_ALL) == 0;
}

int32_t uf_school_days_before(const uf_school_days *days, uf_day day)
{
    return days->before[day - UF_FIRST_DAY];
}

int32_t uf_school_days_count(const uf_school_days *days)
{
    return days->before[DAYS];
}

uf_day uf_school_days_nth(const uf_school_days *days, int32_t n)
{
    int32_t low = 0; /* the last day with at most n school days before it is the one */
    int32_t high = DAYS - 1;
    while (low < high) {
        int32_t middle = low + (high - low + 1) / 2;
        if (days->before[middle] <= n)
            low = middle;
        else
            high = middle - 1;
    }
    return UF_FIRST_DAY + low;
}
