/* csv_index.c: from marks of delimiters, quotes and line ends to rows and cells.
 *
 * Quotes are counted: a byte is inside a cell in quotes if an odd number of quotes stands up to it.
 * A doubled quote closes the cell and opens it again at once, so it changes nothing. What is left to
 * check is what stands beside each quote, and that each CR outside quotes has its LF; all of that
 * looks one byte back, from one block into the next. */
#include "cli/csv_index.h"

#include <string.h>

/* What the bytes up to here mean for the next block: bits of its first byte, and `inside` all ones
 * when it lies in quotes. */
struct state {
    uint64_t inside;
    uint64_t after_end;   /* behind a delimiter or LF                             */
    uint64_t after_close; /* behind a quote that closed a cell, or doubles itself */
    uint64_t after_cr;    /* behind a CR outside quotes                           */
};

/* Each bit: whether the number of bits up to and including it is odd. */
static uint64_t parity(uint64_t bits)
{
    for (unsigned shift = 1; shift < UF_CSV_SCAN_BLOCK; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/* The delimiters and LFs outside quotes, and in *odd what may not stand where it does. */
static uint64_t find_ends(uf_csv_index *index, const uf_csv_marks *marks, struct state *state,
                          uint64_t *odd)
{
    const int last = UF_CSV_SCAN_BLOCK - 1;
    const uint64_t inside = parity(marks->quotes) ^ state->inside;
    const uint64_t ends = (marks->delimiters | marks->line_feeds) & ~inside;
    const uint64_t opening = marks->quotes & inside;
    const uint64_t closing = marks->quotes & ~inside;
    const uint64_t returns = marks->returns & ~inside;
    const uint64_t after_end = ends << 1 | state->after_end;
    const uint64_t after_close = closing << 1 | state->after_close;
    const uint64_t after_cr = returns << 1 | state->after_cr;
    *odd = (opening & ~(after_end | after_close)) |
           (after_close & ~(ends | returns | marks->quotes)) | (after_cr & ~marks->line_feeds);
    index->quotes |= marks->quotes != 0;
    index->doubled |= (opening & after_close) != 0;
    index->line_ends |= ((marks->line_feeds | marks->returns) & inside) != 0;
    *state = (struct state){ .inside = (uint64_t)0 - (inside >> last),
                             .after_end = ends >> last,
                             .after_close = closing >> last,
                             .after_cr = returns >> last };
    return ends;
}

/* Whether a block is as most are: no quotes, no CR, and nothing of them reaches in. */
static bool is_simple(const uf_csv_marks *marks, const struct state *state)
{
    return (marks->quotes | marks->returns | state->inside | state->after_close |
            state->after_cr) == 0;
}

/* Marks of the last bytes, fewer than a block. */
static void scan_rest(const uf_csv_scanner *scanner, const char *bytes, size_t length,
                      char delimiter, uf_csv_marks *marks)
{
    char block[UF_CSV_SCAN_BLOCK] = { 0 };
    memcpy(block, bytes, length);
    scanner->scan(block, 1, delimiter, marks);
}

/* Begin a cell behind each of ends, and a row behind those that are line feeds. Returns how many
 * cells there are. */
static size_t add_cells(uf_csv_index *index, size_t cells, size_t block, uint64_t ends,
                        uint64_t line_feeds)
{
    const uint32_t next = (uint32_t)(block * UF_CSV_SCAN_BLOCK + 1);
    size_t rows = index->row_count;
    for (; ends != 0; ends &= ends - 1) {
        const int bit = __builtin_ctzll(ends);
        index->starts[++cells] = next + (uint32_t)bit;
        index->rows[rows + 1] = (uint32_t)cells; /* to be written over unless the row ends here */
        rows += line_feeds >> bit & 1;
    }
    index->row_count = rows;
    return cells;
}

size_t uf_csv_index_rows(uf_csv_index *index, const uf_csv_scanner *scanner, const char *bytes,
                         size_t length, char delimiter)
{
    const size_t whole = length / UF_CSV_SCAN_BLOCK;
    const size_t rest = length % UF_CSV_SCAN_BLOCK;
    scanner->scan(bytes, whole, delimiter, index->marks);
    if (rest > 0)
        scan_rest(scanner, bytes + length - rest, rest, delimiter, &index->marks[whole]);
    index->row_count = 0;
    index->odd = index->quotes = index->doubled = index->line_ends = false;
    index->starts[0] = index->rows[0] = 0;
    struct state state = { .after_end = 1 };
    size_t cells = 0;
    for (size_t i = 0; i < whole + (rest > 0) && !index->odd; i++) {
        const uf_csv_marks *marks = &index->marks[i];
        uint64_t odd = 0;
        uint64_t ends = marks->delimiters | marks->line_feeds;
        if (is_simple(marks, &state))
            state.after_end = ends >> (UF_CSV_SCAN_BLOCK - 1);
        else
            ends = find_ends(index, marks, &state, &odd);
        /* Behind the bytes nothing is known yet, and so nothing is odd. */
        if (i == whole)
            odd &= (UINT64_C(1) << rest) - 1;
        if (odd != 0)
            ends &= (odd & (0 - odd)) - 1;
        index->odd = odd != 0;
        cells = add_cells(index, cells, i, ends, marks->line_feeds);
    }
    return index->starts[index->rows[index->row_count]];
}
