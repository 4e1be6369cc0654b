/* simulate_factors.c: the settings and the model of a simulation of factors. */
#include <utfall/simulate_factors.h>

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "simulate_factors_state.h"

static const double location_spread = 0.1; /* of q over the factors of a side */

/* ---- Settings ---- */

void uf_factor_simulation_settings_init(uf_factor_simulation_settings *settings)
{
    *settings = (uf_factor_simulation_settings){
        .seed = 2016,
        .cases = 60,
        .siblings = 0.1,
        .waves = 3,
        .months = 9,
        .risks = 12,
        .protectives = 7,
        .levels = 5,
        .severity = 0.55,
        .correlation = 0.3,
        .changed = 0.3,
        .size = 0.5,
        .agreement = { 0.56, 0.90 },
        .unknown = 0.10,
        .never = 0.20,
        .hidden = 0.01,
        .lost = 0.20,
        .lost_odds = 1,
        .raters = 4,
        .rater_change = 0.2,
        .from = uf_day_from_civil((uf_civil){ 2016, 8, 1 }),
        .to = uf_day_from_civil((uf_civil){ 2017, 12, 31 }),
        .offered = 0.9,
        .started = 0.9,
        .completed = 0.9,
    };
}

static uf_status refuse(uf_status status, const char *reason, double value, uf_error *error)
{
    return uf_error_set(error, status, "uf_factor_simulation_new", reason, UF_NO_INDEX, value);
}

static uf_status check(const uf_factor_simulation_settings *s, uf_error *error)
{
    const struct {
        double value, low, high;
        const char *reason;
    } ranges[] = {
        { s->cases, 1, 1e7, "cases outside 1 to 10000000" },
        { s->siblings, 0, 1, "siblings outside 0 to 1" },
        { s->waves, 2, UF_SIMULATED_WAVES_MAX, "waves outside 2 to 24" },
        { s->months, s->waves - 1, 120, "months outside waves - 1 to 120" },
        { s->risks, 1, UF_SIMULATED_SIDE_MAX, "risks outside 1 to 50" },
        { s->protectives, 0, UF_SIMULATED_SIDE_MAX, "protectives outside 0 to 50" },
        { s->levels, 2, UF_SIMULATED_LEVELS_MAX, "levels outside 2 to 11" },
        { s->severity, 0.15, 0.85, "severity outside 0.15 to 0.85" },
        { s->correlation, 0, 0.9, "correlation outside 0 to 0.9" },
        { s->changed, 0, 1, "changed outside 0 to 1" },
        { s->size, -UF_SIMULATED_STEPS_MAX, UF_SIMULATED_STEPS_MAX, "size outside -10 to 10" },
        { s->shared, 0, 0.9, "shared outside 0 to 0.9" },
        { s->unknown, 0, 1, "unknown outside 0 to 1" },
        { s->never, 0, 1, "never outside 0 to 1" },
        { s->hidden, 0, 1, "hidden outside 0 to 1" },
        { s->lost, 0, 0.999999, "lost outside [0, 1)" },
        { s->lost_odds, 0.001, 1000, "lost_odds outside 0.001 to 1000" },
        { s->raters, 1, 1000, "raters outside 1 to 1000" },
        { s->rater_change, 0, 1, "rater_change outside 0 to 1" },
        { s->offered, 0, 1, "offered outside 0 to 1" },
        { s->started, 0, 1, "started outside 0 to 1" },
        { s->completed, 0, 1, "completed outside 0 to 1" },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (!(ranges[i].value >= ranges[i].low && ranges[i].value <= ranges[i].high))
            return refuse(UF_EINVAL, ranges[i].reason, ranges[i].value, error);
    if (!uf_day_is_valid(s->from) || s->to < s->from || !uf_day_is_valid(s->to) ||
        !uf_day_is_valid(uf_day_add_months(s->to, (int)s->months + 4)))
        return refuse(UF_EINVAL, "from or to is not a valid day, or to is before from", NAN, error);
    return UF_OK;
}

/* ---- The factors ---- */

/* q of factor i of n on a side: from location - spread to location + spread. */
static double location(const uf_factor_simulation_settings *s, uf_side side, unsigned i, unsigned n)
{
    const double middle = side == UF_RISK ? s->severity : 1 - s->severity;
    return n < 2 ? middle : middle + location_spread * (2.0 * i / (n - 1) - 1);
}

static uf_status make_factor(struct factor *factor, const uf_factor_simulation_settings *s,
                             uf_side side, double q, uf_error *error)
{
    double marginal[UF_SIMULATED_LEVELS_MAX],
        joint[UF_SIMULATED_LEVELS_MAX * UF_SIMULATED_LEVELS_MAX], sum = 0;
    uf_agreement reached;
    factor->side = side;
    for (unsigned k = 0; k < s->levels; k++) {
        marginal[k] = gsl_ran_binomial_pdf(k, q, s->levels - 1);
        sum += marginal[k];
        factor->cumulative[k] = sum;
    }
    uf_status status = uf_rating_table(joint, &reached, marginal, s->levels, &s->agreement, error);
    if (status != UF_OK)
        return status;
    if (!uf_agreement_reached(&s->agreement, &reached))
        return refuse(UF_EDATA, "such factors cannot have that agreement", reached.exact, error);
    return uf_rating_error(factor->error, joint, s->levels, error);
}

static uf_status make_factors(uf_factor_simulation *simulation, uf_error *error)
{
    const uf_factor_simulation_settings *s = &simulation->settings;
    const unsigned counts[UF_SIDES] = { s->risks, s->protectives };
    for (int side = 0; side < UF_SIDES; side++)
        for (unsigned i = 0; i < counts[side]; i++) {
            struct factor *factor = &simulation->factors[simulation->factor_count++];
            uf_status status = make_factor(factor, s, (uf_side)side,
                                           location(s, (uf_side)side, i, counts[side]), error);
            if (status != UF_OK)
                return status;
        }
    return UF_OK;
}

static double share_of_odds(double odds)
{
    return odds / (1 + odds);
}

/* The two chances of being lost that have the odds ratio asked for and the mean asked for. */
static void find_losses(uf_factor_simulation *simulation)
{
    const uf_factor_simulation_settings *s = &simulation->settings;
    double low = log(1e-12), high = log(1e12);
    for (int i = 0; i < 200 && s->lost > 0; i++) {
        const double odds = exp((low + high) / 2);
        simulation->lost_if_changed = share_of_odds(odds);
        simulation->lost_if_not = share_of_odds(odds * s->lost_odds);
        const double mean =
            s->changed * simulation->lost_if_changed + (1 - s->changed) * simulation->lost_if_not;
        *(mean < s->lost ? &low : &high) = (low + high) / 2;
    }
}

uf_status uf_factor_simulation_new(uf_factor_simulation **simulation,
                                   const uf_factor_simulation_settings *settings, uf_error *error)
{
    *simulation = NULL;
    uf_status status = check(settings, error);
    if (status != UF_OK)
        return status;
    uf_factor_simulation *made = calloc(1, sizeof *made);
    if (made == NULL)
        return refuse(UF_ENOMEM, "memory ran out", NAN, error);
    made->settings = *settings;
    find_losses(made);
    status = make_factors(made, error);
    if (status == UF_OK)
        *simulation = made;
    else
        uf_factor_simulation_free(made);
    return status;
}

void uf_factor_simulation_free(uf_factor_simulation *simulation)
{
    free(simulation);
}
