/* cell.h: the content of one CSV cell. */
#ifndef UF_CLI_CELL_H
#define UF_CLI_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* length bytes, followed by a NUL that does not belong to them. The bytes belong to whoever handed
 * the cell out, who says how long they live. */
typedef struct uf_cell {
    const char *text;
    size_t length;
} uf_cell;

/* Whether a cell is these length bytes. Cells are short and this is asked in every row: compilers
 * make single comparisons of those of 4 or 8 bytes, which may overlap. */
static inline bool uf_cell_is(uf_cell cell, const char *text, size_t length)
{
    const char *own = cell.text;
    enum { HALF = sizeof(uint32_t), WORD = sizeof(uint64_t) };
    if (cell.length != length)
        return false;
    if (length >= WORD && length <= 2 * WORD)
        return memcmp(own, text, WORD) == 0 &&
               memcmp(own + length - WORD, text + length - WORD, WORD) == 0;
    if (length >= HALF && length < WORD)
        return memcmp(own, text, HALF) == 0 &&
               memcmp(own + length - HALF, text + length - HALF, HALF) == 0;
    return memcmp(own, text, length) == 0;
}

#endif
