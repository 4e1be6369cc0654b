/* change_study.c: reading a study, and laying one case at a time on the desk. */
#include "cli/change_study.h"

#include <math.h>
#include <stdlib.h>

#include "cli/change_denominator.h"
#include "cli/intern.h"

/* The case in hand. The first arrays are over the whole instrument, the others over the set. */
struct uf_study_desk {
    const uf_case_rating **rows; /* [occasion][factor] NULL: not asked */
    uf_rating *ratings;          /* the same, as ratings               */
    size_t *places;              /* [occasion]                         */
    size_t occasions, room;
    uf_rating *retro;
    uf_rating *set_ratings, *set_retro;
    const uf_case_rating **last_rows;
    uf_factor_pair *pairs;
    uf_factors_history history;
    size_t set_size;
};

/* ---- Sets of factors ---- */

static void add_factor(uf_study *study, uf_factor_set *set, size_t factor)
{
    set->members[set->n] = factor;
    set->factors[set->n++] = uf_instrument_factors(study->instrument)[factor];
}

static void make_sets(uf_study *study)
{
    const size_t n = uf_instrument_count(study->instrument);
    size_t by_count;
    bool by_domain = false;
    const size_t *by = uf_cases_by(study->cases, &by_count);
    for (size_t i = 0; i < by_count; i++)
        by_domain = by_domain || by[i] == UF_BY_DOMAIN;
    study->set_count = by_domain ? uf_instrument_domains(study->instrument) : 1;
    study->sets = uf_cli_allocate(study->cli, study->set_count, sizeof *study->sets);
    for (size_t s = 0; s < study->set_count; s++) {
        uf_factor_set *set = &study->sets[s];
        *set = (uf_factor_set){
            .domain = by_domain ? uf_instrument_domain(study->instrument, s) : "",
            .members = uf_cli_allocate(study->cli, n, sizeof *set->members),
            .factors = uf_cli_allocate(study->cli, n, sizeof *set->factors),
        };
        for (size_t i = 0; i < n; i++)
            if (!by_domain || uf_instrument_domain_of(study->instrument, i) == s)
                add_factor(study, set, i);
    }
}

/* ---- Which occasions ---- */

static size_t named_place(const uf_study *study, const char *option)
{
    const char *text = uf_cli_text(study->cli, option);
    return text == NULL ? UF_OWN_OCCASION
                        : uf_times_named(uf_ratings_times(study->ratings), option, text);
}

static void check_order(const uf_study *study)
{
    const uf_times *times = uf_ratings_times(study->ratings);
    const bool named = study->first != UF_OWN_OCCASION && study->last != UF_OWN_OCCASION;
    if (uf_times_count(times) == 0)
        return;
    if (uf_times_ordered(times)) {
        if (named && study->last <= study->first)
            uf_cli_die(study->cli, "--last %s is not after --first %s", study->settings.last,
                       study->settings.first);
        return;
    }
    const char *example = uf_times_text(times, 0);
    if (!named)
        uf_cli_die(study->cli,
                   "times such as '%s' have no order: list them in order by --times, name the two "
                   "to compare by --first and --last, or write numbers or dates (--date-format)",
                   example);
    if (uf_times_count(times) > 2 && (study->settings.revealed == UF_REVEALED_CARRY_BACK ||
                                      uf_cli_flag(study->cli, "sensitivity")))
        uf_cli_die(
            study->cli,
            "times such as '%s' have no order, and carry-back looks at what lies between "
            "the first and the last: list them in order by --times, or write numbers or dates",
            example);
}

/* What adds steps up is not asked of an instrument that has no total. */
static void check_total(const uf_study *study)
{
    static const char *const of_sums[] = { "reliable", "waves", "noise-from" };
    const uf_change_rule rule = study->settings.rules.rule;
    if (uf_instrument_has_total(study->instrument))
        return;
    if (rule == UF_CHANGE_SUM || rule == UF_CHANGE_MEAN)
        uf_cli_die(study->cli,
                   "--rule %s: the steps of --factors %s are an order and do not add up; say "
                   "--rule majority or --rule any",
                   uf_change_rule_name(rule), uf_cli_text(study->cli, "factors"));
    for (size_t i = 0; i < sizeof of_sums / sizeof of_sums[0]; i++)
        if (uf_cli_given(study->cli, of_sums[i]))
            uf_cli_die(study->cli,
                       "--%s asks for sums, and the steps of --factors %s are an order and do not "
                       "add up",
                       of_sums[i], uf_cli_text(study->cli, "factors"));
}

/* ---- Opening and closing ---- */

static void make_desk(uf_study *study)
{
    const size_t n = uf_instrument_count(study->instrument);
    struct uf_study_desk *desk = uf_cli_allocate(study->cli, 1, sizeof *desk);
    *desk = (struct uf_study_desk){
        .retro = uf_cli_allocate(study->cli, n, sizeof *desk->retro),
        .set_retro = uf_cli_allocate(study->cli, n, sizeof *desk->set_retro),
        .last_rows = uf_cli_allocate(study->cli, n, sizeof *desk->last_rows),
        .pairs = uf_cli_allocate(study->cli, n, sizeof *desk->pairs),
    };
    study->desk = desk;
}

void uf_study_open(uf_study *study, uf_cli *cli)
{
    const char *factors = uf_cli_text(cli, "factors");
    *study = (uf_study){ .cli = cli };
    if (factors == NULL)
        uf_cli_die(cli, "no factors: give --factors FILE (factor,kind,min,max), or the name of one "
                        "that ships");
    study->settings = uf_change_settings_read(cli);
    study->instrument = uf_instrument_read(cli, factors);
    check_total(study);
    study->cases = uf_cases_new(cli, uf_instrument_domains(study->instrument) > 0);
    study->ratings = uf_ratings_read(cli, uf_rows_open(cli), study->instrument, study->cases);
    study->first = named_place(study, "first");
    study->last = named_place(study, "last");
    check_order(study);
    uf_study_check_families(study);
    uf_study_choose_cases(study);
    make_sets(study);
    make_desk(study);
}

void uf_study_close(uf_study *study)
{
    struct uf_study_desk *desk = study->desk;
    for (size_t s = 0; s < study->set_count; s++) {
        free(study->sets[s].members);
        free(study->sets[s].factors);
    }
    free(study->sets);
    free(study->order);
    free(desk->rows);
    free(desk->ratings);
    free(desk->places);
    free(desk->retro);
    free(desk->set_ratings);
    free(desk->set_retro);
    free(desk->last_rows);
    free(desk->pairs);
    free(desk);
    uf_ratings_free(study->ratings);
    uf_cases_free(study->cases);
    uf_instrument_free(study->instrument);
}

void uf_study_open_beside(uf_study *beside, const uf_study *study, const char *path)
{
    *beside = (uf_study){ .cli = study->cli,
                          .settings = study->settings,
                          .instrument = study->instrument,
                          .first = UF_OWN_OCCASION,
                          .last = UF_OWN_OCCASION };
    beside->settings.first = beside->settings.last = NULL;
    beside->cases = uf_cases_new_plain(study->cli);
    beside->ratings = uf_ratings_read(study->cli, uf_rows_open_file(study->cli, path),
                                      study->instrument, beside->cases);
    check_order(beside);
    beside->order = uf_cases_order(beside->cases);
    beside->count = uf_cases_count(beside->cases);
    make_desk(beside);
}

void uf_study_close_beside(uf_study *beside)
{
    beside->instrument = NULL; /* the study's */
    uf_study_close(beside);
}

/* ---- One case on the desk ---- */

static void need_room(uf_study *study, size_t occasions)
{
    struct uf_study_desk *desk = study->desk;
    const size_t n = uf_instrument_count(study->instrument);
    if (occasions <= desk->room)
        return;
    desk->room = 2 * occasions;
    desk->rows = uf_cli_grow(study->cli, desk->rows, desk->room, n * sizeof *desk->rows);
    desk->ratings = uf_cli_grow(study->cli, desk->ratings, desk->room, n * sizeof *desk->ratings);
    desk->set_ratings =
        uf_cli_grow(study->cli, desk->set_ratings, desk->room, n * sizeof *desk->set_ratings);
    desk->places = uf_cli_grow(study->cli, desk->places, desk->room, sizeof *desk->places);
}

/* Begin an occasion at a place, unless it is the one that was begun last. */
static void begin_occasion(uf_study *study, size_t place)
{
    struct uf_study_desk *desk = study->desk;
    const size_t n = uf_instrument_count(study->instrument);
    if (desk->occasions > 0 && desk->places[desk->occasions - 1] == place)
        return;
    need_room(study, desk->occasions + 1);
    for (size_t i = 0; i < n; i++) {
        desk->rows[desk->occasions * n + i] = NULL;
        desk->ratings[desk->occasions * n + i] = (uf_rating){ UF_RATING_NOT_ASKED, 0 };
    }
    desk->places[desk->occasions++] = place;
}

/* Begin the named occasions that come before a place, whether or not anybody rated the case then,
 * and the place's own. */
static void begin_up_to(uf_study *study, size_t place)
{
    const struct uf_study_desk *desk = study->desk;
    const size_t named[] = { study->first, study->last };
    for (size_t i = 0; i < 2; i++)
        if (named[i] < place &&
            (desk->occasions == 0 || desk->places[desk->occasions - 1] < named[i]))
            begin_occasion(study, named[i]);
    if (place < uf_times_count(uf_ratings_times(study->ratings)))
        begin_occasion(study, place);
}

static void lay_out(uf_study *study, uint32_t id)
{
    struct uf_study_desk *desk = study->desk;
    const size_t n = uf_instrument_count(study->instrument);
    size_t count;
    const uf_case_rating *rows = uf_ratings_of(study->ratings, id, &count);
    desk->occasions = 0;
    for (size_t i = 0; i < n; i++)
        desk->retro[i] = (uf_rating){ UF_RATING_NOT_ASKED, 0 };
    for (size_t i = 0; i < count; i++) {
        const uf_case_rating *row = &rows[i];
        if (row->retro.state == UF_RATING_KNOWN)
            desk->retro[row->factor] = row->retro;
        if (row->place == UF_NO_PLACE_IN_TIME)
            continue;
        begin_up_to(study, row->place);
        desk->rows[(desk->occasions - 1) * n + row->factor] = row;
        desk->ratings[(desk->occasions - 1) * n + row->factor] = row->rating;
    }
    begin_up_to(study, uf_times_count(uf_ratings_times(study->ratings)));
}

/* The occasion at a named place. */
static size_t occasion_at(const struct uf_study_desk *desk, size_t place)
{
    for (size_t i = 0; i < desk->occasions && place != UF_OWN_OCCASION; i++)
        if (desk->places[i] == place)
            return i;
    return UF_OWN_OCCASION;
}

static void find_span(const uf_study *study)
{
    struct uf_study_desk *desk = study->desk;
    desk->history = (uf_factors_history){ .ratings = desk->ratings, .occasions = desk->occasions };
    uf_factors_span(&desk->history, uf_instrument_count(study->instrument),
                    occasion_at(desk, study->first), occasion_at(desk, study->last));
}

/* The set's part of the desk. */
static void pick_set(const uf_study *study, const uf_factor_set *set)
{
    struct uf_study_desk *desk = study->desk;
    const size_t n = uf_instrument_count(study->instrument);
    for (size_t at = 0; at < desk->occasions; at++)
        for (size_t i = 0; i < set->n; i++)
            desk->set_ratings[at * set->n + i] = desk->ratings[at * n + set->members[i]];
    for (size_t i = 0; i < set->n; i++)
        desk->set_retro[i] = desk->retro[set->members[i]];
    desk->set_size = set->n;
    desk->history.ratings = desk->set_ratings;
    desk->history.retro = desk->set_retro;
}

static bool differs(uint32_t first, uint32_t last)
{
    return first != UF_NO_CODE && last != UF_NO_CODE && first != last;
}

static void compare_ends(const uf_study *study, const uf_factor_set *set, uf_judged *judged)
{
    struct uf_study_desk *desk = study->desk;
    const uf_factors_history *history = &desk->history;
    const size_t n = uf_instrument_count(study->instrument);
    judged->last_rows = desk->last_rows;
    judged->first_place =
        history->first != UF_NO_OCCASION ? desk->places[history->first] : UF_NO_OCCASION;
    judged->last_place =
        history->last != UF_NO_OCCASION ? desk->places[history->last] : UF_NO_OCCASION;
    for (size_t i = 0; i < set->n; i++) {
        const uf_case_rating *first = history->first != UF_NO_OCCASION
                                          ? desk->rows[history->first * n + set->members[i]]
                                          : NULL;
        const uf_case_rating *last = history->last != UF_NO_OCCASION
                                         ? desk->rows[history->last * n + set->members[i]]
                                         : NULL;
        desk->last_rows[i] = last;
        if (first == NULL || last == NULL)
            continue;
        judged->rater_changed |= differs(first->rater, last->rater);
        judged->version_changed |= differs(first->version, last->version);
    }
}

void uf_study_judge(uf_study *study, uint32_t id, const uf_factor_set *set, uf_revealed revealed,
                    uf_judged *judged)
{
    struct uf_study_desk *desk = study->desk;
    *judged = (uf_judged){ .pairs = desk->pairs };
    lay_out(study, id);
    find_span(study);
    pick_set(study, set);
    compare_ends(study, set, judged);
    uf_factors_change(&judged->change, desk->pairs, &desk->history, set->factors, set->n, revealed,
                      &study->settings.rules);
    for (int side = 0; side < UF_SIDES && !uf_instrument_has_total(study->instrument); side++) {
        uf_side_change *one = &judged->change.side[side];
        one->before = one->after = one->change = NAN;
    }
}

const uf_rating *uf_study_occasions(const uf_study *study, const size_t **places, size_t *occasions)
{
    const struct uf_study_desk *desk = study->desk;
    const uf_factors_history *history = &desk->history;
    *occasions = 0;
    if (history->first == UF_NO_OCCASION)
        return NULL;
    const size_t last = history->last != UF_NO_OCCASION ? history->last : history->first;
    *places = desk->places + history->first;
    *occasions = last - history->first + 1;
    return desk->set_ratings + history->first * desk->set_size;
}
