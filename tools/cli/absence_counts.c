/* absence_counts.c: saying what was counted. */
#include "cli/absence_counts.h"

#include <inttypes.h>

#include "cli/reading.h"

/* A minimum of 10 days is the federal rule in the United States, 45 New Jersey's; 20 is between. */
static const uint32_t few_days[UF_FEW_DAYS] = { 10, 20, 45 };

void uf_absence_count_records(uf_absence_counts *counts, const uf_attendance_record *records,
                              size_t n)
{
    counts->pupils += n > 0;
    for (size_t i = 0; i < n; i++) {
        counts->ineligible += !records[i].eligible;
        for (size_t k = 0; k < UF_FEW_DAYS; k++)
            counts->few[k] += records[i].days < few_days[k];
    }
}

void uf_absence_say_rows(uf_cli *cli, const uf_absence_counts *counts, uint64_t rows_read)
{
    const struct {
        uint64_t rows;
        const char *reason;
    } rules[] = {
        { counts->outside, "outside --date-from and --date-to" },
        { counts->outside_terms, "outside all terms" },
        { counts->not_in_roster, "of pupils who are not in the roster" },
        { counts->not_enrolled, "outside the pupil's enrolment" },
        { counts->repeated, "of a lesson that another row has" },
    };
    uf_cli_say(cli, "rows read: %" PRIu64, rows_read);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        uf_reading_leave_out(cli, rules[i].rows, rules[i].reason);
        if (rules[i].rows > 0)
            uf_cli_say(cli, "rows %s, left out: %" PRIu64, rules[i].reason, rules[i].rows);
    }
}

void uf_absence_say_records(uf_cli *cli, const uf_absence_counts *counts)
{
    const struct {
        uint64_t count;
        const char *what;
    } said[] = {
        { counts->absentees, "pupils of the roster without any row" },
        { counts->overlaps, "pupils whom the roster has at two schools at once" },
        { counts->elsewhere, "rows at another school than the roster says" },
        { counts->closed, "lessons on days when the school was closed, taken as cancelled" },
        { counts->called_off, "cancelled lessons" },
        { counts->without_lesson, "rows without a lesson, not looked at for duplicates" },
        { counts->empty, "rows without a value for absence, taken as unreported" },
        { counts->rounded, "amounts rounded to nine decimals" },
        { counts->ineligible, "records with too little scheduled time, not eligible" },
    };
    uf_cli_say(cli, "pupils: %" PRIu64, counts->pupils);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (said[i].count > 0)
            uf_cli_say(cli, "%s: %" PRIu64, said[i].what, said[i].count);
    if (counts->few[UF_FEW_DAYS - 1] > 0)
        uf_cli_say(cli,
                   "records of fewer than 10, 20 and 45 school days: %" PRIu64 ", %" PRIu64
                   " and %" PRIu64,
                   counts->few[0], counts->few[1], counts->few[2]);
}
