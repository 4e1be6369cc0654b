/* funnel.h: how many cases reach each of several stages, and what of.
 *
 * Over the limit, judged by the teacher, investigated, invited to a meeting: each stage has two
 * denominators, all cases and those that reached the stage before, and a figure that does not say
 * which is no figure. A case that skips a stage still counts where it arrived; it is not among
 * those of the stage before who went on. */
#ifndef UTFALL_FUNNEL_H
#define UTFALL_FUNNEL_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/calendar.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_stage_state {
    UF_STAGE_NOT_REACHED,
    UF_STAGE_REACHED,
    UF_STAGE_UNKNOWN
} uf_stage_state;

/* One case at one stage. */
typedef struct uf_stage {
    uf_stage_state state;
    uf_day day; /* when it was reached; UF_NO_DAY where that is not recorded */
} uf_stage;

/* What is counted of one stage. */
typedef struct uf_stage_counts {
    uint64_t n, events, unknown; /* of all cases: known, reached, unknown                      */
    uint64_t previous_n, previous_events, previous_unknown; /* of those that reached the stage
                                  * before; of all cases at the first                          */
    uint64_t skipped;      /* not reached, but a later one is                                  */
    uint64_t jumped;       /* reached, but not the one before                                  */
    uint64_t out_of_order; /* reached on a day before that of an earlier stage                 */
} uf_stage_counts;

/* Add a case: stages and counts have count_of_stages elements, the counts zeros at first. */
void uf_funnel_push(uf_stage_counts *counts, const uf_stage *stages, size_t count_of_stages);

#ifdef __cplusplus
}
#endif
#endif
