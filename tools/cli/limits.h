/* limits.h: the limits that a user gives by --above, --at-least and --sweep, the bands between
 * those of --bands, and what they are called.
 *
 * Limits on rates are given in percent and held as shares; those on a column of its own unit (with
 * --value) are held as they are. They come sorted from the lowest, each once: the same limit given
 * twice ends the program. A limit given beside a sweep joins it, unless the sweep has it already,
 * and says whether the sweep is of "above" or "at least". */
#ifndef UF_CLI_LIMITS_H
#define UF_CLI_LIMITS_H

#include <stdbool.h>
#include <stddef.h>

#include <utfall/limit.h>

#include "cli/figure.h"
#include "cli/program.h"

enum { UF_MEASURE_SIZE = 64 };

typedef struct uf_limits {
    uf_limit *limits; /* [count], sorted                                               */
    size_t count;
    bool inclusive; /* at least, rather than above                                     */
    bool is_share;  /* limits on rates                                                 */
    bool sweep;     /* many limits of one measure, told apart by the column limit      */
} uf_limits;

/* Read --above, --at-least and --sweep. is_share: limits on rates, in percent. Both kinds at once,
 * or a sweep that makes no sense, end the program; no limit leaves count 0. Free with
 * uf_limits_release. */
void uf_limits_read(uf_limits *limits, uf_cli *cli, bool is_share);
/* The same for --bands: inclusive limits, so that a band has its lower end and not its upper. */
void uf_bands_read(uf_limits *bands, uf_cli *cli, bool is_share);
void uf_limits_release(uf_limits *limits);

/* A limit as the user gives it: 15 for a share of 0.15, else the value itself. Returns text. */
char *uf_limits_text(const uf_limits *limits, size_t index, char text[UF_DECIMAL_TEXT_SIZE]);
/* The measure: above_15, at_least_12.5; above or at_least in a sweep. Returns name. */
char *uf_limits_measure(const uf_limits *limits, size_t index, char name[UF_MEASURE_SIZE]);
/* The condition as a definition says it, after the outcome: ">15%", ">=20". Returns text. */
char *uf_limits_condition(const uf_limits *limits, size_t index, char text[UF_MEASURE_SIZE]);
/* The measure of a band: band_below_5 (0), band_5_10 (1, …), band_20_up (count). Returns name. */
char *uf_bands_measure(const uf_limits *bands, size_t band, char name[UF_MEASURE_SIZE]);
/* Its condition: "<5%", ">=5%<10%", ">=20%". Returns text. */
char *uf_bands_condition(const uf_limits *bands, size_t band, char text[UF_MEASURE_SIZE]);

#endif
