/* change_summary.h: --summary: who improved, of whom, and how surely. */
#ifndef UF_CLI_CHANGE_SUMMARY_H
#define UF_CLI_CHANGE_SUMMARY_H

#include "cli/change_reliable.h"
#include "cli/change_table.h"

/* The rows of the group and set in hand. reliable may be NULL. */
void uf_change_summary_write(const uf_change_table *table, const uf_change_reliable *reliable);

#endif
