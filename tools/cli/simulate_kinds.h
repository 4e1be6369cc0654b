/* simulate_kinds.h: the kinds of data that uf-simulate makes.
 *
 * All kinds share one table of options (uf-simulate.c). An option whose section reads "absence: …"
 * or "factors: …" is of that kind alone, the others are of all. */
#ifndef UF_CLI_SIMULATE_KINDS_H
#define UF_CLI_SIMULATE_KINDS_H

#include "cli/options.h"
#include "cli/program.h"

/* Each reads its settings, writes its rows and files beside, and returns the exit status. */
int uf_simulate_absence(uf_cli *cli);
int uf_simulate_factors(uf_cli *cli);

/* Whether an option of the table says anything about a kind of data. */
bool uf_simulate_concerns(const uf_option *option, const char *kind);

/* A percentage as a share: 0.12 for 12 %. */
uf_decimal uf_simulate_percent(const uf_cli *cli, const char *option);
double uf_simulate_share(const uf_cli *cli, const char *option);

#endif
