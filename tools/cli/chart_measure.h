/* chart_measure.h: what a measure is called in a chart.
 *
 * A measure over a limit is named above_15 whatever 15 is of; its definition has the plain text:
 * "…;absence>15%", "Days>=20", and of a change "…;absence>15%;before=…;after=…". */
#ifndef UF_CLI_CHART_MEASURE_H
#define UF_CLI_CHART_MEASURE_H

#include <stdbool.h>

#include <utfall/decimal.h>
#include <utfall/estimate.h>

/* Each text is new and freed by the caller; NULL when memory runs out. */

/* "above 15%", or the measure as it stands. */
char *uf_chart_measure_short(const uf_estimate *estimate);
/* "absence above 15%", or the measure as it stands. */
char *uf_chart_measure_phrase(const uf_estimate *estimate);
/* "Share of pupils with absence above 15%"; several: "… above the limit", for rows of different
 * limits. */
char *uf_chart_measure_title(const uf_estimate *estimate, bool several);
/* "absence", or "limit" where the definition does not say. */
char *uf_chart_measure_outcome(const uf_estimate *estimate);
/* The unit of the limit: "%" or "". */
const char *uf_chart_measure_unit(const uf_estimate *estimate);
/* The limit in that unit; false where the definition does not say. */
bool uf_chart_measure_limit(const uf_estimate *estimate, uf_decimal *value);
/* Whether n is scheduled time, and the clusters that it comes from are pupils. */
bool uf_chart_measure_pupils(const uf_estimate *estimate);
/* The definition without its limit: how the outcome was made. */
char *uf_chart_measure_rules(const uf_estimate *estimate);

#endif
