/* clustering.c: which groups have several schools or classes. */
#include "cli/clustering.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS = 2 };
static const char *const names[KINDS] = { "school", "class" };

/* What one group has shown so far. */
struct seen {
    char *first[KINDS]; /* the first value met */
    bool several[KINDS];
};

struct uf_clustering {
    uf_cli *cli;
    uf_rows *rows;
    size_t columns[KINDS];
    struct seen *groups;
    size_t capacity;
};

uf_clustering *uf_clustering_new(uf_cli *cli, uf_rows *rows)
{
    uf_clustering *clustering = uf_cli_allocate(cli, 1, sizeof *clustering);
    *clustering = (uf_clustering){ .cli = cli, .rows = rows };
    for (size_t i = 0; i < KINDS; i++)
        clustering->columns[i] = uf_rows_column(rows, names[i]);
    return clustering;
}

void uf_clustering_free(uf_clustering *clustering)
{
    if (clustering == NULL)
        return;
    for (size_t g = 0; g < clustering->capacity; g++)
        for (size_t i = 0; i < KINDS; i++)
            free(clustering->groups[g].first[i]);
    free(clustering->groups);
    free(clustering);
}

static void grow(uf_clustering *clustering, uint32_t group)
{
    if (group < clustering->capacity)
        return;
    const size_t capacity = 2 * (size_t)group + 4;
    clustering->groups =
        uf_cli_grow(clustering->cli, clustering->groups, capacity, sizeof clustering->groups[0]);
    for (size_t g = clustering->capacity; g < capacity; g++)
        clustering->groups[g] = (struct seen){ 0 };
    clustering->capacity = capacity;
}

void uf_clustering_watch(uf_clustering *clustering, uint32_t group)
{
    grow(clustering, group);
    struct seen *seen = &clustering->groups[group];
    for (size_t i = 0; i < KINDS; i++) {
        if (clustering->columns[i] == UF_NO_COLUMN || seen->several[i])
            continue;
        const char *text = uf_rows_cell(clustering->rows, clustering->columns[i]).text;
        if (seen->first[i] == NULL)
            seen->first[i] = uf_cli_copy(clustering->cli, text);
        else
            seen->several[i] = strcmp(seen->first[i], text) != 0;
    }
}

const char *uf_clustering_of(const uf_clustering *clustering, uint32_t group)
{
    for (size_t i = 0; i < KINDS && group < clustering->capacity; i++)
        if (clustering->groups[group].several[i])
            return names[i];
    return NULL;
}
