/* chart_stacks.h: dots on a line, stacked where they would cover each other.
 *
 * Values that are nearer than a dot is wide stand above each other, at the middle between the least
 * and the greatest of them (a dot plot: Wilkinson 1999, Am. Stat. 53: 276). */
#ifndef UF_CLI_CHART_STACKS_H
#define UF_CLI_CHART_STACKS_H

#include <stddef.h>

#include "cli/program.h"

typedef struct uf_stacked_dot {
    size_t value; /* which of the values it is                      */
    double x;     /* its middle                                     */
    double above; /* its middle above the line, in the same unit    */
} uf_stacked_dot;

typedef struct uf_stacks {
    uf_stacked_dot *dots;
    size_t count;
    size_t highest; /* dots in the highest stack */
} uf_stacks;

/* Stack places (n of them, of values on the line) as dots of a width and height. */
uf_stacks uf_stacks_make(uf_cli *cli, const double *places, size_t n, double width, double height);
/* No dots afterwards. */
void uf_stacks_release(uf_stacks *stacks);

#endif
