/* simulate_factors.c: risk and protective factors of cases that do not exist, rated more than once,
 * and what is true of them.
 *
 * What happens to whom is libstats' (simulate_factors.h). Cases go out one by one. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <utfall/simulate_factors.h>

#include "cli/agreement.h"
#include "cli/program.h"
#include "cli/simulate_kinds.h"
#include "cli/writer.h"

enum { NAME_SIZE = 24 };

struct job {
    uf_cli *cli;
    uf_factor_simulation_settings settings;
    uf_writer *ratings;
    uf_writer *truth, *stages; /* or NULL */
    bool dates;                /* time is a date, not the number of the wave */
    uint64_t rows, unknown, lost, changed, families;
};

static unsigned count(const uf_cli *cli, const char *name)
{
    return (unsigned)uf_cli_count(cli, name, 0);
}

static void read_settings(struct job *job)
{
    uf_cli *cli = job->cli;
    uf_factor_simulation_settings *s = &job->settings;
    uf_factor_simulation_settings_init(s);
    s->seed = (uint64_t)uf_cli_count(cli, "seed", 0);
    (void)uf_cli_date(cli, "from", &s->from);
    (void)uf_cli_date(cli, "to", &s->to);
    if (s->to < s->from)
        uf_cli_die(cli, "--to is before --from");
    s->cases = count(cli, "cases");
    s->siblings = uf_simulate_share(cli, "siblings");
    s->waves = count(cli, "waves");
    s->months = count(cli, "months");
    if (s->months + 1 < s->waves)
        uf_cli_die(cli, "--months %u: %u waves need at least %u", s->months, s->waves,
                   s->waves - 1);
    s->risks = count(cli, "risks");
    s->protectives = count(cli, "protectives");
    s->levels = count(cli, "levels");
    s->severity = uf_simulate_share(cli, "severity");
    s->correlation = uf_cli_number(cli, "correlation");
    s->changed = uf_simulate_share(cli, "changed");
    s->size = uf_cli_number(cli, "size");
    s->agreement = uf_cli_agreement(cli, "agreement");
    s->shared = uf_cli_number(cli, "shared");
    s->unknown = uf_simulate_share(cli, "unknown");
    s->never = uf_simulate_share(cli, "never");
    s->hidden = uf_simulate_share(cli, "hidden");
    s->lost = uf_simulate_share(cli, "lost");
    s->lost_odds = uf_cli_number(cli, "lost-depends");
    s->raters = count(cli, "raters");
    s->rater_change = uf_simulate_share(cli, "rater-change");
    s->offered = uf_simulate_share(cli, "offered");
    s->started = uf_simulate_share(cli, "started");
    s->completed = uf_simulate_share(cli, "completed");
    job->dates = strcmp(uf_cli_text(cli, "time"), "date") == 0;
}

static int fail(uf_cli *cli, const uf_error *error)
{
    if (error->status == UF_EDATA)
        uf_cli_die(cli, "--agreement %s: %s", uf_cli_text(cli, "agreement"), error->reason);
    return uf_cli_fail(cli, error);
}

/* ---- Rows ---- */

/* A cell of a letter and a number from 1, the number in so many digits. */
static void put_name(uf_writer *writer, const char *stem, int digits, uint32_t index)
{
    char name[NAME_SIZE];
    (void)snprintf(name, sizeof name, "%s%0*" PRIu32, stem, digits, index + 1);
    uf_writer_text(writer, name);
}

static void put_rating(struct job *job, const uf_simulated_case *one,
                       const uf_simulated_rating *rating)
{
    const unsigned risks = job->settings.risks;
    const bool risk = rating->factor < risks;
    put_name(job->ratings, "c", 3, one->index);
    if (job->dates)
        uf_writer_day(job->ratings, rating->day);
    else
        uf_writer_count(job->ratings, (int64_t)rating->wave + 1);
    put_name(job->ratings, risk ? "R" : "P", 1, risk ? rating->factor : rating->factor - risks);
    if (rating->rating.state == UF_RATING_KNOWN)
        uf_writer_count(job->ratings, rating->rating.value);
    else
        uf_writer_missing(job->ratings);
    put_name(job->ratings, "f", 3, one->family);
    put_name(job->ratings, "rater ", 1, rating->rater);
    uf_writer_end_row(job->ratings);
    job->rows++;
    job->unknown += rating->rating.state != UF_RATING_KNOWN;
}

static void put_truth(const struct job *job, const uf_simulated_case *one)
{
    put_name(job->truth, "c", 3, one->index);
    put_name(job->truth, "f", 3, one->family);
    const int64_t counts[] = {
        one->changed,
        one->waves < job->settings.waves,
        one->before[UF_RISK],
        one->after[UF_RISK],
        one->before[UF_PROTECTIVE],
        one->after[UF_PROTECTIVE],
        one->improved,
        one->unknown,
        one->discovered,
        one->hidden,
    };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        uf_writer_count(job->truth, counts[i]);
    uf_writer_end_row(job->truth);
}

static void put_stages(const struct job *job, const uf_simulated_case *one)
{
    const uf_day days[] = { one->identified, one->offered, one->started, one->completed };
    put_name(job->stages, "c", 3, one->index);
    put_name(job->stages, "f", 3, one->family);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        uf_writer_day(job->stages, days[i]);
    uf_writer_end_row(job->stages);
}

static void write_headers(const struct job *job)
{
    static const char *const ratings[] = { "case", "time", "factor", "rating", "family", "rater" };
    static const char *const truth[] = {
        "case",        "family",     "changed",           "lost",
        "risk_before", "risk_after", "protective_before", "protective_after",
        "improved",    "unknown",    "discovered",        "hidden",
    };
    static const char *const stages[] = { "case",    "family",  "identified",
                                          "offered", "started", "completed" };
    uf_writer_stream(job->ratings);
    uf_writer_header(job->ratings, ratings, sizeof ratings / sizeof ratings[0]);
    if (job->truth != NULL)
        uf_writer_header(job->truth, truth, sizeof truth / sizeof truth[0]);
    if (job->stages != NULL)
        uf_writer_header(job->stages, stages, sizeof stages / sizeof stages[0]);
}

static void simulate(struct job *job, uf_factor_simulation *simulation)
{
    const uf_simulated_case *one;
    const uf_simulated_rating *ratings;
    size_t n;
    while (uf_factor_simulation_next(simulation, &one, &ratings, &n)) {
        for (size_t i = 0; i < n; i++)
            put_rating(job, one, &ratings[i]);
        if (job->truth != NULL)
            put_truth(job, one);
        if (job->stages != NULL)
            put_stages(job, one);
        job->lost += one->waves < job->settings.waves;
        job->changed += one->changed;
        job->families = (uint64_t)one->family + 1;
    }
}

int uf_simulate_factors(uf_cli *cli)
{
    struct job job = { .cli = cli };
    uf_error error;
    read_settings(&job);
    job.truth = uf_cli_output_beside(cli, "truth");
    job.stages = uf_cli_output_beside(cli, "stages");
    uf_factor_simulation *simulation;
    if (uf_factor_simulation_new(&simulation, &job.settings, &error) != UF_OK)
        return fail(cli, &error);
    job.ratings = uf_cli_output(cli);
    write_headers(&job);
    simulate(&job, simulation);
    uf_factor_simulation_free(simulation);
    uf_cli_say(cli, "rows: %" PRIu64 ", not known: %" PRIu64, job.rows, job.unknown);
    uf_cli_say(cli,
               "cases: %" PRIu32 " in %" PRIu64 " families, lost: %" PRIu64
               ", really changed: %" PRIu64,
               job.settings.cases, job.families, job.lost, job.changed);
    return 0;
}
