/* change_reliable.c: reliabilities from the user or from repeats, and whom they call improved. */
#include "cli/change_reliable.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/moments.h>

#include "cli/figure.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/values.h"

/* One side of one set of factors. */
struct side {
    bool known; /* there is a scale */
    uf_reliable_scale scale;
    double cutoff; /* NaN: none */
    char *note;
};

struct uf_change_reliable {
    uf_study *study;
    struct side *sides;           /* [set][side] */
    double reliability[UF_SIDES]; /* of --retest-r */
    uf_study repeats;             /* of --retest   */
    bool has_repeats;
    char *definition;
};

/* Mean and standard deviation of either side. */
enum { NORMS = 2 * UF_SIDES };

/* The cut-offs that the user gave, or the norms that they are made of. */
struct cutoffs {
    bool given, is_kind;
    uf_clinical_cutoff_kind kind;
    uf_decimal values[UF_SIDES];
    double norms[NORMS]; /* mean and standard deviation of each side; NaN */
};

static char *checked(const uf_study *study, char *text)
{
    if (text == NULL)
        uf_cli_no_memory(study->cli);
    return text;
}

static uf_better better_of(uf_side side)
{
    return side == UF_RISK ? UF_BETTER_LOWER : UF_BETTER_HIGHER;
}

/* ---- Options ---- */

static void check_options(const uf_study *study)
{
    uf_cli *cli = study->cli;
    const bool r = uf_cli_given(cli, "retest-r"), file = uf_cli_given(cli, "retest");
    static const char *const parts[] = { "retest-r", "retest-source", "retest", "cutoff",
                                         "functional" };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (uf_cli_given(cli, parts[i]) && !uf_cli_flag(cli, "reliable"))
            uf_cli_die(cli, "--%s goes with --reliable", parts[i]);
    if (!uf_cli_flag(cli, "reliable"))
        return;
    if (r == file)
        uf_cli_die(cli,
                   "--reliable needs either --retest-r R with --retest-source TEXT, or --retest "
                   "FILE of untreated cases rated twice");
    if (r && !uf_cli_given(cli, "retest-source"))
        uf_cli_die(cli,
                   "--retest-r %s: say by --retest-source where it comes from; it has to be the "
                   "correlation of two ratings between which nothing was done",
                   uf_cli_text(cli, "retest-r"));
}

static void read_norms(uf_cli *cli, struct cutoffs *cutoffs)
{
    const char *text = uf_cli_text(cli, "functional");
    char **parts = NULL, *why = NULL;
    size_t n = 0;
    for (size_t i = 0; i < (size_t)NORMS; i++)
        cutoffs->norms[i] = NAN;
    if (text == NULL)
        return;
    bool fine = uf_value_list(text, &parts, &n, &why) && n == NORMS;
    for (size_t i = 0; fine && i < n; i++)
        fine = uf_number_read(parts[i], strlen(parts[i]), &cutoffs->norms[i]);
    if (!fine)
        uf_cli_die(cli,
                   "--functional %s: write mean and standard deviation of the risk sum, then of "
                   "the protective sum: 8,4,20,5",
                   text);
    free(parts);
}

static struct cutoffs read_cutoffs(uf_cli *cli)
{
    static const char *const kinds[] = { "a", "b", "c" };
    const char *text = uf_cli_text(cli, "cutoff");
    struct cutoffs cutoffs = { .given = text != NULL };
    read_norms(cli, &cutoffs);
    for (int i = 0; text != NULL && i < 3; i++)
        if (strcmp(text, kinds[i]) == 0) {
            cutoffs.is_kind = true;
            cutoffs.kind = (uf_clinical_cutoff_kind)i;
        }
    if (text != NULL && !cutoffs.is_kind)
        (void)uf_change_pair(cli, "cutoff", cutoffs.values);
    if (uf_cli_given(cli, "functional") && !cutoffs.is_kind)
        uf_cli_die(cli, "--functional goes with --cutoff b or --cutoff c");
    return cutoffs;
}

/* ---- One side ---- */

static bool has_side(const uf_factor_set *set, uf_side side)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->factors[i].side == side)
            return true;
    return false;
}

/* What the cases began with: those that are compared, and the lost. */
static uf_moments baseline(const uf_change_reliable *reliable, const uf_factor_set *set,
                           uf_side side)
{
    uf_study *study = reliable->study;
    uf_moments moments;
    uf_moments_init(&moments);
    for (size_t i = 0; i < study->count; i++) {
        uf_judged judged;
        uf_study_judge(study, study->order[i], set, study->settings.revealed, &judged);
        const double before = judged.change.side[side].before;
        if (judged.change.verdict.change_class != UF_CLASS_NOT_ASSESSABLE && !isnan(before))
            uf_moments_push(&moments, before);
    }
    return moments;
}

/* The correlation of the repeats; NaN with a reason. */
static double repeats_agree(uf_change_reliable *reliable, const uf_factor_set *set, uf_side side,
                            size_t *pairs, const char **why)
{
    uf_study *repeats = &reliable->repeats;
    double *first = uf_cli_allocate(repeats->cli, repeats->count, sizeof *first);
    double *second = uf_cli_allocate(repeats->cli, repeats->count, sizeof *second);
    uf_effect effect;
    uf_error error;
    *pairs = 0;
    for (size_t i = 0; i < repeats->count; i++) {
        uf_judged judged;
        uf_study_judge(repeats, repeats->order[i], set, UF_REVEALED_EXCLUDE, &judged);
        if (!judged.change.verdict.assessable || judged.change.side[side].compared == 0)
            continue;
        first[*pairs] = judged.change.side[side].before;
        second[(*pairs)++] = judged.change.side[side].after;
    }
    if (uf_retest_reliability(&effect, first, second, *pairs, uf_cli_number(repeats->cli, "level"),
                              &error) != UF_OK)
        (void)uf_cli_fail(repeats->cli, &error);
    free(first);
    free(second);
    *why = effect.note;
    return effect.estimate;
}

static double cutoff_of(const uf_study *study, const struct cutoffs *cutoffs,
                        const uf_moments *moments, uf_side side)
{
    const uf_clinical_norms norms = { .dysfunctional_mean = uf_moments_mean(moments),
                                      .dysfunctional_sd = uf_moments_sd(moments),
                                      .functional_mean = cutoffs->norms[2 * (size_t)side],
                                      .functional_sd = cutoffs->norms[2 * (size_t)side + 1] };
    double cutoff = NAN;
    uf_error error;
    if (!cutoffs->given)
        return NAN;
    if (!cutoffs->is_kind)
        return uf_decimal_value(cutoffs->values[side]);
    if (uf_clinical_cutoff(&cutoff, cutoffs->kind, &norms, better_of(side), 2, &error) != UF_OK)
        uf_cli_die(study->cli, "--cutoff %s, %s: %s", uf_cli_text(study->cli, "cutoff"),
                   uf_side_name(side), error.reason);
    return cutoff;
}

static char *describe(const uf_study *study, const struct side *side, double r, const char *source)
{
    char *text =
        checked(study, uf_message_text("test-retest reliability %.3g (%s): a change of more "
                                       "than %.3g is reliable",
                                       r, source, side->scale.change));
    if (isnan(side->cutoff))
        return text;
    char *longer = checked(study, uf_message_text("%s; cut-off %.4g", text, side->cutoff));
    free(text);
    return longer;
}

/* Fill in one side of a set from its baseline and its reliability r. */
static void scale_side(uf_change_reliable *reliable, struct side *one, const uf_moments *moments,
                       double r, const char *source)
{
    const double sd = uf_moments_sd(moments);
    uf_error error;
    if (!(sd > 0)) {
        one->note = uf_cli_copy(
            reliable->study->cli,
            moments->n < 2 ? "fewer than two cases on the first occasion: no reliable change"
                           : "the sums on the first occasion do not vary: no reliable change");
        return;
    }
    if (r < 0 || uf_reliable_scale_init(&one->scale, sd, r, UF_RELIABLE_LIMIT, &error) != UF_OK) {
        one->note = checked(
            reliable->study,
            uf_message_text("a reliability of %.3g (%s) tells no change from error", r, source));
        return;
    }
    one->known = true;
    one->note = describe(reliable->study, one, r, source);
}

static void make_side(uf_change_reliable *reliable, const uf_factor_set *set, uf_side side,
                      const struct cutoffs *cutoffs, struct side *one)
{
    const uf_study *study = reliable->study;
    *one = (struct side){ .cutoff = NAN };
    if (!has_side(set, side))
        return;
    const uf_moments moments = baseline(reliable, set, side);
    if (moments.n > 1)
        one->cutoff = cutoff_of(study, cutoffs, &moments, side);
    if (!reliable->has_repeats) {
        scale_side(reliable, one, &moments, reliable->reliability[side],
                   uf_cli_text(study->cli, "retest-source"));
        return;
    }
    size_t pairs;
    const char *why;
    const double r = repeats_agree(reliable, set, side, &pairs, &why);
    char *source = checked(study, uf_message_text("%zu untreated cases rated twice", pairs));
    if (isnan(r))
        one->note = checked(study, uf_message_text("%s: %s", source, why));
    else
        scale_side(reliable, one, &moments, r, source);
    free(source);
}

/* ---- All of it ---- */

static void read_reliability(uf_change_reliable *reliable)
{
    uf_cli *cli = reliable->study->cli;
    uf_decimal pair[UF_SIDES];
    if (!uf_change_pair(cli, "retest-r", pair))
        return;
    for (size_t side = 0; side < UF_SIDES; side++) {
        reliable->reliability[side] = uf_decimal_value(pair[side]);
        if (reliable->reliability[side] >= 1)
            uf_cli_die(cli, "--retest-r %s: a reliability is at least 0 and below 1",
                       uf_cli_text(cli, "retest-r"));
    }
}

static char *define(const uf_study *study)
{
    const char *r = uf_cli_text(study->cli, "retest-r"),
               *cutoff = uf_cli_text(study->cli, "cutoff");
    return checked(study,
                   uf_message_text(";reliable=%s%s%s", r != NULL ? r : "retest",
                                   cutoff != NULL ? ";cutoff=" : "", cutoff != NULL ? cutoff : ""));
}

uf_change_reliable *uf_change_reliable_new(uf_study *study)
{
    const char *path = uf_cli_text(study->cli, "retest");
    check_options(study);
    if (!uf_cli_flag(study->cli, "reliable"))
        return NULL;
    uf_change_reliable *reliable = uf_cli_allocate(study->cli, 1, sizeof *reliable);
    *reliable = (uf_change_reliable){ .study = study, .has_repeats = path != NULL };
    const struct cutoffs cutoffs = read_cutoffs(study->cli);
    read_reliability(reliable);
    if (path != NULL)
        uf_study_open_beside(&reliable->repeats, study, path);
    reliable->sides =
        uf_cli_allocate(study->cli, study->set_count * UF_SIDES, sizeof *reliable->sides);
    for (size_t s = 0; s < study->set_count; s++)
        for (int side = 0; side < UF_SIDES; side++)
            make_side(reliable, &study->sets[s], (uf_side)side, &cutoffs,
                      &reliable->sides[s * UF_SIDES + (size_t)side]);
    reliable->definition = define(study);
    return reliable;
}

void uf_change_reliable_free(uf_change_reliable *reliable)
{
    if (reliable == NULL)
        return;
    for (size_t i = 0; i < reliable->study->set_count * UF_SIDES; i++)
        free(reliable->sides[i].note);
    if (reliable->has_repeats)
        uf_study_close_beside(&reliable->repeats);
    free(reliable->sides);
    free(reliable->definition);
    free(reliable);
}

/* ---- Cases ---- */

static const struct side *side_of(const uf_change_reliable *reliable, const uf_factor_set *set,
                                  uf_side side)
{
    return &reliable->sides[(size_t)(set - reliable->study->sets) * UF_SIDES + (size_t)side];
}

double uf_change_reliable_index(const uf_change_reliable *reliable, const uf_factor_set *set,
                                const uf_judged *judged, uf_side side)
{
    const struct side *one = side_of(reliable, set, side);
    const uf_side_change *change = &judged->change.side[side];
    if (!one->known || !judged->change.verdict.assessable)
        return NAN;
    return uf_reliable_index(&one->scale, change->before, change->after);
}

uf_reliable_class uf_change_reliable_class(const uf_change_reliable *reliable,
                                           const uf_factor_set *set, const uf_judged *judged,
                                           uf_side side)
{
    const struct side *one = side_of(reliable, set, side);
    const uf_side_change *change = &judged->change.side[side];
    if (!one->known || !judged->change.verdict.assessable)
        return UF_RELIABLE_UNKNOWN;
    return isnan(one->cutoff)
               ? uf_reliable_classify(&one->scale, change->before, change->after, better_of(side))
               : uf_clinical_classify(&one->scale, one->cutoff, change->before, change->after,
                                      better_of(side));
}

bool uf_change_reliable_known(const uf_change_reliable *reliable, const uf_factor_set *set,
                              uf_side side)
{
    return side_of(reliable, set, side)->known;
}

bool uf_change_reliable_improved(uf_reliable_class class_)
{
    return class_ == UF_RELIABLE_IMPROVED || class_ == UF_RELIABLE_RECOVERED;
}

const char *uf_change_reliable_note(const uf_change_reliable *reliable, const uf_factor_set *set,
                                    uf_side side)
{
    const char *note = side_of(reliable, set, side)->note;
    return note != NULL ? note : "";
}

const char *uf_change_reliable_definition(const uf_change_reliable *reliable)
{
    return reliable->definition;
}
