/* csv.c: rows and cells, by an index of well-formed text and by libcsv for all other.
 *
 * Rows that are well formed are found by csv_index.h, many bytes at a step. What it calls odd, the
 * header, a row that is longer than the index looks at, and a last line without line end are
 * libcsv's, which decides what is a row, a cell or a fault; it goes on to the next line feed behind
 * which a row begins, and there the index takes over again. Both leave the same rows behind.
 *
 * libcsv's surprises end here. It pushes: it walks over a piece of text and calls back at the end of each field and of each
 * row, with the field in a buffer of its own that the next field overwrites. It says neither where
 * a field stood nor on which line, drops blank lines, and trims spaces. So this file keeps the text
 * and follows libcsv through it: `at` is where the field in progress starts, and the length that
 * libcsv reports says where it ends. That gives line numbers and blank lines, and it makes copying
 * needless: a cell points into the text itself, with its delimiter (which libcsv has read already)
 * overwritten by a NUL. Only a cell with doubled quotes is copied, over its own raw text.
 *
 * A piece is walked at a time and its rows handed out one by one. When all text read has been
 * walked, the beginning of the unfinished row moves to the front and the next block is read behind
 * it, so a cell never spans two buffers.
 *
 * Where rows are set aside, a second buffer keeps the text as it was read. libcsv cannot go on
 * after a fault: a new parser begins behind the line end that is taken for the broken row's. */
#include "cli/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "cli/csv_index.h"
#include "cli/dialect.h"

/* Bytes walked at a time: text, cells and rows of a piece stay in the processor's first cache. */
#define PIECE UF_CSV_INDEX_MOST
/* By how much libcsv's buffer for one field grows at a time; its own 128 makes long cells slow. */
#define FIELD_STEP ((size_t)16 * 1024)

static const char bad_quote[] =
    "a quote inside an unquoted cell (quote the whole cell and double the quotes in it)";
static const char after_quote[] = "text after a closing quote (double the quotes inside a cell)";
static const char open_quote[] = "a quote is opened here and never closed";
static const char no_header[] = "no header: the input is empty";
static const char no_memory[] = "out of memory";

#define BROKEN UINT32_MAX

/* Offsets are in 32 bits, so that the rows of a piece stay small: no buffer is near 4 GiB. */
struct row {
    uint64_t line;
    uint32_t first;    /* in cells */
    uint32_t count;    /* cells in the file, wanted or not; or BROKEN */
    uint32_t from, to; /* in bytes */
};

struct uf_csv {
    struct csv_parser parser;
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
    struct row *rows;
    size_t row_count, row_next;

    bool header_done;
    uint64_t header_line;
    uf_cell *names;
    char *name_bytes;
};

static int never(unsigned char c)
{
    (void)c;
    return 0;
}

/* A row from one position to another. */
static void add_row(uf_csv *csv, uint64_t line, size_t count, size_t from, size_t to)
{
    csv->rows[csv->row_count++] = (struct row){ .first = (uint32_t)csv->row_cells,
                                                .count = (uint32_t)count,
                                                .line = line,
                                                .from = (uint32_t)from,
                                                .to = (uint32_t)to };
    csv->row_cells = csv->cell_count;
}

/* A line without a cell, which is a row all the same where there is one column. */
static void take_blank_line(uf_csv *csv, size_t at)
{
    if (csv->header_done && csv->width == 1) {
        if (csv->wanted[0])
            csv->cells[csv->cell_count++] = (uf_cell){ .text = "", .length = 0 };
        add_row(csv, csv->line, 1, at, at);
    }
    csv->line++;
}

/* Between rows: step over line ends up to limit. Each that does not belong to the row before is a
 * blank line. */
static void skip_line_ends(uf_csv *csv, size_t limit)
{
    for (; csv->at < limit; csv->at++) {
        char c = csv->bytes[csv->at];
        if (c != '\n' && c != '\r')
            break;
        if (c == '\n' && csv->after_cr) {
            csv->after_cr = false;
            continue;
        }
        take_blank_line(csv, csv->at);
        csv->after_cr = c == '\r';
    }
    if (csv->at < limit)
        csv->after_cr = false;
}

/* Line ends in the text from one position to another. */
static uint64_t line_ends(const char *bytes, size_t from, size_t to)
{
    uint64_t count = 0;
    for (size_t i = from; i < to; i++)
        count += bytes[i] == '\n' || (bytes[i] == '\r' && !(i + 1 < to && bytes[i + 1] == '\n'));
    return count;
}

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

/* The raw length of the quoted field at `at`, quotes included; its resolved text is left behind the
 * opening quote. */
static size_t resolve_quotes(uf_csv *csv, const char *text, size_t length)
{
    char *inside = csv->bytes + csv->at + 1;
    csv->line += line_ends(text, 0, length);
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
        skip_line_ends(csv, csv->end);
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
    add_row(csv, csv->row_line, csv->column, csv->row_at, csv->at - 1);
    csv->column = 0;
    csv->line++;
    csv->after_cr = terminator == '\r';
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

/* Let libcsv walk over the next length bytes. */
static void walk_by_libcsv(uf_csv *csv, size_t length)
{
    /* The way to keep libcsv from trimming is a function that denies spaces. Calling it for every
     * character is slow, so it stands there only for pieces where it makes a difference. */
    bool trims =
        holds_edge(csv, length, ' ') || (csv->delimiter != '\t' && holds_edge(csv, length, '\t'));
    csv_set_space_func(&csv->parser, trims ? never : NULL);
    size_t done =
        csv_parse(&csv->parser, csv->bytes + csv->walked, length, end_field, end_row, csv);
    csv->walked += done;
    if (csv->column == 0)
        skip_line_ends(csv, csv->walked);
    if (done < length) {
        bool memory = csv_error(&csv->parser) != CSV_EPARSE;
        const char *place = csv->bytes[csv->at] == '"' ? after_quote : bad_quote;
        csv->resync = !memory && csv->raw != NULL;
        if (csv->resync)
            csv->broken = place;
        else
            csv->fault =
                (uf_fault){ .reason = memory ? no_memory : place,
                            .line = csv->line + line_ends(csv->bytes, csv->at, csv->walked),
                            .of_row = !memory && csv->header_done };
    }
}

/* --- By the index. --- */

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
            count += line_ends(text, from + 1, end - 1);
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
    add_row(csv, line, count, csv->at + starts[0], csv->at + to);
    csv->line++;
}

/* Between rows: take the whole rows of the next bytes. False if there are none. */
static bool walk_by_index(uf_csv *csv)
{
    skip_line_ends(csv, csv->at + (csv->after_cr && csv->bytes[csv->at] == '\n'));
    csv->after_cr = false;
    char *text = csv->bytes + csv->at;
    size_t left = csv->end - csv->at;
    size_t length = uf_csv_index_rows(csv->index, csv->scanner, text, left < PIECE ? left : PIECE,
                                      csv->delimiter);
    for (size_t i = 0; i < csv->index->row_count; i++) {
        size_t from = csv->index->starts[csv->index->rows[i]];
        size_t to = csv->index->starts[csv->index->rows[i + 1]] - 1;
        to -= to > from && text[to - 1] == '\r';
        if (to > from)
            take_row(csv, text, i, to);
        else
            take_blank_line(csv, csv->at + to);
    }
    csv->at += length;
    csv->walked = csv->at;
    return length > 0;
}

static void start_parser(uf_csv *csv)
{
    csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_blk_size(&csv->parser, FIELD_STEP);
    csv_set_delim(&csv->parser, (unsigned char)csv->delimiter);
}

/* All bytes have been walked and no more come: the last row may lack its line end. */
static void finish(uf_csv *csv)
{
    csv->finished = true;
    if (csv->nul) {
        csv->fault = (uf_fault){ .reason = "a NUL byte: the file is damaged, or not UTF-8 text",
                                 .line = csv->line + line_ends(csv->bytes, csv->at, csv->end) };
        return;
    }
    if (csv_fini(&csv->parser, end_field, end_row, csv) != 0)
        csv->fault = (uf_fault){ .reason = open_quote, .line = csv->line };
}

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
        csv->fault = (uf_fault){ .reason = no_memory };
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
    csv->fault.line = csv->line + line_ends(csv->bytes, csv->at, csv->end);
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
            walk_by_libcsv(csv, csv->end - csv->walked < PIECE ? csv->end - csv->walked : PIECE);
        if (csv->fault.reason != NULL || csv->resync)
            return;
    }
    csv->fault = *fault;
    place_fault(csv);
}

/* Read a block behind what is there. */
static void fill(uf_csv *csv)
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
        fill(csv);
        return;
    }
    csv->cell_count = csv->row_cells;
    add_row(csv, csv->column > 0 ? csv->row_line : csv->line, BROKEN, row_start(csv), to);
    csv->line += line_ends(csv->bytes, csv->at, to);
    csv->at = to;
    if (to < csv->end) {
        csv->line++;
        csv->after_cr = csv->bytes[to] == '\r';
        csv->at++;
    }
    csv->walked = csv->at;
    csv->column = 0;
    csv->resync = false;
    csv_free(&csv->parser);
    start_parser(csv);
}

/* How many of the next bytes libcsv is to walk: to a line feed, behind which a row may begin. */
static size_t libcsv_length(const uf_csv *csv)
{
    size_t left = csv->end - csv->walked;
    size_t most = left < PIECE ? left : PIECE;
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
    if (indexed && walk_by_index(csv))
        return;
    bool cut = indexed && !csv->index->odd && csv->end - csv->walked < PIECE;
    if (cut && !csv->ended)
        fill(csv);
    else if (csv->walked < csv->end)
        walk_by_libcsv(csv, libcsv_length(csv));
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
            finish(csv);
        else
            fill(csv);
    }
    return true;
}

uf_csv_step uf_csv_next(uf_csv *csv, uf_csv_row *row, uf_fault *fault)
{
    if (csv->row_next == csv->row_count && !advance(csv)) {
        *fault = csv->fault;
        return csv->fault.reason != NULL ? UF_CSV_FAULT : UF_CSV_END;
    }
    const struct row *next = &csv->rows[csv->row_next++];
    *row =
        (uf_csv_row){ .cells = csv->cells + next->first, .count = next->count, .line = next->line };
    if (csv->raw == NULL)
        return UF_CSV_ROW;
    if (next->count == BROKEN) {
        row->broken = csv->broken;
        row->count = 0;
    }
    csv->raw[next->to] = '\0'; /* in place of its line end, which nobody needs again */
    row->raw = (uf_cell){ .text = csv->raw + next->from, .length = next->to - next->from };
    return UF_CSV_ROW;
}

/* --- The header. --- */

static void take_wanted(uf_csv *csv)
{
    csv->taken_count = 0;
    for (size_t i = 0; i < csv->width; i++)
        if (csv->wanted[i])
            csv->taken[csv->taken_count++] = i;
}

/* Make room for the flags of width columns, and for the cells of a piece: there a cell takes a byte
 * at least, the delimiter or line end behind it, and the row in progress may have brought as many
 * as the width. */
static bool make_room(uf_csv *csv, size_t width)
{
    free(csv->cells);
    free(csv->wanted);
    free(csv->taken);
    csv->width = width;
    csv->cells = calloc(width + PIECE + 1, sizeof *csv->cells);
    csv->wanted = malloc(width * sizeof *csv->wanted);
    csv->taken = calloc(width, sizeof *csv->taken);
    if (csv->cells == NULL || csv->wanted == NULL || csv->taken == NULL) {
        csv->fault = (uf_fault){ .reason = no_memory };
        return false;
    }
    memset(csv->wanted, true, width);
    take_wanted(csv);
    return true;
}

/* Read until a whole line stands behind `walked`; its length, or what is left if the input ends. */
static size_t first_line(uf_csv *csv)
{
    while (csv->fault.reason == NULL) {
        skip_line_ends(csv, csv->end);
        csv->walked = csv->at;
        size_t length = uf_dialect_line(csv->bytes + csv->at, csv->end - csv->at);
        if (length > 0)
            return length;
        if (csv->ended)
            return csv->end - csv->at;
        fill(csv);
    }
    return 0;
}

static void skip_byte_order_mark(uf_csv *csv)
{
    static const char mark[] = "\xEF\xBB\xBF";
    while (csv->end < strlen(mark) && memcmp(csv->bytes, mark, csv->end) == 0 && !csv->ended &&
           csv->fault.reason == NULL)
        fill(csv);
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
        csv->fault = (uf_fault){ .reason = no_memory };
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

static bool read_header(uf_csv *csv)
{
    size_t length = find_header(csv);
    size_t most = 1;
    for (size_t i = 0; i < length; i++)
        most += csv->bytes[csv->at + i] == csv->delimiter;
    if (csv->fault.reason != NULL || !make_room(csv, most))
        return false;
    start_parser(csv);
    csv->header_line = csv->line;
    for (size_t end = csv->at + length; csv->walked < end && csv->fault.reason == NULL;) {
        size_t left = end - csv->walked;
        walk_by_libcsv(csv, left < PIECE ? left : PIECE);
    }
    if (csv->row_count == 0 && csv->fault.reason == NULL)
        finish(csv);
    if (csv->fault.reason == NULL && (csv->row_count == 0 || csv->rows[0].count == 0))
        csv->fault = (uf_fault){ .reason = no_header };
    if (csv->fault.reason != NULL)
        return false;
    csv->width = csv->rows[0].count;
    csv->header_done = copy_names(csv);
    csv->row_cells = csv->cell_count = csv->row_count = 0;
    return csv->header_done && make_room(csv, csv->width);
}

uf_csv *uf_csv_new(uf_source *source, char delimiter, uf_fault *fault)
{
    uf_csv *csv = calloc(1, sizeof *csv);
    if (csv == NULL) {
        *fault = (uf_fault){ .reason = no_memory };
        return NULL;
    }
    csv->source = source;
    csv->delimiter = delimiter;
    csv->line = 1;
    csv->capacity = source->block < PIECE ? PIECE : source->block;
    csv->bytes = calloc(csv->capacity + 1, 1);
    csv->rows = calloc(PIECE + 1, sizeof *csv->rows);
    csv->index = malloc(sizeof *csv->index);
    size_t scanners;
    csv->scanner = uf_csv_scanners(&scanners);
    start_parser(csv);
    if (csv->bytes == NULL || csv->rows == NULL || csv->index == NULL)
        csv->fault = (uf_fault){ .reason = no_memory };
    if (csv->fault.reason == NULL && read_header(csv))
        return csv;
    *fault = csv->fault;
    uf_csv_free(csv);
    return NULL;
}

void uf_csv_free(uf_csv *csv)
{
    if (csv == NULL)
        return;
    csv_free(&csv->parser);
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

void uf_csv_want(uf_csv *csv, const bool *wanted)
{
    memcpy(csv->wanted, wanted, csv->width * sizeof *wanted);
    take_wanted(csv);
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
