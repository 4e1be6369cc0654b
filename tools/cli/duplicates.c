/* duplicates.c: rows of one lesson, by the rule that --duplicates names. */
#include "cli/duplicates.h"

#include <stdlib.h>
#include <string.h>

#include <utfall/lesson_register.h>

struct uf_duplicates {
    uf_cli *cli;
    uf_rows *rows;
    const uf_places *places;
    size_t column;
    bool error, keep;
    uf_intern *texts;   /* of lessons                                   */
    uf_intern *lessons; /* school and lesson, as two codes, to a number */
    uf_lesson_register *met;
    uint64_t left_out, without;
};

uf_duplicates *uf_duplicates_new(uf_cli *cli, uf_rows *rows, const uf_places *places)
{
    const char *rule = uf_cli_text(cli, "duplicates");
    const size_t column = uf_cli_given(cli, "duplicates") ? uf_rows_require(rows, "lesson")
                                                          : uf_rows_column(rows, "lesson");
    if (column == UF_NO_COLUMN)
        return NULL;
    uf_duplicates *duplicates = uf_cli_allocate(cli, 1, sizeof *duplicates);
    *duplicates = (uf_duplicates){ .cli = cli,
                                   .rows = rows,
                                   .places = places,
                                   .column = column,
                                   .error = strcmp(rule, "error") == 0,
                                   .keep = strcmp(rule, "most-absent") == 0,
                                   .texts = uf_intern_new(cli),
                                   .lessons = uf_intern_new(cli) };
    uf_error error;
    if (uf_lesson_register_new(&duplicates->met, duplicates->keep, &error) != UF_OK)
        (void)uf_cli_fail(cli, &error);
    return duplicates;
}

void uf_duplicates_free(uf_duplicates *duplicates)
{
    if (duplicates == NULL)
        return;
    uf_intern_free(duplicates->texts);
    uf_intern_free(duplicates->lessons);
    uf_lesson_register_free(duplicates->met);
    free(duplicates);
}

/* Keep the worse of two rows of one lesson. */
static void choose(const uf_duplicates *duplicates, uf_attendance_row *kept,
                   const uf_attendance_row *row)
{
    int more = uf_lesson_more_absent(&row->lesson, &kept->lesson);
    if (more == 0)
        more = uf_places_compare(duplicates->places, kept->place, row->place);
    if (more > 0)
        *kept = *row;
}

bool uf_duplicates_take(uf_duplicates *duplicates, const uf_attendance_row *row)
{
    if (uf_rows_missing(duplicates->rows, duplicates->column)) {
        duplicates->without++;
        return true;
    }
    const uf_cell cell = uf_rows_cell(duplicates->rows, duplicates->column);
    const uint32_t key[] = { uf_places_school(duplicates->places, row->place),
                             uf_intern_code(duplicates->texts, cell.text, cell.length) };
    const uint32_t lesson = uf_intern_code(duplicates->lessons, (const char *)key, sizeof key);
    bool seen = false;
    uf_attendance_row *kept = NULL;
    uf_error error;
    if (uf_lesson_register_enter(duplicates->met, row, lesson, &seen, &kept, &error) != UF_OK)
        (void)uf_cli_fail(duplicates->cli, &error);
    if (!seen)
        return !duplicates->keep;
    if (duplicates->error) {
        uf_rows_reject(duplicates->rows, duplicates->column,
                       "'%s': the pupil has this lesson of the day in an earlier row; "
                       "--duplicates first or most-absent chooses one",
                       cell.text);
        return false;
    }
    duplicates->left_out++;
    if (kept != NULL)
        choose(duplicates, kept, row);
    return false;
}

const uf_attendance_row *uf_duplicates_kept(const uf_duplicates *duplicates, size_t *n)
{
    return uf_lesson_register_rows(duplicates->met, n);
}

uint64_t uf_duplicates_left_out(const uf_duplicates *duplicates)
{
    return duplicates->left_out;
}

uint64_t uf_duplicates_without(const uf_duplicates *duplicates)
{
    return duplicates->without;
}
