/* enrolment.c: the spells of a roster, by pupil. The rules stand in enrolment.h. */
#include <utfall/enrolment.h>

#include <math.h>
#include <stdlib.h>

struct uf_enrolments {
    uf_enrolment *spells; /* after uf_enrolments_sort by pupil, first day and place */
    size_t count, capacity;
    size_t *start; /* [pupils + 1] the first spell of each pupil */
    uint32_t pupils;
};

static uf_status no_memory(const char *function, uf_error *error)
{
    return uf_error_set(error, UF_ENOMEM, function, "out of memory", UF_NO_INDEX, NAN);
}

uf_status uf_enrolments_new(uf_enrolments **enrolments, uf_error *error)
{
    uf_enrolments *new = calloc(1, sizeof *new);
    if (new == NULL)
        return no_memory(__func__, error);
    *enrolments = new;
    return UF_OK;
}

void uf_enrolments_free(uf_enrolments *enrolments)
{
    if (enrolments == NULL)
        return;
    free(enrolments->spells);
    free(enrolments->start);
    free(enrolments);
}

uf_status uf_enrolments_add(uf_enrolments *enrolments, const uf_enrolment *spell, uf_error *error)
{
    const char *fault = NULL;
    if (!uf_day_is_valid(spell->from) || !uf_day_is_valid(spell->to))
        fault = "a date is outside 1900-01-01 to 2199-12-31";
    else if (spell->to < spell->from)
        fault = "the last day is before the first";
    else if (spell->pupil == UINT32_MAX)
        fault = "the code is out of range";
    if (fault != NULL)
        return uf_error_set(error, UF_EINVAL, __func__, fault, enrolments->count, NAN);
    if (enrolments->count == enrolments->capacity) {
        size_t capacity = enrolments->capacity + enrolments->capacity / 2 + 64;
        uf_enrolment *spells = realloc(enrolments->spells, capacity * sizeof *spells);
        if (spells == NULL)
            return no_memory(__func__, error);
        enrolments->spells = spells;
        enrolments->capacity = capacity;
    }
    enrolments->spells[enrolments->count++] = *spell;
    if (spell->pupil >= enrolments->pupils)
        enrolments->pupils = spell->pupil + 1;
    return UF_OK;
}

static int by_pupil_and_day(const void *left, const void *right)
{
    const uf_enrolment *a = left;
    const uf_enrolment *b = right;
    if (a->pupil != b->pupil)
        return a->pupil < b->pupil ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

uf_status uf_enrolments_sort(uf_enrolments *enrolments, uf_error *error)
{
    size_t *start = calloc((size_t)enrolments->pupils + 1, sizeof *start);
    if (start == NULL)
        return no_memory(__func__, error);
    free(enrolments->start);
    enrolments->start = start;
    if (enrolments->count > 0)
        qsort(enrolments->spells, enrolments->count, sizeof *enrolments->spells, by_pupil_and_day);
    size_t i = 0;
    for (uint32_t pupil = 0; pupil < enrolments->pupils; pupil++) {
        start[pupil] = i;
        while (i < enrolments->count && enrolments->spells[i].pupil == pupil)
            i++;
    }
    start[enrolments->pupils] = i;
    return UF_OK;
}

const uf_enrolment *uf_enrolments_of(const uf_enrolments *enrolments, uint32_t pupil, size_t *n)
{
    *n = 0;
    if (pupil >= enrolments->pupils)
        return NULL;
    *n = enrolments->start[pupil + 1] - enrolments->start[pupil];
    return enrolments->spells + enrolments->start[pupil];
}

uf_whereabouts uf_enrolments_find(const uf_enrolments *enrolments, uint32_t pupil, uint32_t school,
                                  uf_day day, const uf_enrolment **spell)
{
    size_t n;
    const uf_enrolment *spells = uf_enrolments_of(enrolments, pupil, &n);
    uf_whereabouts found = n > 0 ? UF_NOT_ENROLLED : UF_NOT_IN_ROSTER;
    for (size_t i = 0; i < n && spells[i].from <= day; i++) {
        if (spells[i].to < day)
            continue;
        bool here = school == UF_ANY_SCHOOL || spells[i].school == school;
        if (found == UF_HERE && !here)
            continue;
        /* Spells come by first day and place: a later one counts if it began later. */
        bool later = found < UF_ELSEWHERE || spells[i].from > (*spell)->from;
        if (later || (here && found != UF_HERE))
            *spell = &spells[i];
        found = here ? UF_HERE : UF_ELSEWHERE;
    }
    return found;
}

static bool overlaps(const uf_enrolment *spells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n && spells[k].from <= spells[i].to; k++)
            if (spells[k].school != spells[i].school)
                return true;
    return false;
}

size_t uf_enrolments_overlaps(const uf_enrolments *enrolments)
{
    size_t count = 0;
    for (uint32_t pupil = 0; pupil < enrolments->pupils; pupil++) {
        size_t n;
        const uf_enrolment *spells = uf_enrolments_of(enrolments, pupil, &n);
        count += overlaps(spells, n);
    }
    return count;
}

static bool is_school_day(const uf_school_days *calendar, uf_day day)
{
    if (calendar != NULL && uf_school_days_terms(calendar) > 0)
        return uf_school_days_open(calendar, day);
    return uf_day_weekday(day) <= UF_FRIDAY;
}

uf_day uf_enrolments_return(const uf_enrolments *enrolments, uint32_t pupil,
                            const uf_school_days *calendar, size_t *i)
{
    size_t n;
    const uf_enrolment *spells = uf_enrolments_of(enrolments, pupil, &n);
    uf_day until = UF_LAST_DAY; /* the last day of the spells before number *i */
    for (size_t k = 0; k < n; k++) {
        if (k > 0 && k >= *i)
            for (uf_day day = until + 1; day < spells[k].from; day++)
                if (is_school_day(calendar, day)) {
                    *i = k + 1;
                    return spells[k].from;
                }
        if (k == 0 || spells[k].to > until)
            until = spells[k].to;
    }
    *i = n;
    return UF_NO_DAY;
}
