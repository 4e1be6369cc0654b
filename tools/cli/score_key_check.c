/* score_key_check.c: the flaws of a key in words, and a scale's rule in words. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/scale_check.h>
#include <utfall/status.h>

#include "cli/figure.h"
#include "cli/messages.h"
#include "cli/score_key.h"

/* ---- Flaws ---- */

static const char *band_column(const uf_key *key, const uf_scale_flaw *flaw, char column[64])
{
    const uf_key_scale *info = &key->info[flaw->scale];
    const size_t at = flaw->at < info->band_count ? flaw->at : info->band_count - 1;
    (void)snprintf(column, 64, "cut_%s", info->bands[at].name);
    return column;
}

static void add_item_flaw(const uf_key *key, const uf_scale_flaw *flaw, uf_score_findings *findings)
{
    const uf_key_scale *info = &key->info[flaw->scale];
    const char *name = key->items[info->items[flaw->at].answer].name;
    const char *rule = uf_scale_fault_name(flaw->fault);
    const uf_score_place place = uf_key_item_place(
        key, flaw->scale, flaw->at, flaw->fault == UF_SCALE_ITEM_WEIGHT ? "weight" : "item");
    switch (flaw->fault) {
    case UF_SCALE_ITEM_TWICE:
        uf_score_findings_add(findings, place, rule,
                              "item '%s' is in scale '%s' already, from line %" PRIu64, name,
                              info->name, info->lines[flaw->other]);
        break;
    case UF_SCALE_ITEM_RANGE:
        uf_score_findings_add(findings, place, rule,
                              "item '%s': min is not below max, or they are beyond %d", name,
                              UF_ANSWER_MAX);
        break;
    case UF_SCALE_ITEM_RANGES:
        uf_score_findings_add(findings, place, rule,
                              "item '%s' has another min or max in scale '%s'", name,
                              key->info[flaw->other].name);
        break;
    default:
        uf_score_findings_add(findings, place, rule,
                              "item '%s': the weight is not above 0 and up to %d", name,
                              UF_WEIGHT_MAX);
    }
}

static void add_band_flaw(const uf_key *key, const uf_scale_flaw *flaw, uf_score_findings *findings)
{
    const uf_key_scale *info = &key->info[flaw->scale];
    const uf_scale_band *bands = info->bands;
    const char *rule = uf_scale_fault_name(flaw->fault);
    char column[64];
    const uf_score_place place =
        uf_key_place(key, flaw->scale, band_column(key, flaw, column), info->name);
    uf_scale_score lowest, highest;
    uf_scale_ends(&lowest, &highest, key->scales, flaw->scale);
    if (flaw->fault == UF_SCALE_BAND_BACKWARDS)
        uf_score_findings_add(findings, place, rule, "band '%s' ends below where it begins",
                              bands[flaw->at].name);
    else if (flaw->fault == UF_SCALE_BAND_OUTSIDE)
        uf_score_findings_add(findings, place, rule,
                              "band '%s' is outside the scores of '%s', %g to %g",
                              bands[flaw->at].name, info->name, lowest.value, highest.value);
    else if (flaw->fault == UF_SCALE_BAND_OVERLAP)
        uf_score_findings_add(findings, place, rule, "band '%s' begins inside band '%s'",
                              bands[flaw->at].name, bands[flaw->other].name);
    else if (flaw->at == info->band_count)
        uf_score_findings_add(findings, place, rule, "scores above band '%s', up to %g, have none",
                              bands[flaw->at - 1].name, highest.value);
    else if (flaw->at == 0)
        uf_score_findings_add(findings, place, rule, "scores from %g up to band '%s' have none",
                              lowest.value, bands[0].name);
    else
        uf_score_findings_add(findings, place, rule,
                              "scores between band '%s' and band '%s' have none",
                              bands[flaw->at - 1].name, bands[flaw->at].name);
}

static void add_part_flaw(const uf_key *key, const uf_scale_flaw *flaw, uf_score_findings *findings)
{
    const uf_key_scale *info = &key->info[flaw->scale];
    const char *rule = uf_scale_fault_name(flaw->fault);
    const uf_score_place place = uf_key_place(key, flaw->scale, "parts", info->name);
    const char *part = flaw->at != UF_NO_INDEX ? key->info[info->parts[flaw->at]].name : "";
    if (flaw->fault == UF_SCALE_PART_TWICE)
        uf_score_findings_add(findings, place, rule, "part '%s' stands there twice", part);
    else if (flaw->fault == UF_SCALE_PART_ORDER)
        uf_score_findings_add(findings, place, rule, "part '%s' has to stand before the total '%s'",
                              part, info->name);
    else if (flaw->fault == UF_SCALE_ITEMS_AND_PARTS)
        uf_score_findings_add(findings, place, rule,
                              "scale '%s' has items and parts: it can be a total of one of them",
                              info->name);
    else
        uf_score_findings_add(findings, place, rule, "a total of parts is their sum or mean");
}

static void add_rule_flaw(const uf_key *key, const uf_scale_flaw *flaw, uf_score_findings *findings)
{
    const uf_key_scale *info = &key->info[flaw->scale];
    char value[24];
    (void)snprintf(value, sizeof value, "%zu", info->rule.min_items);
    const uf_score_place place = uf_key_place(key, flaw->scale, "min_items", value);
    const char *rule = uf_scale_fault_name(flaw->fault);
    if (flaw->fault == UF_SCALE_PARTIAL_SUM)
        uf_score_findings_add(findings, place, rule,
                              "a sum of %zu of %zu items understates: write prorate 1, or %zu",
                              info->rule.min_items, info->n, info->n);
    else
        uf_score_findings_add(findings, place, rule,
                              "%zu of the %zu items of scale '%s' cannot be asked for",
                              info->rule.min_items, info->n, info->name);
}

static void add_flaw(const uf_key *key, const uf_scale_flaw *flaw, uf_score_findings *findings)
{
    switch (flaw->fault) {
    case UF_SCALE_ITEM_TWICE:
    case UF_SCALE_ITEM_RANGE:
    case UF_SCALE_ITEM_RANGES:
    case UF_SCALE_ITEM_WEIGHT: add_item_flaw(key, flaw, findings); break;
    case UF_SCALE_BAND_BACKWARDS:
    case UF_SCALE_BAND_OUTSIDE:
    case UF_SCALE_BAND_OVERLAP:
    case UF_SCALE_BAND_HOLE: add_band_flaw(key, flaw, findings); break;
    case UF_SCALE_MIN_ITEMS:
    case UF_SCALE_PARTIAL_SUM: add_rule_flaw(key, flaw, findings); break;
    default: add_part_flaw(key, flaw, findings);
    }
}

/* ---- Gaps in the numbers of items ---- */

static void add_gaps(const uf_key *key, uf_score_findings *findings)
{
    uf_numbering_gap *gaps = uf_cli_allocate(key->cli, key->item_count + 1, sizeof *gaps);
    const char **names = uf_cli_allocate(key->cli, key->item_count + 1, sizeof *names);
    for (size_t i = 0; i < key->item_count; i++)
        names[i] = key->items[i].name;
    const size_t n = uf_scale_numbering_gaps(gaps, key->item_count, names, key->item_count);
    for (size_t i = 0; i < n; i++) {
        const uf_key_item *item = &key->items[gaps[i].before];
        char numbers[48];
        if (gaps[i].from == gaps[i].upto)
            (void)snprintf(numbers, sizeof numbers, "%" PRIu64, gaps[i].from);
        else
            (void)snprintf(numbers, sizeof numbers, "%" PRIu64 " to %" PRIu64, gaps[i].from,
                           gaps[i].upto);
        uf_score_findings_add(
            findings, (uf_score_place){ key->path, item->line, "item", item->name }, "item-gap",
            "after '%s' number %s is missing; an item that is not scored has a "
            "row without a scale",
            item->name, numbers);
    }
    free(names);
    free(gaps);
}

/* ---- All ---- */

static void make_scales(uf_key *key)
{
    key->scales = uf_cli_allocate(key->cli, key->count + 1, sizeof *key->scales);
    for (size_t i = 0; i < key->count; i++) {
        const uf_key_scale *info = &key->info[i];
        key->scales[i] = (uf_scale){
            .items = info->items,
            .n = info->n,
            .parts = info->parts,
            .part_count = info->part_count,
            .rule = info->rule,
            .bands = info->bands,
            .band_count = info->band_count,
        };
    }
}

static void check_size(const uf_key *key, uf_score_findings *findings)
{
    for (size_t i = 0; i < key->count; i++)
        if (key->info[i].n > UF_SCALE_ITEMS_MAX)
            uf_score_findings_add(findings, uf_key_place(key, i, "scale", key->info[i].name),
                                  "items", "scale '%s' has more than %d items", key->info[i].name,
                                  UF_SCALE_ITEMS_MAX);
    if (key->count == 0)
        uf_score_findings_add(findings, (uf_score_place){ key->path, 0, "", "" }, "empty",
                              "there is no scale");
}

void uf_key_check(uf_key *key, uf_score_findings *findings)
{
    make_scales(key);
    check_size(key, findings);
    if (uf_score_findings_count(findings) > 0) {
        add_gaps(key, findings);
        return; /* cells that could not be read would be flaws once more */
    }
    const size_t n = uf_scale_check(NULL, 0, key->scales, key->count);
    uf_scale_flaw *flaws = uf_cli_allocate(key->cli, n + 1, sizeof *flaws);
    (void)uf_scale_check(flaws, n, key->scales, key->count);
    for (size_t i = 0; i < n; i++)
        add_flaw(key, &flaws[i], findings);
    free(flaws);
    add_gaps(key, findings);
}

/* ---- The rule in words ---- */

static size_t reversed(const uf_key_scale *info)
{
    size_t n = 0;
    for (size_t i = 0; i < info->n; i++)
        n += info->items[i].reverse;
    return n;
}

static void describe_items(const uf_key *key, size_t scale, char text[256])
{
    const uf_key_scale *info = &key->info[scale];
    const char *method = info->rule.method == UF_SCALE_MEAN ? "mean" : "sum";
    if (info->part_count > 0) {
        (void)snprintf(text, 256, "%s of %zu scales, all needed", method, info->part_count);
        return;
    }
    char rounded[48], needed[48];
    (void)snprintf(rounded, sizeof rounded, "floor(0.5+%d*mean)", (int)info->rule.factor);
    if (info->rule.min_items == info->n)
        (void)snprintf(needed, sizeof needed, "all");
    else
        (void)snprintf(needed, sizeof needed, "%zu or more", info->rule.min_items);
    (void)snprintf(text, 256, "%zu item%s (%zu reversed), %s, %s answered%s", info->n,
                   info->n == 1 ? "" : "s", reversed(info),
                   info->rule.method == UF_SCALE_ROUNDED ? rounded : method, needed,
                   info->rule.prorate && info->rule.min_items < info->n ? ", prorated" : "");
}

char *uf_key_describe(const uf_key *key, size_t scale)
{
    static const char *const directions[] = { "", "lower is better", "higher is better" };
    const uf_key_scale *info = &key->info[scale];
    char items[256], low[UF_FIGURE_SIZE], high[UF_FIGURE_SIZE];
    uf_scale_score lowest, highest;
    uf_scale_ends(&lowest, &highest, key->scales, scale);
    describe_items(key, scale, items);
    (void)snprintf(low, sizeof low, "%g", lowest.value);
    (void)snprintf(high, sizeof high, "%g", highest.value);
    char *text = uf_message_text("%s, %s to %s, %s", items, low, high,
                                 info->better == UF_BETTER_UNSAID ? "direction not said"
                                                                  : directions[info->better]);
    if (text == NULL)
        uf_cli_no_memory(key->cli);
    return text;
}
