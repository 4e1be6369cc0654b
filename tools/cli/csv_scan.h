/* csv_scan.h: which bytes of a text mean something to CSV, 64 at a time.
 *
 * A scanner looks at many bytes in one instruction; there is one for each kind of processor, and
 * one in plain C. All of them say the same. */
#ifndef UF_CLI_CSV_SCAN_H
#define UF_CLI_CSV_SCAN_H

#include <stddef.h>
#include <stdint.h>

enum { UF_CSV_SCAN_BLOCK = 64 };

/* Bit i is byte i of a block. */
typedef struct uf_csv_marks {
    uint64_t delimiters, quotes, line_feeds, returns;
} uf_csv_marks;

typedef struct uf_csv_scanner {
    const char *name;
    /* The marks of each of n blocks of UF_CSV_SCAN_BLOCK bytes, of any alignment. */
    void (*scan)(const char *bytes, size_t n, char delimiter, uf_csv_marks *marks);
} uf_csv_scanner;

/* Those that this processor can run, *n of them, the fastest first; the last is in plain C. */
const uf_csv_scanner *uf_csv_scanners(size_t *n);

#endif
