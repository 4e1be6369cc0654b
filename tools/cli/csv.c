/* csv.c: rows and cells, by an index of well-formed text and by libcsv for all other.
 *
 * Rows that are well formed are found by csv_index.h, many bytes at a step. What it calls odd, the
 * header, a row that is longer than the index looks at, and a last line without line end are
 * libcsv's, which decides what is a row, a cell or a fault; it goes on to the next line feed behind
 * which a row begins, and there the index takes over again. Both leave the same rows behind.
 *
 * A piece is walked at a time and its rows handed out one by one. When all text read has been
 * walked, or the index finds no whole row in what is left, the beginning of the unfinished row moves
 * to the front and the next block is read behind it, so a cell never spans two buffers. Where rows
 * are set aside, a second buffer keeps the text as it was read. */
#include "cli/csv.h"

#include <stdlib.h>
#include <string.h>

#include "cli/csv_state.h"
#include "cli/dialect.h"

/* Where the row in progress starts. */
static size_t row_start(const uf_csv *csv)
{
    return csv->column > 0 ? csv->row_at : csv->at;
}

/* Move the row in progress to the front of the buffer, to make room behind it. */
static void keep_row(uf_csv *csv)
{
    size_t from = row_start(csv);
    if (from == 0)
        return;
    memmove(csv->bytes, csv->bytes + from, csv->end - from + 1);
    if (csv->raw != NULL)
        memmove(csv->raw, csv->raw + from, csv->end - from);
    for (size_t i = csv->row_cells; i < csv->cell_count; i++)
        csv->cells[i].text -= from;
    csv->at -= from;
    csv->row_at = 0;
    csv->walked -= from;
    csv->end -= from;
}

static bool grow(uf_csv *csv)
{
    if (csv->capacity >= UF_CSV_LONGEST_ROW) {
        csv->fault = (uf_fault){ .reason = "a row of more than 16 MiB; is a quote left open?",
                                 .line = csv->column > 0 ? csv->row_line : csv->line };
        return false;
    }
    char *bytes = malloc(2 * csv->capacity + 1);
    char *raw = csv->raw == NULL ? NULL : realloc(csv->raw, 2 * csv->capacity + 1);
    if (raw != NULL)
        csv->raw = raw;
    if (bytes == NULL || raw != csv->raw) {
        free(bytes);
        csv->fault = (uf_fault){ .reason = UF_CSV_NO_MEMORY };
        return false;
    }
    memcpy(bytes, csv->bytes, csv->end + 1);
    for (size_t i = csv->row_cells; i < csv->cell_count; i++)
        csv->cells[i].text = bytes + (csv->cells[i].text - csv->bytes);
    free(csv->bytes);
    csv->bytes = bytes;
    csv->capacity *= 2;
    return true;
}

/* Find line and cell of a fault in the text behind what is there, all of which has been walked
 * unless it is the beginning of a header. */
static void place_fault(uf_csv *csv)
{
    if (!csv->fault.in_text)
        return;
    csv->fault.line = csv->line + uf_csv_count_line_ends(csv->bytes, csv->at, csv->end);
    csv->fault.cell = csv->column + 1;
    if (csv->walked < csv->end)
        csv->fault.cell = uf_dialect_cell(csv->bytes + csv->at, csv->end - csv->at, csv->delimiter);
}

/* What stopped the reading stands behind the text that is there, in which libcsv may still find rows
 * and a fault of its own. If it does, reading stops here again when that has been dealt with. */
static void stop_reading(uf_csv *csv, const uf_fault *fault)
{
    if (csv->header_done && !csv->resync) {
        while (csv->walked < csv->end && csv->fault.reason == NULL && !csv->resync)
            uf_csv_walk_by_libcsv(
                csv, csv->end - csv->walked < UF_CSV_PIECE ? csv->end - csv->walked : UF_CSV_PIECE);
        if (csv->fault.reason != NULL || csv->resync)
            return;
    }
    csv->fault = *fault;
    place_fault(csv);
}

void uf_csv_fill(uf_csv *csv)
{
    keep_row(csv);
    if (csv->capacity - csv->end < UF_STAGE_ROOM && !grow(csv))
        return;
    char *block = csv->bytes + csv->end;
    size_t got;
    uf_fault fault;
    if (!uf_source_read(csv->source, block, csv->capacity - csv->end, &got, &fault)) {
        stop_reading(csv, &fault);
        return;
    }
    if (csv->raw != NULL)
        memcpy(csv->raw + csv->end, block, got);
    const char *nul = memchr(block, '\0', got);
    if (nul != NULL)
        got = (size_t)(nul - block);
    csv->nul = nul != NULL;
    csv->ended = csv->nul || got == 0;
    csv->end += got;
    csv->bytes[csv->end] = '\0';
}

/* The row in progress is broken: it ends at the next line end, and a new parser begins behind it.
 */
static void end_broken_row(uf_csv *csv)
{
    size_t to = csv->walked;
    while (to < csv->end && csv->bytes[to] != '\n' && csv->bytes[to] != '\r')
        to++;
    csv->walked = to;
    if (to == csv->end && !csv->ended) {
        uf_csv_fill(csv);
        return;
    }
    csv->cell_count = csv->row_cells;
    uf_csv_add_row(csv, csv->column > 0 ? csv->row_line : csv->line, UF_CSV_BROKEN, row_start(csv),
                   to);
    csv->line += uf_csv_count_line_ends(csv->bytes, csv->at, to);
    csv->at = to;
    if (to < csv->end) {
        csv->line++;
        csv->after_cr = csv->bytes[to] == '\r';
        csv->at++;
    }
    csv->walked = csv->at;
    csv->column = 0;
    csv->resync = false;
    uf_csv_restart_parser(csv);
}

/* How many of the next bytes libcsv is to walk: to a line feed, behind which a row may begin. */
static size_t libcsv_length(const uf_csv *csv)
{
    size_t left = csv->end - csv->walked;
    size_t most = left < UF_CSV_PIECE ? left : UF_CSV_PIECE;
    size_t length = most;
    while (length > 0 && csv->bytes[csv->walked + length - 1] != '\n')
        length--;
    return csv->scanner != NULL && length > 0 ? length : most;
}

/* Walk on in what has been read, or read more. */
static void walk(uf_csv *csv)
{
    bool between_rows = csv->column == 0 && csv->at == csv->walked;
    bool indexed = csv->scanner != NULL && between_rows;
    if (indexed && uf_csv_walk_by_index(csv))
        return;
    bool cut = indexed && !csv->index->odd && csv->end - csv->walked < UF_CSV_PIECE;
    if (cut && !csv->ended)
        uf_csv_fill(csv);
    else if (csv->walked < csv->end)
        uf_csv_walk_by_libcsv(csv, libcsv_length(csv));
}

/* Walk on until there are rows to hand out. False at the end of the input or at a fault. */
static bool advance(uf_csv *csv)
{
    size_t kept = csv->cell_count - csv->row_cells;
    memmove(csv->cells, csv->cells + csv->row_cells, kept * sizeof *csv->cells);
    csv->cell_count = kept;
    csv->row_cells = csv->row_count = csv->row_next = 0;
    while (csv->row_count == 0) {
        if (csv->fault.reason != NULL || csv->finished)
            return false;
        if (csv->resync)
            end_broken_row(csv);
        else if (csv->walked < csv->end)
            walk(csv);
        else if (csv->ended)
            uf_csv_finish(csv);
        else
            uf_csv_fill(csv);
    }
    return true;
}

uf_csv_step uf_csv_next(uf_csv *csv, uf_csv_row *row, uf_fault *fault)
{
    if (csv->row_next == csv->row_count && !advance(csv)) {
        *fault = csv->fault;
        return csv->fault.reason != NULL ? UF_CSV_FAULT : UF_CSV_END;
    }
    const struct uf_csv_found *next = &csv->rows[csv->row_next++];
    *row =
        (uf_csv_row){ .cells = csv->cells + next->first, .count = next->count, .line = next->line };
    if (csv->raw == NULL)
        return UF_CSV_ROW;
    if (next->count == UF_CSV_BROKEN) {
        row->broken = csv->broken;
        row->count = 0;
    }
    csv->raw[next->to] = '\0'; /* in place of its line end, which nobody needs again */
    row->raw = (uf_cell){ .text = csv->raw + next->from, .length = next->to - next->from };
    return UF_CSV_ROW;
}

/* --- A reader. --- */

uf_csv *uf_csv_new(uf_source *source, char delimiter, uf_fault *fault)
{
    uf_csv *csv = calloc(1, sizeof *csv);
    if (csv == NULL) {
        *fault = (uf_fault){ .reason = UF_CSV_NO_MEMORY };
        return NULL;
    }
    csv->source = source;
    csv->delimiter = delimiter;
    csv->line = 1;
    csv->capacity = source->block < UF_CSV_PIECE ? UF_CSV_PIECE : source->block;
    csv->bytes = calloc(csv->capacity + 1, 1);
    csv->rows = calloc(UF_CSV_PIECE + 1, sizeof *csv->rows);
    csv->index = malloc(sizeof *csv->index);
    size_t scanners;
    csv->scanner = uf_csv_scanners(&scanners);
    if (!uf_csv_new_parser(csv) || csv->bytes == NULL || csv->rows == NULL || csv->index == NULL)
        csv->fault = (uf_fault){ .reason = UF_CSV_NO_MEMORY };
    if (csv->fault.reason == NULL && uf_csv_read_header(csv))
        return csv;
    *fault = csv->fault;
    uf_csv_free(csv);
    return NULL;
}

void uf_csv_free(uf_csv *csv)
{
    if (csv == NULL)
        return;
    uf_csv_free_parser(csv);
    free(csv->bytes);
    free(csv->raw);
    free(csv->index);
    free(csv->wanted);
    free(csv->taken);
    free(csv->cells);
    free(csv->rows);
    free(csv->names);
    free(csv->name_bytes);
    free(csv);
}

char uf_csv_delimiter(const uf_csv *csv)
{
    return csv->delimiter;
}

size_t uf_csv_width(const uf_csv *csv)
{
    return csv->width;
}

uf_cell uf_csv_name(const uf_csv *csv, size_t column)
{
    return csv->names[column];
}

uint64_t uf_csv_header_line(const uf_csv *csv)
{
    return csv->header_line;
}

void uf_csv_take_wanted(uf_csv *csv)
{
    csv->taken_count = 0;
    for (size_t i = 0; i < csv->width; i++)
        if (csv->wanted[i])
            csv->taken[csv->taken_count++] = i;
}

void uf_csv_want(uf_csv *csv, const bool *wanted)
{
    memcpy(csv->wanted, wanted, csv->width * sizeof *wanted);
    uf_csv_take_wanted(csv);
}

void uf_csv_set_scanner(uf_csv *csv, const uf_csv_scanner *scanner)
{
    csv->scanner = scanner;
}

bool uf_csv_set_rows_aside(uf_csv *csv)
{
    csv->raw = malloc(csv->capacity + 1);
    if (csv->raw == NULL)
        return false;
    /* Behind the header nothing has been walked, and so nothing changed. */
    memcpy(csv->raw, csv->bytes, csv->end);
    return true;
}
