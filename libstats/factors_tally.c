/* factors_tally.c: counting verdicts and pairs. */
#include <utfall/factors_tally.h>

void uf_change_tally_push(uf_change_tally *tally, const uf_change_verdict *verdict)
{
    tally->n++;
    tally->followed_up += verdict->followed_up;
    tally->assessable += verdict->assessable;
    tally->improved += verdict->improved;
    tally->surely += verdict->surely_improved;
    tally->possibly += verdict->possibly_improved;
    tally->possibly_followed_up += verdict->followed_up && verdict->possibly_improved;
    for (int side = 0; side < UF_SIDES; side++) {
        tally->good[side] += verdict->good[side];
        tally->bad[side] += verdict->bad[side];
    }
    tally->classes[verdict->change_class]++;
}

void uf_factor_tally_push(uf_factor_tally *tally, const uf_factor_pair *pair)
{
    if (pair->knowledge == UF_NOT_COMPARABLE)
        return;
    tally->asked++;
    switch (pair->knowledge) {
    case UF_KNOWN_AT_BOTH:
        tally->lowered += pair->after < pair->before;
        tally->same += pair->after == pair->before;
        tally->raised += pair->after > pair->before;
        break;
    case UF_KNOWN_LATER: tally->revealed++; break;
    case UF_KNOWN_AT_FIRST: tally->hidden++; break;
    case UF_NEVER_KNOWN: tally->never_known++; break;
    case UF_NOT_COMPARABLE: break;
    }
}
