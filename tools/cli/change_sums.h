/* change_sums.h: by how much the sums of risk and of protection changed. */
#ifndef UF_CLI_CHANGE_SUMS_H
#define UF_CLI_CHANGE_SUMS_H

#include "cli/change_table.h"

/* For each side that the set in hand has: means before and after, the tests of change_tests.h, and
 * the standardised mean change, over the cases that can be assessed. Where cases come in clusters
 * or families, each counts by its mean. */
void uf_change_sums_write(const uf_change_table *table);

#endif
