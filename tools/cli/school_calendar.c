/* school_calendar.c: reading a school calendar. */
#include "cli/school_calendar.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/rows.h"

struct term {
    char *name;
    uf_day from, to;
    uint64_t line;
};

struct uf_school_calendar {
    uf_cli *cli;
    uf_intern *texts;
    struct term *terms; /* by first day, once all are read */
    size_t count;
    uf_school_days *days;
};

/* The columns of the file. */
struct columns {
    size_t kind, name, school, from, to;
};

static void add_term(uf_school_calendar *calendar, uf_rows *rows, const struct columns *columns,
                     uf_day from, uf_day to)
{
    if (!uf_rows_missing(rows, columns->school))
        uf_rows_reject(rows, columns->school, "a term holds for all schools: leave it empty");
    if (!uf_rows_present(rows, columns->name) || uf_rows_bad(rows))
        return;
    const char *name = uf_rows_cell(rows, columns->name).text;
    for (size_t i = 0; i < calendar->count; i++)
        if (strcmp(calendar->terms[i].name, name) == 0)
            uf_rows_reject(rows, columns->name, "'%s' is the name of two terms", name);
    if (uf_rows_bad(rows))
        return;
    calendar->terms =
        uf_cli_grow(calendar->cli, calendar->terms, calendar->count + 1, sizeof *calendar->terms);
    calendar->terms[calendar->count++] = (struct term){
        .name = uf_cli_copy(calendar->cli, name), .from = from, .to = to, .line = uf_rows_line(rows)
    };
}

static void close_school(uf_school_calendar *calendar, uf_rows *rows, const struct columns *columns,
                         uf_day from, uf_day to)
{
    uint32_t school = UF_ALL_SCHOOLS;
    if (!uf_rows_missing(rows, columns->school)) {
        const uf_cell cell = uf_rows_cell(rows, columns->school);
        school = uf_intern_code(calendar->texts, cell.text, cell.length);
    }
    uf_error error;
    if (uf_school_days_close(calendar->days, school, from, to, &error) != UF_OK)
        (void)uf_cli_fail(calendar->cli, &error);
}

static void read_row(uf_school_calendar *calendar, uf_rows *rows, const struct columns *columns)
{
    const char *kind = uf_rows_cell(rows, columns->kind).text;
    const bool term = strcmp(kind, "term") == 0;
    if (!term && strcmp(kind, "closed") != 0)
        uf_rows_reject(rows, columns->kind, "'%s' is not term or closed", kind);
    const uf_day from =
        uf_rows_present(rows, columns->from) ? uf_rows_day(rows, columns->from) : UF_NO_DAY;
    uf_day to = from; /* of a closed day */
    if (!uf_rows_missing(rows, columns->to))
        to = uf_rows_day(rows, columns->to);
    else if (term)
        (void)uf_rows_present(rows, columns->to);
    if (!uf_rows_bad(rows) && to < from)
        uf_rows_reject(rows, columns->to, "'%s' is before `from`",
                       uf_rows_cell(rows, columns->to).text);
    if (uf_rows_bad(rows))
        return;
    if (term)
        add_term(calendar, rows, columns, from, to);
    else
        close_school(calendar, rows, columns, from, to);
}

static int by_first_day(const void *left, const void *right)
{
    const struct term *a = left;
    const struct term *b = right;
    return (a->from > b->from) - (a->from < b->from);
}

static void sort_terms(uf_school_calendar *calendar, const char *path)
{
    if (calendar->count > 0)
        qsort(calendar->terms, calendar->count, sizeof *calendar->terms, by_first_day);
    for (size_t i = 0; i < calendar->count; i++) {
        const struct term *term = &calendar->terms[i];
        uf_error error;
        if (i > 0 && term->from <= calendar->terms[i - 1].to)
            uf_cli_die(calendar->cli, "%s:%" PRIu64 ": term '%s' begins before term '%s' has ended",
                       path, term->line, term->name, calendar->terms[i - 1].name);
        if (uf_school_days_add_term(calendar->days, term->from, term->to, &error) != UF_OK)
            (void)uf_cli_fail(calendar->cli, &error);
    }
    uf_school_days_number(calendar->days);
}

uf_school_calendar *uf_school_calendar_read(uf_cli *cli, const char *path, uf_intern *texts)
{
    uf_school_calendar *calendar = uf_cli_allocate(cli, 1, sizeof *calendar);
    *calendar = (uf_school_calendar){ .cli = cli, .texts = texts };
    uf_error error;
    if (uf_school_days_new(&calendar->days, &error) != UF_OK)
        (void)uf_cli_fail(cli, &error);
    uf_rows *rows = uf_rows_open_file(cli, path);
    const struct columns columns = {
        .kind = uf_rows_require(rows, "kind"),
        .name = uf_rows_require(rows, "name"),
        .school = uf_rows_column(rows, "school"),
        .from = uf_rows_require(rows, "from"),
        .to = uf_rows_require(rows, "to"),
    };
    while (uf_rows_next(rows))
        read_row(calendar, rows, &columns);
    uf_rows_close(rows);
    sort_terms(calendar, path);
    return calendar;
}

void uf_school_calendar_free(uf_school_calendar *calendar)
{
    if (calendar == NULL)
        return;
    for (size_t i = 0; i < calendar->count; i++)
        free(calendar->terms[i].name);
    free(calendar->terms);
    uf_school_days_free(calendar->days);
    free(calendar);
}

const uf_school_days *uf_school_calendar_days(const uf_school_calendar *calendar)
{
    return calendar->days;
}

const char *uf_school_calendar_term(const uf_school_calendar *calendar, int32_t term)
{
    return calendar->terms[term].name;
}
