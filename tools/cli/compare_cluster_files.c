/* compare_cluster_files.c: what a comparison of clusters writes beside its results. */
#include <stdlib.h>
#include <string.h>

#include "cli/compare_clusters.h"
#include "cli/writer.h"

/* ---- The reference distribution ---- */

static void write_by(const uf_compare *job, uf_writer *writer, uint32_t group)
{
    const uf_groups *groups = uf_units_groups(job->unit_rules);
    for (size_t i = 0; i < uf_groups_width(groups); i++)
        uf_writer_text(writer, uf_groups_text(groups, group, i));
}

static void write_header(const uf_compare *job, uf_writer *writer, const char *const *own, size_t n)
{
    const uf_groups *groups = uf_units_groups(job->unit_rules);
    const size_t width = uf_groups_width(groups);
    const char **names = uf_cli_allocate(job->cli, width + n, sizeof *names);
    for (size_t i = 0; i < width; i++)
        names[i] = uf_groups_name(groups, i);
    for (size_t i = 0; i < n; i++)
        names[width + i] = own[i];
    uf_writer_header(writer, names, width + n);
    free(names);
}

/* The header when the first distribution comes; one to a measure and arm. */
void uf_compare_draws_write(const uf_compare_contrast *c, const uf_clustered_effects *effects)
{
    static const char *const names[] = { "measure", "group", "draw", "statistic" };
    const uf_compare *job = c->job;
    uf_writer *writer = uf_cli_output_beside(job->cli, "draws");
    if (writer == NULL)
        return;
    if (!job->clusters->draws_begun)
        write_header(job, writer, names, sizeof names / sizeof names[0]);
    job->clusters->draws_begun = true;
    for (size_t i = 0; i < effects->draw_count; i++) {
        write_by(job, writer, c->group);
        uf_writer_text(writer, job->outcomes[c->outcome]);
        uf_writer_text(writer, c->arm_name);
        uf_writer_count(writer, (int64_t)i);
        uf_writer_number(writer, effects->draws[i]);
        uf_writer_end_row(writer);
    }
}

/* ---- Who moved ---- */

static bool moved(const uf_compare *job, const uf_compare_unit *unit)
{
    const size_t before = unit->record[UF_WAVE_BEFORE], after = unit->record[UF_WAVE_AFTER];
    if (before == UF_NO_RECORD || after == UF_NO_RECORD)
        return false;
    return job->clusters->cluster[before] != job->clusters->cluster[after] ||
           job->data.records[before].arm != job->data.records[after].arm;
}

static void write_unit(const uf_compare *job, uf_writer *writer, uint32_t group,
                       const uf_compare_unit *unit)
{
    const size_t *record = unit->record;
    const uf_compare_record *first = &job->data.records[record[UF_WAVE_BEFORE]];
    write_by(job, writer, group);
    uf_writer_text(writer, uf_intern_text(job->clusters->unit_names, first->unit));
    for (int w = 0; w < UF_WAVES; w++)
        uf_writer_text(writer, uf_compare_cluster_name(job, job->clusters->cluster[record[w]]));
    for (int w = 0; w < UF_WAVES; w++)
        uf_writer_text(writer, uf_intern_text(job->data.arms, job->data.records[record[w]].arm));
    uf_writer_end_row(writer);
}

struct mover {
    const char *name;
    const uf_compare_unit *unit;
};

static int by_name(const void *left, const void *right)
{
    const struct mover *a = left, *b = right;
    return strcmp(a->name, b->name);
}

void uf_compare_crossovers_write(const uf_compare *job)
{
    static const char *const names[] = { "unit", "cluster_before", "cluster_after", "arm_before",
                                         "arm_after" };
    const uf_compare_data *data = &job->data;
    uf_writer *writer = uf_cli_output_beside(job->cli, "crossovers");
    if (writer == NULL)
        return;
    write_header(job, writer, names, sizeof names / sizeof names[0]);
    const uint32_t *order = uf_groups_order(uf_units_groups(job->unit_rules));
    for (size_t g = 0; g < data->groups; g++) {
        const uint32_t group = order[g];
        const size_t room = data->first[group + 1] - data->first[group];
        struct mover *movers = uf_cli_allocate(job->cli, room, sizeof *movers);
        size_t n = 0;
        for (size_t i = data->first[group]; i < data->first[group + 1]; i++)
            if (moved(job, &data->units[i]))
                movers[n++] =
                    (struct mover){ uf_intern_text(job->clusters->unit_names,
                                                   uf_compare_first(job, &data->units[i])->unit),
                                    &data->units[i] };
        qsort(movers, n, sizeof *movers, by_name);
        for (size_t i = 0; i < n; i++)
            write_unit(job, writer, group, movers[i].unit);
        free(movers);
    }
}
