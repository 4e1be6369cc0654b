/* uf-simulate: data of projects that do not exist, whose truth is known.
 *
 * The program says which kinds there are and what may be asked of them; tools/cli/simulate_KIND.c
 * reads the settings and writes the rows, and libstats computes them. */
#include <string.h>

#include <utfall/absence_model.h>
#include <utfall/simulate_factors.h>

#include "cli/program.h"
#include "cli/simulate_kinds.h"

static const uf_option options[] = {
    { "from", 0, UF_OPTION_DATE, "DATE", .initial = "2016-08-01", .section = "Time",
      .text = "first day; of factors, when the first cases are identified" },
    { "to", 0, UF_OPTION_DATE, "DATE", .initial = "2017-12-31", .section = "Time",
      .text = "last day; of factors, when the last cases are identified" },
    { "sports-week", 0, UF_OPTION_COUNT, "WEEK", .initial = "7", .low = 7, .high = 10,
      .section = "absence: schools",
      .text = "ISO week of the sports break, which differs by region" },
    { "schools", 0, UF_OPTION_COUNT, "N", .initial = "6", .low = 1, .high = 100000,
      .section = "absence: schools",
      .text = "number of schools; the first half of them is the intervention arm" },
    { "pupils", 0, UF_OPTION_NUMBER, "N", .initial = "250", .low = 1, .high = 100000,
      .section = "absence: schools", .text = "mean number of pupils of a school" },
    { "size-cv", 0, UF_OPTION_NUMBER, "CV", .initial = "0.2", .high = 2,
      .section = "absence: schools",
      .text = "standard deviation of the schools' sizes over their mean" },
    { "grades", 0, UF_OPTION_COUNT, "N", .initial = "3", .low = 1, .high = 12,
      .section = "absence: schools", .text = "pupils are in grades 1 to N on the first day" },
    { "class-size", 0, UF_OPTION_NUMBER, "N", .initial = "22", .low = 1, .high = 100000,
      .section = "absence: schools", .text = "pupils in a class, about" },
    { "per", 0, UF_OPTION_CHOICE, .choices = "lesson|day", .initial = "lesson",
      .section = "absence: lessons", .text = "what a row is, and what one register is for" },
    { "lessons", 0, UF_OPTION_COUNT, "N", .initial = "4", .low = 1, .high = UF_ABSENCE_MAX_LESSONS,
      .section = "absence: lessons", .text = "lessons in a day" },
    { "minutes", 0, UF_OPTION_COUNT, "N", .initial = "60", .low = 1, .high = 1440,
      .section = "absence: lessons", .text = "length of a lesson" },
    { "prevalence", 0, UF_OPTION_PERCENT, "P", .initial = "12%", .low = 0, .high = 100,
      .open = true, .section = "absence: who is absent",
      .text = "share of the pupils who are above the limit in a three-month window, without any "
              "effect; what is needed for it is found by computation" },
    { "limit", 0, UF_OPTION_PERCENT, "P", .initial = "15%", .low = 0, .high = 100, .open = true,
      .section = "absence: who is absent", .text = "the limit: absence of more than this" },
    { "icc", 0, UF_OPTION_NUMBER, "RHO", .initial = "0.031", .low = 0, .high = 1,
      .section = "absence: who is absent",
      .text = "intraclass correlation of being above the limit, between pupils of a school" },
    { "pupil-sd", 0, UF_OPTION_NUMBER, "SD", .initial = "1", .low = 0.1, .high = 3,
      .section = "absence: who is absent",
      .text = "standard deviation of the pupils' log odds of absence" },
    { "spell-days", 0, UF_OPTION_NUMBER, "DAYS", .initial = "3", .low = 1, .high = 100,
      .section = "absence: who is absent",
      .text = "mean length of a spell of whole days, in school days" },
    { "single", 0, UF_OPTION_PERCENT, "P", .initial = "25%", .low = 0, .high = 100,
      .section = "absence: who is absent",
      .text = "part of the absence that is single lessons, not spells" },
    { "authorised", 0, UF_OPTION_PERCENT, "P", .initial = "75%", .low = 0, .high = 100,
      .section = "absence: who is absent",
      .text = "share of spells, and of single lessons, with leave" },
    { "effect", 0, UF_OPTION_PERCENT, "P", .initial = "-20%", .low = -100, .high = 100,
      .section = "absence: effect",
      .text = "relative change of absence at the intervention schools; 0 for none" },
    { "start", 0, UF_OPTION_DATE, "DATE", .initial = "2017-01-01", .section = "absence: effect",
      .text = "first day of the effect" },
    { "unreported", 0, UF_OPTION_PERCENT, "P", .initial = "6%", .low = 0, .high = 99,
      .section = "absence: registers", .text = "mean share of the registers that are never taken" },
    { "unreported-by", 0, UF_OPTION_CHOICE, .choices = "class|pupil", .initial = "class",
      .section = "absence: registers",
      .text = "a register is of a whole class, or each pupil's is taken by itself" },
    { "unreported-sd", 0, UF_OPTION_NUMBER, "SD", .initial = "0.7", .high = 3,
      .section = "absence: registers",
      .text = "standard deviation of the classes' log odds of a missing register, half of its "
              "square between schools" },
    { "unreported-depends", 0, UF_OPTION_NUMBER, "OR", .initial = "1", .low = 0.000001,
      .high = 1000000, .section = "absence: registers",
      .text = "odds ratio of a missing register when all whom it is for are absent, against none "
              "of them" },
    { "moves", 0, UF_OPTION_PERCENT, "P", .initial = "3%", .low = 0, .high = 100,
      .section = "absence: pupils who come and go",
      .text = "share of the pupils who change school during a term, in each" },
    { "class-changes", 0, UF_OPTION_PERCENT, "P", .initial = "1%", .low = 0, .high = 100,
      .section = "absence: pupils who come and go",
      .text = "the same for class, within the school" },
    { "late", 0, UF_OPTION_PERCENT, "P", .initial = "2%", .low = 0, .high = 100,
      .section = "absence: pupils who come and go",
      .text = "share of the pupils who begin after the first day" },
    { "seed", 0, UF_OPTION_COUNT, "N", .initial = "2016", .low = 0, .high = 9007199254740992.0,
      .section = "Output", .text = "another seed, other pupils and cases" },
    { "truth", 0, UF_OPTION_OUTPUT, "FILE", .section = "Output",
      .text = "write what really happened as CSV to FILE; of absence, with the settings" },
    { "dress", 0, UF_OPTION_CHOICE, .choices = "plain|swedish", .initial = "plain",
      .section = "absence: how it is written",
      .text = "how the file is written: as our programs write, or with semicolons, decimal "
              "commas, Swedish column names and pupils' names" },
    { "encoding", 0, UF_OPTION_CHOICE, .choices = "utf-8|cp1252", .initial = "utf-8",
      .section = "absence: how it is written",
      .text = "of --dress swedish; utf-8 has a byte order mark" },
    { "cases", 0, UF_OPTION_COUNT, "N", .initial = "60", .low = 1, .high = 10000000,
      .section = "factors: cases", .text = "number of cases" },
    { "siblings", 0, UF_OPTION_PERCENT, "P", .initial = "10%", .low = 0, .high = 100,
      .section = "factors: cases", .text = "share of the families that have two cases" },
    { "waves", 0, UF_OPTION_COUNT, "N", .initial = "3", .low = 2, .high = UF_SIMULATED_WAVES_MAX,
      .section = "factors: cases", .text = "how many times a case is rated" },
    { "months", 0, UF_OPTION_COUNT, "N", .initial = "9", .low = 1, .high = 120,
      .section = "factors: cases", .text = "from the first rating to the last" },
    { "lost", 0, UF_OPTION_PERCENT, "P", .initial = "20%", .low = 0, .high = 99,
      .section = "factors: cases", .text = "share of the families lost before the last wave" },
    { "lost-depends", 0, UF_OPTION_NUMBER, "OR", .initial = "1", .low = 0.001, .high = 1000,
      .section = "factors: cases",
      .text = "odds ratio of being lost, of families that do not change against those that do" },
    { "risks", 0, UF_OPTION_COUNT, "N", .initial = "12", .low = 1, .high = UF_SIMULATED_SIDE_MAX,
      .section = "factors: factors", .text = "number of risk factors, R1, R2 and on" },
    { "protectives", 0, UF_OPTION_COUNT, "N", .initial = "7", .low = 0,
      .high = UF_SIMULATED_SIDE_MAX, .section = "factors: factors",
      .text = "number of protective factors, P1, P2 and on" },
    { "levels", 0, UF_OPTION_COUNT, "N", .initial = "5", .low = 2, .high = 11,
      .section = "factors: factors", .text = "steps of the scale, which begins at 0" },
    { "severity", 0, UF_OPTION_PERCENT, "P", .initial = "55%", .low = 15, .high = 85,
      .section = "factors: factors",
      .text = "mean risk at first, from the lowest step (0%) to the highest; protective factors "
              "have what is left" },
    { "correlation", 0, UF_OPTION_NUMBER, "R", .initial = "0.3", .low = 0, .high = 0.9,
      .section = "factors: factors",
      .text = "between the factors of a case at first, on a normal scale" },
    { "changed", 0, UF_OPTION_PERCENT, "P", .initial = "30%", .low = 0, .high = 100,
      .section = "factors: change", .text = "share of the families in which something changes" },
    { "size", 0, UF_OPTION_NUMBER, "STEPS", .initial = "0.5", .low = -10, .high = 10,
      .section = "factors: change",
      .text = "by how many steps a factor of theirs gets better, on average" },
    { "agreement", 0, UF_OPTION_TEXT, "EXACT,WITHIN1", .initial = "0.56,0.90",
      .section = "factors: ratings",
      .text = "shares of ratings on which two raters of the same agree exactly, and within one "
              "step; 1,1 for ratings without error" },
    { "shared", 0, UF_OPTION_NUMBER, "PART", .initial = "0", .low = 0, .high = 0.9,
      .section = "factors: ratings",
      .text = "part of the error's variance that is one impression of the whole case" },
    { "unknown", 0, UF_OPTION_PERCENT, "P", .initial = "10%", .low = 0, .high = 100,
      .section = "factors: ratings", .text = "share of the risk factors not known at first" },
    { "never", 0, UF_OPTION_PERCENT, "P", .initial = "20%", .low = 0, .high = 100,
      .section = "factors: ratings", .text = "share of these that never become known" },
    { "hidden", 0, UF_OPTION_PERCENT, "P", .initial = "1%", .low = 0, .high = 100,
      .section = "factors: ratings", .text = "share of all later ratings that are not known" },
    { "raters", 0, UF_OPTION_COUNT, "N", .initial = "4", .low = 1, .high = 1000,
      .section = "factors: ratings", .text = "number of raters" },
    { "rater-change", 0, UF_OPTION_PERCENT, "P", .initial = "20%", .low = 0, .high = 100,
      .section = "factors: ratings",
      .text = "share of the families whose last wave another rater does" },
    { "time", 0, UF_OPTION_CHOICE, .choices = "date|wave", .initial = "date",
      .section = "factors: ratings",
      .text = "what stands in the column time: the day, or the number of the wave" },
    { "offered", 0, UF_OPTION_PERCENT, "P", .initial = "90%", .low = 0, .high = 100,
      .section = "factors: stages", .text = "share of the families identified that are offered" },
    { "started", 0, UF_OPTION_PERCENT, "P", .initial = "90%", .low = 0, .high = 100,
      .section = "factors: stages", .text = "share of these that start" },
    { "completed", 0, UF_OPTION_PERCENT, "P", .initial = "90%", .low = 0, .high = 100,
      .section = "factors: stages", .text = "share of these that complete, unless they are lost" },
    { "stages", 0, UF_OPTION_OUTPUT, "FILE", .section = "factors: stages",
      .text = "write each case's dates of these stages as CSV to FILE" },
    { .name = NULL },
};

static const char *const examples[] = {
    "uf-simulate absence --truth truth.csv -o log.csv",
    "uf-simulate absence --schools 2 --pupils 40 --to 2016-12-31 | uf-absence --window 3m",
    "uf-simulate absence --per day --dress swedish --encoding cp1252 -o swedish.csv",
    "uf-simulate factors --cases 200 --changed 0% --truth truth.csv -o ratings.csv",
    NULL,
};

static const struct {
    const char *name;
    int (*run)(uf_cli *cli);
} kinds[] = {
    { "absence", uf_simulate_absence },
    { "factors", uf_simulate_factors },
};

/* An option of another kind that was given says nothing, and is a mistake. */
static void refuse_alien(uf_cli *cli, const char *kind)
{
    for (const uf_option *option = options; option->name != NULL; option++)
        if (uf_cli_given(cli, option->name) && !uf_simulate_concerns(option, kind))
            uf_cli_die(cli, "--%s says nothing about %s", option->name, kind);
}

static int run(uf_cli *cli)
{
    const char *kind = uf_cli_shift_operand(cli);
    if (kind == NULL)
        uf_cli_die(cli, "which kind of data? there are absence and factors");
    const char *more = uf_cli_shift_operand(cli);
    if (more != NULL)
        uf_cli_die(cli, "'%s': it reads no file; one KIND is all", more);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kind, kinds[i].name) == 0) {
            refuse_alien(cli, kind);
            return kinds[i].run(cli);
        }
    uf_cli_die(cli, "'%s' is no kind of data; there are absence and factors", kind);
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
