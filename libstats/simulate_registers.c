/* simulate_registers.c: the level at which the mean share of missing registers is what was asked
 * for, by integration over classes and over how many of a class are absent. */
#include "simulate_registers.h"

#include <math.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

#include "root.h"

/* Classes differ by a standard normal number of sd: points from -6 to 6. */
enum { POINTS = 97 };
#define Z_MOST 6.0

struct registers {
    double share;     /* to be missing                                   */
    double sd, slope; /* of log odds between classes; by the part absent */
    double absence;   /* probability that a pupil is absent              */
    unsigned about;   /* pupils whom one register is about               */
};

double uf_register_probability(double log_odds)
{
    return 1 / (1 + exp(-log_odds));
}

/* The mean share missing over classes for a part x of the class absent. */
static double over_classes(const struct registers *registers, double location, double x)
{
    double sum = 0, weights = 0;
    for (int i = 0; i < POINTS; i++) {
        const double z = Z_MOST * (2.0 * i / (POINTS - 1) - 1);
        const double weight = exp(-z * z / 2);
        weights += weight;
        sum +=
            weight * uf_register_probability(location + registers->sd * z + registers->slope * x);
    }
    return sum / weights;
}

static double excess(double location, const void *context)
{
    const struct registers *registers = context;
    if (registers->slope == 0)
        return over_classes(registers, location, 0) - registers->share;
    double sum = 0;
    for (unsigned k = 0; k <= registers->about; k++) {
        const double weight = gsl_ran_binomial_pdf(k, registers->absence, registers->about);
        if (weight > 1e-12)
            sum += weight * over_classes(registers, location, (double)k / registers->about);
    }
    return sum - registers->share;
}

double uf_register_location(const uf_simulation_settings *settings, double absence)
{
    if (settings->unreported <= 0)
        return -INFINITY;
    /* Of a large class so nearly the same part is absent each day that 200 pupils tell as much. */
    const double size = fmin(settings->class_size, 200);
    const struct registers registers = {
        .share = settings->unreported,
        .sd = settings->unreported_sd,
        .slope = log(settings->unreported_odds),
        .absence = absence,
        .about = settings->unreported_pupils ? 1 : (unsigned)lround(size),
    };
    return uf_root(excess, &registers, -80, 80);
}
