/* results.h: rows of estimates, written and read.
 *
 * The columns are those of doc/results.md: by-columns, the fixed ones, then extensions. */
#ifndef UF_CLI_RESULTS_H
#define UF_CLI_RESULTS_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/estimate.h>

#include "cli/program.h"

/* The names of the fixed columns in their order; NULL past the last. */
const char *uf_results_column(size_t position);

/* --- Writing. --- */

typedef struct uf_results_layout {
    const char *const *by; /* names of the by-columns                                   */
    size_t by_count;
    const char *const *extensions; /* names of the columns after note                   */
    size_t extension_count;
    uf_writer *writer; /* NULL: the program's output; else a second one               */
} uf_results_layout;

/* Write the header. A by-column or extension named like a fixed column, or twice, ends the program.
 */
void uf_results_header(uf_cli *cli, const uf_results_layout *layout);
/* Write one row; by and extensions hold as many texts as the layout has names. */
void uf_results_row(uf_cli *cli, const uf_results_layout *layout, const char *const *by,
                    const uf_estimate *estimate, const char *const *extensions);

/* --- Reading: several files, joined by the names of their columns. --- */

typedef struct uf_results uf_results;

/* Read paths (n of them; "-" is stdin). A file without the columns measure, term and estimate is
 * refused as not being results; other fixed columns may be missing and are then empty (role:
 * primary). A word that role or better do not know is a bad row. A method or note that is longer
 * than an estimate holds is cut, with a warning. */
uf_results *uf_results_read(uf_cli *cli, const char *const *paths, size_t n);
void uf_results_free(uf_results *results);

size_t uf_results_count(const uf_results *results);
/* One row as an estimate; its texts live as long as results. */
const uf_estimate *uf_results_get(const uf_results *results, size_t row);
/* All columns that are not fixed: by-columns first, then extensions, each in the order met. A
 * column is a by-column if it stands before the first fixed one in any of the files. */
size_t uf_results_extra_count(const uf_results *results);
const char *uf_results_extra_name(const uf_results *results, size_t extra);
size_t uf_results_by_count(const uf_results *results); /* how many of them are by-columns */
/* The text of a row in such a column; "" where its file has no such column. */
const char *uf_results_extra(const uf_results *results, size_t row, size_t extra);
/* The position of an extra column by name, or UF_NO_COLUMN of columns.h. */
size_t uf_results_find_extra(const uf_results *results, const char *name);
/* Where a row came from, for messages. */
const char *uf_results_file(const uf_results *results, size_t row);
uint64_t uf_results_line(const uf_results *results, size_t row);

#endif
