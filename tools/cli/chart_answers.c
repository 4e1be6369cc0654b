/* chart_answers.c: sorting rows of results into questions and steps. */
#include "cli/chart_answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/numbers.h"

enum { STEPS_MOST = 101 };

uf_chart_use uf_chart_answers_use(const uf_results *results, size_t row)
{
    const uf_estimate *estimate = uf_results_get(results, row);
    const bool share = strcmp(estimate->term, "share") == 0 && estimate->group[0] != '\0';
    const bool mean = strcmp(estimate->term, "mean") == 0 && estimate->group[0] == '\0';
    return share || mean ? UF_CHART_DRAWN : UF_CHART_LEFT;
}

/* --- Steps. --- */

static bool is_step(const uf_chart_row *row, double *value)
{
    return strcmp(row->estimate->term, "share") == 0 &&
           uf_number_read(row->place, strlen(row->place), value);
}

static size_t step_of(const uf_chart_answers *answers, double value)
{
    size_t s = 0;
    while (s < answers->step_count && answers->steps[s].value != value)
        s++;
    return s;
}

static int by_value(const void *a, const void *b)
{
    const uf_answer_step *p = a, *q = b;
    return (p->value > q->value) - (p->value < q->value);
}

static void find_steps(uf_chart_answers *answers, const uf_chart_rows *rows)
{
    const size_t count = uf_chart_rows_count(rows);
    answers->steps = uf_cli_allocate(answers->cli, count + 1, sizeof *answers->steps);
    for (size_t i = 0; i < count; i++) {
        const uf_chart_row *row = uf_chart_rows_get(rows, i);
        double value;
        if (is_step(row, &value) && step_of(answers, value) == answers->step_count)
            answers->steps[answers->step_count++] = (uf_answer_step){ value, row->place };
    }
    if (answers->step_count > STEPS_MOST)
        uf_cli_die(answers->cli, "%zu different answers are too many for one chart",
                   answers->step_count);
    if (answers->step_count > 0)
        qsort(answers->steps, answers->step_count, sizeof *answers->steps, by_value);
}

/* --- Lines. --- */

static uf_answer_line *find_line(uf_chart_answers *answers, const char *label, const char *question)
{
    for (size_t i = 0; i < answers->count; i++)
        if (strcmp(answers->lines[i].label, label) == 0)
            return &answers->lines[i];
    uf_answer_line *line = &answers->lines[answers->count++];
    *line = (uf_answer_line){ .label = label, .question = question };
    line->shares = uf_cli_allocate(answers->cli, answers->step_count + 1, sizeof *line->shares);
    for (size_t s = 0; s < answers->step_count; s++)
        line->shares[s] = NULL;
    return line;
}

/* Where a row goes in its line. */
static const uf_estimate **cell_of(uf_chart_answers *answers, uf_answer_line *line,
                                   const uf_chart_row *row)
{
    double value;
    if (strcmp(row->estimate->term, "mean") == 0) {
        answers->any_mean = true;
        return &line->mean;
    }
    if (!is_step(row, &value)) {
        answers->any_apart = true;
        return &line->apart;
    }
    return &line->shares[step_of(answers, value)];
}

static void bring_together(uf_chart_answers *answers)
{
    uf_answer_line *sorted = uf_cli_allocate(answers->cli, answers->count + 1, sizeof *sorted);
    size_t at = 0;
    for (size_t i = 0; i < answers->count; i++) {
        const char *question = answers->lines[i].question;
        bool before = false;
        for (size_t j = 0; j < at; j++)
            before = before || strcmp(sorted[j].question, question) == 0;
        for (size_t j = i; j < answers->count && !before; j++)
            if (strcmp(answers->lines[j].question, question) == 0)
                sorted[at++] = answers->lines[j];
        answers->questions += !before;
    }
    free(answers->lines);
    answers->lines = sorted;
}

uf_chart_answers uf_chart_answers_find(uf_cli *cli, const uf_chart_rows *rows)
{
    uf_chart_answers answers = { .cli = cli };
    const size_t count = uf_chart_rows_count(rows);
    find_steps(&answers, rows);
    answers.lines = uf_cli_allocate(cli, count + 1, sizeof *answers.lines);
    for (size_t i = 0; i < count; i++) {
        const uf_chart_row *row = uf_chart_rows_get(rows, i);
        /* Of one question alone nothing tells rows apart but the answers. */
        const char *label = row->label[0] != '\0' ? row->label : row->estimate->measure;
        uf_answer_line *line = find_line(&answers, label, row->estimate->measure);
        const uf_estimate **cell = cell_of(&answers, line, row);
        if (*cell != NULL)
            uf_cli_die(cli, "two results for '%s', %s %s", label, row->estimate->term, row->place);
        *cell = row->estimate;
    }
    bring_together(&answers);
    return answers;
}

void uf_chart_answers_release(uf_chart_answers *answers)
{
    for (size_t i = 0; i < answers->count; i++)
        free(answers->lines[i].shares);
    free(answers->lines);
    free(answers->steps);
    *answers = (uf_chart_answers){ .count = 0 };
}

/* --- What they say. --- */

bool uf_chart_answers_begins(const uf_chart_answers *answers, size_t i)
{
    return i == 0 || strcmp(answers->lines[i].question, answers->lines[i - 1].question) != 0;
}

double uf_chart_answers_n(const uf_chart_answers *answers, const uf_answer_line *line)
{
    for (size_t s = 0; s < answers->step_count; s++)
        if (line->shares[s] != NULL)
            return line->shares[s]->n;
    return line->mean != NULL ? line->mean->n : NAN;
}

double uf_answer_line_share(const uf_answer_line *line, size_t step)
{
    const uf_estimate *estimate = line->shares[step];
    return estimate == NULL || isnan(estimate->estimate) ? 0.0 : estimate->estimate;
}
