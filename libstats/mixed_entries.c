/* mixed_entries.c: outer products of rows, by pattern of times or by distance of waves. */
#include "mixed_entries.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool uf_mixed_entries_init(uf_mixed_entries *e, uf_mixed_statistics *s)
{
    *e = (uf_mixed_entries){ .s = s };
    e->times.words = 4;
    e->patterns.words = 3;
    e->level = calloc(s->d, sizeof *e->level);
    e->change = calloc(s->d, sizeof *e->change);
    return e->level != NULL && e->change != NULL;
}

void uf_mixed_entries_release(uf_mixed_entries *e)
{
    uf_key_index_release(&e->times);
    uf_key_index_release(&e->patterns);
    free(e->entry);
    free(e->level);
    free(e->change);
}

/* Room for one element more in an array of *room elements. */
static bool widen(void **array, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return true;
    size_t wanted = *room > 0 ? *room + *room / 2 : 4;
    if (size == 0 || wanted > SIZE_MAX / size)
        return false;
    void *wider = realloc(*array, wanted * size);
    if (wider == NULL)
        return false;
    *array = wider;
    *room = wanted;
    return true;
}

void uf_mixed_entries_group(uf_mixed_entries *e, uint32_t school)
{
    uf_mixed_statistics *s = e->s;
    if (s->group_count > 0) {
        const uf_mixed_group *last = &s->groups[s->group_count - 1];
        for (size_t i = 0; i < last->count; i++)
            e->entry[s->coefficients[last->first + i]] = 0;
    }
    s->groups[s->group_count++] = (uf_mixed_group){ .first = s->entry_count, .school = school };
}

/* An entry more, its matrix 0; its number, or SIZE_MAX. */
static size_t add_entry(uf_mixed_statistics *s, size_t coefficient)
{
    size_t cells = s->d * s->d;
    void *coefficients = s->coefficients;
    if (!widen(&coefficients, &s->coefficient_room, s->entry_count, sizeof *s->coefficients))
        return SIZE_MAX;
    s->coefficients = coefficients;
    void *matrices = s->matrices;
    if (!widen(&matrices, &s->matrix_room, s->entry_count, cells * sizeof *s->matrices))
        return SIZE_MAX;
    s->matrices = matrices;
    memset(s->matrices + s->entry_count * cells, 0, cells * sizeof *s->matrices);
    s->coefficients[s->entry_count] = coefficient;
    s->groups[s->group_count - 1].count++;
    return s->entry_count++;
}

/* The entry of a coefficient in the present group; SIZE_MAX without memory. */
static size_t entry_of(uf_mixed_entries *e, size_t coefficient)
{
    if (coefficient >= e->slots) {
        size_t slots = 2 * coefficient + 8;
        size_t *entry = realloc(e->entry, slots * sizeof *entry);
        if (entry == NULL)
            return SIZE_MAX;
        memset(entry + e->slots, 0, (slots - e->slots) * sizeof *entry);
        e->entry = entry;
        e->slots = slots;
    }
    if (e->entry[coefficient] == 0) {
        size_t made = add_entry(e->s, coefficient);
        if (made == SIZE_MAX)
            return SIZE_MAX;
        e->entry[coefficient] = made + 1;
    }
    return e->entry[coefficient] - 1;
}

/* to += a a' + b b'. Two rows at a time: the sums are read and written half as often. */
static void add_two(double *restrict to, const double *restrict a, const double *restrict b,
                    size_t d)
{
    for (size_t r = 0; r < d; r++, to += d) {
        double a_r = a[r], b_r = b[r];
        for (size_t c = r; c < d; c++)
            to[c] += a_r * a[c] + b_r * b[c];
    }
}

static void add_one(double *restrict to, const double *restrict a, size_t d)
{
    for (size_t r = 0; r < d; r++, to += d) {
        for (size_t c = r; c < d; c++)
            to[c] += a[r] * a[c];
    }
}

/* The entry's matrix += a a' for each of the rows a. */
static bool add_squares(uf_mixed_entries *e, size_t coefficient, const double *rows, size_t count)
{
    size_t entry = entry_of(e, coefficient), d = e->s->d, i = 0;
    if (entry == SIZE_MAX)
        return false;
    double *to = e->s->matrices + entry * d * d;
    for (; i + 1 < count; i += 2)
        add_two(to, rows + i * d, rows + (i + 1) * d, d);
    if (i < count)
        add_one(to, rows + i * d, d);
    return true;
}

/* The entry's matrix += a b' + b a'. */
static bool add_product(uf_mixed_entries *e, size_t coefficient, const double *a, const double *b)
{
    size_t entry = entry_of(e, coefficient), d = e->s->d;
    if (entry == SIZE_MAX)
        return false;
    double *to = e->s->matrices + entry * d * d;
    for (size_t r = 0; r < d; r++) {
        for (size_t c = r; c < d; c++)
            to[r * d + c] += a[r] * b[c] + b[r] * a[c];
    }
    return true;
}

/* The number of the pattern of `count` rows at times with that mean and sum of squares about it;
 * SIZE_MAX without memory. */
static size_t pattern_of(uf_mixed_entries *e, size_t count, double mean, double squares)
{
    uf_mixed_statistics *s = e->s;
    const double moments[2] = { mean, squares };
    uint32_t words[4];
    memcpy(words, moments, sizeof words);
    bool added;
    uint32_t times = uf_key_index_take(&e->times, words, &added);
    if (times == UF_NO_KEY)
        return SIZE_MAX;
    const uint32_t key[3] = { times, (uint32_t)(count & UINT32_MAX), (uint32_t)(count >> 31 >> 1) };
    uint32_t number = uf_key_index_take(&e->patterns, key, &added);
    void *patterns = s->patterns;
    if (number == UF_NO_KEY ||
        !widen(&patterns, &s->pattern_room, s->pattern_count, sizeof *s->patterns))
        return SIZE_MAX;
    s->patterns = patterns;
    if (added) {
        double root = sqrt((double)count);
        s->patterns[s->pattern_count++] = (uf_mixed_pattern){
            .rank = squares > 0 ? 2 : 1, .b00 = root, .b01 = root * mean, .b11 = sqrt(squares)
        };
    }
    s->patterns[number].persons++;
    return number;
}

/* Times that differ by no more than this part of their scale are one time. */
static const double one_time = 1e-10;

static void time_moments(double *mean, double *squares, const uf_mixed_person *person)
{
    *mean = *squares = 0;
    for (size_t i = 0; i < person->count; i++)
        *mean += person->time[i] / (double)person->count;
    for (size_t i = 0; i < person->count; i++)
        *squares += (person->time[i] - *mean) * (person->time[i] - *mean);
    if (*squares <= one_time * one_time)
        *squares = 0;
}

/* along = o'A for a column o of the basis, and A less o along in place of A. o_i is (values_i -
 * mean)/length: for the level 1 (values NULL) over the root of the count, for the change the time
 * about its mean. */
static void project(double *along, const uf_mixed_person *person, const double *values, double mean,
                    double length, size_t d)
{
    memset(along, 0, d * sizeof *along);
    for (size_t i = 0; i < person->count; i++) {
        const double *row = person->rows + i * d;
        double part = ((values != NULL ? values[i] : 1) - mean) / length;
        for (size_t c = 0; c < d; c++)
            along[c] += part * row[c];
    }
    for (size_t i = 0; i < person->count; i++) {
        double *row = person->rows + i * d;
        double part = ((values != NULL ? values[i] : 1) - mean) / length;
        for (size_t c = 0; c < d; c++)
            row[c] -= part * along[c];
    }
}

static bool add_levels(uf_mixed_entries *e, const uf_mixed_person *person)
{
    double mean = 0, squares = 0;
    if ((e->s->terms & UF_MIXED_SLOPE) != 0)
        time_moments(&mean, &squares, person);
    size_t pattern = pattern_of(e, person->count, mean, squares);
    if (pattern == SIZE_MAX)
        return false;
    project(e->level, person, NULL, 0, sqrt((double)person->count), e->s->d);
    if (squares > 0)
        project(e->change, person, person->time, mean, sqrt(squares), e->s->d);
    size_t first = 1 + 3 * pattern;
    return add_squares(e, first, e->level, 1) &&
           (!(squares > 0) || (add_product(e, first + 1, e->level, e->change) &&
                               add_squares(e, first + 2, e->change, 1)));
}

static size_t gap_of(uf_mixed_statistics *s, uint32_t distance)
{
    for (size_t i = 0; i < s->gap_count; i++) {
        if (s->gaps[i].distance == distance) {
            s->gaps[i].pairs++;
            return i;
        }
    }
    void *gaps = s->gaps;
    if (!widen(&gaps, &s->gap_room, s->gap_count, sizeof *s->gaps))
        return SIZE_MAX;
    s->gaps = gaps;
    s->gaps[s->gap_count] = (uf_mixed_gap){ .distance = distance, .pairs = 1 };
    return s->gap_count++;
}

/* Neighbours; the first row is left to coefficient 0. */
static bool add_neighbours(uf_mixed_entries *e, const uf_mixed_person *person)
{
    size_t d = e->s->d;
    for (size_t i = 1; i < person->count; i++) {
        size_t gap = gap_of(e->s, person->wave[i] - person->wave[i - 1]);
        if (gap == SIZE_MAX)
            return false;
        const double *earlier = person->rows + (i - 1) * d, *later = person->rows + i * d;
        for (size_t c = 0; c < d; c++)
            e->change[c] = later[c] - earlier[c];
        size_t first = 1 + 3 * gap;
        if (!add_squares(e, first, e->change, 1) ||
            !add_product(e, first + 1, e->change, earlier) ||
            !add_squares(e, first + 2, earlier, 1))
            return false;
    }
    return true;
}

bool uf_mixed_entries_add(uf_mixed_entries *e, const uf_mixed_person *person)
{
    bool serial = (e->s->terms & UF_MIXED_AR1) != 0;
    if (serial && !add_neighbours(e, person))
        return false;
    if ((e->s->terms & UF_MIXED_PERSON) != 0 && !add_levels(e, person))
        return false;
    return add_squares(e, 0, person->rows, serial ? 1 : person->count);
}
