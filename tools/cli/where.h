/* where.h: --where TEXT: which rows a program looks at.
 *
 * TEXT is a column, an operator and a value, without spaces between them. The column is the longest
 * name of the input that the text begins with and an operator follows: <= >= != = < >. (Where there
 * is none, rows.c takes a name of ours that --map leads to a column.) `=` and `!=` compare the cell
 * with the value as texts, byte by byte; the order operators compare numbers (a decimal point in
 * the value, the file's own mark in the cell) or dates (YYYY-MM-DD in the value). A missing cell
 * satisfies only `COLUMN=` and `COLUMN!=VALUE`. */
#ifndef UF_CLI_WHERE_H
#define UF_CLI_WHERE_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/calendar.h>

#include "cli/columns.h"
#include "cli/rows.h"

typedef enum uf_relation {
    UF_LESS_EQUAL,
    UF_GREATER_EQUAL,
    UF_NOT_EQUAL,
    UF_EQUAL,
    UF_LESS,
    UF_GREATER
} uf_relation;

typedef struct uf_where {
    size_t column;
    uf_relation relation;
    const char *value; /* in the text that was compiled */
    size_t length;
    bool dated; /* an order operator compares dates: day; else number */
    double number;
    uf_day day;
} uf_where;

typedef enum uf_where_verdict {
    UF_WHERE_OK,
    UF_WHERE_NO_COLUMN,   /* no name at the start of the text                              */
    UF_WHERE_NO_OPERATOR, /* a name, but no operator after it                             */
    UF_WHERE_NO_ORDER     /* an order operator whose value is neither a number nor a date  */
} uf_where_verdict;

/* Make a condition of a text, which must outlive it. */
uf_where_verdict uf_where_compile(uf_where *where, uf_names names, const char *text);

/* Whether the current row of rows satisfies the condition. A cell that cannot be compared makes the
 * row a bad one, as in any other use. */
bool uf_where_holds(const uf_where *where, uf_rows *rows);

#endif
