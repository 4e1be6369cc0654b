/* attendance_log.c: rows of an attendance log to lessons. */
#include "cli/attendance_log.h"

#include <stddef.h>

/* The split columns, and with them the third form, if the log has any of them. */
static bool find_split(uf_attendance_log *log)
{
    log->authorised = uf_rows_column(log->rows, "absent_authorised");
    log->unauthorised = uf_rows_column(log->rows, "absent_unauthorised");
    if (log->authorised == UF_NO_COLUMN && log->unauthorised == UF_NO_COLUMN)
        return false;
    log->authorised = uf_rows_require(log->rows, "absent_authorised");
    log->unauthorised = uf_rows_require(log->rows, "absent_unauthorised");
    return true;
}

/* The minutes attended, if absence is split as well: what else `attended` may be is not known. */
static void find_attended(uf_attendance_log *log)
{
    if (!log->authorised_known)
        return;
    log->attended = uf_rows_column(log->rows, "attended");
    if (log->attended != UF_NO_COLUMN)
        log->attended_other = uf_rows_column(log->rows, "attended_other");
}

void uf_attendance_log_open(uf_attendance_log *log, uf_cli *cli, uf_rows *rows,
                            const uf_codes *codes, const char *percent)
{
    if (percent != NULL && codes != NULL)
        uf_cli_die(cli, "--codes and --attendance-percent: give one of them");
    *log = (uf_attendance_log){
        .rows = rows,
        .codes = codes,
        .pupil = uf_rows_require(rows, "pupil"),
        .date = uf_rows_require(rows, "date"),
        .scheduled = UF_NO_COLUMN,
        .absent = UF_NO_COLUMN,
        .authorised = UF_NO_COLUMN,
        .unauthorised = UF_NO_COLUMN,
        .reported = uf_rows_column(rows, "reported"),
        .status = UF_NO_COLUMN,
        .percent = UF_NO_COLUMN,
        .attended = UF_NO_COLUMN,
        .attended_other = UF_NO_COLUMN,
        .cancelled = uf_rows_column(rows, "cancelled"),
    };
    if (percent != NULL) {
        log->percent = uf_rows_require(rows, percent);
    } else if (codes != NULL) {
        log->status = uf_rows_require(rows, "status");
        log->scheduled = uf_rows_column(rows, "scheduled");
        log->authorised_known = true;
    } else {
        log->authorised_known = find_split(log);
        find_attended(log);
        log->scheduled = log->attended != UF_NO_COLUMN ? uf_rows_column(rows, "scheduled")
                                                       : uf_rows_require(rows, "scheduled");
        log->absent = log->authorised_known ? uf_rows_column(rows, "absent")
                                            : uf_rows_require(rows, "absent");
    }
}

/* The amount in a column; 0 when it is bad, and then the row is. */
static int64_t read_amount(uf_attendance_log *log, size_t column)
{
    uf_decimal number;
    int64_t amount = 0;
    bool exact = true;
    if (!uf_rows_decimal(log->rows, column, &number)) {
        (void)uf_rows_present(log->rows, column); /* which reports it, if that is why */
        return 0;
    }
    if (!uf_decimal_scale(number, UF_AMOUNT_PLACES, &amount, &exact))
        uf_rows_reject(log->rows, column, "'%s' is too large",
                       uf_rows_cell(log->rows, column).text);
    if (!exact)
        log->rounded++;
    return amount;
}

/* Whether the register was taken: by `reported`, and by there being a value at all in one of n
 * columns (each may be UF_NO_COLUMN). */
static uf_lesson_state read_state(uf_attendance_log *log, const size_t *columns, size_t n)
{
    if (log->reported != UF_NO_COLUMN && uf_rows_present(log->rows, log->reported) &&
        uf_rows_flag(log->rows, log->reported) == 0)
        return UF_LESSON_UNREPORTED;
    for (size_t i = 0; i < n; i++)
        if (!uf_rows_missing(log->rows, columns[i]))
            return UF_LESSON_REPORTED;
    log->empty++;
    return UF_LESSON_UNREPORTED;
}

static void read_absent(uf_attendance_log *log, uf_lesson *lesson)
{
    lesson->scheduled = read_amount(log, log->scheduled);
    lesson->state = read_state(log, &log->absent, 1);
    if (lesson->state == UF_LESSON_REPORTED)
        lesson->unsaid = read_amount(log, log->absent);
}

static void read_split(uf_attendance_log *log, uf_lesson *lesson)
{
    lesson->scheduled = read_amount(log, log->scheduled);
    lesson->state = read_state(log, (const size_t[]){ log->authorised, log->unauthorised }, 2);
    if (lesson->state != UF_LESSON_REPORTED)
        return;
    lesson->authorised = read_amount(log, log->authorised);
    lesson->unauthorised = read_amount(log, log->unauthorised);
    if (uf_rows_missing(log->rows, log->absent) || uf_rows_bad(log->rows))
        return;
    const int64_t absent = read_amount(log, log->absent);
    if (absent - lesson->authorised != lesson->unauthorised)
        uf_rows_reject(log->rows, log->absent,
                       "'%s' is not the sum of absent_authorised and absent_unauthorised",
                       uf_rows_cell(log->rows, log->absent).text);
}

/* The amount in a column of attendance minutes, where nothing is 0. */
static int64_t read_part(uf_attendance_log *log, size_t column)
{
    if (uf_rows_missing(log->rows, column))
        return 0;
    const int64_t amount = read_amount(log, column);
    if (amount < 0)
        uf_rows_reject(log->rows, column, "'%s' is negative", uf_rows_cell(log->rows, column).text);
    else if (amount > INT64_MAX / 4)
        uf_rows_reject(log->rows, column, "'%s' is too large",
                       uf_rows_cell(log->rows, column).text);
    else
        return amount;
    return 0;
}

/* A lesson without a register: only `scheduled` knows how long it was. */
static void read_unreported(uf_attendance_log *log, uf_lesson *lesson)
{
    if (!uf_rows_missing(log->rows, log->scheduled))
        lesson->scheduled = read_amount(log, log->scheduled);
    else if (log->scheduled != UF_NO_COLUMN)
        (void)uf_rows_present(log->rows, log->scheduled);
    else
        uf_rows_reject(log->rows, log->attended,
                       "a lesson without a register needs a column 'scheduled' to say how long "
                       "it was");
}

static void read_attended(uf_attendance_log *log, uf_lesson *lesson)
{
    uf_rows *rows = log->rows;
    const size_t parts[] = { log->attended, log->attended_other, log->authorised,
                             log->unauthorised };
    lesson->state = read_state(log, parts, sizeof parts / sizeof parts[0]);
    if (lesson->state != UF_LESSON_REPORTED) {
        read_unreported(log, lesson);
        return;
    }
    lesson->authorised = read_part(log, log->authorised);
    lesson->unauthorised = read_part(log, log->unauthorised);
    lesson->scheduled = read_part(log, log->attended) + read_part(log, log->attended_other) +
                        lesson->authorised + lesson->unauthorised;
    if (uf_rows_missing(rows, log->scheduled) || uf_rows_bad(rows))
        return;
    if (read_amount(log, log->scheduled) != lesson->scheduled)
        uf_rows_reject(rows, log->scheduled,
                       "'%s' is not the sum of what was attended and what was missed",
                       uf_rows_cell(rows, log->scheduled).text);
}

static void read_status(uf_attendance_log *log, uf_lesson *lesson)
{
    lesson->scheduled =
        log->scheduled == UF_NO_COLUMN ? UF_AMOUNT_ONE : read_amount(log, log->scheduled);
    lesson->state = read_state(log, &log->status, 1);
    if (lesson->state != UF_LESSON_REPORTED)
        return;
    const uf_cell cell = uf_rows_cell(log->rows, log->status);
    const uf_attendance_code *code = uf_codes_find(log->codes, cell.text, cell.length);
    if (code == NULL)
        uf_rows_reject(log->rows, log->status, "'%s' is not in the table of codes", cell.text);
    else
        uf_lesson_from_code(lesson, code, lesson->scheduled);
}

static void read_percent(uf_attendance_log *log, uf_lesson *lesson)
{
    lesson->scheduled = 100 * UF_AMOUNT_ONE;
    lesson->state = read_state(log, &log->percent, 1);
    if (lesson->state != UF_LESSON_REPORTED)
        return;
    const int64_t percent = read_amount(log, log->percent);
    const uf_lesson_fault fault = uf_lesson_from_percent(lesson, percent);
    if (fault != UF_LESSON_SOUND)
        uf_rows_reject(log->rows, log->percent, "'%s': %s",
                       uf_rows_cell(log->rows, log->percent).text, uf_lesson_fault_text(fault));
}

/* A lesson that did not take place. */
static void read_cancelled(uf_attendance_log *log, uf_lesson *lesson)
{
    lesson->state = UF_LESSON_EXEMPT;
    if (!uf_rows_missing(log->rows, log->scheduled))
        lesson->scheduled = read_amount(log, log->scheduled);
    log->called_off++;
}

void uf_attendance_log_read(uf_attendance_log *log, uf_day *day, uf_lesson *lesson)
{
    *lesson = (uf_lesson){ .state = UF_LESSON_REPORTED };
    (void)uf_rows_present(log->rows, log->pupil);
    *day = uf_rows_present(log->rows, log->date) ? uf_rows_day(log->rows, log->date) : UF_NO_DAY;
    if (!uf_rows_missing(log->rows, log->cancelled) && uf_rows_flag(log->rows, log->cancelled) == 1)
        read_cancelled(log, lesson);
    else if (log->percent != UF_NO_COLUMN)
        read_percent(log, lesson);
    else if (log->status != UF_NO_COLUMN)
        read_status(log, lesson);
    else if (log->attended != UF_NO_COLUMN)
        read_attended(log, lesson);
    else if (log->authorised != UF_NO_COLUMN)
        read_split(log, lesson);
    else
        read_absent(log, lesson);
    if (uf_rows_bad(log->rows))
        return;
    const uf_lesson_fault fault = uf_lesson_check(lesson);
    if (fault != UF_LESSON_SOUND)
        uf_rows_reject(log->rows, UF_NO_COLUMN, "%s", uf_lesson_fault_text(fault));
}
