/* lesson_register.c: lessons met so far, by pupil, day and code. */
#include <utfall/lesson_register.h>

#include <math.h>
#include <stdlib.h>

#include "key_index.h"

struct uf_lesson_register {
    struct uf_key_index keys; /* pupil, day, lesson */
    bool keep;
    uf_attendance_row *rows; /* [keys.count] if kept */
    size_t capacity;
};

uf_status uf_lesson_register_new(uf_lesson_register **lessons, bool keep, uf_error *error)
{
    uf_lesson_register *new = malloc(sizeof *new);
    if (new == NULL)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    *new = (uf_lesson_register){ .keys = { .words = 3 }, .keep = keep };
    *lessons = new;
    return UF_OK;
}

void uf_lesson_register_free(uf_lesson_register *lessons)
{
    if (lessons == NULL)
        return;
    uf_key_index_release(&lessons->keys);
    free(lessons->rows);
    free(lessons);
}

static bool reach(uf_lesson_register *lessons)
{
    if (!lessons->keep || lessons->keys.count < lessons->capacity)
        return true;
    size_t capacity = lessons->capacity + lessons->capacity / 2 + 64;
    uf_attendance_row *rows = realloc(lessons->rows, capacity * sizeof *rows);
    if (rows == NULL)
        return false;
    lessons->rows = rows;
    lessons->capacity = capacity;
    return true;
}

uf_status uf_lesson_register_enter(uf_lesson_register *lessons, const uf_attendance_row *row,
                                   uint32_t lesson, bool *seen, uf_attendance_row **kept,
                                   uf_error *error)
{
    const uint32_t key[] = { row->pupil, (uint32_t)row->day, lesson };
    bool added = false;
    uint32_t number = reach(lessons) ? uf_key_index_take(&lessons->keys, key, &added) : UF_NO_KEY;
    if (number == UF_NO_KEY)
        return uf_error_set(error, UF_ENOMEM, __func__, "out of memory", UF_NO_INDEX, NAN);
    *seen = !added;
    *kept = lessons->keep ? &lessons->rows[number] : NULL;
    if (added && lessons->keep)
        **kept = *row;
    return UF_OK;
}

const uf_attendance_row *uf_lesson_register_rows(const uf_lesson_register *lessons, size_t *n)
{
    *n = lessons->keep ? lessons->keys.count : 0;
    return lessons->rows;
}

static int three_way(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int64_t absent(const uf_lesson *lesson)
{
    return lesson->authorised + lesson->unauthorised + lesson->unsaid;
}

int uf_lesson_more_absent(const uf_lesson *a, const uf_lesson *b)
{
    int sign = three_way((int)b->state, (int)a->state);
    if (sign == 0 && a->state == UF_LESSON_REPORTED)
        sign = three_way(absent(a), absent(b));
    if (sign == 0)
        sign = three_way(b->scheduled, a->scheduled);
    if (sign == 0 && a->state == UF_LESSON_REPORTED)
        sign = three_way(b->authorised, a->authorised);
    if (sign == 0 && a->state == UF_LESSON_REPORTED)
        sign = three_way(b->unsaid, a->unsaid);
    return sign;
}
