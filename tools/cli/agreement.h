/* agreement.h: how well raters agree, as an option says it: EXACT,WITHIN1. */
#ifndef UF_CLI_AGREEMENT_H
#define UF_CLI_AGREEMENT_H

#include <utfall/rating_table.h>

#include "cli/program.h"

/* The agreement that a text option names, as two shares (0.56,0.90) or two percentages (56%,90%).
 * Ends the program, naming the option, where they are not 0 <= EXACT <= WITHIN1 <= 1. The option
 * has a value. */
uf_agreement uf_cli_agreement(uf_cli *cli, const char *option);

#endif
