/* attendance_enrol.c: pupils in the windows where they should have been, rows or not. The rules
 * stand in attendance.h. */
#include "attendance_state.h"

#include <math.h>
#include <stdlib.h>

/* Whether the pupil has time at this school in a bin: then the roster adds nothing. */
static bool has_time(const uf_attendance *a, uint32_t pupil, int32_t bin, uint32_t place,
                     const uf_attendance_places *places)
{
    for (uint32_t i = a->head[pupil]; i != UF_NO_CELL;) {
        const struct uf_attendance_cell *cell = uf_attendance_cells_at(&a->cells, i);
        if (cell->key.bin == bin && (cell->scheduled > 0 || cell->unreported > 0) &&
            cell->key.place < places->count &&
            places->school[cell->key.place] == places->school[place])
            return true;
        i = cell->next;
    }
    return false;
}

/* A cell without time, from `from` to `to`. False if memory ran out. */
static bool add_cell(uf_attendance *a, const struct uf_attendance_key *key, uf_day from, uf_day to)
{
    uint64_t hash = uf_attendance_cells_expect(&a->cells, key);
    uint32_t number =
        uf_attendance_cells_find_or_insert(&a->cells, key, hash, UF_NO_CELL, &a->head[key->pupil]);
    if (number == UF_NO_CELL)
        return false;
    struct uf_attendance_cell *cell = uf_attendance_cells_at(&a->cells, number);
    if (from < cell->first)
        cell->first = from;
    if (to > cell->last)
        cell->last = to;
    return true;
}

/* The bins that a spell touches from `from` to `to`. False if memory ran out. */
static bool enrol_spell(uf_attendance *a, uint32_t pupil, uint32_t place, uf_day from, uf_day to,
                        const uf_attendance_places *places)
{
    for (uf_day day = from; day <= to;) {
        int32_t bin = a->bin_of[day - a->low];
        if (bin == UF_NO_WINDOW) {
            day++;
            continue;
        }
        uf_day bin_from;
        uf_day bin_to;
        uf_window_bounds(&a->rolling.bin, bin, &bin_from, &bin_to);
        if (bin_to > to)
            bin_to = to;
        struct uf_attendance_key key = { .pupil = pupil, .bin = bin, .place = place };
        if (!has_time(a, pupil, bin, place, places) && !add_cell(a, &key, day, bin_to))
            return false;
        day = bin_to + 1;
    }
    return true;
}

uf_status uf_attendance_enrol(uf_attendance *a, const uf_enrolment *spells, size_t n,
                              const uint32_t *place_of, const uf_attendance_places *places,
                              uf_error *error)
{
    uf_day first;
    uf_day last;
    if (n == 0 || !uf_attendance_observed(a, &first, &last))
        return UF_OK;
    if (spells->pupil == UINT32_MAX)
        return uf_error_set(error, UF_EINVAL, __func__, "the code is out of range", 0, NAN);
    if (!uf_attendance_reach_pupil(a, spells->pupil))
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", 0, NAN);
    for (size_t i = 0; i < n; i++) {
        uint32_t place = place_of[spells[i].place];
        if (place >= places->count)
            return uf_error_set(error, UF_EINVAL, __func__, "a place has no rank", i, NAN);
        uf_day from = spells[i].from < first ? first : spells[i].from;
        uf_day to = spells[i].to > last ? last : spells[i].to;
        if (!enrol_spell(a, spells->pupil, place, from, to, places))
            return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", i, NAN);
    }
    return UF_OK;
}

uf_status uf_attendance_break_spell(uf_attendance *a, uint32_t pupil, uf_day day, uf_error *error)
{
    if (a->return_count == a->return_capacity) {
        size_t capacity = 2 * a->return_capacity + 64;
        struct uf_attendance_return *returns = realloc(a->returns, capacity * sizeof *returns);
        if (returns == NULL)
            return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
        a->returns = returns;
        a->return_capacity = capacity;
    }
    a->returns[a->return_count++] = (struct uf_attendance_return){ pupil, day };
    a->returns_sorted = false;
    return UF_OK;
}
