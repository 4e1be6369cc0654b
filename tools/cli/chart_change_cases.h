/* chart_change_cases.h: the cases of a chart before and after, read and put in order.
 *
 * By group, then class, then the change in risk. The records are those of uf-change. */
#ifndef UF_CLI_CHART_CHANGE_CASES_H
#define UF_CLI_CHART_CHANGE_CASES_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/factors_change.h>

#include "cli/program.h"
#include "cli/units.h"

typedef struct uf_chart_case {
    char *name;
    uint32_t group; /* its place in the order of groups */
    uf_change_class class_;
    double before[UF_SIDES], after[UF_SIDES]; /* NaN where there is none      */
    size_t place;                             /* in the file                  */
    double y;                                 /* on the page; the chart's own */
} uf_chart_case;

typedef struct uf_chart_cases {
    uf_units *units;
    uf_chart_case *cases; /* [count] in the order drawn */
    size_t count, capacity;
} uf_chart_cases;

/* Read what --records names; whatever is wrong with it ends the program. Release afterwards. */
void uf_chart_cases_read(uf_chart_cases *all, uf_cli *cli);
void uf_chart_cases_release(uf_chart_cases *all);

#endif
