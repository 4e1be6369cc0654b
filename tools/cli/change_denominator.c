/* change_denominator.c: families of several cases, and cases that did not come so far. */
#include "cli/change_denominator.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/intern.h"
#include "cli/reading.h"

/* ---- Families ---- */

/* The first family, by number, that has several cases; UF_NO_CODE if none has. */
static uint32_t family_of_several(const uf_study *study, uint32_t *case_of)
{
    const size_t n = uf_cases_count(study->cases);
    const size_t column = uf_cases_family(study->cases);
    uf_intern *seen = uf_intern_new(study->cli);
    uint32_t found = UF_NO_CODE;
    for (uint32_t id = 0; id < n && found == UF_NO_CODE; id++) {
        const uint32_t family = uf_cases_code(study->cases, id, column);
        const size_t before = uf_intern_count(seen);
        if (family == UF_NO_CODE)
            continue;
        (void)uf_intern_code(seen, (const char *)&family, sizeof family);
        if (uf_intern_count(seen) == before) {
            found = family;
            *case_of = id;
        }
    }
    uf_intern_free(seen);
    return found;
}

void uf_study_check_families(const uf_study *study)
{
    const uf_change_settings *settings = &study->settings;
    const size_t column = uf_cases_family(study->cases);
    uint32_t id = 0;
    if (column == UF_NO_COLUMN && settings->by_family)
        uf_cli_die(study->cli, "--unit family: there is no column 'family'");
    if (column == UF_NO_COLUMN || (settings->unit_said && !settings->by_family) ||
        family_of_several(study, &id) == UF_NO_CODE)
        return;
    const char *family = uf_cases_text(study->cases, id, column);
    if (!settings->unit_said)
        uf_cli_die(study->cli,
                   "family '%s' has several cases: is the unit the case or the family? Say --unit "
                   "case, or --unit family --family-rule all|any",
                   family);
    if (!settings->family_rule_said)
        uf_cli_die(study->cli,
                   "family '%s' has several cases: does it improve when all of them do, or when "
                   "any one does? Say --family-rule all or any",
                   family);
}

/* ---- Stages ---- */

/* From how many rows of the input the ratings of a case come. */
static uint64_t rows_of(const uf_study *study, uint32_t id)
{
    size_t n;
    const uf_case_rating *ratings = uf_ratings_of(study->ratings, id, &n);
    uf_intern *lines = uf_intern_new(study->cli);
    for (size_t i = 0; i < n; i++) {
        const uint64_t key[] = { ratings[i].file, ratings[i].line };
        (void)uf_intern_code(lines, (const char *)key, sizeof key);
    }
    const uint64_t rows = uf_intern_count(lines);
    uf_intern_free(lines);
    return rows;
}

void uf_study_choose_cases(uf_study *study)
{
    const uf_case_stage among = study->settings.among;
    const char *name = uf_case_stage_name(among);
    if (among != UF_CASE_IDENTIFIED && !uf_cases_has_stage(study->cases, among))
        uf_cli_die(study->cli, "--among %s: the file of --cases has no column '%s'", name, name);
    uint64_t others = 0, rows = 0;
    uint32_t *order = uf_cases_order(study->cases);
    study->order = order;
    for (size_t i = 0; i < uf_cases_count(study->cases); i++) {
        if (uf_cases_stage(study->cases, order[i], UF_CASE_IDENTIFIED) == UF_STAGE_REACHED &&
            uf_cases_stage(study->cases, order[i], among) == UF_STAGE_REACHED) {
            study->order[study->count++] = order[i];
            continue;
        }
        others++;
        rows += rows_of(study, order[i]);
    }
    if (others == 0)
        return;
    char reason[64];
    (void)snprintf(reason, sizeof reason, "case not among those %s", name);
    uf_reading_leave_out(study->cli, rows, reason);
    uf_cli_say(study->cli, "cases left out as not among those %s: %" PRIu64, name, others);
}
