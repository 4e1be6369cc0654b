/* rows_state.h: what rows.c (files, columns, stepping) and cells.c (values) share. No other file
 * includes it. */
#ifndef UF_CLI_ROWS_STATE_H
#define UF_CLI_ROWS_STATE_H

#include "cli/csv.h"
#include "cli/dialect.h"
#include "cli/input.h"
#include "cli/reading.h"
#include "cli/rejects.h"
#include "cli/rows.h"
#include "cli/source.h"
#include "cli/where.h"

enum { UF_LONGEST_CACHED_DATE = 32, UF_LONGEST_PASSED_NUMBER = 128 };
#define UF_NO_SLOT ((size_t)-1)

struct uf_rows {
    uf_cli *cli;
    bool main_input;
    uf_input input;
    const char *const *paths; /* those that are left */
    size_t paths_left;

    uf_source source;
    uf_csv *csv;
    char *first_file; /* whose header is the header of all */
    char **names;
    size_t width;
    bool started;
    bool *wanted;
    size_t *slots;      /* of a column among the wanted ones */
    const char **asked; /* names in lists that led to a column by renaming, or NULL */
    struct uf_row_selection *selections; /* what uf_rows_select handed out */
    uf_where *wheres;
    uf_decimal_mark mark; /* of the file in hand */

    uf_csv_row row;
    bool bad;
    uint64_t read, bad_count;
    uint64_t done;         /* bytes of the files that are closed                 */
    uint64_t total;        /* bytes of the one file there is; 0: not known       */
    uf_reading_input here; /* the counts of the file in hand */
    uf_rejects *rejects;
    uf_row_listener *listener; /* NULL: faults go to rejects */
    void *listening;

    char date_text[UF_LONGEST_CACHED_DATE]; /* the date read last: the next one is often the same */
    size_t date_length;
    uf_day date_day;
    char passed[UF_LONGEST_PASSED_NUMBER]; /* what uf_rows_passed_on gave last */
};

#endif
