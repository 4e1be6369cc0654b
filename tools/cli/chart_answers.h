/* chart_answers.h: shares of answers, question by question, out of the rows of a chart.
 *
 * The rows are those of uf-score --item-summary: shares of steps, whose group is the answer, and
 * the mean. A group that is no number ("don't know") is no step: its share is of all answers, so it
 * stands apart. The lines of a question (waves, arms) come together, in the order in which
 * questions first come. */
#ifndef UF_CLI_CHART_ANSWERS_H
#define UF_CLI_CHART_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/chart_rows.h"

/* A step of the answers: its number, and the text that it has in the results. */
typedef struct uf_answer_step {
    double value;
    const char *text;
} uf_answer_step;

/* A question, for one wave or arm. Rows that there are not are NULL. */
typedef struct uf_answer_line {
    const char *label;
    const char *question;
    const uf_estimate *mean, *apart;
    const uf_estimate **shares; /* [step]                            */
    double top, height;         /* of the line on the page; the chart's to set */
} uf_answer_line;

typedef struct uf_chart_answers {
    uf_cli *cli;
    uf_answer_step *steps; /* ascending */
    size_t step_count;
    uf_answer_line *lines;
    size_t count;
    size_t questions; /* how many different ones */
    bool any_mean, any_apart;
} uf_chart_answers;

/* What a chart of answers does with a result (uf_chart_choice). */
uf_chart_use uf_chart_answers_use(const uf_results *results, size_t row);

/* Two results for the same, or very many steps, end the program. */
uf_chart_answers uf_chart_answers_find(uf_cli *cli, const uf_chart_rows *rows);
void uf_chart_answers_release(uf_chart_answers *answers);

/* Whether line i is the first of its question. */
bool uf_chart_answers_begins(const uf_chart_answers *answers, size_t i);
/* How many answered with a step; NaN where it is not said. */
double uf_chart_answers_n(const uf_chart_answers *answers, const uf_answer_line *line);
/* The share of a step; 0 where there is none. */
double uf_answer_line_share(const uf_answer_line *line, size_t step);

#endif
