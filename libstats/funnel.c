/* funnel.c: counting cases by stage. */
#include <utfall/funnel.h>

#include <stdbool.h>

static void count(uf_stage_state state, uint64_t *n, uint64_t *events, uint64_t *unknown)
{
    if (state == UF_STAGE_UNKNOWN) {
        ++*unknown;
        return;
    }
    ++*n;
    if (state == UF_STAGE_REACHED)
        ++*events;
}

static bool is_reached_after(const uf_stage *stages, size_t count, size_t stage)
{
    for (size_t i = stage + 1; i < count; i++)
        if (stages[i].state == UF_STAGE_REACHED)
            return true;
    return false;
}

/* Whether an earlier stage was reached on a later day. */
static bool is_too_early(const uf_stage *stages, size_t stage)
{
    if (stages[stage].state != UF_STAGE_REACHED || stages[stage].day == UF_NO_DAY)
        return false;
    for (size_t i = 0; i < stage; i++)
        if (stages[i].state == UF_STAGE_REACHED && stages[i].day > stages[stage].day)
            return true;
    return false;
}

void uf_funnel_push(uf_stage_counts *counts, const uf_stage *stages, size_t count_of_stages)
{
    for (size_t i = 0; i < count_of_stages; i++) {
        uf_stage_counts *c = &counts[i];
        const uf_stage_state state = stages[i].state;
        const uf_stage_state before = i > 0 ? stages[i - 1].state : UF_STAGE_REACHED;
        count(state, &c->n, &c->events, &c->unknown);
        if (before == UF_STAGE_REACHED)
            count(state, &c->previous_n, &c->previous_events, &c->previous_unknown);
        c->jumped += state == UF_STAGE_REACHED && before == UF_STAGE_NOT_REACHED;
        c->skipped += state == UF_STAGE_NOT_REACHED && is_reached_after(stages, count_of_stages, i);
        c->out_of_order += is_too_early(stages, i);
    }
}
