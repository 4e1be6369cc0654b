/* cluster_bootstrap.c: how often the cluster bootstrap's intervals contain the truth.
 *
 * Cluster values are normal with no difference between the arms, k clusters in each. Prints, as
 * CSV, the share of nominal 95 % intervals that contain 0. Replicate r draws from stream r of the
 * seed, so the table repeats exactly.
 *
 *     cluster_bootstrap [REPLICATES [SEED]]     10000 and 99 unless given; half a minute
 *
 * Three clusters in an arm, where the library refuses, are resampled here by bootstrap.h. */
#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <utfall/bootstrap.h>
#include <utfall/rng.h>
#include <utfall/start.h>

enum { DRAWS = 999, MOST = 30 };

struct sample {
    double y[2 * MOST];
    size_t k;
};

/* One unit may be left out: the first arm ends where units are k or more. */
static double difference(const size_t *unit, size_t n, const void *data)
{
    const struct sample *s = data;
    double sum[2] = { 0, 0 }, count[2] = { 0, 0 };
    for (size_t i = 0; i < n; i++) {
        sum[unit[i] >= s->k] += s->y[unit[i]];
        count[unit[i] >= s->k]++;
    }
    return sum[0] / count[0] - sum[1] / count[1];
}

/* Whether each interval of one sample contains 0. */
static void one(long contains[2], struct sample *s, uint64_t seed, uint64_t replicate)
{
    uf_rng rng;
    uf_rng_init(&rng, seed, replicate);
    gsl_rng generator = uf_rng_gsl(&rng);
    for (size_t i = 0; i < 2 * s->k; i++)
        s->y[i] = gsl_ran_gaussian(&generator, 1);
    const size_t sizes[] = { s->k, s->k };
    const uf_bootstrap_plan plan = { sizes, 2, replicate };
    double estimate, left_out[2 * MOST], draws[DRAWS];
    uf_effect effect[2];
    if (uf_bootstrap_observe(&estimate, left_out, &plan, difference, s, NULL) != UF_OK ||
        uf_bootstrap_draw(draws, 0, DRAWS, &plan, difference, s, NULL) != UF_OK ||
        uf_bootstrap_percentile(&effect[0], estimate, draws, DRAWS, 0.95, NULL) != UF_OK ||
        uf_bootstrap_bca(&effect[1], estimate, draws, DRAWS, left_out, &plan, 0.95, NULL) !=
            UF_OK) {
        fputs("cluster_bootstrap: a bootstrap failed\n", stderr);
        exit(2);
    }
    for (int i = 0; i < 2; i++)
        contains[i] += effect[i].conf_low <= 0 && effect[i].conf_high >= 0;
}

int main(int argc, char **argv)
{
    static const size_t clusters[] = { 3, 5, 8, 10, 15, MOST };
    long replicates = argc > 1 ? strtol(argv[1], NULL, 10) : 10000;
    unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 99;
    uf_start();
    puts("clusters,method,replicates,contains");
    for (size_t i = 0; i < sizeof clusters / sizeof *clusters; i++) {
        struct sample sample = { .k = clusters[i] };
        long contains[2] = { 0, 0 };
        for (long r = 0; r < replicates; r++)
            one(contains, &sample, seed, (uint64_t)r);
        printf("%zu,percentile,%ld,%.4f\n", clusters[i], replicates,
               (double)contains[0] / (double)replicates);
        printf("%zu,bca,%ld,%.4f\n", clusters[i], replicates,
               (double)contains[1] / (double)replicates);
    }
    return fflush(stdout) == 0 ? 0 : 2;
}
