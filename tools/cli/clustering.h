/* clustering.h: do the units of a group come in clusters, and how many of each cluster have what?
 *
 * Pupils of one school or class are alike, and an interval that takes them for independent is too
 * short: at 12 % in six schools Wilson's covers 43 to 81 % instead of 95. So each unit's cluster is
 * kept with the counts that a design-based interval, or the intraclass correlation, needs.
 *
 * The cluster is the column of --cluster. A school and a class are looked at besides (or alone,
 * where the user names none): when a group has several schools, and fewer of them than clusters,
 * the clusters lie within schools and an interval by cluster ignores that. A class is a class of
 * its school: `1a` of two schools is two classes. */
#ifndef UF_CLI_CLUSTERING_H
#define UF_CLI_CLUSTERING_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/clustered_share.h>
#include <utfall/icc.h>

#include "cli/rows.h"

typedef struct uf_clustering uf_clustering;

/* Columns of --by come first in the key of a cluster. column: that of --cluster as the file has it,
 * or UF_NO_COLUMN. slots: how many counts a cluster has besides its units. */
uf_clustering *uf_clustering_new(uf_cli *cli, uf_rows *rows, size_t column, size_t slots);
void uf_clustering_free(uf_clustering *clustering);

/* The current row is so many units of this group; they have an outcome if n > 0, and then add to
 * each of n slots of their cluster. */
void uf_clustering_add(uf_clustering *clustering, uint32_t group, uint64_t units,
                       const size_t *slots, size_t n);

/* Every row has been added: what follows may be asked. */
void uf_clustering_finish(uf_clustering *clustering);

/* "school" or "class": what an interval over this group ignores; NULL if nothing. */
const char *uf_clustering_ignored(const uf_clustering *clustering, uint32_t group);

/* Units whose count in one of the slots [first, end) is 1 have the property in question. */
typedef struct uf_slots {
    size_t first, end;
} uf_slots;

/* Their share, by the clusters of --cluster. */
void uf_clustering_share(const uf_clustering *clustering, uint32_t group, uf_slots slots,
                         uf_clustered_share *share);
/* How alike the units of what is ignored (uf_clustering_ignored, which is not NULL) are. */
void uf_clustering_icc(const uf_clustering *clustering, uint32_t group, uf_slots slots,
                       uf_icc *icc);

#endif
