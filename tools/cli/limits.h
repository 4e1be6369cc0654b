/* limits.h: the limits that a user gives by --above, --at-least and --sweep, and what they are
 * called.
 *
 * Limits on rates are given in percent and held as shares; those on a column of its own unit (with
 * --value) are held as they are. They come sorted from the lowest; a limit given twice is one. A
 * limit given beside a sweep joins it, and says whether the sweep is of "above" or "at least". */
#ifndef UF_CLI_LIMITS_H
#define UF_CLI_LIMITS_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/limit.h>

#include "cli/figure.h"
#include "cli/program.h"

enum { UF_MEASURE_SIZE = 40 };

typedef struct uf_limits {
    uf_limit *limits; /* [count], sorted                                               */
    size_t count;
    bool inclusive; /* at least, rather than above                                     */
    bool is_share;  /* limits on rates                                                 */
    bool sweep;     /* many limits of one measure, told apart by the column limit      */
} uf_limits;

/* Read the options. is_share: limits on rates, in percent. No limit, both kinds at once, or a sweep
 * that makes no sense end the program. Free with uf_limits_release. */
void uf_limits_read(uf_limits *limits, uf_cli *cli, bool is_share);
void uf_limits_release(uf_limits *limits);

/* A limit as the user gives it: 15 for a share of 0.15, else the value itself. Returns text. */
char *uf_limits_text(const uf_limits *limits, size_t index, char text[UF_DECIMAL_TEXT_SIZE]);
/* The measure: above_15, at_least_12.5; above or at_least in a sweep. Returns name. */
char *uf_limits_measure(const uf_limits *limits, size_t index, char name[UF_MEASURE_SIZE]);

#endif
