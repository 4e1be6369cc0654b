/* change_factors.h: --per-factor: what changed, what was only discovered, and why, factor by
 * factor. */
#ifndef UF_CLI_CHANGE_FACTORS_H
#define UF_CLI_CHANGE_FACTORS_H

#include "cli/change_table.h"

/* The rows of the group and set in hand; group names the factor. As it was recorded: the shares
 * lowered, same, raised, revealed, hidden and unknown of the cases asked at both ends, which add up
 * to 1; reasons, where the ratings have that column; transitions. Under the study's reading: the
 * tests, adjusted by Holm over the factors. */
void uf_change_factors_write(const uf_change_table *table);

#endif
