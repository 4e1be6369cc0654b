/* csv_lines.c: line ends, which CSV has between rows and in quotes: LF, CRLF or CR. */
#include "cli/csv_state.h"

void uf_csv_take_blank_line(uf_csv *csv, size_t at)
{
    if (csv->header_done && csv->width == 1) {
        if (csv->wanted[0])
            csv->cells[csv->cell_count++] = (uf_cell){ .text = "", .length = 0 };
        uf_csv_add_row(csv, csv->line, 1, at, at);
    }
    csv->line++;
}

void uf_csv_skip_line_ends(uf_csv *csv, size_t limit)
{
    for (; csv->at < limit; csv->at++) {
        char c = csv->bytes[csv->at];
        if (c != '\n' && c != '\r')
            break;
        if (c == '\n' && csv->after_cr) {
            csv->after_cr = false;
            continue;
        }
        uf_csv_take_blank_line(csv, csv->at);
        csv->after_cr = c == '\r';
    }
    if (csv->at < limit)
        csv->after_cr = false;
}

uint64_t uf_csv_count_line_ends(const char *bytes, size_t from, size_t to)
{
    uint64_t count = 0;
    for (size_t i = from; i < to; i++)
        count += bytes[i] == '\n' || (bytes[i] == '\r' && !(i + 1 < to && bytes[i + 1] == '\n'));
    return count;
}
