/* compare_family.c: several outcomes of the same clusters, tested together by the same assignments
 * (--adjust westfall-young). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/westfall_young.h>

#include "cli/compare_clusters.h"

uf_compare_family *uf_compare_families_new(const uf_compare *job)
{
    uf_compare_family *families =
        uf_cli_allocate(job->cli, job->data.other_count, sizeof *families);
    for (size_t a = 0; a < job->data.other_count; a++)
        families[a] = (uf_compare_family){ .count = 0 };
    return families;
}

void uf_compare_family_add(uf_compare_family *family, const uf_compare_contrast *c,
                           const uf_clustered *table, size_t place)
{
    const size_t clusters = c->units.data.clusters, width = c->job->outcome_count;
    uf_cli *cli = c->job->cli;
    if (family->count == 0) {
        family->clusters = clusters;
        family->y = uf_cli_allocate(cli, clusters + 1, width * sizeof *family->y);
        family->places = uf_cli_allocate(cli, width, sizeof *family->places);
        family->treated = uf_cli_allocate(cli, clusters + 1, sizeof *family->treated);
        family->block = uf_cli_allocate(cli, clusters + 1, sizeof *family->block);
        family->has_blocks = c->units.data.block != NULL;
        memcpy(family->treated, c->units.treated, clusters * sizeof *family->treated);
        memcpy(family->block, c->units.block, clusters * sizeof *family->block);
    }
    memcpy(family->y + family->count * clusters, uf_clustered_values(table),
           clusters * sizeof *family->y);
    family->places[family->count++] = place;
}

/* Clusters with a value of every outcome, as rows of outcomes; how many there are. */
static size_t complete(const uf_compare_family *f, double *rows, unsigned char *treated,
                       size_t *block)
{
    size_t n = 0;
    for (size_t g = 0; g < f->clusters; g++) {
        bool whole = true;
        for (size_t k = 0; k < f->count; k++) {
            rows[n * f->count + k] = f->y[k * f->clusters + g];
            whole = whole && !isnan(f->y[k * f->clusters + g]);
        }
        treated[n] = f->treated[g];
        block[n] = f->block[g];
        n += whole ? 1 : 0;
    }
    return n;
}

static void adjust(const uf_compare *job, uf_compare_table *table, const uf_compare_family *f)
{
    const uf_clustered_settings *settings = &job->clusters->settings;
    const uf_permutation_plan plan = { UF_ASSIGNMENT_EXACT_LIMIT, settings->replicates,
                                       settings->seed };
    double *rows = uf_cli_allocate(job->cli, f->clusters + 1, f->count * sizeof *rows);
    double *adjusted = uf_cli_allocate(job->cli, f->count, sizeof *adjusted);
    unsigned char *treated = uf_cli_allocate(job->cli, f->clusters + 1, sizeof *treated);
    size_t *block = uf_cli_allocate(job->cli, f->clusters + 1, sizeof *block);
    const size_t n = complete(f, rows, treated, block);
    const uf_cluster_design design = { .assigned = { treated, f->has_blocks ? block : NULL, n } };
    uf_error error;
    const uf_status status = uf_westfall_young(adjusted, NULL, rows, f->count, &design, &plan,
                                               settings->alternative, &error);
    if (status != UF_OK && status != UF_EDATA)
        (void)uf_cli_fail(job->cli, &error);
    for (size_t k = 0; k < f->count && status == UF_OK; k++)
        uf_compare_set_adjusted(table, f->places[k], adjusted[k], f->count);
    free(rows);
    free(adjusted);
    free(treated);
    free(block);
}

void uf_compare_families_adjust(const uf_compare *job, uf_compare_table *table,
                                uf_compare_family *families)
{
    for (size_t a = 0; a < job->data.other_count; a++) {
        if (families[a].count > 0)
            adjust(job, table, &families[a]);
        free(families[a].y);
        free(families[a].places);
        free(families[a].treated);
        free(families[a].block);
    }
    free(families);
}
