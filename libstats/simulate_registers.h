/* simulate_registers.h: how likely a simulated register is to be missing. Private to libstats. */
#ifndef UTFALL_SIMULATE_REGISTERS_H
#define UTFALL_SIMULATE_REGISTERS_H

#include <utfall/simulate_absence.h>

/* b of simulate_absence.h: the log odds that a register is missing for an average class of which
 * nobody is absent, such that the mean share missing is settings->unreported when pupils miss the
 * share `absence` of lessons. -INFINITY when that is 0. */
double uf_register_location(const uf_simulation_settings *settings, double absence);

/* The probability that goes with log odds; 0 for -INFINITY. */
double uf_register_probability(double log_odds);

#endif
