/* score_findings.h: what is wrong with a key, its scales or its norms, place by place.
 *
 * --check-key writes all of it as rows; every other run of uf-score refuses to score by a key
 * that has any, and says the first ten. */
#ifndef UF_CLI_SCORE_FINDINGS_H
#define UF_CLI_SCORE_FINDINGS_H

#include <stddef.h>
#include <stdint.h>

#include "cli/program.h"
#include "cli/rows.h"

typedef struct uf_score_findings uf_score_findings;

uf_score_findings *uf_score_findings_new(uf_cli *cli);
void uf_score_findings_free(uf_score_findings *findings);

/* Where a finding is; all texts are copied. line 0: the file as a whole. */
typedef struct uf_score_place {
    const char *file;
    uint64_t line;
    const char *column, *value; /* "" where there is none */
} uf_score_place;

/* rule is a constant: "item-twice". */
void uf_score_findings_add(uf_score_findings *findings, uf_score_place place, const char *rule,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Take whatever cannot be read in rows, which is a file beside the main input, as findings of
 * the rule `cell`. */
void uf_score_findings_listen(uf_score_findings *findings, uf_rows *rows);

size_t uf_score_findings_count(const uf_score_findings *findings);

/* Write all as rows of file,line,column,rule,value,message, by place, to the program's output. */
void uf_score_findings_write(uf_score_findings *findings);

/* End the program if there are any. */
void uf_score_findings_refuse(uf_score_findings *findings);

#endif
