/* log_check.c: an attendance log, row by row and as a whole. */
#include "cli/log_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/attendance_rules.h>

#include "cli/attendance_log.h"
#include "cli/coverage_rows.h"
#include "cli/figure.h"
#include "cli/groups.h"
#include "cli/intern.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/roster.h"
#include "cli/school_calendar.h"

struct uf_log_check {
    uf_cli *cli;
    uf_rows *rows;
    uf_findings *findings;
    uf_codes *codes; /* or NULL */
    uf_attendance_log log;
    size_t school, lesson, arm; /* columns, or UF_NO_COLUMN                     */
    uf_intern *pupils;          /* those of the roster first                    */
    uf_intern *texts;           /* schools, arms                                */
    uf_intern *lessons;
    uf_groups *places; /* school and class, as far as the log has them */
    uf_attendance_rules *rules;
    uf_roster *roster; /* or NULL */
    uint32_t roster_file;
    size_t roster_pupils;
    bool *met; /* [roster_pupils] the log has a row of the pupil */
    uf_day first, last;
    uf_school_calendar *calendar; /* or NULL */
    uf_coverage_rows *coverage;   /* or NULL */
};

/* What a row says, beside its lesson. */
struct entry {
    uint32_t pupil, school; /* UF_NO_CODE: not said */
    uf_day day;
    uf_lesson lesson;
    const uf_enrolment *spell; /* that holds the day; NULL: none, or no roster */
    bool enrolled;             /* true without a roster                        */
};

/* ---- Opening ---- */

static void open_roster(uf_log_check *check)
{
    const char *path = uf_cli_text(check->cli, "roster");
    if (path == NULL)
        return;
    check->roster = uf_roster_read(check->cli, path, check->pupils, check->texts);
    check->roster_file = uf_findings_file(check->findings, strcmp(path, "-") == 0 ? "stdin" : path);
    check->roster_pupils = uf_intern_count(check->pupils);
    check->met = uf_cli_allocate(check->cli, check->roster_pupils, sizeof *check->met);
    memset(check->met, 0, check->roster_pupils * sizeof *check->met);
}

static void open_places(uf_log_check *check)
{
    size_t columns[2];
    size_t n = 0;
    const size_t class_column = uf_rows_column(check->rows, "class");
    if (check->school != UF_NO_COLUMN)
        columns[n++] = check->school;
    if (class_column != UF_NO_COLUMN)
        columns[n++] = class_column;
    check->places = uf_groups_new(check->cli, check->rows, columns, n);
}

uf_log_check *uf_log_check_new(uf_cli *cli, uf_rows *rows, uf_findings *findings)
{
    uf_error error;
    const char *codes = uf_cli_text(cli, "codes");
    const char *calendar = uf_cli_text(cli, "calendar");
    uf_log_check *check = uf_cli_allocate(cli, 1, sizeof *check);
    *check = (uf_log_check){ .cli = cli,
                             .rows = rows,
                             .findings = findings,
                             .pupils = uf_intern_new(cli),
                             .texts = uf_intern_new(cli),
                             .lessons = uf_intern_new(cli),
                             .first = UF_LAST_DAY,
                             .last = UF_FIRST_DAY };
    (void)uf_findings_file(findings, uf_rows_file(rows));
    if (codes != NULL)
        check->codes = uf_codes_read(cli, codes);
    uf_attendance_log_open(&check->log, cli, rows, check->codes,
                           uf_cli_text(cli, "attendance-percent"));
    check->school = uf_rows_column(rows, "school");
    check->lesson = uf_rows_column(rows, "lesson");
    check->arm = uf_rows_column(rows, "arm");
    open_places(check);
    if (check->lesson == UF_NO_COLUMN)
        uf_cli_say(cli, "the log has no column 'lesson': the same lesson twice is not looked for");
    if (uf_attendance_rules_new(&check->rules, &error) != UF_OK)
        (void)uf_cli_fail(cli, &error);
    open_roster(check);
    if (calendar != NULL)
        check->calendar = uf_school_calendar_read(cli, calendar, check->texts);
    check->coverage = uf_coverage_rows_new(cli, check->texts);
    return check;
}

void uf_log_check_free(uf_log_check *check)
{
    if (check == NULL)
        return;
    uf_codes_free(check->codes);
    uf_groups_free(check->places);
    uf_attendance_rules_free(check->rules);
    uf_roster_free(check->roster);
    uf_school_calendar_free(check->calendar);
    uf_coverage_rows_free(check->coverage);
    uf_intern_free(check->pupils);
    uf_intern_free(check->texts);
    uf_intern_free(check->lessons);
    free(check->met);
    free(check);
}

/* ---- One row ---- */

uf_rule uf_log_check_fault(const uf_log_check *check, size_t *column)
{
    uf_number number;
    const uf_attendance_log *log = &check->log;
    if (*column == UF_NO_COLUMN) {
        *column = log->absent != UF_NO_COLUMN ? log->absent : log->unauthorised;
        return UF_RULE_LESSON;
    }
    const uf_cell cell = uf_rows_cell(check->rows, *column);
    const bool reads = *column != log->date && uf_number_scan(cell.text, cell.length, &number);
    /* A number that reads and was refused all the same: below 0, or not the sum of its parts. */
    return reads && (number.negative || (*column == log->absent && log->authorised_known))
               ? UF_RULE_LESSON
               : UF_RULE_TYPE;
}

static uint32_t text_code(const uf_log_check *check, size_t column)
{
    if (uf_rows_missing(check->rows, column))
        return UF_NO_CODE;
    const uf_cell cell = uf_rows_cell(check->rows, column);
    return uf_intern_code(check->texts, cell.text, cell.length);
}

static void find_place(const uf_log_check *check, uf_finding_place *place, size_t column)
{
    *place = uf_findings_place(check->findings, check->rows, column);
}

static void check_enrolment(uf_log_check *check, struct entry *entry)
{
    uf_finding_place place;
    entry->enrolled = true;
    if (check->roster == NULL)
        return;
    if (entry->pupil < check->roster_pupils)
        check->met[entry->pupil] = true;
    const uf_whereabouts where = uf_enrolments_find(
        uf_roster_spells(check->roster), entry->pupil,
        entry->school == UF_NO_CODE ? UF_ANY_SCHOOL : entry->school, entry->day, &entry->spell);
    entry->enrolled = where == UF_HERE || where == UF_ELSEWHERE;
    if (!entry->enrolled)
        entry->spell = NULL;
    find_place(check, &place, where == UF_ELSEWHERE ? check->school : check->log.pupil);
    if (where == UF_NOT_IN_ROSTER)
        uf_findings_add(check->findings, &place, UF_RULE_OUTSIDE_ENROLMENT,
                        "the pupil is not on the roster");
    else if (where == UF_NOT_ENROLLED)
        uf_findings_add(check->findings, &place, UF_RULE_OUTSIDE_ENROLMENT,
                        "the pupil is not enrolled on this day");
    else if (where == UF_ELSEWHERE)
        uf_findings_add(check->findings, &place, UF_RULE_OUTSIDE_ENROLMENT,
                        "the pupil is enrolled at %s on this day",
                        uf_intern_text(check->texts, entry->spell->school));
}

static void check_day(uf_log_check *check, const struct entry *entry, bool weekend)
{
    uf_finding_place place;
    if (entry->lesson.state == UF_LESSON_EXEMPT)
        return;
    find_place(check, &place, check->log.date);
    const uf_school_days *days =
        check->calendar != NULL ? uf_school_calendar_days(check->calendar) : NULL;
    const uint32_t school = entry->school == UF_NO_CODE ? UF_ALL_SCHOOLS : entry->school;
    if (days != NULL && uf_school_days_terms(days) > 0 &&
        uf_school_days_term(days, entry->day) == UF_NO_TERM)
        uf_findings_add(check->findings, &place, UF_RULE_OUTSIDE_TERM, "is in no term");
    else if (days != NULL && uf_school_days_closed(days, school, entry->day))
        uf_findings_add(check->findings, &place, UF_RULE_CLOSED_DAY, "school is closed");
    else if (weekend)
        uf_findings_add(check->findings, &place, UF_RULE_WEEKEND, "is a %s",
                        uf_day_weekday(entry->day) == UF_SATURDAY ? "Saturday" : "Sunday");
}

/* What is wrong with the current row in the light of those before it. */
static void report_others(uf_log_check *check, const uf_rules_verdict *verdict)
{
    uf_finding_place place;
    if (verdict->repeat) {
        char text[UF_FINDING_REFERENCE_SIZE];
        find_place(check, &place, check->lesson);
        uf_findings_add(
            check->findings, &place, UF_RULE_LESSON_TWICE,
            "the pupil has this lesson in %s already",
            uf_findings_reference(check->findings, check->rows, verdict->repeat_of, text));
    }
    if (verdict->elsewhere) {
        find_place(check, &place, check->school);
        uf_findings_add(check->findings, &place, UF_RULE_TWO_SCHOOLS,
                        "the pupil has lessons at %s on this day too",
                        uf_intern_text(check->texts, verdict->other_school));
    }
}

/* What the rows before make of this one. False if it repeats one of them. */
static bool check_against_others(uf_log_check *check, const struct entry *entry,
                                 uf_rules_verdict *verdict)
{
    uf_error error;
    const uf_cell lesson = uf_rows_cell(check->rows, check->lesson);
    const uf_rules_row row = {
        .pupil = entry->pupil,
        .school = entry->school,
        .place = uf_groups_code(check->places, check->rows),
        .lesson = uf_rows_missing(check->rows, check->lesson)
                      ? UF_CODE_UNSAID
                      : uf_intern_code(check->lessons, lesson.text, lesson.length),
        .day = entry->day,
        .state = entry->lesson.state,
        .scheduled = entry->lesson.scheduled,
        .where = uf_findings_mark(check->findings, check->rows),
    };
    if (uf_attendance_rules_add(check->rules, &row, verdict, &error) != UF_OK)
        (void)uf_cli_fail(check->cli, &error);
    report_others(check, verdict);
    return !verdict->repeat;
}

static void count_coverage(uf_log_check *check, const struct entry *entry)
{
    uint32_t arm = text_code(check, check->arm);
    uint32_t school = entry->school;
    if (entry->spell != NULL && check->arm == UF_NO_COLUMN)
        arm = uf_roster_text(check->roster, entry->spell->place, UF_ROSTER_ARM);
    if (entry->spell != NULL && check->school == UF_NO_COLUMN)
        school = entry->spell->school;
    uf_coverage_rows_add(check->coverage, school, arm, entry->day, &entry->lesson);
}

void uf_log_check_row(uf_log_check *check)
{
    struct entry entry = { 0 };
    uf_rules_verdict verdict;
    uf_attendance_log_read(&check->log, &entry.day, &entry.lesson);
    if (uf_rows_bad(check->rows))
        return;
    const uf_cell pupil = uf_rows_cell(check->rows, check->log.pupil);
    entry.pupil = uf_intern_code(check->pupils, pupil.text, pupil.length);
    entry.school = text_code(check, check->school);
    check->first = entry.day < check->first ? entry.day : check->first;
    check->last = entry.day > check->last ? entry.day : check->last;
    check_enrolment(check, &entry);
    const bool counts = check_against_others(check, &entry, &verdict);
    check_day(check, &entry, verdict.weekend);
    if (check->coverage != NULL && counts && entry.enrolled)
        count_coverage(check, &entry);
}

/* ---- The whole log ---- */

/* "A 3b" or, where the log says nothing of places, "all". */
static void name_place(const uf_log_check *check, uint32_t place, char *name, size_t size)
{
    size_t used = 0;
    (void)snprintf(name, size, "all");
    for (size_t i = 0; i < uf_groups_width(check->places) && used < size; i++)
        used += (size_t)snprintf(name + used, size - used, "%s%s", i > 0 ? " " : "",
                                 uf_groups_text(check->places, place, i));
}

static void report_registers(uf_log_check *check)
{
    char name[256], day[UF_DATE_SIZE], time[UF_DECIMAL_TEXT_SIZE];
    uint32_t number = 0;
    uf_rules_register found;
    while (uf_attendance_rules_next_register(check->rules, &number, &found)) {
        const uf_finding_place place = uf_findings_marked(found.where);
        const bool known = found.lesson != UF_CODE_UNSAID;
        name_place(check, found.place, name, sizeof name);
        uf_decimal_text((uf_decimal){ .mantissa = found.time, .places = UF_AMOUNT_PLACES }, time);
        if (found.unreported == found.rows)
            uf_findings_add(check->findings, &place, UF_RULE_REGISTER_MISSING,
                            "%s, %s%s%s: no register was taken (rows: %" PRIu32 ", scheduled: %s)",
                            name, uf_day_format(found.day, day), known ? ", lesson " : "",
                            known ? uf_intern_text(check->lessons, found.lesson) : "", found.rows,
                            time);
        else
            uf_findings_add(check->findings, &place, UF_RULE_REGISTER_INCOMPLETE,
                            "%s, %s%s%s: no register for %" PRIu32 " of %" PRIu32
                            " rows (scheduled: %s)",
                            name, uf_day_format(found.day, day), known ? ", lesson " : "",
                            known ? uf_intern_text(check->lessons, found.lesson) : "",
                            found.unreported, found.rows, time);
    }
}

static void report_silences(uf_log_check *check)
{
    char name[256];
    size_t count;
    uf_error error;
    const uf_rules_silence *silences;
    if (uf_attendance_rules_silences(check->rules, &silences, &count, &error) != UF_OK)
        (void)uf_cli_fail(check->cli, &error);
    for (size_t i = 0; i < count; i++) {
        const uf_rules_silence *silence = &silences[i];
        const uf_finding_place place = uf_findings_marked(silence->where);
        if (silence->place != UF_CODE_UNSAID)
            name_place(check, silence->place, name, sizeof name);
        else
            (void)snprintf(name, sizeof name, "%s",
                           silence->school == UF_CODE_UNSAID
                               ? "all"
                               : uf_intern_text(check->texts, silence->school));
        uf_findings_add(check->findings, &place, UF_RULE_MONTH_WITHOUT_REGISTER,
                        "%s: no register was taken in %04d-%02d (rows: %" PRIu32 ")", name,
                        silence->year, silence->month, silence->rows);
    }
}

static uf_finding_place on_roster(const uf_log_check *check, uint32_t pupil)
{
    return (uf_finding_place){ .file = check->roster_file,
                               .column = UF_NO_COLUMN,
                               .name = "pupil",
                               .value = { .text = uf_intern_text(check->pupils, pupil),
                                          .length = uf_intern_length(check->pupils, pupil) } };
}

/* The spells of a pupil that share a day with an earlier one at another school. */
static void report_overlaps(uf_log_check *check, uint32_t pupil, const uf_enrolment *spells,
                            size_t n)
{
    char from[UF_DATE_SIZE];
    const uf_finding_place place = on_roster(check, pupil);
    for (size_t i = 1; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (spells[k].to >= spells[i].from && spells[k].school != spells[i].school) {
                uf_findings_add(check->findings, &place, UF_RULE_TWO_SCHOOLS,
                                "on the roster at %s and at %s from %s on",
                                uf_intern_text(check->texts, spells[k].school),
                                uf_intern_text(check->texts, spells[i].school),
                                uf_day_format(spells[i].from, from));
                break;
            }
}

static void report_roster(uf_log_check *check)
{
    for (size_t pupil = 0; pupil < check->roster_pupils; pupil++) {
        size_t n;
        const uf_enrolment *spells =
            uf_enrolments_of(uf_roster_spells(check->roster), (uint32_t)pupil, &n);
        report_overlaps(check, (uint32_t)pupil, spells, n);
        bool expected = false;
        for (size_t i = 0; i < n; i++)
            expected = expected || (spells[i].from <= check->last && spells[i].to >= check->first);
        const uf_finding_place place = on_roster(check, (uint32_t)pupil);
        if (expected && !check->met[pupil])
            uf_findings_add(check->findings, &place, UF_RULE_NEVER_IN_LOG,
                            "is enrolled in the time of the log, which has no row of the pupil");
    }
}

/* How lessons were read, for the definition of coverage. */
static char *compose_definition(const uf_log_check *check)
{
    const char *codes = uf_cli_text(check->cli, "codes");
    char *text =
        uf_message_text("%s%s%s", codes != NULL ? ";codes=" : "", codes != NULL ? codes : "",
                        check->roster != NULL ? ";roster" : "");
    if (text == NULL)
        uf_cli_no_memory(check->cli);
    return text;
}

void uf_log_check_finish(uf_log_check *check)
{
    report_registers(check);
    report_silences(check);
    if (check->roster != NULL)
        report_roster(check);
    if (check->coverage == NULL)
        return;
    char *definition = compose_definition(check);
    uf_coverage_rows_write(check->coverage, definition);
    free(definition);
}
