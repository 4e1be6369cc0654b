/* csv.h: a CSV input cut into rows and cells (RFC 4180, strictly).
 *
 * The caller pulls one row after the other; which tokenizer finds the cells is nobody else's
 * business. What a reader must know:
 * - A byte order mark and a first line `sep=;` are skipped; the next line that is not blank is the
 *   header. Lines end with LF, CRLF or CR.
 * - Spaces belong to the cell. Blank lines are skipped, except in a file of one column, where an
 *   empty line is a row whose cell is empty.
 * - Line numbers are physical, newlines inside quotes included; the first line is 1. CRLF is one
 *   line end, and a CR without LF is one too.
 * - A quote inside an unquoted cell, text after a closing quote, a quote left open at the end of
 *   the input and a NUL byte are faults, and so is a row longer than UF_CSV_LONGEST_ROW (a quote
 *   left open early would otherwise draw the rest of a huge file into memory).
 * - Where rows are set aside, the first two only break the row: it is taken to end at the next line
 *   end behind the fault, in a cell or not. The others stay faults, because no such row ends.
 * - Faults come after the rows that stand before them. */
#ifndef UF_CLI_CSV_H
#define UF_CLI_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cell.h"
#include "cli/csv_scan.h"
#include "cli/source.h"

#define UF_CSV_LONGEST_ROW ((size_t)16 * 1024 * 1024)

typedef struct uf_csv uf_csv;

typedef struct uf_csv_row {
    const uf_cell *cells; /* the wanted ones, in the order of the columns                        */
    size_t count;         /* how many cells the row has, wanted or not. If that is not the width *
                           * of the header, only those cells that are there may be looked at     */
    uint64_t line;        /* where the row starts                                                */
    const char *broken;   /* why it has no cells at all (a constant); NULL for every other row   */
    uf_cell raw;          /* as it stands in the file, where rows are set aside; else empty      */
} uf_csv_row;

typedef enum uf_csv_step { UF_CSV_ROW, UF_CSV_END, UF_CSV_FAULT } uf_csv_step;

/* Start reading source, which must outlive the reader: the header has been read on return.
 * delimiter is an ASCII character, or 0 to find it from the header (dialect.h). NULL, with *fault
 * filled in, when there is no header or it cannot be read. */
uf_csv *uf_csv_new(uf_source *source, char delimiter, uf_fault *fault);
void uf_csv_free(uf_csv *csv);

char uf_csv_delimiter(const uf_csv *csv);
/* How many columns the header has, what it calls one (lives as long as csv), and its line. */
size_t uf_csv_width(const uf_csv *csv);
uf_cell uf_csv_name(const uf_csv *csv, size_t column);
uint64_t uf_csv_header_line(const uf_csv *csv);

/* Which columns will be looked at: uf_csv_width flags, copied. To be called before the first row;
 * without it all are wanted. Cells that are not wanted cost next to nothing. */
void uf_csv_want(uf_csv *csv, const bool *wanted);

/* Which scanner finds rows that are well formed: by default the fastest that this processor has.
 * NULL: libcsv finds every row, as it does those that are not. The rows are the same; tests compare
 * them. To be called before the first row. */
void uf_csv_set_scanner(uf_csv *csv, const uf_csv_scanner *scanner);

/* From now on a misplaced quote breaks its row only, and rows come with their raw text. To be
 * called before the first row. False when memory runs out. */
bool uf_csv_set_rows_aside(uf_csv *csv);

/* The next row; its cells live until the next call. After the end or a fault the answer stays. */
uf_csv_step uf_csv_next(uf_csv *csv, uf_csv_row *row, uf_fault *fault);

#endif
