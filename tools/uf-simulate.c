/* uf-simulate: data of projects that do not exist, whose truth is known.
 *
 * The program reads settings and writes rows; what happens to whom is libstats'
 * (simulate_absence.h), what a row looks like is cli/dress.h's. Rows go out day by day: memory
 * grows with pupils only. */
#include <inttypes.h>
#include <string.h>

#include <utfall/simulate_absence.h>
#include <utfall/simulate_truth.h>

#include "cli/dress.h"
#include "cli/program.h"
#include "cli/writer.h"

static const uf_option options[] = {
    { "from", 0, UF_OPTION_DATE, "DATE", .initial = "2016-08-01", .section = "Time",
      .text = "first day; rows come for the days on which schools are open" },
    { "to", 0, UF_OPTION_DATE, "DATE", .initial = "2017-12-31", .section = "Time",
      .text = "last day" },
    { "sports-week", 0, UF_OPTION_COUNT, "WEEK", .initial = "7", .low = 7, .high = 10,
      .section = "Time", .text = "ISO week of the sports break, which differs by region" },
    { "schools", 0, UF_OPTION_COUNT, "N", .initial = "6", .low = 1, .high = 100000,
      .section = "Schools",
      .text = "number of schools; the first half of them is the intervention arm" },
    { "pupils", 0, UF_OPTION_NUMBER, "N", .initial = "250", .low = 1, .high = 100000,
      .section = "Schools", .text = "mean number of pupils of a school" },
    { "size-cv", 0, UF_OPTION_NUMBER, "CV", .initial = "0.2", .high = 2, .section = "Schools",
      .text = "standard deviation of the schools' sizes over their mean" },
    { "grades", 0, UF_OPTION_COUNT, "N", .initial = "3", .low = 1, .high = 12, .section = "Schools",
      .text = "pupils are in grades 1 to N on the first day" },
    { "class-size", 0, UF_OPTION_NUMBER, "N", .initial = "22", .low = 1, .high = 100000,
      .section = "Schools", .text = "pupils in a class, about" },
    { "per", 0, UF_OPTION_CHOICE, .choices = "lesson|day", .initial = "lesson",
      .section = "Lessons", .text = "what a row is, and what one register is for" },
    { "lessons", 0, UF_OPTION_COUNT, "N", .initial = "4", .low = 1, .high = UF_ABSENCE_MAX_LESSONS,
      .section = "Lessons", .text = "lessons in a day" },
    { "minutes", 0, UF_OPTION_COUNT, "N", .initial = "60", .low = 1, .high = 1440,
      .section = "Lessons", .text = "length of a lesson" },
    { "prevalence", 0, UF_OPTION_PERCENT, "P", .initial = "12%", .low = 0, .high = 100,
      .open = true, .section = "Absence",
      .text = "share of the pupils who are above the limit in a three-month window, without any "
              "effect; what is needed for it is found by computation" },
    { "limit", 0, UF_OPTION_PERCENT, "P", .initial = "15%", .low = 0, .high = 100, .open = true,
      .section = "Absence", .text = "the limit: absence of more than this" },
    { "icc", 0, UF_OPTION_NUMBER, "RHO", .initial = "0.031", .low = 0, .high = 1,
      .section = "Absence",
      .text = "intraclass correlation of being above the limit, between pupils of a school" },
    { "pupil-sd", 0, UF_OPTION_NUMBER, "SD", .initial = "1", .low = 0.1, .high = 3,
      .section = "Absence", .text = "standard deviation of the pupils' log odds of absence" },
    { "spell-days", 0, UF_OPTION_NUMBER, "DAYS", .initial = "3", .low = 1, .high = 100,
      .section = "Absence", .text = "mean length of a spell of whole days, in school days" },
    { "single", 0, UF_OPTION_PERCENT, "P", .initial = "25%", .low = 0, .high = 100,
      .section = "Absence", .text = "part of the absence that is single lessons, not spells" },
    { "authorised", 0, UF_OPTION_PERCENT, "P", .initial = "75%", .low = 0, .high = 100,
      .section = "Absence", .text = "share of spells, and of single lessons, with leave" },
    { "effect", 0, UF_OPTION_PERCENT, "P", .initial = "-20%", .low = -100, .high = 100,
      .section = "Effect",
      .text = "relative change of absence at the intervention schools; 0 for none" },
    { "start", 0, UF_OPTION_DATE, "DATE", .initial = "2017-01-01", .section = "Effect",
      .text = "first day of the effect" },
    { "unreported", 0, UF_OPTION_PERCENT, "P", .initial = "6%", .low = 0, .high = 99,
      .section = "Registers", .text = "mean share of the registers that are never taken" },
    { "unreported-by", 0, UF_OPTION_CHOICE, .choices = "class|pupil", .initial = "class",
      .section = "Registers",
      .text = "a register is of a whole class, or each pupil's is taken by itself" },
    { "unreported-sd", 0, UF_OPTION_NUMBER, "SD", .initial = "0.7", .high = 3,
      .section = "Registers",
      .text = "standard deviation of the classes' log odds of a missing register, half of its "
              "square between schools" },
    { "unreported-depends", 0, UF_OPTION_NUMBER, "OR", .initial = "1", .low = 0.000001,
      .high = 1000000, .section = "Registers",
      .text = "odds ratio of a missing register when all whom it is for are absent, against none "
              "of them" },
    { "moves", 0, UF_OPTION_PERCENT, "P", .initial = "3%", .low = 0, .high = 100,
      .section = "Pupils who come and go",
      .text = "share of the pupils who change school during a term, in each" },
    { "class-changes", 0, UF_OPTION_PERCENT, "P", .initial = "1%", .low = 0, .high = 100,
      .section = "Pupils who come and go", .text = "the same for class, within the school" },
    { "late", 0, UF_OPTION_PERCENT, "P", .initial = "2%", .low = 0, .high = 100,
      .section = "Pupils who come and go",
      .text = "share of the pupils who begin after the first day" },
    { "seed", 0, UF_OPTION_COUNT, "N", .initial = "2016", .low = 0, .high = 9007199254740992.0,
      .section = "Output", .text = "another seed, other pupils" },
    { "truth", 0, UF_OPTION_OUTPUT, "FILE", .section = "Output",
      .text = "write the settings, and what really happened, as CSV to FILE" },
    { "dress", 0, UF_OPTION_CHOICE, .choices = "plain|swedish", .initial = "plain",
      .section = "Output",
      .text = "how the file is written: as our programs write, or with semicolons, decimal "
              "commas, Swedish column names and pupils' names" },
    { "encoding", 0, UF_OPTION_CHOICE, .choices = "utf-8|cp1252", .initial = "utf-8",
      .section = "Output", .text = "of --dress swedish; utf-8 has a byte order mark" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-simulate absence --truth truth.csv -o log.csv",
    "uf-simulate absence --schools 2 --pupils 40 --to 2016-12-31 | uf-absence --window 3m",
    "uf-simulate absence --per day --dress swedish --encoding cp1252 -o swedish.csv",
    NULL,
};

struct job {
    uf_cli *cli;
    uf_simulation_settings settings;
    uf_simulation *simulation;
    uf_dress *dress;
    uf_writer *truth_file; /* or NULL */
    uf_truth *truth;       /* or NULL */
};

/* ---- What was asked for ---- */

static uf_decimal percent(const uf_cli *cli, const char *name)
{
    size_t n;
    const uf_decimal value = uf_cli_percents(cli, name, &n)[0];
    return uf_decimal_reduce((uf_decimal){ value.mantissa, value.places + 2 });
}

static double share(const uf_cli *cli, const char *name)
{
    return uf_decimal_value(percent(cli, name));
}

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
        .limit = percent(cli, "limit"),
        .prevalence = share(cli, "prevalence"),
        .icc = uf_cli_number(cli, "icc"),
        .pupil_sd = uf_cli_number(cli, "pupil-sd"),
        .spell_days = uf_cli_number(cli, "spell-days"),
        .single = share(cli, "single"),
    };
    s->lesson_minutes = count(cli, "minutes");
    s->per_day = strcmp(uf_cli_text(cli, "per"), "day") == 0;
    s->authorised = share(cli, "authorised");
    s->effect = share(cli, "effect");
    s->unreported = share(cli, "unreported");
    s->unreported_sd = uf_cli_number(cli, "unreported-sd");
    s->unreported_odds = uf_cli_number(cli, "unreported-depends");
    s->unreported_pupils = strcmp(uf_cli_text(cli, "unreported-by"), "pupil") == 0;
    s->moves = share(cli, "moves");
    s->class_changes = share(cli, "class-changes");
    s->late = share(cli, "late");
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
    case UF_OPTION_PERCENT: uf_writer_decimal(writer, percent(cli, option->name)); break;
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
    for (const uf_option *option = options; option->name != NULL; option++)
        if (option->kind != UF_OPTION_OUTPUT)
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

static int absence(uf_cli *cli)
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

static const struct {
    const char *name;
    int (*run)(uf_cli *cli);
} kinds[] = {
    { "absence", absence },
};

static int run(uf_cli *cli)
{
    const char *kind = uf_cli_shift_operand(cli);
    if (kind == NULL)
        uf_cli_die(cli, "which kind of data? there is absence");
    const char *more = uf_cli_shift_operand(cli);
    if (more != NULL)
        uf_cli_die(cli, "'%s': it reads no file; one KIND is all", more);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kind, kinds[i].name) == 0)
            return kinds[i].run(cli);
    uf_cli_die(cli, "'%s' is no kind of data; there is absence", kind);
}

static const uf_tool tool = {
    .name = "uf-simulate",
    .brief = "data of projects that do not exist, with known truths",
    .operands = "KIND",
    .examples = examples,
    .options = options,
    .run = run,
};
UF_TOOL(tool)
