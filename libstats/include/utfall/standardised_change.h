/* standardised_change.h: a mean change in standard deviations of what it started from.
 *
 *     g = J(n - 1) (mean after - mean before) / s_before
 *     V = 2 (1 - r) / n + g^2 / (2 n),   r the correlation of before and after
 *
 * Becker 1988, Br. J. Math. Stat. Psychol. 41: 257-278 (raw score standardisation: the change is
 * measured by how much the cases differed before, not by how much their changes differ); J is
 * Hedges' correction (effect_size.h). R metafor: escalc(measure = "SMCR"). */
#ifndef UTFALL_STANDARDISED_CHANGE_H
#define UTFALL_STANDARDISED_CHANGE_H

#include <stddef.h>
#include <utfall/effect.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* estimate g, std_error sqrt(V), interval g -+ z sqrt(V), method "becker". after[i] and before[i]
 * are of one case. NaN with a note for fewer than three cases, or when before is the same for all;
 * when after is, the correlation is undefined, and when nothing changed the variance is 0: no
 * standard error and no interval.
 *   UF_EINVAL  level outside (0, 1); error->index a pair that is not finite */
uf_status uf_standardised_change(uf_effect *effect, const double *after, const double *before,
                                 size_t n, double level, uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
