/* change_cases.h: who the cases are: their columns, families, clusters and stages.
 *
 * Without --cases FILE, a case is whoever has a rating. With it, a case is whoever stands in the
 * file, once, with or without a rating; a rating of anybody else is a bad row. The file may have
 * the columns of the stages (identified, offered, started, completed: the day it happened, or 1 and
 * 0), and any others that --by, --carry, --cluster and the family ask for; what it has not is
 * looked for in the main input, where a case must have the same text in all of its rows. */
#ifndef UF_CLI_CHANGE_CASES_H
#define UF_CLI_CHANGE_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/funnel.h>

#include "cli/change_settings.h"
#include "cli/rows.h"

typedef struct uf_cases uf_cases;

/* Read --cases FILE if it is given. has_domains: the name `domain` in --by is not a column. */
uf_cases *uf_cases_new(uf_cli *cli, bool has_domains);
/* Cases of a file beside the study: names and nothing else. */
uf_cases *uf_cases_new_plain(uf_cli *cli);
void uf_cases_free(uf_cases *cases);

/* Find the columns in the main input, before its first uf_rows_next. A column that is nowhere ends
 * the program. */
void uf_cases_open(uf_cases *cases, uf_rows *rows);

/* The case of the current row of the main input; UF_NO_CODE if the row is bad, as is reported. */
uint32_t uf_cases_take(uf_cases *cases, uf_rows *rows);

/* How many there are, what each is called, and all of them in the order of their names, which the
 * caller frees. */
size_t uf_cases_count(const uf_cases *cases);
const char *uf_cases_name(const uf_cases *cases, uint32_t id);
uint32_t *uf_cases_order(const uf_cases *cases);

/* --- Columns: the family first where there is one, then those of --by and --carry, none twice,
 * then that of --cluster. --- */

/* How many of them are for records: all but a column that only --cluster asked for. */
size_t uf_cases_width(const uf_cases *cases);
const char *uf_cases_column(const uf_cases *cases, size_t column);
const char *uf_cases_text(const uf_cases *cases, uint32_t id, size_t column);
/* The columns of --by in the order given, *n of them: UF_BY_DOMAIN for the instrument's domains. */
#define UF_BY_DOMAIN ((size_t)-2)
const size_t *uf_cases_by(const uf_cases *cases, size_t *n);
/* The column of the family and of --cluster, or UF_NO_COLUMN. */
size_t uf_cases_family(const uf_cases *cases);
size_t uf_cases_cluster(const uf_cases *cases);
/* A number for the case's text in a column: the same for the same text; UF_NO_CODE for none. */
uint32_t uf_cases_code(const uf_cases *cases, uint32_t id, size_t column);

/* --- Stages. --- */

/* Whether the file of cases has a column for the stage. */
bool uf_cases_has_stage(const uf_cases *cases, uf_case_stage stage);
/* Whether a case reached it. Without a file, or without the column, everybody is identified and
 * nobody is known to have come further. */
uf_stage_state uf_cases_stage(const uf_cases *cases, uint32_t id, uf_case_stage stage);

#endif
