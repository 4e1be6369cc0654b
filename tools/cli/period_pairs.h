/* period_pairs.h: the units of two periods, each with its place before and after, and their
 * clusters.
 *
 * A unit's cluster is the one it was in before; only a unit that was not there before has that of
 * after. So a pupil who changes class between the periods stays one pupil of one cluster, and what
 * the two periods share is counted. A class is a class of its school. */
#ifndef UF_CLI_PERIOD_PAIRS_H
#define UF_CLI_PERIOD_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/clustered_share.h>
#include <utfall/icc.h>
#include <utfall/share_change.h>

#include "cli/rows.h"
#include "cli/units.h"

enum { UF_BEFORE, UF_AFTER, UF_PERIODS };

/* By what the units are divided: each by itself, or the column of --cluster, the school, the
 * class. */
typedef enum uf_pair_kind {
    UF_PAIR_COLUMN,
    UF_PAIR_SCHOOL,
    UF_PAIR_CLASS,
    UF_PAIR_KINDS,
    UF_PAIR_UNIT = UF_PAIR_KINDS
} uf_pair_kind;

typedef struct uf_pairs uf_pairs;

/* column: of --cluster, or UF_NO_COLUMN. repeated: every row is a unit of its own. */
uf_pairs *uf_pairs_new(uf_cli *cli, uf_rows *rows, const uf_units *units, size_t column,
                       bool repeated);
void uf_pairs_free(uf_pairs *pairs);

/* The current row is of this group and period; place: among the limits, and known if it has an
 * outcome. */
void uf_pairs_add(uf_pairs *pairs, uint32_t group, int period, bool known, size_t place);
/* Every row has been added: what follows may be asked. */
void uf_pairs_finish(uf_pairs *pairs);

/* Units of a group with an outcome in both periods. */
size_t uf_pairs_in_both(const uf_pairs *pairs, uint32_t group);
/* Into how many clusters a group is divided; 0 where there is no such column. */
size_t uf_pairs_clusters(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind);

/* Those over limit number `limit`, by cluster: of both periods, or of one. The order of the input
 * does not show in the results. */
void uf_pairs_change(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind, size_t limit,
                     uf_share_change *change);
void uf_pairs_share(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind, size_t limit,
                    int period, uf_clustered_share *share);
void uf_pairs_icc(const uf_pairs *pairs, uint32_t group, uf_pair_kind kind, size_t limit,
                  int period, uf_icc *icc);

#endif
