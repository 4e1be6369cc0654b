/* proportion.h: a share and its interval, from a count.
 *
 * events of n independent units. Which interval: Brown, Cai & DasGupta 2001, Stat. Sci. 16:
 * 101-133. Wilson's covers close to the level on average and is the default; Clopper-Pearson's
 * never covers less. Wald's is for comparison only: at 0 of n it says that nobody can ever be an
 * event. None of them knows clusters: pupils of one school are not independent units, and the
 * interval is then too short.
 *
 * One-sided intervals (tail.h): UF_GREATER asks whether the share is above a value, so the row
 * keeps its lower limit, at the full level in one tail, and conf_high is INFINITY; UF_LESS keeps
 * the upper and conf_low is -INFINITY. Infinite although a share ends at 0 and 1, so that a limit
 * that was computed can always be told from one that was not asked for. */
#ifndef UTFALL_PROPORTION_H
#define UTFALL_PROPORTION_H

#include <stdbool.h>
#include <stdint.h>
#include <utfall/effect.h>
#include <utfall/estimate.h>
#include <utfall/status.h>
#include <utfall/tail.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_proportion_method {
    /* Score interval: Wilson 1927, J. Am. Stat. Assoc. 22: 209-212. */
    UF_WILSON,
    /* "Exact", by beta quantiles: Clopper & Pearson 1934, Biometrika 26: 404-413. */
    UF_CLOPPER_PEARSON,
    /* Equal tails of Beta(events + 1/2, n - events + 1/2); the lower limit is 0 at no events, the
     * upper 1 at all: Brown et al. 2001, section 3.1. */
    UF_JEFFREYS,
    /* Wald on z^2 more trials, half of them events: Agresti & Coull 1998, Am. Stat. 52: 119-126;
     * limits outside 0..1 are cut to 0 and 1. */
    UF_AGRESTI_COULL,
    /* Wilson with |p - events/n| less 1/(2n): Newcombe 1998, Stat. Med. 17: 857-872, method 4; R's
     * prop.test. */
    UF_WILSON_CONTINUITY,
    /* Where P(X > events) + P(X = events)/2, or the same below, is the tail: Lancaster 1961; Berry
     * & Armitage 1995, The Statistician 44: 417-423. Less conservative than Clopper-Pearson. */
    UF_MID_P,
    /* p -+ z sqrt(p (1 - p) / n), limits outside 0..1 as they come, and always with a note: for
     * comparison with older reports. */
    UF_WALD
} uf_proportion_method;

/* "wilson", "clopper-pearson", "jeffreys", "agresti-coull", "wilson-continuity", "mid-p",
 * "wald". */
const char *uf_proportion_method_name(uf_proportion_method method);

/* The method of that name; false, and *method untouched, if there is none. */
bool uf_proportion_method_named(const char *name, uf_proportion_method *method);

/* The share events/n with its interval at level. effect->std_error is sqrt(p (1 - p) / n), and NaN
 * at no events or nothing but events, where that formula gives a certainty of 0. df, statistic and
 * p_value do not apply. n = 0 is a share of nothing: everything NaN, with a note.
 *   UF_EINVAL   events > n, n > 2^53 (such counts are not exact doubles), level outside (0, 1), or
 *               a one-sided level of 1/2 or less
 *   UF_ENUMERIC a quantile could not be computed
 * Time: constant, or for the beta quantiles as in beta.h. */
uf_status uf_proportion_interval(uf_effect *effect, uint64_t events, uint64_t n,
                                 uf_proportion_method method, uf_alternative alternative,
                                 double level, uf_error *error);

/* The same as a result row: term `share` with events, n, estimate, std_error, interval and method
 * (`wilson`, or `wilson one-sided greater`: limits of different sidedness must not be mixed
 * unseen). Other fields are left as they are: call uf_estimate_init first. */
uf_status uf_proportion_row(uf_estimate *row, uint64_t events, uint64_t n,
                            uf_proportion_method method, uf_alternative alternative, double level,
                            uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
