/* uf-absence: an attendance log to one record per pupil and window.
 *
 * Rows go into libstats' accumulator (utfall/attendance.h, which holds the rules) as they are read;
 * records come out when the input has ended, so memory grows with pupils and windows only. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/attendance.h>

#include "cli/attendance_log.h"
#include "cli/codes.h"
#include "cli/groups.h"
#include "cli/program.h"
#include "cli/rows.h"
#include "cli/writer.h"

static const uf_option options[] = {
    { "window", 0, UF_OPTION_TEXT, "WINDOW", .initial = "all", .section = "Windows",
      .text =
          "sum over all, year (1 August to 31 July), quarter, month, or N months, weeks or days: "
          "3m, 2w, 30d" },
    { "anchor", 0, UF_OPTION_DATE, "DATE", .section = "Windows",
      .text = "first day of a window of Nm, Nw or Nd (default 2000-08-01 for months, Mondays for "
              "weeks; days need one)" },
    { "date-from", 0, UF_OPTION_DATE, "DATE", .section = "Windows",
      .text = "leave out rows before this day" },
    { "date-to", 0, UF_OPTION_DATE, "DATE", .section = "Windows",
      .text = "leave out rows after this day" },
    { "unreported", 0, UF_OPTION_CHOICE, "RULE", .choices = "exclude|present|absent",
      .initial = "exclude", .section = "Lessons without a register",
      .text = "what a lesson whose register was never taken counts as; rate_min and rate_max say "
              "what the choice can do" },
    { "codes", 0, UF_OPTION_FILE, "FILE", .section = "What the log holds",
      .text = "read `status` by this table of codes: code,counts_as,weight,authorised" },
    { "attendance-percent", 0, UF_OPTION_COLUMN, "COL", .section = "What the log holds",
      .text =
          "the log has the percentage attended in this column: scheduled 100, absent the rest" },
    { "carry", 0, UF_OPTION_COLUMNS, "COL,...", .section = "What the log holds",
      .text = "take these columns along with school and class" },
    { NULL },
};

static const uf_column columns[] = {
    { "pupil", "id", "whose lesson it is" },
    { "date", NULL, "the day of the lesson" },
    { "scheduled", NULL, "scheduled time: minutes, lessons or days, any one unit" },
    { "absent", NULL, "absent time, of any kind; empty if no register was taken" },
    { "absent_authorised", NULL, "absent with leave, instead of absent" },
    { "absent_unauthorised", NULL, "absent without leave, instead of absent" },
    { "reported", NULL, "1 if a register was taken, else 0" },
    { "status", NULL, "attendance code, read only with --codes" },
    { "school", NULL, "where the pupil had the lesson" },
    { "class", NULL, "the pupil's class" },
    { "grade", NULL, "the pupil's grade" },
    { NULL, NULL, NULL },
};

static const char *const examples[] = {
    "uf-absence --window 3m --date-from 2016-08-01 attendance.csv > rates.csv",
    "uf-absence --window month --codes codes.csv --carry arm attendance.csv",
    "uf-absence --unreported absent attendance.csv | uf-threshold --above 15 --cluster none",
    NULL,
};

/* The columns that say where a lesson was: school, class, grade and --carry, as far as the log has
 * them. */
struct carried {
    size_t columns[64];
    size_t count;
    size_t school_at, class_at; /* positions in columns, or UF_NO_COLUMN */
};

enum { BATCH = 256 };

/* One run of the program. */
struct job {
    uf_cli *cli;
    uf_rows *rows;
    uf_codes *codes; /* or NULL */
    uf_attendance_log log;
    struct carried carried;
    uf_attendance_options settings;
    uf_attendance *attendance;
    uf_attendance_row batch[BATCH]; /* rows that are not in attendance yet */
    size_t batched;
    uf_groups *pupils, *places;
    uint64_t outside; /* rows outside --date-from and --date-to */
    char *definition;
};

/* ---- What was asked for ---- */

static void read_settings(struct job *job)
{
    uf_cli *cli = job->cli;
    uf_attendance_options *settings = &job->settings;
    uf_attendance_options_init(settings);
    uf_day anchor = UF_NO_DAY;
    (void)uf_cli_date(cli, "anchor", &anchor);
    const char *window = uf_cli_text(cli, "window");
    uf_error error;
    if (uf_window_parse(&settings->window, window, anchor, &error) != UF_OK)
        uf_cli_die(cli, "--window %s: %s", window, error.reason);
    (void)uf_cli_date(cli, "date-from", &settings->date_from);
    (void)uf_cli_date(cli, "date-to", &settings->date_to);
    const char *unreported = uf_cli_text(cli, "unreported");
    settings->unreported = strcmp(unreported, "present") == 0  ? UF_UNREPORTED_PRESENT
                           : strcmp(unreported, "absent") == 0 ? UF_UNREPORTED_ABSENT
                                                               : UF_UNREPORTED_EXCLUDE;
}

/* What was measured, for everybody downstream. */
static char *compose_definition(struct job *job)
{
    const uf_attendance_options *settings = &job->settings;
    const char *codes = uf_cli_text(job->cli, "codes");
    char window[UF_WINDOW_NAME_SIZE], day[UF_DATE_SIZE];
    const size_t size = 256 + (codes != NULL ? strlen(codes) : 0);
    char *text = uf_cli_allocate(job->cli, size, 1);
    size_t used = (size_t)snprintf(text, size, "absence;window=%s",
                                   uf_window_name(&settings->window, window));
    const struct {
        const char *name;
        bool given;
        uf_day day;
    } days[] = {
        { "anchor", uf_cli_given(job->cli, "anchor"), settings->window.anchor },
        { "from", settings->date_from != UF_NO_DAY, settings->date_from },
        { "to", settings->date_to != UF_NO_DAY, settings->date_to },
    };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        if (days[i].given)
            used += (size_t)snprintf(text + used, size - used, ";%s=%s", days[i].name,
                                     uf_day_format(days[i].day, day));
    if (codes != NULL)
        used += (size_t)snprintf(text + used, size - used, ";codes=%s", codes);
    (void)snprintf(text + used, size - used, ";unreported=%s;attribute=longest",
                   uf_cli_text(job->cli, "unreported"));
    return text;
}

/* ---- The columns of the log ---- */

static void carry(struct job *job, size_t column)
{
    struct carried *carried = &job->carried;
    for (size_t i = 0; i < carried->count; i++)
        if (carried->columns[i] == column)
            return;
    if (carried->count == sizeof carried->columns / sizeof carried->columns[0])
        uf_cli_die(job->cli, "--carry: more than %zu columns", carried->count);
    carried->columns[carried->count++] = column;
}

/* A column that is carried where the log has it; its position among them, or UF_NO_COLUMN. */
static size_t carry_optional(struct job *job, const char *name)
{
    const size_t column = uf_rows_column(job->rows, name);
    if (column == UF_NO_COLUMN)
        return UF_NO_COLUMN;
    carry(job, column);
    return job->carried.count - 1;
}

static void find_carried(struct job *job)
{
    job->carried.school_at = carry_optional(job, "school");
    job->carried.class_at = carry_optional(job, "class");
    (void)carry_optional(job, "grade");
    static const char *const lists[] = { "carry", "by" };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        size_t n;
        const size_t *selected = uf_rows_select(job->rows, lists[i], &n);
        for (size_t k = 0; k < n; k++)
            carry(job, selected[k]);
    }
}

static void find_columns(struct job *job)
{
    uf_attendance_log_open(&job->log, job->cli, job->rows, job->codes,
                           uf_cli_text(job->cli, "attendance-percent"));
    job->settings.authorised_known = job->log.authorised_known;
    find_carried(job);
    job->pupils = uf_groups_new(job->cli, job->rows, &job->log.pupil, 1);
    job->places = uf_groups_new(job->cli, job->rows, job->carried.columns, job->carried.count);
}

/* ---- Rows in ---- */

/* Hand the rows that have been gathered to the accumulator. */
static void add_batch(struct job *job)
{
    uf_error error;
    if (uf_attendance_add(job->attendance, job->batch, job->batched, &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    job->batched = 0;
}

static void add_row(struct job *job)
{
    uf_attendance_row row;
    uf_attendance_log_read(&job->log, &row.day, &row.lesson);
    if (uf_rows_bad(job->rows))
        return;
    if (!uf_attendance_covers(job->attendance, row.day)) {
        job->outside++;
        return;
    }
    row.pupil = uf_groups_code(job->pupils, job->rows);
    row.place = uf_groups_code(job->places, job->rows);
    job->batch[job->batched++] = row;
    if (job->batched == BATCH)
        add_batch(job);
}

/* ---- The records ---- */

static void write_header(struct job *job)
{
    uf_writer *writer = uf_cli_output(job->cli);
    static const char *const fixed[] = {
        "window",        "from",       "to",       "scheduled", "absent",   "authorised",
        "unauthorised",  "unreported", "coverage", "rate",      "rate_min", "rate_max",
        "longest_spell", "moved",      "eligible", "definition"
    };
    const size_t fixed_count = sizeof fixed / sizeof fixed[0];
    const struct carried *carried = &job->carried;
    const char *names[3 + sizeof carried->columns / sizeof carried->columns[0] +
                      sizeof fixed / sizeof *fixed];
    size_t n = 0;
    names[n++] = "pupil";
    names[n++] = "school";
    names[n++] = "class";
    for (size_t i = 0; i < carried->count; i++)
        if (i != carried->school_at && i != carried->class_at)
            names[n++] = uf_groups_name(job->places, i);
    for (size_t i = 0; i < fixed_count; i++)
        names[n++] = fixed[i];
    uf_writer_header(writer, names, n);
}

static void write_place(struct job *job, uf_writer *writer, uint32_t place)
{
    const struct carried *carried = &job->carried;
    const size_t first[] = { carried->school_at, carried->class_at };
    for (size_t i = 0; i < 2; i++)
        if (first[i] == UF_NO_COLUMN)
            uf_writer_missing(writer);
        else
            uf_writer_text(writer, uf_groups_text(job->places, place, first[i]));
    for (size_t i = 0; i < carried->count; i++)
        if (i != carried->school_at && i != carried->class_at)
            uf_writer_text(writer, uf_groups_text(job->places, place, i));
}

static void write_record(struct job *job, const uf_attendance_record *record)
{
    uf_writer *writer = uf_cli_output(job->cli);
    char label[UF_WINDOW_LABEL_SIZE];
    uf_writer_text(writer, uf_groups_text(job->pupils, record->pupil, 0));
    write_place(job, writer, record->place);
    uf_writer_text(writer, uf_window_label(&job->settings.window, record->window, label));
    uf_writer_day(writer, record->from);
    uf_writer_day(writer, record->to);
    uf_writer_decimal(writer, record->scheduled);
    uf_writer_decimal(writer, record->absent);
    if (record->authorised_known) {
        uf_writer_decimal(writer, record->authorised);
        uf_writer_decimal(writer, record->unauthorised);
    } else {
        uf_writer_missing(writer);
        uf_writer_missing(writer);
    }
    uf_writer_decimal(writer, record->unreported);
    uf_writer_number(writer, record->coverage);
    uf_writer_number(writer, record->rate);
    uf_writer_number(writer, record->rate_min);
    uf_writer_number(writer, record->rate_max);
    uf_writer_count(writer, record->longest_spell);
    uf_writer_count(writer, record->moved);
    uf_writer_count(writer, record->eligible);
    uf_writer_text(writer, job->definition);
    uf_writer_end_row(writer);
}

/* Ranks of places and of their schools by text, so that the order of the rows never shows. */
static uf_attendance_places rank_places(struct job *job)
{
    const size_t count = uf_groups_count(job->places);
    const uint32_t *sorted = uf_groups_order(job->places);
    uint32_t *school = uf_cli_allocate(job->cli, count, sizeof *school);
    uint32_t *order = uf_cli_allocate(job->cli, count, sizeof *order);
    uint32_t rank = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t at = job->carried.school_at;
        if (i > 0 && at != UF_NO_COLUMN &&
            strcmp(uf_groups_text(job->places, sorted[i], at),
                   uf_groups_text(job->places, sorted[i - 1], at)) != 0)
            rank++;
        school[sorted[i]] = rank;
        order[sorted[i]] = (uint32_t)i;
    }
    return (uf_attendance_places){ .school = school, .order = order, .count = count };
}

static void write_records(struct job *job)
{
    const size_t pupils = uf_attendance_pupils(job->attendance);
    const uint32_t *sorted = uf_groups_order(job->pupils);
    uf_attendance_places places = rank_places(job);
    for (size_t i = 0; i < pupils; i++) {
        const uf_attendance_record *records;
        size_t count;
        uf_error error;
        if (uf_attendance_records(job->attendance, sorted[i], &places, &records, &count, &error) !=
            UF_OK)
            (void)uf_cli_fail(job->cli, &error);
        for (size_t k = 0; k < count; k++)
            write_record(job, &records[k]);
    }
    free((void *)places.school);
    free((void *)places.order);
}

static void say_counts(struct job *job)
{
    const struct {
        uint64_t count;
        const char *what;
    } counts[] = {
        { uf_rows_read(job->rows), "rows read" },
        { uf_attendance_pupils(job->attendance), "pupils" },
        { job->outside, "rows outside --date-from and --date-to, left out" },
        { job->log.empty, "rows without a value for absence, taken as unreported" },
        { job->log.rounded, "amounts rounded to nine decimals" },
    };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (i < 2 || counts[i].count > 0)
            uf_cli_say(job->cli, "%s: %" PRIu64, counts[i].what, counts[i].count);
}

static int run(uf_cli *cli)
{
    struct job job = { .cli = cli };
    read_settings(&job);
    const char *codes = uf_cli_text(cli, "codes");
    if (codes != NULL)
        job.codes = uf_codes_read(cli, codes);
    job.rows = uf_rows_open(cli);
    find_columns(&job);
    job.definition = compose_definition(&job);
    uf_error error;
    if (uf_attendance_new(&job.attendance, &job.settings, &error) != UF_OK)
        return uf_cli_fail(cli, &error);
    while (uf_rows_next(job.rows))
        add_row(&job);
    add_batch(&job);
    say_counts(&job);
    uf_rows_close(job.rows);
    write_header(&job);
    write_records(&job);

    uf_attendance_free(job.attendance);
    uf_groups_free(job.pupils);
    uf_groups_free(job.places);
    uf_codes_free(job.codes);
    free(job.definition);
    return 0;
}

static const uf_tool tool = {
    .name = "uf-absence",
    .brief = "attendance log to one record per pupil and window",
    .operands = "[FILE]...",
    .examples = examples,
    .options = options,
    .columns = columns,
    .groups = UF_OPTIONS_INPUT,
    .run = run,
};
UF_TOOL(tool)
