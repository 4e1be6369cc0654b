/* change_denominator.h: of whom a study speaks: denominators are chosen, never assumed. */
#ifndef UF_CLI_CHANGE_DENOMINATOR_H
#define UF_CLI_CHANGE_DENOMINATOR_H

#include "cli/change_study.h"

/* End the program if a family has several cases and nobody has said whether cases or families are
 * counted, or when a family has improved. */
void uf_study_check_families(const uf_study *study);

/* Set the study's cases: those that --among lets in. The others are counted. */
void uf_study_choose_cases(uf_study *study);

#endif
