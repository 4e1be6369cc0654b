/* score_report.c: what is said of the scores when all are made.
 *
 * For each scale its rule, so that direction, number of items and treatment of missing answers
 * stand beside the numbers; then how many were scored; and warnings where the answers look
 * wrong. Nothing is corrected: a person decides. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "cli/figure.h"
#include "cli/messages.h"
#include "cli/reading.h"
#include "cli/score_scorer.h"

/* Below so many complete people a correlation says little, and nothing is said of it. */
enum { FEWEST_FOR_CORRELATION = 10, MOST_LISTED = 10 };

static void say_rule(const uf_scorer *scorer, size_t scale)
{
    char *rule = uf_key_describe(scorer->key, scale);
    uf_cli_say(scorer->cli, "%s: %s", scorer->key->info[scale].name, rule);
    uf_reading_declare(scorer->cli, scorer->key->info[scale].name, rule);
    free(rule);
}

static void say_counts(const uf_scorer *scorer, size_t scale, const uf_scale_counts *counts)
{
    const uint64_t unscored = counts->people - counts->scored - scorer->blanked[scale];
    char floor[UF_FIGURE_SIZE], ceiling[UF_FIGURE_SIZE];
    const double scored = (double)counts->scored;
    uf_cli_say(scorer->cli,
               "%s: scored %" PRIu64 " of %" PRIu64 "; too few answers: %" PRIu64
               "; with answers missing: %" PRIu64 "; at the lowest score %s, at the highest %s",
               scorer->key->info[scale].name, counts->scored, counts->people, unscored,
               counts->prorated,
               uf_figure(UF_QUANTITY_SHARE, (double)counts->floor / scored, floor),
               uf_figure(UF_QUANTITY_SHARE, (double)counts->ceiling / scored, ceiling));
    if (scorer->without_norm[scale] > 0)
        uf_cli_warn(scorer->cli, "%s: %" PRIu64 " scored are not among the norms and have no T",
                    scorer->key->info[scale].name, scorer->without_norm[scale]);
}

static void warn_of_alike(const uf_scorer *scorer, size_t scale, const uf_scale_counts *counts)
{
    const bool mixed = uf_scale_mixed(&scorer->key->scales[scale]);
    if (counts->alike == 0)
        return;
    uf_cli_warn(scorer->cli, "%s: %" PRIu64 " of %" PRIu64 " gave the same answer to all items%s",
                scorer->key->info[scale].name, counts->alike, counts->people,
                mixed ? ", although some are reversed" : "");
}

/* The items that correlate negatively, as " 'q4' -0.31, 'q7' -0.12"; how many there are. The caller
 * frees *list. */
static size_t list_negative(const uf_scorer *scorer, size_t scale, char **list)
{
    const uf_key_scale *info = &scorer->key->info[scale];
    size_t count = 0;
    *list = uf_cli_copy(scorer->cli, "");
    for (size_t i = 0; i < info->n; i++) {
        const double r = uf_scale_item_rest(scorer->tallies[scale], i);
        if (!(r < 0) || ++count > MOST_LISTED)
            continue;
        char *longer = uf_message_text("%s%s '%s' %.2f", *list, count > 1 ? "," : "",
                                       uf_answers_name(&scorer->answers, info->items[i].answer), r);
        if (longer == NULL)
            uf_cli_no_memory(scorer->cli);
        free(*list);
        *list = longer;
    }
    return count;
}

static void warn_of_correlations(const uf_scorer *scorer, size_t scale,
                                 const uf_scale_counts *counts)
{
    char *list;
    if (counts->complete < FEWEST_FOR_CORRELATION)
        return;
    const size_t n = list_negative(scorer, scale, &list);
    if (n > 0)
        uf_cli_warn(scorer->cli,
                    "%s: correlation with the other items below 0 (n = %" PRIu64
                    "):%s%s; does the key reverse too few, or the file some already?",
                    scorer->key->info[scale].name, counts->complete, list,
                    n > MOST_LISTED ? " and more" : "");
    free(list);
}

void uf_scorer_report(const uf_scorer *scorer)
{
    for (size_t i = 0; i < scorer->key->count; i++) {
        if (scorer->tallies[i] == NULL)
            continue;
        const uf_scale_counts counts = uf_scale_tally_counts(scorer->tallies[i]);
        say_rule(scorer, i);
        if (counts.people == 0)
            continue;
        say_counts(scorer, i, &counts);
        warn_of_alike(scorer, i, &counts);
        warn_of_correlations(scorer, i, &counts);
    }
    uf_people_report(&scorer->people);
}
