/* rejects.h: rows that could not be read: said on stderr, or set aside in a file.
 *
 * Without --reject they are reported up to ten of a kind, and then counted. A kind is a sentence
 * about a column: "'abc' is not a number" in column 'absent' is one, whatever the value. With
 * --reject FILE, which concerns the main input only, each goes to FILE as one row of
 * file,line,column,reason,row: the first fault found, and the row as it stands in its file, in
 * UTF-8. All that a bad row leads to goes through here. */
#ifndef UF_CLI_REJECTS_H
#define UF_CLI_REJECTS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cell.h"
#include "cli/program.h"

typedef struct uf_rejects uf_rejects;

/* Where a bad cell stands: column is its position, for telling kinds apart, and name its name, NULL
 * when the row as a whole is bad. */
typedef struct uf_place {
    const char *file;
    uint64_t line;
    size_t column;
    const char *name;
    uf_cell row; /* as it stands in the file; looked at only where rows are set aside */
} uf_place;

/* main_input: under --reject, if the program has it and it was given. A FILE that cannot be written
 * ends the program. */
uf_rejects *uf_rejects_new(uf_cli *cli, bool main_input);
void uf_rejects_free(uf_rejects *rejects);

/* The file that rows are set aside in; NULL where they end the run. */
const char *uf_rejects_file(const uf_rejects *rejects);
/* What to add to a message about a bad row: "; --reject FILE sets such rows aside", or nothing
 * where that does not help. */
const char *uf_rejects_remedy(const uf_rejects *rejects);

/* Report a cell, or set its row aside: then only the first fault of a row is to be reported.
 * format, by its address, and the column make the kind. */
void uf_rejects_add(uf_rejects *rejects, uf_place place, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
/* Say how many more there were of each kind that was cut off. */
void uf_rejects_summarise(const uf_rejects *rejects);

#endif
