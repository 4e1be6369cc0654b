/* findings.h: what uf-check finds, in the order of the files.
 *
 * A finding is a place, a rule that the data break there, the value and a sentence. Findings come
 * in as they are met, some of them only when all rows have been read; they are written sorted by
 * file (in the order in which the files were named here), line and column. Each costs 40 bytes, and
 * texts that repeat are stored once. */
#ifndef UF_CLI_FINDINGS_H
#define UF_CLI_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cell.h"
#include "cli/columns.h"
#include "cli/program.h"
#include "cli/rows.h"

/* The rules, first those of a schema (named as Table Schema names them), then those of an
 * attendance log. */
typedef enum uf_rule {
    UF_RULE_CELLS, /* a row that is not a row: too few or too many cells, a stray quote */
    UF_RULE_FIELD, /* the header has not the fields of the schema                       */
    UF_RULE_TYPE,
    UF_RULE_FORMAT,
    UF_RULE_REQUIRED,
    UF_RULE_ENUM,
    UF_RULE_MINIMUM,
    UF_RULE_MAXIMUM,
    UF_RULE_MIN_LENGTH,
    UF_RULE_MAX_LENGTH,
    UF_RULE_PATTERN,
    UF_RULE_UNIQUE,
    UF_RULE_PRIMARY_KEY,
    UF_RULE_FOREIGN_KEY,
    UF_RULE_LESSON, /* the amounts of a lesson cannot be: negative, or more absent than scheduled */
    UF_RULE_LESSON_TWICE,
    UF_RULE_TWO_SCHOOLS,
    UF_RULE_OUTSIDE_ENROLMENT,
    UF_RULE_OUTSIDE_TERM,
    UF_RULE_CLOSED_DAY,
    UF_RULE_WEEKEND,
    UF_RULE_REGISTER_MISSING,
    UF_RULE_REGISTER_INCOMPLETE,
    UF_RULE_MONTH_WITHOUT_REGISTER,
    UF_RULE_NEVER_IN_LOG,
    UF_RULES
} uf_rule;

/* "minLength", "lesson-twice". */
const char *uf_rule_name(uf_rule rule);

/* Where a finding is. */
typedef struct uf_finding_place {
    uint32_t file;    /* uf_findings_file                                                */
    uint64_t line;    /* 0: the file as a whole                                          */
    size_t column;    /* position, which sorts; UF_NO_COLUMN: the row as a whole         */
    const char *name; /* of the column, or ""                                            */
    uf_cell value;    /* what stands there, or an empty text                             */
} uf_finding_place;

typedef struct uf_findings uf_findings;

/* Findings of the rules that --skip names are dropped, if the program has that option; a name that
 * is no rule ends it. */
uf_findings *uf_findings_new(uf_cli *cli);
void uf_findings_free(uf_findings *findings);

/* The number of a file: 0 for the first that was asked for, 1 for the next ... */
uint32_t uf_findings_file(uf_findings *findings, const char *name);

/* A cell of the current row as a place; column may be UF_NO_COLUMN. */
uf_finding_place uf_findings_place(uf_findings *findings, const uf_rows *rows, size_t column);

/* The current row as one number, which grows in the order of findings, and back to a place without
 * a column. */
uint64_t uf_findings_mark(uf_findings *findings, const uf_rows *rows);
uf_finding_place uf_findings_marked(uint64_t mark);
/* Write how a message of the current row speaks of a marked one: "line 12", with the file where it
 * is another one. Returns text. */
enum { UF_FINDING_REFERENCE_SIZE = 320 };
char *uf_findings_reference(uf_findings *findings, const uf_rows *rows, uint64_t mark,
                            char text[UF_FINDING_REFERENCE_SIZE]);

/* Whether anything will come of findings of a rule. */
bool uf_findings_wanted(const uf_findings *findings, uf_rule rule);

/* Add one. A second finding of the same rule at the same place, while its row is looked at, is
 * dropped: two readers of a cell may well find the same fault. */
void uf_findings_add(uf_findings *findings, const uf_finding_place *place, uf_rule rule,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));

size_t uf_findings_count(const uf_findings *findings);

/* Write all as rows of file,line,column,rule,value,message to the program's output, and how many
 * there are of each rule to stderr. rows: how many rows were looked at. */
void uf_findings_write(uf_findings *findings, uint64_t rows);

#endif
