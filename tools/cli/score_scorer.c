/* score_scorer.c: scoring a person, and writing the columns. */
#include "cli/score_scorer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/messages.h"

void uf_scorer_open(uf_scorer *scorer, uf_cli *cli, uf_rows *rows, const uf_key *key,
                    const uf_norm_table *norms)
{
    const size_t room = key->count + 1;
    *scorer = (uf_scorer){
        .cli = cli,
        .key = key,
        .norms = norms,
        .scores = uf_cli_allocate(cli, room, sizeof *scorer->scores),
        .t = uf_cli_allocate(cli, room, sizeof *scorer->t),
        .tallies = uf_cli_allocate(cli, room, sizeof *scorer->tallies),
        .without_norm = uf_cli_allocate(cli, room, sizeof *scorer->without_norm),
        .blanked = uf_cli_allocate(cli, room, sizeof *scorer->blanked),
    };
    uf_answers_open(&scorer->answers, cli, rows, key);
    uf_people_open(&scorer->people, cli, rows, key);
    uf_norm_table_meet(norms, &scorer->people);
    for (size_t i = 0; i < key->count; i++) {
        scorer->without_norm[i] = scorer->blanked[i] = 0;
        scorer->tallies[i] = key->info[i].shown ? uf_scale_tally_new(key->scales, i) : NULL;
        if (key->info[i].shown && scorer->tallies[i] == NULL)
            uf_cli_no_memory(cli);
    }
}

void uf_scorer_close(uf_scorer *scorer)
{
    for (size_t i = 0; i < scorer->key->count; i++)
        uf_scale_tally_free(scorer->tallies[i]);
    uf_answers_close(&scorer->answers);
    uf_people_close(&scorer->people);
    free(scorer->scores);
    free(scorer->t);
    free(scorer->tallies);
    free(scorer->without_norm);
    free(scorer->blanked);
    *scorer = (uf_scorer){ 0 };
}

/* ---- A person ---- */

/* Take a score away, of a scale that is not for the person; a total of it goes too. */
static void blank(uf_scorer *scorer, size_t scale)
{
    scorer->scores[scale].known = false;
    scorer->scores[scale].value = NAN;
    scorer->blanked[scale]++;
}

static bool part_is_gone(const uf_scorer *scorer, size_t scale)
{
    const uf_key_scale *info = &scorer->key->info[scale];
    for (size_t k = 0; k < info->part_count; k++)
        if (!scorer->scores[info->parts[k]].known)
            return true;
    return false;
}

static void judge(uf_scorer *scorer, size_t scale, const uf_person *person)
{
    uf_scale_score *score = &scorer->scores[scale];
    const bool outside = uf_people_judge(&scorer->people, scale, person);
    if (score->known && (outside || part_is_gone(scorer, scale)))
        blank(scorer, scale);
    scorer->t[scale] = NAN;
    if (!score->known || !uf_norm_table_has(scorer->norms, scale))
        return;
    scorer->t[scale] = uf_norm_table_find(scorer->norms, scale, &scorer->people, person, score);
    scorer->without_norm[scale] += isnan(scorer->t[scale]) != 0;
}

void uf_scorer_score(uf_scorer *scorer, const int64_t *answers, const uf_person *person)
{
    const uf_key *key = scorer->key;
    uf_scale_score_all(scorer->scores, key->scales, key->count, answers);
    uf_people_count(&scorer->people, person);
    for (size_t i = 0; i < key->count; i++) {
        judge(scorer, i, person);
        if (scorer->tallies[i] != NULL)
            uf_scale_tally_push(scorer->tallies[i], answers, &scorer->scores[i]);
    }
}

/* ---- Columns ---- */

/* What a scale adds, in this order: NAME, NAME_items, NAME_band where it has bands, NAME_t where
 * it has norms. */
static const char *const endings[] = { "", "_items", "_band", "_t" };
enum { COLUMNS_OF_SCALE = 4 };

static bool has_column(const uf_scorer *scorer, size_t scale, size_t column)
{
    if (column == 2)
        return scorer->key->info[scale].band_count > 0;
    return column < 2 || uf_norm_table_has(scorer->norms, scale);
}

static void check_new(const uf_scorer *scorer, size_t scale, const char *name, const char *file,
                      uf_names there)
{
    if (uf_columns_find(there, name) != UF_NO_COLUMN)
        uf_cli_die(scorer->cli, "%s has a column '%s' already, which scale '%s' of %s would add",
                   file, name, scorer->key->info[scale].name, scorer->key->path);
    for (size_t i = 0; i < scorer->key->count; i++)
        if (i != scale && scorer->key->info[i].shown &&
            strcmp(scorer->key->info[i].name, name) == 0)
            uf_cli_die(scorer->cli, "%s: scales '%s' and '%s' would both add a column '%s'",
                       scorer->key->path, scorer->key->info[scale].name, name, name);
}

void uf_scorer_write_names(const uf_scorer *scorer, uf_writer *writer, const char *file,
                           const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        uf_writer_text(writer, names[i]);
    for (size_t i = 0; i < scorer->key->count; i++)
        for (size_t k = 0; scorer->key->info[i].shown && k < COLUMNS_OF_SCALE; k++) {
            if (!has_column(scorer, i, k))
                continue;
            char *name = uf_message_text("%s%s", scorer->key->info[i].name, endings[k]);
            if (name == NULL)
                uf_cli_no_memory(scorer->cli);
            check_new(scorer, i, name, file, (uf_names){ .name = names, .n = n });
            uf_writer_text(writer, name);
            free(name);
        }
    uf_writer_end_row(writer);
}

void uf_scorer_write(const uf_scorer *scorer, uf_writer *writer)
{
    for (size_t i = 0; i < scorer->key->count; i++) {
        const uf_scale_score *score = &scorer->scores[i];
        const uf_scale *scale = &scorer->key->scales[i];
        if (!scorer->key->info[i].shown)
            continue;
        uf_writer_number(writer, score->value);
        uf_writer_count(writer, (int64_t)score->answered);
        if (has_column(scorer, i, 2)) {
            const size_t band = uf_scale_band_of(scale, score);
            uf_writer_text(writer, band != UF_NO_BAND ? scale->bands[band].name : "");
        }
        if (has_column(scorer, i, 3))
            uf_writer_number(writer, scorer->t[i]);
    }
    uf_writer_end_row(writer);
}
