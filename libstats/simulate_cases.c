/* simulate_cases.c: families, cases, true levels, and what raters make of them. */
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>

#include <utfall/rng.h>

#include "simulate_factors_state.h"

enum { STREAM_BITS = 48, OCCASION_BITS = 5 /* 2^5 occasions of a case */ };

/* Each kind of draw has streams of its own. */
enum purpose { FAMILY = 1, CASE, OCCASION };

/* ---- Draws ---- */

static uf_rng stream(const uf_factor_simulation *simulation, enum purpose purpose, uint64_t index)
{
    uf_rng rng;
    uf_rng_init(&rng, simulation->settings.seed, ((uint64_t)purpose << STREAM_BITS) | index);
    return rng;
}

/* Strictly between 0 and 1. */
static double uniform(uf_rng *rng)
{
    return uf_rng_uniform(rng) + 0x1p-54;
}

static double normal(uf_rng *rng)
{
    return gsl_cdf_ugaussian_Pinv(uniform(rng));
}

static bool happens(uf_rng *rng, double probability)
{
    return uf_rng_uniform(rng) < probability;
}

/* 0 to count - 1, by one uniform number. */
static unsigned choose(uf_rng *rng, unsigned count)
{
    const unsigned chosen = (unsigned)(uf_rng_uniform(rng) * count);
    return chosen < count ? chosen : count - 1;
}

/* ---- Families ---- */

static void draw_stages(struct family *family, const uf_factor_simulation_settings *s, uf_rng *rng)
{
    const bool offered = happens(rng, s->offered), started = happens(rng, s->started);
    const bool completed = happens(rng, s->completed);
    const uf_day to_offer = 7 + (uf_day)choose(rng, 35), to_start = 14 + (uf_day)choose(rng, 35);
    family->offered = offered ? family->identified + to_offer : UF_NO_DAY;
    family->started = offered && started ? family->offered + to_start : UF_NO_DAY;
    family->completed = family->started != UF_NO_DAY && completed && family->waves == s->waves
                            ? family->days[s->waves - 1]
                            : UF_NO_DAY;
}

/* The waves are spread evenly over the months, each up to two weeks late. */
static void draw_days(struct family *family, const uf_factor_simulation_settings *s, uf_rng *rng)
{
    const unsigned span = (unsigned)(s->to - s->from) + 1;
    family->identified = s->from + (uf_day)choose(rng, span);
    const uf_day first = family->identified + 7 + (uf_day)choose(rng, 22);
    for (unsigned wave = 0; wave < UF_SIMULATED_WAVES_MAX; wave++) {
        const uf_day late = (uf_day)choose(rng, 14);
        if (wave < s->waves)
            family->days[wave] =
                uf_day_add_months(first, (int)(s->months * wave / (s->waves - 1))) +
                (wave > 0 ? late : 0);
    }
}

static void begin_family(uf_factor_simulation *simulation)
{
    const uf_factor_simulation_settings *s = &simulation->settings;
    struct family *family = &simulation->family;
    *family = (struct family){ .index = simulation->families++ };
    uf_rng rng = stream(simulation, FAMILY, family->index);
    family->cases_left = happens(&rng, s->siblings) ? 2 : 1;
    family->badness = normal(&rng);
    family->changed = happens(&rng, s->changed);
    const double lost = family->changed ? simulation->lost_if_changed : simulation->lost_if_not;
    const bool is_lost = happens(&rng, lost);
    const unsigned stays = 1 + choose(&rng, s->waves - 1);
    family->waves = is_lost ? stays : s->waves;
    family->rater = choose(&rng, s->raters);
    const bool another = happens(&rng, s->rater_change);
    const unsigned ahead = choose(&rng, s->raters > 1 ? s->raters - 1 : 1);
    family->last_rater =
        another && s->raters > 1 ? (family->rater + 1 + ahead) % s->raters : family->rater;
    draw_days(family, s, &rng);
    draw_stages(family, s, &rng);
}

/* ---- Cases ---- */

static int level_of(const double *cumulative, unsigned levels, double u)
{
    unsigned level = 0;
    while (level + 1 < levels && u > cumulative[level])
        level++;
    return (int)level;
}

/* A factor's level at each wave. All of its draws are taken, whatever the settings. */
static void draw_change(struct truth *truth, const struct factor *factor, bool changed,
                        const uf_factor_simulation_settings *s, uf_rng *rng)
{
    const double whole = floor(fabs(s->size));
    const int good = factor->side == UF_RISK ? -1 : 1, way = s->size < 0 ? -good : good;
    const unsigned steps = (unsigned)whole + (happens(rng, fabs(s->size) - whole) ? 1U : 0U);
    double times[UF_SIMULATED_STEPS_MAX + 1];
    for (unsigned i = 0; i <= UF_SIMULATED_STEPS_MAX; i++)
        times[i] = uf_rng_uniform(rng);
    for (unsigned wave = 1; wave < s->waves; wave++) {
        int level = truth->levels[0];
        for (unsigned i = 0; changed && i < steps; i++)
            if (times[i] < (double)wave / (s->waves - 1))
                level += way;
        truth->levels[wave] = level < 0 ? 0 : level >= (int)s->levels ? (int)s->levels - 1 : level;
    }
}

static void draw_knowledge(struct truth *truth, const struct factor *factor,
                           const uf_factor_simulation_settings *s, uf_rng *rng)
{
    const bool unknown = happens(rng, s->unknown), never = happens(rng, s->never);
    const unsigned later = 1 + choose(rng, s->waves - 1);
    truth->known_from = 0;
    if (factor->side == UF_RISK && unknown)
        truth->known_from = never ? s->waves : later;
}

static void draw_truths(uf_factor_simulation *simulation)
{
    const uf_factor_simulation_settings *s = &simulation->settings;
    uf_rng rng = stream(simulation, CASE, simulation->one.index);
    const double badness = M_SQRT1_2 * (simulation->family.badness + normal(&rng));
    for (unsigned i = 0; i < simulation->factor_count; i++) {
        const struct factor *factor = &simulation->factors[i];
        struct truth *truth = &simulation->truths[i];
        const double towards = factor->side == UF_RISK ? badness : -badness;
        const double x = sqrt(s->correlation) * towards + sqrt(1 - s->correlation) * normal(&rng);
        truth->levels[0] = level_of(factor->cumulative, s->levels, gsl_cdf_ugaussian_P(x));
        draw_change(truth, factor, simulation->family.changed, s, &rng);
        draw_knowledge(truth, factor, s, &rng);
    }
}

static void sum_truths(uf_factor_simulation *simulation)
{
    uf_simulated_case *one = &simulation->one;
    const unsigned last = simulation->settings.waves - 1;
    for (unsigned i = 0; i < simulation->factor_count; i++) {
        const struct truth *truth = &simulation->truths[i];
        one->before[simulation->factors[i].side] += truth->levels[0];
        one->after[simulation->factors[i].side] += truth->levels[last];
        one->unknown += truth->known_from > 0;
    }
    one->improved = one->after[UF_RISK] < one->before[UF_RISK] &&
                    (simulation->settings.protectives == 0 ||
                     one->after[UF_PROTECTIVE] > one->before[UF_PROTECTIVE]);
}

static void begin_case(uf_factor_simulation *simulation)
{
    if (simulation->family.cases_left == 0)
        begin_family(simulation);
    struct family *family = &simulation->family;
    family->cases_left--;
    simulation->one = (uf_simulated_case){
        .index = simulation->cases++,
        .family = family->index,
        .identified = family->identified,
        .offered = family->offered,
        .started = family->started,
        .completed = family->completed,
        .changed = family->changed,
        .waves = family->waves,
    };
    draw_truths(simulation);
    sum_truths(simulation);
}

/* ---- Ratings ---- */

/* What a rater says of a true level: error's row, found at the normal score of the error. */
static int rate(const struct factor *factor, unsigned levels, int level, double score)
{
    const double *row = factor->error + (size_t)level * levels;
    const double u = gsl_cdf_ugaussian_P(score);
    double sum = row[0];
    unsigned said = 0;
    while (said + 1 < levels && u > sum)
        sum += row[++said];
    return (int)said;
}

static void draw_wave(uf_factor_simulation *simulation, unsigned wave, uf_simulated_rating *ratings)
{
    const uf_factor_simulation_settings *s = &simulation->settings;
    const struct family *family = &simulation->family;
    uf_rng rng =
        stream(simulation, OCCASION, ((uint64_t)simulation->one.index << OCCASION_BITS) | wave);
    const double impression = normal(&rng);
    for (unsigned i = 0; i < simulation->factor_count; i++) {
        const struct factor *factor = &simulation->factors[i];
        const struct truth *truth = &simulation->truths[i];
        const double worse = factor->side == UF_RISK ? impression : -impression;
        const double score = sqrt(s->shared) * worse + sqrt(1 - s->shared) * normal(&rng);
        const bool hidden = happens(&rng, s->hidden) && wave > 0;
        const bool known = wave >= truth->known_from && !hidden;
        ratings[i] = (uf_simulated_rating){
            .wave = wave,
            .day = family->days[wave],
            .rater = wave + 1 < s->waves ? family->rater : family->last_rater,
            .factor = i,
            .rating = { known ? UF_RATING_KNOWN : UF_RATING_UNKNOWN,
                        known ? rate(factor, s->levels, truth->levels[wave], score) : 0 },
        };
    }
}

/* What was discovered and what became hidden, at the last wave that the case is there at. */
static void count_knowledge(uf_factor_simulation *simulation)
{
    uf_simulated_case *one = &simulation->one;
    const uf_simulated_rating *last =
        simulation->ratings + (size_t)(one->waves - 1) * simulation->factor_count;
    for (unsigned i = 0; i < simulation->factor_count; i++) {
        const bool at_first = simulation->truths[i].known_from == 0;
        const bool at_last = last[i].rating.state == UF_RATING_KNOWN;
        one->discovered += !at_first && at_last;
        one->hidden += at_first && !at_last;
    }
}

bool uf_factor_simulation_next(uf_factor_simulation *simulation, const uf_simulated_case **one,
                               const uf_simulated_rating **ratings, size_t *n)
{
    if (simulation->cases == simulation->settings.cases)
        return false;
    begin_case(simulation);
    for (unsigned wave = 0; wave < simulation->one.waves; wave++)
        draw_wave(simulation, wave, simulation->ratings + (size_t)wave * simulation->factor_count);
    count_knowledge(simulation);
    *one = &simulation->one;
    *ratings = simulation->ratings;
    *n = (size_t)simulation->one.waves * simulation->factor_count;
    return true;
}
