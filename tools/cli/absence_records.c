/* absence_records.c: writing records of absence. */
#include "cli/absence_records.h"

#include <stdlib.h>
#include <string.h>

#include "cli/writer.h"

/* The columns after those of the place. */
static const char *const own[] = { "window",        "from",       "to",           "scheduled",
                                   "absent",        "authorised", "unauthorised", "unreported",
                                   "coverage",      "rate",       "rate_min",     "rate_max",
                                   "longest_spell", "moved",      "eligible",     "definition" };
enum { OWN = sizeof own / sizeof own[0] };

static void check_name(uf_cli *cli, const char *name)
{
    bool taken = strcmp(name, "pupil") == 0;
    for (size_t i = 0; i < OWN; i++)
        taken = taken || strcmp(name, own[i]) == 0;
    if (taken)
        uf_cli_die(cli, "the log's column '%s' is called like a column of the records; rename it",
                   name);
}

void uf_absence_records_header(uf_cli *cli, const uf_places *places)
{
    const size_t width = uf_places_width(places);
    const char **names = uf_cli_allocate(cli, 1 + width + OWN, sizeof *names);
    names[0] = "pupil";
    for (size_t i = 0; i < width; i++) {
        names[1 + i] = uf_places_name(places, i);
        check_name(cli, names[1 + i]);
    }
    for (size_t i = 0; i < OWN; i++)
        names[1 + width + i] = own[i];
    uf_writer_header(uf_cli_output(cli), names, 1 + width + OWN);
    free(names);
}

static void write_kinds(uf_writer *writer, const uf_attendance_record *record)
{
    if (record->authorised_known) {
        uf_writer_decimal(writer, record->authorised);
        uf_writer_decimal(writer, record->unauthorised);
    } else {
        uf_writer_missing(writer);
        uf_writer_missing(writer);
    }
}

void uf_absence_records_write(uf_cli *cli, const uf_places *places, const char *pupil,
                              const char *window, const uf_attendance_record *record,
                              const char *definition)
{
    uf_writer *writer = uf_cli_output(cli);
    uf_writer_text(writer, pupil);
    for (size_t i = 0; i < uf_places_width(places); i++)
        uf_writer_text(writer, uf_places_text(places, record->place, i));
    uf_writer_text(writer, window);
    uf_writer_day(writer, record->from);
    uf_writer_day(writer, record->to);
    uf_writer_decimal(writer, record->scheduled);
    uf_writer_decimal(writer, record->absent);
    write_kinds(writer, record);
    uf_writer_decimal(writer, record->unreported);
    uf_writer_number(writer, record->coverage);
    uf_writer_number(writer, record->rate);
    uf_writer_number(writer, record->rate_min);
    uf_writer_number(writer, record->rate_max);
    uf_writer_count(writer, record->longest_spell);
    uf_writer_count(writer, record->moved);
    uf_writer_count(writer, record->eligible);
    uf_writer_text(writer, definition);
    uf_writer_end_row(writer);
}
