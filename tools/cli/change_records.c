/* change_records.c: writing records of change. */
#include "cli/change_records.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/change_units.h"
#include "cli/messages.h"
#include "cli/writer.h"

/* ---- The header ---- */

static const char *const of_case[] = {
    "first",
    "last",
    "risk_before",
    "risk_after",
    "risk_change",
    "protective_before",
    "protective_after",
    "protective_change",
    "n_factors",
    "n_revealed",
    "followed_up",
    "n_hidden",
    "risk_lowered",
    "protective_raised",
    "improved",
    "change_class",
    "improved_min",
    "improved_max",
};
static const char *const of_family[] = {
    "n_cases",  "followed_up",  "risk_lowered", "protective_raised",
    "improved", "change_class", "improved_min", "improved_max",
};
static const char *const of_reliable[] = { "risk_rc", "risk_reliable", "protective_rc",
                                           "protective_reliable" };
enum {
    OF_CASE = sizeof of_case / sizeof of_case[0],
    OF_FAMILY = sizeof of_family / sizeof of_family[0],
    OF_RELIABLE = sizeof of_reliable / sizeof of_reliable[0]
};

struct job {
    uf_study *study;
    uf_change_reliable *reliable;
    uf_writer *writer;
    char *definition;
    bool by_domain, rater, version;
    size_t width; /* of the columns of cases */
};

/* Names of a header while it is put together. */
struct names {
    uf_cli *cli;
    const char **list;
    size_t count;
};

static void add_name(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->list[i], name) == 0)
            uf_cli_die(names->cli,
                       "the column '%s' is called like a column of the records; rename it", name);
    names->list = uf_cli_grow(names->cli, names->list, names->count + 1, sizeof *names->list);
    names->list[names->count++] = name;
}

static void add_names(struct names *names, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_name(names, list[i]);
}

static void add_case_columns(struct names *names, const struct job *job)
{
    const size_t family = uf_change_unit_column(job->study);
    for (size_t i = 0; i < job->width; i++)
        if (i != family)
            add_name(names, uf_cases_column(job->study->cases, i));
}

static void write_header(const struct job *job)
{
    const bool by_family = job->study->settings.by_family;
    struct names names = { .cli = job->study->cli };
    add_name(&names, by_family ? "family" : "case");
    add_case_columns(&names, job);
    if (job->by_domain)
        add_name(&names, "domain");
    if (by_family) {
        add_names(&names, of_family, OF_FAMILY);
    } else {
        add_names(&names, of_case, OF_CASE);
        if (job->reliable != NULL)
            add_names(&names, of_reliable, OF_RELIABLE);
        if (job->rater)
            add_name(&names, "rater_changed");
        if (job->version)
            add_name(&names, "version_changed");
    }
    add_name(&names, "definition");
    uf_writer_header(job->writer, names.list, names.count);
    free(names.list);
}

/* ---- Rows ---- */

static void write_flag(const struct job *job, bool flag)
{
    uf_writer_count(job->writer, flag);
}

static void write_place(const struct job *job, size_t place)
{
    if (place == UF_NO_OCCASION)
        uf_writer_missing(job->writer);
    else
        uf_writer_text(job->writer, uf_times_text(uf_ratings_times(job->study->ratings), place));
}

static void write_side(const struct job *job, const uf_side_change *side)
{
    uf_writer_number(job->writer, side->before);
    uf_writer_number(job->writer, side->after);
    uf_writer_number(job->writer, side->change);
}

/* A side that the instrument does not have did not move, and did not fail to. */
static void write_good(const struct job *job, const uf_factor_set *set,
                       const uf_change_verdict *verdict, uf_side side)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->factors[i].side == side) {
            write_flag(job, verdict->good[side]);
            return;
        }
    uf_writer_missing(job->writer);
}

static void write_verdict(const struct job *job, const uf_factor_set *set,
                          const uf_change_verdict *verdict)
{
    write_good(job, set, verdict, UF_RISK);
    write_good(job, set, verdict, UF_PROTECTIVE);
    write_flag(job, verdict->improved);
    uf_writer_text(job->writer, uf_change_class_name(verdict->change_class));
    write_flag(job, verdict->surely_improved);
    write_flag(job, verdict->possibly_improved);
}

static void write_reliable(const struct job *job, const uf_factor_set *set, const uf_judged *judged)
{
    for (int side = 0; side < UF_SIDES; side++) {
        const uf_reliable_class class_ =
            uf_change_reliable_class(job->reliable, set, judged, (uf_side)side);
        uf_writer_number(job->writer,
                         uf_change_reliable_index(job->reliable, set, judged, (uf_side)side));
        if (class_ == UF_RELIABLE_UNKNOWN)
            uf_writer_missing(job->writer);
        else
            uf_writer_text(job->writer, uf_reliable_class_name(class_));
    }
}

static void write_case(const struct job *job, uint32_t id, const uf_factor_set *set)
{
    uf_study *study = job->study;
    uf_judged judged;
    uf_study_judge(study, id, set, study->settings.revealed, &judged);
    const uf_case_change *change = &judged.change;
    uf_writer_text(job->writer, uf_cases_name(study->cases, id));
    for (size_t i = 0; i < job->width; i++)
        uf_writer_text(job->writer, uf_cases_text(study->cases, id, i));
    if (job->by_domain)
        uf_writer_text(job->writer, set->domain);
    write_place(job, judged.first_place);
    write_place(job, judged.last_place);
    write_side(job, &change->side[UF_RISK]);
    write_side(job, &change->side[UF_PROTECTIVE]);
    uf_writer_count(job->writer, (int64_t)change->compared);
    uf_writer_count(job->writer, (int64_t)change->revealed);
    write_flag(job, change->verdict.followed_up);
    uf_writer_count(job->writer, (int64_t)change->hidden);
    write_verdict(job, set, &change->verdict);
    if (job->reliable != NULL)
        write_reliable(job, set, &judged);
    if (job->rater)
        write_flag(job, judged.rater_changed);
    if (job->version)
        write_flag(job, judged.version_changed);
    uf_writer_text(job->writer, job->definition);
    uf_writer_end_row(job->writer);
}

/* The text that all cases of a family have in a column; "" where they differ. */
static const char *common_text(const struct job *job, const uf_change_units *units, size_t unit,
                               size_t column)
{
    const uf_cases *cases = job->study->cases;
    const size_t begin = units->first[unit], end = units->first[unit + 1];
    for (size_t i = begin + 1; i < end; i++)
        if (uf_cases_code(cases, units->cases[i], column) !=
            uf_cases_code(cases, units->cases[begin], column))
            return "";
    return uf_cases_text(cases, units->cases[begin], column);
}

static void write_family(const struct job *job, const uf_change_units *units, size_t unit,
                         const uf_factor_set *set)
{
    const size_t family = uf_change_unit_column(job->study);
    uf_change_verdict verdict;
    uf_change_unit_judge(job->study, units, unit, set, job->study->settings.revealed, &verdict);
    uf_writer_text(job->writer, uf_change_unit_name(job->study, units, unit));
    for (size_t i = 0; i < job->width; i++)
        if (i != family)
            uf_writer_text(job->writer, common_text(job, units, unit, i));
    if (job->by_domain)
        uf_writer_text(job->writer, set->domain);
    uf_writer_count(job->writer, (int64_t)(units->first[unit + 1] - units->first[unit]));
    write_flag(job, verdict.followed_up);
    write_verdict(job, set, &verdict);
    uf_writer_text(job->writer, job->definition);
    uf_writer_end_row(job->writer);
}

static void write_rows(const struct job *job)
{
    uf_study *study = job->study;
    uf_change_units units;
    uf_change_units_make(&units, study, study->order, study->count, uf_change_unit_column(study));
    for (size_t unit = 0; unit < units.count; unit++)
        for (size_t s = 0; s < study->set_count; s++)
            if (study->settings.by_family)
                write_family(job, &units, unit, &study->sets[s]);
            else
                write_case(job, units.cases[units.first[unit]], &study->sets[s]);
    uf_change_units_release(&units);
}

static bool is_by_domain(const uf_study *study)
{
    size_t n;
    const size_t *by = uf_cases_by(study->cases, &n);
    for (size_t i = 0; i < n; i++)
        if (by[i] == UF_BY_DOMAIN)
            return true;
    return false;
}

static char *record_definition(const uf_study *study, const uf_change_reliable *reliable)
{
    char *plain = uf_change_definition(study->cli, &study->settings, study->settings.revealed);
    if (reliable == NULL)
        return plain;
    char *text = uf_message_text("%s%s", plain, uf_change_reliable_definition(reliable));
    free(plain);
    if (text == NULL)
        uf_cli_no_memory(study->cli);
    return text;
}

void uf_change_records_write(uf_study *study, uf_change_reliable *reliable)
{
    struct job job = { .study = study,
                       .reliable = reliable,
                       .writer = uf_cli_output(study->cli),
                       .definition = record_definition(study, reliable),
                       .by_domain = is_by_domain(study),
                       .rater = uf_ratings_have_rater(study->ratings),
                       .version = uf_ratings_have_version(study->ratings),
                       .width = uf_cases_width(study->cases) };
    if (reliable != NULL && study->settings.by_family)
        uf_cli_die(study->cli, "--reliable is about cases: leave --unit family out, or write "
                               "--summary");
    write_header(&job);
    write_rows(&job);
    free(job.definition);
}

/* ---- Occasions ---- */

static void write_waves_header(const struct job *job)
{
    static const char *const own[] = { "wave", "time", "risk", "protective", "definition" };
    struct names names = { .cli = job->study->cli };
    add_name(&names, "case");
    for (size_t i = 0; i < job->width; i++)
        add_name(&names, uf_cases_column(job->study->cases, i));
    if (job->by_domain)
        add_name(&names, "domain");
    add_names(&names, own, sizeof own / sizeof own[0]);
    uf_writer_header(job->writer, names.list, names.count);
    free(names.list);
}

/* The ends are what the case is judged by, whatever the reading made of them. */
static double value_at(const uf_change_rules *rules, const uf_factor_set *set,
                       const uf_judged *judged, const uf_rating *ratings, const bool *compared,
                       size_t wave, size_t waves, uf_side side)
{
    const uf_side_change *change = &judged->change.side[side];
    if (wave == 0)
        return change->before;
    if (wave + 1 == waves)
        return change->after;
    return uf_factors_value(ratings + wave * set->n, set->factors, set->n, compared, side,
                            rules->rule);
}

static void write_waves(const struct job *job, uint32_t id, const uf_factor_set *set,
                        bool *compared)
{
    uf_study *study = job->study;
    const uf_change_rules *rules = &study->settings.rules;
    const size_t *places = NULL;
    size_t waves;
    uf_judged judged;
    uf_study_judge(study, id, set, study->settings.revealed, &judged);
    const uf_rating *ratings = uf_study_occasions(study, &places, &waves);
    for (size_t i = 0; i < set->n; i++)
        compared[i] = judged.pairs[i].compared;
    for (size_t wave = 0; wave < waves; wave++) {
        uf_writer_text(job->writer, uf_cases_name(study->cases, id));
        for (size_t i = 0; i < job->width; i++)
            uf_writer_text(job->writer, uf_cases_text(study->cases, id, i));
        if (job->by_domain)
            uf_writer_text(job->writer, set->domain);
        uf_writer_count(job->writer, (int64_t)wave + 1);
        write_place(job, places[wave]);
        for (int side = 0; side < UF_SIDES; side++)
            uf_writer_number(job->writer, value_at(rules, set, &judged, ratings, compared, wave,
                                                   waves, (uf_side)side));
        uf_writer_text(job->writer, job->definition);
        uf_writer_end_row(job->writer);
    }
}

void uf_change_waves_write(uf_study *study)
{
    struct job job = { .study = study,
                       .writer = uf_cli_output_beside(study->cli, "waves"),
                       .by_domain = is_by_domain(study),
                       .width = uf_cases_width(study->cases) };
    if (job.writer == NULL)
        return;
    bool *compared =
        uf_cli_allocate(study->cli, uf_instrument_count(study->instrument), sizeof *compared);
    job.definition = record_definition(study, NULL);
    write_waves_header(&job);
    for (size_t i = 0; i < study->count; i++)
        for (size_t s = 0; s < study->set_count; s++)
            write_waves(&job, study->order[i], &study->sets[s], compared);
    free(job.definition);
    free(compared);
}
