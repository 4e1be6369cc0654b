/* units.h: one row a unit, once within each group, unless the analysis says otherwise.
 *
 * What every analysis of records asks before it counts: which group a row belongs to (--by),
 * whether it is eligible, whether the unit (--id; by default the column pupil, case or id) was
 * there before, and whether all rows were measured by the same definition. A file without any of
 * the unit columns has one unit a row. */
#ifndef UF_CLI_UNITS_H
#define UF_CLI_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/groups.h"
#include "cli/rows.h"

typedef struct uf_units uf_units;

/* Prepare for rows of an analysis, before the first uf_rows_next. The program's column table names
 * the unit "pupil" with the option "id". */
uf_units *uf_units_new(uf_cli *cli, uf_rows *rows);
/* The same where a unit may stand once for each text of the column `period` of a group
 * (UF_NO_COLUMN: once), or as often as it likes. */
typedef struct uf_units_rule {
    size_t period;
    bool repeated;
} uf_units_rule;
uf_units *uf_units_new_under(uf_cli *cli, uf_rows *rows, uf_units_rule rule);
void uf_units_free(uf_units *units);

/* Take the current row. True with its group if it counts; false if it is not eligible, which is
 * counted, or bad, which is reported. A unit that stands twice in a group ends the program, naming
 * the column to add to --by; so do rows of different definitions. */
bool uf_units_take(uf_units *units, uint32_t *group);

/* The groups that --by makes. */
uf_groups *uf_units_groups(uf_units *units);
/* The column of the unit, or UF_NO_COLUMN where each row is one. */
size_t uf_units_column(const uf_units *units);
/* What a unit is called: "pupils", "cases" or "units"; "rows" where a unit may stand repeatedly. */
const char *uf_units_name(const uf_units *units);
/* Rows left out as not eligible so far. */
uint64_t uf_units_ineligible(const uf_units *units);
/* The definition all rows of a group have; "" when the file has none. */
const char *uf_units_definition(const uf_units *units, uint32_t group);

#endif
