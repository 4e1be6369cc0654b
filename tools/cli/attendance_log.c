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
    };
    if (percent != NULL) {
        log->percent = uf_rows_require(rows, percent);
    } else if (codes != NULL) {
        log->status = uf_rows_require(rows, "status");
        log->scheduled = uf_rows_column(rows, "scheduled");
        log->authorised_known = true;
    } else {
        log->scheduled = uf_rows_require(rows, "scheduled");
        log->authorised_known = find_split(log);
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
    if (!uf_rows_present(log->rows, column) || !uf_rows_decimal(log->rows, column, &number))
        return 0;
    if (!uf_decimal_scale(number, UF_AMOUNT_PLACES, &amount, &exact))
        uf_rows_reject(log->rows, column, "'%s' is too large",
                       uf_rows_cell(log->rows, column).text);
    if (!exact)
        log->rounded++;
    return amount;
}

/* Whether the register was taken: by `reported`, and by there being a value at all in the column
 * or in the other one (which may be UF_NO_COLUMN). */
static uf_lesson_state read_state(uf_attendance_log *log, size_t column, size_t other)
{
    if (log->reported != UF_NO_COLUMN && uf_rows_present(log->rows, log->reported) &&
        uf_rows_flag(log->rows, log->reported) == 0)
        return UF_LESSON_UNREPORTED;
    if (!uf_rows_missing(log->rows, column) || !uf_rows_missing(log->rows, other))
        return UF_LESSON_REPORTED;
    log->empty++;
    return UF_LESSON_UNREPORTED;
}

static void read_absent(uf_attendance_log *log, uf_lesson *lesson)
{
    lesson->scheduled = read_amount(log, log->scheduled);
    lesson->state = read_state(log, log->absent, UF_NO_COLUMN);
    if (lesson->state == UF_LESSON_REPORTED)
        lesson->unsaid = read_amount(log, log->absent);
}

static void read_split(uf_attendance_log *log, uf_lesson *lesson)
{
    lesson->scheduled = read_amount(log, log->scheduled);
    lesson->state = read_state(log, log->authorised, log->unauthorised);
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

static void read_status(uf_attendance_log *log, uf_lesson *lesson)
{
    lesson->scheduled =
        log->scheduled == UF_NO_COLUMN ? UF_AMOUNT_ONE : read_amount(log, log->scheduled);
    lesson->state = read_state(log, log->status, UF_NO_COLUMN);
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
    lesson->state = read_state(log, log->percent, UF_NO_COLUMN);
    if (lesson->state != UF_LESSON_REPORTED)
        return;
    const int64_t percent = read_amount(log, log->percent);
    const uf_lesson_fault fault = uf_lesson_from_percent(lesson, percent);
    if (fault != UF_LESSON_SOUND)
        uf_rows_reject(log->rows, log->percent, "'%s': %s",
                       uf_rows_cell(log->rows, log->percent).text, uf_lesson_fault_text(fault));
}

void uf_attendance_log_read(uf_attendance_log *log, uf_day *day, uf_lesson *lesson)
{
    *lesson = (uf_lesson){ .state = UF_LESSON_REPORTED };
    (void)uf_rows_present(log->rows, log->pupil);
    *day = uf_rows_present(log->rows, log->date) ? uf_rows_day(log->rows, log->date) : UF_NO_DAY;
    if (log->percent != UF_NO_COLUMN)
        read_percent(log, lesson);
    else if (log->status != UF_NO_COLUMN)
        read_status(log, lesson);
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
