/* roster.c: reading a roster. */
#include "cli/roster.h"

#include <stdlib.h>
#include <string.h>

#include "cli/rows.h"

/* The texts of one place as codes, UF_NO_CODE for what is not said. */
struct place {
    uint32_t texts[UF_ROSTER_FIELDS];
};

struct uf_roster {
    uf_cli *cli;
    uf_intern *pupils, *texts;
    bool has[UF_ROSTER_FIELDS];
    uf_intern *places; /* struct place to number, in the order of first appearance */
    struct place *sorted;
    uf_enrolment *spells; /* as read: place is the number in `places` */
    size_t count, capacity;
    uf_enrolments *enrolments;
};

/* The columns of the file. */
struct columns {
    size_t pupil, from, to, fields[UF_ROSTER_FIELDS];
};

const char *uf_roster_field_name(uf_roster_field field)
{
    static const char *const names[] = { "school", "class", "grade", "arm" };
    return names[field];
}

static struct columns find_columns(uf_roster *roster, uf_rows *rows)
{
    struct columns columns = { .pupil = uf_rows_require(rows, "pupil"),
                               .from = uf_rows_require(rows, "from"),
                               .to = uf_rows_require(rows, "to") };
    for (int i = 0; i < UF_ROSTER_FIELDS; i++) {
        const char *name = uf_roster_field_name((uf_roster_field)i);
        columns.fields[i] =
            i == UF_ROSTER_SCHOOL ? uf_rows_require(rows, name) : uf_rows_column(rows, name);
        roster->has[i] = columns.fields[i] != UF_NO_COLUMN;
    }
    return columns;
}

static uint32_t read_text(uf_roster *roster, uf_rows *rows, size_t column)
{
    if (uf_rows_missing(rows, column))
        return UF_NO_CODE;
    const uf_cell cell = uf_rows_cell(rows, column);
    return uf_intern_code(roster->texts, cell.text, cell.length);
}

/* The day in a column that must not be empty, or UF_NO_DAY with the row reported. */
static uf_day read_day(uf_rows *rows, size_t column)
{
    return uf_rows_present(rows, column) ? uf_rows_day(rows, column) : UF_NO_DAY;
}

static void read_spell(uf_roster *roster, uf_rows *rows, const struct columns *columns)
{
    struct place place;
    for (int i = 0; i < UF_ROSTER_FIELDS; i++)
        place.texts[i] = read_text(roster, rows, columns->fields[i]);
    const bool school = uf_rows_present(rows, columns->fields[UF_ROSTER_SCHOOL]);
    const bool pupil = uf_rows_present(rows, columns->pupil);
    const uf_day from = read_day(rows, columns->from);
    const uf_day to =
        uf_rows_missing(rows, columns->to) ? UF_LAST_DAY : uf_rows_day(rows, columns->to);
    if (!uf_rows_bad(rows) && to < from)
        uf_rows_reject(rows, columns->to, "'%s' is before `from`",
                       uf_rows_cell(rows, columns->to).text);
    if (!school || !pupil || uf_rows_bad(rows))
        return;
    if (roster->count == roster->capacity) {
        roster->capacity = 2 * roster->capacity + 256;
        roster->spells =
            uf_cli_grow(roster->cli, roster->spells, roster->capacity, sizeof *roster->spells);
    }
    const uf_cell id = uf_rows_cell(rows, columns->pupil);
    roster->spells[roster->count++] = (uf_enrolment){
        .pupil = uf_intern_code(roster->pupils, id.text, id.length),
        .school = place.texts[UF_ROSTER_SCHOOL],
        .place = uf_intern_code(roster->places, (const char *)&place, sizeof place),
        .from = from,
        .to = to,
    };
}

/* What qsort needs to know of a place. */
struct entry {
    const uf_intern *texts;
    struct place place;
    uint32_t number;
};

static const char *text_of(const struct entry *entry, int field)
{
    const uint32_t code = entry->place.texts[field];
    return code == UF_NO_CODE ? "" : uf_intern_text(entry->texts, code);
}

static int by_texts(const void *left, const void *right)
{
    for (int i = 0; i < UF_ROSTER_FIELDS; i++) {
        const int order = strcmp(text_of(left, i), text_of(right, i));
        if (order != 0)
            return order;
    }
    return 0;
}

/* Number the places in the order of their texts, so that the order of the rows never shows. */
static void sort_places(uf_roster *roster)
{
    const size_t n = uf_intern_count(roster->places);
    struct entry *entries = uf_cli_allocate(roster->cli, n, sizeof *entries);
    uint32_t *rank = uf_cli_allocate(roster->cli, n, sizeof *rank);
    for (size_t i = 0; i < n; i++) {
        entries[i] = (struct entry){ .texts = roster->texts, .number = (uint32_t)i };
        memcpy(&entries[i].place, uf_intern_text(roster->places, (uint32_t)i),
               sizeof entries[i].place);
    }
    qsort(entries, n, sizeof *entries, by_texts);
    roster->sorted = uf_cli_allocate(roster->cli, n, sizeof *roster->sorted);
    for (size_t i = 0; i < n; i++) {
        roster->sorted[i] = entries[i].place;
        rank[entries[i].number] = (uint32_t)i;
    }
    for (size_t i = 0; i < roster->count; i++)
        roster->spells[i].place = rank[roster->spells[i].place];
    free(entries);
    free(rank);
}

static void sort_spells(uf_roster *roster)
{
    uf_error error;
    uf_status status = uf_enrolments_new(&roster->enrolments, &error);
    for (size_t i = 0; i < roster->count && status == UF_OK; i++)
        status = uf_enrolments_add(roster->enrolments, &roster->spells[i], &error);
    if (status == UF_OK)
        status = uf_enrolments_sort(roster->enrolments, &error);
    if (status != UF_OK)
        (void)uf_cli_fail(roster->cli, &error);
    free(roster->spells);
    roster->spells = NULL;
}

uf_roster *uf_roster_read(uf_cli *cli, const char *path, uf_intern *pupils, uf_intern *texts)
{
    uf_roster *roster = uf_cli_allocate(cli, 1, sizeof *roster);
    *roster =
        (uf_roster){ .cli = cli, .pupils = pupils, .texts = texts, .places = uf_intern_new(cli) };
    uf_rows *rows = uf_rows_open_file(cli, path);
    const struct columns columns = find_columns(roster, rows);
    while (uf_rows_next(rows))
        read_spell(roster, rows, &columns);
    uf_rows_close(rows);
    sort_places(roster);
    sort_spells(roster);
    return roster;
}

void uf_roster_free(uf_roster *roster)
{
    if (roster == NULL)
        return;
    uf_enrolments_free(roster->enrolments);
    uf_intern_free(roster->places);
    free(roster->sorted);
    free(roster);
}

const uf_enrolments *uf_roster_spells(const uf_roster *roster)
{
    return roster->enrolments;
}

size_t uf_roster_places(const uf_roster *roster)
{
    return uf_intern_count(roster->places);
}

uint32_t uf_roster_text(const uf_roster *roster, uint32_t place, uf_roster_field field)
{
    return roster->sorted[place].texts[field];
}

bool uf_roster_has(const uf_roster *roster, uf_roster_field field)
{
    return roster->has[field];
}

size_t uf_roster_enrol(const uf_roster *roster, uf_attendance *attendance, const uint32_t *place_of,
                       const uf_attendance_places *places, const uf_school_days *calendar)
{
    size_t absentees = 0;
    for (uint32_t pupil = 0; pupil < uf_intern_count(roster->pupils); pupil++) {
        const bool has_rows = uf_attendance_has(attendance, pupil);
        size_t n;
        size_t next = 0;
        uf_error error;
        const uf_enrolment *spells = uf_enrolments_of(roster->enrolments, pupil, &n);
        uf_status status = uf_attendance_enrol(attendance, spells, n, place_of, places, &error);
        while (status == UF_OK && next < n) {
            const uf_day day = uf_enrolments_return(roster->enrolments, pupil, calendar, &next);
            if (day != UF_NO_DAY)
                status = uf_attendance_break_spell(attendance, pupil, day, &error);
        }
        if (status != UF_OK)
            (void)uf_cli_fail(roster->cli, &error);
        absentees += !has_rows && uf_attendance_has(attendance, pupil);
    }
    return absentees;
}
