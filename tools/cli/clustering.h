/* clustering.h: do the units of a group come in clusters?
 *
 * Pupils of one school or class are alike, and an interval that takes them for independent is too
 * short: at 12 % in six schools Wilson's covers 43 to 81 % instead of 95. This watches the columns
 * school and class for several values within a group. */
#ifndef UF_CLI_CLUSTERING_H
#define UF_CLI_CLUSTERING_H

#include <stdint.h>

#include "cli/rows.h"

typedef struct uf_clustering uf_clustering;

uf_clustering *uf_clustering_new(uf_cli *cli, uf_rows *rows);
void uf_clustering_free(uf_clustering *clustering);

/* The current row is of this group. */
void uf_clustering_watch(uf_clustering *clustering, uint32_t group);
/* "school" if the group has several of them, else "class" if it has several, else NULL. */
const char *uf_clustering_of(const uf_clustering *clustering, uint32_t group);

#endif
