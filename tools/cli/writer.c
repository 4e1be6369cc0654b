/* writer.c: cells to CSV, held in one growing buffer. */
#include "cli/writer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/context.h"
#include "cli/figure.h"
#include "cli/numbers.h"
#include "cli/output.h"
#include "cli/shortest.h"

#define FIRST_SIZE ((size_t)64 * 1024)
#define HELD_MOST  ((size_t)16 * 1024 * 1024) /* of a row-for-row filter, before it streams */
#define BLOCK      ((size_t)256 * 1024)       /* written at a time once it streams           */

struct uf_writer {
    uf_cli *cli;
    uf_output output;
    char *bytes;
    size_t used, size;
    size_t row;     /* where the current row begins in bytes             */
    size_t cells;   /* so many are in the current row                    */
    size_t width;   /* so many are in the header; 0 where there is none  */
    size_t most;    /* held at most; SIZE_MAX: all                       */
    bool streaming; /* something has been written already                */
    bool excel;     /* for a Swedish spreadsheet                         */
    int digits;     /* significant ones of a number; 0: all              */
};

/* --- The buffer. --- */

static char *room(uf_writer *writer, size_t more)
{
    if (more > writer->size - writer->used) {
        size_t size = writer->size;
        while (more > size - writer->used) {
            if (size > SIZE_MAX / 2)
                uf_cli_no_memory(writer->cli);
            size = size == 0 ? FIRST_SIZE : 2 * size;
        }
        writer->bytes = uf_cli_grow(writer->cli, writer->bytes, size, 1);
        writer->size = size;
    }
    return writer->bytes + writer->used;
}

static void put(uf_writer *writer, const char *bytes, size_t length)
{
    char *at = room(writer, length);
    if (length > 0)
        memcpy(at, bytes, length);
    writer->used += length;
}

static void put_byte(uf_writer *writer, char byte)
{
    *room(writer, 1) = byte;
    writer->used++;
}

static void flush(uf_writer *writer)
{
    char *why;
    if (!uf_output_write(&writer->output, writer->bytes, writer->used, &why))
        uf_cli_die_text(writer->cli, why);
    writer->used = 0;
    writer->streaming = true;
    writer->most = BLOCK;
}

/* --- Cells. --- */

/* The byte between two cells, and the one between a number's whole part and its fraction. */
static char delimiter(const uf_writer *writer)
{
    return writer->excel ? ';' : ',';
}

static bool needs_quotes(const uf_writer *writer, const char *text, size_t length)
{
    if (length == 0)
        return false;
    char first = text[0];
    char last = text[length - 1];
    if (first == ' ' || first == '\t' || last == ' ' || last == '\t')
        return true;
    for (size_t i = 0; i < length; i++)
        if (text[i] == delimiter(writer) || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
            return true;
    return false;
}

static void begin_cell(uf_writer *writer)
{
    if (writer->cells++ > 0)
        put_byte(writer, delimiter(writer));
    else if (writer->excel && writer->used == 0 && !writer->streaming)
        put(writer, "\xEF\xBB\xBF", 3);
}

/* A number as text with a decimal point, with the mark of the file. */
static void put_number(uf_writer *writer, const char *text, size_t length)
{
    char *at = room(writer, length);
    for (size_t i = 0; i < length; i++)
        at[i] = writer->excel && text[i] == '.' ? ',' : text[i];
    writer->used += length;
}

void uf_writer_bytes_cell(uf_writer *writer, const char *text, size_t length)
{
    begin_cell(writer);
    uf_number number;
    if (writer->excel && uf_number_scan(text, length, &number)) {
        put_number(writer, text, length);
        return;
    }
    const bool would_run = writer->excel && length > 0 && strchr("=+-@\t\r", text[0]) != NULL;
    if (!would_run && !needs_quotes(writer, text, length)) {
        put(writer, text, length);
        return;
    }
    put_byte(writer, '"');
    if (would_run)
        put_byte(writer, '\'');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            put_byte(writer, '"');
        put_byte(writer, text[i]);
    }
    put_byte(writer, '"');
}

/* Copy a cell that needs no quotes to `to`, which has room; false if it needs them. In one go,
 * because a row of answers has many cells of one byte. */
static bool copy_plain(char *to, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char c = text[i];
        if (c == ',' || c == '"' || c == '\n' || c == '\r' || c == ' ' || c == '\t')
            return false;
        to[i] = c;
    }
    return true;
}

void uf_writer_cells(uf_writer *writer, const uf_cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *to = room(writer, cells[i].length + 1);
        const bool first = writer->cells == 0;
        *to = ',';
        if (writer->excel || !copy_plain(to + !first, cells[i].text, cells[i].length)) {
            uf_writer_bytes_cell(writer, cells[i].text, cells[i].length);
            continue;
        }
        writer->used += cells[i].length + !first;
        writer->cells++;
    }
}

void uf_writer_text(uf_writer *writer, const char *text)
{
    uf_writer_bytes_cell(writer, text, strlen(text));
}

void uf_writer_missing(uf_writer *writer)
{
    begin_cell(writer);
}

/* The number at the significant digits that --digits asks for; a whole number, which may be a
 * count, as it is. */
static double rounded(const uf_writer *writer, double number)
{
    if (writer->digits == 0 || !isfinite(number) || number == rint(number))
        return number;
    char text[UF_SHORTEST_SIZE];
    double value = number;
    (void)snprintf(text, sizeof text, "%.*e", writer->digits - 1, number);
    return uf_number_read(text, strlen(text), &value) ? value : number;
}

void uf_writer_number(uf_writer *writer, double number)
{
    begin_cell(writer);
    if (isnan(number))
        return;
    char text[UF_SHORTEST_SIZE];
    const size_t length = uf_shortest(rounded(writer, number == 0 ? 0 : number), text);
    put_number(writer, text, length);
}

void uf_writer_decimal(uf_writer *writer, uf_decimal number)
{
    char text[UF_DECIMAL_TEXT_SIZE];
    begin_cell(writer);
    uf_decimal_text(number, text);
    put_number(writer, text, strlen(text));
}

void uf_writer_count(uf_writer *writer, int64_t count)
{
    begin_cell(writer);
    char text[UF_DECIMAL_TEXT_SIZE];
    uf_decimal_text((uf_decimal){ .mantissa = count, .places = 0 }, text);
    put(writer, text, strlen(text));
}

void uf_writer_day(uf_writer *writer, uf_day day)
{
    begin_cell(writer);
    if (day == UF_NO_DAY)
        return;
    char text[UF_DATE_SIZE];
    put(writer, uf_day_format(day, text), UF_DATE_SIZE - 1);
}

/* --- Rows. --- */

void uf_writer_end_row(uf_writer *writer)
{
    if (writer->width > 0 && writer->cells != writer->width)
        uf_cli_abort(writer->cli, "a row of %zu cells under a header of %zu", writer->cells,
                     writer->width);
    if (writer->cells == 1 && writer->used == writer->row)
        put(writer, "\"\"", 2);
    put(writer, writer->excel ? "\r\n" : "\n", writer->excel ? 2 : 1);
    writer->cells = 0;
    if (writer->used >= writer->most)
        flush(writer);
    writer->row = writer->used;
}

void uf_writer_header(uf_writer *writer, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        uf_writer_text(writer, names[i]);
    writer->width = n;
    uf_writer_end_row(writer);
}

void uf_writer_raw(uf_writer *writer, const char *bytes, size_t length)
{
    put(writer, bytes, length);
    if (writer->used >= writer->most)
        flush(writer);
}

void uf_writer_stream(uf_writer *writer)
{
    writer->most = HELD_MOST;
}

/* --- Opening and closing. --- */

uf_writer *uf_writer_new(uf_cli *cli, const char *path, const char *const *inputs, size_t n)
{
    uf_output output;
    char *why;
    if (!uf_output_open(&output, path, inputs, n, &why))
        uf_cli_die_text(cli, why);
    uf_writer *writer = uf_cli_allocate(cli, 1, sizeof *writer);
    *writer = (uf_writer){
        .cli = cli,
        .output = output,
        .most = SIZE_MAX,
        .excel = uf_cli_has(cli, "excel") && uf_cli_flag(cli, "excel"),
        .digits = uf_cli_has(cli, "digits") ? (int)uf_cli_count(cli, "digits", 0) : 0,
    };
    return writer;
}

static void release(uf_writer *writer)
{
    free(writer->bytes);
    free(writer);
}

bool uf_writer_same(const uf_writer *a, const uf_writer *b)
{
    return uf_output_same(&a->output, &b->output);
}

void uf_writer_finish(uf_writer *writer)
{
    uf_cli *cli = writer->cli;
    char *why;
    bool good = uf_output_write(&writer->output, writer->bytes, writer->used, &why) &&
                uf_output_finish(&writer->output, &why);
    if (!good) {
        /* What could be written may be a part of a row: nothing is added to it. */
        writer->streaming = false;
        uf_cli_die_text(cli, why);
    }
    if (cli->writer == writer)
        cli->writer = NULL;
    release(writer);
}

void uf_writer_abandon(uf_writer *writer)
{
    if (writer == NULL)
        return;
    char *why = NULL;
    /* Streamed blocks end with whole rows, so a quote here opens a cell that nobody closes. */
    if (writer->streaming && writer->output.target == NULL) {
        uf_output_write(&writer->output, "\"", 1, &why);
        free(why);
    }
    uf_output_abandon(&writer->output);
    release(writer);
}
