/* csv_libcsv.c: rows and cells by libcsv, whose surprises end here.
 *
 * libcsv pushes: it walks over a piece of text and calls back at the end of each field and of each
 * row, with the field in a buffer of its own that the next field overwrites. It says neither where
 * a field stood nor on which line, drops blank lines, and trims spaces. So this file keeps the text
 * and follows libcsv through it: `at` is where the field in progress starts, and the length that
 * libcsv reports says where it ends. That gives line numbers and blank lines, and it makes copying
 * needless: a cell points into the text itself, with its delimiter (which libcsv has read already)
 * overwritten by a NUL. Only a cell with doubled quotes is copied, over its own raw text.
 *
 * libcsv cannot go on after a fault: a new parser begins behind the line end that is taken for the
 * broken row's. */
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "cli/csv_state.h"

/* By how much libcsv's buffer for one field grows at a time; its own 128 makes long cells slow. */
#define FIELD_STEP ((size_t)16 * 1024)

static const char bad_quote[] =
    "a quote inside an unquoted cell (quote the whole cell and double the quotes in it)";
static const char after_quote[] = "text after a closing quote (double the quotes inside a cell)";
static const char open_quote[] = "a quote is opened here and never closed";

/* --- The parser. --- */

static void start(uf_csv *csv)
{
    csv_init(csv->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_blk_size(csv->parser, FIELD_STEP);
    csv_set_delim(csv->parser, (unsigned char)csv->delimiter);
}

bool uf_csv_new_parser(uf_csv *csv)
{
    csv->parser = malloc(sizeof *csv->parser);
    if (csv->parser == NULL)
        return false;
    start(csv);
    return true;
}

void uf_csv_restart_parser(uf_csv *csv)
{
    csv_free(csv->parser);
    start(csv);
}

void uf_csv_free_parser(uf_csv *csv)
{
    if (csv->parser != NULL)
        csv_free(csv->parser);
    free(csv->parser);
}

/* --- What it reports. --- */

/* The raw length of the quoted field at `at`, quotes included; its resolved text is left behind the
 * opening quote. */
static size_t resolve_quotes(uf_csv *csv, const char *text, size_t length)
{
    char *inside = csv->bytes + csv->at + 1;
    csv->line += uf_csv_count_line_ends(text, 0, length);
    size_t raw = 0;
    while (inside[raw] != '"' || inside[raw + 1] == '"')
        raw += inside[raw] == '"' ? 2 : 1;
    if (raw != length)
        memcpy(inside, text, length);
    return raw + 2;
}

/* libcsv: a field has ended. */
static void end_field(void *text, size_t length, void *data)
{
    uf_csv *csv = data;
    if (csv->column == 0) {
        uf_csv_skip_line_ends(csv, csv->end);
        csv->row_at = csv->at;
        csv->row_line = csv->line;
    }
    char *start = csv->bytes + csv->at;
    size_t raw = length;
    if (*start == '"') {
        raw = resolve_quotes(csv, text, length);
        start++;
    }
    size_t column = csv->column++;
    if (column < csv->width && csv->wanted[column]) {
        start[length] = '\0';
        csv->cells[csv->cell_count++] = (uf_cell){ .text = start, .length = length };
    }
    csv->at += raw + 1;
}

/* libcsv: a row has ended, by the character terminator or, if that is -1, by the end of input. */
static void end_row(int terminator, void *data)
{
    uf_csv *csv = data;
    uf_csv_add_row(csv, csv->row_line, csv->column, csv->row_at, csv->at - 1);
    csv->column = 0;
    csv->line++;
    csv->after_cr = terminator == '\r';
}

/* --- Walking. --- */

static int never(unsigned char c)
{
    (void)c;
    return 0;
}

static bool separates(const uf_csv *csv, char c)
{
    return c == csv->delimiter || c == '\n' || c == '\r' || c == '"' || c == ' ' || c == '\t';
}

/* Whether space stands in the piece at the edge of a cell, where libcsv would trim it. */
static bool holds_edge(const uf_csv *csv, size_t length, char space)
{
    const char *piece = csv->bytes + csv->walked;
    const char *last = piece + length - 1;
    const char *found = memchr(piece, space, length);
    while (found != NULL) {
        if (found == piece || found == last || separates(csv, found[-1]) ||
            separates(csv, found[1]))
            return true;
        found = memchr(found + 1, space, (size_t)(last - found));
    }
    return false;
}

void uf_csv_walk_by_libcsv(uf_csv *csv, size_t length)
{
    /* The way to keep libcsv from trimming is a function that denies spaces. Calling it for every
     * character is slow, so it stands there only for pieces where it makes a difference. */
    bool trims =
        holds_edge(csv, length, ' ') || (csv->delimiter != '\t' && holds_edge(csv, length, '\t'));
    csv_set_space_func(csv->parser, trims ? never : NULL);
    size_t done = csv_parse(csv->parser, csv->bytes + csv->walked, length, end_field, end_row, csv);
    csv->walked += done;
    if (csv->column == 0)
        uf_csv_skip_line_ends(csv, csv->walked);
    if (done < length) {
        bool memory = csv_error(csv->parser) != CSV_EPARSE;
        const char *place = csv->bytes[csv->at] == '"' ? after_quote : bad_quote;
        csv->resync = !memory && csv->raw != NULL;
        if (csv->resync)
            csv->broken = place;
        else
            csv->fault = (uf_fault){ .reason = memory ? UF_CSV_NO_MEMORY : place,
                                     .line = csv->line + uf_csv_count_line_ends(csv->bytes, csv->at,
                                                                                csv->walked),
                                     .of_row = !memory && csv->header_done };
    }
}

void uf_csv_finish(uf_csv *csv)
{
    csv->finished = true;
    if (csv->nul) {
        csv->fault =
            (uf_fault){ .reason = "a NUL byte: the file is damaged, or not UTF-8 text",
                        .line = csv->line + uf_csv_count_line_ends(csv->bytes, csv->at, csv->end) };
        return;
    }
    if (csv_fini(csv->parser, end_field, end_row, csv) != 0)
        csv->fault = (uf_fault){ .reason = open_quote, .line = csv->line };
}
