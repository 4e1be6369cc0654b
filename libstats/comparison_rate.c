/* comparison_rate.c: what a comparison of rates consists of. */
#include "comparison_rows.h"

#include <math.h>
#include <utfall/linearised.h>

/* One scale: the effect, and what the groups' rates were made of. */
struct compared {
    uf_effect effect;
    uf_linearised group, reference;
};

static uf_status compare(struct compared *found, const uf_arm *group, const uf_arm *reference,
                         uf_wave wave, uf_linearised_scale scale,
                         const uf_comparison_settings *settings, uf_error *error)
{
    uf_status status =
        uf_linearised_ratio(&found->group, group->units, group->count, wave, scale, error);
    if (status == UF_OK)
        status = uf_linearised_ratio(&found->reference, reference->units, reference->count, wave,
                                     scale, error);
    if (status == UF_OK)
        status = uf_linearised_difference(&found->effect, &found->group, &found->reference,
                                          settings->alternative, settings->level, error);
    return status;
}

static void add(uf_comparison *c, const char *term, const uf_effect *effect,
                const struct compared *found, uf_wave wave, const uf_comparison_settings *settings)
{
    uf_estimate *row = uf_comparison_add(c, term, UF_PRIMARY, effect, settings);
    row->n = found->group.n[wave];
    row->events = found->group.x[wave];
    row->n_reference = found->reference.n[wave];
    row->events_reference = found->reference.x[wave];
    row->clusters = found->group.units + found->reference.units;
}

uf_status uf_comparison_rate(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                             uf_wave wave, const uf_comparison_settings *settings, uf_error *error)
{
    struct compared found;
    uf_status status = compare(&found, group, reference, wave, UF_SCALE_PLAIN, settings, error);
    if (status != UF_OK)
        return status;
    add(c, "rate_difference", &found.effect, &found, wave, settings);
    status = compare(&found, group, reference, wave, UF_SCALE_LOG, settings, error);
    if (status != UF_OK)
        return status;
    uf_effect ratio = found.effect, relative = found.effect;
    uf_linearised_exponentiate(&ratio, 0);
    uf_linearised_exponentiate(&relative, 1);
    add(c, "rate_ratio", &ratio, &found, wave, settings);
    add(c, "relative_change", &relative, &found, wave, settings);
    return UF_OK;
}
