/* cell.h: the content of one CSV cell. */
#ifndef UF_CLI_CELL_H
#define UF_CLI_CELL_H

#include <stddef.h>

/* length bytes, followed by a NUL that does not belong to them. The bytes belong to whoever handed
 * the cell out, who says how long they live. */
typedef struct uf_cell {
    const char *text;
    size_t length;
} uf_cell;

#endif
