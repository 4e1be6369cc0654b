/* attendance_rules.c: the state behind the rules: four indexes, and what belongs to their keys. */
#include <utfall/attendance_rules.h>

#include <math.h>
#include <stdlib.h>

#include "key_index.h"

/* Where the first row of a pupil and day was. */
struct attended_day {
    uint32_t school;
    bool said; /* that there is another school */
};

/* A lesson of a place. */
struct lesson_rows {
    uint32_t rows, unreported;
    int64_t time;
    uint64_t where;
};

/* A month of a place. */
struct month_rows {
    uint32_t school;
    uint32_t rows, reported;
    uint64_t where;
};

/* An index, and an array with an element for each of its keys. */
struct register_table {
    struct uf_key_index index;
    void *elements;
    size_t size, room;
};

struct uf_attendance_rules {
    struct register_table repeats; /* pupil, day, lesson, school: uint64_t */
    struct register_table days;    /* pupil, day: struct attended_day     */
    struct register_table lessons; /* place, day, lesson: struct lesson_rows */
    struct register_table months;  /* place, month: struct month_rows     */
    uf_rules_silence *silences;
};

/* The element of a key; a new one is not filled in, and *added is true. NULL: memory ran out. */
static void *take(struct register_table *table, const uint32_t *key, bool *added)
{
    const uint32_t number = uf_key_index_take(&table->index, key, added);
    if (number == UF_NO_KEY)
        return NULL;
    if (number >= table->room) {
        const size_t room = (size_t)number + number / 2 + 64;
        void *elements = realloc(table->elements, room * table->size);
        if (elements == NULL)
            return NULL;
        table->elements = elements;
        table->room = room;
    }
    return (char *)table->elements + number * table->size;
}

static void release(struct register_table *table)
{
    uf_key_index_release(&table->index);
    free(table->elements);
}

uf_status uf_attendance_rules_new(uf_attendance_rules **rules, uf_error *error)
{
    uf_attendance_rules *new = malloc(sizeof *new);
    if (new == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    *new = (uf_attendance_rules){
        .repeats = { .index = { .words = 4 }, .size = sizeof(uint64_t) },
        .days = { .index = { .words = 2 }, .size = sizeof(struct attended_day) },
        .lessons = { .index = { .words = 3 }, .size = sizeof(struct lesson_rows) },
        .months = { .index = { .words = 2 }, .size = sizeof(struct month_rows) },
    };
    *rules = new;
    return UF_OK;
}

void uf_attendance_rules_free(uf_attendance_rules *rules)
{
    if (rules == NULL)
        return;
    release(&rules->repeats);
    release(&rules->days);
    release(&rules->lessons);
    release(&rules->months);
    free(rules->silences);
    free(rules);
}

/* Each of these looks at one rule. False: memory ran out. */

static bool watch_repeat(uf_attendance_rules *rules, const uf_rules_row *row,
                         uf_rules_verdict *verdict)
{
    if (row->lesson == UF_CODE_UNSAID)
        return true;
    bool added;
    const uint32_t key[] = { row->pupil, (uint32_t)row->day, row->lesson, row->school };
    uint64_t *first = take(&rules->repeats, key, &added);
    if (first == NULL)
        return false;
    if (added)
        *first = row->where;
    verdict->repeat = !added;
    verdict->repeat_of = *first;
    return true;
}

static bool watch_day(uf_attendance_rules *rules, const uf_rules_row *row,
                      uf_rules_verdict *verdict)
{
    if (row->school == UF_CODE_UNSAID)
        return true;
    bool added;
    const uint32_t key[] = { row->pupil, (uint32_t)row->day };
    struct attended_day *day = take(&rules->days, key, &added);
    if (day == NULL)
        return false;
    if (added)
        *day = (struct attended_day){ .school = row->school };
    verdict->elsewhere = day->school != row->school && !day->said;
    verdict->other_school = day->school;
    day->said = day->said || verdict->elsewhere;
    return true;
}

static bool watch_month(uf_attendance_rules *rules, const uf_rules_row *row)
{
    bool added;
    const uf_civil civil = uf_day_to_civil(row->day);
    const uint32_t key[] = { row->place, (uint32_t)(12 * civil.year + civil.month - 1) };
    struct month_rows *month = take(&rules->months, key, &added);
    if (month == NULL)
        return false;
    if (added)
        *month = (struct month_rows){ .school = row->school, .where = row->where };
    if (row->where < month->where)
        month->where = row->where;
    month->rows++;
    month->reported += row->state == UF_LESSON_REPORTED;
    return true;
}

static uf_status watch_register(uf_attendance_rules *rules, const uf_rules_row *row,
                                uf_error *error)
{
    bool added;
    const uint32_t key[] = { row->place, (uint32_t)row->day, row->lesson };
    struct lesson_rows *lesson = take(&rules->lessons, key, &added);
    if (lesson == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    if (added)
        *lesson = (struct lesson_rows){ 0 };
    lesson->rows++;
    if (row->state == UF_LESSON_REPORTED)
        return UF_OK;
    if (row->scheduled > INT64_MAX - lesson->time)
        return uf_error_set(error, UF_ERANGE, __func__, "the time of a lesson leaves 64 bits",
                            UF_NO_INDEX, NAN);
    if (lesson->unreported++ == 0 || row->where < lesson->where)
        lesson->where = row->where;
    lesson->time += row->scheduled;
    return UF_OK;
}

uf_status uf_attendance_rules_add(uf_attendance_rules *rules, const uf_rules_row *row,
                                  uf_rules_verdict *verdict, uf_error *error)
{
    *verdict = (uf_rules_verdict){ 0 };
    if (!uf_day_is_valid(row->day))
        return uf_error_set(error, UF_EINVAL, __func__,
                            "the day is outside 1900-01-01 to 2199-12-31", UF_NO_INDEX, row->day);
    if (row->scheduled < 0)
        return uf_error_set(error, UF_EINVAL, __func__, "the scheduled time is negative",
                            UF_NO_INDEX, (double)row->scheduled);
    verdict->weekend = uf_day_weekday(row->day) >= UF_SATURDAY;
    if (!watch_repeat(rules, row, verdict) || !watch_day(rules, row, verdict))
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    if (verdict->repeat || row->state == UF_LESSON_EXEMPT)
        return UF_OK;
    if (!watch_month(rules, row))
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    return watch_register(rules, row, error);
}

bool uf_attendance_rules_next_register(const uf_attendance_rules *rules, uint32_t *number,
                                       uf_rules_register *found)
{
    const struct lesson_rows *lessons = rules->lessons.elements;
    while (*number < rules->lessons.index.count) {
        const struct lesson_rows *lesson = &lessons[*number];
        const uint32_t *key = uf_key_index_key(&rules->lessons.index, (*number)++);
        if (lesson->unreported == 0)
            continue;
        *found = (uf_rules_register){ .place = key[0],
                                      .day = (uf_day)key[1],
                                      .lesson = key[2],
                                      .rows = lesson->rows,
                                      .unreported = lesson->unreported,
                                      .time = lesson->time,
                                      .where = lesson->where };
        return true;
    }
    return false;
}

/* Sum the months of places to months of schools, in `schools` with the key school, month. */
static bool sum_schools(const uf_attendance_rules *rules, struct register_table *schools)
{
    const struct month_rows *months = rules->months.elements;
    for (uint32_t i = 0; i < rules->months.index.count; i++) {
        bool added;
        const uint32_t key[] = { months[i].school, uf_key_index_key(&rules->months.index, i)[1] };
        struct month_rows *school = take(schools, key, &added);
        if (school == NULL)
            return false;
        if (added) {
            *school = months[i];
            continue;
        }
        school->rows += months[i].rows;
        school->reported += months[i].reported;
        if (months[i].where < school->where)
            school->where = months[i].where;
    }
    return true;
}

static uf_rules_silence silence_of(const struct month_rows *rows, uint32_t place, uint32_t month)
{
    return (uf_rules_silence){ .school = rows->school,
                               .place = place,
                               .year = (int)(month / 12),
                               .month = (int)(month % 12) + 1,
                               .rows = rows->rows,
                               .where = rows->where };
}

static int by_where(const void *left, const void *right)
{
    const uf_rules_silence *a = left, *b = right;
    return (a->where > b->where) - (a->where < b->where);
}

/* Fill in the silences, for which there is room. Returns how many. */
static size_t list_silences(const uf_attendance_rules *rules, const struct register_table *schools,
                            uf_rules_silence *silences)
{
    size_t count = 0;
    const struct month_rows *sums = schools->elements;
    for (uint32_t i = 0; i < schools->index.count; i++)
        if (sums[i].reported == 0)
            silences[count++] =
                silence_of(&sums[i], UF_CODE_UNSAID, uf_key_index_key(&schools->index, i)[1]);
    const struct month_rows *months = rules->months.elements;
    for (uint32_t i = 0; i < rules->months.index.count; i++) {
        const uint32_t *key = uf_key_index_key(&rules->months.index, i);
        const uint32_t of_school[] = { months[i].school, key[1] };
        if (months[i].reported == 0 &&
            sums[uf_key_index_find(&schools->index, of_school)].reported > 0)
            silences[count++] = silence_of(&months[i], key[0], key[1]);
    }
    qsort(silences, count, sizeof *silences, by_where);
    return count;
}

uf_status uf_attendance_rules_silences(uf_attendance_rules *rules,
                                       const uf_rules_silence **silences, size_t *count,
                                       uf_error *error)
{
    struct register_table schools = { .index = { .words = 2 }, .size = sizeof(struct month_rows) };
    const size_t most = 2 * (size_t)rules->months.index.count + 1;
    uf_rules_silence *list = realloc(rules->silences, most * sizeof *list);
    if (list != NULL)
        rules->silences = list;
    if (list == NULL || !sum_schools(rules, &schools)) {
        release(&schools);
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    }
    *count = list_silences(rules, &schools, list);
    *silences = list;
    release(&schools);
    return UF_OK;
}
