/* csv_state.h: a reader of CSV between calls, shared by the files that it is made of. No other file
 * includes it.
 *     csv.c             blocks of text in, rows out
 *     csv_header.c      byte order mark, `sep=`, delimiter and names
 *     csv_wellformed.c  rows by the index
 *     csv_libcsv.c      rows by libcsv
 *     csv_lines.c       line ends between rows and inside cells */
#ifndef UF_CLI_CSV_STATE_H
#define UF_CLI_CSV_STATE_H

#include "cli/csv.h"
#include "cli/csv_index.h"

/* Bytes walked at a time: text, cells and rows of a piece stay in the processor's first cache. */
#define UF_CSV_PIECE     UF_CSV_INDEX_MOST

#define UF_CSV_NO_MEMORY "out of memory"

#define UF_CSV_BROKEN    UINT32_MAX

/* Offsets are in 32 bits, so that the rows of a piece stay small: no buffer is near 4 GiB. */
struct uf_csv_found {
    uint64_t line;
    uint32_t first;    /* in cells */
    uint32_t count;    /* cells in the file, wanted or not; or UF_CSV_BROKEN */
    uint32_t from, to; /* in bytes */
};

struct uf_csv {
    struct csv_parser *parser;     /* libcsv's */
    const uf_csv_scanner *scanner; /* for the index; NULL: all is libcsv's */
    uf_csv_index *index;
    uf_source *source;
    uf_fault fault;
    bool finished; /* libcsv has been told that no more comes */
    bool ended;    /* no more bytes will be read */
    bool nul;      /* because a NUL byte follows */
    char delimiter;

    char *bytes; /* capacity + 1 of them; bytes[end] is NUL */
    size_t capacity, walked, end;
    size_t at;     /* where the field in progress starts */
    size_t row_at; /* where the row in progress starts, once it has a field */
    bool after_cr; /* the last line end was a CR, and a LF would belong to it */
    uint64_t line; /* of at */

    char *raw;          /* what was read into bytes, unchanged; NULL where nobody asked */
    const char *broken; /* why the row in progress is broken; of the row handed out last, too */
    bool resync;        /* the end of the broken row has not been found yet */

    size_t column; /* fields of the row in progress */
    uint64_t row_line;
    size_t width; /* as many flags in wanted, and the positions of those that are set in taken */
    bool *wanted;
    size_t *taken, taken_count;
    uf_cell *cells;
    size_t cell_count, row_cells; /* row_cells: where those of the row in progress start */
    struct uf_csv_found *rows;
    size_t row_count, row_next;

    bool header_done;
    uint64_t header_line;
    uf_cell *names;
    char *name_bytes;
};

/* A row from one position to another. */
static inline void uf_csv_add_row(uf_csv *csv, uint64_t line, size_t count, size_t from, size_t to)
{
    csv->rows[csv->row_count++] = (struct uf_csv_found){ .first = (uint32_t)csv->row_cells,
                                                         .count = (uint32_t)count,
                                                         .line = line,
                                                         .from = (uint32_t)from,
                                                         .to = (uint32_t)to };
    csv->row_cells = csv->cell_count;
}

/* --- csv.c --- */

/* Read a block behind what is there. */
void uf_csv_fill(uf_csv *csv);
/* Note which columns are wanted. */
void uf_csv_take_wanted(uf_csv *csv);

/* --- csv_header.c --- */

/* False, with csv->fault filled in, when there is none. */
bool uf_csv_read_header(uf_csv *csv);

/* --- csv_wellformed.c --- */

/* Between rows: take the whole rows of the next bytes. False if there are none; index->odd then says
 * whether that is because the next is not well formed. */
bool uf_csv_walk_by_index(uf_csv *csv);

/* --- csv_libcsv.c --- */

/* False when memory runs out. */
bool uf_csv_new_parser(uf_csv *csv);
/* Begin anew, with the delimiter that is known by now. */
void uf_csv_restart_parser(uf_csv *csv);
void uf_csv_free_parser(uf_csv *csv);
/* Let libcsv walk over the next length bytes. A fault in them is left in csv->fault, or where rows
 * are set aside in csv->broken and csv->resync. */
void uf_csv_walk_by_libcsv(uf_csv *csv, size_t length);
/* All bytes have been walked and no more come: the last row may lack its line end. */
void uf_csv_finish(uf_csv *csv);

/* --- csv_lines.c --- */

/* A line without a cell, which is a row all the same where there is one column. */
void uf_csv_take_blank_line(uf_csv *csv, size_t at);
/* Between rows: step over line ends up to limit. Each that does not belong to the row before is a
 * blank line. */
void uf_csv_skip_line_ends(uf_csv *csv, size_t limit);
/* Line ends in the text from one position to another. */
uint64_t uf_csv_count_line_ends(const char *bytes, size_t from, size_t to);

#endif
