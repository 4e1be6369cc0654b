/* outcome.h: what of a row is held against limits: absence, a rate, or any column.
 *
 * absent and scheduled time where both are there, else rate, else the column of --value; and the
 * bounds of the rate, rate_min and rate_max, if the file has them. All exact. */
#ifndef UF_CLI_OUTCOME_H
#define UF_CLI_OUTCOME_H

#include <stdbool.h>

#include <utfall/capacity.h>
#include <utfall/limit_counts.h>

#include "cli/limits.h"
#include "cli/rows.h"

typedef struct uf_outcome {
    uf_rows *rows;
    size_t value, absent, scheduled, rate; /* or UF_NO_COLUMN                              */
    size_t rate_min, rate_max;             /* both, or neither                             */
    const char *name;                      /* as a definition says it                      */
} uf_outcome;

/* Find the columns; what is missing ends the program. Before the first uf_rows_next. */
void uf_outcome_open(uf_outcome *outcome, uf_cli *cli, uf_rows *rows);
/* Whether the records say what unreported lessons could do. */
bool uf_outcome_has_bounds(const uf_outcome *outcome);

/* The outcome of one unit. */
typedef struct uf_measured {
    bool known;        /* false: there is none                       */
    uf_fraction value; /* of a column of its own unit, whole is 1    */
    bool has_low, has_high;
    uf_decimal low, high; /* the least and most that the rate could be */
} uf_measured;

/* That of the current row. What cannot be is reported as a bad row. */
void uf_outcome_read(const uf_outcome *outcome, uf_measured *measured);

/* Where it stands among limits. */
uf_limit_place uf_outcome_place(const uf_measured *measured, const uf_limits *limits);

#endif
