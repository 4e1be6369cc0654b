/* chart_clusters.c: thin lines from results: the rows of clusters (column cluster) among them. */
#include <stdlib.h>
#include <string.h>

#include "cli/chart_lines.h"
#include "cli/intern.h"
#include "cli/messages.h"

struct job {
    uf_cli *cli;
    const uf_results *results;
    const uf_chart_rows *rows;
    const uf_windows *windows;
    uf_intern *groups;   /* keys of the rows of the chart                */
    size_t *row_of;      /* [group] one of its rows                      */
    uf_intern *lines;    /* keys of the lines: the cluster and its group */
    uf_intern *clusters; /* their names                                  */
};

const char *uf_lines_cluster(const uf_results *results, size_t row)
{
    const size_t column = uf_results_find_extra(results, "cluster");
    const bool extension =
        column < uf_results_extra_count(results) && column >= uf_results_by_count(results);
    return extension ? uf_results_extra(results, row, column) : "";
}

/* What a row and its clusters' rows agree in, as one text. The caller frees it. */
static char *key_of(const struct job *job, size_t source)
{
    const uf_estimate *estimate = uf_results_get(job->results, source);
    char *key = uf_message_text("%s\n%s\n%s", estimate->measure, estimate->term, estimate->group);
    for (size_t c = 0; key != NULL && c < uf_results_by_count(job->results); c++) {
        char *longer = uf_message_text("%s\n%s", key, uf_results_extra(job->results, source, c));
        free(key);
        key = longer;
    }
    return uf_cli_checked(job->cli, key);
}

static void find_groups(struct job *job)
{
    const size_t count = uf_chart_rows_count(job->rows);
    job->row_of = uf_cli_allocate(job->cli, count + 1, sizeof *job->row_of);
    for (size_t i = 0; i < count; i++) {
        char *key = key_of(job, uf_chart_rows_source(job->rows, i));
        job->row_of[uf_intern_code(job->groups, key, strlen(key))] = i;
        free(key);
    }
}

/* A point of the result, where it is of a cluster whose group and period the chart has. */
static bool find_point(struct job *job, size_t source, uf_line_point *point)
{
    const uf_estimate *estimate = uf_results_get(job->results, source);
    const char *cluster = uf_lines_cluster(job->results, source);
    const size_t window = uf_windows_find(job->windows, estimate->period);
    if (cluster[0] == '\0' || window == uf_windows_count(job->windows))
        return false;
    char *key = key_of(job, source);
    const uint32_t group = uf_intern_find(job->groups, key, strlen(key));
    free(key);
    if (group == UF_NO_CODE)
        return false;
    char *line = uf_cli_checked(job->cli, uf_message_text("%u %s", (unsigned)group, cluster));
    (void)uf_intern_code(job->clusters, cluster, strlen(cluster));
    *point = (uf_line_point){ job->row_of[group], uf_intern_code(job->lines, line, strlen(line)),
                              window, estimate->estimate };
    free(line);
    return true;
}

static int in_order(const void *a, const void *b)
{
    const uf_line_point *p = a, *q = b;
    if (p->line != q->line)
        return p->line < q->line ? -1 : 1;
    return (p->window > q->window) - (p->window < q->window);
}

uf_lines uf_lines_of_clusters(uf_cli *cli, const uf_results *results, const uf_chart_rows *rows,
                              const uf_windows *windows)
{
    const size_t all = uf_results_count(results);
    struct job job = { .cli = cli, .results = results, .rows = rows, .windows = windows };
    job.groups = uf_intern_new(cli);
    job.lines = uf_intern_new(cli);
    job.clusters = uf_intern_new(cli);
    find_groups(&job);
    uf_lines lines = { .name = "cluster" };
    lines.points = uf_cli_allocate(cli, all + 1, sizeof *lines.points);
    for (size_t i = 0; i < all; i++)
        lines.count += find_point(&job, i, &lines.points[lines.count]);
    if (lines.count > 0)
        qsort(lines.points, lines.count, sizeof *lines.points, in_order);
    lines.lines = uf_intern_count(job.clusters);
    uf_intern_free(job.groups);
    uf_intern_free(job.lines);
    uf_intern_free(job.clusters);
    free(job.row_of);
    return lines;
}
