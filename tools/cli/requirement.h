/* requirement.h: what a target demands, as text.
 *
 *     TERM(MEASURE[,GROUP][,period=TEXT][,method=TEXT]) OP VALUE [each COL[,COL] | pooled]
 *
 * TERM is a term of the results vocabulary (share, relative_change, risk_difference, mean, …), or n
 * or events for those columns; share_improved stands for share(improved). OP is >= <= > or <. VALUE
 * is a percentage (22%, 22,5 %), percentage points (-3 points) or a number. A text that can be read
 * in several ways is refused with its readings:
 *   - percent of a difference of shares: points, or a relative change?
 *   - a relative change in percent without a sign: a fall or a rise?
 *   - a share of 22: 22 % or a slip? */
#ifndef UF_CLI_REQUIREMENT_H
#define UF_CLI_REQUIREMENT_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/target.h>

#include "cli/program.h"

enum { UF_REQUIREMENT_EACH = 8 };

typedef struct uf_demand {
    char *text; /* as given, for messages and the output      */
    char *term; /* NULL for n and events                      */
    char *measure;
    char *group; /* NULL where not said, and so for the next two */
    char *period;
    char *method;
    char *each[UF_REQUIREMENT_EACH];
    size_t each_count;
    bool pooled;
    uf_requirement rule;
} uf_demand;

/* Read a text. NULL and *demand filled in, to be released by uf_demand_release; else what is wrong
 * with it, to be freed by the caller. */
char *uf_demand_read(uf_cli *cli, uf_demand *demand, const char *text);
void uf_demand_release(uf_demand *demand);

#endif
