/* comparison_rows.h: what the parts of a comparison share. Private to libstats.
 *
 * comparison.c is the way in and has the groups by themselves; comparison_binary.c,
 * comparison_number.c and comparison_rate.c each know what one kind of outcome calls for;
 * comparison_change.c and comparison_ancova.c have what takes two waves. */
#ifndef UTFALL_COMPARISON_ROWS_H
#define UTFALL_COMPARISON_ROWS_H

#include <stdbool.h>

#include <utfall/blocked_means.h>
#include <utfall/comparison.h>
#include <utfall/effect.h>
#include <utfall/moments.h>
#include <utfall/two_by_two.h>

/* Add a row: term, role and the effect, under settings' level, its method marked when one-sided. */
uf_estimate *uf_comparison_add(uf_comparison *c, const char *term, uf_role role,
                               const uf_effect *effect, const uf_comparison_settings *settings);

/* An effect that was found two-sided, at uf_level_each_side, made one-sided with its p-value. */
void uf_comparison_direct(uf_effect *effect, uf_alternative alternative);
/* The level to ask a two-sided method at. */
double uf_comparison_each_side(const uf_comparison_settings *settings);

/* Units with a value in a wave, and how many of the values are 1. */
typedef struct uf_arm_count {
    uint64_t n, events;
} uf_arm_count;
uf_arm_count uf_arm_counts(const uf_arm *arm, uf_wave wave);
uf_two_by_two uf_arm_table(const uf_arm *group, const uf_arm *reference, uf_wave wave);
uf_moments uf_arm_moments(const uf_arm *arm, uf_wave wave);

/* n and n_reference of every row from `first` on. */
void uf_comparison_sizes(uf_comparison *c, size_t first, double n, double n_reference);

/* The values of a wave, each as often as it stands for units. *values is new, of *n, and NULL with
 * *n the number of units if these are more than UF_COMPARISON_MAX_RANKED. UF_ENOMEM. */
uf_status uf_arm_values(double **values, size_t *n, const uf_arm *arm, uf_wave wave,
                        uf_error *error);
/* Why there are no ranks then. */
#define UF_NOTE_TOO_MANY_TO_RANK "more than 10,000,000 units: ranks are not computed"

/* Hold a difference in standard deviations against What Works Clearinghouse's limits, in the
 * note. */
void uf_comparison_note_equivalence(uf_estimate *row);

uf_status uf_comparison_binary(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                               uf_wave wave, const uf_comparison_settings *settings,
                               uf_error *error);
/* term of the difference: mean_difference, or did where the values are changes. */
uf_status uf_comparison_number(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                               uf_wave wave, const char *term,
                               const uf_comparison_settings *settings, uf_error *error);
/* The first row of these alone: Welch's or within blocks, with its other as sensitivity. */
uf_status uf_comparison_means(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                              uf_wave wave, const char *term,
                              const uf_comparison_settings *settings, uf_error *error);
uf_status uf_comparison_rate(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                             uf_wave wave, const uf_comparison_settings *settings, uf_error *error);

#endif
