/* writer.h: everything a program writes goes through here: RFC 4180 CSV, or bytes.
 *
 * Output is held in memory until the program has ended well, so that a failed stage of a pipe never
 * looks like a small result. A row-for-row filter says so and is then held up to 16 MiB, after
 * which it streams; if it fails later, it ends with an open quote, which our reader refuses. Where
 * the bytes go is output.h's matter. Numbers are the shortest decimals that read back to the same
 * double (shortest.h). Every failed write ends the program through uf_cli_die: no caller checks.
 *
 * A cell is quoted when it holds a comma, a quote, CR or LF, or begins or ends with a space or tab
 * (which some readers cut off). A missing cell and an empty text are both empty. A row whose only
 * cell is empty is written "" and not as a blank line, which many readers skip. Rows end with
 * \n.
 *
 * With --excel the file is one that a Swedish spreadsheet opens as it stands: a byte order mark,
 * semicolons, decimal commas (also in numbers that pass through as text, so that 22.5 never becomes
 * a date), CRLF, and an apostrophe before text that would be run as a formula (= + - @, tab or CR
 * first). With --digits, numbers are rounded to so many significant digits, which leaves no small
 * p-value at 0; whole numbers, which may be counts, and exact decimals stay as they are. */
#ifndef UF_CLI_WRITER_H
#define UF_CLI_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/decimal.h>

#include "cli/cell.h"
#include "cli/program.h"

/* --- One cell each. A row ends with uf_writer_end_row. --- */
void uf_writer_text(uf_writer *writer, const char *text);
void uf_writer_bytes_cell(uf_writer *writer, const char *text, size_t length);
/* So many cells at once, each as by uf_writer_bytes_cell. */
void uf_writer_cells(uf_writer *writer, const uf_cell *cells, size_t n);
/* NaN is an empty cell; infinities are inf and -inf; minus zero is 0. */
void uf_writer_number(uf_writer *writer, double number);
/* Exactly, without zeros at the end of the fraction. */
void uf_writer_decimal(uf_writer *writer, uf_decimal number);
void uf_writer_count(uf_writer *writer, int64_t count);
/* YYYY-MM-DD; UF_NO_DAY is an empty cell. */
void uf_writer_day(uf_writer *writer, uf_day day);
void uf_writer_missing(uf_writer *writer);
/* A row that has not as many cells as the header is a mistake in the program and aborts it. */
void uf_writer_end_row(uf_writer *writer);

/* The row of names; each is one cell. */
void uf_writer_header(uf_writer *writer, const char *const *names, size_t n);

/* Bytes as they are: a picture, a script, rows in another dress; of a writer that streams, whole
 * rows. Not to be mixed with cells. */
void uf_writer_raw(uf_writer *writer, const char *bytes, size_t length);

/* This program writes a row for each row it reads, in order: hold 16 MiB at most. */
void uf_writer_stream(uf_writer *writer);

/* --- For program.c, which opens and closes the output. --- */

/* A writer to path (NULL: stdout), which is refused, ending the program, when it is one of the n
 * inputs or cannot be written. */
uf_writer *uf_writer_new(uf_cli *cli, const char *path, const char *const *inputs, size_t n);
/* Whether two writers lead to the same file. */
bool uf_writer_same(const uf_writer *a, const uf_writer *b);
/* Write what is held, put the output in place, and free. */
void uf_writer_finish(uf_writer *writer);
/* Throw the output away, and free: a file is left as it was, a stream ends with an open quote. */
void uf_writer_abandon(uf_writer *writer);

#endif
