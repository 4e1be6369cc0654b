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
    const size_t half = sizeof(uint32_t);
    const size_t word = sizeof(uint64_t);
    if (cell.length != length)
        return false;
    if (length >= word && length <= 2 * word)
        return memcmp(own, text, word) == 0 &&
               memcmp(own + length - word, text + length - word, word) == 0;
    if (length >= half && length < word)
        return memcmp(own, text, half) == 0 &&
               memcmp(own + length - half, text + length - half, half) == 0;
    return memcmp(own, text, length) == 0;
}

#endif
