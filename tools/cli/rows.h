/* rows.h: a CSV file, one row at a time, by the names of its columns.
 *
 * This is the only way into a CSV file; behind it are the bytes (source.h), the tokenizer (csv.h),
 * the detection of delimiter and decimal mark (dialect.h), numbers and dates as text, the column
 * map and --where. The interface says nothing of any of them, so that each can be replaced.
 *
 * Bad rows. A getter that meets a cell it cannot read reports file, line, column and value, marks
 * the row as bad and returns its "missing" value; the caller reads all the cells it needs and then
 * asks uf_rows_bad once:
 *     while (uf_rows_next(rows)) {
 *         uf_day day = uf_rows_day(rows, date);
 *         double value = uf_rows_number(rows, outcome);
 *         if (uf_rows_bad(rows))
 *             continue;
 *         …
 *     }
 *     uf_rows_close(rows);
 * Reading goes on to the end so that all bad rows are heard of (ten of a kind, then a count), and
 * uf_rows_close then ends the program with status 2. Under --reject FILE bad rows of the main input
 * go to FILE instead, and uf_rows_close ends the program only if no row remains. Anything that
 * makes reading pointless (no header, a directory, an open quote, bytes that are not of the
 * encoding) ends it at once. What was read is in reading.h afterwards. */
#ifndef UF_CLI_ROWS_H
#define UF_CLI_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/decimal.h>

#include "cli/cell.h"
#include "cli/columns.h"
#include "cli/program.h"

typedef struct uf_rows uf_rows;

/* The main input: the operands read as one (the same header in each) or stdin, under the user's
 * --encoding, --delimiter, --decimal, --grouping, --na, --date-format, --map, --where, --reject and
 * the renaming options. The header has been read on return. */
uf_rows *uf_rows_open(uf_cli *cli);

/* One named file as the main input, under all of these options: for a program whose operands are
 * something else (uf-plot --records FILE). */
uf_rows *uf_rows_open_records(uf_cli *cli, const char *path);

/* One named file beside the main input (--codes FILE; "-" is stdin), or one operand of several that
 * are not read as one. UTF-8; no map, no renaming, no --where, no --reject; delimiter and decimal
 * mark are detected. */
uf_rows *uf_rows_open_file(uf_cli *cli, const char *path);

/* Frees everything. If rows were bad, ends the program with status 2 and a closing count, unless
 * they were set aside and others remain. */
void uf_rows_close(uf_rows *rows);

/* From now on hand every fault of a row to listener, with the context, and go on: bad rows neither
 * end the program nor are set aside, and a misplaced quote breaks its own row only. For a program
 * whose findings they are. column may be UF_NO_COLUMN; the message is the sentence without the
 * place, and lives until the listener returns. To be called before the first uf_rows_next. */
typedef void uf_row_listener(void *context, size_t column, const char *message);
void uf_rows_listen(uf_rows *rows, uf_row_listener *listener, void *context);

/* --- Columns. --- */

/* The position of the column that plays `name` (renamed by option or map, else called so), or
 * UF_NO_COLUMN. Only columns that somebody asked for are decoded; ask before the first
 * uf_rows_next. */
size_t uf_rows_column(uf_rows *rows, const char *name);
/* The same, and where it is missing the program ends: the message lists the columns that are there,
 * the nearest name first, and the option that renames. */
size_t uf_rows_require(uf_rows *rows, const char *name);
/* Columns by a list of names, ranges and wildcards (the parts of a columns option), positions in
 * the order given, none twice. A part that matches nothing ends the program. The result is owned by
 * rows. */
const size_t *uf_rows_select(uf_rows *rows, const char *option, size_t *n);
/* All columns will be wanted (a filter that passes rows through). */
void uf_rows_want_all(uf_rows *rows);
/* Whether a condition of --where is on this column. */
bool uf_rows_selects_by(const uf_rows *rows, size_t column);
/* How many columns the file has, and what it calls the one at a position. */
size_t uf_rows_width(const uf_rows *rows);
const char *uf_rows_name(const uf_rows *rows, size_t column);
/* The same; but where --map or a renaming option led from a name in a list (uf_rows_select) to the
 * column, that name: what is written about it is then the same whatever the file calls it. */
const char *uf_rows_asked_name(const uf_rows *rows, size_t column);

/* --- Rows. --- */

/* Step to the next row that --where lets through. False at the end of the last file. */
bool uf_rows_next(uf_rows *rows);
/* The cell as it stands, after the quotes are resolved; its text is never NULL. Valid until the
 * next uf_rows_next. */
uf_cell uf_rows_cell(const uf_rows *rows, size_t column);
/* A cell of this file (or a copy of one) as a program passes it on, to be written by the point: a
 * number that has a decimal comma gets a point, and digits that are grouped as --grouping says lose
 * their groups ("1 234,5 %" becomes "1234.5 %"). Every other text is returned as it is. Where
 * commas are not decimal marks nothing changes; nor does a text like 1,234 before a clear number
 * has shown that they are. Valid until the next call. */
uf_cell uf_rows_passed_on(uf_rows *rows, uf_cell cell);
/* Write all cells of the current row in that way, for a filter (uf_rows_want_all). */
void uf_rows_pass_on(uf_rows *rows, uf_writer *writer);
/* Whether the cell is empty, NA or one of --na. Also true for UF_NO_COLUMN. */
bool uf_rows_missing(const uf_rows *rows, size_t column);
/* NaN when missing or bad. "12,5 %" reads as 12.5: a percent sign scales nothing. */
double uf_rows_number(uf_rows *rows, size_t column);
/* The same for an end of an interval in a results file, where inf and -inf are values. */
double uf_rows_bound(uf_rows *rows, size_t column);
/* The same number exactly. False when missing or bad. What does not fit into 18 significant digits
 * and 18 places is cut in a way that leaves every comparison with a limit as it was
 * (uf_number_decimal); a whole part of more than 18 digits is a bad cell. */
bool uf_rows_decimal(uf_rows *rows, size_t column, uf_decimal *number);
/* 0 or 1 (also true/false, yes/no, ja/nej); -1 when missing or bad. */
int uf_rows_flag(uf_rows *rows, size_t column);
/* UF_NO_DAY when missing or bad. A time after the date is cut off. */
uf_day uf_rows_day(uf_rows *rows, size_t column);
/* Report the current row as bad for a reason of the program's own; column may be UF_NO_COLUMN. The
 * message is "FILE:LINE: column 'NAME': " and then the text. */
void uf_rows_reject(uf_rows *rows, size_t column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* As uf_rows_reject, for a column that must not be missing. True if the cell has content. */
bool uf_rows_present(uf_rows *rows, size_t column);
/* Whether the current row was reported bad. */
bool uf_rows_bad(const uf_rows *rows);
/* Where the current row starts: the file ("stdin") and the physical line, the header being 1. */
const char *uf_rows_file(const uf_rows *rows);
uint64_t uf_rows_line(const uf_rows *rows);
/* Rows that --where let through so far, bad ones included. */
uint64_t uf_rows_read(const uf_rows *rows);

#endif
