/* csv_header.c: the header of a CSV file, and what may stand before it. */
#include <stdlib.h>
#include <string.h>

#include "cli/csv_state.h"
#include "cli/dialect.h"

static const char no_header[] = "no header: the input is empty";

/* Make room for the flags of width columns, and for the cells of a piece: there a cell takes a byte
 * at least, the delimiter or line end behind it, and the row in progress may have brought as many
 * as the width. */
static bool make_room(uf_csv *csv, size_t width)
{
    free(csv->cells);
    free(csv->wanted);
    free(csv->taken);
    csv->width = width;
    csv->cells = calloc(width + UF_CSV_PIECE + 1, sizeof *csv->cells);
    csv->wanted = malloc(width * sizeof *csv->wanted);
    csv->taken = calloc(width, sizeof *csv->taken);
    if (csv->cells == NULL || csv->wanted == NULL || csv->taken == NULL) {
        csv->fault = (uf_fault){ .reason = UF_CSV_NO_MEMORY };
        return false;
    }
    memset(csv->wanted, true, width);
    uf_csv_take_wanted(csv);
    return true;
}

/* Read until a whole line stands behind `walked`; its length, or what is left if the input ends. */
static size_t first_line(uf_csv *csv)
{
    while (csv->fault.reason == NULL) {
        uf_csv_skip_line_ends(csv, csv->end);
        csv->walked = csv->at;
        size_t length = uf_dialect_line(csv->bytes + csv->at, csv->end - csv->at);
        if (length > 0)
            return length;
        if (csv->ended)
            return csv->end - csv->at;
        uf_csv_fill(csv);
    }
    return 0;
}

static void skip_byte_order_mark(uf_csv *csv)
{
    static const char mark[] = "\xEF\xBB\xBF";
    while (csv->end < strlen(mark) && memcmp(csv->bytes, mark, csv->end) == 0 && !csv->ended &&
           csv->fault.reason == NULL)
        uf_csv_fill(csv);
    if (csv->end >= strlen(mark) && memcmp(csv->bytes, mark, strlen(mark)) == 0)
        csv->at = csv->walked = strlen(mark);
}

/* The length of the header line, with the delimiter known; 0 if there is none. */
static size_t find_header(uf_csv *csv)
{
    skip_byte_order_mark(csv);
    size_t length = first_line(csv);
    char declared = uf_dialect_declared(csv->bytes + csv->at, length);
    if (declared != '\0') {
        csv->after_cr = csv->bytes[csv->at + length - 1] == '\r';
        csv->at += length;
        csv->line++;
        length = first_line(csv);
        if (csv->delimiter == '\0')
            csv->delimiter = declared;
    }
    if (csv->delimiter == '\0')
        csv->delimiter = uf_dialect_delimiter(csv->bytes + csv->at, length);
    if (length == 0 && csv->fault.reason == NULL && !csv->nul)
        csv->fault = (uf_fault){ .reason = no_header };
    return length;
}

/* Names outlive the buffer that the header stood in. */
static bool copy_names(uf_csv *csv)
{
    size_t size = 0;
    for (size_t i = 0; i < csv->width; i++)
        size += csv->cells[i].length + 1;
    csv->names = malloc(csv->width * sizeof *csv->names);
    csv->name_bytes = malloc(size);
    if (csv->names == NULL || csv->name_bytes == NULL) {
        csv->fault = (uf_fault){ .reason = UF_CSV_NO_MEMORY };
        return false;
    }
    char *into = csv->name_bytes;
    for (size_t i = 0; i < csv->width; i++) {
        memcpy(into, csv->cells[i].text, csv->cells[i].length + 1);
        csv->names[i] = (uf_cell){ .text = into, .length = csv->cells[i].length };
        into += csv->cells[i].length + 1;
    }
    return true;
}

bool uf_csv_read_header(uf_csv *csv)
{
    size_t length = find_header(csv);
    size_t most = 1;
    for (size_t i = 0; i < length; i++)
        most += csv->bytes[csv->at + i] == csv->delimiter;
    if (csv->fault.reason != NULL || !make_room(csv, most))
        return false;
    uf_csv_restart_parser(csv);
    csv->header_line = csv->line;
    for (size_t end = csv->at + length; csv->walked < end && csv->fault.reason == NULL;) {
        size_t left = end - csv->walked;
        uf_csv_walk_by_libcsv(csv, left < UF_CSV_PIECE ? left : UF_CSV_PIECE);
    }
    if (csv->row_count == 0 && csv->fault.reason == NULL)
        uf_csv_finish(csv);
    if (csv->fault.reason == NULL && (csv->row_count == 0 || csv->rows[0].count == 0))
        csv->fault = (uf_fault){ .reason = no_header };
    if (csv->fault.reason != NULL)
        return false;
    csv->width = csv->rows[0].count;
    csv->header_done = copy_names(csv);
    csv->row_cells = csv->cell_count = csv->row_count = 0;
    return csv->header_done && make_room(csv, csv->width);
}
