/* few_clusters.c: how often comparisons of a few schools are wrong: the study behind
 * doc/few-clusters.csv.
 *
 * Schools of one arm against as many of the other, from models with a known truth; each method is
 * asked whether that truth can be rejected. Without an effect a rejection is a false positive; with
 * one, it is an interval that does not contain the effect. Prints results (doc/results.md): for
 * each method and model the share of samples, with events of n and Wilson's interval.
 *
 *     few_clusters [REPLICATES [SEED]]    50000 and 20166 unless given; some four minutes
 *
 * Quick methods see every sample, slower ones one of five or of 25 (the column n, which leaves out
 * samples whose schools are too alike for a method to have an answer). Replicate r of a model draws
 * from stream r of a seed of its own, so the table repeats exactly.
 *
 * Models. A school's share is beta with the given intraclass correlation, as in Ridout, Demetrio &
 * Firth 1999: 12 % without an effect, 9.6 % with. Values are normal with variance 1; every method
 * here moves with them, so that coverage is what false positives leave of 1. Only counts, means and
 * sums of squares of schools are drawn, which is all that any of the methods sees. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <utfall/cluster_means.h>
#include <utfall/cluster_robust.h>
#include <utfall/linear_model.h>
#include <utfall/mean_difference.h>
#include <utfall/proportion.h>
#include <utfall/risk_difference.h>
#include <utfall/rng.h>
#include <utfall/start.h>
#include <utfall/two_by_two.h>
#include <utfall/wild_bootstrap.h>

enum { MOST_PER_ARM = 15, MOST = 2 * MOST_PER_ARM };

static const double share_control = 0.12, share_lowered = 0.096;

/* Resamples where they cannot all be gone through. */
enum { RESAMPLES = 999, WEBB_EXACT = 1000 };

static void fail(const char *reason)
{
    fprintf(stderr, "few_clusters: %s\n", reason);
    exit(2);
}

/* Whether a method has an answer: none where schools do not vary. */
static bool answers(uf_status status, const uf_error *error)
{
    if (status != UF_OK && status != UF_EDATA)
        fail(error->reason);
    return status == UF_OK;
}

static void check(uf_status status, const uf_error *error)
{
    if (!answers(status, error))
        fail(error->reason);
}

/* --- What a sample is. --- */

enum outcome { VALUES, SHARES, SHARES_LOWERED };

struct model {
    size_t per_arm;
    const char *sizes;
    double size_control, size_intervention; /* means                                             */
    bool mixed;                             /* the schools of an arm are of different sizes       */
    double icc;
    enum outcome outcome;
};

struct sample {
    size_t schools;
    unsigned char treated[MOST];
    double n[MOST];
    double y[MOST];       /* mean or share of each school, the true effect taken off              */
    double effect;        /* what was taken off                                                   */
    uf_moments pupils[2]; /* of control and intervention, as they came                            */
    uint64_t events[2];
    uint64_t seed; /* for methods that resample                                            */
};

/* Sizes of schools of an arm relative to their mean: the first three, and all five, average 1. */
static const double mixture[] = { 0.4, 0.8, 1.8, 0.6, 1.4 };

static double school_size(const struct model *m, size_t school, bool treated)
{
    double mean = treated ? m->size_intervention : m->size_control;
    return m->mixed ? mean * mixture[school % 5] : mean;
}

static void draw_school(struct sample *s, size_t g, const struct model *m, gsl_rng *random)
{
    bool treated = s->treated[g];
    uf_moments pupils = { .n = (uint64_t)s->n[g], .min = 0, .max = 0 };
    if (m->outcome == VALUES) {
        double rest = 1 - m->icc;
        pupils.mean =
            gsl_ran_gaussian(random, sqrt(m->icc)) + gsl_ran_gaussian(random, sqrt(rest / s->n[g]));
        pupils.deviations = rest * gsl_ran_chisq(random, s->n[g] - 1);
    } else {
        double p = treated && m->outcome == SHARES_LOWERED ? share_lowered : share_control;
        double size = (1 - m->icc) / m->icc;
        double own = m->icc > 0 ? gsl_ran_beta(random, p * size, (1 - p) * size) : p;
        unsigned events = gsl_ran_binomial(random, own, (unsigned)s->n[g]);
        pupils.mean = events / s->n[g];
        pupils.deviations = events * (1 - pupils.mean);
        s->events[treated] += events;
    }
    uf_moments_merge(&s->pupils[treated], &pupils);
    s->y[g] = pupils.mean - (treated ? s->effect : 0);
}

static void draw_sample(struct sample *s, const struct model *m, uint64_t seed, uint64_t stream)
{
    uf_rng rng;
    uf_rng_init(&rng, seed, stream);
    gsl_rng random = uf_rng_gsl(&rng);
    *s = (struct sample){ .schools = 2 * m->per_arm };
    s->effect = m->outcome == SHARES_LOWERED ? share_lowered - share_control : 0;
    uf_moments_init(&s->pupils[0]);
    uf_moments_init(&s->pupils[1]);
    for (size_t g = 0; g < s->schools; g++) {
        s->treated[g] = g >= m->per_arm;
        s->n[g] = school_size(m, s->treated[g] ? g - m->per_arm : g, s->treated[g]);
        draw_school(s, g, m, &random);
    }
    s->seed = (uint64_t)uf_rng_word(&rng) << 32 | uf_rng_word(&rng);
}

/* --- The methods: whether each rejects the truth at a level; NaN when it says nothing. --- */

struct method {
    const char *name;
    double (*p_value)(const struct sample *s);
    double nominal;
    long every, every_large;   /* it sees one sample of so many, and of 30 schools; 0: none       */
    size_t most;               /* schools that it is tried with                                   */
    bool values, null, effect; /* the models it is for                                            */
    const char *note;          /* with six schools                                                */
};

static uf_cluster_design design_of(const struct sample *s)
{
    return (uf_cluster_design){ .assigned = { .treated = s->treated, .clusters = s->schools } };
}

static double cluster_means(const struct sample *s)
{
    uf_cluster_design design = design_of(s);
    uf_effect effect;
    uf_error error;
    check(uf_cluster_means(&effect, s->y, &design, UF_TWO_SIDED, 0.95, &error), &error);
    return effect.p_value;
}

static double cluster_means_welch(const struct sample *s)
{
    uf_cluster_design design = design_of(s);
    uf_effect effect;
    uf_error error;
    check(uf_cluster_means_unequal(&effect, s->y, &design, UF_TWO_SIDED, 0.95, &error), &error);
    return effect.p_value;
}

/* The constant and the arm, a row per school. */
static void regressors(double x[2 * MOST], const struct sample *s)
{
    for (size_t g = 0; g < s->schools; g++) {
        x[2 * g] = 1;
        x[2 * g + 1] = s->treated[g];
    }
}

/* The arm's coefficient in a regression of pupils. All pupils of a school have the same regressors,
 * so their residuals' sum is all that a sandwich uses, and a row per school counted n times gives
 * the same. */
static uf_effect pupils_regression(const struct sample *s, uf_cluster_robust type)
{
    static const double arm[] = { 0, 1 };
    double x[2 * MOST];
    uint32_t school[MOST];
    regressors(x, s);
    for (size_t g = 0; g < s->schools; g++)
        school[g] = (uint32_t)g;
    const uf_design design = { .n = s->schools,
                               .p = 2,
                               .x = x,
                               .y = s->y,
                               .weights = s->n,
                               .weighted = UF_WEIGHT_COUNT,
                               .cluster = school,
                               .clusters = s->schools };
    uf_regression *fit;
    uf_effect effect;
    uf_error error;
    check(uf_linear_model_fit(&fit, &design, &error), &error);
    check(uf_cluster_robust_contrast(&effect, fit, arm, type, UF_TWO_SIDED, 0.95, &error), &error);
    uf_regression_free(fit);
    return effect;
}

static double cr2(const struct sample *s)
{
    return pupils_regression(s, UF_CR2).p_value;
}

static double cr1(const struct sample *s)
{
    return pupils_regression(s, UF_CR1).p_value;
}

static double cr1_normal(const struct sample *s)
{
    return erfc(fabs(pupils_regression(s, UF_CR1).statistic) / sqrt(2));
}

static double randomisation(const struct sample *s)
{
    uf_cluster_design design = design_of(s);
    const uf_permutation_plan plan = { 1000, RESAMPLES, s->seed };
    uf_randomisation *test;
    uf_error error;
    check(uf_randomisation_new(&test, s->y, &design, UF_RANDOMISATION_DIFFERENCE, &plan, &error),
          &error);
    double p = uf_randomisation_p(test, 0, UF_TWO_SIDED);
    uf_randomisation_free(test);
    return p;
}

static double wild(const struct sample *s, uf_wild_weights weights, double exact_limit)
{
    const uf_permutation_plan plan = { exact_limit, RESAMPLES, s->seed };
    double x[2 * MOST];
    uint32_t school[MOST];
    regressors(x, s);
    for (size_t g = 0; g < s->schools; g++)
        school[g] = (uint32_t)g;
    uf_cluster_cross *cross;
    uf_wild_bootstrap *test;
    uf_error error;
    check(uf_cluster_cross_new(&cross, 2, s->schools, &error), &error);
    check(uf_cluster_cross_add(cross, x, s->y, school, s->n, s->schools, &error), &error);
    double p = NAN;
    if (answers(uf_wild_bootstrap_new(&test, cross, 1, weights, &plan, &error), &error)) {
        p = uf_wild_bootstrap_p(test, 0, UF_TWO_SIDED);
        uf_wild_bootstrap_free(test);
    }
    uf_cluster_cross_free(cross);
    return p;
}

static double wild_rademacher(const struct sample *s)
{
    return wild(s, UF_WILD_RADEMACHER, 1024);
}

static double wild_webb(const struct sample *s)
{
    return wild(s, UF_WILD_WEBB, WEBB_EXACT);
}

/* As if every pupil had been assigned alone. */
static double welch_pupils(const struct sample *s)
{
    uf_moments intervention = s->pupils[1];
    intervention.mean -= s->effect;
    uf_effect effect;
    uf_error error;
    check(uf_mean_difference(&effect, &intervention, &s->pupils[0], UF_MEAN_DIFFERENCE_WELCH,
                             UF_TWO_SIDED, 0.95, &error),
          &error);
    return effect.p_value;
}

static uf_two_by_two pupils_table(const struct sample *s)
{
    return (uf_two_by_two){ s->events[1], s->pupils[1].n, s->events[0], s->pupils[0].n };
}

static double chi_square_pupils(const struct sample *s)
{
    const uf_two_by_two table = pupils_table(s);
    uf_effect effect;
    uf_error error;
    check(uf_two_by_two_chi_square(&effect, &table, UF_CHI_PEARSON, &error), &error);
    return effect.p_value;
}

/* 1 or 0 as the interval contains the truth or not. */
static double contains(const uf_effect *effect, double truth)
{
    return effect->conf_low <= truth && truth <= effect->conf_high ? 1 : 0;
}

static double newcombe_pupils(const struct sample *s)
{
    const uf_two_by_two table = pupils_table(s);
    uf_effect effect;
    uf_error error;
    check(uf_risk_difference(&effect, &table, UF_RISK_DIFFERENCE_NEWCOMBE, 0.95, &error), &error);
    return contains(&effect, s->effect);
}

/* The share of the control arm. */
static double wilson_pupils(const struct sample *s)
{
    uf_effect effect;
    uf_error error;
    check(uf_proportion_interval(&effect, s->events[0], s->pupils[0].n, UF_WILSON, UF_TWO_SIDED,
                                 0.95, &error),
          &error);
    return contains(&effect, share_control);
}

static const struct method methods[] = {
    { "cluster-means", cluster_means, 0.05, 1, 1, MOST, true, true, true, "" },
    { "cluster-means-welch", cluster_means_welch, 0.05, 1, 1, MOST, true, true, true, "" },
    { "cr2-satterthwaite", cr2, 0.05, 5, 5, MOST, true, true, true, "" },
    { "randomisation", randomisation, 0.05, 5, 25, MOST, true, true, true,
      "smallest attainable p is 0.1: never rejected" },
    { "randomisation", randomisation, 0.1, 5, 0, 10, true, true, true, "" },
    { "wild-cluster-rademacher", wild_rademacher, 0.05, 5, 25, MOST, true, true, true, "" },
    { "wild-cluster-webb", wild_webb, 0.05, 25, 0, 6, true, true, true, "999 draws" },
    { "cr1", cr1, 0.05, 5, 5, MOST, true, true, true, "" },
    { "cr1-normal", cr1_normal, 0.05, 5, 5, MOST, true, true, true, "" },
    { "welch(pupils)", welch_pupils, 0.05, 5, 5, MOST, true, true, true, "" },
    { "chi-square(pupils)", chi_square_pupils, 0.05, 5, 5, MOST, false, true, false, "" },
    { "newcombe(pupils)", newcombe_pupils, 0.05, 5, 5, MOST, false, false, true, "" },
    { "wilson(pupils)", wilson_pupils, 0.05, 5, 5, MOST, false, false, true,
      "the share of the control arm" },
};

enum { METHODS = sizeof methods / sizeof methods[0] };

/* --- The study. --- */

struct tally {
    uint64_t n, rejected;
};

/* One sample of how many a method sees under a model; 0 when it is not for it. */
static long every(const struct method *method, const struct model *m)
{
    bool meant = m->outcome == VALUES   ? method->values
                 : m->outcome == SHARES ? method->null
                                        : method->effect;
    if (!meant || 2 * m->per_arm > method->most)
        return 0;
    return m->per_arm == MOST_PER_ARM ? method->every_large : method->every;
}

static void row(const struct method *method, const struct model *m, const char *measure,
                uint64_t events, uint64_t n)
{
    static const char *const definitions[] = { "normal values", "12 % in both arms",
                                               "9.6 % against 12 %" };
    bool primary = method->p_value == cluster_means;
    uf_effect share;
    uf_error error;
    check(uf_proportion_interval(&share, events, n, UF_WILSON, UF_TWO_SIDED, 0.95, &error), &error);
    printf("%zu+%zu,%s,%g,%s,%s,%g,", m->per_arm, m->per_arm, m->sizes, m->icc,
           m->outcome == VALUES ? "values" : "shares", method->name, method->nominal);
    printf("%s,%s,,share,,,,%.6g,,%.6g,%.6g,0.95,,,,%llu,%llu,,,%zu,,,wilson,samples,%s,%s\n",
           primary ? "primary" : "sensitivity", measure, share.estimate, share.conf_low,
           share.conf_high, (unsigned long long)n, (unsigned long long)events, 2 * m->per_arm,
           definitions[m->outcome],
           m->per_arm == 3 || method->p_value == wilson_pupils ? method->note : "");
}

static void study(const struct model *m, long replicates, uint64_t seed)
{
    struct tally tallies[METHODS];
    for (size_t i = 0; i < METHODS; i++)
        tallies[i] = (struct tally){ 0, 0 };
    for (long r = 0; r < replicates; r++) {
        struct sample sample;
        draw_sample(&sample, m, seed, (uint64_t)r);
        for (size_t i = 0; i < METHODS; i++) {
            long step = every(&methods[i], m);
            if (step == 0 || r % step != 0)
                continue;
            double p = methods[i].p_value(&sample);
            if (isnan(p))
                continue;
            tallies[i].n++;
            tallies[i].rejected += p <= methods[i].nominal * (1 + 1e-12);
        }
    }
    for (size_t i = 0; i < METHODS; i++) {
        const struct tally *t = &tallies[i];
        if (t->n == 0)
            continue;
        if (m->outcome == SHARES_LOWERED)
            row(&methods[i], m, "covered", t->n - t->rejected, t->n);
        else
            row(&methods[i], m, "false_positive", t->rejected, t->n);
    }
}

static const struct model sizes[] = {
    { .sizes = "1:1", .size_control = 100, .size_intervention = 100 },
    { .sizes = "1:1 mixed", .size_control = 100, .size_intervention = 100, .mixed = true },
    { .sizes = "1:3", .size_control = 50, .size_intervention = 150 },
    { .sizes = "1:3 mixed", .size_control = 50, .size_intervention = 150, .mixed = true },
    { .sizes = "1:5", .size_control = 40, .size_intervention = 200 },
    { .sizes = "1:10", .size_control = 25, .size_intervention = 250 },
};

int main(int argc, char **argv)
{
    static const size_t per_arm[] = { 3, 5, MOST_PER_ARM };
    static const double icc[] = { 0, 0.03, 0.1 };
    uf_start();
    long replicates = argc > 1 ? strtol(argv[1], NULL, 10) : 50000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20166;
    if (replicates < 50 || replicates > 10000000)
        fail("usage: few_clusters [REPLICATES [SEED]]");
    printf("schools,sizes,icc,outcome,inference,nominal,"
           "role,measure,better,term,group,reference,period,estimate,std_error,conf_low,conf_high,"
           "conf_level,statistic,df,p_value,n,events,n_reference,events_reference,clusters,"
           "bound_low,bound_high,method,estimand,definition,note\n");
    for (size_t a = 0; a < sizeof per_arm / sizeof per_arm[0]; a++)
        for (size_t b = 0; b < sizeof sizes / sizeof sizes[0]; b++)
            for (size_t c = 0; c < sizeof icc / sizeof icc[0]; c++)
                for (int outcome = VALUES; outcome <= SHARES_LOWERED; outcome++) {
                    struct model model = sizes[b];
                    model.per_arm = per_arm[a];
                    model.icc = icc[c];
                    model.outcome = (enum outcome)outcome;
                    study(&model, replicates, seed++);
                }
    return 0;
}
