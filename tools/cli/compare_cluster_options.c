/* compare_cluster_options.c: what the options about clusters say, and the columns they name. */
#include <stdlib.h>
#include <string.h>

#include "cli/compare_clusters.h"

/* ---- Options ---- */

static unsigned inference_of(uf_cli *cli, const char *name, size_t length)
{
    static const char *const names[] = { "cluster-means", "cr2", "randomisation", "wild" };
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0)
            return 1U << i;
    uf_cli_die(cli,
               "--inference %.*s: there are cluster-means, cr2, randomisation and wild; several "
               "with commas",
               (int)length, name);
}

static unsigned read_inferences(uf_cli *cli)
{
    const char *at = uf_cli_text(cli, "inference");
    unsigned inferences = 0;
    for (;;) {
        const size_t length = strcspn(at, ",");
        inferences |= inference_of(cli, at, length);
        if (at[length] == '\0')
            return inferences;
        at += length + 1;
    }
}

static void read_scales(uf_compare_clusters *c, uf_cli *cli)
{
    size_t n;
    const char *const *names = uf_cli_list(cli, "scale", &n);
    for (size_t i = 0; i < n; i++)
        for (int scale = UF_ON_POINTS; scale <= UF_ON_LOGIT; scale++)
            if (strcmp(names[i], uf_outcome_scale_name((uf_outcome_scale)scale)) == 0)
                c->scales[scale] = true;
}

static uf_alternative alternative_of(uf_cli *cli)
{
    const char *name = uf_cli_text(cli, "alternative");
    return strcmp(name, "less") == 0      ? UF_LESS
           : strcmp(name, "greater") == 0 ? UF_GREATER
                                          : UF_TWO_SIDED;
}

static const char *plain_name(const char *column)
{
    return strcmp(column, "school") == 0  ? "schools"
           : strcmp(column, "class") == 0 ? "classes"
                                          : "clusters";
}

uf_compare_clusters *uf_compare_clusters_new(uf_cli *cli, const uf_compare *job)
{
    static const uf_clustered_design designs[] = { UF_CLUSTERED_POST, UF_CLUSTERED_DID,
                                                   UF_CLUSTERED_ANCOVA };
    uf_compare_clusters *c = uf_cli_allocate(cli, 1, sizeof *c);
    *c = (uf_compare_clusters){ .name = uf_cli_text(cli, "cluster") };
    c->plain = plain_name(c->name);
    c->as_attended = strcmp(uf_cli_text(cli, "assign"), "as-attended") == 0;
    c->settings = (uf_clustered_settings){
        .design = designs[job->design],
        .weighting =
            strcmp(uf_cli_text(cli, "estimand"), "units") == 0 ? UF_UNITS_ALIKE : UF_CLUSTERS_ALIKE,
        .inferences = read_inferences(cli),
        .wild_weights = strcmp(uf_cli_text(cli, "wild-weights"), "webb") == 0 ? UF_WILD_WEBB
                                                                              : UF_WILD_RADEMACHER,
        .replicates = (uint64_t)uf_cli_count(cli, "replicates", 0),
        .seed = (uint64_t)uf_cli_count(cli, "seed", 0),
        .alternative = alternative_of(cli),
        .level = uf_cli_number(cli, "level")
    };
    read_scales(c, cli);
    if ((c->scales[UF_ON_LOG] || c->scales[UF_ON_LOGIT]) && job->design != UF_COMPARE_DID)
        uf_cli_die(cli, "--scale is about differences in differences: give --period COL --before V "
                        "--after V");
    if (uf_cli_given(cli, "draws") && !(c->settings.inferences & UF_INFER_RANDOMISATION))
        uf_cli_die(cli, "--draws takes the randomisation test, which --inference leaves out");
    if (uf_cli_given(cli, "crossovers") && !job->two_waves)
        uf_cli_die(cli,
                   "--crossovers is about two periods: give --period COL --before V --after V");
    c->texts = uf_intern_new(cli);
    c->periods = uf_intern_new(cli);
    return c;
}

/* ---- Columns ---- */

/* Classes are told apart by their school too: 1a of two schools is two classes. */
static void open_clusters(uf_compare *job, uf_compare_clusters *c)
{
    size_t columns[2], n = 0;
    const size_t own = uf_rows_require(job->rows, c->name);
    const size_t school = uf_rows_column(job->rows, "school");
    if (strcmp(c->name, "class") == 0 && school != UF_NO_COLUMN)
        columns[n++] = school;
    columns[n++] = own;
    c->clusters = uf_groups_new(job->cli, job->rows, columns, n);
}

void uf_compare_clusters_open(uf_compare *job)
{
    uf_compare_clusters *c = job->clusters;
    open_clusters(job, c);
    c->rate_min = uf_rows_column(job->rows, "rate_min");
    c->rate_max = uf_rows_column(job->rows, "rate_max");
    c->unreported = uf_rows_column(job->rows, "unreported");
    if (c->rate_min == UF_NO_COLUMN || c->rate_max == UF_NO_COLUMN)
        c->rate_min = c->rate_max = UF_NO_COLUMN;
    if (!uf_cli_given(job->cli, "covariates"))
        return;
    c->covariate_columns = uf_rows_select(job->rows, "covariates", &c->covariate_count);
    c->covariates = uf_cli_allocate(job->cli, c->covariate_count, sizeof *c->covariates);
    for (size_t k = 0; k < c->covariate_count; k++)
        c->covariates[k] = uf_cli_copy(job->cli, uf_rows_name(job->rows, c->covariate_columns[k]));
}

void uf_compare_clusters_free(uf_compare_clusters *c)
{
    if (c == NULL)
        return;
    for (size_t k = 0; k < c->covariate_count; k++)
        free(c->covariates[k]);
    free(c->covariates);
    uf_groups_free(c->clusters);
    free(c->cluster);
    free(c->covariate);
    free(c->low);
    free(c->high);
    free(c->unknown);
    uf_intern_free(c->unit_names);
    uf_intern_free(c->periods);
    for (size_t i = 0; i < c->total_count; i++)
        free(c->totals[i].value);
    free(c->totals);
    uf_intern_free(c->texts);
    free(c);
}
