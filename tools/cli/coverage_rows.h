/* coverage_rows.h: coverage of registers as results: by school and window, and arm against arm. */
#ifndef UF_CLI_COVERAGE_ROWS_H
#define UF_CLI_COVERAGE_ROWS_H

#include <stdint.h>

#include <utfall/calendar.h>
#include <utfall/lesson.h>

#include "cli/intern.h"
#include "cli/program.h"

typedef struct uf_coverage_rows uf_coverage_rows;

/* The options --coverage (a second output), --window (month, quarter, year), --control and --level;
 * NULL if --coverage was not given. texts holds the names of schools and arms. */
uf_coverage_rows *uf_coverage_rows_new(uf_cli *cli, const uf_intern *texts);
void uf_coverage_rows_free(uf_coverage_rows *rows);

/* Count a lesson on a valid day. school and arm are codes of texts; UF_NO_CODE is "not said". */
void uf_coverage_rows_add(uf_coverage_rows *rows, uint32_t school, uint32_t arm, uf_day day,
                          const uf_lesson *lesson);

/* Write the results. definition: how lessons were read, appended to the rows' definition. */
void uf_coverage_rows_write(uf_coverage_rows *rows, const char *definition);

#endif
