/* simulate_factors_state.h: what a simulation of factors is made of. Private to simulate_factors.c,
 * which makes the model, and simulate_cases.c, which draws from it. */
#ifndef SIMULATE_FACTORS_STATE_H
#define SIMULATE_FACTORS_STATE_H

#include <utfall/simulate_factors.h>

enum {
    UF_SIMULATED_FACTORS_MAX = 2 * UF_SIMULATED_SIDE_MAX,
    UF_SIMULATED_LEVELS_MAX = 11,
    UF_SIMULATED_STEPS_MAX = 10
};

/* A factor: its levels as cumulative probabilities, and a rater's error at each. */
struct factor {
    uf_side side;
    double cumulative[UF_SIMULATED_LEVELS_MAX];
    double error[UF_SIMULATED_LEVELS_MAX * UF_SIMULATED_LEVELS_MAX];
};

/* The family at hand. */
struct family {
    uint32_t index;
    unsigned cases_left;
    double badness;
    bool changed;
    unsigned waves;
    uint32_t rater, last_rater;
    uf_day identified, offered, started, completed;
    uf_day days[UF_SIMULATED_WAVES_MAX];
};

/* One factor of the case at hand. */
struct truth {
    int levels[UF_SIMULATED_WAVES_MAX];
    unsigned known_from; /* the first wave at which it is known; the number of waves: never */
};

struct uf_factor_simulation {
    uf_factor_simulation_settings settings;
    unsigned factor_count;
    struct factor factors[UF_SIMULATED_FACTORS_MAX];
    double lost_if_changed, lost_if_not;
    uint32_t cases, families; /* begun so far */
    struct family family;
    struct truth truths[UF_SIMULATED_FACTORS_MAX];
    uf_simulated_case one;
    uf_simulated_rating ratings[UF_SIMULATED_FACTORS_MAX * UF_SIMULATED_WAVES_MAX];
};

#endif
