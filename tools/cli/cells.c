/* cells.c: the values of cells, and what is said of those that cannot be read. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/dates.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/rows_state.h"
#include "cli/writer.h"

enum { MOST_SHOWN = 40 }; /* bytes of a value in a message */

/* --- Bad cells. --- */

static void tell_listener(uf_rows *rows, size_t column, const char *format, va_list arguments)
{
    char *message = uf_message_text_list(format, arguments);
    if (message == NULL)
        uf_cli_no_memory(rows->cli);
    rows->here.bad += !rows->bad;
    rows->bad = true;
    rows->listener(rows->listening, column, message);
    free(message);
}

static void report(uf_rows *rows, size_t column, const char *format, va_list arguments)
{
    if (rows->listener != NULL) {
        tell_listener(rows, column, format, arguments);
        return;
    }
    if (rows->bad && uf_rejects_file(rows->rejects) != NULL)
        return;
    rows->bad_count += !rows->bad;
    rows->here.bad += !rows->bad;
    rows->bad = true;
    uf_place place = { .file = rows->source.name,
                       .line = rows->row.line,
                       .column = column,
                       .name = column == UF_NO_COLUMN ? NULL : rows->names[column],
                       .row = rows->row.raw };
    uf_rejects_add(rows->rejects, place, format, arguments);
}

void uf_rows_reject(uf_rows *rows, size_t column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(rows, column, format, arguments);
    va_end(arguments);
}

bool uf_rows_bad(const uf_rows *rows)
{
    return rows->bad;
}

/* A value as messages show it: the beginning, in whole characters. */
typedef struct shown {
    char text[MOST_SHOWN + sizeof "…"];
} shown;

static shown show(uf_cell cell)
{
    shown value;
    size_t length = 0;
    while (length < cell.length && length < MOST_SHOWN) {
        size_t character = uf_message_character(cell.text + length, cell.length - length);
        character = character > 0 ? character : 1;
        if (length + character > MOST_SHOWN)
            break;
        length += character;
    }
    memcpy(value.text, cell.text, length);
    memcpy(value.text + length, length < cell.length ? "…" : "", length < cell.length ? 4 : 1);
    return value;
}

/* --- Values. --- */

static inline uf_cell cell_at(const uf_rows *rows, size_t column)
{
    if (column == UF_NO_COLUMN || rows->slots[column] == UF_NO_SLOT)
        return (uf_cell){ .text = "", .length = 0 };
    return rows->row.cells[rows->slots[column]];
}

static bool is_na(const uf_rows *rows, uf_cell cell)
{
    for (size_t i = 0; i < rows->input.na_count; i++) {
        if (strcmp(rows->input.na[i], cell.text) == 0)
            return true;
    }
    return false;
}

/* Asked of every cell of every row. */
static inline bool is_missing(const uf_rows *rows, uf_cell cell)
{
    return cell.length == 0 || (cell.length == 2 && cell.text[0] == 'N' && cell.text[1] == 'A') ||
           (rows->input.na_count > 0 && is_na(rows, cell));
}

uf_cell uf_rows_cell(const uf_rows *rows, size_t column)
{
    return cell_at(rows, column);
}

bool uf_rows_missing(const uf_rows *rows, size_t column)
{
    return is_missing(rows, cell_at(rows, column));
}

bool uf_rows_present(uf_rows *rows, size_t column)
{
    if (!is_missing(rows, cell_at(rows, column)))
        return true;
    uf_rows_reject(rows, column, "the value is missing");
    return false;
}

static const char *mark_name(char mark)
{
    return mark == ',' ? "comma" : "point";
}

/* Whether a number's decimal mark is the file's; reported if not. */
static bool mark_fits(uf_rows *rows, size_t column, const uf_number *number)
{
    uf_decimal_mark *mark = &rows->mark;
    uf_cell cell = { .text = number->text, .length = number->length };
    switch (uf_decimal_mark_check(mark, number->mark, number->may_group, rows->row.line,
                                  number->text, number->length)) {
    case UF_MARK_FITS: return true;
    case UF_MARK_DIFFERS:
        if (mark->given)
            uf_rows_reject(rows, column, "'%s' has a decimal %s, but --decimal is %s",
                           show(cell).text, mark_name(number->mark), mark_name(mark->mark));
        else
            uf_rows_reject(rows, column,
                           "'%s' has a decimal %s, but '%s' in line %" PRIu64 " has a decimal %s",
                           show(cell).text, mark_name(number->mark), mark->text, mark->line,
                           mark_name(mark->mark));
        return false;
    case UF_MARK_AMBIGUOUS:
        uf_rows_reject(rows, column,
                       "'%s' could have a decimal comma or be a grouped whole number; "
                       "--decimal comma says that it is the first, --grouping comma the second",
                       show(cell).text);
        return false;
    case UF_MARK_NOT_A_NUMBER:
        uf_rows_reject(rows, column,
                       "'%s' is not a number (the delimiter of this file is the comma; "
                       "--decimal comma makes it the decimal mark too)",
                       show(cell).text);
        return false;
    }
    return false;
}

/* Not a number: but it may be one if digits are grouped otherwise than was said. */
static void reject_number(uf_rows *rows, size_t column, uf_cell cell)
{
    static const uf_grouping likely[] = { UF_GROUPING_NONE, UF_GROUPING_SPACE, UF_GROUPING_POINT,
                                          UF_GROUPING_COMMA };
    for (size_t i = 0; rows->main_input && i < sizeof likely / sizeof likely[0]; i++) {
        uf_number number;
        if (!uf_number_scan_grouped(cell.text, cell.length, likely[i], &number))
            continue;
        if (rows->input.grouping != UF_GROUPING_NONE)
            uf_rows_reject(rows, column, "'%s' is not a number whose thousands are grouped by %s",
                           show(cell).text, uf_grouping_name(rows->input.grouping));
        else
            uf_rows_reject(rows, column,
                           "'%s' is not a number; --grouping %s reads grouped thousands",
                           show(cell).text, uf_grouping_name(likely[i]));
        return;
    }
    uf_rows_reject(rows, column, "'%s' is not a number", show(cell).text);
}

/* The parts of the number in a cell that is not missing; reported if there is none. */
static bool scan(uf_rows *rows, size_t column, uf_cell cell, uf_number *number)
{
    if (!uf_number_scan_grouped(cell.text, cell.length, rows->input.grouping, number)) {
        reject_number(rows, column, cell);
        return false;
    }
    return number->mark == '\0' || mark_fits(rows, column, number);
}

/* Most numbers in data are a few digits and nothing else: the short way. */
static inline bool is_whole(const uf_rows *rows, uf_cell cell, int64_t *value)
{
    return rows->input.na_count == 0 && uf_number_read_whole(cell.text, cell.length, value);
}

double uf_rows_number(uf_rows *rows, size_t column)
{
    uf_cell cell = cell_at(rows, column);
    uf_number number;
    double value;
    int64_t whole;
    if (is_whole(rows, cell, &whole))
        return (double)whole;
    if (is_missing(rows, cell) || !scan(rows, column, cell, &number))
        return NAN;
    if (uf_number_value(&number, &value))
        return value;
    uf_rows_reject(rows, column, "'%s' is too large for a number", show(cell).text);
    return NAN;
}

double uf_rows_bound(uf_rows *rows, size_t column)
{
    uf_cell cell = cell_at(rows, column);
    double value;
    if (uf_number_read_bound(cell.text, cell.length, &value) && isinf(value))
        return value;
    return uf_rows_number(rows, column);
}

bool uf_rows_decimal(uf_rows *rows, size_t column, uf_decimal *decimal)
{
    uf_cell cell = cell_at(rows, column);
    uf_number number;
    *decimal = (uf_decimal){ 0 };
    if (is_whole(rows, cell, &decimal->mantissa))
        return true;
    if (is_missing(rows, cell) || !scan(rows, column, cell, &number))
        return false;
    if (uf_number_decimal(&number, decimal))
        return true;
    uf_rows_reject(rows, column, "'%s' has more than 18 digits before the decimal mark",
                   show(cell).text);
    return false;
}

int uf_rows_flag(uf_rows *rows, size_t column)
{
    static const char *const words[][2] = {
        { "0", "1" }, { "false", "true" }, { "no", "yes" }, { "nej", "ja" }
    };
    uf_cell cell = cell_at(rows, column);
    if (is_missing(rows, cell))
        return -1;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        for (int value = 0; value <= 1; value++) {
            if (strcasecmp(cell.text, words[i][value]) == 0)
                return value;
        }
    }
    uf_rows_reject(rows, column, "'%s' is neither 0 nor 1", show(cell).text);
    return -1;
}

static void reject_date(uf_rows *rows, size_t column, uf_cell cell, uf_date_verdict verdict)
{
    if (verdict == UF_DATE_OUTSIDE)
        uf_rows_reject(rows, column, "'%s' is outside the years %d to %d", show(cell).text,
                       UF_FIRST_YEAR, UF_LAST_YEAR);
    else if (rows->input.date_format != NULL && strcmp(rows->input.date_format, "excel") == 0)
        uf_rows_reject(rows, column, "'%s' is not a date as Excel counts days (1 is 1900-01-01)",
                       show(cell).text);
    else if (rows->input.date_format != NULL)
        uf_rows_reject(rows, column, "'%s' is not a date of the form %s", show(cell).text,
                       rows->input.date_format);
    else if (rows->main_input)
        uf_rows_reject(rows, column,
                       "'%s' is not a date (YYYY-MM-DD or YYYYMMDD); --date-format '%%d/%%m/%%Y' "
                       "describes another form",
                       show(cell).text);
    else
        uf_rows_reject(rows, column, "'%s' is not a date (YYYY-MM-DD or YYYYMMDD)",
                       show(cell).text);
}

uf_day uf_rows_day(uf_rows *rows, size_t column)
{
    uf_cell cell = cell_at(rows, column);
    if (is_missing(rows, cell))
        return UF_NO_DAY;
    if (uf_cell_is(cell, rows->date_text, rows->date_length))
        return rows->date_day;
    uf_day day = UF_NO_DAY;
    uf_date_verdict verdict = uf_date_read(cell.text, cell.length, rows->input.date_format, &day);
    if (verdict != UF_DATE_OK) {
        reject_date(rows, column, cell, verdict);
        return UF_NO_DAY;
    }
    if (cell.length <= UF_LONGEST_CACHED_DATE) {
        memcpy(rows->date_text, cell.text, cell.length);
        rows->date_length = cell.length;
        rows->date_day = day;
    }
    return day;
}

/* --- Passing on. --- */

/* Whether the file writes a number in a way that our own files do not. */
static bool is_foreign(const uf_rows *rows, const uf_number *number)
{
    const uf_decimal_mark *mark = &rows->mark;
    if (number->mark == ',')
        return mark->comma_possible &&
               (mark->mark == ',' || (mark->mark == '\0' && !number->may_group));
    uf_number ours;
    return !uf_number_scan(number->text, number->length, &ours) || ours.mark != number->mark;
}

/* Whether some number of the file may be written otherwise than in our own files. */
static bool may_be_foreign(const uf_rows *rows)
{
    return rows->mark.comma_possible || rows->input.grouping != UF_GROUPING_NONE;
}

uf_cell uf_rows_passed_on(uf_rows *rows, uf_cell cell)
{
    uf_number number;
    size_t used = 0;
    if (!may_be_foreign(rows) || cell.length >= sizeof rows->passed ||
        !uf_number_scan_grouped(cell.text, cell.length, rows->input.grouping, &number) ||
        !is_foreign(rows, &number))
        return cell;
    if (number.negative)
        rows->passed[used++] = '-';
    for (size_t i = 0; i < number.length; i++) {
        const char c = number.text[i];
        const bool sign = i == 0 && (c == '-' || c == '+');
        if (c == number.mark)
            rows->passed[used++] = '.';
        else if (!sign && c != '\0' && strchr("0123456789eE+-", c) != NULL)
            rows->passed[used++] = c;
    }
    const char *rest = number.text + number.length;
    const size_t left = cell.length - (size_t)(rest - cell.text);
    memcpy(rows->passed + used, rest, left);
    rows->passed[used + left] = '\0';
    return (uf_cell){ .text = rows->passed, .length = used + left };
}

void uf_rows_pass_on(uf_rows *rows, uf_writer *writer)
{
    if (!may_be_foreign(rows)) {
        uf_writer_cells(writer, rows->row.cells, rows->width);
        return;
    }
    for (size_t i = 0; i < rows->width; i++) {
        const uf_cell cell = uf_rows_passed_on(rows, uf_rows_cell(rows, i));
        uf_writer_bytes_cell(writer, cell.text, cell.length);
    }
}
