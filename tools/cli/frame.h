/* frame.h: columns in memory.
 *
 * For analyses that need all rows at once: one array for each column that was asked for, filled
 * from uf_rows. Rows that were reported bad are not in it; the program ends before it could miss
 * them. */
#ifndef UF_CLI_FRAME_H
#define UF_CLI_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/decimal.h>

#include "cli/groups.h"
#include "cli/intern.h"
#include "cli/rows.h"

typedef struct uf_frame uf_frame;

typedef enum uf_frame_kind {
    UF_FRAME_TEXT,    /* codes into one table of texts; missing is UF_NO_CODE             */
    UF_FRAME_NUMBER,  /* doubles; missing is NaN                                          */
    UF_FRAME_DECIMAL, /* exact; missing is UF_FRAME_NO_DECIMAL                            */
    UF_FRAME_DAY,     /* days; missing is UF_NO_DAY                                       */
    UF_FRAME_FLAG     /* 0 or 1; missing is -1                                            */
} uf_frame_kind;

typedef struct uf_frame_column {
    const char *name; /* as the program calls it, before renaming                         */
    uf_frame_kind kind;
    bool required; /* the column has to be there (a cell may be missing all the same)     */
} uf_frame_column;

/* No decimal has a negative number of places. */
#define UF_FRAME_NO_DECIMAL ((uf_decimal){ .mantissa = 0, .places = -1 })

/* Read what is left of rows into n columns, and close rows: bad input, or a required column that is
 * not there, ends the program. groups may be NULL; with it every row's group is kept too. groups
 * stays the caller's. */
uf_frame *uf_frame_read(uf_cli *cli, uf_rows *rows, const uf_frame_column *columns, size_t n,
                        uf_groups *groups);
void uf_frame_free(uf_frame *frame);

/* How many rows there are. */
size_t uf_frame_count(const uf_frame *frame);

/* --- The arrays, uf_frame_count long, living as long as frame. column is the position in the list
 * given to uf_frame_read. NULL when the file has no such column. Asking for another kind than was
 * declared ends the program. --- */
const uint32_t *uf_frame_texts(const uf_frame *frame, size_t column);
const double *uf_frame_numbers(const uf_frame *frame, size_t column);
const uf_decimal *uf_frame_decimals(const uf_frame *frame, size_t column);
const uf_day *uf_frame_days(const uf_frame *frame, size_t column);
const int8_t *uf_frame_flags(const uf_frame *frame, size_t column);
/* Each row's group; NULL when the frame was read without groups. */
const uint32_t *uf_frame_groups(const uf_frame *frame);

/* The texts of a text column: its codes are dense and in the order of first appearance. */
const uf_intern *uf_frame_table(const uf_frame *frame, size_t column);

/* Where a row came from, for messages. */
const char *uf_frame_file(const uf_frame *frame, size_t row);
uint64_t uf_frame_line(const uf_frame *frame, size_t row);

#endif
