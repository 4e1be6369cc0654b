/* chart_draws.c: reading a reference distribution. */
#include "cli/chart_draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/rows.h"

struct job {
    uf_cli *cli;
    uf_rows *rows;
    size_t draw, statistic; /* columns */
    double *statistics;
    size_t n, capacity;
    double observed; /* NaN: not met yet */
};

/* There is room for one more afterwards, always. */
static void keep(struct job *job, double statistic)
{
    if (job->n + 1 >= job->capacity) {
        job->capacity = 2 * job->capacity + 64;
        job->statistics =
            uf_cli_grow(job->cli, job->statistics, job->capacity, sizeof *job->statistics);
    }
    job->statistics[job->n++] = statistic;
}

static void take(struct job *job)
{
    const double draw = uf_rows_number(job->rows, job->draw);
    const double statistic = uf_rows_number(job->rows, job->statistic);
    const bool whole =
        uf_rows_present(job->rows, job->draw) && uf_rows_present(job->rows, job->statistic);
    if (whole && draw == 0 && !isnan(job->observed))
        uf_rows_reject(job->rows, job->draw,
                       "draw 0, the observed assignment, a second time; --where selects one of "
                       "several distributions");
    if (uf_rows_bad(job->rows))
        return;
    if (draw == 0)
        job->observed = statistic;
    else
        keep(job, statistic);
}

static uf_alternative alternative_of(uf_cli *cli)
{
    const char *asked = uf_cli_text(cli, "alternative");
    return strcmp(asked, "less") == 0      ? UF_LESS
           : strcmp(asked, "greater") == 0 ? UF_GREATER
                                           : UF_TWO_SIDED;
}

uf_draws uf_draws_read(uf_cli *cli)
{
    struct job job = { .cli = cli, .rows = uf_rows_open(cli), .observed = NAN };
    job.draw = uf_rows_require(job.rows, "draw");
    job.statistic = uf_rows_require(job.rows, "statistic");
    while (uf_rows_next(job.rows))
        take(&job);
    uf_rows_close(job.rows);
    uf_draws draws = { .statistics = job.statistics };
    if (isnan(job.observed) && job.n > 0)
        uf_cli_die(cli, "no row has the draw 0, the observed assignment");
    if (isnan(job.observed))
        return draws;
    uf_error error;
    if (uf_reference_distribution_make(&draws.distribution, job.observed, job.statistics, job.n,
                                       alternative_of(cli), &error) != UF_OK)
        (void)uf_cli_fail(cli, &error);
    keep(&job, job.observed);
    draws.statistics = job.statistics;
    draws.n = job.n;
    return draws;
}

void uf_draws_release(uf_draws *draws)
{
    free(draws->statistics);
}
