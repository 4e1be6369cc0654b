/* resampling.c: one resampling method of the library, timed by itself; see resampling.sh.
 *
 *     resampling data         writes pupils.csv, clusters.csv, outcomes.csv, rows.csv here
 *     resampling TASK         prints "seconds answer answer ...": what TASK took, and its results
 *
 * The data come from fixed random streams, so that every program reads the same. */
#include <gsl/gsl_randist.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utfall/bootstrap.h>
#include <utfall/cluster_robust.h>
#include <utfall/icc_reml.h>
#include <utfall/linear_model.h>
#include <utfall/randomisation.h>
#include <utfall/rng.h>
#include <utfall/start.h>
#include <utfall/westfall_young.h>
#include <utfall/wild_bootstrap.h>

enum { PUPILS = 600, CLUSTERS = 20, SCHOOLS = 16, OUTCOMES = 6, ROWS = 100000, GROUPS = 40 };

struct data {
    double pupil[PUPILS], cluster[CLUSTERS], outcome[SCHOOLS * OUTCOMES];
    double x[ROWS * 3], y[ROWS]; /* x: 1, arm, a covariate */
    uint32_t group[ROWS];
};

static void check(uf_status status)
{
    if (status != UF_OK) {
        fprintf(stderr, "resampling: %s\n", uf_status_name(status));
        exit(2);
    }
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static gsl_rng stream(uf_rng *rng, uint64_t number)
{
    uf_rng_init(rng, 20161, number);
    return uf_rng_gsl(rng);
}

static void make(struct data *d)
{
    uf_rng state;
    gsl_rng random = stream(&state, 1);
    for (size_t i = 0; i < PUPILS; i++)
        d->pupil[i] = gsl_ran_gamma(&random, 2, 1) + (i < PUPILS / 2 ? 0.2 : 0);
    random = stream(&state, 2);
    for (size_t i = 0; i < CLUSTERS; i++)
        d->cluster[i] = gsl_ran_gaussian(&random, 1) + (i < CLUSTERS / 2 ? 0.8 : 0);
    random = stream(&state, 3);
    for (size_t i = 0; i < (size_t)SCHOOLS * OUTCOMES; i++)
        d->outcome[i] =
            gsl_ran_gaussian(&random, 1) + (i < (size_t)SCHOOLS * OUTCOMES / 2 ? 0.6 : 0);
    random = stream(&state, 4);
    double shift[GROUPS];
    for (size_t g = 0; g < GROUPS; g++)
        shift[g] = gsl_ran_gaussian(&random, 0.3);
    for (size_t i = 0; i < ROWS; i++) {
        uint32_t g = d->group[i] = (uint32_t)(i % 7 * i % GROUPS);
        d->x[3 * i] = 1;
        d->x[3 * i + 1] = g < GROUPS / 2;
        d->x[3 * i + 2] = gsl_ran_gaussian(&random, 1) + (double)g / GROUPS;
        d->y[i] = shift[g] + 0.15 * d->x[3 * i + 1] + 0.5 * d->x[3 * i + 2] +
                  gsl_ran_gaussian(&random, 1);
    }
}

static FILE *create(const char *name, const char *header)
{
    FILE *file = fopen(name, "w");
    if (file == NULL) {
        perror(name);
        exit(2);
    }
    fprintf(file, "%s\n", header);
    return file;
}

static void write_data(const struct data *d)
{
    FILE *pupils = create("pupils.csv", "arm,y"), *clusters = create("clusters.csv", "arm,y");
    FILE *outcomes = create("outcomes.csv", "arm,y1,y2,y3,y4,y5,y6");
    FILE *rows = create("rows.csv", "cluster,arm,x,y");
    for (size_t i = 0; i < PUPILS; i++)
        fprintf(pupils, "%d,%.17g\n", i < PUPILS / 2, d->pupil[i]);
    for (size_t i = 0; i < CLUSTERS; i++)
        fprintf(clusters, "%d,%.17g\n", i < CLUSTERS / 2, d->cluster[i]);
    for (size_t i = 0; i < SCHOOLS; i++) {
        fprintf(outcomes, "%d", i < SCHOOLS / 2);
        for (size_t j = 0; j < OUTCOMES; j++)
            fprintf(outcomes, ",%.17g", d->outcome[i * OUTCOMES + j]);
        fputc('\n', outcomes);
    }
    for (size_t i = 0; i < ROWS; i++)
        fprintf(rows, "%" PRIu32 ",%g,%.17g,%.17g\n", d->group[i], d->x[3 * i + 1], d->x[3 * i + 2],
                d->y[i]);
    if (fclose(pupils) != 0 || fclose(clusters) != 0 || fclose(outcomes) != 0 ||
        fclose(rows) != 0) {
        perror("resampling");
        exit(2);
    }
}

static double difference(const size_t *unit, size_t n, const void *data)
{
    const double *y = data;
    double sum[2] = { 0, 0 };
    size_t treated = 0;
    while (treated < n && unit[treated] < PUPILS / 2)
        sum[0] += y[unit[treated++]];
    for (size_t i = treated; i < n; i++)
        sum[1] += y[unit[i]];
    return sum[0] / (double)treated - sum[1] / (double)(n - treated);
}

/* 100,000 BCa replicates of the difference between arms of 300 pupils. */
static void bca(const struct data *d, double *answers)
{
    enum { DRAWS = 100000 };
    static double draws[DRAWS];
    static const size_t sizes[] = { PUPILS / 2, PUPILS / 2 };
    const uf_bootstrap_plan plan = { sizes, 2, 1 };
    double left_out[PUPILS], estimate;
    uf_effect effect;
    check(uf_bootstrap_observe(&estimate, left_out, &plan, difference, d->pupil, NULL));
    check(uf_bootstrap_draw(draws, 0, DRAWS, &plan, difference, d->pupil, NULL));
    check(uf_bootstrap_bca(&effect, estimate, draws, DRAWS, left_out, &plan, 0.95, NULL));
    answers[0] = effect.conf_low;
    answers[1] = effect.conf_high;
}

/* All 184,756 assignments of 20 clusters. */
static uf_randomisation *assignments(const struct data *d)
{
    unsigned char treated[CLUSTERS];
    for (size_t g = 0; g < CLUSTERS; g++)
        treated[g] = g < CLUSTERS / 2;
    const uf_cluster_design design = { .assigned = { treated, NULL, CLUSTERS } };
    const uf_permutation_plan plan = { UF_ASSIGNMENT_EXACT_LIMIT, 0, 0 };
    uf_randomisation *test;
    check(
        uf_randomisation_new(&test, d->cluster, &design, UF_RANDOMISATION_DIFFERENCE, &plan, NULL));
    return test;
}

static void randomisation_p(const struct data *d, double *answers)
{
    uf_randomisation *test = assignments(d);
    answers[0] = uf_randomisation_p(test, 0, UF_TWO_SIDED);
    uf_randomisation_free(test);
}

static void randomisation(const struct data *d, double *answers)
{
    uf_randomisation *test = assignments(d);
    uf_effect effect;
    check(uf_randomisation_effect(&effect, test, 0.95, UF_TWO_SIDED, NULL));
    uf_randomisation_free(test);
    answers[0] = effect.p_value;
    answers[1] = effect.conf_low;
    answers[2] = effect.conf_high;
}

/* The effect of the arm, the covariate held: p and interval from the rows of the first `each`
 * clusters of each arm. */
static void wild(const struct data *d, size_t each, const uf_permutation_plan *plan,
                 double *answers)
{
    uf_cluster_cross *cross;
    uf_wild_bootstrap *test;
    uf_effect effect;
    check(uf_cluster_cross_new(&cross, 3, GROUPS, NULL));
    for (size_t i = 0; i < ROWS; i++) {
        uint32_t g = d->group[i];
        if (g % (GROUPS / 2) < each)
            check(uf_cluster_cross_add(cross, d->x + 3 * i, d->y + i, &g, NULL, 1, NULL));
    }
    check(uf_wild_bootstrap_new(&test, cross, 1, UF_WILD_RADEMACHER, plan, NULL));
    check(uf_wild_bootstrap_effect(&effect, test, 0.95, UF_TWO_SIDED, NULL));
    answers[0] = effect.p_value;
    answers[1] = effect.conf_low;
    answers[2] = effect.conf_high;
    uf_wild_bootstrap_free(test);
    uf_cluster_cross_free(cross);
}

/* 99,999 draws of 40 clusters, 100,000 rows. */
static void wild_drawn(const struct data *d, double *answers)
{
    wild(d, GROUPS / 2, &(uf_permutation_plan){ UF_WILD_EXACT_LIMIT, 99999, 1 }, answers);
}

/* All 2^16 vectors of 16 clusters. */
static void wild_exact(const struct data *d, double *answers)
{
    wild(d, 8, &(uf_permutation_plan){ UF_WILD_EXACT_LIMIT, 0, 0 }, answers);
}

/* Six outcomes of 8 + 8 schools, all 12,870 assignments. */
static void westfall_young(const struct data *d, double *answers)
{
    unsigned char treated[SCHOOLS];
    for (size_t g = 0; g < SCHOOLS; g++)
        treated[g] = g < SCHOOLS / 2;
    const uf_cluster_design design = { .assigned = { treated, NULL, SCHOOLS } };
    const uf_permutation_plan plan = { UF_ASSIGNMENT_EXACT_LIMIT, 0, 0 };
    check(
        uf_westfall_young(answers, NULL, d->outcome, OUTCOMES, &design, &plan, UF_TWO_SIDED, NULL));
}

/* From 100,000 rows in 40 clusters. */
static void icc_reml(const struct data *d, double *answers)
{
    uf_moments groups[GROUPS];
    uf_icc_reml fit;
    for (size_t g = 0; g < GROUPS; g++)
        uf_moments_init(&groups[g]);
    for (size_t i = 0; i < ROWS; i++)
        uf_moments_push(&groups[d->group[i]], d->y[i]);
    uf_icc_reml_fit(&fit, groups, GROUPS);
    answers[0] = fit.rho;
}

/* CR2 and Satterthwaite df of the arm, in the first 4,000 rows. */
static void cr2(const struct data *d, double *answers)
{
    enum { SOME = 4000 };
    const uf_design design = {
        .n = SOME, .p = 3, .x = d->x, .y = d->y, .cluster = d->group, .clusters = GROUPS
    };
    const double contrast[] = { 0, 1, 0 };
    uf_regression *fit;
    uf_effect effect;
    check(uf_linear_model_fit(&fit, &design, NULL));
    check(uf_cluster_robust_contrast(&effect, fit, contrast, UF_CR2, UF_TWO_SIDED, 0.95, NULL));
    uf_regression_free(fit);
    answers[0] = effect.std_error;
    answers[1] = effect.df;
}

static const struct task {
    const char *name;
    void (*run)(const struct data *d, double *answers);
    size_t answers;
} tasks[] = {
    { "bca", bca, 2 },
    { "randomisation", randomisation, 3 },
    { "randomisation-p", randomisation_p, 1 },
    { "wild", wild_drawn, 3 },
    { "wild-exact", wild_exact, 3 },
    { "westfall-young", westfall_young, OUTCOMES },
    { "icc-reml", icc_reml, 1 },
    { "cr2", cr2, 2 },
};

int main(int argc, char **argv)
{
    uf_start();
    struct data *d = calloc(1, sizeof *d);
    if (argc != 2 || d == NULL) {
        fputs("usage: resampling data|TASK\n", stderr);
        free(d);
        return 2;
    }
    make(d);
    int status = 2;
    if (strcmp(argv[1], "data") == 0) {
        write_data(d);
        status = 0;
    }
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        if (strcmp(argv[1], tasks[i].name) != 0)
            continue;
        double answers[OUTCOMES], before = now();
        tasks[i].run(d, answers);
        printf("%.4f", now() - before);
        for (size_t j = 0; j < tasks[i].answers; j++)
            printf(" %.15g", answers[j]);
        putchar('\n');
        status = 0;
    }
    free(d);
    return status;
}
