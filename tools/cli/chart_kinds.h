/* chart_kinds.h: the kinds of chart. Each composes its page and data, and has plots/KIND.gp draw
 * them to the program's output. */
#ifndef UF_CLI_CHART_KINDS_H
#define UF_CLI_CHART_KINDS_H

#include "cli/chart_rows.h"
#include "cli/program.h"

/* Shares as points with intervals, a row for each, with --target, --series, --title, --source. */
void uf_chart_threshold(uf_cli *cli, const uf_results *results);

/* Shares over the limit that was swept, a small chart for each group, with the limit that a
 * capacity allows, and --title, --source. */
void uf_chart_sweep(uf_cli *cli, const uf_results *results);

/* How many units have which value (--records, --value), a small chart for each --by group, with
 * --limit, --bin, --title, --source. */
void uf_chart_distribution(uf_cli *cli);

/* Rates over the by-column window with intervals, a small chart for each group, with --series,
 * --records (a thin line for each school), --lines, --title, --source. */
void uf_chart_absence(uf_cli *cli, const uf_results *results);

/* Any estimates with intervals, a line for each and a panel for each scale, with --title,
 * --source. */
void uf_chart_forest(uf_cli *cli, const uf_results *results);

/* Shares or means of the arms over the column period with intervals, a small chart for each group,
 * with a thin line for each cluster (extension cluster), and --series, --title, --source. */
void uf_chart_did(uf_cli *cli, const uf_results *results);

/* Shares registered (term coverage) by the by-column window as a map of cells, with --title,
 * --source. */
void uf_chart_coverage(uf_cli *cli, const uf_results *results);

/* The statistics of all assignments (the operands: columns draw and statistic) with the observed
 * one, with --alternative, --title, --source. */
void uf_chart_randomisation(uf_cli *cli);

/* Each case before and after (--records: those of uf-change), a heading for each class, with
 * --title, --source. */
void uf_chart_change(uf_cli *cli);

/* Shares of cases that went which way, a line for each factor (rows of uf-change --per-factor),
 * with --title, --source. */
void uf_chart_factors(uf_cli *cli, const uf_results *results);

/* How many went from which step to which, a table for each factor (term transition), with --title,
 * --source. */
void uf_chart_transitions(uf_cli *cli, const uf_results *results);

/* How the scores of a scale are spread (--records, --value), a line for each --by group, on the
 * bands of --key, with --bin, --title, --source. */
void uf_chart_scores(uf_cli *cli);

/* Shares of answers, question by question (rows of uf-score --item-summary), with --title,
 * --source. */
void uf_chart_items(uf_cli *cli, const uf_results *results);

#endif
