/* rejects.h: rows that could not be read: reported up to ten of a kind, counted always.
 *
 * A kind is a sentence about a column: "'abc' is not a number" in column 'absent' is one, whatever
 * the value. All that a bad row leads to goes through here. */
#ifndef UF_CLI_REJECTS_H
#define UF_CLI_REJECTS_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/program.h"

typedef struct uf_rejects uf_rejects;

/* Where a bad cell stands: column is its position, for telling kinds apart, and name its name, NULL
 * when the row as a whole is bad. */
typedef struct uf_place {
    const char *file;
    uint64_t line;
    size_t column;
    const char *name;
} uf_place;

uf_rejects *uf_rejects_new(uf_cli *cli);
void uf_rejects_free(uf_rejects *rejects);

/* Report a cell. format, by its address, and the column make the kind. */
void uf_rejects_add(uf_rejects *rejects, uf_place place, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
/* Say how many more there were of each kind that was cut off. */
void uf_rejects_summarise(const uf_rejects *rejects);

#endif
