/* change_records.h: one record per case or per family, and one per case and occasion for charts. */
#ifndef UF_CLI_CHANGE_RECORDS_H
#define UF_CLI_CHANGE_RECORDS_H

#include "cli/change_reliable.h"
#include "cli/change_study.h"

/* Write a record for each case, or with --unit family for each family, and set of factors. reliable
 * may be NULL. A column that is carried along and called like one of ours ends the program. */
void uf_change_records_write(uf_study *study, uf_change_reliable *reliable);

/* Write --waves FILE, if it is given: the sums of each case on each occasion from its first to its
 * last, over the factors that are compared (of a lost case, those known at first), where all of
 * them are known. */
void uf_change_waves_write(uf_study *study);

#endif
