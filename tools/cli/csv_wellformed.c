/* csv_wellformed.c: rows and cells of well-formed text, by its index.
 *
 * A cell points into the text itself, with its delimiter overwritten by a NUL; the index is made of
 * whole rows before any byte is. Only a cell with doubled quotes is copied, over its own raw text. */
#include <string.h>

#include "cli/csv_state.h"

/* Make one of each two quotes in the text from one place to another; returns where it ends now. */
static char *undouble(char *from, char *to)
{
    char *into = memchr(from, '"', (size_t)(to - from));
    if (into == NULL)
        return to;
    for (char *next = into; next < to; next++) {
        next += *next == '"';
        *into++ = *next;
    }
    return into;
}

/* The text of a cell that goes from one place to another, quotes included. */
static uf_cell cut_cell(const uf_csv_index *index, char *from, char *to)
{
    if (from < to && *from == '"') {
        from++;
        to--;
        if (index->doubled)
            to = undouble(from, to);
    }
    *to = '\0';
    return (uf_cell){ .text = from, .length = (size_t)(to - from) };
}

/* How many of the cells that are taken a row of count cells has. */
static size_t taken_of(const uf_csv *csv, size_t count)
{
    size_t n = csv->taken_count;
    while (n > 0 && csv->taken[n - 1] >= count)
        n--;
    return n;
}

/* Cut n cells out of a row without quotes. */
static void cut_plain_cells(uf_cell *cells, size_t n, const size_t *columns, char *text,
                            const uint32_t *starts)
{
    for (size_t i = 0; i < n; i++) {
        const size_t from = starts[columns[i]];
        const size_t end = starts[columns[i] + 1] - (size_t)1;
        text[end] = '\0';
        cells[i] = (uf_cell){ .text = text + from, .length = end - from };
    }
}

/* The same where there may be quotes; the last of the row's count cells ends at `to`. */
static void cut_cells(uf_cell *cells, size_t n, const uf_csv *csv, char *text,
                      const uint32_t *starts, size_t count, size_t to)
{
    for (size_t i = 0; i < n; i++) {
        const size_t column = csv->taken[i];
        const size_t end = column + 1 < count ? starts[column + 1] - (size_t)1 : to;
        cells[i] = cut_cell(csv->index, text + starts[column], text + end);
    }
}

/* Line ends inside the quoted cells of a row of the index that ends at `to`. */
static uint64_t line_ends_inside(const uf_csv *csv, const char *text, size_t row, size_t to)
{
    const uf_csv_index *index = csv->index;
    uint64_t count = 0;
    for (size_t i = index->rows[row]; i < index->rows[row + 1]; i++) {
        size_t from = index->starts[i];
        size_t end = i + 1 < index->rows[row + 1] ? index->starts[i + 1] - 1 : to;
        if (text[from] == '"')
            count += uf_csv_count_line_ends(text, from + 1, end - 1);
    }
    return count;
}

/* Take the cells of a row of the index that ends at `to`, and the row. */
static void take_row(uf_csv *csv, char *text, size_t row, size_t to)
{
    const uf_csv_index *index = csv->index;
    const uint32_t *starts = index->starts + index->rows[row];
    const size_t count = index->rows[row + 1] - index->rows[row];
    const uint64_t line = csv->line;
    if (index->line_ends)
        csv->line += line_ends_inside(csv, text, row, to);
    const size_t n = taken_of(csv, count);
    uf_cell *cells = csv->cells + csv->cell_count;
    if (index->quotes || text[to] == '\r')
        cut_cells(cells, n, csv, text, starts, count, to);
    else
        cut_plain_cells(cells, n, csv->taken, text, starts);
    csv->cell_count += n;
    uf_csv_add_row(csv, line, count, csv->at + starts[0], csv->at + to);
    csv->line++;
}

bool uf_csv_walk_by_index(uf_csv *csv)
{
    uf_csv_skip_line_ends(csv, csv->at + (csv->after_cr && csv->bytes[csv->at] == '\n'));
    csv->after_cr = false;
    char *text = csv->bytes + csv->at;
    size_t left = csv->end - csv->at;
    size_t length = uf_csv_index_rows(csv->index, csv->scanner, text,
                                      left < UF_CSV_PIECE ? left : UF_CSV_PIECE, csv->delimiter);
    for (size_t i = 0; i < csv->index->row_count; i++) {
        size_t from = csv->index->starts[csv->index->rows[i]];
        size_t to = csv->index->starts[csv->index->rows[i + 1]] - 1;
        to -= to > from && text[to - 1] == '\r';
        if (to > from)
            take_row(csv, text, i, to);
        else
            uf_csv_take_blank_line(csv, csv->at + to);
    }
    csv->at += length;
    csv->walked = csv->at;
    return length > 0;
}
