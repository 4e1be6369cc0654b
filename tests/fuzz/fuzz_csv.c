/* fuzz_csv.c: any bytes as CSV, cut into blocks of two sizes and read by the index with each scanner
 * or by libcsv alone, must give the same rows, lines and fault; and cells must be what csv.h says of
 * them.
 *
 * The first byte of the input chooses the size of the small blocks, the delimiter, and whether rows
 * are set aside. What begins as gzip data is unpacked. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

typedef struct reader {
    uf_source source;
    uf_fault fault;
    uf_csv *csv;
} reader;

/* How an input is read. */
typedef struct manner {
    const uf_csv_scanner *scanner; /* NULL: by libcsv alone */
    size_t block;
    char delimiter;
    bool aside;
} manner;

static void start(reader *r, const char *bytes, size_t size, manner m)
{
    r->fault = (uf_fault){ 0 };
    uf_source_memory(&r->source, "fuzz", bytes, size);
    r->source.block = m.block;
    r->csv = uf_csv_new(&r->source, m.delimiter, &r->fault);
    must((r->csv != NULL) == (r->fault.reason == NULL));
    if (r->csv == NULL)
        return;
    uf_csv_set_scanner(r->csv, m.scanner);
    if (m.aside)
        must(uf_csv_set_rows_aside(r->csv));
}

static void same_cell(uf_cell a, uf_cell b)
{
    must(a.length == b.length && memcmp(a.text, b.text, a.length) == 0);
    must(a.text[a.length] == '\0' && strlen(a.text) == a.length);
}

static void same_fault(const uf_fault *a, const uf_fault *b)
{
    must(a->reason != NULL && b->reason != NULL);
    must(strcmp(a->reason, b->reason) == 0 && a->line == b->line && a->cell == b->cell);
    must(a->in_text == b->in_text && a->byte == b->byte && a->of_row == b->of_row);
}

/* Where rows are set aside, a row comes with its raw text, and only a misplaced quote breaks it. */
static void same_raw(const uf_csv_row *a, const uf_csv_row *b, bool aside)
{
    must(a->broken == b->broken && (a->broken == NULL || (aside && a->count == 0)));
    must((a->raw.text != NULL) == aside && (b->raw.text != NULL) == aside);
    if (!aside)
        return;
    same_cell(a->raw, b->raw);
    must(a->broken == NULL || memchr(a->raw.text, '"', a->raw.length) != NULL);
    must(memchr(a->raw.text, '\0', a->raw.length) == NULL);
}

static void same_rows(reader *a, reader *b, bool aside)
{
    size_t width = uf_csv_width(a->csv);
    must(width > 0 && width == uf_csv_width(b->csv));
    must(uf_csv_header_line(a->csv) == uf_csv_header_line(b->csv));
    for (size_t i = 0; i < width; i++)
        same_cell(uf_csv_name(a->csv, i), uf_csv_name(b->csv, i));
    uint64_t line = uf_csv_header_line(a->csv);
    while (true) {
        uf_csv_row left;
        uf_csv_row right;
        uf_csv_step step = uf_csv_next(a->csv, &left, &a->fault);
        must(step == uf_csv_next(b->csv, &right, &b->fault));
        if (step == UF_CSV_FAULT)
            same_fault(&a->fault, &b->fault);
        if (step != UF_CSV_ROW)
            return;
        must(left.line == right.line && left.count == right.count && left.line > line);
        line = left.line;
        same_raw(&left, &right, aside);
        for (size_t i = 0; i < left.count && i < width; i++)
            same_cell(left.cells[i], right.cells[i]);
    }
}

/* Reading in this manner gives what libcsv alone gives of the whole. */
static void compare(const char *bytes, size_t size, manner m)
{
    reader one;
    reader whole;
    start(&one, bytes, size, m);
    start(&whole, bytes, size,
          (manner){ .block = UF_SOURCE_BLOCK, .delimiter = m.delimiter, .aside = m.aside });
    must((one.csv == NULL) == (whole.csv == NULL));
    if (one.csv != NULL)
        same_rows(&one, &whole, m.aside);
    else
        same_fault(&one.fault, &whole.fault);
    uf_csv_free(one.csv);
    uf_csv_free(whole.csv);
    uf_source_close(&one.source);
    uf_source_close(&whole.source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = { '\0', ',', ';', '\t' };
    if (size == 0)
        return 0;
    const char *bytes = (const char *)data + 1;
    manner m = { .block = 1 + (data[0] & 31),
                 .delimiter = delimiters[data[0] >> 5 & 3],
                 .aside = data[0] >> 7 != 0 };
    compare(bytes, size - 1, m);
    size_t scanners;
    const uf_csv_scanner *scanner = uf_csv_scanners(&scanners);
    for (size_t i = 0; i < scanners; i++) {
        m.scanner = &scanner[i];
        compare(bytes, size - 1, m);
    }
    m.block = UF_SOURCE_BLOCK;
    compare(bytes, size - 1, m);
    return 0;
}
