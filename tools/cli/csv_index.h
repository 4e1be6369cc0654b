/* csv_index.h: where rows and cells of well-formed CSV begin and end.
 *
 * The index knows the whole of RFC 4180 as almost every file is written: cells of any characters
 * but quotes, or in quotes that open right behind a delimiter or line end and close right before
 * one, with delimiters, line ends and doubled quotes inside; lines that end with LF or CRLF. What is
 * written otherwise is odd: the index stops before the row that it stands in and leaves to the
 * caller what that means. It changes nothing and keeps nothing between calls. */
#ifndef UF_CLI_CSV_INDEX_H
#define UF_CLI_CSV_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/csv_scan.h"

/* The most bytes that are looked at in one call: they stay in the processor's first cache. */
#define UF_CSV_INDEX_MOST ((size_t)16 * 1024)

typedef struct uf_csv_index {
    uf_csv_marks marks[UF_CSV_INDEX_MOST / UF_CSV_SCAN_BLOCK];
    /* Where cells begin: cell i takes the bytes from starts[i] to the delimiter or LF in front of
     * starts[i + 1]. */
    uint32_t starts[UF_CSV_INDEX_MOST + 1];
    /* The cells of row i, blank lines included, are those from rows[i] to before rows[i + 1]. */
    uint32_t rows[UF_CSV_INDEX_MOST + 1];
    size_t row_count;
    /* What is somewhere in the bytes, perhaps behind the last row: */
    bool odd;       /* something else than the above                                      */
    bool quotes;    /* cells in quotes                                                    */
    bool doubled;   /* doubled quotes                                                     */
    bool line_ends; /* line ends inside quotes                                            */
} uf_csv_index;

/* Find the whole rows in at most UF_CSV_INDEX_MOST bytes, the first of which begins a row. Returns
 * how many bytes they take; the rest is the beginning of a row, or odd. */
size_t uf_csv_index_rows(uf_csv_index *index, const uf_csv_scanner *scanner, const char *bytes,
                         size_t length, char delimiter);

#endif
