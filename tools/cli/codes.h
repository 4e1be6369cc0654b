/* codes.h: a table of attendance codes: what each `status` in a log means.
 *
 * A CSV file with the columns code and counts_as (present, absent, exempt or unreported) and,
 * optionally, weight (0 to 1: the share of the scheduled time that the code makes absent; default
 * 1) and authorised (yes or no). A name without a slash that names no file is looked up among the
 * tables that ship, in datasets/codes/. */
#ifndef UF_CLI_CODES_H
#define UF_CLI_CODES_H

#include <stddef.h>

#include <utfall/lesson.h>

#include "cli/program.h"

typedef struct uf_codes uf_codes;

/* Read the table; whatever is wrong with it ends the program with file and line. */
uf_codes *uf_codes_read(uf_cli *cli, const char *file);
void uf_codes_free(uf_codes *codes);

/* What a code means, or NULL for one that the table does not have. Codes are compared as exact
 * text. Lives as long as codes. */
const uf_attendance_code *uf_codes_find(const uf_codes *codes, const char *text, size_t length);

#endif
