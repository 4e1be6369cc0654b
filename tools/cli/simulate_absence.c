/* simulate_absence.c: an attendance log of schools that do not exist, and what is true of it.
 *
 * What happens to whom is libstats' (simulate_absence.h), what a row looks like is dress.h's. Rows
 * go out day by day: memory grows with pupils only. */
#include <inttypes.h>
#include <string.h>

#include <utfall/simulate_absence.h>
#include <utfall/simulate_truth.h>

#include "cli/dress.h"
#include "cli/program.h"
#include "cli/simulate_kinds.h"
#include "cli/writer.h"

struct job {
    uf_cli *cli;
    uf_simulation_settings settings;
    uf_simulation *simulation;
    uf_dress *dress;
    uf_writer *truth_file; /* or NULL */
    uf_truth *truth;       /* or NULL */
};

/* ---- What was asked for ---- */

/* What the settings ask for cannot be had: which option to change. */
static int fail(uf_cli *cli, const uf_error *error)
{
    if (error->status == UF_EDATA)
        uf_cli_die(cli, "--from and --to: %s", error->reason);
    if (error->status == UF_EINVAL)
        uf_cli_die(cli, "%s (%.3g)", error->reason, error->value);
    return uf_cli_fail(cli, error);
}

static unsigned count(const uf_cli *cli, const char *name)
{
    return (unsigned)uf_cli_count(cli, name, 0);
}

static void read_settings(struct job *job)
{
    uf_cli *cli = job->cli;
    uf_simulation_settings *s = &job->settings;
    uf_simulation_settings_init(s);
    s->seed = (uint64_t)uf_cli_count(cli, "seed", 0);
    (void)uf_cli_date(cli, "from", &s->from);
    (void)uf_cli_date(cli, "to", &s->to);
    (void)uf_cli_date(cli, "start", &s->start);
    if (s->to < s->from)
        uf_cli_die(cli, "--to is before --from");
    s->sports_week = (int)uf_cli_count(cli, "sports-week", 0);
    s->schools = count(cli, "schools");
    s->pupils = uf_cli_number(cli, "pupils");
    s->size_cv = uf_cli_number(cli, "size-cv");
    s->grades = count(cli, "grades");
    s->class_size = uf_cli_number(cli, "class-size");
    s->shape = (uf_absence_shape){
        .lessons = count(cli, "lessons"),
        .limit = uf_simulate_percent(cli, "limit"),
        .prevalence = uf_simulate_share(cli, "prevalence"),
        .icc = uf_cli_number(cli, "icc"),
        .pupil_sd = uf_cli_number(cli, "pupil-sd"),
        .spell_days = uf_cli_number(cli, "spell-days"),
        .single = uf_simulate_share(cli, "single"),
    };
    s->lesson_minutes = count(cli, "minutes");
    s->per_day = strcmp(uf_cli_text(cli, "per"), "day") == 0;
    s->authorised = uf_simulate_share(cli, "authorised");
    s->effect = uf_simulate_share(cli, "effect");
    s->unreported = uf_simulate_share(cli, "unreported");
    s->unreported_sd = uf_cli_number(cli, "unreported-sd");
    s->unreported_odds = uf_cli_number(cli, "unreported-depends");
    s->unreported_pupils = strcmp(uf_cli_text(cli, "unreported-by"), "pupil") == 0;
    s->moves = uf_simulate_share(cli, "moves");
    s->class_changes = uf_simulate_share(cli, "class-changes");
    s->late = uf_simulate_share(cli, "late");
}

/* ---- The truth ---- */

/* The first four cells of a row of --truth: what it is, and of what. */
static uf_writer *begin_truth(struct job *job, const char *term, const char *arm,
                              const char *school, const char *period)
{
    uf_writer *writer = job->truth_file;
    const char *const texts[] = { term, arm, school, period };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        uf_writer_text(writer, texts[i]);
    return writer;
}

static void end_without_counts(uf_writer *writer)
{
    uf_writer_missing(writer);
    uf_writer_missing(writer);
    uf_writer_end_row(writer);
}

/* To six decimals: more may differ between machines. */
static void put_number(struct job *job, const char *term, const char *arm, const char *school,
                       double value)
{
    uf_writer *writer = begin_truth(job, term, arm, school, "");
    const double millionths = value * 1e6 + (value < 0 ? -0.5 : 0.5);
    uf_writer_decimal(writer, (uf_decimal){ (int64_t)millionths, 6 });
    end_without_counts(writer);
}

/* An option's value: percentages as shares. */
static void put_setting(struct job *job, const uf_option *option)
{
    const uf_cli *cli = job->cli;
    uf_day day = UF_NO_DAY;
    uf_writer *writer = begin_truth(job, option->name, "", "", "");
    switch (option->kind) {
    case UF_OPTION_DATE:
        (void)uf_cli_date(cli, option->name, &day);
        uf_writer_day(writer, day);
        break;
    case UF_OPTION_COUNT: uf_writer_count(writer, uf_cli_count(cli, option->name, 0)); break;
    case UF_OPTION_NUMBER: uf_writer_number(writer, uf_cli_number(cli, option->name)); break;
    case UF_OPTION_PERCENT:
        uf_writer_decimal(writer, uf_simulate_percent(cli, option->name));
        break;
    default: uf_writer_text(writer, uf_cli_text(cli, option->name));
    }
    end_without_counts(writer);
}

/* What the settings lead to on average. */
static void put_expected(struct job *job)
{
    const uf_absence_model *model = uf_simulation_model(job->simulation);
    const double factor = 1 + job->settings.effect;
    put_number(job, "latent_location", "", "", uf_absence_model_location(model));
    put_number(job, "latent_correlation", "", "", uf_absence_model_correlation(model));
    const struct {
        const char *arm;
        double factor;
    } arms[] = { { "intervention", factor }, { "control", 1 } };
    for (size_t i = 0; i < 2; i++) {
        put_number(job, "expected_absence", arms[i].arm, "",
                   uf_absence_model_absence(model, arms[i].factor));
        put_number(job, "expected_above", arms[i].arm, "",
                   uf_absence_model_prevalence(model, arms[i].factor));
    }
    for (uint32_t school = 0; school < job->settings.schools; school++) {
        const bool treated = uf_simulation_intervention(job->simulation, school);
        char name[UF_DRESS_NAME_SIZE];
        put_number(job, "expected_above", arms[treated ? 0 : 1].arm,
                   uf_dress_school(job->dress, school, name),
                   uf_absence_model_school(model,
                                           uf_simulation_school_level(job->simulation, school),
                                           arms[treated ? 0 : 1].factor));
    }
}

static void put_counts(struct job *job)
{
    const uf_simulation_counts *counts = uf_simulation_so_far(job->simulation);
    const struct {
        const char *term;
        uint64_t count;
    } rows[] = {
        { "count_rows", counts->rows },
        { "count_pupils", counts->pupils },
        { "count_late", counts->late },
        { "count_moves", counts->moves },
        { "count_class_changes", counts->class_changes },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uf_writer *writer = begin_truth(job, rows[i].term, "", "", "");
        uf_writer_count(writer, (int64_t)rows[i].count);
        end_without_counts(writer);
    }
}

/* What happened. */
static void put_realised(struct job *job)
{
    const uf_truth_row *rows;
    size_t n;
    uf_error error;
    if (uf_truth_rows(job->truth, &rows, &n, &error) != UF_OK)
        (void)uf_cli_fail(job->cli, &error);
    for (size_t i = 0; i < n; i++) {
        char day[UF_DATE_SIZE], name[UF_DRESS_NAME_SIZE];
        const char *period = rows[i].period == UF_TRUTH_BEFORE ? "before"
                             : rows[i].period == UF_TRUTH_AFTER
                                 ? "after"
                                 : uf_day_format(rows[i].window, day);
        const char *school =
            rows[i].school == UF_TRUTH_ALL ? "" : uf_dress_school(job->dress, rows[i].school, name);
        uf_writer *writer = begin_truth(job, rows[i].term, rows[i].arm, school, period);
        uf_writer_number(writer, rows[i].value);
        uf_writer_count(writer, (int64_t)rows[i].events);
        uf_writer_count(writer, (int64_t)rows[i].n);
        uf_writer_end_row(writer);
    }
}

static void write_truth(struct job *job)
{
    static const char *const names[] = {
        "term", "arm", "school", "period", "value", "events", "n"
    };
    uf_writer_header(job->truth_file, names, sizeof names / sizeof names[0]);
    for (const uf_option *option = uf_cli_tool(job->cli)->options; option->name != NULL; option++)
        if (option->kind != UF_OPTION_OUTPUT && uf_simulate_concerns(option, "absence"))
            put_setting(job, option);
    put_expected(job);
    put_counts(job);
    put_realised(job);
}

/* ---- The run ---- */

static void simulate(struct job *job)
{
    uf_writer *writer = uf_cli_output(job->cli);
    uf_writer_stream(writer);
    uf_dress_header(job->dress, writer);
    const uf_simulated_row *rows;
    size_t n;
    while (uf_simulation_day(job->simulation, &rows, &n)) {
        uf_error error;
        if (job->truth != NULL && uf_truth_add(job->truth, rows, n, &error) != UF_OK)
            (void)uf_cli_fail(job->cli, &error);
        for (size_t i = 0; i < n; i++)
            uf_dress_row(job->dress, writer, &rows[i]);
    }
}

static void say_counts(struct job *job)
{
    const uf_simulation_counts *counts = uf_simulation_so_far(job->simulation);
    uf_cli_say(job->cli, "rows: %" PRIu64 ", without a register: %" PRIu64, counts->rows,
               counts->unreported);
    uf_cli_say(job->cli,
               "pupils: %" PRIu32 ", began late: %" PRIu32 "; changes of school: %" PRIu32
               ", of class: %" PRIu32,
               counts->pupils, counts->late, counts->moves, counts->class_changes);
}

int uf_simulate_absence(uf_cli *cli)
{
    struct job job = { .cli = cli };
    uf_error error;
    read_settings(&job);
    job.truth_file = uf_cli_output_beside(cli, "truth");
    if (uf_simulation_new(&job.simulation, &job.settings, &error) != UF_OK)
        return fail(cli, &error);
    job.dress = uf_dress_new(cli, &job.settings, uf_simulation_pupils(job.simulation));
    if (job.truth_file != NULL &&
        uf_truth_new(&job.truth, job.simulation, &job.settings, &error) != UF_OK)
        return uf_cli_fail(cli, &error);
    simulate(&job);
    if (job.truth_file != NULL)
        write_truth(&job);
    say_counts(&job);

    uf_truth_free(job.truth);
    uf_dress_free(job.dress);
    uf_simulation_free(job.simulation);
    return 0;
}
