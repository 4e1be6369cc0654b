/* uf-absence: an attendance log to one record per pupil and window.
 *
 * Rows go into libstats' accumulator (utfall/attendance.h, which holds the rules) as they are read;
 * records come out when the input has ended, so memory grows with pupils and windows only, unless
 * lessons are looked at for duplicates. */
#include <stdlib.h>
#include <string.h>

#include <utfall/attendance.h>

#include "cli/absence_counts.h"
#include "cli/absence_rates.h"
#include "cli/absence_records.h"
#include "cli/absence_settings.h"
#include "cli/attendance_log.h"
#include "cli/codes.h"
#include "cli/duplicates.h"
#include "cli/places.h"
#include "cli/program.h"
#include "cli/roster.h"
#include "cli/rows.h"
#include "cli/school_calendar.h"
#include "cli/writer.h"

static const uf_option options[] = {
    { "window", 0, UF_OPTION_TEXT, "WINDOW", .initial = "all", .section = "Windows",
      .text = "sum over all, year (1 August to 31 July), quarter, month, term, or N months, weeks, "
              "days or school days: 3m, 2w, 30d, 20s" },
    { "step", 0, UF_OPTION_TEXT, "STEP", .section = "Windows",
      .text = "a window begins every STEP, in the same unit, so that windows overlap: 1m" },
    { "worst", 0, UF_OPTION_FLAG, NULL, .section = "Windows",
      .text = "keep only each pupil's worst window: ever over a limit, instead of at the end" },
    { "anchor", 0, UF_OPTION_DATE, "DATE", .section = "Windows",
      .text = "first day of a window of Nm, Nw, Nd or Ns (default 2000-08-01 for months, Mondays "
              "for weeks; days need one)" },
    { "date-from", 0, UF_OPTION_DATE, "DATE", .section = "Windows",
      .text = "leave out rows before this day" },
    { "date-to", 0, UF_OPTION_DATE, "DATE", .section = "Windows",
      .text = "leave out rows after this day" },
    { "calendar", 0, UF_OPTION_FILE, "FILE", .section = "Windows",
      .text = "terms, and days on which schools are closed: kind,name,school,from,to" },
    { "roster", 0, UF_OPTION_FILE, "FILE", .section = "Pupils",
      .text = "who should be where: pupil,school,from,to and perhaps class, grade, arm; other rows "
              "are left out, and a pupil without rows appears" },
    { "attribute", 0, UF_OPTION_CHOICE, "RULE", .choices = "longest|first|last|split",
      .initial = "longest", .section = "Pupils",
      .text = "which school a pupil's window belongs to after a move; split: one record per school "
              "with that school's time" },
    { "min-scheduled", 0, UF_OPTION_LIMIT, "X", .section = "Pupils",
      .text = "a record with less scheduled time is not eligible: kept, but not analysed" },
    { "unreported", 0, UF_OPTION_CHOICE, "RULE", .choices = "exclude|present|absent",
      .initial = "exclude", .section = "Lessons without a register",
      .text = "what a lesson whose register was never taken counts as; rate_min and rate_max say "
              "what the choice can do" },
    { "duplicates", 0, UF_OPTION_CHOICE, "RULE", .choices = "error|first|most-absent",
      .initial = "error", .section = "What the log holds",
      .text = "which row counts when one lesson of a pupil stands in several; looked for only "
              "where the log has a column lesson" },
    { "codes", 0, UF_OPTION_FILE, "FILE", .section = "What the log holds",
      .text = "read `status` by this table of codes: code,counts_as,weight,authorised" },
    { "attendance-percent", 0, UF_OPTION_COLUMN, "COL", .section = "What the log holds",
      .text =
          "the log has the percentage attended in this column: scheduled 100, absent the rest" },
    { "carry", 0, UF_OPTION_COLUMNS, "COL,...", .section = "What the log holds",
      .text = "take these columns along with school and class" },
    { "aggregate", 0, UF_OPTION_FLAG, NULL, .section = "Output",
      .text = "write results instead: the rate of absence per --by group and window, a ratio of "
              "totals" },
    { .name = NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "whose lesson it is" },
    { "date", NULL, "the day of the lesson" },
    { "scheduled", NULL, "scheduled time: minutes, lessons or days, any one unit" },
    { "absent", NULL, "absent time, of any kind; empty if no register was taken" },
    { "absent_authorised", NULL, "absent with leave, instead of absent" },
    { "absent_unauthorised", NULL, "absent without leave, instead of absent" },
    { "attended", NULL,
      "with absence split: time attended; then what was scheduled is the sum of all four" },
    { "attended_other", NULL, "time at something else that the school arranges: no absence" },
    { "reported", NULL, "1 if a register was taken, else 0" },
    { "status", NULL, "attendance code, read only with --codes" },
    { "school", NULL, "where the pupil had the lesson" },
    { "lesson", NULL, "which lesson of the day it was: a start time or an identity" },
    { "cancelled", NULL, "1 if the lesson did not take place: then it counts for nothing" },
    { "class", NULL, "the pupil's class" },
    { "grade", NULL, "the pupil's grade" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-absence --window 3m --carry arm datasets/attendance.csv",
    "uf-absence --unreported absent datasets/attendance.csv | uf-threshold --above 15 "
    "--cluster none",
    "uf-absence --aggregate --by arm --window month datasets/attendance.csv",
    "uf-simulate absence --per day --dress swedish | uf-absence --map swedish-lessons "
    "--window month",
    NULL,
};

enum { BATCH = 256 };

/* One run of the program. */
struct job {
    uf_cli *cli;
    uf_rows *rows;
    uf_codes *codes; /* or NULL */
    uf_attendance_log log;
    uf_intern *pupils, *texts;
    uf_school_calendar *calendar; /* or NULL */
    uf_roster *roster;            /* or NULL */
    uf_places *places;
    uf_duplicates *duplicates; /* or NULL */
    uf_attendance_options settings;
    uf_attendance *attendance;
    uf_attendance_row batch[BATCH]; /* rows that are not in attendance yet */
    size_t batched;
    uf_absence_counts counts;
    char *definition;
};

/* ---- What there is to read ---- */

static const uf_school_days *calendar_days(const struct job *job)
{
    return job->calendar != NULL ? uf_school_calendar_days(job->calendar) : NULL;
}

static void open_inputs(struct job *job)
{
    uf_cli *cli = job->cli;
    const char *calendar = uf_cli_text(cli, "calendar");
    const char *roster = uf_cli_text(cli, "roster");
    const char *codes = uf_cli_text(cli, "codes");
    if (uf_cli_flag(cli, "worst") && uf_cli_flag(cli, "aggregate"))
        uf_cli_die(cli, "--worst and --aggregate: the worst windows of pupils are not one period");
    job->pupils = uf_intern_new(cli);
    job->texts = uf_intern_new(cli);
    if (calendar != NULL)
        job->calendar = uf_school_calendar_read(cli, calendar, job->texts);
    job->settings = uf_absence_settings(cli, calendar_days(job));
    if (roster != NULL)
        job->roster = uf_roster_read(cli, roster, job->pupils, job->texts);
    if (codes != NULL)
        job->codes = uf_codes_read(cli, codes);
    job->rows = uf_rows_open(cli);
    uf_attendance_log_open(&job->log, cli, job->rows, job->codes,
                           uf_cli_text(cli, "attendance-percent"));
    job->places = uf_places_new(cli, job->rows, job->texts, job->roster);
    job->duplicates = uf_duplicates_new(cli, job->rows, job->places);
    job->settings.authorised_known = job->log.authorised_known;
    job->definition = uf_absence_definition(cli, &job->settings);
    uf_error error;
    if (uf_attendance_new(&job->attendance, &job->settings, &error) != UF_OK)
        (void)uf_cli_fail(cli, &error);
}

/* ---- Rows in ---- */

static void add_rows(struct job *job, const uf_attendance_row *rows, size_t n)
{
    uf_error error;
    if (uf_attendance_add(job->attendance, rows, n, &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
}

/* Hand the rows that have been gathered to the accumulator. */
static void add_batch(struct job *job)
{
    add_rows(job, job->batch, job->batched);
    job->batched = 0;
}

/* The rows that were kept until all duplicates of their lessons were seen. */
static void add_kept(struct job *job)
{
    size_t n;
    const uf_attendance_row *rows = uf_duplicates_kept(job->duplicates, &n);
    add_rows(job, rows, n);
}

/* Whether the row's day is in a window; counted if not. */
static bool is_in_window(struct job *job, uf_day day)
{
    if (uf_attendance_covers(job->attendance, day))
        return true;
    const uf_attendance_options *settings = &job->settings;
    if ((settings->date_from != UF_NO_DAY && day < settings->date_from) ||
        (settings->date_to != UF_NO_DAY && day > settings->date_to))
        job->counts.outside++;
    else
        job->counts.outside_terms++;
    return false;
}

/* The row's place and pupil, without a roster or by it. False if the roster does not have the pupil
 * that day, which is counted. */
static bool find_place(struct job *job, uf_attendance_row *row)
{
    const uf_cell pupil = uf_rows_cell(job->rows, job->log.pupil);
    const uint32_t log = uf_places_log(job->places, job->rows);
    if (job->roster == NULL) {
        row->pupil = uf_intern_code(job->pupils, pupil.text, pupil.length);
        row->place = uf_places_join(job->places, log, UF_NO_PLACE);
        return true;
    }
    const uint32_t school = uf_places_log_school(job->places, log);
    const uf_enrolment *spell = NULL;
    row->pupil = uf_intern_find(job->pupils, pupil.text, pupil.length);
    const uf_whereabouts found =
        uf_enrolments_find(uf_roster_spells(job->roster), row->pupil,
                           school == UF_NO_CODE ? UF_ANY_SCHOOL : school, row->day, &spell);
    job->counts.not_in_roster += found == UF_NOT_IN_ROSTER;
    job->counts.not_enrolled += found == UF_NOT_ENROLLED;
    job->counts.elsewhere += found == UF_ELSEWHERE;
    if (found < UF_ELSEWHERE)
        return false;
    /* At another school than the roster's, the roster knows nothing of class and arm. */
    row->place = uf_places_join(job->places, log, found == UF_HERE ? spell->place : UF_NO_PLACE);
    return true;
}

static void add_row(struct job *job)
{
    uf_attendance_row row;
    uf_attendance_log_read(&job->log, &row.day, &row.lesson);
    if (uf_rows_bad(job->rows) || !is_in_window(job, row.day) || !find_place(job, &row))
        return;
    const uf_school_days *days = calendar_days(job);
    if (days != NULL &&
        uf_school_days_closed(days, uf_places_school(job->places, row.place), row.day)) {
        row.lesson.state = UF_LESSON_EXEMPT;
        job->counts.closed++;
    }
    if (job->duplicates != NULL && !uf_duplicates_take(job->duplicates, &row))
        return;
    job->batch[job->batched++] = row;
    if (job->batched == BATCH)
        add_batch(job);
}

/* ---- Records out ---- */

/* What a window is called. */
static const char *label_of(const void *context, int32_t window, char label[UF_WINDOW_LABEL_SIZE])
{
    const struct job *job = context;
    if (job->settings.window.kind == UF_WINDOW_TERM)
        return uf_school_calendar_term(job->calendar, window);
    return uf_attendance_label(job->attendance, window, label);
}

/* Write a pupil's records, or add them to the rates. */
static void take_records(struct job *job, uint32_t pupil, const uf_attendance_record *records,
                         size_t n, uf_absence_rates *rates)
{
    uf_absence_count_records(&job->counts, records, n);
    if (rates != NULL) {
        uf_absence_rates_add(rates, records, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        char label[UF_WINDOW_LABEL_SIZE];
        uf_absence_records_write(job->cli, job->places, uf_intern_text(job->pupils, pupil),
                                 label_of(job, records[i].window, label), &records[i],
                                 job->definition);
    }
}

static void write_all(struct job *job, const uf_attendance_places *places)
{
    uf_absence_rates *rates = NULL;
    if (uf_cli_flag(job->cli, "aggregate"))
        rates = uf_absence_rates_new(job->cli, job->places, job->settings.unreported);
    uint32_t *sorted = uf_intern_order(job->pupils);
    for (size_t i = 0; i < uf_intern_count(job->pupils); i++) {
        const uf_attendance_record *records;
        size_t n;
        uf_error error;
        if (uf_attendance_records(job->attendance, sorted[i], places, &records, &n, &error) !=
            UF_OK)
            (void)uf_cli_fail(job->cli, &error);
        take_records(job, sorted[i], records, n, rates);
    }
    if (rates != NULL)
        uf_absence_rates_write(rates, label_of, job, job->definition);
    uf_absence_rates_free(rates);
    free(sorted);
}

/* ---- The run ---- */

static void collect_counts(struct job *job)
{
    uf_absence_counts *counts = &job->counts;
    counts->called_off = job->log.called_off;
    counts->empty = job->log.empty;
    counts->rounded = job->log.rounded;
    if (job->duplicates != NULL) {
        counts->repeated = uf_duplicates_left_out(job->duplicates);
        counts->without_lesson = uf_duplicates_without(job->duplicates);
    }
    if (job->roster != NULL)
        counts->overlaps = uf_enrolments_overlaps(uf_roster_spells(job->roster));
}

static void free_job(struct job *job)
{
    uf_attendance_free(job->attendance);
    uf_duplicates_free(job->duplicates);
    uf_places_free(job->places);
    uf_roster_free(job->roster);
    uf_school_calendar_free(job->calendar);
    uf_codes_free(job->codes);
    uf_intern_free(job->pupils);
    uf_intern_free(job->texts);
    free(job->definition);
}

static int run(uf_cli *cli)
{
    struct job job = { .cli = cli };
    open_inputs(&job);
    if (!uf_cli_flag(cli, "aggregate"))
        uf_absence_records_header(cli, job.places);
    while (uf_rows_next(job.rows))
        add_row(&job);
    add_batch(&job);
    if (job.duplicates != NULL)
        add_kept(&job);
    collect_counts(&job);
    uf_absence_say_rows(cli, &job.counts, uf_rows_read(job.rows));
    uf_rows_close(job.rows);

    uint32_t *place_of = job.roster != NULL ? uf_places_of_roster(job.places) : NULL;
    const uf_attendance_places places = uf_places_rank(job.places);
    if (job.roster != NULL)
        job.counts.absentees =
            uf_roster_enrol(job.roster, job.attendance, place_of, &places, calendar_days(&job));
    free(place_of);
    uf_writer_stream(uf_cli_output(cli)); /* the input has ended well: nothing need be held */
    write_all(&job, &places);
    uf_absence_say_records(cli, &job.counts);
    free_job(&job);
    return 0;
}

static const uf_tool tool = {
    .name = "uf-absence",
    .brief = "attendance log to one record per pupil and window",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT | UF_OPTIONS_ANALYSIS,
    .run = run,
};
UF_TOOL(tool)
