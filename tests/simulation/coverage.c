/* coverage.c: how often the intervals for clustered data contain the truth.
 *
 * Simulates schools and pupils from models with a known truth and prints, as CSV, for each model
 * and method: the share of intervals that contain the truth, lie wholly below it, and above it; the
 * share of samples without an interval; and the median width. Replicate r draws from stream r of
 * the seed, so the table repeats exactly.
 *
 *     coverage [REPLICATES [SEED]]        10000 and 20161 unless given; some 15 seconds
 *
 * With 10,000 replicates the standard error of a coverage of 95 % is 0.2 points. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <utfall/clustered_share.h>
#include <utfall/icc.h>
#include <utfall/proportion.h>
#include <utfall/risk_ratio.h>
#include <utfall/rng.h>
#include <utfall/share_change.h>
#include <utfall/start.h>

static const double level = 0.95;

/* --- What happened to one method under one model. --- */

enum { MAX_METHODS = 4 };

struct tally {
    const char *name;
    long contains, below, above, none;
    double *widths;
};

struct study {
    const char *model;
    struct tally methods[MAX_METHODS];
    size_t count;
    long replicates;
};

static void fail(const char *reason)
{
    fprintf(stderr, "coverage: %s\n", reason);
    exit(2);
}

static struct study begin(const char *model, const char *const *names, size_t count,
                          long replicates)
{
    struct study study = { .model = model, .count = count, .replicates = replicates };
    for (size_t i = 0; i < count; i++) {
        study.methods[i].name = names[i];
        study.methods[i].widths = calloc((size_t)replicates, sizeof(double));
        if (study.methods[i].widths == NULL)
            fail("out of memory");
    }
    return study;
}

static void record(struct study *study, size_t method, const uf_effect *effect, double truth)
{
    struct tally *t = &study->methods[method];
    if (isnan(effect->conf_low) || isnan(effect->conf_high)) {
        t->none++;
        return;
    }
    t->widths[t->contains + t->below + t->above] = effect->conf_high - effect->conf_low;
    if (effect->conf_high < truth)
        t->below++;
    else if (effect->conf_low > truth)
        t->above++;
    else
        t->contains++;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void finish(struct study *study)
{
    for (size_t i = 0; i < study->count; i++) {
        struct tally *t = &study->methods[i];
        long n = t->contains + t->below + t->above;
        qsort(t->widths, (size_t)n, sizeof *t->widths, ascending);
        double given = n > 0 ? (double)n : NAN;
        printf("%s,%s,%.3f,%.3f,%.3f,%.3f,%.3f\n", study->model, t->name,
               (double)t->contains / given, (double)t->below / given, (double)t->above / given,
               (double)t->none / (double)study->replicates, n > 0 ? t->widths[n / 2] : NAN);
        free(t->widths);
    }
}

/* --- One share: schools of unequal sizes. --- */

enum { SCHOOLS = 6 };
static const unsigned school_sizes[SCHOOLS] = { 40, 60, 80, 120, 150, 200 };

/* Pupils over the limit per school: the school's own share is beta with the given mean and
 * intraclass correlation, as in Ridout, Demetrio & Firth 1999. */
static void draw_schools(gsl_rng *random, double share, double icc, uint64_t x[SCHOOLS])
{
    double size = (1 - icc) / icc;
    for (size_t g = 0; g < SCHOOLS; g++) {
        double p = gsl_ran_beta(random, share * size, (1 - share) * size);
        x[g] = gsl_ran_binomial(random, p, school_sizes[g]);
    }
}

static void share_study(const char *model, double share, double icc, long replicates, uint64_t seed)
{
    static const char *const names[] = { "wilson", "logit-t", "korn-graubard" };
    struct study study = begin(model, names, 3, replicates);
    for (long r = 0; r < replicates; r++) {
        uf_rng rng;
        uf_rng_init(&rng, seed, (uint64_t)r);
        gsl_rng random = uf_rng_gsl(&rng);
        uint64_t x[SCHOOLS], n = 0, events = 0;
        draw_schools(&random, share, icc, x);
        uf_clustered_share schools;
        uf_clustered_share_init(&schools);
        for (size_t g = 0; g < SCHOOLS; g++) {
            uf_clustered_share_push(&schools, school_sizes[g], (double)x[g], NULL);
            n += school_sizes[g];
            events += x[g];
        }
        uf_effect effect;
        uf_proportion_interval(&effect, events, n, UF_WILSON, UF_TWO_SIDED, level, NULL);
        record(&study, 0, &effect, share);
        uf_clustered_share_logit_t(&effect, &schools, level, NULL);
        record(&study, 1, &effect, share);
        uf_clustered_share_korn_graubard(&effect, &schools, level, NULL);
        record(&study, 2, &effect, share);
    }
    finish(&study);
}

/* --- Intraclass correlation. --- */

static void icc_study(const char *model, bool binary, double icc, long replicates, uint64_t seed)
{
    static const char *const names[] = { "exact", "smith" };
    struct study study = begin(model, names, 2, replicates);
    for (long r = 0; r < replicates; r++) {
        uf_rng rng;
        uf_rng_init(&rng, seed, (uint64_t)r);
        gsl_rng random = uf_rng_gsl(&rng);
        uf_moments groups[SCHOOLS];
        uint64_t x[SCHOOLS];
        draw_schools(&random, 0.12, icc, x);
        for (size_t g = 0; g < SCHOOLS; g++) {
            uf_icc_counts(&groups[g], school_sizes[g], x[g], NULL);
            if (binary)
                continue;
            uf_moments_init(&groups[g]);
            double school = gsl_ran_gaussian(&random, sqrt(icc));
            for (unsigned i = 0; i < school_sizes[g]; i++)
                uf_moments_push(&groups[g], school + gsl_ran_gaussian(&random, sqrt(1 - icc)));
        }
        uf_effect effect;
        uf_icc_estimate(&effect, groups, SCHOOLS, UF_ICC_EXACT, level, NULL);
        record(&study, 0, &effect, icc);
        uf_icc_estimate(&effect, groups, SCHOOLS, UF_ICC_SMITH, level, NULL);
        record(&study, 1, &effect, icc);
    }
    finish(&study);
}

/* --- Change of a share: the same pupils before and after. --- */

/* A pupil is over the limit when a standard normal quantity is low enough. Its variance is made of
 * what stays with the pupil, what stays with the class, what happens to a class or a school in one
 * period, and the rest. */
struct change_model {
    const char *name;
    unsigned schools, classes, pupils; /* classes per school, pupils per class and period         */
    double stay;                       /* part of the pupils who are there in both                */
    double before, after;              /* shares                                                  */
    double pupil, class_shock, school_shock; /* parts of the variance                             */
};

struct change_data {
    uf_share_change by_pupil, by_class, by_school;
};

static bool over(gsl_rng *random, const struct change_model *m, double known, double share)
{
    double rest = 1 - m->pupil - m->class_shock - m->school_shock;
    return known + gsl_ran_gaussian(random, sqrt(rest)) < gsl_cdf_ugaussian_Pinv(share);
}

/* A class: pupils who stay are in both periods, and as many again in one each as leave and come. */
static void draw_class(gsl_rng *random, const struct change_model *m, const double school[2],
                       uf_share_change *by_pupil, uint64_t sums[4])
{
    double shock[2];
    for (int t = 0; t < 2; t++)
        shock[t] = school[t] + gsl_ran_gaussian(random, sqrt(m->class_shock));
    unsigned both = (unsigned)lround(m->stay * m->pupils);
    for (unsigned i = 0; i < 2 * m->pupils - both; i++) {
        bool before = i < m->pupils, after = i < both || i >= m->pupils;
        double own = gsl_ran_gaussian(random, sqrt(m->pupil));
        uint64_t x0 = before && over(random, m, own + shock[0], m->before);
        uint64_t x1 = after && over(random, m, own + shock[1], m->after);
        uf_share_change_push(by_pupil, before, x0, after, x1, NULL);
        sums[0] += before;
        sums[1] += x0;
        sums[2] += after;
        sums[3] += x1;
    }
}

static void draw_change(gsl_rng *random, const struct change_model *m, struct change_data *data)
{
    uf_share_change_init(&data->by_pupil);
    uf_share_change_init(&data->by_class);
    uf_share_change_init(&data->by_school);
    for (unsigned s = 0; s < m->schools; s++) {
        double shock[2];
        for (int t = 0; t < 2; t++)
            shock[t] = gsl_ran_gaussian(random, sqrt(m->school_shock));
        uint64_t all[4] = { 0 };
        for (unsigned c = 0; c < m->classes; c++) {
            uint64_t sums[4] = { 0 };
            draw_class(random, m, shock, &data->by_pupil, sums);
            uf_share_change_push(&data->by_class, sums[0], sums[1], sums[2], sums[3], NULL);
            for (int i = 0; i < 4; i++)
                all[i] += sums[i];
        }
        uf_share_change_push(&data->by_school, all[0], all[1], all[2], all[3], NULL);
    }
}

/* The cluster as in the library's advice: units, classes, schools if there are at least four. And
 * the pupils of the two periods as if they were different people. */
static void change_study(const struct change_model *m, long replicates, uint64_t seed)
{
    static const char *const names[] = { "by pupil", "by class", "by school", "koopman" };
    struct study study = begin(m->name, names, 4, replicates);
    double truth = m->after / m->before - 1;
    for (long r = 0; r < replicates; r++) {
        uf_rng rng;
        uf_rng_init(&rng, seed, (uint64_t)r);
        gsl_rng random = uf_rng_gsl(&rng);
        struct change_data data;
        draw_change(&random, m, &data);
        uf_effect effect;
        uf_share_change_relative(&effect, &data.by_pupil, UF_SHARE_CHANGE_MIN_UNITS, level, NULL);
        record(&study, 0, &effect, truth);
        uf_share_change_relative(&effect, &data.by_class, UF_SHARE_CHANGE_MIN_UNITS, level, NULL);
        record(&study, 1, &effect, truth);
        uf_share_change_relative(&effect, &data.by_school, UF_SHARE_CHANGE_MIN_SCHOOLS, level,
                                 NULL);
        record(&study, 2, &effect, truth);
        uf_risk_ratio(&effect, &data.by_pupil.totals, UF_RISK_RATIO_KOOPMAN, level, NULL);
        effect.conf_low -= 1;
        effect.conf_high -= 1;
        record(&study, 3, &effect, truth);
    }
    finish(&study);
}

static const struct change_model changes[] = {
    { "change: one school of 8 classes", 1, 8, 25, 0.8, 0.15, 0.12, 0.5, 0, 0 },
    { "change: one school with class shocks 0.015", 1, 8, 25, 0.8, 0.15, 0.12, 0.5, 0.015, 0 },
    { "change: one school with class shocks 0.03", 1, 8, 25, 0.8, 0.15, 0.12, 0.5, 0.03, 0 },
    { "change: three schools with school shocks 0.015", 3, 8, 25, 0.8, 0.15, 0.12, 0.5, 0, 0.015 },
    { "change: four schools with school shocks 0.015", 4, 8, 25, 0.8, 0.15, 0.12, 0.5, 0, 0.015 },
    { "change: eight schools with school shocks 0.015", 8, 8, 25, 0.8, 0.15, 0.12, 0.5, 0, 0.015 },
    { "change: one school of 40; 6 to 3 pupils", 1, 2, 20, 0.9, 0.15, 0.075, 0.5, 0, 0 },
};

int main(int argc, char **argv)
{
    uf_start();
    long replicates = argc > 1 ? strtol(argv[1], NULL, 10) : 10000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20161;
    if (replicates < 1 || replicates > 10000000)
        fail("usage: coverage [REPLICATES [SEED]]");
    printf("model,method,coverage,interval_below,interval_above,no_interval,median_width\n");
    share_study("share 0.12; icc 0.01", 0.12, 0.01, replicates, seed);
    share_study("share 0.12; icc 0.031", 0.12, 0.031, replicates, seed);
    share_study("share 0.12; icc 0.084", 0.12, 0.084, replicates, seed);
    share_study("share 0.02; icc 0.01", 0.02, 0.01, replicates, seed);
    icc_study("icc 0.031; normal", false, 0.031, replicates, seed);
    icc_study("icc 0.031; share 0.12", true, 0.031, replicates, seed);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        change_study(&changes[i], replicates, seed);
    return 0;
}
